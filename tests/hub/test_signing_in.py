from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from tests.hub.asking import Asker

from workstation.domain.counsellors import ROLES
from workstation.hub import signing_in as signing
from workstation.hub.roles import MAY
from workstation.hub.signing_in import SigningIn, TooWeak
from workstation.hub.tokens import LASTS, Tokens
from workstation.sync.protocol import NotAdmitted

PASSWORD = "een lange wachtzin"


class Clock:
    def __init__(self):
        self.now = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.now

    def later(self, **by):
        self.now += timedelta(**by)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def signing_in(file_team, clock, monkeypatch):
    monkeypatch.setattr(signing, "MEMORY", 8 * 1024 * 1024)
    return SigningIn(file_team.database, Tokens("secret", clock), clock)


@pytest.fixture
def secret(signing_in, file_team):
    file_team.administration.add_account("lies", "flemish_coordinator")
    return signing_in.set_password("lies", PASSWORD)


def number(secret, clock):
    return pyotp.TOTP(secret).at(int(clock().timestamp()))


def test_password_and_number_together_are_needed(signing_in, secret, clock):
    for password, code in ((PASSWORD, "000000"), ("wrong wrong wrong", number(secret, clock)), ("", "")):
        with pytest.raises(NotAdmitted):
            signing_in.account_token("lies", password, code)
    assert signing_in.account_token("lies", PASSWORD, number(secret, clock))


def test_a_number_serves_once(signing_in, secret, clock):
    code = number(secret, clock)
    signing_in.account_token("lies", PASSWORD, code)
    with pytest.raises(NotAdmitted):
        signing_in.account_token("lies", PASSWORD, code)
    clock.later(seconds=30)
    assert signing_in.account_token("lies", PASSWORD, number(secret, clock))


def test_after_five_wrong_tries_even_the_right_one_waits(signing_in, secret, clock):
    for _ in range(8):
        with pytest.raises(NotAdmitted):
            signing_in.account_token("lies", "wrong wrong wrong", "1")
    with pytest.raises(NotAdmitted):
        signing_in.account_token("lies", PASSWORD, number(secret, clock))
    clock.later(minutes=16)
    assert signing_in.account_token("lies", PASSWORD, number(secret, clock))


def test_an_account_without_password_or_that_does_not_exist_is_not_admitted(signing_in):
    for name in ("an", "nobody"):
        with pytest.raises(NotAdmitted):
            signing_in.account_token(name, PASSWORD, "000000")


def test_a_short_password_is_not_accepted(signing_in):
    with pytest.raises(TooWeak):
        signing_in.set_password("an", "short")


def test_the_hub_keeps_neither_password_nor_a_code(file_team, signing_in, secret):
    code = file_team.administration.code_for("an")
    with file_team.database.work() as connection:
        kept = connection.exec_driver_sql("SELECT password FROM accounts WHERE id = 'lies'").scalar()
        codes = str(connection.exec_driver_sql("SELECT * FROM enrolment_codes").all())
    assert kept.startswith("$argon2id$")
    assert code not in codes


def test_a_token_is_over_after_a_quarter_and_names_its_purpose(clock):
    tokens = Tokens("secret", clock)
    word = tokens.give("device", "d1")
    assert tokens.named("device", word) == "d1"
    assert tokens.named("account", word) is None
    assert Tokens("another", clock).named("device", word) is None
    clock.later(seconds=LASTS["device"] + 1)
    assert tokens.named("device", word) is None


ACTS = {
    "enrol_device": ("codes", {"account": "bo"}), "revoke_device": ("revoke", {"device": "{device}"}),
    "add_account": ("accounts", {"account": "new", "role": "counsellor"}),
    "grant": ("grants", {"account": "bo", "streams": {"A": True}}),
    "request_erasure": ("erasures", {"record": "r1", "reason": "retention"}),
    "confirm_erasure": ("erasures-confirm", {"erasure": "none"}),
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ACTS)
def test_a_role_may_do_what_the_table_says_and_nothing_else(file_team, role, act):
    file_team.administration.add_account("someone", role)
    if role not in ("administrator", "operator"):
        file_team.administration.grant("someone", {"A": True, "B": True})
    asker = Asker(file_team)
    asker.token = asker.token_for("someone")
    name, body = ACTS[act]
    body = {k: file_team.device("bo") if v == "{device}" else v for k, v in body.items()}
    answer = asker.post(name, body)
    asker.close()
    allowed = answer.status == 200 or (act == "confirm_erasure" and act in MAY[role])  # there is nothing to confirm
    assert allowed == (act in MAY[role])
    assert answer.status in (200, 403)


def test_a_team_coordinator_acts_on_the_own_team_only(file_team):
    file_team.administration.add_account("teamlead", "team_coordinator")
    file_team.administration.grant("teamlead", {"A": True})
    asker = Asker(file_team)
    asker.token = asker.token_for("teamlead")
    assert asker.post("codes", {"account": "bo"}).status == 200  # sees A
    assert asker.post("codes", {"account": "cas"}).status == 403  # sees B
    assert asker.post("revoke", {"device": file_team.device("cas")}).status == 403
    asker.close()
