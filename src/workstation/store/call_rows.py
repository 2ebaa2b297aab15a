"""A call as rows of the vault's tables, and back: exactly the same call."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table

from workstation.domain.calls import Addition, Call, Mark, Override
from workstation.domain.ids import CallId, PersonId, ReferralId, ServiceId, ShiftId
from workstation.domain.moments import as_text, from_text
from workstation.domain.provinces import province_of
from workstation.domain.referrals import Outcome, Referral
from workstation.domain.reported_persons import PersonRelation, ReportedPerson
from workstation.store import straight
from workstation.store import tables as t
from workstation.store.rows import Row, as_json, bound, mapping, moment_or_none, text_or_none
from workstation.store.straight import THESE, listed

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
    read = _Read(connection, call_ids)
    return {row["id"]: read.call(row) for row in read.heads}


def _columns(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns)


def _every(table: Table) -> str:
    return ", ".join(f"{table.name}.{name}" for name in _columns(table))


_TEXTS = f"SELECT call_id, addition_id, text FROM narratives WHERE call_id {THESE}"
_HEADS = f"SELECT {_every(t.calls)} FROM calls WHERE id {THESE}"
_OF_CALLS = {
    table: f"SELECT {_every(table)} FROM {table.name} WHERE call_id {THESE} ORDER BY {order}"
    for table, order in (*((one, "position") for one in REVISED), (t.call_additions, "id"))
}
_OF_PERSONS = {
    table: f"SELECT {_every(table)}, reported_persons.call_id FROM {table.name}"
    f" JOIN reported_persons ON reported_persons.id = {table.name}.person_id"
    f" WHERE reported_persons.call_id {THESE} ORDER BY {table.name}.position"
    for table in (t.person_forms, t.outcomes)
}
_PARTS = [(table, statement, _columns(table)) for table, statement in _OF_CALLS.items()]
_PARTS += [(table, statement, (*_columns(table), "call_id")) for table, statement in _OF_PERSONS.items()]


class _Read:
    """What is kept of some calls, table by table."""

    def __init__(self, connection: Connection, ids: Sequence[str]) -> None:
        names = _columns(t.calls)
        self.heads = [Row(zip(names, row, strict=True)) for row in straight.rows(connection, _HEADS, listed(ids))]
        self._rows: dict[Table, dict[str, list[Row]]] = {}
        self._texts: dict[str, dict[int | None, str]] = defaultdict(dict)
        if self.heads:  # most of what comes for the first time is not here yet
            self._read_parts(connection, listed(row["id"] for row in self.heads))

    def _read_parts(self, connection: Connection, ids: tuple[str]) -> None:
        for table, statement, names in _PARTS:
            by_call: dict[str, list[Row]] = defaultdict(list)
            for row in straight.rows(connection, statement, ids):
                found = Row(zip(names, row, strict=True))
                by_call[found["call_id"]].append(found)
            self._rows[table] = by_call
        for call_id, addition, words in straight.rows(connection, _TEXTS, ids):
            self._texts[call_id][addition] = words

    def call(self, row: Row) -> Call:
        """Return one of them."""

        def of(table: Table) -> list[Row]:
            return self._rows[table].get(row["id"], [])

        texts = self._texts.get(row["id"], {})
        forms: dict[str, list[str]] = defaultdict(list)
        for one in of(t.person_forms):
            forms[one["person_id"]].append(one["code"])
        return Call(
            **{name: row[name] for name in CALL_PLAIN} | {"entered_late": bool(row["entered_late"])},
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


def _relation(row: Row) -> PersonRelation:
    return PersonRelation(PersonId(row["one"]), row["relation"], PersonId(row["other"]))


def _outcome(row: Row) -> Outcome:
    return Outcome(PersonId(row["person_id"]), row["code"], _service(row["service_id"]))


def _service(kept: str | None) -> ServiceId | None:
    return ServiceId(kept) if kept is not None else None


def _person(row: Row, forms: tuple[str, ...]) -> ReportedPerson:
    plain = {name: row[name] for name in PERSON_PLAIN} | {"is_contact": bool(row["is_contact"])}
    return ReportedPerson(**plain, violence_forms=forms, missing=mapping(row["missing"]))


def _referral(row: Row) -> Referral:
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
