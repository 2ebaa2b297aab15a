"""Asking the hub without a web server between: one request after another on one loop, as ASGI says it."""

import asyncio
import base64
import gzip
import json
from typing import NamedTuple

from nacl.signing import SigningKey

from workstation.domain.envelopes import sign_in_words
from workstation.domain.wire import enrol_out
from workstation.domain.wire_reading import written
from workstation.hub.application import Limits
from workstation.hub.rates import Rate
from workstation.hub.serving import application_on
from workstation.hub.tables import META
from workstation.hub.tokens import Tokens

UNLIMITED = Limits(
    of_a_device=Rate(10**9, 1), of_an_address=Rate(10**9, 1), wrong_answers=Rate(10**9, 1), deadline=5.0
)  # fmt: skip


class Answer(NamedTuple):
    status: int
    body: bytes
    headers: dict

    @property
    def json(self):
        return json.loads(gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body)


class Asker:
    """Speaks to one hub; `token` is sent along when it is set."""

    def __init__(self, team, limits=UNLIMITED):
        self.team, self.app = team, application_on(team.database, limits)
        self.runner = asyncio.Runner()
        self.token = None

    def close(self):
        self.runner.close()

    def post(self, name, body, **headers):
        raw = body if isinstance(body, bytes) else written(body).encode()
        return self.ask("POST", f"/v1/{name}", raw, **headers)

    def ask(self, method, path, raw=b"", pieces=None, **headers):
        return self.runner.run(self.asked(method, path, raw, pieces, **headers))

    async def asked(self, method, path, raw=b"", pieces=None, **headers):
        lines = {"content-type": "application/json", "content-length": str(len(raw))}
        if self.token is not None:
            lines["authorization"] = f"Bearer {self.token}"
        lines |= {name.replace("_", "-"): value for name, value in headers.items()}
        sent = [(name.encode(), value.encode("latin-1")) for name, value in lines.items() if value is not None]
        return await self._ask(method, path, pieces or [raw], sent)

    async def _ask(self, method, path, pieces, lines):
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "https",
            "path": path, "raw_path": path.encode("utf-8", "replace"), "root_path": "", "query_string": b"",
            "headers": lines, "client": ("127.0.0.1", 5), "server": ("127.0.0.1", 443),
        }  # fmt: skip
        coming = [{"type": "http.request", "body": p, "more_body": n + 1 < len(pieces)} for n, p in enumerate(pieces)]
        sent = []

        async def receive():
            if coming:
                return coming.pop(0)
            return await asyncio.sleep(3600)

        async def send(message):
            sent.append(message)

        await self.app(scope, receive, send)
        headers = {k.decode(): v.decode() for k, v in sent[0]["headers"]}
        return Answer(sent[0]["status"], b"".join(m.get("body", b"") for m in sent[1:]), headers)

    def enrol(self, account="an"):
        """Enrol a device over the line and sign in with it; return its name."""
        self.key = SigningKey.generate()
        answer = self.post("enrol", enrol_out(self.team.enrolment(account, self.key)))
        assert answer.status == 200, answer
        self.device = answer.json["device"]
        self.sign_in()
        return self.device

    def sign_in(self):
        answer = self.try_to_sign_in()
        assert answer.status == 200, answer
        self.token = answer.json["token"]

    def token_for(self, account):
        """A token of a coordinator, as the hub gives it after password and number."""
        with self.team.database.snapshot() as connection:
            secret = connection.execute(META.select().where(META.c.name == "token_secret")).one().value
        return Tokens(secret).give("account", account)

    def try_to_sign_in(self, key=None):
        challenge = self.post("challenge", {"device": self.device}).json["challenge"]
        signature = (key or self.key).sign(sign_in_words(self.device, challenge)).signature
        proof = base64.b64encode(signature).decode()
        return self.post("token", {"device": self.device, "challenge": challenge, "signature": proof})
