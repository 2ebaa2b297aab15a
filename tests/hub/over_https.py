"""Speaks to any of several hub processes over real HTTPS, as a station does."""

import base64
import random
import ssl

import httpx
from nacl.signing import SigningKey

from workstation.domain import wire
from workstation.domain.envelopes import Enrol, enrolment_words, sign_in_words
from workstation.domain.wire_reading import read, written
from workstation.sync.protocol import Fork, Gap, HubRefusal, Revoked, UnknownDevice, Unreachable


class OverHttps:
    """Keeps to the protocol; each request goes to whichever process comes first."""

    def __init__(self, urls, certificate):
        context = ssl.create_default_context(cafile=certificate)
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        self.client = httpx.Client(verify=context, trust_env=False, timeout=20)
        self.urls, self.key, self.tokens = urls, SigningKey.generate(), {}

    def enrolment(self, code):
        proof = base64.b64encode(self.key.sign(enrolment_words(code)).signature).decode()
        return Enrol(code, base64.b64encode(bytes(self.key.verify_key)).decode(), proof)

    def enrol(self, enrol):
        return wire.enrolled_in(self.ask("enrol", wire.enrol_out(enrol)))

    def push(self, device, push):
        return wire.pushed_in(self.ask("push", wire.push_out(push), device))

    def pull(self, device, pull):
        return wire.pulled_in(self.ask("pull", wire.pull_out(pull), device))

    def known(self, device, ids):
        return wire.ids_in(self.ask("known", {"ids": list(ids)}, device), "unknown")

    def recover(self, device, changes, epoch):
        return wire.recovered_in(self.ask("recover", wire.recover_out(changes, epoch), device))

    def ask(self, name, body, device=None):
        headers = {} if device is None else {"authorization": f"Bearer {self.token(device)}"}
        try:
            answer = self.client.post(
                f"{random.choice(self.urls)}/v1/{name}", content=written(body).encode(), headers=headers
            )
        except httpx.HTTPError:
            raise Unreachable from None
        found = read(answer.content)
        if answer.status_code == 200:
            return found
        told = {"fork": lambda: Fork(found["n"]), "gap": lambda: Gap(found["expect"]), "revoked": Revoked,
                "unknown_device": UnknownDevice, "later": Unreachable}  # fmt: skip
        error = told.get(found["error"], HubRefusal)()
        raise error

    def token(self, device):
        if device not in self.tokens:
            challenge = self.ask("challenge", {"device": device})["challenge"]
            signature = base64.b64encode(self.key.sign(sign_in_words(device, challenge)).signature).decode()
            signed = {"device": device, "challenge": challenge, "signature": signature}
            self.tokens[device] = self.ask("token", signed)["token"]
        return self.tokens[device]
