"""A station's side of the hub, put together: what the program opens after unlocking, and how it joins a hub."""

from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from workstation.domain.changes import Changes
from workstation.domain.moments import Now
from workstation.store.sync_state import DEVICE, HOME
from workstation.store.vault import Vault
from workstation.sync.device_key import device_key
from workstation.sync.editions import Editions
from workstation.sync.enrolling import enrol, enrol_again
from workstation.sync.exchange import Exchange
from workstation.sync.groups import tell_of_groups
from workstation.sync.http_hub import Address, HttpHub, certificate_with
from workstation.sync.invitation import Invitation
from workstation.sync.meetings import Meetings
from workstation.sync.no_hub import NoHub
from workstation.sync.protocol import Hub, HubRefusal, NotPermitted, Unreachable
from workstation.sync.sealed_calls import gather
from workstation.sync.sealing.applicants import ask_in
from workstation.sync.sealing.founding import trust
from workstation.sync.sealing.keyring import Keyring
from workstation.sync.station_mark import settle_mark

URL, CERTIFICATE = "hub_url", "hub_certificate"


@dataclass(frozen=True, slots=True)
class Station:
    """Everything of the exchange for one open vault. `meetings.meet()` belongs in the hub's lane."""

    hub: Hub
    keyring: Keyring
    exchange: Exchange
    meetings: Meetings


def open_station(vault: Vault, now: Now) -> Station:
    """Return the exchange of this vault; with no hub until `join_hub` was done."""
    with vault.reading() as work:
        url, certificate = work.sync_state.get(URL), work.sync_state.get(CERTIFICATE)
    hub: Hub = HttpHub(Address(url, certificate), lambda: device_key(vault)) if url and certificate else NoHub()
    keyring = Keyring(now)
    exchange = Exchange(vault, hub, keyring, lambda device: enrol_again(vault, hub, device), now)
    exchange.arrivals = Editions(keyring, now).arrived
    exchange.before_sending = lambda work: gather(work, keyring)

    def settle() -> Changes:
        changes = settle_mark(vault, hub)
        with suppress(NotPermitted):  # the hub takes this account for no coordinator: another one's station tells it
            tell_of_groups(vault=vault, keyring=keyring, tell=partial(_keep_group, hub, vault))
        return changes

    return Station(hub, keyring, exchange, Meetings(exchange, vault, keyring, settle))


def _keep_group(hub: Hub, vault: Vault, group: str, members: tuple[str, ...]) -> None:
    with vault.reading() as work:
        device = work.sync_state.get(DEVICE)
    if isinstance(hub, HttpHub) and device is not None:
        hub.keep_group(device, group, members)


def join_hub(vault: Vault, invitation: Invitation, team: str, now: Now) -> Station:
    """Take up a coordinator's invitation, in the hub's lane. Raises NotAdmitted, Unreachable; then nothing changed.

    Also for a station that the hub no longer knows: everything it holds goes along under its new name.
    """
    certificate = certificate_with(invitation.url, invitation.certificate)
    hub = HttpHub(Address(invitation.url, certificate), lambda: device_key(vault))
    try:
        device = enrol(vault, hub, invitation.code, team)
    finally:
        hub.close()
    with vault.work() as work:
        work.sync_state.put(URL, invitation.url)
        work.sync_state.put(CERTIFICATE, certificate)
        if invitation.members:
            trust(work, work.sync_state.get(HOME) or "", invitation.members)
        ask_in(work)
    station = open_station(vault, now)
    station.exchange.called(device)
    with suppress(HubRefusal, Unreachable):  # else at the next meeting
        settle_mark(vault, station.hub)
    return station
