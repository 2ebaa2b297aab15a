import csv
import io
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from tests.records import MORNING
from tests.usecases.desks import DESK
from tests.usecases.registration_folders import write_rows, write_set

from workstation.figures.registration_sets import CALL_COLUMNS, OUTCOME_COLUMNS, PERSON_COLUMNS
from workstation.figures.synthetic import registration_year
from workstation.store import tables as t
from workstation.usecases.export_registrations import export_registrations
from workstation.usecases.import_registrations import Cancelled, FaultySet, import_registrations
from workstation.usecases.registration_files import Fault, shown
from workstation.usecases.registration_reports import write_faults, write_rest
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALL = {
    "call_id": "c1", "started_at": "2024-03-04T09:12:00+01:00", "ended_at": "2024-03-04T09:40:00", "waited_s": "12",
    "channel": "phone", "team": "limburg", "counsellor": "m1", "contact_age": "adult", "contact_gender": "female",
    "anonymous": "yes", "relation_to_victim": "neighbour",
}  # fmt: skip
PERSON = {
    "person_id": "p1", "call_id": "c1", "is_contact": "0", "age_group": "age_7_12", "gender": "male",
    "problem_type": "child_abuse", "context_family": "intrafamilial", "main_form": "physical_violence",
}  # fmt: skip
OUTCOME = {"person_id": "p1", "outcome": "vk_ocj", "service_id": ""}


def folder_of(path, calls=(CALL,), persons=(PERSON,), outcomes=(OUTCOME,)):
    path.mkdir(exist_ok=True)
    for name, columns, rows in (
        ("calls.csv", CALL_COLUMNS, calls),
        ("reported_persons.csv", PERSON_COLUMNS, persons),
        ("outcomes.csv", OUTCOME_COLUMNS, outcomes),
    ):
        write_rows(path / name, columns, [[row.get(column, "") for column in columns] for row in rows])
    return path


def bring_in(folder, vault, **more):
    return import_registrations(folder, vault, shipped_codebook(), lambda: NOW, **more)


def faults_of(folder, vault):
    with pytest.raises(FaultySet) as refused:
        bring_in(folder, vault)
    assert number_of_calls(vault) == 0
    return refused.value.faults


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def number_of_calls(vault):
    with vault.reading() as work:
        return work.connection.execute(select(func.count()).select_from(t.calls)).scalar()


def test_a_whole_set_comes_in_with_empty_cells_kept_as_not_recorded(vault, tmp_path):
    done = bring_in(folder_of(tmp_path / "set"), vault)
    assert (done.calls, done.persons, done.known, done.skipped) == (1, 1, 0, 0)
    assert done.changes.concerns("call")
    with vault.reading() as work:
        call = work.calls.get(work.connection.execute(select(t.calls.c.id)).scalar())
    assert call.started_at == datetime(2024, 3, 4, 8, 12, tzinfo=UTC)
    assert call.ended_at == datetime(2024, 3, 4, 8, 40, tzinfo=UTC)  # without an offset: Brussels
    assert call.urgency is None
    assert call.missing["urgency"] == "not_recorded"
    assert call.persons[0].violence_forms == ("physical_violence",)  # empty means only the main form
    assert call.outcomes[0].code == "vk_ocj"


def test_the_same_set_twice_adds_nothing(vault, tmp_path):
    folder = folder_of(tmp_path / "set")
    bring_in(folder, vault)
    again = bring_in(folder, vault)
    assert (again.calls, again.known) == (0, 1)
    assert not again.changes.touched
    assert number_of_calls(vault) == 1


def test_two_years_may_use_the_same_ids(vault, tmp_path):
    bring_in(folder_of(tmp_path / "one"), vault)
    other = CALL | {"started_at": "2023-03-04T09:12:00", "ended_at": ""}
    assert bring_in(folder_of(tmp_path / "two", calls=[other]), vault).calls == 1


