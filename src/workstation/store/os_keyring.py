"""The secret that the machine itself keeps: half of what opens a profile.

Only keyrings of the operating system are trusted. Others choose themselves silently: a plaintext file, a keyring that
forgets. Every call may hang on a prompt, so each is made in a thread of its own and waited for a limited time.
"""

import base64
import binascii
import contextlib
import os
import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

ALLOWED = frozenset(
    f"keyring.backends.{name}" for name in ("Windows", "macOS", "SecretService", "kwallet", "libsecret")
)
_CHAIN = "keyring.backends.chainer"
USER = "device"
HUB_USER = "hub"  # the key with which the device speaks to the hub
SECRET = 32
PATIENCE = 20.0  # seconds: somebody may have to answer the system's own prompt


def service_of(profile: str) -> str:
    """Return the name under which a profile's secret is kept; never shared, for Windows shuffles shared names."""
    return f"1712-workstation-{profile}"


def keep_new_secret(profile: str, patience: float = PATIENCE) -> bytes | None:
    """Make a secret, keep it in the keyring and read it back. None when no allowed keyring does this."""
    secret = os.urandom(SECRET)

    def keep() -> bytes | None:
        backend = _allowed_backend()
        if backend is None:
            return None
        backend.set_password(service_of(profile), USER, base64.b64encode(secret).decode("ascii"))
        return _read(backend, profile)

    return secret if _patiently(keep, patience) == secret else None


def secret_of(profile: str, patience: float = PATIENCE) -> bytes | None:
    """Return the profile's secret. None when no allowed keyring answers, it is locked, or it does not know us."""

    def look() -> bytes | None:
        backend = _allowed_backend()
        return None if backend is None else _read(backend, profile)

    return _patiently(look, patience)


class Silent(Exception):
    """No allowed keyring answers now; whether it keeps something is not known."""


def keep_hub_key(profile: str, raw: bytes, patience: float = PATIENCE) -> bool:
    """Keep the device's key for the hub and read it back; return whether an allowed keyring has it now."""

    def keep() -> bytes | None:
        backend = _allowed_backend()
        if backend is None:
            return None
        backend.set_password(service_of(profile), HUB_USER, base64.b64encode(raw).decode("ascii"))
        return _read(backend, profile, HUB_USER)

    return _patiently(keep, patience) == raw


def hub_key(profile: str, patience: float = PATIENCE) -> bytes | None:
    """Return the device's key for the hub, None when the keyring has none. Raises Silent.

    A keyring that is locked may say that it has nothing: one that has not even the profile's secret is not believed.
    """

    def look() -> tuple[bytes | None] | None:
        backend = _allowed_backend()
        found = _read(backend, profile, HUB_USER) if backend is not None else None
        if backend is None or (found is None and _read(backend, profile) is None):
            return None
        return (found,)

    answer = _patiently(look, patience)
    if answer is None:
        raise Silent
    return answer[0]


def forget_secret(profile: str, patience: float = PATIENCE) -> None:
    """Take all that is the profile's out of the keyring, if it is there."""

    def drop() -> None:
        backend = _allowed_backend()
        for user in (USER, HUB_USER) if backend is not None else ():
            if backend.get_password(service_of(profile), user) is not None:
                backend.delete_password(service_of(profile), user)

    _patiently(drop, patience)


def _allowed_backend() -> Any:  # noqa: ANN401  # keyring's own class, imported late
    import keyring

    backend: Any = keyring.get_keyring()
    members = backend.backends if type(backend).__module__ == _CHAIN else [backend]
    if not members or any(type(member).__module__ not in ALLOWED for member in members):
        return None
    for member in members:
        if type(member).__module__.endswith(".Windows"):
            member.persist = "local machine"  # the default roams to other machines with the Windows profile
    return backend


def _read(backend: Any, profile: str, user: str = USER) -> bytes | None:  # noqa: ANN401  # as above
    text = backend.get_password(service_of(profile), user)
    if text is None:
        return None
    try:
        secret = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return secret if len(secret) == SECRET else None


def _patiently(ask: Callable[[], T], patience: float) -> T | None:
    """Return the answer, None when it fails or does not come in time; a thread that hangs is left behind."""
    answers: queue.SimpleQueue[T | None] = queue.SimpleQueue()

    def run() -> None:
        answer: T | None = None
        try:
            # a keyring fails in as many ways as there are desktops; all mean that it gives nothing
            with contextlib.suppress(Exception):
                answer = ask()
        finally:
            answers.put(answer)

    threading.Thread(target=run, name="keyring", daemon=True).start()
    try:
        return answers.get(timeout=patience)
    except queue.Empty:
        return None
