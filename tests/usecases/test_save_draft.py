import json
from datetime import timedelta

import pytest
from tests.records import MORNING
from tests.usecases.desks import DESK, a_draft, an_empty_draft

from workstation.domain.moments import local
from workstation.usecases.discard_draft import discard_draft
from workstation.usecases.empty_bin import empty_bin
from workstation.usecases.open_draft import open_draft
from workstation.usecases.register_call import register_call
from workstation.usecases.restore_draft import restore_draft
from workstation.usecases.save_draft import save_draft
from workstation.usecases.waiting_drafts import waiting_drafts


def save(draft, vault, clock):
    return save_draft(draft.body(), "m.peeters", vault=vault, now=clock)


def test_a_draft_comes_back_with_everything_in_it(vault, clock):
    draft = a_draft()
    draft.view["cursor"] = 17
    draft.mark("2026-11-20T09:10:00Z", "danger_on")
    saved = save(draft, vault, clock)
    assert (saved.draft, saved.at, saved.kept) == (draft.id, MORNING, True)
    assert open_draft(draft.id, DESK, vault=vault, now=clock) == draft


def test_a_waiting_draft_says_when_it_began(vault, clock):
    draft = a_draft()
    save(draft, vault, clock)
    (line,) = waiting_drafts("m.peeters", vault=vault)
    assert (line.id, line.started_at) == (draft.id, local(MORNING - timedelta(minutes=12)))
    assert waiting_drafts("s.aerts", vault=vault) == ()


def test_a_draft_with_a_beginning_nobody_can_read_is_saved_all_the_same(vault, clock):
    draft = a_draft()
    draft.started_at = "gisteren"
    assert save(draft, vault, clock).kept
    assert waiting_drafts(vault=vault)[0].started_at == local(MORNING)
    assert open_draft(draft.id, DESK, vault=vault, now=clock).started_at == "gisteren"


def test_a_discarded_draft_can_be_restored_until_the_bin_is_emptied(vault, clock):
    draft = a_draft()
    save(draft, vault, clock)
    assert discard_draft(draft.id, vault=vault, now=clock).concerns("draft")
    assert not discard_draft(draft.id, vault=vault, now=clock).concerns("draft")
    assert waiting_drafts(vault=vault) == ()
    assert not save(draft, vault, clock).kept
    assert restore_draft(draft.id, vault=vault).concerns("draft")
    assert not restore_draft(draft.id, vault=vault).concerns("draft")
    assert open_draft(draft.id, DESK, vault=vault, now=clock) == draft
    discard_draft(draft.id, vault=vault, now=clock)
    assert empty_bin(vault=vault, now=clock) == 1
    assert not restore_draft(draft.id, vault=vault).concerns("draft")
    with pytest.raises(KeyError):
        open_draft(draft.id, DESK, vault=vault, now=clock)


def test_a_late_save_never_brings_a_filed_call_back_as_a_draft(vault, clock, codebook):
    draft = a_draft()
    save(draft, vault, clock)
    register_call(draft, DESK, vault=vault, codebook=codebook, now=clock)
    empty_bin(vault=vault, now=clock)
    assert not save(draft, vault, clock).kept
    assert not restore_draft(draft.id, vault=vault).concerns("draft")
    assert waiting_drafts(vault=vault) == ()


def test_what_no_program_can_read_comes_back_as_text(vault, clock):
    with vault.work() as work:
        work.drafts.put("{half a bod", "d1", "call", "m.peeters", MORNING, MORNING)
        work.drafts.put("", "d2", "call", "m.peeters", MORNING, MORNING)
        work.drafts.put(json.dumps({"id": "d3", "narrative": "x"}), "d3", "call", "m.peeters", MORNING, MORNING)
    assert open_draft("d1", DESK, vault=vault, now=clock).answers == {"narrative": "{half a bod"}
    assert open_draft("d2", DESK, vault=vault, now=clock).answers == {}
    assert "narrative" in open_draft("d3", DESK, vault=vault, now=clock).answers


def test_two_drafts_can_wait_at_once(vault, clock):
    first, second = an_empty_draft(), a_draft()
    save(first, vault, clock)
    save(second, vault, clock)
    assert {line.id for line in waiting_drafts(vault=vault)} == {first.id, second.id}
