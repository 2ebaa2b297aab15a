"""What a browser on this machine brings back from the organisation's sign-in page (RFC 8252): one answer, no more.

Listens on 127.0.0.1 by number, on a port that the system draws, for a few minutes. Only the path and the state that
were asked for count; anything else that knocks is sent away and changes nothing.
"""

import hmac
from http.server import BaseHTTPRequestHandler, HTTPServer
from time import monotonic
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import parse_qs, urlsplit

PATH: Final = "/sso"
PATIENCE: Final = 300.0  # seconds
SLOWEST: Final = 5.0  # seconds for one who knocks
_PAGE: Final = (
    '<!doctype html><html lang="nl"><meta charset="utf-8"><title>1712</title>'
    '<body style="font-family:sans-serif;margin:4em"><p>{said}</p>'
)


class NotComeBack(Exception):
    """Nobody came back in time, or the provider said no."""


class Loopback:
    """Use as a context; `said` is what the person reads in the browser afterwards."""

    def __init__(self, said: str) -> None:
        self._said = said
        self._state = ""
        self._found: dict[str, str] | None = None
        self._server = HTTPServer(("127.0.0.1", 0), self._handler())

    def __enter__(self) -> Self:
        """Begin to listen."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None
    ) -> None:
        """Listen no more."""
        self._server.server_close()

    @property
    def redirect(self) -> str:
        """Where the provider is to send the browser."""
        return f"http://127.0.0.1:{self._server.server_port}{PATH}"

    def wait(self, state: str, seconds: float = PATIENCE) -> str:
        """Return the code that the browser brought with this state. Raises NotComeBack."""
        self._state, end = state, monotonic() + seconds
        while self._found is None and (left := end - monotonic()) > 0:
            self._server.timeout = left
            self._server.handle_request()
        if self._found is None or not self._found.get("code"):
            raise NotComeBack
        return self._found["code"]

    def _take(self, host: str | None, target: str) -> bool:
        asked = urlsplit(target)
        given = {name: values[0] for name, values in parse_qs(asked.query).items()}
        right = hmac.compare_digest(given.get("state", "").encode(), self._state.encode()) and bool(self._state)
        if host != f"127.0.0.1:{self._server.server_port}" or asked.path != PATH or not right:
            return False
        self._found = given
        return True

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        take, page = self._take, _PAGE.format(said=self._said).encode()

        class Answering(BaseHTTPRequestHandler):
            timeout = SLOWEST

            def do_GET(self) -> None:
                """Answer a browser."""
                right = take(self.headers.get("host"), self.path)
                self.send_response(200 if right else 404)
                self.send_header("content-type", "text/html; charset=utf-8")
                self.send_header("cache-control", "no-store")
                self.send_header("referrer-policy", "no-referrer")
                self.end_headers()
                if right:
                    self.wfile.write(page)

            def log_message(self, *_said: Any) -> None:  # noqa: ANN401 - a code stands in the address
                """Log nothing."""

        return Answering
