"""The database key: one wipeable copy, never text, never in an error."""

import ctypes
import os

LENGTH = 32
_DIGITS = b"0123456789abcdef"


class Key:
    """A raw key of 256 bits. `wipe()` overwrites the only copy we hold; a wiped key opens nothing."""

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes | bytearray) -> None:
        if len(raw) != LENGTH:
            # SQLCipher would silently take any other length for a passphrase
            raise ValueError("a key has 32 bytes")
        self._raw = bytearray(raw)

    @classmethod
    def random(cls) -> "Key":
        """Return a new key from the system's generator."""
        return cls.taking(os.urandom(LENGTH))

    @classmethod
    def taking(cls, raw: bytes) -> "Key":
        """Return a key made of `raw`, which must have been made for us alone: its memory is overwritten."""
        key = cls(raw)
        wipe_bytes(raw)
        return key

    def literal(self) -> bytearray:
        """Return the 67 bytes `x'…'` that SQLCipher takes for a raw key. The caller wipes them."""
        text = bytearray(67)
        text[:2] = b"x'"
        text[66] = 0x27
        for position, byte in enumerate(self._raw):
            text[2 + 2 * position] = _DIGITS[byte >> 4]
            text[3 + 2 * position] = _DIGITS[byte & 15]
        return text

    def raw(self) -> bytearray:
        """Return the bytes themselves, to be wrapped; they go when the key is wiped."""
        return self._raw

    def wipe(self) -> None:
        """Overwrite the key."""
        self._raw[:] = bytes(LENGTH)

    @property
    def wiped(self) -> bool:
        """Whether the key is gone."""
        return not any(self._raw)

    def __repr__(self) -> str:
        return "Key(…)"


def wipe_bytes(raw: bytes) -> None:
    """Overwrite the memory of a `bytes` that nobody else holds.

    Python offers no other way; an object of length 0 or 1 is shared by the interpreter and left alone.
    """
    if len(raw) > 1:
        ctypes.memset(id(raw) + bytes.__basicsize__ - 1, 0, len(raw))
