"""Figures of all teams on the hub: the same digits as at a desk that holds the same calls."""

import csv
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from tests.hub.hubs import Team, hub_file
from tests.sync.stations import Station
from tests.sync.teams import founded

from workstation.commandline.hub_figures import count_hub, countable, what_is_not_in_it
from workstation.commandline.running import main
from workstation.figures.spec import Scope
from workstation.figures.synthetic_practice import practice_calls
from workstation.hub.erasures import Erasures
from workstation.hub.tables import RECORDS
from workstation.usecases.count_year import count_year
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def shared(tmp_path_factory, migrated_store):
    """A hub and two stations that all hold the same 160 calls: corrected, laid aside and added to since."""
    tmp_path = tmp_path_factory.mktemp("shared")
    team = Team(hub_file(tmp_path))
    team.furnish({"an": ["A"], "bo": ["A"]})
    an, bo = (Station(tmp_path / name, team.archive, name).open(migrated_store) for name in ("an", "bo"))
    for one in (an, bo):
        one.enrol(team.administration.code_for(one.account))
    founded(an, bo)
    calls = practice_calls(160, 7, TODAY)
    an.keep(*calls[:100])
    bo.keep(*calls[100:])
    for at in (3, 40):
        with an.vault.work() as work:
            kept = work.calls.get(calls[at].id)
            work.calls.revise(
                replace(kept, revision=2, urgency="urgent", persons=(), outcomes=(), relations=()),
                "nagekeken",
                "an",
                an.clock(),
            )
    with an.vault.work() as work:
        work.calls.take_out(calls[5].id)
    for one in (an, bo, an, bo):
        one.meet()
    yield team, an, bo
    for one in (an, bo):
        one.close()
    team.database.close()


@pytest.mark.parametrize("team_code", [None, "limburg"])
def test_the_hub_counts_what_a_desk_counts_to_the_digit(shared, team_code):
    team, an, bo = shared
    scope = Scope(year=2026, team=team_code)
    figures, left_out = countable(scope)
    there, _ = count_hub(team.database, scope)
    desks = [count_year(one.vault, shipped_codebook(), words(), scope, figures) for one in (an, bo)]
    assert desks[0] == desks[1] == there
    assert there.calls > (100 if team_code is None else 5)
    assert len(figures) > 3 * len(left_out)
    provinces = [cell for figure, cells in there.figures for cell in cells if cell.row in {"antwerpen", "limburg"}]
    assert provinces or team_code


def test_what_the_hub_cannot_read_is_left_out_and_named(shared):
    team, _, _ = shared
    with team.database.snapshot() as connection:
        held = [
            json.loads(row)
            for row in connection.execute(RECORDS.select()).mappings().all()
            for row in [row["fields"]]
        ]
    assert not [fields for fields in held if isinstance(fields.get("started_at"), str)]
    _, left_out = countable(Scope(year=2026))
    assert left_out
    full = {figure.id for figure, _ in count_hub(team.database, Scope(year=2026))[0].figures}
    assert not full & set(left_out)


def test_the_command_writes_the_tables_of_all_teams(shared, tmp_path, capsys):
    team, an, _ = shared
    typed = ["hub", "figures", "--year", "2026", "--out", str(tmp_path / "out"), "--database",
             str(team.database.engine.url), "--json"]  # fmt: skip
    assert main(typed) == 0
    said = json.loads(capsys.readouterr().out)
    counted = count_year(an.vault, shipped_codebook(), words(), Scope(year=2026))
    assert (said["calls"], said["persons"]) == (counted.calls, counted.persons)
    with (tmp_path / "out" / "figures.csv").open(encoding="utf-8") as file:
        tables = {row["table_id"] for row in csv.DictReader(file)}
    assert {"T01", "T10"} <= tables
    assert not tables & set(said["left_out"])
    assert main([*typed[:3], "1999", *typed[4:]]) != 0


def test_what_is_erased_by_authority_leaves_every_count_alike_and_the_report_says_so(shared, tmp_path, capsys):
    team, an, bo = shared
    scope = Scope(year=2026)
    figures, _ = countable(scope)
    before = count_hub(team.database, scope)[0]
    assert len(what_is_not_in_it(team.database, scope)) == 1
    with an.vault.reading() as work:
        gone = next(line.id for line in work.calls.lines(limit=500) if line.started_at.year == 2026)
    for account, role in (("dpo", "protection_officer"), ("lies", "team_coordinator")):
        team.administration.add_account(account, role)
    erasures = Erasures(team.database, waits=0)
    erasures.confirm(erasures.ask(gone, "asked_by_person", "lies"), "dpo")
    for one in (an, bo):
        one.meet()
    there = count_hub(team.database, scope)[0]
    assert there.calls == before.calls - 1
    assert [count_year(one.vault, shipped_codebook(), words(), scope, figures) for one in (an, bo)] == [there, there]
    typed = [
        "hub",
        "figures",
        "--year",
        "2026",
        "--out",
        str(tmp_path / "out"),
        "--database",
        str(team.database.engine.url),
    ]
    assert main(typed) == 0
    said = capsys.readouterr().out
    notes = (tmp_path / "out" / "uitleg.txt").read_text(encoding="utf-8")
    for told in (said, notes):
        assert "gewist sinds 1 januari 2026: 1," in told
        assert words()("figures.title.X02") in told


WITHOUT_A_DESK = """
import sys
class Away:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"sqlcipher3", "PySide6", "reportlab", "xlsxwriter", "keyring", "rapidfuzz"}:
            raise ImportError(name)
sys.meta_path.insert(0, Away())
import workstation.commandline.hub, workstation.commandline.hub_figures
"""


def test_a_machine_that_is_only_a_hub_can_count_too():
    done = subprocess.run([sys.executable, "-c", WITHOUT_A_DESK], capture_output=True, text=True, check=False,
                          env={"PYTHONPATH": ":".join(sys.path)})  # fmt: skip
    assert done.returncode == 0, done.stderr[-800:]
