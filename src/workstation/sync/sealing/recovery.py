"""The last way back: a member whose keys lie on paper, in three shares of which two are needed.

The words follow SLIP-0039: each share is checked by itself, so a word copied wrongly is told from a wrong share, and
one share alone says nothing about the keys. The first four letters of a word are enough.
"""

import os

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

from workstation.store.vault import Work
from workstation.sync.sealing.boxes import SEED, OwnKeys
from workstation.sync.sealing.founding import take_keys

SHARES, NEEDED = 3, 2
ENOUGH = 4  # letters that tell a word from all others
_BY_BEGINNING = {word[:ENOUGH]: word for word in WORDLIST}


class SharesDoNotFit(Exception):
    """Too few shares, shares of different sets, or a word copied wrongly."""


def new_own_keys() -> OwnKeys:
    """Return keys that nobody has yet."""
    return OwnKeys(os.urandom(SEED))


def shares_of(own: OwnKeys) -> tuple[str, ...]:
    """Return three shares in words; any two give the keys back."""
    (shares,) = generate_mnemonics(1, [(NEEDED, SHARES)], own.seed, b"", iteration_exponent=0)
    return tuple(shares)


def keys_of(shares: tuple[str, ...]) -> OwnKeys:
    """Return the keys from two shares, as they were typed over. Raises SharesDoNotFit."""
    try:
        seed = combine_mnemonics([_whole_words(one) for one in shares], b"")
    except (MnemonicError, ValueError):
        raise SharesDoNotFit from None
    if len(seed) != SEED:
        raise SharesDoNotFit
    return OwnKeys(seed)


def take_over(work: Work, own: OwnKeys, member: str) -> None:
    """Let this station read as the member whose keys lay on paper, until new coordinators have signed a list."""
    take_keys(work, own, member)


def _whole_words(typed: str) -> str:
    """Return the words of a share; what is typed along from the sheet, such as the numbers, is passed over."""
    words = [word for word in "".join(c if c.isalpha() else " " for c in typed.lower()).split() if word]
    return " ".join(_BY_BEGINNING.get(word[:ENOUGH], word) for word in words)
