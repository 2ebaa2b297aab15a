"""Somebody of the team asks for company in a call, in silence; and what coordinators let everybody know.

Both travel as sealed records of the team, as everything else does, and are kept when there is no line.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from workstation.domain.changes import Changes
from workstation.domain.flat import ANNOUNCEMENT, HELP, Flat, a_text, moment, read, text_or_none
from workstation.domain.ids import new_id
from workstation.domain.moments import Now, as_text
from workstation.store.vault import Vault
from workstation.sync.sealing.keyring import Keyring

OPEN, TAKEN, CLOSED = "open", "taken", "closed"
FORGOTTEN_AFTER: Final = timedelta(hours=12)

_HELP: Final = {
    "asked_by": a_text, "asked_at": moment, "words": a_text, "call": a_text, "state": a_text, "taken_by": text_or_none
}  # fmt: skip
_ANNOUNCEMENT: Final = {"words": a_text, "by": a_text, "at": moment}


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


@dataclass(frozen=True, slots=True)
class Announcement:
    """A word of a coordinator to the team."""

    id: str
    words: str
    by: str
    at: datetime


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


def announce(words: str, who: str, *, vault: Vault, now: Now) -> Changes:
    """Let the team know something."""
    record = new_id()
    with vault.work() as work:
        work.outbox.write([Flat(record, ANNOUNCEMENT, {"words": words, "by": who, "at": as_text(now())})])
    return Changes.of(ANNOUNCEMENT, record)


def announcements(*, vault: Vault, keyring: Keyring) -> tuple[Announcement, ...]:
    """Return what was announced, newest first."""
    with vault.work() as work:
        opener = keyring.opening(work)
        found = []
        for view in work.records.of_kind(ANNOUNCEMENT):
            given, _ = read(_ANNOUNCEMENT, opener(view).fields)
            if {"words", "at"} <= set(given):
                found.append(Announcement(view.id, given["words"], given.get("by", ""), given["at"]))
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _set(vault: Vault, request: str, fields: dict[str, Any]) -> Changes:
    with vault.work() as work:
        work.outbox.write([Flat(request, HELP, fields)])
    return Changes.of(HELP, request)
