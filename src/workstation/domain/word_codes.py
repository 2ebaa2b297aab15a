"""Three Dutch words that an anonymous caller may keep, instead of a name or a number that we would keep."""

import secrets
from collections.abc import Sequence

from workstation.domain.problems import NotReady, Problem

LENGTH = 3
SOUNDS = (
    ("sch", "sg"), ("ch", "g"), ("ck", "k"), ("c", "k"), ("qu", "kw"), ("ij", "ei"), ("y", "i"), ("ou", "au"),
    ("dt", "t"), ("ph", "f"), ("x", "ks"), ("z", "s"), ("v", "f"), ("d", "t"), ("b", "p"), ("th", "t"), ("n", "m"),
)  # fmt: skip


def new_code(words: Sequence[str]) -> tuple[str, ...]:
    """Return three different words, drawn by the system's generator."""
    return tuple(secrets.SystemRandom().sample(list(words), LENGTH))


def read_code(typed: str, words: Sequence[str]) -> tuple[str, ...]:
    """Return the three words as they stand in the list. Raises NotReady with the word that is not in it.

    A word that was only heard or typed a little differently costs no guess: nothing is looked up until all three
    stand in the list.
    """
    parts = "".join(letter if letter.isalpha() else " " for letter in typed.casefold()).split()
    if len(parts) != LENGTH:
        raise NotReady((Problem("code", "caller_code.three_words", severity="hard"),))
    known = set(words)
    for part in parts:
        if part not in known:
            near = nearest(part, words)
            key = "caller_code.perhaps" if near else "caller_code.not_a_word"
            raise NotReady((Problem("code", key, values=(("word", part), ("near", near)), severity="hard"),))
    return tuple(parts)


def nearest(word: str, words: Sequence[str]) -> str:
    """Return the word of the list that sounds like this one, "" when there is none."""
    sound = sounding(word)
    return next((one for one in words if sounding(one) == sound), "") or next(
        (one for one in words if distance(sounding(one), sound) == 1), ""
    )


def sounding(word: str) -> str:
    """Return how a word sounds on a bad line: letters that are mistaken for each other become one."""
    for heard, alike in SOUNDS:
        word = word.replace(heard, alike)
    single = [letter for at, letter in enumerate(word) if at == 0 or word[at - 1] != letter]
    return "".join(single)


def distance(one: str, other: str) -> int:
    """Return how many letters must be changed, added or left out (Levenshtein)."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        before, row[0] = row[0], at
        for place, opposite in enumerate(other, start=1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (letter != opposite))
    return row[-1]
