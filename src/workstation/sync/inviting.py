"""What a coordinator's station asks of the hub: to let a device in, to refuse it, to keep a sealed group."""

import hashlib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from workstation.domain.wire_reading import ID
from workstation.store.sync_state import DEVICE, HOME
from workstation.store.vault import Vault
from workstation.sync.http_hub import HttpHub
from workstation.sync.invitation import Invitation
from workstation.sync.membership_log import Done, note
from workstation.sync.protocol import HubRefusal, NotPermitted, Unreachable
from workstation.sync.sealing.keyring import Keyring
from workstation.sync.station import CERTIFICATE, URL, Station


def invite(account: str, *, station: Station, vault: Vault) -> Invitation:
    """Return an invitation for one device of an account; for a lane. Raises NotPermitted, Unreachable."""
    hub, device = _line(station, vault)
    with _noted("invited", account, station.keyring, vault):
        code = hub.invite(device, _known(account))
    with vault.reading() as work:
        url, certificate = work.sync_state.get(URL) or "", work.sync_state.get(CERTIFICATE) or ""
        members = _newest(station.keyring, vault)
    print_of = hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).hexdigest()
    return Invitation(urlsplit(url).netloc, code, print_of, members)


def withdraw(account: str, *, station: Station, vault: Vault) -> int:
    """Have every device of an account refused; each destroys its store when it speaks next. Return how many.

    For a lane. Raises NotPermitted, also for one's own account, and Unreachable.
    """
    hub, device = _line(station, vault)
    with _noted("revoked", account, station.keyring, vault):
        return hub.withdraw(device, _known(account))


@contextmanager
def _noted(done: Done, account: str, keyring: Keyring, vault: Vault) -> Iterator[None]:
    """Note an act of the hub before it is asked for, and again when it was refused."""
    with vault.work() as work:
        note(work, done, _known(account), keyring.now)
    try:
        yield
    except (HubRefusal, Unreachable):
        with vault.work() as work:
            note(work, "not_done", _known(account), keyring.now)
        raise


def keep_group(group: str, members: tuple[str, ...], *, station: Station, vault: Vault) -> None:
    """Tell the hub whose stations may see a sealed group; for a lane. Raises NotPermitted, Unreachable."""
    hub, device = _line(station, vault)
    hub.keep_group(device, group, members)


def _line(station: Station, vault: Vault) -> tuple[HttpHub, str]:
    with vault.reading() as work:
        device = work.sync_state.get(DEVICE)
    if not isinstance(station.hub, HttpHub) or device is None:
        raise Unreachable
    return station.hub, device


def _known(account: str) -> str:
    if ID.fullmatch(account.strip()) is None:
        raise NotPermitted
    return account.strip()


def _newest(keyring: Keyring, vault: Vault) -> str:
    with vault.reading() as work:
        newest = keyring.newest(work, work.sync_state.get(HOME) or "")
        return newest.id if newest is not None else ""
