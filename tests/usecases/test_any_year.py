"""Sets of every year, drawn at random: what is counted is what a plain count of the files gives."""

import csv
import io
import shutil
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from tests.store.vaults import test_key as store_key_of_tests
from tests.usecases import any_year_sets

from workstation.commandline.figures import files
from workstation.figures.spec import Scope
from workstation.reports.figures_csv import figures_csv
from workstation.store.vault import Vault
from workstation.usecases.compare_years import compare_years
from workstation.usecases.count_year import count_year
from workstation.usecases.import_registrations import import_registrations
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CODEBOOK = shipped_codebook()


@pytest.fixture
def vault(tmp_path, migrated_store):
    with Vault.opened(shutil.copy(migrated_store, tmp_path / "store.db"), store_key_of_tests()) as opened:
        yield opened


def cells(vault, year):
    counted = count_year(vault, CODEBOOK, words(), Scope(year=year))
    return list(csv.DictReader(io.StringIO(figures_csv(counted))))


def as_printed(cell):
    """The percentage half up, from the counts alone, with as many decimals as the cell shows."""
    decimals = len(cell["printed"].partition(",")[2])
    shown = int(Fraction(int(cell["n"]) * 100 * 10**decimals, int(cell["base_n"])) + Fraction(1, 2))
    whole = f"{shown:0{decimals + 1}}"
    return f"{whole[:-decimals]},{whole[-decimals:]}" if decimals else whole


@pytest.mark.parametrize("year", range(2012, 2027))
def test_every_plain_table_of_a_year_is_what_a_plain_count_gives(year, vault, tmp_path):
    found = any_year_sets.drawn(year, 150, 1)
    import_registrations(any_year_sets.write(found, tmp_path / "set"), vault, CODEBOOK, lambda: NOW)
    expected, told = any_year_sets.counted(found, year), cells(vault, year)
    plain = {(cell["table_id"], cell["row"]): cell for cell in told if not cell["column"]}
    for place, n in expected.items():
        assert int(plain[place]["n"]) == n, place
    for place, cell in plain.items():
        if place[0] in any_year_sets.PLAIN:
            assert int(cell["n"]) == expected[place], place
            assert cell["printed"] == as_printed(cell), place
    week = {(cell["row"], cell["column"]): int(cell["n"]) for cell in told if cell["table_id"] == "X02"}
    assert week == any_year_sets.week(found, year)


@pytest.mark.parametrize("year", [2012, 2021, 2024])
def test_a_year_of_a_call_or_two_makes_every_file(year, vault, tmp_path):
    for seed in range(2):
        found = any_year_sets.drawn(year, 1, seed)
        found = {"calls": [row | {"call_id": f"{seed}{row['call_id']}"} for row in found["calls"]],
                 "persons": [row | {"call_id": f"{seed}{row['call_id']}", "person_id": f"{seed}{row['person_id']}"}
                             for row in found["persons"]],
                 "outcomes": [row | {"person_id": f"{seed}{row['person_id']}"} for row in found["outcomes"]]}  # fmt: skip
        import_registrations(any_year_sets.write(found, tmp_path / f"set{seed}"), vault, CODEBOOK, lambda: NOW)
        counted = count_year(vault, CODEBOOK, words(), Scope(year=year))
        made = dict(files(counted, CODEBOOK, compare_years(vault, CODEBOOK), practice=False))
        assert made[f"report-{year}.pdf"].startswith(b"%PDF")
