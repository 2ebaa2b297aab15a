"""The web server's line with a clock: a connection that does not finish asking is closed.

The server itself waits for ever for the rest of a request, and no application can see such a connection.
"""

import asyncio
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol


class ImpatientProtocol(H11Protocol):
    """Closes a connection on which no whole request head came in time, and those beyond the most at once."""

    seconds: ClassVar[float] = 10.0
    most: ClassVar[int] = 2_000

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401  # as the server makes it
        super().__init__(*given, **named)
        self._patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in the server
        """Start the clock."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.abort()
            return
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Stop the clock when a request head is whole; the body has a deadline of its own."""
        super().handle_events()
        if self.conn.their_state is not h11.IDLE:
            self._stop()

    def on_response_complete(self) -> None:
        """Start the clock for the next request on this connection."""
        super().on_response_complete()
        if not self.transport.is_closing():
            self._wait()

    def _wait(self) -> None:
        self._stop()
        self._patience = self.loop.call_later(self.seconds, self._close)

    def _stop(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _close(self) -> None:
        self.transport.abort()
