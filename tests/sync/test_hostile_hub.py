"""Fourteen attacks of a hub that means harm: all refused, all shown, all logged by their ids and nothing else."""

import base64
import logging
from dataclasses import replace

import pytest
from tests.records import MORNING
from tests.sync.hostile import HostileHub
from tests.sync.teams import founded, hand_round
from tests.sync.test_sealing import MARKER, secret_call

from workstation.domain.envelopes import Gone
from workstation.domain.prints import Print
from workstation.store.sync_state import HOME
from workstation.sync.enrolling import enrol_again
from workstation.sync.sealing.boxes import OwnKeys, boxed
from workstation.sync.sealing.fields import Place, seal
from workstation.sync.sealing.founding import propose, sign
from workstation.sync.sealing.membership import Member, MemberList, about, check_of, published, read_list


class Scene:
    """an writes, the hub spoils, bo reads."""

    def __init__(self, an, bo, hub, found):
        self.an, self.bo, self.hub, self.found = an, bo, hub, found
        self.call, self.other = secret_call(), secret_call(narrative="Een ander gesprek")
        an.keep(self.call, self.other)
        hand_round(an, bo)
        assert bo.call(self.call.id) == self.call

    def correct(self, place):
        held = self.an.call(self.call.id)
        changed = replace(held, revision=held.revision + 1, contact_municipality=place)
        with self.an.vault.work() as work:
            work.calls.revise(changed, "nagekeken", "an", MORNING)
        self.an.meet()

    def spoil(self, how, kind="call"):
        self.hub.spoil = lambda item: how(item) if item.kind == kind and item.id != self.other.id else item

    def next_list(self):
        with self.an.vault.work() as work:
            newest = self.an.keys.newest(work, "A")
            made = propose(work, self.an.keys, "A", newest.members)
        self.an.meet()
        return made

    def signed_too(self, made):
        self.bo.meet()
        with self.bo.vault.work() as work:
            sign(work, made.record)
        hand_round(self.bo, self.an)


@pytest.fixture
def scene(station, team):
    an, bo = station("an", "an"), station("bo", "bo")
    hub = HostileHub(team.archive)
    bo.hub = bo.exchange.line.hub = hub
    bo.exchange._renew = lambda old: enrol_again(bo.vault, hub, old)
    return Scene(an, bo, hub, founded(an, bo))


def swap_record(scene):
    theirs = scene.hub.seen[scene.other.id][-1].fields["narrative"]
    scene.spoil(lambda item: with_field(item, "narrative", theirs))
    scene.correct("21004")
    return "altered"


def replay(scene):
    """An old sealed value under the name of the new change."""
    old = scene.hub.seen[scene.call.id][-1].fields["contact_municipality"]
    scene.spoil(lambda item: with_field(item, "contact_municipality", old))
    scene.correct("21004")
    return "altered"  # bound to the change that once brought it


def roll_back_version(scene):
    """The whole earlier record, with its own change ids."""
    scene.correct("21004")
    scene.bo.meet()
    first = scene.hub.seen[scene.call.id][0]
    scene.spoil(
        lambda item: replace(item, fields=first.fields, meta=item.meta | dict(first.meta) | {"*": item.meta["*"]})
    )
    scene.correct("44021")
    return "rolled_back"


def roll_back_membership(scene):
    made = scene.next_list()
    scene.signed_too(made)
    scene.bo.meet()
    first = next(v for k, v in scene.hub.seen.items() if k == scene.found.record)[-1]
    scene.spoil(lambda item: replace(item, fields=first.fields), "members")
    touch_list(scene, made.record)
    return "members_lower"


def add_member(scene):
    stranger = Member.of("stranger", OwnKeys(b"x" * 32))

    def added(item):
        body = read_list(item.fields)
        more = replace(body, members=(*body.members, stranger))
        return replace(item, fields=dict(item.fields) | {"body": more.body})

    scene.spoil(added, "members")
    touch_list(scene, scene.found.record)
    return "members_forked"


def swap_team_key(scene):
    def swapped(item):
        found = read_list(item.fields)
        boxes = {m.id: dict(boxed(b"e" * 32, m.boxed_to, about(found, m.id))) for m in found.members}
        return replace(item, fields=dict(item.fields) | {"boxes": boxes})

    made = scene.next_list()
    scene.bo.meet()
    with scene.bo.vault.work() as work:
        sign(work, made.record)
    scene.spoil(swapped, "members")
    return "team_key"


def strip_encryption(scene):
    scene.spoil(lambda item: with_field(item, "narrative", "Een tekst in klare taal"))
    scene.correct("21004")
    return "in_clear"


def lower_derivation(scene):
    """A box under a weaker suite than ours."""

    def lowered(item):
        boxes = {
            name: dict(box) | {"suite": "hpke-x25519-sha256-aes128gcm"} for name, box in item.fields["boxes"].items()
        }
        return replace(item, fields=dict(item.fields) | {"boxes": boxes})

    made = scene.next_list()
    scene.bo.meet()
    with scene.bo.vault.work() as work:
        sign(work, made.record)
    scene.spoil(lowered, "members")
    return "team_key"


def unknown_schema(scene):
    def renewed(item):
        _, key, number, sealed = item.fields["narrative"]["$e"]
        return with_field(item, "narrative", {"$e": [2, key, number, sealed]})

    scene.spoil(renewed)
    scene.correct("21004")
    return "unknown_schema"


def truncated_blob(scene):
    def cut(item):
        form, key, number, sealed = item.fields["narrative"]["$e"]
        short = base64.b64encode(base64.b64decode(sealed)[:-20]).decode()
        return with_field(item, "narrative", {"$e": [form, key, number, short]})

    scene.spoil(cut)
    scene.correct("21004")
    return "altered"


