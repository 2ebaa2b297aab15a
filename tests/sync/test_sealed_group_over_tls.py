"""The whole of it over a real line: two coordinators and two counsellors, four vaults, a hub of its own behind TLS."""

import base64
import json
import shutil
import sqlite3
from types import SimpleNamespace

import pytest
from tests.store import vaults
from tests.sync.grouped import _opened, groups, keys_of, readable_in
from tests.sync.team_talk import named, propose, seen, sign
from tests.sync.test_sealing import MARKER, secret_call
from tests.usecases.desks import StandingClock

from workstation.domain.counsellors import Desk
from workstation.domain.envelopes import Change, Push, new_change_id
from workstation.domain.wire import push_out
from workstation.domain.wire_reading import read, written
from workstation.store.sync_state import DEVICE, HOME
from workstation.store.vault import Vault
from workstation.sync.groups import propose_group, sign_group
from workstation.sync.invitation import read_invitation
from workstation.sync.inviting import keep_group
from workstation.sync.sealed_calls import seal_call, unseal_call
from workstation.sync.station import join_hub
from workstation.sync.team_keys import believe
from workstation.usecases.add_to_call import add_to_call
from workstation.usecases.look_up_calls import look_up_calls
from workstation.usecases.open_call import open_call


@pytest.fixture
def sitting(hub_process, tmp_path, migrated_store):
    """Joins a station by the invitation of an account, as the program does."""
    made = []

    def sit(name):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(migrated_store, folder / "store.db")
        clock, vault = StandingClock(), Vault.opened(folder / "store.db", vaults.test_key())
        with vault.work() as work:
            work.settings.put("profile.counsellor", name)
        station = join_hub(vault, read_invitation(hub_process.invitations[name]), "demo", clock)
        role = "team_coordinator" if name in {"lies", "omar"} else "counsellor"
        desk = Desk(counsellor=name, mark=name[:2].upper(), team="demo", role=role)
        made.append(
            SimpleNamespace(name=name, vault=vault, keys=station.keyring, clock=clock, station=station, desk=desk)
        )
        return made[-1]

    yield sit
    for one in made:
        one.station.hub.close()
        one.vault.close()


def meet(*stations):
    for one in stations:
        meeting = one.station.meetings.meet()
        assert meeting.well, meeting.standing.trouble


def team_of(sitting, *names):
    lies, omar, *others = (sitting(one) for one in names)
    meet(lies, omar, *others, lies)
    propose(lies, *names, coordinators=names[:2])
    meet(lies, omar)
    sign(omar)
    meet(omar, lies, *others)
    for one in others:
        believe(seen(lies).code, vault=one.vault, keyring=one.keys)
    return lies, omar, *others


def group_of(lies, omar, group, *names):
    def tell(stream, members):
        keep_group(stream, members, station=lies.station, vault=lies.vault)

    propose_group(group, "Besloten", named(lies, *names), vault=lies.vault, keyring=lies.keys, tell=tell)
    meet(lies, omar)
    sign_group(groups(omar)[0].waiting.record, vault=omar.vault, keyring=omar.keys)
    meet(omar, lies)
    return groups(lies)[0].id


def held_by(hub_process):
    """The hub's own database, as it lies on its disk: what is sealed, with all that it is bound to."""
    with sqlite3.connect(f"file:{hub_process.folder}/hub.db?mode=ro", uri=True) as connection:
        records = connection.execute("select id, kind, fields, meta from records").fetchall()
        payloads = [json.loads(one) for (one,) in connection.execute("select payload from changes")]
    kept = [(one, kind, json.loads(fields), json.loads(meta)) for one, kind, fields, meta in records]
    return kept + [(one["rec"], one["kind"], one["set"], one["id"]) for one in payloads if one]


def readable(hub_process, one):
    return "\n".join(_opened(held_by(hub_process), keys_of(one)))


def asked(one, name, body):
    """Ask the hub as this station, and return how it answered: status, length and words."""
    line = one.station.hub
    with one.vault.reading() as work:
        token = line._token(work.sync_state.get(DEVICE))
    answer = line._client.post(name, content=written(body).encode(), headers={"authorization": f"Bearer {token}"})
    return answer.status_code, len(answer.content), read(answer.content)


