import csv
import io

import pytest

from workstation import resources
from workstation.domain.provinces import province_of

NAMES = {
    "Antwerpen": "antwerpen", "Vlaams-Brabant": "vlaams_brabant", "Waals-Brabant": "waals_brabant",
    "West-Vlaanderen": "west_vlaanderen", "Oost-Vlaanderen": "oost_vlaanderen", "Henegouwen": "henegouwen",
    "Luik": "luik", "Limburg": "limburg", "Luxemburg": "luxemburg", "Namen": "namen", "": "brussel",
}  # fmt: skip


def test_every_municipality_of_the_directory_lies_in_its_province():
    rows = list(csv.DictReader(io.StringIO(resources.read("directory", "municipalities.csv"))))
    assert len(rows) == 609
    assert [r["nis_code"] for r in rows if province_of(r["nis_code"]) != NAMES[r["province"]]] == []


@pytest.mark.parametrize("text", [None, "", "9000", "unknown", "00000", "22000", "٣٤٠٢١"])
def test_what_is_no_municipality_lies_in_no_province(text):
    assert province_of(text) is None
