from dataclasses import replace

import pytest
from tests.usecases.desks import DESK, a_draft

from workstation.domain.problems import ChangedMeanwhile, NotReady
from workstation.usecases.correct_call import correct_call
from workstation.usecases.open_call import open_call
from workstation.usecases.register_call import register_call


@pytest.fixture
def call(vault, codebook, clock):
    done = register_call(a_draft(), DESK, vault=vault, codebook=codebook, now=clock)
    return open_call(done.call, DESK, vault=vault, now=clock).call


@pytest.fixture
def correct(vault, codebook, clock):
    return lambda call, reason="verkeerd": correct_call(
        call, reason, DESK, vault=vault, codebook=codebook, now=clock
    )  # fmt: skip


def test_a_correction_is_kept_with_its_reason_and_the_old_value(correct, call, vault, clock):
    assert correct(replace(call, channel="chat"), " verkeerd kanaal ").concerns("call")
    opened = open_call(call.id, DESK, vault=vault, now=clock)
    assert (opened.call.channel, opened.call.revision) == ("chat", 2)
    assert [(one.reason, dict(one.before)) for one in opened.revisions] == [("verkeerd kanaal", {"channel": "phone"})]
    assert opened.prints == ()


def test_a_correction_wants_a_reason(correct, call):
    with pytest.raises(NotReady):
        correct(replace(call, channel="chat"), "  ")


def test_a_correction_that_breaks_a_hard_rule_is_not_kept(correct, call, vault, clock):
    with pytest.raises(NotReady) as refused:
        correct(replace(call, persons=(), outcomes=()))
    assert "R18" in {one.rule for one in refused.value.problems}
    assert open_call(call.id, DESK, vault=vault, now=clock).call == call


def test_of_two_corrections_at_once_the_second_is_refused(correct, call):
    correct(replace(call, channel="chat"))
    with pytest.raises(ChangedMeanwhile):
        correct(replace(call, channel="email"))


def test_the_narrative_is_not_corrected(correct, call):
    with pytest.raises(ValueError):
        correct(replace(call, narrative="anders"))
