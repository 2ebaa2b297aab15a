"""How a station gets a name at the hub: once with a coordinator's code, and again under the same device key."""

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from workstation.domain.envelopes import GROUP, Enrol, Pull, enrolment_words
from workstation.domain.ids import new_id
from workstation.store.sync_state import EPOCH, HOME, STATION
from workstation.store.vault import Vault
from workstation.sync.device_key import device_key
from workstation.sync.protocol import Hub, NotAdmitted

OTHER_MARK = "mark.other"  # another mark in call numbers is wanted: this store may be a copy of one that has it
AGAIN = "AGAIN-"  # and the old name: the same key asks for a new one


def enrolment(code: str, key: Ed25519PrivateKey) -> Enrol:
    """Return the request of a new device."""
    public = key.public_key().public_bytes_raw()
    proof = key.sign(enrolment_words(code))
    return Enrol(code, base64.b64encode(public).decode(), base64.b64encode(proof).decode())


def enrol(vault: Vault, hub: Hub, code: str, team: str) -> str:
    """Make this station known with a coordinator's code and return its name; from now on it keeps what it writes.

    Raises NotAdmitted, Unreachable.
    """
    enrolled = hub.enrol(enrolment(code.strip().upper(), device_key(vault, anew=True)))
    granted = hub.pull(enrolled.device, Pull({}, 1)).granted
    with vault.work() as work:
        state = work.sync_state
        state.put(STATION, state.get(STATION) or new_id())
        state.put(EPOCH, state.get(EPOCH) or enrolled.epoch)
        state.put(HOME, state.get(HOME) or home_of(granted, team))
    return enrolled.device


def enrol_again(vault: Vault, hub: Hub, device: str) -> str:
    """Return a new name for the same device key. Raises NotAdmitted when a coordinator must give a code."""
    name = hub.enrol(enrolment(AGAIN + device, device_key(vault))).device
    with vault.work() as work:
        work.sync_state.put(OTHER_MARK, "wanted")
    return name


def home_of(granted: tuple[str, ...], team: str) -> str:
    """Return the stream a counsellor of this team writes into. Raises NotAdmitted when there is none."""
    own = [one for one in granted if one == team or one.endswith((f"-{team}", f".{team}"))]
    teams = [one for one in granted if one not in {"everyone", "helpline"} and not one.startswith(GROUP)]
    if not own and not teams:
        raise NotAdmitted
    return min(own or teams)
