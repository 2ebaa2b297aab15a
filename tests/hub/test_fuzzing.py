"""No request is answered with 5xx, none echoed, none logged, none kept: 50,000 of them. HUB_REQUESTS asks for others."""

import gc
import logging
import os
import tracemalloc

import pytest
from tests.hub import fuzzing
from tests.hub.asking import Asker

from workstation.hub import bodies

REQUESTS = int(os.environ.get("HUB_REQUESTS", "50000"))


OF_THEM_WATCHED = 3000
MUCH = 300 * OF_THEM_WATCHED  # bytes


@pytest.fixture
def asker(team):
    made = Asker(team)
    made.enrol()
    team.administration.add_account("lies", "administrator")
    made.tokens = {"device": made.token, "account": made.token_for("lies")}
    yield made
    made.close()


def grown_by(asker, number):
    """Bytes that stay after so many requests, on a way that had been gone before."""
    fuzzing.run(asker, 500, seed=1)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    fuzzing.run(asker, number, seed=2)
    gc.collect()  # what is kept counts, not what waits to be swept
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return grown


@pytest.mark.slow
def test_bent_requests_get_fixed_answers_and_leave_no_trace(asker, caplog, request):
    with caplog.at_level(logging.INFO):
        statuses, wrong = fuzzing.run(asker, REQUESTS)
        grown = grown_by(asker, OF_THEM_WATCHED)
    print(statuses, f"memory {grown // 1024} kB", "unforeseen", caplog.text.count("unforeseen"))
    assert wrong == []
    assert fuzzing.MARKER not in caplog.text
    assert "unforeseen" not in caplog.text
    if asker.team.database.on_postgresql:
        assert fuzzing.MARKER not in request.getfixturevalue("postgres").log.read_text(errors="replace")
    assert grown < MUCH
    assert {200, 400, 401, 403, 409, 413} <= set(statuses)  # the fuzzer reaches behind the first check


def test_the_fuzzer_would_see_an_echo_and_a_5xx(asker, monkeypatch):
    monkeypatch.setattr("workstation.hub.application.refusal", lambda error: (500, fuzzing.MARKER.encode()))
    _, wrong = fuzzing.run(asker, 50)
    assert wrong


def test_memory_that_grows_with_requests_would_be_seen(asker, monkeypatch):
    kept, unpacked = [], bodies._unpacked
    monkeypatch.setattr(bodies, "_unpacked", lambda *given: kept.append(bytes(2_000)) or unpacked(*given))
    assert grown_by(asker, OF_THEM_WATCHED) > MUCH
