"""A small OpenID provider on this machine, behind TLS: Authlib's own server grants, PKCE required, one client.

`spoil(claims, header) -> token` lets it hand out what a provider never should.
"""

import json
import secrets
import socket
import threading
import time
from contextlib import contextmanager
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import httpx
import uvicorn
from authlib.oauth2.rfc6749 import AuthorizationCodeGrant, AuthorizationServer, OAuth2Request
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode, UserInfo
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from workstation.hub.certificates import self_made

CLIENT, SECRET = "1712-hub", "een geheim: met/teken"
PEOPLE = {"noor": "Noors wachtzin"}


class Request(OAuth2Request):
    """A request with its form read beforehand."""

    def __init__(self, method, uri, headers, form):
        super().__init__(method, uri, headers=headers)
        self._form = form
        self.payload = BasicOAuth2Payload({k: v[0] for k, v in parse_qs(urlsplit(uri).query).items()} | form)

    @property
    def args(self):
        return {name: found[0] for name, found in parse_qs(urlsplit(self.uri).query).items()}

    @property
    def form(self):
        return self._form


class Client:
    client_id = CLIENT

    def get_client_id(self):
        return CLIENT

    def get_default_redirect_uri(self):
        return None

    def get_allowed_scope(self, scope):
        return scope

    def check_redirect_uri(self, uri):
        return urlsplit(uri).hostname == "127.0.0.1" and urlsplit(uri).path == "/sso"

    def check_client_secret(self, secret):
        return secrets.compare_digest(secret.encode(), SECRET.encode())

    def check_endpoint_auth_method(self, method, endpoint):
        return method == "client_secret_basic"

    def check_response_type(self, kind):
        return kind == "code"

    def check_grant_type(self, kind):
        return kind == "authorization_code"


class Code(SimpleNamespace):
    def get_redirect_uri(self):
        return self.redirect

    def get_scope(self):
        return self.scope

    def get_nonce(self):
        return self.nonce

    def get_auth_time(self):
        return int(time.time())

    def get_acr(self):
        return None

    def get_amr(self):
        return None


class CodeGrant(AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

    def save_authorization_code(self, code, request):
        sent = request.payload.data
        self.server.codes[code] = Code(
            code=code, redirect=sent["redirect_uri"], scope=request.scope, nonce=sent.get("nonce"), user=request.user,
            code_challenge=sent.get("code_challenge"), code_challenge_method=sent.get("code_challenge_method"),
        )  # fmt: skip

    def query_authorization_code(self, code, client):
        return self.server.codes.get(code)

    def delete_authorization_code(self, code):
        self.server.codes.pop(code.code, None)

    def authenticate_user(self, code):
        return code.user


class Identity(OpenIDCode):
    def __init__(self, server):
        super().__init__(require_nonce=True)
        self.provider = server

    def exists_nonce(self, nonce, request):
        return nonce in self.provider.nonces

    def resolve_client_private_key(self, client):
        return self.provider.key

    def get_client_algorithm(self, client):
        return "RS256"

    def get_client_claims(self, client):
        return {"iss": self.provider.issuer}

    def generate_user_info(self, user, scope):
        return UserInfo(sub=f"subject-of-{user}")


class SmallProvider(AuthorizationServer):
    def __init__(self, issuer):
        super().__init__(["openid"])
        self.issuer, self.codes, self.nonces, self.spoil, self.asked = issuer, {}, set(), None, []
        self.key = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"})
        self.register_grant(CodeGrant, [Identity(self), CodeChallenge(required=True)])
        self.register_token_generator("default", BearerTokenGenerator(lambda *_a, **_k: secrets.token_urlsafe(24)))
        routes = [
            Route("/.well-known/openid-configuration", self.describe), Route("/keys", self.keys),
            Route("/authorize", self.authorize, methods=["GET", "POST"]),
            Route("/token", self.give, methods=["POST"]),
        ]  # fmt: skip
        self.app = Starlette(routes=routes)

    def query_client(self, client_id):
        return Client() if client_id == CLIENT else None

    def save_token(self, token, request):
        pass

    def send_signal(self, *_args, **_named):
        pass

    def create_oauth2_request(self, request):
        return request

    def handle_response(self, status, body, headers):
        if isinstance(body, dict):
            body = json.dumps(body)
        return Response(body or "", status, dict(headers))

    async def read(self, request):
        raw = (await request.body()).decode()
        form = {name: found[0] for name, found in parse_qs(raw).items()}
        self.asked.append((request.url.path, form))
        return Request(request.method, str(request.url), request.headers, form)

    async def describe(self, _request):
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return JSONResponse({"issuer": self.issuer} | {name: f"{self.issuer}/{end}" for name, end in ends.items()})

    async def keys(self, _request):
        return JSONResponse(KeySet([self.key]).as_dict(private=False))

    async def authorize(self, request):
        asked = await self.read(request)
        if request.method == "GET":
            self.get_consent_grant(asked)
            return Response("<form method=post><input name=user><input name=password type=password></form>")
        user = asked.form.get("user")
        if PEOPLE.get(user) != asked.form.get("password"):
            return Response("", 401)
        self.nonces.add(asked.args.get("nonce"))
        self.nonces.discard(asked.args.get("nonce"))
        return self.create_authorization_response(asked, user, self.get_consent_grant(asked))

    async def give(self, request):
        response = self.create_token_response(await self.read(request))
        if self.spoil is None or response.status_code != 200:
            return response
        told = json.loads(response.body)
        head, claims = (_opened(part) for part in told["id_token"].split(".")[:2])
        return JSONResponse(told | {"id_token": self.spoil(claims, head)})


def _opened(part):
    import base64

    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


@contextmanager
def provider_in(folder):
    """The provider at work; `authority` is its certificate."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    certificate, key = self_made(folder, ("127.0.0.1",))
    made = SmallProvider(f"https://127.0.0.1:{port}")
    made.authority = certificate.read_text()
    config = uvicorn.Config(
        made.app, port=port, ssl_certfile=certificate, ssl_keyfile=key, log_config=None, lifespan="off", ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield made
    finally:
        server.should_exit = True
        thread.join(10)


def browse(page, authority, user="noor", password=PEOPLE["noor"]):
    """What a person's browser brings back: the query of the redirect."""
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=authority)
    with httpx.Client(verify=context, trust_env=False) as client:
        assert "password" in client.get(page).text
        answer = client.post(page, data={"user": user, "password": password})
    if answer.status_code != 302:
        return None
    return {name: found[0] for name, found in parse_qs(urlsplit(answer.headers["location"]).query).items()}
