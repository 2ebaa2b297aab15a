import asyncio
import gzip
import json
import logging
import tracemalloc

import pytest
from nacl.signing import SigningKey
from tests.hub.asking import UNLIMITED, Asker

from workstation.domain.envelopes import Change, Pull, Push, new_change_id
from workstation.domain.wire import change_out, pull_out, push_out
from workstation.hub.application import Limits
from workstation.hub.bodies import LARGEST
from workstation.hub.rates import Rate

SECRET = "zeer-vertrouwelijk-7731"


@pytest.fixture
def hub(file_team):
    asker = Asker(file_team)
    asker.enrol()
    yield asker
    asker.close()


def pushed(*sets, n=1):
    changes = tuple(Change(new_change_id(), f"r{i}", "call", "A", one, n=n + i) for i, one in enumerate(sets))
    return push_out(Push(0, None, changes))


def test_a_change_goes_there_and_comes_back(hub):
    assert hub.post("push", pushed({"note": "é"})).json["acks"][0]["r"] == "ok"
    answer = hub.post("pull", pull_out(Pull({})))
    assert answer.json["streams"][0]["items"][0]["d"] == {"note": "é"}
    assert answer.headers["cache-control"] == "no-store"


def test_a_long_page_comes_packed_when_the_station_can_unpack_it(hub):
    hub.post("push", pushed(*[{"note": "x" * 100}] * 50))
    packed = hub.post("pull", pull_out(Pull({})), accept_encoding="gzip")
    plain = hub.post("pull", pull_out(Pull({})))
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json == plain.json
    assert len(packed.body) < len(plain.body) / 2


def test_a_packed_push_is_unpacked(hub):
    raw = gzip.compress(json.dumps(pushed({"note": "x"})).encode())
    assert hub.post("push", raw, content_encoding="gzip").status == 200


def test_without_a_token_nothing_is_told(hub):
    hub.token = None
    for name in ("push", "pull", "known", "recover", "codes", "revoke", "accounts", "grants", "erasures"):
        answer = hub.post(name, {})
        assert (answer.status, answer.json) == (401, {"error": "sign_in"})


@pytest.mark.parametrize("token", ["", "x", "é", "a.b.c", "A" * 5000, "Ly8v", "\x00"])
def test_an_invented_token_is_no_token(hub, token):
    assert hub.post("pull", pull_out(Pull({})), authorization=f"Bearer {token}").status == 401


def test_a_challenge_is_no_token_and_a_device_is_no_coordinator(hub):
    challenge = hub.post("challenge", {"device": hub.device}).json["challenge"]
    assert hub.post("pull", pull_out(Pull({})), authorization=f"Bearer {challenge}").status == 401
    assert hub.post("codes", {"account": "an"}).status == 401


def test_only_the_holder_of_the_key_is_given_a_token_or_told_of_a_revocation(hub, file_team):
    stranger = SigningKey.generate()
    assert hub.try_to_sign_in(stranger).json == {"error": "not_admitted"}
    file_team.administration.revoke(hub.device)
    assert hub.try_to_sign_in(stranger).json == {"error": "not_admitted"}
    assert hub.try_to_sign_in().json == {"error": "revoked"}
    assert hub.post("pull", pull_out(Pull({}))).json == {"error": "revoked"}


def test_a_body_that_says_it_is_too_long_is_refused_before_it_is_read(hub):
    answer = hub.ask("POST", "/v1/push", b"", content_length=str(150 * 1024 * 1024))
    assert (answer.status, answer.json) == (413, {"error": "too_large"})


def test_a_body_that_does_not_say_how_long_it_is_is_read_no_further_than_the_limit(hub):
    def endless():
        while True:
            yield b"[" * 65536

    tracemalloc.start()
    pieces = [piece for piece, _ in zip(endless(), range(300), strict=False)]
    before = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    answer = hub.ask("POST", "/v1/push", pieces=pieces, content_length=None, transfer_encoding="chunked")
    peak = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    assert answer.status == 413
    assert peak < 2 * LARGEST


def test_a_small_body_that_unpacks_to_a_large_one_is_refused(hub):
    bomb = gzip.compress(b" " * (LARGEST * 4))
    assert len(bomb) < 50_000
    assert hub.post("push", bomb, content_encoding="gzip").status == 413


def test_a_body_that_does_not_come_is_not_waited_for(file_team):
    asker = Asker(file_team, Limits(deadline=0.1))
    asker.enrol()
    lines = [(b"authorization", f"Bearer {asker.token}".encode()), (b"content-length", b"5")]

    async def never():
        await asyncio.sleep(3600)

    sent = []

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/v1/pull",
        "headers": lines,
        "query_string": b"",
        "client": None,
    }
    asker.runner.run(asyncio.wait_for(asker.app(scope, never, send), 5))
    asker.close()
    assert sent[0]["status"] == 408


