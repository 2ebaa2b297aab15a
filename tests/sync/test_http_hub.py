"""The same hub behind HTTPS answers as the archive does; and what is not that hub is not spoken to."""

import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace

import pytest
from nacl.signing import SigningKey
from tests.hub.hubs import enrolment_with
from tests.records import a_call
from tests.sync.stations import Station

from workstation.domain.envelopes import Change, Cursor, Pull, Push, new_change_id
from workstation.hub.certificates import fingerprint, self_made
from workstation.hub.serving import Place, application_on, server_at
from workstation.sync.http_hub import Address, HttpHub, certificate_with
from workstation.sync.invitation import Invitation, NotAnInvitation, read_invitation
from workstation.sync.no_hub import NoHub
from workstation.sync.protocol import Fork, Gap, NotAdmitted, NotPermitted, Revoked, UnknownDevice, Unreachable


@contextmanager
def served(team, folder, *names):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    certificate, key = self_made(folder, names or ("127.0.0.1",))
    server = server_at(Place("", "127.0.0.1", port, certificate, key), application_on(team.database))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield Address(f"https://127.0.0.1:{port}", certificate.read_text())
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def line(team, tmp_path):
    """The hub behind TLS on a port of this machine."""
    with served(team, tmp_path / "tls") as address:
        yield address


@pytest.fixture
def device_key():
    return SigningKey.generate()


@pytest.fixture(params=["archive", "over https"])
def hub(request, team, device_key):
    """Both must answer alike."""
    if request.param == "archive":
        yield team.archive
        return
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    made = HttpHub(request.getfixturevalue("line"), lambda: Ed25519PrivateKey.from_private_bytes(bytes(device_key)))
    yield made
    made.close()


@pytest.fixture
def device(hub, team, device_key):
    return hub.enrol(enrolment_with(team.administration.code_for("an"), device_key)).device


def change(n, **more):
    return replace(Change(new_change_id(), f"r{n}", "thing", "A", {"a": n}, {"a": None}, n=n), **more)


def test_what_is_handed_over_is_read_back_and_twice_is_once(hub, device):
    one = change(1, sets={"a": "x" * 9000, "b": [1, None, {"c": True}]}, base={})
    first = hub.push(device, Push(0, None, (one,)))
    again = hub.push(device, Push(0, None, (one,)))
    assert [(a.id, a.outcome, a.at) for a in first.acks] == [(a.id, a.outcome, a.at) for a in again.acks]
    assert again.acks[0].repeated
    pulled = hub.pull(device, Pull({}, 100))
    (page,) = [one for one in pulled.pages if one.stream == "A"]
    assert page.items[0].fields == one.sets
    assert pulled.granted == ("A", "B")
    onwards = hub.pull(device, Pull({"A": page.end}, 100))
    assert [len(one.items) for one in onwards.pages] == [0, 0]


def test_refusals_come_through_as_what_they_are(hub, device, team):
    with pytest.raises(Gap) as gap:
        hub.push(device, Push(0, None, (change(7),)))
    assert gap.value.expected == 1
    hub.push(device, Push(0, None, (change(1),)))
    with pytest.raises(Fork) as fork:
        hub.push(device, Push(0, None, (change(1),)))
    assert fork.value.n == 1
    assert hub.known(device, ("abc",)) == ("abc",)
    assert hub.recover(device, (), {}).refused == ()
    diverged = hub.pull(device, Pull({"A": Cursor(1, "elsewhere")}, 10))
    assert [page.diverged for page in diverged.pages] == [True, False]
    with pytest.raises(UnknownDevice):
        hub.pull("nobody", Pull({}, 1))
    team.administration.revoke(device)
    with pytest.raises(Revoked):
        hub.pull(device, Pull({}, 1))


def test_a_code_serves_once(hub, team, device_key):
    code = team.administration.code_for("an")
    hub.enrol(enrolment_with(code, device_key))
    with pytest.raises(NotAdmitted):
        hub.enrol(enrolment_with(code, SigningKey.generate()))