@pytest.mark.parametrize(
    ("file", "changed", "column", "reason"),
    [
        ("calls", {"channel": "fax"}, "channel", "unknown_code"),
        ("calls", {"channel": ""}, "channel", "empty"),
        ("calls", {"channel": "outgoing_callback"}, "channel", "not_on_that_day"),
        ("calls", {"relation_to_victim": "self_group"}, "relation_to_victim", "not_on_that_day"),
        ("calls", {"qualifiers": "frequent_caller;nonsense"}, "qualifiers", "unknown_code"),
        ("calls", {"started_at": "4 maart 2024"}, "started_at", "not_a_moment"),
        ("calls", {"started_at": "2024-02-30T09:00:00"}, "started_at", "not_a_moment"),
        ("calls", {"started_at": "2024-03-04"}, "started_at", "not_a_moment"),
        ("calls", {"started_at": "1024-03-04T09:00:00"}, "started_at", "not_a_moment"),
        ("calls", {"started_at": "2027-03-04T09:00:00", "ended_at": ""}, "started_at", "in_the_future"),
        ("calls", {"ended_at": "2024-03-04T09:00:00"}, "ended_at", "before_start"),
        ("calls", {"waited_s": "-3"}, "waited_s", "not_a_number"),
        ("calls", {"waited_s": "99999999"}, "waited_s", "too_large"),
        ("calls", {"counsellor": "=HYPERLINK(1)"}, "counsellor", "formula"),
        ("calls", {"call_id": " "}, "call_id", "no_id"),
        ("calls", {"counsellor": "a\x00b"}, "counsellor", "control"),
        ("calls", {"counsellor": "a" * 300}, "counsellor", "too_long"),
        ("persons", {"call_id": "c9"}, "call_id", "no_such_call"),
        ("persons", {"age_group": "under_6"}, "age_group", "not_on_that_day"),
        ("persons", {"is_contact": "ja"}, "is_contact", "not_0_or_1"),
        ("outcomes", {"person_id": "p9"}, "person_id", "no_such_person"),
        ("outcomes", {"outcome": "police"}, "outcome", "not_on_that_day"),
    ],
)
def test_a_faulty_cell_is_named_with_its_place_and_nothing_comes_in(vault, tmp_path, file, changed, column, reason):
    rows = {"calls": [CALL], "persons": [PERSON], "outcomes": [OUTCOME]}
    rows[file] = [rows[file][0] | changed]
    found = faults_of(folder_of(tmp_path / "set", **rows), vault)
    name = {"calls": "calls.csv", "persons": "reported_persons.csv", "outcomes": "outcomes.csv"}[file]
    assert (name, 2, column, reason) in {(fault.file, fault.line, fault.column, fault.reason) for fault in found}


@pytest.mark.parametrize(
    ("file", "rows"),
    [("calls.csv", [CALL, CALL]), ("reported_persons.csv", [PERSON, PERSON]), ("outcomes.csv", [OUTCOME, OUTCOME])],
)
def test_the_same_id_twice_in_a_file_is_a_fault(vault, tmp_path, file, rows):
    name = {"calls.csv": "calls", "reported_persons.csv": "persons", "outcomes.csv": "outcomes"}[file]
    found = faults_of(folder_of(tmp_path / "set", **{name: rows}), vault)
    assert (file, 3, "twice") in {(fault.file, fault.line, fault.reason) for fault in found}


def test_every_faulty_row_is_listed_not_only_the_first(vault, tmp_path):
    calls = [CALL | {"call_id": f"c{n}", "channel": "fax"} for n in range(500)]
    found = faults_of(folder_of(tmp_path / "set", calls=calls, persons=(), outcomes=()), vault)
    assert [fault.line for fault in found] == list(range(2, 502))


def test_every_fault_of_one_row_is_listed_and_what_hangs_on_it_is_not_blamed(vault, tmp_path):
    call = CALL | {"counsellor": "=1+1", "team": "x\x00y", "channel": "fax", "waited_s": "-3"}
    found = faults_of(folder_of(tmp_path / "set", calls=[call]), vault)
    assert {(f.column, f.reason) for f in found} == {
        ("counsellor", "formula"), ("team", "control"), ("channel", "unknown_code"), ("waited_s", "not_a_number"),
    }  # fmt: skip
    found = faults_of(folder_of(tmp_path / "ids", persons=[PERSON | {"person_id": "=p"}], outcomes=()), vault)
    assert [(f.column, f.reason) for f in found] == [("person_id", "formula")]


