"""No request is answered with 5xx, none echoed, none logged. HUB_REQUESTS says how many; the short form when unset."""

import gc
import logging
import os
import tracemalloc

import pytest
from tests.hub import fuzzing
from tests.hub.asking import Asker

REQUESTS = int(os.environ.get("HUB_REQUESTS", "2000"))


@pytest.fixture
def asker(team):
    made = Asker(team)
    made.enrol()
    team.administration.add_account("lies", "administrator")
    made.tokens = {"device": made.token, "account": made.token_for("lies")}
    yield made
    made.close()


@pytest.mark.slow
def test_bent_requests_get_fixed_answers_and_leave_no_trace(asker, caplog, request):
    with caplog.at_level(logging.INFO):
        fuzzing.run(asker, 200, seed=1)
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        statuses, wrong = fuzzing.run(asker, REQUESTS)
        gc.collect()  # what is kept counts, not what waits to be swept
        grown = tracemalloc.get_traced_memory()[0] - before
        tracemalloc.stop()
    print(statuses, f"memory {grown // 1024} kB", "unforeseen", caplog.text.count("unforeseen"))
    assert wrong == []
    assert fuzzing.MARKER not in caplog.text
    assert "unforeseen" not in caplog.text
    if asker.team.database.on_postgresql:
        assert fuzzing.MARKER not in request.getfixturevalue("postgres").log.read_text(errors="replace")
    assert grown < 8 * 1024 * 1024
    assert {200, 400, 401, 403, 409, 413} <= set(statuses)  # the fuzzer reaches behind the first check


def test_the_fuzzer_would_see_an_echo_and_a_5xx(asker, monkeypatch):
    monkeypatch.setattr("workstation.hub.application.refusal", lambda error: (500, fuzzing.MARKER.encode()))
    _, wrong = fuzzing.run(asker, 50)
    assert wrong
