"""Who asks to be let in: a station's public keys with a name, signed by those very keys.

The record proves that keys and name belong together, not whose they are: for that, two people compare the control
number that both screens show. The hub, which could put other keys in between, cannot make it fit.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from workstation.domain.flat import APPLICANT, Flat, applicant_record
from workstation.store.marks import owner
from workstation.store.records import View
from workstation.store.vault import Work
from workstation.sync.sealing.boxes import OwnKeys, fingerprint, signed_by
from workstation.sync.sealing.founding import own_keys
from workstation.sync.sealing.keyring import ANCHOR
from workstation.sync.sealing.membership import Member

NAME: Final = "name"
PURPOSE: Final = "applicant"
PAPER: Final = "(paper)"  # the name of keys that lie in shares on paper; no counsellor's name is written so
GROUPS, DIGITS = 6, 5  # some 99 bits


@dataclass(frozen=True, slots=True)
class Applicant:
    """A name and the keys that vouch for it. `name` is the one in the profile of the station that asks, empty where
    it was not told to this station."""

    name: str
    member: Member

    @property
    def code(self) -> str:
        """The control number of these keys; the name is what the keys themselves have signed."""
        one = self.member
        return control_number(fingerprint([one.id, one.signs_as, one.boxed_to]))


def control_number(of: str) -> str:
    """Return thirty digits in groups of five, to be read aloud, for 32 hexadecimal digits."""
    digits = f"{int(of, 16) % 10 ** (GROUPS * DIGITS):0{GROUPS * DIGITS}d}"
    return " ".join(digits[at : at + DIGITS] for at in range(0, len(digits), DIGITS))


def ask_in(work: Work) -> None:
    """Tell the team that this station asks to be let in. Nothing happens while it has no team.

    The name goes along in clear only where no list of the team is believed yet; else it is told when that is here.
    """
    member, own = own_keys(work)
    home, name = work.outbox.home or "", owner(work.connection).counsellor
    asked = applying(name, Member.of(member, own), own, home)
    if work.sync_state.get(ANCHOR + home) is not None:
        asked = Flat(asked.id, APPLICANT, {**asked.fields, NAME: None})
    work.outbox.write([asked])


def applying(name: str, member: Member, own: OwnKeys, team: str) -> Flat:
    """Return the record with which somebody asks to be let into this team: another team has another record."""
    fields = {"member": member.id, NAME: name, "signs_as": member.signs_as, "boxed_to": member.boxed_to}
    return Flat(applicant_record(member.id, team), APPLICANT, {**fields, "proof": proof_of(name, member, own)})


def proof_of(name: str, member: Member, own: OwnKeys) -> str:
    """Return what proves that a name and these keys belong together."""
    return own.sign(PURPOSE, _words(name, member))


def _words(name: str, member: Member) -> list[str]:
    return [name, member.id, member.signs_as, member.boxed_to]


def applicants(views: Iterable[View], name_in: Callable[[View], str | None]) -> dict[str, Applicant]:
    """Return who asked, by member. Whose name `name_in` does not find has none; one with a false name is left out."""
    found = {}
    for view in views:
        given = [view.fields.get(one) for one in ("member", "signs_as", "boxed_to", "proof")]
        if not all(isinstance(one, str) for one in given):
            continue
        one, signs_as, boxed_to, proof = map(str, given)
        member, name = Member(one, signs_as, boxed_to), name_in(view)
        if name is None or signed_by(signs_as, PURPOSE, _words(name, member), proof):
            found[member.id] = Applicant(name or "", member)
    return found
