"""A call as rows of the vault's tables, and back: exactly the same call."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Table, bindparam, select
from sqlalchemy.engine import RowMapping

from workstation.domain.calls import Addition, Call, Mark, Override
from workstation.domain.ids import CallId, PersonId, ReferralId, ServiceId, ShiftId
from workstation.domain.moments import as_text, from_text
from workstation.domain.provinces import province_of
from workstation.domain.referrals import Outcome, Referral
from workstation.domain.reported_persons import PersonRelation, ReportedPerson
from workstation.store import tables as t
from workstation.store.record_rows import chunks
from workstation.store.rows import Row, as_json, bound, mapping, moment_or_none, text_or_none

# columns that are the record's attributes, unchanged
CALL_PLAIN = (
    "id", "number", "channel", "waited_s", "wrap_up_s", "entered_late", "anonymous", "contact_age",
    "contact_age_years", "contact_gender", "contact_municipality", "contact_name", "relation_to_victim", "heard_via",
    "campaign", "urgency", "callback_agreed", "safe_moment", "team", "counsellor", "revision", "edition",
)  # fmt: skip
PERSON_PLAIN = (
    "id", "is_contact", "age_years", "age_group", "gender", "municipality", "problem_type", "context_family",
    "context_setting", "main_form", "violence_time", "relation_to_contact",
)  # fmt: skip
REVISED = (
    t.call_qualifiers, t.call_help_offered, t.person_relations, t.referrals,
    t.reported_persons,
)  # fmt: skip


def call_row(call: Call) -> Row:
    """Return the row of table calls. Raises ValueError when the call was never filed."""
    if call.filed_at is None:
        raise ValueError("a call is kept when it is filed")
    handled = int((call.ended_at - call.started_at).total_seconds()) if call.ended_at else None
    return bound(
        {name: getattr(call, name) for name in CALL_PLAIN}
        | {
            "year": call.day.year,
            "day": call.day.isoformat(),
            "started_at": as_text(call.started_at),
            "ended_at": text_or_none(call.ended_at),
            "handled_s": handled,
            "counted": call.counted,
            "safety": as_json(call.safety),
            "shift_id": call.shift,
            "marks": as_json(call.marks),
            "overrides": as_json(call.overrides),
            "missing": as_json(call.missing),
            "amended": call.revision > 1 or bool(call.additions),
            "filed_at": as_text(call.filed_at),
        }
    )


def child_rows(call: Call) -> dict[Table, list[Row]]:
    """Return the rows that a correction replaces, parents first."""
    return {
        t.reported_persons: [_person_row(call, at, person) for at, person in enumerate(call.persons)],
        t.person_forms: [
            bound({"person_id": person.id, "code": code, "position": at})
            for person in call.persons
            for at, code in enumerate(person.violence_forms)
        ],
        t.outcomes: [
            bound({"person_id": one.person, "code": one.code, "service_id": one.service, "position": at})
            for at, one in enumerate(call.outcomes)
        ],
        t.call_qualifiers: _codes(call, call.qualifiers),
        t.call_help_offered: _codes(call, call.help_offered),
        t.person_relations: [
            bound(
                {"call_id": call.id, "one": r.one, "relation": r.relation, "other": r.other, "position": at},
            )
            for at, r in enumerate(call.relations)
        ],
        t.referrals: [_referral_row(call, at, one) for at, one in enumerate(call.referrals)],
    }


def _codes(call: Call, codes: Iterable[str]) -> list[Row]:
    return [bound({"call_id": call.id, "code": code, "position": at}) for at, code in enumerate(codes)]


def _person_row(call: Call, position: int, person: ReportedPerson) -> Row:
    return bound(
        {name: getattr(person, name) for name in PERSON_PLAIN}
        | {
            "call_id": call.id,
            "position": position,
            "started_at": as_text(call.started_at),
            "province": province_of(person.municipality),
            "missing": as_json(person.missing),
        }
    )


def _referral_row(call: Call, position: int, referral: Referral) -> Row:
    return bound(
        {
            "id": referral.id,
            "call_id": call.id,
            "position": position,
            "person_id": referral.person,
            "service_id": referral.service,
            "service_version": referral.service_version,
            "service_name": referral.service_name,
            "category": referral.category,
            "given_at": as_text(referral.given_at),
            "how": referral.how,
        }
    )


def read_call(connection: Connection, call_id: CallId) -> Call:
    """Return the call with everything that belongs to it. Raises KeyError."""
    return read_calls(connection, [call_id])[call_id]


def read_calls(connection: Connection, call_ids: Sequence[str]) -> dict[str, Call]:
    """Return those of these calls that are kept, with everything that belongs to them."""
    found: dict[str, Call] = {}
    for ids in chunks(call_ids):
        read = _Read(connection, ids)
        found |= {row["id"]: read.call(row) for row in read.heads}
    return found


_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_HEADS = select(t.calls).where(t.calls.c.id.in_(_IDS))
_TEXTS = select(t.narratives.c.call_id, t.narratives.c.addition_id, t.narratives.c.text).where(
    t.narratives.c.call_id.in_(_IDS)
)
_CHILDREN = {
    table: select(table).where(table.c.call_id.in_(_IDS)).order_by(table.c.position)
    for table in (t.reported_persons, t.call_qualifiers, t.call_help_offered, t.person_relations, t.referrals)
}
_OF_PERSONS = {
    table: select(table, t.reported_persons.c.call_id)
    .join(t.reported_persons, t.reported_persons.c.id == table.c.person_id)
    .where(t.reported_persons.c.call_id.in_(_IDS))
    .order_by(table.c.position)
    for table in (t.person_forms, t.outcomes)
}
_ADDED = select(t.call_additions).where(t.call_additions.c.call_id.in_(_IDS)).order_by(t.call_additions.c.id)


class _Read:
    """What is kept of some calls, table by table."""

    def __init__(self, connection: Connection, ids: list[str]) -> None:
        self.heads = connection.execute(_HEADS, {"ids": ids}).mappings().all()
        self._rows: dict[Table, dict[str, list[RowMapping]]] = {}
        self._texts: dict[str, dict[int | None, str]] = defaultdict(dict)
        if self.heads:  # most of what comes for the first time is not here yet
            self._read_parts(connection, [row["id"] for row in self.heads])

    def _read_parts(self, connection: Connection, ids: list[str]) -> None:
        for table, rows in (*_CHILDREN.items(), *_OF_PERSONS.items(), (t.call_additions, _ADDED)):
            by_call: dict[str, list[RowMapping]] = defaultdict(list)
            for row in connection.execute(rows, {"ids": ids}).mappings():
                by_call[row["call_id"]].append(row)
            self._rows[table] = by_call
        for call_id, addition, words in connection.execute(_TEXTS, {"ids": ids}):
            self._texts[call_id][addition] = words

    def call(self, row: RowMapping) -> Call:
        """Return one of them."""

        def of(table: Table) -> list[RowMapping]:
            return self._rows[table].get(row["id"], [])

        texts = self._texts.get(row["id"], {})
        forms: dict[str, list[str]] = defaultdict(list)
        for one in of(t.person_forms):
            forms[one["person_id"]].append(one["code"])
        return Call(
            **{name: row[name] for name in CALL_PLAIN},
            started_at=from_text(row["started_at"]),
            ended_at=moment_or_none(row["ended_at"]),
            filed_at=moment_or_none(row["filed_at"]),
            shift=ShiftId(row["shift_id"]) if row["shift_id"] else None,
            safety=mapping(row["safety"]),
            missing=mapping(row["missing"]),
            marks=tuple(Mark(from_text(one["at"]), one["kind"]) for one in json.loads(row["marks"])),
            overrides=tuple(Override(**one) for one in json.loads(row["overrides"])),
            narrative=texts.get(None, ""),
            qualifiers=tuple(one["code"] for one in of(t.call_qualifiers)),
            help_offered=tuple(one["code"] for one in of(t.call_help_offered)),
            persons=tuple(_person(one, tuple(forms.get(one["id"], ()))) for one in of(t.reported_persons)),
            relations=tuple(_relation(one) for one in of(t.person_relations)),
            referrals=tuple(_referral(one) for one in of(t.referrals)),
            outcomes=tuple(_outcome(one) for one in of(t.outcomes)),
            additions=tuple(
                Addition(from_text(one["at"]), one["counsellor"], texts.get(one["id"], ""))
                for one in of(t.call_additions)
            ),
        )


def _relation(row: RowMapping) -> PersonRelation:
    return PersonRelation(PersonId(row["one"]), row["relation"], PersonId(row["other"]))


def _outcome(row: RowMapping) -> Outcome:
    return Outcome(PersonId(row["person_id"]), row["code"], _service(row["service_id"]))


def _service(kept: str | None) -> ServiceId | None:
    return ServiceId(kept) if kept is not None else None


def _person(row: RowMapping, forms: tuple[str, ...]) -> ReportedPerson:
    plain: dict[str, Any] = {name: row[name] for name in PERSON_PLAIN}
    return ReportedPerson(**plain, violence_forms=forms, missing=mapping(row["missing"]))


def _referral(row: RowMapping) -> Referral:
    return Referral(
        id=ReferralId(row["id"]),
        service=ServiceId(row["service_id"]),
        service_version=row["service_version"],
        service_name=row["service_name"],
        category=row["category"],
        given_at=from_text(row["given_at"]),
        person=PersonId(row["person_id"]) if row["person_id"] is not None else None,
        how=row["how"],
    )
