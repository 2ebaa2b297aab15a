"""Signing in through the organisation's provider: a real one runs on this machine, and may be made to lie."""

import base64
import json
import logging
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from tests.hub.asking import Asker
from tests.hub.hubs import Team, hub_file
from tests.hub.provider import CLIENT, SECRET, browse, provider_in

from workstation.hub.administration import NotAllowed
from workstation.hub.archive import now_utc
from workstation.hub.serving import application_on
from workstation.hub.single_sign_on import Provider, SingleSignOn
from workstation.hub.tokens import Tokens
from workstation.sync.protocol import Later, NotAdmitted

BACK = "http://127.0.0.1:50312/sso"
OTHER_KEY = RSAKey.generate_key(2048)


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    with provider_in(tmp_path_factory.mktemp("provider")) as made:
        yield made


@pytest.fixture
def team(tmp_path, provider):
    provider.spoil = None
    made = Team(hub_file(tmp_path))
    made.furnish({"noor": ["A"], "sam": ["A"]})
    made.administration.add_account("lies", "team_coordinator")
    made.administration.link("lies", provider.issuer, "subject-of-noor")
    yield made
    made.database.close()


class Clock:
    later = timedelta()

    def __call__(self):
        return now_utc() + self.later


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def sso(team, provider, clock):
    known = Provider(provider.issuer, CLIENT, SECRET, provider.authority)
    return SingleSignOn(team.database, Tokens("a secret of the hub", clock), known, clock)


def signed_in(sso, provider):
    page, ticket = sso.start(BACK)
    back = browse(page, provider.authority)
    return sso.finish(ticket, back["state"], back["code"], BACK)


