"""Bringing out an edition for the whole helpline: the directory as it stands here, the codebook's own editions."""

import hashlib
from dataclasses import dataclass

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.envelopes import LARGEST_REQUEST
from workstation.domain.flat import EDITION
from workstation.domain.moments import Now, local_day
from workstation.domain.permissions import NotAllowed, decide, require
from workstation.domain.problems import NotReady, Problem
from workstation.domain.wire_reading import written
from workstation.store.codebook_editions import CodebookEditions
from workstation.store.vault import Vault
from workstation.sync.codebook_contents import codebook_content
from workstation.sync.edition_contents import MOST_ENTRIES, directory_content
from workstation.sync.editions import LOST, TOLD, Editions, NotGranted, Publisher, read_publisher
from workstation.sync.sealing.founding import own_keys
from workstation.sync.sealing.keyring import Keyring
from workstation.sync.sealing.membership import SIGNATURES_NEEDED
from workstation.usecases.open_directory import SETTING

MARGIN = 64 * 1024  # bytes for all that goes along: signatures, names, ids


def publish_directory(desk: Desk, *, vault: Vault, keyring: Keyring, now: Now) -> int:
    """Bring out the directory as it stands here and return how many entries that are. Raises NotAllowed, NotReady."""
    require(desk, "upkeep", "team")
    with vault.work() as work:
        services = work.directory.current()
        content = directory_content(services)
        if len(services) > MOST_ENTRIES or len(written(content).encode()) > LARGEST_REQUEST - MARGIN:
            raise NotReady((Problem("edition", "sync.edition.too_large"),))
        mark = hashlib.sha256(content.encode()).hexdigest()[:8]
        name = f"{local_day(now()).isoformat()}-{mark}"
        try:
            Editions(keyring, now).publish(work, "directory", name, content, desk.counsellor)
        except NotGranted:
            raise NotReady((Problem("edition", "sync.edition.no_helpline"),)) from None
    return len(services)


def publish_codebook(desk: Desk, *, vault: Vault, keyring: Keyring, now: Now, again: bool = False) -> int:
    """Bring out the editions in force that the helpline does not have yet, oldest first; return how many.

    Each once, unless `again`: what the hub refused is not sent for ever; one that lost its number to a colleague goes
    under the next. Nothing happens without the permission, or without a stream of the whole helpline.
    """
    if decide(desk.role, "codebook", "team") != "yes":
        return 0
    brought_out = 0
    with vault.work() as work:
        bodies = [view.fields.get("body") for view in work.records.of_kind(EDITION)]
        known = {body.get("name") for body in bodies if isinstance(body, dict) and body.get("subject") == "codebook"}
        editions = [one for one in CodebookEditions(work.connection).all() if one.enforced_at and one.id not in known]
        for one in sorted(editions, key=lambda edition: edition.enforced_at or ""):
            if work.sync_state.get(TOLD + one.id) is not None and not again:
                continue
            try:
                Editions(keyring, now).publish(work, "codebook", one.id, codebook_content(one), desk.counsellor)
            except NotGranted:
                break
            work.sync_state.put(TOLD + one.id, "told")
            brought_out += 1
    return brought_out


@dataclass(frozen=True, slots=True)
class Publishing:
    """How it stands with editions. `edition`: the one of the directory in use. `vouched`: who, and by how many.

    `number`: what the next edition of the directory gets. `lost`: a number one brought out too, and who got it.
    """

    edition: str = ""
    entries: int = 0
    me: Publisher | None = None
    vouched: tuple[tuple[Publisher, int, bool], ...] = ()
    number: int = 0
    lost: tuple[int, str] | None = None


def look_at_publishing(desk: Desk, *, vault: Vault, keyring: Keyring, now: Now) -> Publishing:
    """Return how it stands; of everyone vouched for also whether that counts."""
    with vault.work() as work:
        member, own = own_keys(work)
        editions = Editions(keyring, now)
        found, lost = editions.vouched(work), (work.sync_state.get(LOST + "directory") or "").split("\n")
        return Publishing(
            edition=work.settings.get(SETTING) or "", entries=len(work.directory.current()),
            me=Publisher(desk.counsellor, member, own.signs_as),
            vouched=tuple((one, len(signed), len(signed) >= SIGNATURES_NEEDED) for one, signed in found),
            number=editions.next_number(work, "directory"), lost=(int(lost[0]), lost[1]) if lost[0] else None,
        )  # fmt: skip


def vouch_for(text: str, desk: Desk, *, vault: Vault, keyring: Keyring, now: Now) -> Changes:
    """Say that who stands in this text may bring out editions. Raises NotAllowed, NotReady for another text."""
    if decide(desk.role, "membership", "team") != "sign":
        raise NotAllowed("permissions.no")
    found = read_publisher(text)
    if found is None:
        raise NotReady((Problem("publisher", "bring_out.not_one"),))
    with vault.work() as work:
        record = Editions(keyring, now).vouch(work, found)
    return Changes.of("publisher", record)
