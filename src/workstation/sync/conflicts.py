"""What two people wrote in one field, and what is to be done with it: keep one, keep both, write a third."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from workstation.domain.changes import Changes
from workstation.domain.envelopes import CONFLICT, DELETED, Json
from workstation.domain.flat import (
    APPLICANT,
    CALL,
    CASE_LINK,
    EDITION,
    KNOWN,
    MEMBERS,
    PERSON,
    PUBLISHER,
    READING,
    REVISION,
    TEXT,
    Fields,
    Flat,
)
from workstation.domain.flat_calls import SHAPES
from workstation.domain.ids import CallId, CaseId
from workstation.domain.permissions import decide
from workstation.forms.intake import INTAKE
from workstation.forms.intake import PERSON as PERSON_FORM
from workstation.forms.own_texts import differing_lines, is_ones_own, title_of
from workstation.forms.text_help import OWN_ABBREVIATIONS
from workstation.store.bringing_home import BringingHome, Opener
from workstation.store.marks import owner
from workstation.store.out_of_sight import out_of_sight
from workstation.store.own_texts import OwnTexts
from workstation.store.records import View
from workstation.store.vault import Vault, Work
from workstation.sync.sealing.grouping import closed_to_us
from workstation.sync.sealing.keyring import Keyring

Choice = Literal["here", "theirs", "both", "third"]

LISTS = {CALL: {f.name: f.codes for f in INTAKE.fields}, PERSON: {f.name: f.codes for f in PERSON_FORM.fields}}
LISTS[CALL] |= {"contact_age": "contact_age"}
LISTS[PERSON] |= {"age_group": "person_age", "main_form": "violence_form"}
ONE_BREATH = timedelta(milliseconds=100)
TEXTS = frozenset(
    {"narrative", "safe_moment", "contact_name", "text", "reason", "what", "question", "minutes", "agreed", "words"}
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field with two values. `here` stands in the record now; `theirs` was put beside it.

    `codes`: the codebook list both are from, None for text and numbers. `written` and `arrived`: when the other value
    was written, by that station's clock, and when it reached the hub; days between them mean that it was offline.
    `names`: how people say what a value stands for, a case for one. `about`: what people call the record.
    `who` is an account of the hub, `who_here` whoever corrected this field last, as far as is known.
    """

    id: str
    record: str
    kind: str
    call: str
    number: str
    field: str
    here: Json
    theirs: Json
    codes: str | None
    who: str
    who_here: str
    written: datetime | None
    written_here: datetime | None
    arrived: datetime | None
    names: tuple[tuple[str, str], ...] = ()
    about: str = ""

    @property
    def deletion(self) -> bool:
        """Whether one laid the record aside while another wrote in it."""
        return self.field == DELETED

    @property
    def may_keep_both(self) -> bool:
        """Whether both fit in one field: texts, and lists of codes."""
        return not self.deletion and (isinstance(self.here, list) or (self.field in TEXTS and bool(self.here)))

    @property
    def may_write(self) -> bool:
        """Whether a third value can be written: a text, or a code of the list."""
        return self.field in TEXTS or (self.codes is not None and not isinstance(self.here, list))


def open_conflicts(vault: Vault, keyring: Keyring) -> tuple[Conflict, ...]:
    """Return what waits for somebody's eye, oldest first. What both wrote alike is left out."""
    with vault.work() as work:
        opener = keyring.opening(work)
        found = [_conflict(work, keyring, opener, view) for view in to_look_at(work)]
    kept = [one for one in found if one is not None and not _alike(one)]
    return tuple(sorted(kept, key=lambda one: (one.arrived or datetime.min.replace(tzinfo=UTC), one.id)))


def resolve(conflict: Conflict, choice: Choice, third: Json = None, *, vault: Vault, keyring: Keyring) -> Changes:
    """Do what was chosen, for everybody who sees the record. The value that goes is kept in the closed conflict."""
    values: dict[Choice, Callable[[], Json]] = {
        "theirs": lambda: conflict.theirs, "both": lambda: _both(conflict), "third": lambda: third
    }  # fmt: skip
    closing = Flat(conflict.id, CONFLICT, {"state": "resolved", "choice": choice}, conflict.record)
    with vault.work() as work:
        flats = [closing]
        if choice != "here":
            fields: Fields = {conflict.field: values[choice]()}
            parent = None if conflict.call == conflict.record else conflict.call
            flats.insert(0, Flat(conflict.record, conflict.kind, fields, parent))
        work.outbox.write(flats)
        home = BringingHome(work.connection, keyring.opening(work), lambda _record, _field: None)
        return home.bring({conflict.record, conflict.id})


def settle_what_is_alike(vault: Vault, keyring: Keyring) -> int:
    """Close conflicts in which both wrote the same: sealed, the hub could not see that. Return how many."""
    with vault.work() as work:
        opener = keyring.opening(work)
        views = [view for view in work.records.of_kind(CONFLICT) if _open(view)]
        found = [_conflict(work, keyring, opener, view) for view in views]
        alike = [one for one in found if one is not None and _alike(one)]
        work.outbox.write(
            [Flat(one.id, CONFLICT, {"state": "resolved", "choice": "here"}, one.record) for one in alike]
        )
    return len(alike)