def test_a_row_that_cannot_be_used_keeps_its_call_out_when_faulty_ones_are_skipped(vault, tmp_path):
    folder = folder_of(tmp_path / "set", persons=[PERSON, PERSON | {"person_id": "p\x002"}])
    done = bring_in(folder, vault, skip_faulty=True)
    assert (done.calls, done.skipped) == (0, 1)
    write_rest(folder, done, tmp_path / "rest.csv")
    assert [row["file"] for row in rows_of(tmp_path / "rest.csv")] == [
        "calls.csv",
        "reported_persons.csv",
        "outcomes.csv",
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe with a name")
def test_a_pipe_is_no_file_of_a_set(vault, tmp_path):
    folder = folder_of(tmp_path / "set", persons=(), outcomes=())
    (folder / "calls.csv").unlink()
    os.mkfifo(folder / "calls.csv")
    assert [(f.file, f.reason) for f in faults_of(folder, vault)] == [("calls.csv", "no_file")]


def test_skipping_brings_in_the_calls_that_are_whole(vault, tmp_path):
    calls = [CALL, CALL | {"call_id": "c2"}, CALL | {"call_id": "c3", "channel": "fax"}]
    persons = [PERSON, PERSON | {"person_id": "p2", "call_id": "c2", "gender": "nonsense"}]
    done = bring_in(folder_of(tmp_path / "set", calls, persons), vault, skip_faulty=True)
    assert (done.calls, done.skipped, len(done.faults)) == (1, 2, 2)
    assert write_rest(tmp_path / "set", done, tmp_path / "rest.csv") == 3
    write_faults(done.faults, tmp_path / "faults.csv", words())
    rest = rows_of(tmp_path / "rest.csv")
    assert [(row["file"], row["line"]) for row in rest] == [
        ("calls.csv", "3"), ("calls.csv", "4"), ("reported_persons.csv", "3"),
    ]  # fmt: skip
    faults = rows_of(tmp_path / "faults.csv")
    assert faults[0]["reason"] == "deze code staat niet in het codeboek"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no_header"),
        (b"call_id,started_at\nc1,2024-01-01T10:00\n", "no_column"),
        ("call_id,kanaal\n".encode("utf-16"), "not_utf8"),
        (b"call_id,call_id\n", "column_twice"),
    ],
)
def test_a_file_that_is_no_table_of_ours_is_refused(vault, tmp_path, content, reason):
    folder = folder_of(tmp_path / "set")
    (folder / "calls.csv").write_bytes(content)
    assert reason in {fault.reason for fault in faults_of(folder, vault)}


def test_a_missing_file_is_refused(vault, tmp_path):
    folder = folder_of(tmp_path / "set")
    (folder / "outcomes.csv").unlink()
    assert Fault("outcomes.csv", 0, "", "", "no_file") in faults_of(folder, vault)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"c1,\xff\xfe\n", "not_utf8"),
        (b'"c1,phone\n', "not_csv"),
        (b"c1,phone\n", "columns"),
        (b"c1," + b"x" * 10_000_000 + b"\n", "too_long"),
    ],
)
def test_a_line_that_cannot_be_read_is_one_fault_and_the_next_line_is_judged(vault, tmp_path, line, reason):
    folder = folder_of(tmp_path / "set", calls=[CALL])
    path = folder / "calls.csv"
    path.write_bytes(path.read_bytes() + line + path.read_bytes().splitlines()[1].replace(b"phone", b"fax") + b"\n")
    found = [fault for fault in faults_of(folder, vault) if fault.file == "calls.csv"]
    assert [(fault.line, fault.reason) for fault in found] == [(3, reason), (4, "twice"), (4, "unknown_code")]


def test_a_byte_order_mark_crlf_extra_columns_and_absent_optional_ones_are_taken(vault, tmp_path):
    folder = folder_of(tmp_path / "set")
    columns = [c for c in CALL_COLUMNS if c in CALL and c != "waited_s"]
    lines = [",".join([*columns, "opmerking"]), ",".join([*(CALL[c] for c in columns), "vrije tekst"]), ""]
    (folder / "calls.csv").write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8", newline="")
    done = bring_in(folder, vault)
    assert (done.calls, done.left_out) == (1, ("calls.csv: opmerking",))


def test_every_reason_of_a_fault_has_its_words():
    said = set(words().under("registrations.fault"))
    source = "".join(path.read_text() for path in Path("src/workstation/usecases").glob("*registration*.py"))
    for reason in said:
        assert f'"{reason}"' in source, reason


def test_free_text_over_several_lines_in_a_column_we_leave_out_is_no_fault(vault, tmp_path):
    folder = folder_of(tmp_path / "set")
    head, row = (folder / "calls.csv").read_text().splitlines()
    note = '"eerste regel\ntweede ""regel"", en meer\n"'
    bad = row.replace("phone", "fax")
    (folder / "calls.csv").write_text(f"{head},nota\n{row},{note}\n{bad},kort\n")
    found = faults_of(folder, vault)
    assert [(fault.line, fault.reason) for fault in found] == [(5, "twice"), (5, "unknown_code")]


