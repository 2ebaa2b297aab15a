"""Somebody knows a person in a call: from then on they see nothing of it, until a coordinator says otherwise.

A record of its own under the call, for each who says so: it travels sealed, and each station reads for itself whether
it is about whoever sits there. So it works without a line, and nothing that was written is lost.
"""

from dataclasses import dataclass
from datetime import datetime

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.envelopes import Json
from workstation.domain.flat import KNOWN, Flat
from workstation.domain.flat_team import derived_id
from workstation.domain.ids import CallId
from workstation.domain.moments import Now, as_text, from_text
from workstation.domain.permissions import NotAllowed
from workstation.store.bringing_home import BringingHome
from workstation.store.streams import stream_of
from workstation.store.vault import Vault, Work
from workstation.sync.sealing.keyring import Keyring
from workstation.usecases.relation_of_call import require_for_call


@dataclass(frozen=True, slots=True)
class Knows:
    """Who knows somebody in a call, and since when they see nothing of it."""

    counsellor: str
    since: datetime


def know_person(call: CallId, desk: Desk, *, vault: Vault, keyring: Keyring, now: Now) -> Changes:
    """Take a call out of one's own sight, at once and at every station of one's own. Raises NotAllowed, KeyError."""
    with vault.work() as work:
        require_for_call("know", call, desk, work)
        if stream_of(work.connection, call) is None:
            raise NotAllowed("sealed.no_hub")
        work.read_log.note("seal", desk, now(), record=call, reason="knows")
        fields: dict[str, Json] = {
            "counsellor": desk.counsellor,
            "at": as_text(now()),
            "seen_by": None,
            "seen_at": None,
        }
        return _write(work, keyring, call, desk.counsellor, fields)


def show_again(call: CallId, counsellor: str, desk: Desk, *, vault: Vault, keyring: Keyring, now: Now) -> Changes:
    """Let somebody see a call again; a coordinator does, and not about themselves. Raises NotAllowed, KeyError."""
    with vault.work() as work:
        require_for_call("show_again", call, desk, work)
        if counsellor == desk.counsellor or counsellor not in {
            one.counsellor for one in who_knows(work, keyring, call)
        }:
            raise NotAllowed("known.not_hidden")
        work.read_log.note("seal", desk, now(), record=call, reason="shown_again")
        fields: dict[str, Json] = {"seen_by": desk.counsellor, "seen_at": as_text(now())}
        return _write(work, keyring, call, counsellor, fields)


def who_knows(work: Work, keyring: Keyring, call: str) -> tuple[Knows, ...]:
    """Return who sees nothing of a call because they know somebody in it."""
    opener, found = keyring.opening(work), []
    for view in work.records.views(work.records.families([call]).get(call, ())):
        fields = opener(view).fields if view.kind == KNOWN else {}
        if fields.get("counsellor") and fields.get("at") and not fields.get("seen_at"):
            found.append(Knows(str(fields["counsellor"]), from_text(str(fields["at"]))))
    return tuple(sorted(found, key=lambda one: one.counsellor))


def _write(work: Work, keyring: Keyring, call: CallId, counsellor: str, fields: dict[str, Json]) -> Changes:
    record = derived_id(KNOWN, call, counsellor)
    work.outbox.write([Flat(record, KNOWN, fields, call)])
    home = BringingHome(work.connection, keyring.opening(work), lambda _record, _field: None)
    return home.bring({record}) | Changes.of("call", call)
