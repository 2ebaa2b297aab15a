"""Who asks to be let in: a station's public keys with a name, signed by those very keys.

The record proves that keys and name belong together, not whose they are: for that, two people compare the control
number that both screens show. The hub, which could put other keys in between, cannot make it fit.
"""

from dataclasses import dataclass
from typing import Final

from workstation.domain.flat import APPLICANT, Flat, applicant_record
from workstation.store.marks import owner
from workstation.store.records import View
from workstation.store.vault import Work
from workstation.sync.sealing.boxes import OwnKeys, fingerprint, signed_by
from workstation.sync.sealing.founding import own_keys
from workstation.sync.sealing.membership import Member

PURPOSE: Final = "applicant"
PAPER: Final = "(paper)"  # the name of keys that lie in shares on paper; no counsellor's name is written so
GROUPS, DIGITS = 6, 5  # some 99 bits


@dataclass(frozen=True, slots=True)
class Applicant:
    """A name and the keys that vouch for it. `name` is the one in the profile of the station that asks."""

    name: str
    member: Member

    @property
    def code(self) -> str:
        """The control number of this name with these keys."""
        one = self.member
        return control_number(fingerprint([self.name, one.id, one.signs_as, one.boxed_to]))


def control_number(of: str) -> str:
    """Return thirty digits in groups of five, to be read aloud, for 32 hexadecimal digits."""
    digits = f"{int(of, 16) % 10 ** (GROUPS * DIGITS):0{GROUPS * DIGITS}d}"
    return " ".join(digits[at : at + DIGITS] for at in range(0, len(digits), DIGITS))


def ask_in(work: Work) -> None:
    """Tell the team that this station asks to be let in. Nothing happens while it has no team."""
    name, own = own_keys(work)
    home = work.outbox.home or ""
    work.outbox.write([applying(owner(work.connection).counsellor, Member.of(name, own), own, home)])


def applying(name: str, member: Member, own: OwnKeys, team: str) -> Flat:
    """Return the record with which somebody asks to be let into this team: another team has another record."""
    words = [name, member.id, member.signs_as, member.boxed_to]
    fields = {"member": member.id, "name": name, "signs_as": member.signs_as, "boxed_to": member.boxed_to}
    return Flat(applicant_record(member.id, team), APPLICANT, {**fields, "proof": own.sign(PURPOSE, words)})


def applicants(views: list[View]) -> dict[str, Applicant]:
    """Return who asked, by member; a record that does not prove itself is left out."""
    found = {}
    for view in views:
        given = [view.fields.get(one) for one in ("member", "name", "signs_as", "boxed_to", "proof")]
        if not all(isinstance(one, str) for one in given):
            continue
        one, name, signs_as, boxed_to, proof = map(str, given)
        member = Member(one, signs_as, boxed_to)
        if signed_by(signs_as, PURPOSE, [name, member.id, signs_as, boxed_to], proof):
            found[member.id] = Applicant(name, member)
    return found
