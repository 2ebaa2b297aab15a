"""Who works at no station signs in for one command: in a real browser's way at a real provider, or with a password."""

import hashlib
import json
import ssl
import threading
import time
from urllib.parse import parse_qs, urlsplit

import httpx
import pyotp
import pytest
import uvicorn
from tests.hub.hubs import Team, hub_file
from tests.hub.provider import CLIENT, SECRET, browse, provider_in

from workstation.commandline import hub_accounts, hub_acts
from workstation.commandline.running import main
from workstation.hub.certificates import self_made
from workstation.hub.serving import Place, application_on, server_at
from workstation.hub.single_sign_on import Provider
from workstation.sync.invitation import read_invitation
from workstation.sync.loopback import Loopback, NotComeBack

PASSWORD = "een lang genoeg wachtwoord"


class Hub:
    """A hub over HTTPS, a provider beside it, and a person at another machine."""

    def __init__(self, folder, provider):
        self.provider, self.folder = provider, folder
        self.team = Team(hub_file(folder))
        self.team.furnish({"noor": ["A"]})
        self.team.administration.add_account("root", "administrator")
        self.team.administration.link("root", provider.issuer, "subject-of-noor")
        certificate, key = self_made(folder, ("127.0.0.1",))
        der = ssl.PEM_cert_to_DER_cert(certificate.read_text())
        self.fingerprint = hashlib.sha256(der).hexdigest()
        known = Provider(provider.issuer, CLIENT, SECRET, provider.authority)
        app = application_on(self.team.database, provider=known)
        with uvicorn.config.socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.server = server_at(Place("", "127.0.0.1", self.port, certificate, key), app)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        until = time.monotonic() + 10
        while not self.server.started and time.monotonic() < until:
            time.sleep(0.02)

    def stop(self):
        self.server.should_exit = True
        self.thread.join(10)
        self.team.database.close()

    def words(self, *typed, account=""):
        more = ["--account", account] if account else []
        hub = ["--hub", f"127.0.0.1:{self.port}", "--fingerprint", self.fingerprint]
        return ["hub", "act", *typed, *hub, *more, "--json"]


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    with provider_in(tmp_path_factory.mktemp("provider")) as provider:
        made = Hub(tmp_path_factory.mktemp("hub"), provider)
        yield made
        made.stop()


@pytest.fixture
def run(hub, capsys, monkeypatch):
    """Types a command; the browser is the one that `page` is handed to."""

    def run(*typed, account="", page=None, secrets=()):
        opened = []

        def open_page(address):
            opened.append(address)
            threading.Thread(target=(page or comes_back), args=(address, hub.provider), daemon=True).start()

        said = iter(secrets)
        for module in (hub_acts, hub_accounts):
            monkeypatch.setattr(module, "getpass", lambda _prompt: next(said))
        monkeypatch.setattr(hub_acts.webbrowser, "open", open_page)
        monkeypatch.setattr(hub_acts.act, "__defaults__", (open_page,))
        code = main(hub.words(*typed, account=account))
        said_out = capsys.readouterr()
        return code, json.loads(said_out.out), opened, said_out.err

    return run


def comes_back(page, provider):
    """A person signs in there; strangers knock first, and are sent away."""
    redirect = parse_qs(urlsplit(page).query)["redirect_uri"][0]
    back = browse(page, provider.authority)
    with httpx.Client(trust_env=False) as browser:
        assert browser.get(redirect, params=back | {"state": "another"}).status_code == 404
        assert browser.get(redirect.replace("/sso", "/"), params=back).status_code == 404
        assert browser.get(redirect, params=back, headers={"host": "evil.example"}).status_code == 404
        assert browser.post(redirect, params=back).status_code == 501
        answer = browser.get(redirect, params=back)
        assert answer.status_code == 200
        assert "Je mag dit venster sluiten" in answer.text
        assert back["code"] not in answer.text


def test_an_administrator_signs_in_through_the_organisation_and_lets_a_station_in(run, hub):
    code, found, (page,), said = run("invite", "noor")
    assert code == 0
    assert read_invitation(found["invitation"]).certificate == hub.fingerprint
    assert page in said
    asked = parse_qs(urlsplit(page).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert urlsplit(asked["redirect_uri"][0]).hostname == "127.0.0.1"
    assert run("account", "eva", "counsellor")[0] == 0
    assert run("teams", "eva", "A", "B")[0] == 0
    assert run("invite", "eva")[0] == 0


def test_what_the_account_may_not_is_refused_with_a_sentence_and_nothing_is_kept(run, hub, tmp_path):
    code, found, *_ = run("erase", "r1", "retention")  # an administrator erases nothing
    assert (code, found["refused"]) == (1, "commandline.hub_act_may_not")
    assert run("invite")[1]["refused"] == "commandline.hub_act_words"
    assert list(tmp_path.iterdir()) == []


def test_somebody_the_hub_does_not_know_and_who_does_not_come_back(run, hub, monkeypatch):
    hub.provider.spoil = lambda claims, header: None
    code, found, *_ = run("invite", "noor")
    hub.provider.spoil = None
    assert (code, found["refused"]) == (1, "commandline.hub_act_not_you")

    def says_no(page, _provider):
        given = parse_qs(urlsplit(page).query)
        httpx.get(given["redirect_uri"][0], params={"error": "access_denied", "state": given["state"][0]})

    code, found, *_ = run("invite", "noor", page=says_no)
    assert (code, found["refused"]) == (1, "commandline.hub_act_left")

    def ctrl_c(_self, _state, _seconds):
        raise KeyboardInterrupt

    monkeypatch.setattr(Loopback, "wait", ctrl_c)
    assert run("invite", "noor", page=lambda *_: None)[1]["refused"] == "commandline.hub_act_left"


def test_who_waits_for_nobody_stops_waiting():
    with Loopback("x") as back, pytest.raises(NotComeBack):
        back.wait("state", 0.05)


def test_another_hub_than_the_one_of_the_fingerprint_is_told_nothing(hub, capsys):
    typed = ["f" * 64 if one == hub.fingerprint else one for one in hub.words("invite", "noor")]
    assert main(typed) == 1
    assert json.loads(capsys.readouterr().out)["refused"] == "commandline.hub_act_unreachable"


def test_a_password_and_a_one_time_number_are_the_way_in_without_a_provider(run, hub, capsys, monkeypatch):
    typed = iter([PASSWORD, "iets anders", "kort", "kort", PASSWORD, PASSWORD])
    monkeypatch.setattr(hub_accounts, "getpass", lambda _prompt: next(typed))
    found = []
    for _ in range(3):
        main(["hub", "password", "root", "--folder", str(hub.folder), "--json"])
        found.append(json.loads(capsys.readouterr().out))
    assert [one.get("refused") for one in found] == [
        "commandline.hub_password_differs", "commandline.hub_password_short", None
    ]  # fmt: skip
    totp = pyotp.parse_uri(found[2]["totp"])
    code, found, opened, _ = run("invite", "noor", account="root", secrets=(PASSWORD, totp.now()))
    assert (code, opened) == (0, [])
    again = run("invite", "noor", account="root", secrets=(PASSWORD, totp.now()))  # each number serves once
    assert again[1]["refused"] == "commandline.hub_act_not_you"
