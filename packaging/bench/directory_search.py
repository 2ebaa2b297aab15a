"""Directory search: milliseconds a key stroke while typing, beside a raw full-text query in the same run."""

import platform
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from statistics import median, quantiles

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


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds a key stroke."""

    median: float
    p95: float
    worst: float
    strokes: int


def key_strokes(texts: Iterable[str] = TYPED) -> Iterator[str]:
    """Yield what stands in the box after each key."""
    for text in texts:
        yield from (text[: at + 1] for at in range(len(text)))


def timed(search: Callable[[str], object], texts: Iterable[str] = TYPED) -> Timing:
    """Return what each key stroke costs."""
    took = []
    for text in key_strokes(texts):
        began = time.perf_counter()
        search(text)
        took.append(1000 * (time.perf_counter() - began))
    return Timing(median(took), quantiles(took, n=20)[-1], max(took), len(took))


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


def measure() -> dict[str, float]:
    """Return the figures of one run: ours and the raw query in turn, each stroke seen for the first time."""
    edition = shipped_directory()
    raw = timed(with_fts5(edition))
    began = time.perf_counter()
    finder = finder_of(edition)
    built = 1000 * (time.perf_counter() - began)
    ours = timed(with_finder(finder))
    anywhere = timed(with_finder(finder_of(edition), near=None))
    return {
        "strokes": ours.strokes,
        "build_ms": built,
        "median_ms": ours.median,
        "p95_ms": ours.p95,
        "worst_ms": ours.worst,
        "anywhere_p95_ms": anywhere.p95,
        "raw_median_ms": raw.median,
        "raw_p95_ms": raw.p95,
        "ratio_p95": ours.p95 / raw.p95,
    }


def main() -> None:
    """Print the figures."""
    figures = measure()
    print(f"directory search, a key stroke ({platform.machine()}, Python {platform.python_version()})")
    for name, value in figures.items():
        print(f"  {name:14} {value:8.2f}")


if __name__ == "__main__":
    main()
