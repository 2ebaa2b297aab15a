"""Reading a request's body: never more than the limit, never longer than the deadline, also when it is compressed."""

import asyncio
import zlib

from starlette.requests import ClientDisconnect, Request

from workstation.domain.envelopes import LARGEST_REQUEST

LARGEST = LARGEST_REQUEST
DEADLINE = 30.0  # seconds for the whole body


class TooLarge(Exception):
    """More than the hub reads."""


class TooSlow(Exception):
    """The body did not come in time."""


class Unreadable(Exception):
    """Not what its headers say, or the other end left."""


async def body_of(request: Request, largest: int = LARGEST, deadline: float = DEADLINE) -> bytes:
    """Return the body, unpacked. Raises TooLarge (before reading, where the length is told), TooSlow, Unreadable."""
    told = request.headers.get("content-length", "0")
    if not (told.isascii() and told.isdigit()):
        raise Unreadable
    if len(told) > 12 or int(told) > largest:
        raise TooLarge
    parts, size = [], 0
    try:
        async with asyncio.timeout(deadline):
            async for part in request.stream():
                size += len(part)
                if size > largest:
                    raise TooLarge
                parts.append(part)
    except TimeoutError:
        raise TooSlow from None
    except ClientDisconnect:
        raise Unreadable from None
    return _unpacked(b"".join(parts), request.headers.get("content-encoding", "identity").lower(), largest)


def _unpacked(raw: bytes, how: str, largest: int) -> bytes:
    if how == "identity":
        return raw
    if how != "gzip":
        raise Unreadable
    unpacking = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacking.decompress(raw, largest + 1)
    except zlib.error:
        raise Unreadable from None
    if len(unpacked) > largest:
        raise TooLarge
    if not unpacking.eof or unpacking.unused_data:
        raise Unreadable
    return unpacked