def other_teams_blob(scene):
    bo = scene.bo
    foreign = MemberList("B", 1, "", (), check_of(b"b" * 32))
    with bo.vault.work() as work:
        bo.keys.keep(work, foreign, b"b" * 32)

    def theirs(item):
        place = Place("B", item.id, "call", "narrative", item.meta["narrative"], 9)
        return with_field(item, "narrative", seal(b"b" * 32, foreign.id, place, "van een ander team"))

    scene.spoil(theirs)
    scene.correct("21004")
    return "other_team"


def forged_signature(scene):
    made = scene.next_list()
    stranger = OwnKeys(b"s" * 32)

    def forged(item):
        if item.id != made.record:
            return item
        signed = {name for name in item.fields if name.startswith("signed_")}
        second = next(m.id for m in scene.found.members if f"signed_{m.id}" not in signed)
        return replace(
            item,
            fields=dict(item.fields) | {f"signed_{second}": stranger.sign("members", read_list(item.fields).body)},
        )

    scene.spoil(forged, "members")
    return "members_forged"


def two_histories(scene):
    """Another list under the number of one that was accepted, honestly signed or not."""
    made = MemberList("A", 1, "", scene.found.members, check_of(b"2" * 32))
    fields = published(made, b"2" * 32, None)
    scene.spoil(lambda item: replace(item, fields=fields), "members")
    touch_list(scene, scene.found.record)
    return "members_forked"


def dropped_entries(scene):
    for n in (1, 2, 3):
        copy = Print(
            number=f"A-2026-00000{n}", call=scene.call.id, at=MORNING, counsellor="an", audience="police", how="printed",
            reason=MARKER, pages=1, sha256=bytes(32),
        )  # fmt: skip
        with scene.an.vault.work() as work:
            work.prints.put(copy)
    scene.an.meet()
    entries = []

    def dropped(item):
        entries.append(item)
        return None if len(entries) == 2 else item

    scene.spoil(dropped, "print")
    return "register_gap"


def with_field(item, name, value):
    return replace(item, fields=dict(item.fields) | {name: value})


def touch_list(scene, record):
    """Something writes to the list's record again, so that the hub hands it out once more."""
    from workstation.domain.flat import MEMBERS, Flat

    with scene.an.vault.work() as work:
        work.outbox.write([Flat(record, MEMBERS, {"seen_by": scene.an.account})], stream=work.sync_state.get(HOME))
    scene.an.meet()


ATTACKS = (
    swap_record, replay, roll_back_version, roll_back_membership, add_member, swap_team_key, strip_encryption,
    lower_derivation, unknown_schema, truncated_blob, other_teams_blob, forged_signature, two_histories, dropped_entries,
)  # fmt: skip


def test_there_are_fourteen_attacks():
    assert len(ATTACKS) == 14


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.__name__)
def test_an_attack_is_refused_shown_and_logged_by_its_ids_alone(scene, attack, caplog, record_property):
    with scene.bo.vault.reading() as work:
        before = scene.bo.keys.newest(work, "A")
    caplog.set_level(logging.DEBUG)
    alarm = attack(scene)
    record_property("alarm", alarm)
    caplog.clear()
    scene.bo.meet()
    told = "\n".join(record.getMessage() for record in caplog.records)
    read = scene.bo.call(scene.call.id)
    with scene.bo.vault.reading() as work:
        newest = scene.bo.keys.newest(work, "A")
    found = {
        "refused": (read.narrative, read.contact_name) == (scene.call.narrative, scene.call.contact_name)
        and "stranger" not in {one.id for one in newest.members}
        and newest.number >= before.number,
        "shown": alarm in scene.bo.alarms(),
        "logged": f"refused: {alarm}" in told,
        "kept_quiet": not any(one in told for one in (MARKER, "klare taal", "11002", "21004", "van een ander team")),
    }
    for name, so in found.items():
        record_property(name, so)
    assert found == dict.fromkeys(found, True)


def test_without_an_attack_nothing_is_said(scene):
    scene.correct("21004")
    made = scene.next_list()
    scene.signed_too(made)
    hand_round(scene.bo, scene.an, scene.bo)
    assert scene.bo.alarms() == scene.an.alarms() == []
    assert scene.bo.call(scene.call.id).contact_municipality == "21004"


def test_a_list_taken_away_is_noticed_too(scene):
    scene.hub.spoil = lambda item: Gone(item.seq, item.id, "moved") if item.kind == "members" else item
    touch_list(scene, scene.found.record)
    scene.bo.meet()
    assert "members_lower" in scene.bo.alarms()


def test_records_left_out_in_silence_are_found_by_their_sum(scene):
    """The real hub's digest comes with the last page: what was dropped makes it wrong, and the stream is read again."""
    scene.hub.spoil = None
    real = scene.hub.pull
    dropped = []

    def dropping(device, pull):
        pulled = real(device, pull)
        if dropped:
            return pulled
        pages = []
        for page in pulled.pages:
            items = tuple(i for i in page.items if getattr(i, "kind", "") != "call")
            dropped.extend([True] * (len(page.items) - len(items)))
            pages.append(replace(page, items=items))
        return replace(pulled, pages=tuple(pages))

    scene.correct("21004")
    scene.hub.pull = dropping
    scene.bo.meet()
    assert dropped
    assert "digest" in scene.bo.alarms()
    assert scene.bo.call(scene.call.id).contact_municipality == "21004"