def test_two_stations_meet_over_https(line, team, tmp_path, migrated_store):
    from workstation.sync.device_key import device_key as key_of

    stations = []
    for account in ("an", "bo"):
        one = Station(tmp_path / account, None, account).open(migrated_store)
        one.hub = one.exchange.line.hub = HttpHub(line, lambda vault=one.vault: key_of(vault))
        stations.append(one.enrol(team.administration.code_for(account)))
    an, bo = stations
    call = a_call(narrative="Een lang gesprek. " * 400)
    an.keep(call)
    an.meet(), bo.meet()
    assert bo.call(call.id) == call
    for one in stations:
        one.hub.close()
        one.close()


def test_an_invitation_is_all_a_new_station_needs(line, team, tmp_path, migrated_store):
    from tests.usecases.desks import StandingClock

    from workstation.sync.sealing.founding import propose, sign, trust
    from workstation.sync.station import join_hub, open_station

    print_of = fingerprint(tmp_path / "tls" / "hub-certificate.pem").replace(":", "")
    clock, opened = StandingClock(), {}

    def invited(account, name, members=""):
        host = line.url.removeprefix("https://")
        invitation = Invitation(host, team.administration.code_for(account), print_of.lower(), members)
        one = Station(tmp_path / name, None, account).open(migrated_store)
        station = join_hub(one.vault, read_invitation(invitation.text), "A", clock)
        opened[name] = (one, station)
        return one, station

    (an, an_station), (bo, bo_station) = invited("an", "an"), invited("bo", "bo")
    members = []
    for one in (an, bo):
        with one.vault.work() as work:
            from workstation.sync.sealing.founding import myself

            members.append(myself(work, coordinator=True))
    with an.vault.work() as work:
        found = propose(work, an_station.keyring, "A", tuple(members))
    for one in (an, bo):
        with one.vault.work() as work:
            trust(work, "A", found.id)
    assert an_station.meetings.meet().well
    bo_station.meetings.meet()
    with bo.vault.work() as work:
        sign(work, found.record)
    bo_station.meetings.meet(), an_station.meetings.meet()
    call = a_call()
    an.keep(call)
    found_standing = an_station.meetings.meet().standing
    bo_station.meetings.meet()
    assert bo.call(call.id) == call
    assert (found_standing.to_send, found_standing.trouble) == (0, "")
    again = open_station(an.vault, clock)
    assert again.meetings.meet().well
    again.hub.close()
    for one, station in opened.values():
        station.hub.close()
        one.close()


def test_another_certificate_is_not_believed(line, tmp_path):
    other, _ = self_made(tmp_path / "other")
    hub = HttpHub(Address(line.url, other.read_text()), lambda: None)
    with pytest.raises(Unreachable):
        hub.pull("d", Pull({}, 1))
    hub.close()


def test_a_certificate_of_another_name_is_not_believed(team, tmp_path):
    with served(team, tmp_path / "other", "hub.example") as address:
        hub = HttpHub(address, lambda: None)
        with pytest.raises(Unreachable):
            hub.pull("d", Pull({}, 1))
        hub.close()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1", "https://", "ftp://hub", "hub", "https://u:p@hub", "https://h?x=1"]
)
def test_there_is_no_road_without_tls(url):
    with pytest.raises(ValueError, match="https"):
        Address(url, "")


def test_the_surroundings_do_not_choose_a_proxy(line, monkeypatch, team):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    hub = HttpHub(line, lambda: None)
    with pytest.raises(NotAdmitted):
        hub.enrol(enrolment_with("not-a-code", SigningKey.generate()))
    hub.close()


