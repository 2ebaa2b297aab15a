from datetime import date

import pytest

from workstation.directory.exact_places import exact_place
from workstation.directory.places import Places
from workstation.directory.reading import shipped_directory
from workstation.forms.snelcode import read
from workstation.vocabulary.reading import shipped_codebook


@pytest.fixture(scope="module")
def places():
    edition = shipped_directory()
    return Places(edition.municipalities, edition.places)


@pytest.mark.parametrize(
    ("typed", "nis"),
    [
        ("9000", "44021"), ("Gent", "44021"), ("sint niklaas", "46021"), ("De Panne", "38008"),
        ("Halle", "23027"), ("aalst", "41002"), ("as", "71002"),
        ("gen", None), ("zomaar", None), ("", None), ("0000", None), ("900", None),
    ],
)  # fmt: skip
def test_only_a_whole_postcode_or_name_is_a_place(places, typed, nis):
    assert exact_place(places, typed) == nis


@pytest.mark.parametrize("name", ["Deurne", "Berchem", "Heusden", "Hofstade"])
def test_a_name_of_parts_of_several_municipalities_is_not_guessed(places, name):
    assert exact_place(places, name) is None


def test_the_snelcode_line_reads_places_by_it(places):
    line = read(
        "pg sint niklaas deurne çààà", shipped_codebook(), date(2026, 11, 20), lambda text: exact_place(places, text)
    )  # fmt: skip
    assert [a.value for a in line.assignments] == ["partner_violence", "46021", "44021"]
    assert line.unknown == ("deurne",)
