"""Every kind of faulty registration set against the real command: refused, every fault listed, nothing brought in."""

import csv
import json
import subprocess
import sys

import pytest
from tests.journeys.programs import environment
from tests.usecases.registration_folders import write_rows

from workstation.figures.registration_sets import CALL_COLUMNS, OUTCOME_COLUMNS, PERSON_COLUMNS

PASSPHRASE = "een wachtzin die mag"
CALL = {
    "call_id": "c1", "started_at": "2024-03-04T09:12:00+01:00", "channel": "phone", "team": "limburg",
    "counsellor": "m1", "contact_age": "adult", "contact_gender": "female", "anonymous": "yes",
    "relation_to_victim": "neighbour",
}  # fmt: skip
PERSON = {
    "person_id": "p1", "call_id": "c1", "is_contact": "0", "age_group": "age_7_12", "gender": "male",
    "problem_type": "child_abuse", "context_family": "intrafamilial", "main_form": "physical_violence",
}  # fmt: skip
OUTCOME = {"person_id": "p1", "outcome": "vk_ocj"}
MEASURED = """
import sys
from pathlib import Path
from workstation.__main__ import main
code = 0
try:
    code = main()
except SystemExit as left:
    code = left.code
peak = next((line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")), "0")
Path({peak!r}).write_text(peak)
sys.exit(code)
"""


def written(path, calls=(CALL,), persons=(PERSON,), outcomes=(OUTCOME,)):
    path.mkdir(exist_ok=True)
    for name, columns, rows in (
        ("calls.csv", CALL_COLUMNS, calls),
        ("reported_persons.csv", PERSON_COLUMNS, persons),
        ("outcomes.csv", OUTCOME_COLUMNS, outcomes),
    ):
        write_rows(path / name, columns, [[row.get(column, "") for column in columns] for row in rows])
    return path


def utf16(folder):
    path = written(folder) / "calls.csv"
    path.write_bytes(path.read_text().encode("utf-16"))


KINDS = {
    "wrong code": (lambda folder: written(folder, calls=[CALL | {"channel": "fax"}]), "unknown_code"),
    "code of another day": (lambda folder: written(folder, calls=[CALL | {"started_at": "2013-03-04T09:12:00", "channel": "chat"}]), "not_on_that_day"),
    "orphan person": (lambda folder: written(folder, persons=[PERSON | {"call_id": "c9"}]), "no_such_call"),
    "double id": (lambda folder: written(folder, calls=[CALL, CALL]), "twice"),
    "bad date": (lambda folder: written(folder, calls=[CALL | {"started_at": "30/02/2024 9u"}]), "not_a_moment"),
    "NUL": (lambda folder: written(folder, calls=[CALL | {"counsellor": "a\x00b"}]), "control"),
    "ten megabytes in a cell": (lambda folder: written(folder, calls=[CALL | {"counsellor": "x" * 10_000_000}]), "too_long"),
    "formula": (lambda folder: written(folder, calls=[CALL | {"counsellor": '=HYPERLINK("x")'}]), "formula"),
    "UTF-16": (utf16, "not_utf8"),
    "two hundred thousand": (lambda folder: written(folder, calls=[CALL | {"call_id": f"c{n}", "channel": "fax"} for n in range(200_000)], persons=(), outcomes=()), "unknown_code"),
}  # fmt: skip


@pytest.fixture(scope="module")
def station(tmp_path_factory):
    home = tmp_path_factory.mktemp("hostile")

    def run(*words):
        script = MEASURED.format(peak=str(home / "peak"))
        done = subprocess.run(
            [sys.executable, "-c", script, *words, "--profile", str(home / "profile"), "--passphrase-stdin", "--json"],
            input=PASSPHRASE + "\n", env=environment(home), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.stdout, done.stderr
        return done.returncode, json.loads(done.stdout), int((home / "peak").read_text()) // 1024

    run("profile", "create", "--no-keyring", "--counsellor", "An", "--team", "antwerpen")
    return run


@pytest.mark.parametrize("kind", KINDS)
def test_a_faulty_set_is_refused_with_every_fault_in_less_than_half_a_gigabyte(station, tmp_path, kind):
    make, reason = KINDS[kind]
    make(tmp_path / "set")
    code, told, megabytes = station("import", "registrations", str(tmp_path / "set"))
    assert code == 1
    with (tmp_path / "fouten.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    assert len(listed) == told["faults"]
    if kind == "two hundred thousand":
        assert told["faults"] == 200_000
    assert reasons()[reason] in {row["reason"] for row in listed}
    assert megabytes < 512


def reasons():
    from workstation.vocabulary.words import words

    return words().under("registrations.fault")


def test_after_all_of_them_the_store_has_never_seen_the_call(station, tmp_path):
    code, told, _ = station("import", "registrations", str(written(tmp_path / "set")))
    assert (code, told["calls"], told["known"]) == (0, 1, 0)