ODD = [
    b"", b"null", b"[]", b"{", b"\xff", b'{"changes": NaN}', b'{"changes":[{"id":"\\ud800"}]}', b"[" * 200_000,
    b'{"a":' * 200_000, b'{"changes":' + b"[" * 5000 + b"]" * 5000 + b"}", b'{"limit":' + b"9" * 6000 + b"}",
    b'{"cursors":{"A":[' + str(2**70).encode() + b',null]},"limit":1}', b'{"cursors":{},"limit":1e999}',
    b'{"cursors":{"\\u0000":[0,null]}}', b'{"ids":["' + SECRET.encode() + b' "]}',
    b'{"device":"' + SECRET.encode() + b'\\u0000"}',
]  # fmt: skip


@pytest.mark.parametrize("raw", ODD, ids=lambda raw: repr(raw[:24]))
@pytest.mark.parametrize("name", ["push", "pull", "known", "enrol", "token", "sign-in"])
def test_an_odd_request_gets_a_fixed_answer_and_leaves_no_trace(hub, caplog, name, raw):
    with caplog.at_level(logging.DEBUG):
        answer = hub.post(name, raw)
    assert (answer.status, answer.json) == (400, {"error": "not_understood"})
    assert SECRET not in caplog.text


def test_the_hubs_own_mistake_is_no_5xx_and_repeats_nothing(hub, caplog, monkeypatch):
    def broken(*_given):
        raise RuntimeError(SECRET)

    monkeypatch.setattr("workstation.domain.wire.pull_in", broken)
    answer = hub.post("pull", pull_out(Pull({})))
    assert (answer.status, answer.json) == (429, {"error": "later", "seconds": 5})
    assert SECRET not in caplog.text
    assert "unforeseen RuntimeError at test_application.py" in caplog.text


def test_a_database_that_is_away_is_no_5xx_and_no_row_is_logged(hub, file_team, caplog):
    with file_team.database.work() as connection:
        connection.exec_driver_sql("DROP TABLE stream_log")
    answer = hub.post("push", pushed({"note": SECRET}))
    assert (answer.status, answer.json["error"]) == (429, "later")
    assert "database refused" in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize(("method", "path", "status"), [
    ("GET", "/", 404), ("GET", "/v1/push", 405), ("PATCH", "/v1/health", 405), ("POST", "/v1/nothing", 404),
    ("BREW", "/v1/push", 405), ("GET", f"/{SECRET}", 404), ("POST", "/v1/push/", 404), ("GET", "/\x00", 404),
])  # fmt: skip
def test_there_is_nothing_beside_the_calls(hub, method, path, status):
    answer = hub.ask(method, path)
    assert (answer.status, answer.json) == (status, {"error": "no_such_call"})


def test_the_hub_says_that_it_is_well_and_what_it_can(hub):
    assert hub.ask("GET", "/v1/health").json == {"well": True}
    assert set(hub.ask("GET", "/v1/openapi.json").json["paths"]) > {"/v1/push", "/v1/pull", "/v1/health"}


def test_who_asks_too_often_is_told_to_come_back(file_team):
    asker = Asker(file_team, Limits(of_a_device=Rate(3, 0.001)))
    asker.enrol()
    answers = [asker.post("pull", pull_out(Pull({}))).status for _ in range(5)]
    asker.close()
    assert answers == [200, 200, 200, 429, 429]


def test_guessing_codes_is_slowed_down(file_team):
    asker = Asker(file_team, Limits(wrong_answers=Rate(4, 0.001)))
    body = {"code": "ABCD-EFGH-JKLM-NPQR-STUV", "public_key": "AA==", "proof": "AA=="}
    answers = [asker.post("enrol", body).status for _ in range(6)]
    asker.close()
    assert answers == [401] * 4 + [429] * 2


def test_a_fork_and_a_gap_are_told_with_their_number(hub):
    hub.post("push", pushed({"note": "x"}))
    assert hub.post("push", pushed({"note": "y"})).json == {"error": "fork", "n": 1}
    gap = hub.post("push", pushed({"note": "y"}, n=7))
    assert (gap.status, gap.json) == (409, {"error": "gap", "expect": 2})


def test_a_refused_change_is_answered_in_words_and_the_others_go_on(hub):
    body = pushed({"note": "x"}, {"note": "y"})
    body["changes"][0] = change_out(Change(new_change_id(), "r0", "call", "elsewhere", {"note": "x"}, n=1))
    assert [ack["r"] for ack in hub.post("push", body).json["acks"]] == ["rejected", "ok"]


def test_limits_of_the_short_form_are_those_of_the_hub():
    assert UNLIMITED.largest == LARGEST
