"""Our own fuzzer: sound requests, bent in the ways that broke others. HUB_REQUESTS says how many (short form when unset)."""

import copy
import json
import random

from workstation.domain.envelopes import Change, Cursor, Pull, Push, new_change_id
from workstation.domain.wire import pull_out, push_out, recover_out

MARKER = "geheim-merkteken-90211"
NAMES = ("push", "pull", "known", "recover", "enrol", "challenge", "token", "sign-in", "codes", "grants", "erasures")
OF_ACCOUNTS = ("codes", "grants", "erasures")
ODD = (
    None, True, False, 0, -1, 1.5, 2**63, 2**70, -(2**70), 10**400, 1e308, "", MARKER, "\x00", "é" * 300, "a" * 70_000,
    "\ud800", "../../etc", "' OR 1=1 --", "%s%n", [], {}, [[]], {"": ""}, [None] * 1001, {"~": True}, {"*": MARKER},
    {str(n): n for n in range(500)}, "9" * 5000, float("nan"), float("inf"),
)  # fmt: skip
RAW = (
    b"", b"\x00", b"\xff\xfe\x00", b"[" * 100_000, b'{"a":' * 100_000, b"NaN", b'{"a":-Infinity}', b'{"a":"\\udfff"}', b"{]",
    b'{"a":1e99999}', b"\xef\xbb\xbf{}", b'{"changes":[' + b"{}," * 5000 + b"{}]}", MARKER.encode(), b'{"a":' + b"1" * 5000 + b"}",
)  # fmt: skip
HEADERS = (
    {}, {}, {}, {"content_encoding": "gzip"}, {"content_encoding": MARKER}, {"content_type": MARKER}, {"authorization": "x"},
    {"authorization": "Bearer " + "A" * 300}, {"content_length": "-1"}, {"content_length": "9" * 30}, {"accept_encoding": "gzip"},
)  # fmt: skip


def sound(dice, device):
    change = Change(
        new_change_id(), f"r{dice.randrange(9)}", "call", dice.choice("AB"), {"note": MARKER}, n=dice.randrange(9)
    )
    return {
        "push": push_out(Push(0, None, (change,))), "pull": pull_out(Pull({"A": Cursor(1, "t")}, 5)),
        "known": {"ids": ["a", "b"]}, "recover": recover_out((change,), {change.id: {"note": ("a", "b")}}),
        "enrol": {"code": "x", "public_key": "AA==", "proof": "AA=="}, "challenge": {"device": device},
        "token": {"device": device, "challenge": "x", "signature": "x"},
        "sign-in": {"account": "an", "password": MARKER, "number": "1"}, "codes": {"account": "an"},
        "grants": {"account": "an", "streams": {"A": True}}, "erasures": {"record": "r1", "reason": "retention"},
    }  # fmt: skip


def bent(dice, body):
    """Put something odd in one to three places of a sound body."""
    body = json.loads(json.dumps(body))
    for _ in range(dice.randrange(1, 4)):
        place = body
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                break
            key = dice.choice(keys)
            if isinstance(place[key], dict | list) and place[key] and dice.random() < 0.7:
                place = place[key]
                continue
            act = dice.randrange(4)
            if act == 0 and isinstance(place, dict):
                place[str(dice.choice(ODD))[:300]] = place.pop(key)
            elif act == 1 and isinstance(place, dict):
                del place[key]
            else:
                place[key] = copy.deepcopy(dice.choice(ODD))
            break
    return body


def request(dice, device):
    """One request: name, raw body, headers."""
    name = dice.choice(NAMES)
    kind = dice.random()
    if kind < 0.15:
        raw = dice.choice(RAW)
    else:
        raw = json.dumps(bent(dice, sound(dice, device)[name])).encode()
        if kind > 0.9:  # harm the bytes
            at = dice.randrange(len(raw))
            raw = raw[:at] + dice.randbytes(dice.randrange(4)) + raw[at + dice.randrange(3) :]
    return name, raw, dice.choice(HEADERS)


def run(asker, number, seed=0):
    """Send so many requests on one loop; return how often each status came, and what was wrong."""
    return asker.runner.run(_run(asker, number, seed))


async def _run(asker, number, seed):
    dice, statuses, wrong = random.Random(seed), {}, []
    for _ in range(number):
        name, raw, headers = request(dice, asker.device)
        asker.token = asker.tokens["account" if name in OF_ACCOUNTS else "device"]
        answer = await asker.asked("POST", f"/v1/{name}", raw, **headers)
        statuses[answer.status] = statuses.get(answer.status, 0) + 1
        if answer.status >= 500 or (answer.status >= 400 and MARKER.encode() in answer.body):
            wrong.append((name, raw[:200], answer))
    return statuses, wrong
