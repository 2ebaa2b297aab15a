"""Acts on who is in the team, in the read log: who did what, with ids and codes only.

An entry stands in the transaction of its act, or before it where the act is the hub's: what cannot be written down is
not done.
"""

from typing import Literal

from workstation.domain.moments import Now
from workstation.store.marks import owner
from workstation.store.vault import Work
from workstation.sync.sealing.membership import MemberList

# what was done; each has words under `oversight.members`
Done = Literal[
    "invited", "revoked", "not_done", "proposed", "chosen", "signed", "let_in", "put_out", "made_coordinator",
    "no_coordinator", "believed", "new_keys", "sheets_offered", "sheets_read", "sheets_took_over", "sheets_counted",
    "group_proposed", "group_signed",
]  # fmt: skip


def note(work: Work, done: Done, record: str, now: Now) -> None:
    """Write down an act on an account, a member or a list, by its id; kept as a pseudonym of this store."""
    work.read_log.note("members", owner(work.connection).desk, now(), record=record, reason=done)


def note_signed(work: Work, found: MemberList, before: MemberList | None, now: Now) -> None:
    """Write down that a list was signed here, and for whom it makes a difference."""
    note(work, "signed", found.id, now)
    had = {one.id: one for one in (before.members if before else ())}
    has = {one.id: one for one in found.members}
    for name in sorted(had.keys() | has.keys()):
        old, new = had.get(name), has.get(name)
        if old is None:
            note(work, "let_in", name, now)
        elif new is None:
            note(work, "put_out", name, now)
        elif old.coordinator != new.coordinator:
            note(work, "made_coordinator" if new.coordinator else "no_coordinator", name, now)
