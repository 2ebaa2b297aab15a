"""The way back when laptops or coordinators are gone: keys of the team on three sheets of paper, two needed."""

from dataclasses import dataclass, field

from workstation.domain.changes import Changes
from workstation.domain.flat import APPLICANT, MEMBERS
from workstation.domain.ids import new_id
from workstation.store.bringing_home import BringingHome
from workstation.store.sync_state import HOME
from workstation.store.vault import Vault
from workstation.sync.sealing.applicants import PAPER, applying, control_number
from workstation.sync.sealing.boxes import OwnKeys
from workstation.sync.sealing.founding import trust
from workstation.sync.sealing.keyring import ANCHOR, Keyring
from workstation.sync.sealing.lists import Lists
from workstation.sync.sealing.membership import Member
from workstation.sync.sealing.recovery import SharesDoNotFit, keys_of, new_own_keys, shares_of, take_over


@dataclass(frozen=True, slots=True)
class PaperKeys:
    """Keys that are kept nowhere but on the sheets. `code` is the control number of the team's list of today."""

    member: Member
    own: OwnKeys = field(repr=False)
    shares: tuple[str, ...] = field(repr=False)
    code: str = ""


class NotOfThisTeam(Exception):
    """The sheets fit each other, but no list of this team knows their keys, or the control number is another's."""


def make_paper_keys(*, vault: Vault, keyring: Keyring) -> PaperKeys:
    """Return new keys in shares, to be put on paper. Nothing is kept: what is not printed is gone."""
    own = new_own_keys()
    with vault.reading() as work:
        newest = keyring.newest(work, work.sync_state.get(HOME) or "")
    code = control_number(newest.id) if newest is not None else ""
    return PaperKeys(Member.of(new_id(), own), own, shares_of(own), code)


def offer_paper_keys(paper: PaperKeys, *, vault: Vault) -> Changes:
    """Ask for the sheets to be let into the team, once they lie on paper. Two coordinators sign, as for anybody."""
    with vault.work() as work:
        work.outbox.write([applying(PAPER, paper.member, paper.own, work.outbox.home or "")])
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
        take_over(work, own, known.pop())
        opened = keyring.look_again(work)
        home_again = BringingHome(work.connection, keyring.opening(work), lambda _record, _field: None)
        return home_again.bring(opened) | Changes.of(MEMBERS, home)


__all__ = ["NotOfThisTeam", "PaperKeys", "SharesDoNotFit", "make_paper_keys", "offer_paper_keys", "recover"]
