"""Somebody of the team asks for company in a call, in silence.

It travels as a sealed record of the team, as everything else does, and is kept when there is no line.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from workstation.domain.changes import Changes
from workstation.domain.flat import HELP, Flat, a_text, moment, read, text_or_none
from workstation.domain.ids import new_id
from workstation.domain.moments import Now, as_text
from workstation.store.vault import Vault
from workstation.sync.sealing.keyring import Keyring

OPEN, TAKEN, CLOSED = "open", "taken", "closed"
FORGOTTEN_AFTER: Final = timedelta(hours=12)

_HELP: Final = {
    "asked_by": a_text, "asked_at": moment, "words": a_text, "call": a_text, "state": a_text, "taken_by": text_or_none
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HelpWanted:
    """A colleague who needs somebody. `call` is a number as people say it, empty when it was not shared."""

    id: str
    asked_by: str
    asked_at: datetime
    words: str
    call: str
    state: str
    taken_by: str | None


def ask_for_help(who: str, call: str, words: str, *, vault: Vault, now: Now) -> str:
    """Ask the team for company and return the id of the request. `call` and `words` are shared by choice."""
    request = new_id()
    fields: dict[str, Any] = {
        "asked_by": who,
        "asked_at": as_text(now()),
        "words": words,
        "call": call,
        "state": OPEN,
    }
    with vault.work() as work:
        work.outbox.write([Flat(request, HELP, fields)])
    return request


def come_and_help(request: str, who: str, *, vault: Vault) -> Changes:
    """Say that one is coming."""
    return _set(vault, request, {"state": TAKEN, "taken_by": who})


def no_help_needed(request: str, *, vault: Vault) -> Changes:
    """Close the request."""
    return _set(vault, request, {"state": CLOSED})


def help_wanted(*, vault: Vault, keyring: Keyring, now: Now) -> tuple[HelpWanted, ...]:
    """Return the requests of the last hours that are not closed, oldest first."""
    since = now() - FORGOTTEN_AFTER
    with vault.work() as work:
        opener = keyring.opening(work)
        found = []
        for view in work.records.of_kind(HELP):
            given, _ = read(_HELP, opener(view).fields)
            if "asked_at" in given and given.get("state") != CLOSED and given["asked_at"] >= since:
                found.append(
                    HelpWanted(
                        view.id,
                        given.get("asked_by", ""),
                        given["asked_at"],
                        given.get("words", ""),
                        given.get("call", ""),
                        given.get("state", OPEN),
                        given.get("taken_by"),
                    )
                )
    return tuple(sorted(found, key=lambda one: (one.asked_at, one.id)))


def _set(vault: Vault, request: str, fields: dict[str, Any]) -> Changes:
    with vault.work() as work:
        work.outbox.write([Flat(request, HELP, fields)])
    return Changes.of(HELP, request)
