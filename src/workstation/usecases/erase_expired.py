"""Erase what is kept too long: every day once, after unlocking; the figures stay what they were."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.moments import Now, local_day
from workstation.domain.retention import verdict
from workstation.store.erasing import drop_empty_cases, erase_call
from workstation.store.old_backups import drop_old_backups
from workstation.store.vault import Vault, Work
from workstation.usecases.half_texts import drop_stale_halves

OF_CALLS = ("narrative", "narrative_of_minor")


@dataclass(frozen=True, slots=True)
class Erased:
    """How many calls were erased, and how many were not although their time is over, and why not."""

    calls: int = 0
    held: int = 0
    waiting: int = 0
    undecided: int = 0
    codes: int = 0
    backups: int = 0


def erase_expired(desk: Desk, *, vault: Vault, now: Now, again: bool = False) -> Erased:
    """Apply the rules of today. On a day on which they were applied nothing happens, unless `again`.

    A practice profile is not touched. What is erased is in no page, index, log or copy of ours when this returns,
    except in copies younger than the rule for backups. One entry in the read log says how many calls it were.
    """
    if desk.practice:
        return Erased()
    today = local_day(now())
    with vault.work() as work:
        if not again and work.retention.last_run() == today.isoformat():
            return Erased()
        verdicts = judged(work, today)
        due = [call for call, found in verdicts.items() if found == "erase"]
        _erase(work, due, today)
        codes = work.caller_codes.drop_expired(now())
        drop_empty_cases(work.connection)
        drop_stale_halves(work, now)
        work.retention.ran(today)
        if due:
            work.read_log.note("erase", desk, now(), reason="retention", hits=len(due))
        backup = work.retention.rules()["backup"]
    if due or codes:
        vault.clear_traces()
    gone = drop_old_backups(vault.path.parent / "backups", backup, today) if backup else 0
    told = Counter(verdicts.values())
    return Erased(len(due), told["held"], told["waiting"], told["undecided"], codes, gone)


def judged(work: Work, today: date) -> dict[CallId, str]:
    """Return what the rules of today say of every call that is old enough to ask."""
    rules = work.retention.rules()
    shortest = min(period.months * 28 + period.days for kind, period in rules.items() if period and kind in OF_CALLS)
    found = work.retention.candidates(today - timedelta(days=shortest))
    return {call: verdict(facts, today, rules) for call, facts in found.items()}


def _erase(work: Work, due: list[CallId], today: date) -> None:
    for call in due:
        erase_call(work.connection, call, today.isoformat(), "retention")