def _alike(one: Conflict) -> bool:
    """Return whether nothing is lost: both wrote the same, or said at two stations that they read something."""
    same_words = one.kind == TEXT and len({said for _, said in one.names}) == 1 and len(one.names) == 2
    return one.here == one.theirs or one.kind == READING or same_words


def to_look_at(work: Work) -> tuple[View, ...]:
    """Return the open conflicts this person may settle: a text of the team is for who coordinates."""
    unseen = out_of_sight(work.connection)
    found = [
        view for view in work.records.of_kind(CONFLICT) if _open(view) and str(view.fields.get("rec")) not in unseen
    ]
    records = {view.id: view for view in work.records.views({str(one.fields.get("rec")) for one in found})}
    texts = [one for one in found if records.get(str(one.fields.get("rec")), one).kind == TEXT]
    if not texts:
        return tuple(found)
    whose, shelf = owner(work.connection), OwnTexts(work.connection)
    coordinates = decide(whose.role, "coordinate", "own") == "yes"
    others = {
        one.id
        for one in texts
        if (name := shelf.name_of(str(one.fields.get("rec")))) is None
        or (name != OWN_ABBREVIATIONS + whose.counsellor if is_ones_own(name) else not coordinates)
    }
    return tuple(one for one in found if one.id not in others)


def _open(view: View) -> bool:
    return view.fields.get("state", "open") == "open"


def _conflict(work: Work, keyring: Keyring, opener: Opener, view: View) -> Conflict | None:
    record, field = str(view.fields.get("rec")), str(view.fields.get("field"))
    about = next(iter(work.records.views([record])), None)
    if (
        about is None
        or about.kind in {MEMBERS, APPLICANT, EDITION, PUBLISHER, KNOWN}
        or (field != DELETED and field not in SHAPES.get(about.kind, {field: None}))
        or closed_to_us(work.sync_state, view)
    ):
        return None
    here, theirs = opener(about).fields.get(field), keyring.opened_conflict(work, view, about.kind)
    call = about.parent or about.id
    number = who_here = ""
    if work.calls.has(call):
        kept = work.calls.get(CallId(call))
        number, who_here = kept.number, _corrected_by(work, opener, about, field) or kept.counsellor
    found = Conflict(
        id=view.id, record=record, kind=about.kind, call=call, number=number, field=field, here=here,
        theirs=theirs, codes=LISTS.get(about.kind, {}).get(field),
        who=str(view.fields.get("account") or ""), who_here=who_here,
        written=written_at(str(view.fields.get("change"))), written_here=written_at(about.changes.get(field, "")),
        arrived=_moment(view.fields.get("arrived")), names=_names(work, about, here, theirs),
    )  # fmt: skip
    return _of_text(work, found) if about.kind == TEXT and field == "holds" else found


def _of_text(work: Work, found: Conflict) -> Conflict | None:
    """Return a conflict between two versions of a text in words: what differs, and who wrote each. None until both
    have come.
    """
    shelf = OwnTexts(work.connection)
    here, theirs = shelf.version(str(found.here)), shelf.version(str(found.theirs))
    if here is None or theirs is None:
        return None
    one, other = differing_lines(here.name, here.body, theirs.body)
    return replace(
        found, names=((str(found.here), one), (str(found.theirs), other)), about=title_of(here.name, here.body),
        who_here=here.counsellor, who=theirs.counsellor, written_here=here.at, written=theirs.at,
    )  # fmt: skip


def _names(work: Work, about: View, *values: Json) -> tuple[tuple[str, str], ...]:
    found = []
    for value in values if about.kind == CASE_LINK else ():
        with suppress(KeyError):
            found.append((str(value), work.cases.get(CaseId(str(value))).number))
    return tuple(found)


def _corrected_by(work: Work, opener: Opener, about: View, field: str) -> str:
    """Return whose correction brought the value that stands: field and correction were written in one breath."""
    at = written_at(about.changes.get(field, ""))
    family = work.records.families([about.id]).get(about.parent or about.id, set())
    near: list[tuple[timedelta, str]] = []
    for view in work.records.views(family):
        made = written_at(view.changes.get("before", "")) if view.kind == REVISION else None
        if at is not None and made is not None and abs(made - at) < ONE_BREATH:
            near.append((abs(made - at), str(opener(view).fields.get("counsellor") or "")))
    return min(near)[1] if near else ""


def _both(conflict: Conflict) -> Json:
    here, theirs = conflict.here, conflict.theirs
    if isinstance(here, list) and isinstance(theirs, list):
        return [*here, *(one for one in theirs if one not in here)]
    return "\n".join(str(one) for one in (here, theirs) if one)


def written_at(change: str) -> datetime | None:
    """Return when a change was written, by its station's clock: the first 48 bits of its id."""
    try:
        return datetime.fromtimestamp(int(change[:12], 16) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _moment(value: Json) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
