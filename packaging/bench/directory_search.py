"""Directory search: milliseconds a key stroke while typing, beside a raw full-text query in the same run."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial

from measuring import machine, p95, row, timed

from workstation.directory.folding import words_of
from workstation.directory.reading import DirectoryEdition, shipped_directory
from workstation.directory.search import Finder, finder_of
from workstation.domain.moments import BRUSSELS

TYPED = (
    "politie gent", "politei gnt", "9000 ocmw", "çààà caw", "caw sint-niklaas", "ocmw sint nicklaas",
    "opvang vannacht", "opvang vannacht gent", "vluchthuis brugge", "vrouw verkracht antwerpen",
    "sporen laten nemen leuven",
    "kind geslagen hasselt", "kindermishandeling", "mijn man slaat mij", "schulden kortrijk", "geen geld aalst",
    "stalking ex mechelen", "klacht indienen beveren", "politie halle", "tegenpartij advocaat", "scheiding kinderen",
    "dader hulp tongeren", "sexting school", "zelfmoord nu open", "luisterend oor nacht", "veilig huis genk",
    "heist op den berg politie", "zwijndrecht ocmw", "kruibeke caw", "ouderenmishandeling oostende", "awel chat",
    "frans partnergeweld brussel", "mensenhandel", "uitgehuwelijkt", "lgbti", "drugs alcohol", "jac turnhout",
    "slachtofferhulp verkeer", "justitiehuis dendermonde", "mes politie ninove", "gedwongen huwelijk molenbeek",
)  # fmt: skip
NEAR = "44021"


def key_strokes(texts: Iterable[str] = TYPED) -> Iterator[str]:
    """Yield what stands in the box after each key."""
    for text in texts:
        yield from (text[: at + 1] for at in range(len(text)))


def with_finder(finder: Finder, near: str | None = NEAR) -> Callable[[str], object]:
    """Return our search as the screen calls it, with a municipality known from the call or without."""
    at = datetime(2026, 11, 20, 10, 30, tzinfo=BRUSSELS)
    return lambda text: finder.find(text, at=at, near=near, limit=20)


def with_fts5(edition: DirectoryEdition) -> Callable[[str], object]:
    """Return the least a search could do: one full-text query with prefixes, no place, no forgiving, no reasons."""
    store = sqlite3.connect(":memory:")
    store.execute(
        "create virtual table entries using fts5(name, description, topics, tokenize='unicode61', prefix='2 3')"
    )
    rows = ((" ".join(words_of(one.name)), one.description, " ".join(one.topics)) for one in edition.services)
    store.executemany("insert into entries values (?, ?, ?)", rows)
    ask = "select rowid, name, description, topics from entries where entries match ? order by rank limit 20"

    def search(text: str) -> object:
        wanted = " OR ".join(f'"{word}"*' for word in words_of(text))
        return store.execute(ask, (wanted,)).fetchall() if wanted else []

    return search


def measure(texts: Iterable[str] = TYPED) -> dict[str, list[float]]:
    """Return milliseconds a key stroke, each stroke put to every search in turn, new to each."""
    edition = shipped_directory()
    searches = {
        "near": with_finder(finder_of(edition)),
        "anywhere": with_finder(finder_of(edition), near=None),
        "raw": with_fts5(edition),
    }
    found: dict[str, list[float]] = {name: [] for name in searches}
    for text in key_strokes(texts):
        for name, search in searches.items():
            found[name].append(timed(partial(search, text)))
    return found


def main() -> None:
    """Print the rows: with a municipality known from the call, and without."""
    found = measure()
    print(machine())
    for name, what in (("near", "a key in the directory, place known"), ("anywhere", "a key in the directory")):
        print(row(what, found[name], found["raw"], "raw FTS5 query", "p95 ≤ 20 ms"))
    print(f"p95 against p95 of the raw query: {p95(found['near']) / p95(found['raw']):.2f}")


if __name__ == "__main__":
    main()
