"""Brings what is typed and what is kept to one form, so that accents, hyphens and abbreviations do not matter."""

import re
import unicodedata
from functools import lru_cache

# the digits of a Belgian (and French) AZERTY keyboard, struck without Shift
_UNSHIFTED = dict(zip("&é\"'(§è!çà-_", "123456789068", strict=True))
_SAINTS = {"st": "sint", "ste": "sint", "sinte": "sint", "saint": "sint", "sainte": "sint"}
_APOSTROPHES = str.maketrans("", "", "'’‘`´")
_PARTS = re.compile(r"[a-z]+|[0-9]+")
_LONGEST = 200  # nobody types more into one box; a pasted megabyte must not stop the line


def _digits_meant(word: str) -> str:
    """Return the digits of a word struck on the digit row without Shift, else the word itself."""
    if 2 <= len(word) <= 4 and all(sign in _UNSHIFTED or sign.isdigit() for sign in word):
        return "".join(_UNSHIFTED.get(sign, sign) for sign in word)
    return word


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in their folded form, digits and letters apart ("9000Gent" is two).

    Small letters without accents; `st.` and `saint` as `sint`; `y` as `ij`; apostrophes gone, so `'s` is `s`. A word
    of two to four signs that is nothing but the unshifted digit row becomes its digits: `çààà` is `9000`.
    """
    low = unicodedata.normalize("NFC", text[:_LONGEST]).casefold()
    low = " ".join(_digits_meant(word) for word in low.split())
    low = low.replace("œ", "oe").replace("æ", "ae").translate(_APOSTROPHES)
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", low) if not unicodedata.combining(sign))
    return tuple(_SAINTS.get(word, word).replace("y", "ij") for word in _PARTS.findall(bare))


def key_of(text: str) -> str:
    """Return the folded words of a text written together: the form in which names are compared."""
    return "".join(words_of(text))
