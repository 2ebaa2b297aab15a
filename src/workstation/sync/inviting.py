"""A coordinator's station makes an invitation for somebody: a code of the hub, and what to believe there."""

import hashlib
import ssl
from urllib.parse import urlsplit

from workstation.domain.wire_reading import ID
from workstation.store.sync_state import DEVICE, HOME
from workstation.store.vault import Vault
from workstation.sync.http_hub import HttpHub
from workstation.sync.invitation import Invitation
from workstation.sync.protocol import NotPermitted, Unreachable
from workstation.sync.sealing.keyring import Keyring
from workstation.sync.station import CERTIFICATE, URL, Station


def invite(account: str, *, station: Station, vault: Vault) -> Invitation:
    """Return an invitation for one device of an account; for a lane. Raises NotPermitted, Unreachable."""
    hub, name = station.hub, account.strip()
    with vault.reading() as work:
        state = work.sync_state
        device, url, certificate = state.get(DEVICE), state.get(URL), state.get(CERTIFICATE)
        members = _newest(station.keyring, vault)
    if not isinstance(hub, HttpHub) or not device or not url or not certificate:
        raise Unreachable
    if ID.fullmatch(name) is None:
        raise NotPermitted
    code = hub.invite(device, name)
    print_of = hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).hexdigest()
    return Invitation(urlsplit(url).netloc, code, print_of, members)


def _newest(keyring: Keyring, vault: Vault) -> str:
    with vault.reading() as work:
        newest = keyring.newest(work, work.sync_state.get(HOME) or "")
        return newest.id if newest is not None else ""
