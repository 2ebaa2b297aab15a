"""The last way back: a member whose keys lie on paper, in three shares of which two are needed.

The words follow SLIP-0039: each share is checked by itself, so a word copied wrongly is told from a wrong share, and
one share alone says nothing about the keys.
"""

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

from workstation.store.vault import Work
from workstation.sync.sealing.boxes import SEED, OwnKeys
from workstation.sync.sealing.founding import take_keys

SHARES, NEEDED = 3, 2


class SharesDoNotFit(Exception):
    """Too few shares, shares of different sets, or a word copied wrongly."""


def shares_of(own: OwnKeys) -> tuple[str, ...]:
    """Return three shares in words; any two give the keys back."""
    (shares,) = generate_mnemonics(1, [(NEEDED, SHARES)], own.seed, b"", iteration_exponent=0)
    return tuple(shares)


def keys_of(shares: tuple[str, ...]) -> OwnKeys:
    """Return the keys from two shares, as they were typed over. Raises SharesDoNotFit."""
    try:
        seed = combine_mnemonics([" ".join(one.lower().split()) for one in shares], b"")
    except (MnemonicError, ValueError):
        raise SharesDoNotFit from None
    if len(seed) != SEED:
        raise SharesDoNotFit
    return OwnKeys(seed)


def take_over(work: Work, own: OwnKeys, member: str) -> None:
    """Let this station read as the member whose keys lay on paper, until new coordinators have signed a list."""
    take_keys(work, own, member)
