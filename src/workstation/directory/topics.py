"""The words counsellors and callers use, and what they mean in the words of the directory."""

import csv
import io
from dataclasses import dataclass
from functools import cache

from workstation import resources
from workstation.directory.folding import words_of

KINDS = ("topic", "category", "service", "audience", "language", "wish")
WISHES = ("danger", "open", "night", "anonymous", "free", "chat", "mail")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing a word stands for. `kind` is one of `KINDS`, `value` a word of the directory's data."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Synonym:
    """A word or phrase (folded) with its meanings, the nearest first."""

    words: tuple[str, ...]
    means: tuple[Meaning, ...]


def read_synonyms(text: str) -> tuple[Synonym, ...]:
    """Return the synonyms of a CSV text: columns `words` (joined by |) and `means` (kind:value, joined by |).

    Raises ValueError when a meaning is of no known kind.
    """
    found: list[Synonym] = []
    for row in csv.DictReader(io.StringIO(text)):
        means = []
        for part in row["means"].split("|"):
            kind, _, value = part.partition(":")
            if kind not in KINDS or (kind == "wish" and value not in WISHES):
                raise ValueError(part)
            means.append(Meaning(kind, value))
        found.extend(Synonym(words_of(phrase), tuple(means)) for phrase in row["words"].split("|"))
    return tuple(found)


@cache
def shipped_synonyms() -> tuple[Synonym, ...]:
    """Return the synonyms that came with the program."""
    return read_synonyms(resources.read("directory", "topic_synonyms.csv"))
