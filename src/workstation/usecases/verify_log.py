"""Verify the read log: whether anything in it was changed, taken out or cut off."""

from dataclasses import dataclass

from workstation.domain.read_log import Anchor, Fault
from workstation.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Verified:
    """`end` is what to print or to tell somebody: the next verification can be measured by it."""

    end: Anchor
    faults: tuple[Fault, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify_log(*, vault: Vault, witness: Anchor | None = None) -> Verified:
    """Go through the whole chain, offline. `witness`: an end that somebody noted elsewhere at an earlier moment."""
    with vault.reading() as work:
        return Verified(work.read_log.end(), tuple(work.read_log.faults(witness)))