def test_a_coordinators_station_lets_a_device_in_and_has_it_refused(team, line, tmp_path, migrated_store):
    """The whole way over the line; what it may not do, and a hub that is away, change nothing."""
    from workstation.sync.inviting import invite, withdraw
    from workstation.sync.station import join_hub

    team.administration.add_account("lies", "team_coordinator")
    team.administration.grant("lies", {"A": True})
    print_of = fingerprint(tmp_path / "tls" / "hub-certificate.pem").replace(":", "").lower()
    host = line.url.removeprefix("https://")
    lies, bo = (Station(tmp_path / name, None, name).open(migrated_store) for name in ("lies", "bo"))
    first = Invitation(host, team.administration.code_for("lies"), print_of)
    desk = join_hub(lies.vault, first, "A", lies.clock)
    made = invite(" bo ", station=desk, vault=lies.vault)
    assert (made.host, made.certificate, read_invitation(made.text)) == (host, print_of, made)
    other = join_hub(bo.vault, made, "A", bo.clock)
    assert other.meetings.meet().well
    for wrong in ("lies", "niemand", "geen naam", "an"):  # an sees more than lies does
        with pytest.raises(NotPermitted):
            withdraw(wrong, station=desk, vault=lies.vault)
    with pytest.raises(NotPermitted):
        invite("bo", station=other, vault=bo.vault)
    assert withdraw("bo", station=desk, vault=lies.vault) == 1
    assert other.meetings.meet().standing.trouble == "revoked"
    with pytest.raises(Unreachable):
        invite("bo", station=replace(desk, hub=NoHub()), vault=lies.vault)
    for one, station in ((lies, desk), (bo, other)):
        station.hub.close()
        one.close()


def test_the_certificate_is_fetched_by_its_fingerprint_alone(line, tmp_path):
    given = fingerprint(tmp_path / "tls" / "hub-certificate.pem")
    assert certificate_with(line.url, given).strip() == line.certificate.strip()
    for wrong in ("0" * 64, given[:-1] + ("1" if given.endswith("0") else "0")):
        with pytest.raises(Unreachable):
            certificate_with(line.url, wrong)
    with pytest.raises(Unreachable):
        certificate_with("http://127.0.0.1", given)


def test_an_invitation_is_read_as_it_was_written():
    made = Invitation("hub.1712.be:8443", "ABCD-EFGH-JKLM", "a" * 64, "b" * 32)
    assert read_invitation(made.text) == made
    assert read_invitation("  " + made.text.replace(" ", "\n  ") + "\n") == made
    assert read_invitation(replace(made, members="").text).members == ""
    for wrong in ("", "1712", made.text + " x", made.text.replace("1712", "1713"), made.text[:-1]):
        with pytest.raises(NotAnInvitation):
            read_invitation(wrong)


def test_no_hub_is_never_reached():
    for ask in (
        lambda h: h.enrol(None),
        lambda h: h.push("", None),
        lambda h: h.pull("", None),
        lambda h: h.known("", ()),
        lambda h: h.recover("", (), {}),
    ):
        with pytest.raises(Unreachable):
            ask(NoHub())


def test_over_https_too_a_restored_hub_is_told_in_which_epoch_a_station_held_its_values(
    team, tmp_path, migrated_store
):
    """Without the epoch every value given back would meet the older one of the backup as a conflict."""
    from workstation.hub.backing_up import back_up, restore
    from workstation.hub.database import Database
    from workstation.sync.device_key import device_key as key_of

    def lined(one, address):
        one.hub = one.exchange.line.hub = HttpHub(address, lambda: key_of(one.vault))
        return one

    call, restored = a_call(urgency="not_urgent"), Database(f"sqlite:///{tmp_path}/restored.db")
    an, bo = (Station(tmp_path / name, None, name).open(migrated_store) for name in ("an", "bo"))
    with served(team, tmp_path / "tls") as line:
        for one in (lined(an, line), lined(bo, line)):
            one.enrol(team.administration.code_for(one.account))
        an.keep(call)
        an.meet(), bo.meet()
        back_up(team.database, tmp_path / "hub.backup")
        with an.vault.work() as work:
            kept = work.calls.get(call.id)
            work.calls.revise(replace(kept, revision=2, urgency="urgent"), "nagekeken", "an", an.clock())
        an.meet(), bo.meet()
        for one in (an, bo):
            one.hub.close()
    restore(tmp_path / "hub.backup", restored)
    with served(SimpleNamespace(database=restored), tmp_path / "tls") as line:
        lined(bo, line).meet()  # the laptop of an is stolen
        assert bo.call(call.id).urgency == "urgent"
        assert bo.views("_conflict") == []
        bo.hub.close()
    for one in (an, bo):
        one.close()
    restored.close()
