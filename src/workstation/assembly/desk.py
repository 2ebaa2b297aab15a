"""An open desk: the vault of one counsellor, and what every screen of it is given."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from workstation.directory.helpline_hours import is_open
from workstation.directory.search import Finder
from workstation.domain import moments
from workstation.domain.counsellors import Desk, Role, role_of
from workstation.domain.ids import ShiftId
from workstation.domain.moments import Now
from workstation.domain.shift_clock import SteadyClock
from workstation.domain.shifts import Shift
from workstation.store.attempts import OpenAttempts
from workstation.store.marks import ProfileOwner, owner
from workstation.store.profile_folder import ProfileFolder
from workstation.store.refusals import Refusal
from workstation.store.sync_state import HOME
from workstation.store.vault import Vault, Work
from workstation.usecases.codebook_in_force import codebook_in_force
from workstation.usecases.empty_bin import empty_bin
from workstation.usecases.erase_expired import erase_expired
from workstation.usecases.latest_shift import latest_shift
from workstation.usecases.note_lock import note_lock
from workstation.usecases.open_directory import open_directory
from workstation.usecases.running_shift import running_shift
from workstation.vocabulary.codebook import CurrentCodebook
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import Words, words

PRACTICE = "profile.practice"
PRACTICE_ROLE = "practice.role"  # which of the invented people sits here; looked at in a practice profile only


@dataclass
class OpenDesk:
    """Made in the lane after unlocking. `shift`, `finder`, the role and the mark change while it is open.

    `seconds` only ever grow, at the pace of `now`. `practice`: the calls in this vault are invented, and every
    page says so.
    """

    folder: Path
    vault: Vault
    whose: ProfileOwner
    finder: Finder
    now: Now
    practice: bool = False
    role: Role = "counsellor"
    seconds: Callable[[], float] = field(default_factory=lambda: moments.seconds_running)
    shift: Shift | None = None
    last_shift: Shift | None = None
    codebook: CurrentCodebook = field(default_factory=lambda: CurrentCodebook.of(shipped_codebook()))
    text: Words = field(default_factory=words)

    @property
    def counsellor(self) -> Desk:
        """Who sits here, for the use cases."""
        team = (self.shift.team if self.shift else None) or self.whose.team or None
        shift = ShiftId(self.shift.id) if self.shift else None
        return replace(self.whose.desk, team=team, shift=shift, practice=self.practice, role=self.role)

    @property
    def preset(self) -> dict[str, str]:
        """What a new call has from the shift: the line it came in on, and the team."""
        team = self.counsellor.team
        preset = {"channel": self.shift.line if self.shift else "phone"}
        return preset | ({"team": team} if team else {})

    def line_open(self, channel: str, at: datetime) -> bool | None:
        """Return whether 1712 takes contacts on a channel at a moment; None = not known, or no such line."""
        return is_open(channel, at)

    def place_name(self, nis: str) -> str:
        """Return the name of a municipality, or its code when this directory has never known it."""
        try:
            return self.finder.places.name(nis)
        except KeyError:
            return nis

    def look_at_role(self) -> None:
        """Take the role that the signed list of the team gives now, and the mark the hub gave, in the lane: both may
        have come or changed.
        """
        with self.vault.reading() as work:
            self.role = role_now(work, self.whose, self.now)
            self.whose = replace(self.whose, device_mark=owner(work.connection).device_mark)

    def renew_finder(self) -> None:
        """Look at the directory again, in the lane: an entry or a remark was written."""
        self.finder = open_directory(self.vault, self.now())

    def locked(self, tries: OpenAttempts | None = None) -> None:
        """Note the locking, and the wrong tries at the cover that a full disk kept from being noted; it happens also
        when this cannot be noted.
        """
        if tries is not None:
            tries.catch_up(ProfileFolder(self.folder).failed_unlocks)
        with suppress(Refusal):
            note_lock(self.counsellor, vault=self.vault, now=self.now)

    def keep_shift(self, shift: Shift | None) -> None:
        """Remember the shift as it is now."""
        self.shift = shift
        self.last_shift = shift or self.last_shift


def desk_of(vault: Vault) -> Desk:
    """Return who sits at a profile, for one command without a window."""
    with vault.reading() as work:
        whose, practice = _who(work)
        return replace(whose.desk, practice=practice, role=role_now(work, whose, moments.now))


def role_now(work: Work, whose: ProfileOwner, now: Now) -> Role:
    """Return the role that holds: the team's signed list where there is one, else what the profile was made with."""
    if work.sync_state.get(HOME) is None:
        return whose.role
    from workstation.sync.team_role import team_role  # late: most stations that open have no hub yet

    return team_role(work, whose.role, now)


def _who(work: Work) -> tuple[ProfileOwner, bool]:
    """Return whose profile this is and whether it is for practice; there one may sit as another invented person."""
    whose = owner(work.connection)
    if work.settings.get(PRACTICE) is None:
        return whose, False
    role = role_of(work.settings.get(PRACTICE_ROLE))
    return (whose if role == whose.role else replace(whose, counsellor=invented(role), role=role)), True


def invented(role: Role) -> str:
    """Return the invented person of a role in the practice profile: two signatures need two people there too."""
    text = words()
    return text(f"practice_role.person.{role}") if f"practice_role.person.{role}" in text else ""


def open_desk(folder: Path, opened: Callable[[], Vault]) -> OpenDesk:
    """Open the vault and everything a counsellor needs; some 0.6 s, in the lane. Raises the store's refusals."""
    vault = opened()
    try:
        now = SteadyClock(moments.now, moments.seconds_running)
        with vault.reading() as work:
            whose, practice = _who(work)
            role = role_now(work, whose, now)
        empty_bin(vault=vault, now=now)
        desk = OpenDesk(folder, vault, whose, open_directory(vault, now()), now, practice, role)
        desk.codebook.become(codebook_in_force(moments.local(now()).date(), vault=vault))
        erase_expired(desk.counsellor, vault=vault, now=now)
        desk.shift = running_shift(whose.counsellor, vault=vault, now=now)
        desk.last_shift = desk.shift or latest_shift(whose.counsellor, vault=vault)
    except BaseException:
        vault.close()
        raise
    return desk
