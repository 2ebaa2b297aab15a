"""The way back when laptops or coordinators are gone: keys of the team on three sheets of paper, two needed."""

import os
from dataclasses import dataclass, field

from workstation.domain.changes import Changes
from workstation.domain.flat import APPLICANT, MEMBERS
from workstation.domain.ids import new_id
from workstation.store.bringing_home import BringingHome
from workstation.store.sync_state import HOME
from workstation.store.vault import Vault
from workstation.sync.membership_log import note
from workstation.sync.sealing.applicants import PAPER, applying, control_number
from workstation.sync.sealing.boxes import OwnKeys
from workstation.sync.sealing.founding import put_forward, trust
from workstation.sync.sealing.keyring import ANCHOR, Keyring
from workstation.sync.sealing.lists import Lists, key_in_box
from workstation.sync.sealing.membership import SIGNATURES_NEEDED, Member, next_list, published, signature
from workstation.sync.sealing.recovery import SharesDoNotFit, keys_of, new_own_keys, shares_of, take_over
from workstation.sync.team_keys import Looking, Wish


@dataclass(frozen=True, slots=True)
class PaperKeys:
    """Keys that are kept nowhere but on the sheets. `code` is the control number of the team's list of today."""

    member: Member
    own: OwnKeys = field(repr=False)
    shares: tuple[str, ...] = field(repr=False)
    code: str = ""


class CannotTakeOver(Exception):
    """A list that could not count. `text_key` says so."""

    def __init__(self, text_key: str) -> None:
        super().__init__(text_key)
        self.text_key = text_key


class NotOfThisTeam(Exception):
    """The sheets fit each other, but no list of this team knows their keys, or the control number is another's."""


def make_paper_keys(*, vault: Vault, keyring: Keyring) -> PaperKeys:
    """Return new keys in shares, to be put on paper. Nothing is kept: what is not printed is gone."""
    own = new_own_keys()
    with vault.reading() as work:
        newest = keyring.newest(work, work.sync_state.get(HOME) or "")
    code = control_number(newest.id) if newest is not None else ""
    return PaperKeys(Member.of(new_id(), own), own, shares_of(own), code)


def offer_paper_keys(paper: PaperKeys, *, vault: Vault, keyring: Keyring) -> Changes:
    """Ask for the sheets to be let into the team, once they lie on paper. Two coordinators sign, as for anybody."""
    with vault.work() as work:
        work.outbox.write([applying(PAPER, paper.member, paper.own, work.outbox.home or "")])
        note(work, "sheets_offered", paper.member.id, keyring.now)
    return Changes.of(APPLICANT, paper.member.id)


def recover(shares: tuple[str, ...], code: str, *, vault: Vault, keyring: Keyring) -> Changes:
    """Let this station read and sign as the sheets do. `code` is on the sheets, needed where no list is believed yet.

    Raises SharesDoNotFit, NotOfThisTeam; then nothing changed.
    """
    own = keys_of(shares)
    with vault.work() as work:
        home = work.sync_state.get(HOME) or ""
        lists = [found for found, _ in Lists(work.records.of_kind(MEMBERS)).of_team(home)]
        known = {one.id for found in lists for one in found.members if one.signs_as == own.signs_as}
        if len(known) != 1:
            raise NotOfThisTeam
        if keyring.newest(work, home) is None and work.sync_state.get(ANCHOR + home) is None:
            wanted = "".join(filter(str.isdigit, code))
            printed = [found for found in lists if control_number(found.id).replace(" ", "") == wanted]
            if not printed:
                raise NotOfThisTeam
            trust(work, home, printed[0].id)
        sheet = known.pop()
        take_over(work, own, sheet)
        note(work, "sheets_read", sheet, keyring.now)
        opened = keyring.look_again(work)
        home_again = BringingHome(work.connection, keyring.opening(work), lambda _record, _field: None)
        return home_again.bring(opened) | Changes.of(MEMBERS, home)


def take_over_team(shares: tuple[str, ...], wish: Wish, *, vault: Vault, keyring: Keyring) -> Changes:
    """Propose the next list by the authority of the sheets: this station and another become coordinators.

    For a team whose coordinators are gone. It counts once the other has signed too. The keys of the sheets stay in
    memory for this one act. Raises SharesDoNotFit, NotOfThisTeam, CannotTakeOver, Refused; then nothing changed.
    """
    own = keys_of(shares)
    with vault.work() as work:
        looking = Looking(work, keyring)
        newest = looking.newest
        known = Lists(work.records.of_kind(MEMBERS)).get(newest.id) if newest is not None else None
        sheets = [one for one in newest.members if one.signs_as == own.signs_as] if newest is not None else []
        if newest is None or known is None or not sheets:
            raise NotOfThisTeam
        sheet = sheets[0]
        if sheet.id not in newest.recovery:
            raise CannotTakeOver("team_keys.sheets_older")
        members = (*(one for one in looking.wished(wish) if one.id != sheet.id), sheet)
        appointed = {one.id for one in members if one.coordinator} - looking.papers
        if looking.me not in appointed or len(appointed) < SIGNATURES_NEEDED:
            raise CannotTakeOver("team_keys.two_appointed")
        held = keyring.key(work, newest.team, newest.id)
        older = newest.id, held if held is not None else key_in_box(*known, sheet.id, own)
        team_key = os.urandom(32)
        found = next_list(newest, newest.team, members, team_key, looking.papers)
        put_forward(work, found, published(found, team_key, older) | signature(found, sheet.id, own))
        note(work, "sheets_took_over", found.id, keyring.now)
        return Changes.of(MEMBERS, found.record)


__all__ = [
    "CannotTakeOver",
    "NotOfThisTeam",
    "PaperKeys",
    "SharesDoNotFit",
    "make_paper_keys",
    "offer_paper_keys",
    "recover",
    "take_over_team",
]
