"""The hub over HTTPS. Requests are bounded before they are read, answers are fixed words, nothing is logged."""

import gzip
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from workstation.domain.wire_reading import read, written
from workstation.hub.administration import NotAllowed
from workstation.hub.answers import SignInFirst, refusal
from workstation.hub.bodies import DEADLINE, LARGEST, body_of
from workstation.hub.calls import CALLS, Call, Rooms
from workstation.hub.openapi import description
from workstation.hub.rates import Rate, Rates
from workstation.hub.tokens import Tokens
from workstation.sync.protocol import Later, NotAdmitted

PACKED_FROM = 2_000  # bytes
HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'",
}


OF_A_DEVICE = Rate(300, 30)
OF_AN_ADDRESS = Rate(1000, 50)  # a whole team may stand behind one address
WRONG_ANSWERS = Rate(20, 0.1)  # from one address: codes, passwords, signatures


@dataclass(frozen=True, slots=True)
class Limits:
    """What the hub puts up with: bytes and seconds of a body, and how often one may ask."""

    largest: int = LARGEST
    deadline: float = DEADLINE
    of_a_device: Rate = OF_A_DEVICE
    of_an_address: Rate = OF_AN_ADDRESS
    wrong_answers: Rate = WRONG_ANSWERS


class Door:
    """Turns requests into calls, and whatever happens into an answer."""

    def __init__(self, rooms: Rooms, tokens: Tokens, limits: Limits) -> None:
        self._rooms = rooms
        self._tokens = tokens
        self._limits = limits
        self._devices = Rates(limits.of_a_device)
        self._addresses = Rates(limits.of_an_address)
        self._wrong = Rates(limits.wrong_answers)

    def endpoint(self, call: Call) -> Callable[[Request], Awaitable[Response]]:
        """Return what Starlette calls for this call."""

        async def answer(request: Request) -> Response:
            address = request.client.host if request.client is not None else "-"
            try:
                self._slow_down(call, address)
                who = self._who(call, request)
                raw = await body_of(request, self._limits.largest, self._limits.deadline)
                packs = "gzip" in request.headers.get("accept-encoding", "")
                body, headers = await run_in_threadpool(self._answer, call, who, raw, packs=packs)
                return Response(body, 200, headers, "application/json")
            except Exception as error:  # noqa: BLE001  # whatever it is, it must not become a 5xx that repeats the input
                if isinstance(error, NotAdmitted):
                    self._wrong.allow(address)
                return _response(*refusal(error))

        return answer

    def _answer(self, call: Call, who: str, raw: bytes, *, packs: bool) -> tuple[bytes, dict[str, str]]:
        """Answer in a thread of its own: what takes long here holds up nobody else's line."""
        found = read(raw)
        if call.act is not None and not self._rooms.signing_in.expect(who, call.act):
            raise NotAllowed
        answer = call.answer(self._rooms, who, found)
        body = (answer if isinstance(answer, str) else written(answer)).encode()
        if len(body) > PACKED_FROM and packs:
            return gzip.compress(body, compresslevel=1), HEADERS | {"content-encoding": "gzip"}
        return body, HEADERS

    def _who(self, call: Call, request: Request) -> str:
        """Return which device or account asks; read before the body is."""
        if call.who == "anybody":
            return ""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        name = self._tokens.named(call.who, token) if scheme.lower() == "bearer" else None
        if name is None:
            raise SignInFirst
        if not self._devices.allow(name):
            raise Later(1)
        return name

    def _slow_down(self, call: Call, address: str) -> None:
        if not self._addresses.allow(address):
            raise Later(1)
        if call.who == "anybody" and not self._wrong.allow(address, cost=0):
            raise Later(10)


class LastResort:
    """Around everything: what no other part answered is answered here, in the same words."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, as ASGI says it."""
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1000})
            return
        try:
            await self._application(scope, receive, send)
        except Exception as error:  # noqa: BLE001  # see above
            if scope["type"] == "http":
                status, body = refusal(error)
                await Response(body, status, HEADERS, "application/json")(scope, receive, send)


def application(rooms: Rooms, tokens: Tokens, limits: Limits | None = None) -> ASGIApp:
    """Return the hub as an ASGI application."""
    door = Door(rooms, tokens, limits or Limits())
    described = written(description()).encode()

    async def health(_request: Request) -> Response:
        return _response(200, b'{"well":true}')

    async def describe(_request: Request) -> Response:
        return _response(200, described)

    routes = [Route(f"/v1/{call.name}", door.endpoint(call), methods=["POST"]) for call in CALLS]
    routes += [Route("/v1/health", health, methods=["GET"]), Route("/v1/openapi.json", describe, methods=["GET"])]
    inner = Starlette(routes=routes, exception_handlers={HTTPException: _no_such_call})
    inner.router.redirect_slashes = False  # a redirect repeats the address
    return LastResort(inner)


async def _no_such_call(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) and error.status_code < 500 else 400
    allow = {"allow": error.headers["Allow"]} if isinstance(error, HTTPException) and error.headers else {}
    response = _response(status, b'{"error":"no_such_call"}')
    response.headers.update(allow)
    return response


def _response(status: int, body: bytes) -> Response:
    headers = dict(HEADERS)
    if status == 429:
        headers["retry-after"] = "5"
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    return Response(body, status, headers, "application/json")
