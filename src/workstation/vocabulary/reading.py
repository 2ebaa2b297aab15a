"""Reads a codebook from the files of its edition."""

import csv
import hashlib
import io
from datetime import date
from functools import cache

from workstation import resources
from workstation.vocabulary.codebook import Code, Codebook

FILES = ("codebook.csv", "person_relations.csv")
SHORTCODES = "shortcodes.csv"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _inverse(note: str) -> str | None:
    return note.removeprefix("inverse:").strip() if note.startswith("inverse:") else None


def read_codebook(texts: tuple[str, ...], shortcodes: str, edition: str) -> Codebook:
    """Return the codebook of some CSV texts (columns of `codebook.csv`) and a CSV text of short codes.

    Short codes: `codelist, code, shortcode, synonyms_nl` with synonyms joined by `;`.
    """
    extra = {(row["codelist"], row["code"]): row for row in csv.DictReader(io.StringIO(shortcodes))}
    codes = []
    for text in texts:
        for row in csv.DictReader(io.StringIO(text)):
            more = extra.get((row["codelist"], row["code"]), {})
            codes.append(
                Code(
                    list=row["codelist"],
                    code=row["code"],
                    labels={tongue: row[f"label_{tongue}"] for tongue in ("nl", "en", "fr")},
                    valid_from=_day(row["valid_from"]) or date.min,
                    valid_until=_day(row["valid_until"]),
                    parent=row["parent"] or None,
                    sort=int(row["sort"]),
                    definition=row["definition_nl"],
                    shortcode=more.get("shortcode") or None,
                    inverse=_inverse(row["validity_note"]),
                    synonyms=tuple(s for s in more.get("synonyms_nl", "").split(";") if s),
                ),
            )
    return Codebook(edition, tuple(codes))


@cache
def shipped_codebook() -> Codebook:
    """Return the edition that came with the program; its name is made from the files themselves."""
    texts = tuple(resources.read("codebook", name) for name in FILES)
    shortcodes = resources.read("codebook", SHORTCODES)
    mark = hashlib.sha256("\0".join((*texts, shortcodes)).encode()).hexdigest()[:8]
    return read_codebook(texts, shortcodes, f"2026-{mark}")