def test_sealed_on_one_station_read_on_another_and_gone_on_the_third(hub_process, sitting):
    lies, omar, noor, sam = team_of(sitting, "lies", "omar", "noor", "sam")
    call = secret_call(team="demo", counsellor="noor")
    with noor.vault.work() as work:
        work.calls.put_many([call])
    meet(noor, lies, omar, sam)
    assert MARKER in readable_in(sam)
    assert MARKER in readable(hub_process, sam)
    with sam.vault.reading() as work:
        (closed,) = [view.fields["narrative"]["$e"][3] for view in work.records.views([call.id])]
    assert closed.encode() in hub_process.everything()

    group = group_of(lies, omar, None, "lies", "omar", "noor")
    meet(noor)
    seal_call(call.id, group, lies.desk, vault=lies.vault, keyring=lies.keys, now=lies.clock)
    meet(lies, omar, noor, sam)
    for one in (omar, noor):
        with one.vault.reading() as work:
            assert work.calls.get(call.id).narrative == call.narrative
    with pytest.raises(KeyError):
        open_call(call.id, sam.desk, vault=sam.vault, now=sam.clock)
    assert look_up_calls("", desk=sam.desk, vault=sam.vault, now=sam.clock) == ()
    assert groups(sam) == ()
    assert MARKER not in readable_in(sam)
    assert MARKER not in readable(hub_process, sam), "with every key of the team, the hub's files say nothing"
    assert MARKER in readable(hub_process, noor)
    assert closed.encode() not in hub_process.everything(), (
        "the files hold no earlier copy that the team's key would open"
    )
    who_leaves_reads_nothing_later(hub_process, lies, omar, noor, group, call)

    sealed = secret_call(team="demo", counsellor="lies")
    with lies.vault.work() as work:
        work.calls.put_many([sealed])
    seal_call(sealed.id, group, lies.desk, vault=lies.vault, keyring=lies.keys, now=lies.clock)
    unseal_call(call.id, lies.desk, vault=lies.vault, keyring=lies.keys, now=lies.clock)
    meet(lies, sam, noor)
    for one in (sam, noor):
        with one.vault.reading() as work:
            assert [added.text for added in work.calls.get(call.id).additions] == ["Later geschreven"]
        assert [alarm.what for alarm in alarms(one)] == []
    nothing_can_be_asked_about_it(sam, sealed.id)


def nothing_can_be_asked_about_it(sam, call):
    """A station outside the group is answered alike about a sealed record and about one that never was."""
    absent = base64.b16encode(bytes(16)).decode().lower()
    with sam.vault.reading() as work:
        last, team = work.outbox.last_answered(work.sync_state.get(DEVICE)), work.sync_state.get(HOME)
    answers = []
    for turn, record in enumerate((call, absent, call, absent), last + 1):
        change = Change(new_change_id(), new_change_id(), "addition", team, {"x": 1}, {"x": None}, record, turn)
        status, length, found = asked(sam, "push", push_out(Push(turn - 1, None, (change,))))
        (ack,) = found["acks"]
        counted = len(f"{turn}{turn}{ack['at'][team]}")  # numbers grow from answer to answer
        answers.append((status, length - counted, ack["r"], tuple(ack["at"])))
    assert len(set(answers)) == 1
    assert answers[0][0::2] == (200, "ok")
    for record in (call, absent):
        with pytest.raises(KeyError) as wrong:
            open_call(record, sam.desk, vault=sam.vault, now=sam.clock)
        assert str(wrong.value).strip("'") == record


def who_leaves_reads_nothing_later(hub_process, lies, omar, noor, group, call):
    group_of(lies, omar, group, "lies", "omar")
    add_to_call(call.id, "Later geschreven", lies.desk, vault=lies.vault, now=lies.clock)
    meet(lies, omar, noor)
    assert groups(noor) == ()
    with pytest.raises(KeyError):
        open_call(call.id, noor.desk, vault=noor.vault, now=noor.clock)
    assert "Later geschreven" not in readable(hub_process, noor)
    assert "Later geschreven" in readable(hub_process, omar)


def alarms(one):
    with one.vault.reading() as work:
        return work.sync_state.alarms()
