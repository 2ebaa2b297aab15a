"""Stations of a team in which a few have a sealed group: an and bo lead it, cas is a counsellor of the team."""

import base64
import json
from dataclasses import replace
from functools import partial

from sqlalchemy import text
from tests.sync.team_talk import named, propose, seen, sign
from tests.sync.teams import hand_round

from workstation.domain.counsellors import Desk
from workstation.domain.envelopes import CONFLICT
from workstation.domain.flat import SEALED
from workstation.domain.ids import CallId
from workstation.domain.wire import change_in
from workstation.hub.tables import CHANGES, RECORDS
from workstation.store import tables as t
from workstation.sync.groups import look_at_groups, propose_group, sign_group
from workstation.sync.moving import follow_moves
from workstation.sync.sealed_calls import gather, seal_call, unseal_call
from workstation.sync.sealing.fields import NotOurs, NotSealed, Place, UnknownForm, key_of, unseal
from workstation.sync.team_keys import believe

DESKS = {
    "an": Desk(counsellor="an", mark="K7", team="A", role="team_coordinator"),
    "bo": Desk(counsellor="bo", mark="K8", team="A", role="team_coordinator"),
    "cas": Desk(counsellor="cas", mark="K9", team="A"),
    "dirk": Desk(counsellor="dirk", mark="K6", team="A"),
}


def a_team(team, join, coordinators=("an", "bo")):
    """an and bo lead, cas and dirk are in it; each has an account of their own."""
    for one in ("cas", "dirk"):
        team.administration.add_account(one, "counsellor")
        team.administration.grant(one, {"A": True})
    an, bo, cas, dirk = (join(one, one) for one in ("an", "bo", "cas", "dirk"))
    hand_round(an, bo, cas, dirk, an)
    propose(an, "an", "bo", "cas", "dirk", coordinators=coordinators)
    hand_round(an, bo)
    sign(bo)
    hand_round(bo, an, cas, dirk)
    for one in (cas, dirk):
        believe(seen(an).code, vault=one.vault, keyring=one.keys)
    for one in (an, bo, cas, dirk):
        one.desk = DESKS[one.folder.name]
        one.exchange.before_sending = partial(gather, keyring=one.keys)
        one.meet = partial(meet, one)
    return an, bo, cas, dirk


def meet(one):
    """Meet as the program does: what was closed for others than those who have it goes again at once."""
    one.exchange.meet()
    with one.vault.work() as work:
        again = follow_moves(work, one.keys)
    if again:
        one.exchange.meet()


def four_coordinators(team, join):
    """As `a_team`, and all four lead it."""
    people = a_team(team, join, tuple(DESKS))
    for one in people:
        one.desk = replace(one.desk, role="team_coordinator")
    return people


def a_group(team, an, bo, *others, name="Dossier van een collega"):
    """A group of an, bo and others, all of whom have its key; return its stream."""
    members = named(an, *(one.folder.name for one in (an, bo, *others)))
    telling = partial(tell, team, by=an.folder.name)
    propose_group(None, name, members, tell=telling, vault=an.vault, keyring=an.keys)
    hand_round(an, bo)
    group = next(one for one in groups(bo) if one.name == name)
    sign_group(group.waiting.record, vault=bo.vault, keyring=bo.keys)
    hand_round(bo, an, *others)
    return group.id


def tell(team, group, members, by="an"):
    team.administration.keep_group(group, members, by=by)


def groups(one):
    return look_at_groups(one.vault, one.keys).groups


def close(one, call, group):
    return seal_call(CallId(call), group, desk_of(one), vault=one.vault, keyring=one.keys, now=one.clock)


def open_again(one, call):
    return unseal_call(CallId(call), desk_of(one), vault=one.vault, keyring=one.keys, now=one.clock)


def desk_of(one):
    return one.desk


def readable_in(one):
    """All words in an open store: every row, the search index, and whatever its keys open of what is kept sealed."""
    keys = keys_of(one)
    with one.vault.reading() as work:
        every = [
            str(tuple(row)) for table in t.metadata.sorted_tables for row in work.connection.execute(table.select())
        ]
        every += map(str, work.connection.execute(text("select block from narratives_fts_data")).all())
        kept = [*_kept(work.connection, t.records), *_kept(work.connection, t.laid_aside)]
        rows = work.connection.execute(t.outbox.select()).mappings()
        kept += [(row["record"], row["kind"], json.loads(row["sets"]), row["change"]) for row in rows]
        return "\n".join((*every, *_opened(kept, keys)))


def readable_at(team, one):
    """All that a station's keys open of what the hub holds: its records, and its log of what was handed over."""
    with team.database.snapshot() as connection:
        kept = _kept(connection, RECORDS)
        for payload in connection.execute(CHANGES.select()).mappings():
            if payload["payload"] != "{}":
                change = change_in(json.loads(payload["payload"]))
                kept.append((change.record, change.kind, change.sets, change.id))
    return "\n".join(_opened(kept, keys_of(one)))


def keys_of(one):
    with one.vault.reading() as work:
        found = work.sync_state.under("key.")
    return {tuple(name.removeprefix("key.").rsplit(".", 1)): base64.b64decode(kept) for name, kept in found.items()}


def _kept(connection, table):
    rows = connection.execute(table.select()).mappings()
    return [
        (row["id"], row["kind"], json.loads(row["fields"]), json.loads(row["meta"])) for row in rows if row["fields"]
    ]


def _opened(kept, keys):
    for record, kind, fields, changes in kept:
        for name, value in fields.items():
            where = (record, name, changes if isinstance(changes, str) else changes.get(name, ""))
            if kind == CONFLICT and name == "value" and "rec" in fields:
                where = (fields["rec"], fields["field"], fields["change"])
            for (team, key_id), key in keys.items():
                for its_kind in SEALED if kind == CONFLICT else (kind,):
                    try:
                        place = Place(team, where[0], its_kind, where[1], where[2], key_of(value)[1])
                        if key_of(value)[0] == key_id:
                            yield str(unseal(key, place, value))
                    except (NotSealed, UnknownForm, NotOurs):
                        continue
