import csv
import io

from workstation import resources
from workstation.domain.outcomes import outcome_of
from workstation.vocabulary.reading import shipped_codebook


def test_a_centre_for_welfare_work_counts_as_such():
    assert outcome_of("caw") == "caw"


def test_every_category_of_the_directory_has_an_outcome_of_the_codebook():
    rows = csv.DictReader(io.StringIO(resources.read("directory", "services.csv")))
    codebook = shipped_codebook()
    assert all(codebook.get("outcome", outcome_of(row["category"])) for row in rows)


def test_a_category_nobody_foresaw_is_another_outcome():
    assert outcome_of("ruimtevaart") == "other_outcome"