def test_who_the_provider_knows_gets_a_token_that_the_hub_takes(team, provider):
    known = Provider(provider.issuer, CLIENT, SECRET, provider.authority)
    asker = Asker(team)
    asker.app = application_on(team.database, provider=known)
    started = asker.post("sso-start", {"redirect": BACK}).json
    asked = parse_qs(urlsplit(started["page"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert SECRET not in started["page"]
    back = browse(started["page"], provider.authority)
    found = asker.post("sso-finish", {"ticket": started["ticket"], "redirect": BACK} | back)
    assert found.status == 200
    sent = dict(provider.asked)["/token"]
    assert sent["code_verifier"] not in started["page"] + started["ticket"]
    asker.token = found.json["token"]
    team.administration.grant("lies", {"A": True})
    assert asker.post("codes", {"account": "noor"}).status == 200
    asker.close()


def test_a_hub_without_a_provider_says_no(team):
    asker = Asker(team)
    assert asker.post("sso-start", {"redirect": BACK}).status == 403
    asker.close()


def b64(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


LIES = {
    "another issuer": lambda p, c, h: jwt.encode(h, c | {"iss": "https://evil.example"}, p.key, ["RS256"]),
    "another audience": lambda p, c, h: jwt.encode(h, c | {"aud": "another-client"}, p.key, ["RS256"]),
    "several audiences and no word for whom": lambda p, c, h: jwt.encode(
        h, {n: v for n, v in c.items() if n != "azp"} | {"aud": [CLIENT, "other"]}, p.key, ["RS256"]),
    "another nonce": lambda p, c, h: jwt.encode(h, c | {"nonce": "x" * 43}, p.key, ["RS256"]),
    "no nonce": lambda p, c, h: jwt.encode(h, {n: v for n, v in c.items() if n != "nonce"}, p.key, ["RS256"]),
    "over": lambda p, c, h: jwt.encode(h, c | {"exp": c["iat"] - 120}, p.key, ["RS256"]),
    "no end": lambda p, c, h: jwt.encode(h, {n: v for n, v in c.items() if n != "exp"}, p.key, ["RS256"]),
    "not yet": lambda p, c, h: jwt.encode(h, c | {"nbf": c["iat"] + 3600}, p.key, ["RS256"]),
    "another key": lambda p, c, h: jwt.encode(h, c, OTHER_KEY, ["RS256"]),
    "not signed": lambda p, c, h: f"{b64({'alg': 'none', 'typ': 'JWT'})}.{b64(c)}.",
    "signed with the client's secret": lambda p, c, h: jwt.encode(
        {"alg": "HS256"}, c, OctKey.import_key(SECRET), ["HS256"]),
    "signed with the public key as a secret": lambda p, c, h: jwt.encode(
        {"alg": "HS256", "kid": "k1"}, c, OctKey.import_key(json.dumps(p.key.as_dict(private=False))), ["HS256"]),
    "changed after signing": lambda p, c, h: _changed(jwt.encode(h, c, p.key, ["RS256"]), c),
    "somebody of elsewhere": lambda p, c, h: jwt.encode(h, c | {"sub": "subject-of-nobody"}, p.key, ["RS256"]),
    "no subject": lambda p, c, h: jwt.encode(h, {n: v for n, v in c.items() if n != "sub"}, p.key, ["RS256"]),
    "no token": lambda p, c, h: None,
    "a heap": lambda p, c, h: "a.b.c" * 9000,
}  # fmt: skip


def _changed(token, claims):
    head, _, signature = token.split(".")
    return f"{head}.{b64(claims | {'sub': 'subject-of-noor', 'admin': True})}.{signature}"


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_proves_nothing_lets_nobody_in(sso, provider, lie, caplog):
    caplog.set_level(logging.INFO, "workstation")
    provider.spoil = lambda claims, head: LIES[lie](provider, claims, head)
    with pytest.raises(NotAdmitted):
        signed_in(sso, provider)
    assert "single sign-on refused: " in caplog.text
    assert "subject-of" not in caplog.text
    provider.spoil = lambda claims, head: jwt.encode(head, claims, provider.key, ["RS256"])
    assert signed_in(sso, provider)  # the control: the same road with a true token


def test_a_code_serves_once_and_only_with_the_ticket_it_was_asked_for(sso, provider, clock):
    page, ticket = sso.start(BACK)
    back = browse(page, provider.authority)
    _, other = sso.start(BACK)
    thief = {name: found[0] for name, found in parse_qs(urlsplit(sso.start(BACK)[0]).query).items()}
    for wrong in (
        (other, back["state"], back["code"], BACK),  # the state is not that of the ticket
        (ticket, "x" * 43, back["code"], BACK),
        (ticket, back["state"], back["code"], BACK.replace("50312", "50313")),
        ("no ticket", back["state"], back["code"], BACK),
    ):
        with pytest.raises(NotAdmitted):
            sso.finish(*wrong)
    assert thief["state"] != back["state"]
    page2, ticket2 = sso.start(BACK)
    state2 = parse_qs(urlsplit(page2).query)["state"][0]
    with pytest.raises(NotAdmitted):
        sso.finish(ticket2, state2, back["code"], BACK)  # a stolen code without the verifier
    fresh = browse(page, provider.authority)
    assert sso.finish(ticket, fresh["state"], fresh["code"], BACK)
    with pytest.raises(NotAdmitted):
        sso.finish(ticket, fresh["state"], fresh["code"], BACK)
    clock.later = timedelta(minutes=11)
    with pytest.raises(NotAdmitted):
        sso.finish(ticket, fresh["state"], fresh["code"], BACK)


def test_who_does_not_know_the_password_brings_nothing_back(sso, provider):
    page, _ = sso.start(BACK)
    assert browse(page, provider.authority, password="geraden") is None


def test_new_keys_of_the_provider_are_found(sso, provider):
    assert signed_in(sso, provider)
    old, provider.key = provider.key, RSAKey.generate_key(2048, {"kid": "k2", "use": "sig"})
    assert signed_in(sso, provider)
    provider.key = old


def test_nobody_is_sent_back_to_another_machine(sso):
    for redirect in ("https://evil.example/sso", "http://127.0.0.1.evil.example:1/sso", "http://10.0.0.1:5000/sso"):
        with pytest.raises(NotAdmitted):
            sso.start(redirect)


def test_another_certificate_another_name_and_no_answer_mean_later(team, provider, tmp_path):
    from workstation.hub.certificates import self_made

    elsewhere = self_made(tmp_path / "other")[0].read_text()
    for known in (
        Provider(provider.issuer, CLIENT, SECRET, elsewhere),
        Provider(provider.issuer.replace("127.0.0.1", "localhost"), CLIENT, SECRET, provider.authority),
        Provider(provider.issuer + "/", CLIENT, SECRET, provider.authority),  # not the issuer it says it is
        Provider("https://127.0.0.1:9", CLIENT, SECRET, provider.authority),
    ):
        one = SingleSignOn(team.database, Tokens("s"), known)
        for _ in range(2):  # the second time without asking
            with pytest.raises(Later):
                one.start(BACK)
    with pytest.raises(ValueError, match="https"):
        Provider(provider.issuer.replace("https", "http"), CLIENT)


def test_one_person_of_the_provider_is_one_account(team, provider):
    with pytest.raises(NotAllowed):
        team.administration.link("sam", provider.issuer, "subject-of-noor")
    with pytest.raises(NotAllowed):
        team.administration.link("nobody", provider.issuer, "x")


def test_an_account_that_is_not_active_stays_out(sso, team, provider):
    with team.database.work() as connection:
        connection.exec_driver_sql("UPDATE accounts SET active = 0 WHERE id = 'lies'")
    with pytest.raises(NotAdmitted):
        signed_in(sso, provider)
