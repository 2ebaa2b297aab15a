import json
from datetime import timedelta

import pytest
from tests.records import MORNING

from workstation.domain.moments import local


def keep(work, body="{}", draft="d1", at=MORNING, who="m.peeters"):
    return work.drafts.put(body, draft, "call", who, MORNING, at)


def test_the_newest_save_of_a_draft_counts(vault):
    with vault.work() as work:
        assert keep(work, '{"a": 1}')
        assert keep(work, '{"a": 2}', at=MORNING + timedelta(seconds=1))
        assert work.drafts.get("d1") == '{"a": 2}'
        assert work.connection.exec_driver_sql("select saves from drafts").scalar() == 2


def test_a_list_of_drafts_shows_codes_and_times_only(vault):
    body = {
        "answers": {"channel": "chat", "narrative": "geheim"}, "marks": [["2026", "call_ended"]],
        "persons": [{"answers": {"problem_type": "child_abuse"}}, {"answers": {}}],
    }  # fmt: skip
    with vault.work() as work:
        keep(work, json.dumps(body), at=MORNING + timedelta(minutes=5))
        (line,) = work.drafts.waiting("m.peeters")
        assert work.drafts.waiting("s.aerts") == ()
        assert work.drafts.waiting() == (line,)
    assert (line.id, line.kind, line.channel, line.problem_types) == ("d1", "call", "chat", ("child_abuse",))
    assert (line.persons, line.ended) == (2, True)
    assert (line.started_at, line.saved_at) == (local(MORNING), local(MORNING + timedelta(minutes=5)))
    assert "geheim" not in repr(line)


@pytest.mark.parametrize(
    "body", ["", "no json", "[]", "3", '{"persons": 3}', '{"persons": [7], "marks": [[]]}', "null"]
)
def test_a_draft_that_cannot_be_read_is_still_listed(vault, body):
    with vault.work() as work:
        keep(work, body)
        assert [line.id for line in work.drafts.waiting()] == ["d1"]


def test_a_draft_in_the_bin_is_not_listed_nor_changed_by_a_late_save_and_comes_back(vault):
    with vault.work() as work:
        keep(work, "first")
        assert work.drafts.put_in_bin("d1", MORNING, "2026-K7-00001")
        assert not work.drafts.put_in_bin("d1", MORNING)
        assert work.drafts.waiting() == ()
        assert not keep(work, "late")
        assert work.drafts.take_from_bin("d1")
        assert not work.drafts.take_from_bin("d1")
        assert work.drafts.get("d1") == "first"
        assert work.drafts.number("d1") == "2026-K7-00001"
        assert keep(work, "next")


def test_emptying_the_bin_spares_what_is_newer_and_what_waits(vault):
    with vault.work() as work:
        for name in ("old", "new", "live"):
            keep(work, draft=name)
        work.drafts.put_in_bin("old", MORNING)
        work.drafts.put_in_bin("new", MORNING + timedelta(minutes=9))
        assert work.drafts.empty_bin(MORNING + timedelta(minutes=5)) == 1
        assert work.drafts.get("new") == work.drafts.get("live") == "{}"
        with pytest.raises(KeyError):
            work.drafts.get("old")


def test_a_forgotten_draft_is_gone(vault):
    with vault.work() as work:
        keep(work)
        work.drafts.forget("d1")
        work.drafts.forget("d1")
        assert work.drafts.number("d1") is None
        with pytest.raises(KeyError):
            work.drafts.get("d1")
