import hashlib

import pytest
from tests.records import MORNING, a_call
from tests.usecases.desks import DESK

from workstation.domain.problems import NotReady
from workstation.usecases.open_call import open_call
from workstation.usecases.register_print import PrintWish, register_print


@pytest.fixture
def call(vault):
    call = a_call()
    with vault.work() as work:
        work.calls.put(call)
    return call


def draw(number, at):
    return f"{number} {at:%H:%M}".encode(), 2


def test_every_copy_gets_a_number_and_a_line_in_the_register(vault, clock, call):
    wish = PrintWish(call.id, "police", "printed", " aangifte ")
    first = register_print(wish, draw, DESK, vault=vault, now=clock)
    second = register_print(wish, draw, DESK, vault=vault, now=clock)
    assert (first.number, first.document, first.pages) == ("A-2026-000001", b"A-2026-000001 09:12", 2)
    assert second.number == "A-2026-000002"
    assert first.changes.concerns("print")
    kept = open_call(call.id, DESK, vault=vault, now=clock).prints[0]
    assert (kept.reason, kept.at, kept.audience, kept.how) == ("aangifte", MORNING, "police", "printed")
    assert kept.sha256 == hashlib.sha256(first.document).digest()


def test_no_copy_without_a_reason(vault, clock, call):
    with pytest.raises(NotReady):
        register_print(PrintWish(call.id, "police", "printed", " "), draw, DESK, vault=vault, now=clock)


def test_a_copy_that_fails_takes_no_number(vault, clock, call):
    wish = PrintWish(call.id, "internal", "saved", "dossier")
    with pytest.raises(ZeroDivisionError):
        register_print(wish, lambda *_: (b"", 1 // 0), DESK, vault=vault, now=clock)
    assert register_print(wish, draw, DESK, vault=vault, now=clock).number == "A-2026-000001"


def test_there_is_no_copy_of_a_call_that_is_not_there(vault, clock):
    with pytest.raises(KeyError):
        register_print(PrintWish("x", "police", "printed", "r"), draw, DESK, vault=vault, now=clock)
