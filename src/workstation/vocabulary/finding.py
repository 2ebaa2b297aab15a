"""Finds codes while somebody types: by short code, by label, by what people say; without case or accents."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from workstation.vocabulary.codebook import Code, Codebook

LONGEST = 60  # characters: nobody types more to find a code, and a pasted book must not hold up the window


def plain(text: str) -> str:
    """Return the text in small letters, without accents, with single spaces instead of other signs.

    `?` and `+` stay: they are part of short codes and of "60+".
    """
    letters = (c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() or c in "?+" else " " for c in letters).split())


@dataclass(frozen=True, slots=True)
class _Entry:
    code: Code
    shortcode: str
    label: str
    synonyms: tuple[str, ...]


@lru_cache(maxsize=512)
def _entries(codebook: Codebook, name: str, day: date) -> tuple[_Entry, ...]:
    return tuple(
        _Entry(c, c.shortcode or "", plain(c.label), tuple(plain(s) for s in c.synonyms))
        for c in codebook.offered(name, day)
    )


def find_codes(codebook: Codebook, name: str, typed: str, day: date) -> tuple[Code, ...]:
    """Return what a list offers on a day for what was typed, best first; nothing typed gives the whole list.

    Order: short code exactly, label or synonym exactly, label begins so, a word of the label begins so, a synonym
    or one of its words begins so, contained anywhere; equals stay in the order of the list.
    """
    wanted = plain(typed[:LONGEST])
    entries = _entries(codebook, name, day)
    if not wanted:
        return tuple(e.code for e in entries) if not typed.strip() else ()
    ranked = [(rank, at) for at, e in enumerate(entries) if (rank := _rank(e, wanted)) is not None]
    return tuple(entries[at].code for _, at in sorted(ranked))


def _rank(entry: _Entry, wanted: str) -> int | None:
    inside = " " + wanted
    if entry.shortcode == wanted:
        return 0
    if entry.label == wanted or wanted in entry.synonyms:
        return 1
    if entry.label.startswith(wanted):
        return 2
    if inside in entry.label:
        return 3
    if any(s.startswith(wanted) or inside in s for s in entry.synonyms):
        return 4
    if wanted in entry.label or any(wanted in s for s in entry.synonyms):
        return 5
    return None


# lists whose words may be read in a line without their short code. The others hold the same words with another
# meaning (the police as an outcome, as a source, in a sentence): there only the short code counts.
SPOKEN = (
    "problem_type",
    "violence_form",
    "relation_to_victim",
    "person_age",
    "gender",
    "context_family",
    "context_setting",
    "violence_time",
    "call_qualifier",
    "urgency",
)


@lru_cache(maxsize=64)
def _said(codebook: Codebook, day: date) -> dict[str, Code | None]:
    found: dict[str, Code | None] = {}
    for name in SPOKEN:
        for entry in _entries(codebook, name, day):
            for words in {entry.label, *entry.synonyms}:
                found[words] = None if words in found else entry.code
    return found


def said(codebook: Codebook, words: str, day: date) -> Code | None:
    """Return the one code that is called exactly so; None when none is, or more than one."""
    return _said(codebook, day).get(plain(words[:LONGEST]))