def test_a_quote_that_is_never_closed_costs_its_own_line_only(vault, tmp_path):
    calls = [CALL | {"call_id": f"c{n}"} for n in range(300)]
    folder = folder_of(tmp_path / "set", calls=calls, persons=(), outcomes=())
    lines = (folder / "calls.csv").read_text().splitlines()
    lines[1], lines[100] = '"' + lines[1], '"' + lines[100]
    (folder / "calls.csv").write_text("\n".join(lines))
    found = faults_of(folder, vault)
    assert [(fault.line, fault.reason) for fault in found] == [(2, "not_csv"), (101, "not_csv")]


def test_listed_values_are_short_printable_and_no_formula():
    assert shown("=1+1") == "'=1+1"
    assert shown("a\x00b\u202e") == "a\ufffdb\ufffd"
    assert len(shown("x" * 1000)) == 60


def test_stopping_halfway_leaves_the_store_as_it_was(vault, tmp_path):
    folder = write_set(tmp_path / "set", registration_year(2024, 1, 2500))
    heard = []

    def told(done, of):
        heard.append((done, of))
        if of is not None and done >= 2000:
            raise Cancelled

    with pytest.raises(Cancelled):
        bring_in(folder, vault, told=told)
    assert number_of_calls(vault) == 0
    assert heard[-1] == (2000, 2500)


def test_a_file_that_changes_while_it_is_read_brings_nothing_in(vault, tmp_path):
    folder = folder_of(tmp_path / "set")

    def told(*_):
        with (folder / "outcomes.csv").open("a") as file:
            file.write("\n")

    with pytest.raises(FaultySet):
        bring_in(folder, vault, told=told)
    assert number_of_calls(vault) == 0


# the high-water mark of this process alone: ru_maxrss also counts what the test's own process held before it
HOSTILE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from workstation.usecases.import_registrations import FaultySet, import_registrations
from workstation.usecases.registration_reports import write_faults, write_rest
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words
try:
    import_registrations(Path(sys.argv[1]), None, shipped_codebook(), lambda: datetime(2026, 11, 22, tzinfo=UTC))
except FaultySet as refused:
    peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(len(refused.faults), int(peak) // 1024)
"""


def test_two_hundred_thousand_faults_are_all_listed_in_less_than_half_a_gigabyte(tmp_path):
    calls = [CALL | {"call_id": f"c{n}", "channel": "=fax()"} for n in range(200_000)]
    folder = folder_of(tmp_path / "set", calls=calls, persons=(), outcomes=())
    script = [sys.executable, "-c", HOSTILE, str(folder)]
    src = str(Path(__file__).parents[2] / "src")
    out = subprocess.run(script, capture_output=True, text=True, check=True, env={"PYTHONPATH": src}).stdout
    faults, megabytes = map(int, out.split())
    assert faults == 200_000
    assert megabytes < 512


def test_a_set_that_went_out_and_comes_back_is_known(vault, tmp_path):
    bring_in(folder_of(tmp_path / "set"), vault)
    went = export_registrations(
        vault, shipped_codebook(), 2024, tmp_path / "out", desk=replace(DESK, practice=True), now=lambda: MORNING
    )
    assert (went.calls, went.persons, went.outcomes) == (1, 1, 1)
    assert bring_in(tmp_path / "out", vault).known == 1
    with (tmp_path / "out" / "calls.csv").open(newline="") as file:
        row = next(csv.DictReader(file))
    assert row["started_at"] == "2024-03-04T09:12:00+01:00"
    assert row["counsellor"] != "m1"  # a pseudonym of this export
    assert row["urgency"] == ""


def test_an_export_that_is_stopped_leaves_no_file(vault, tmp_path):
    bring_in(write_set(tmp_path / "set", registration_year(2024, 1, 1500)), vault)

    def told(_):
        raise Cancelled

    with pytest.raises(Cancelled):
        export_registrations(
            vault,
            shipped_codebook(),
            2024,
            tmp_path / "out",
            told,
            desk=replace(DESK, practice=True),
            now=lambda: MORNING,
        )
    assert list((tmp_path / "out").iterdir()) == []
