"""The store: a saved draft against plain SQLite, and full-text search in many calls against a bare query.

python packaging/bench/store.py [how many calls, 100000]
"""

import json
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "src")]

import sqlcipher3.dbapi2 as library
from measuring import interleaved, machine, p95, row, timed

from workstation.domain import moments
from workstation.domain.calls import Call
from workstation.domain.ids import CallId, DraftId, PersonId, new_id
from workstation.domain.lines import CallFilters
from workstation.domain.reported_persons import ReportedPerson
from workstation.forms.draft import Draft
from workstation.store.profiles import create_profile
from workstation.store.vault import Vault
from workstation.usecases.save_draft import save_draft

NEWEST = datetime(2026, 11, 20, tzinfo=UTC)
SYLLABLES = [a + b for a in "bdfghklmnprstvw" for b in ("a", "e", "ij", "oe", "an", "er", "om")]


def save_rows(vault: Vault, folder: Path) -> None:
    """Print what keeping a draft costs, beside the same text in a plain file of the same library, both flushed."""
    plain = library.connect(str(folder / "plain.db"), isolation_level=None)
    for setting in ("journal_mode=WAL", "synchronous=FULL"):
        plain.execute(f"PRAGMA {setting}")
    plain.execute("CREATE TABLE drafts (id TEXT PRIMARY KEY, body TEXT)")
    draft = Draft(DraftId(new_id()), moments.as_text(NEWEST))
    draft.answer("narrative", "Ze belt vanop haar werk en kan een kwartier praten. " * 60)

    def ours() -> float:
        return timed(lambda: save_draft(draft.body(), "bank", vault=vault, now=moments.now))

    def floor() -> float:
        body = json.dumps(draft.body())
        return timed(lambda: plain.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?)", ("one", body)))

    found = interleaved({"ours": ours, "floor": floor}, 300)
    print(row("keep a draft of 3 kB, durable", found["ours"], found["floor"], "plain SQLite, WAL, FULL"))
    # what the window's thread pays: a snapshot, not a save
    found = interleaved({"ours": lambda: timed(draft.body), "floor": lambda: timed(partial(json.dumps, {}))}, 300)
    print(row("snapshot in the window's thread", found["ours"], found["floor"], "json.dumps of nothing", "≤ 1 ms"))


def filled(vault: Vault, count: int) -> list[str]:
    """Put calls with notes of 40 to 160 words in the vault and return the words they are made of."""
    dice = random.Random(1712)
    words = ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(20_000)]
    weights = [1 / (rank + 2) for rank in range(len(words))]
    for first in range(0, count, 5000):
        batch = []
        for number in range(first, min(first + 5000, count)):
            began = NEWEST - timedelta(minutes=(count - number) * 55)
            drawn = dice.choices(words, weights, k=dice.randint(40, 160))
            person = ReportedPerson(id=PersonId(new_id()), problem_type="child_abuse", municipality="44021")
            story = " ".join(drawn)
            call = Call(
                id=CallId(new_id()), number=f"B{number}", channel="phone", started_at=began, filed_at=began,
                ended_at=began + timedelta(minutes=9), counsellor="bank", narrative=story, persons=(person,),
            )  # fmt: skip
            batch.append(call)
        with vault.work() as work:
            work.calls.put_many(batch)
    return words


def search_rows(vault: Vault, words: list[str], count: int, folder: Path) -> None:
    """Print search per key stroke beside a bare full-text query on a plain copy of the same words."""
    dice = random.Random(1)
    with vault.reading() as work:
        texts = work.connection.exec_driver_sql("SELECT text FROM narratives").all()
    plain = library.connect(str(folder / "plain-search.db"), isolation_level=None)
    plain.execute("CREATE VIRTUAL TABLE n USING fts5(text, tokenize='unicode61 remove_diacritics 2', prefix='2 3')")
    plain.execute("BEGIN")
    plain.executemany("INSERT INTO n(text) VALUES (?)", [tuple(one) for one in texts])
    plain.execute("COMMIT")
    typed = [dice.choice(words) for _ in range(40)]
    strokes = iter([word[: at + 1] for word in typed for at in range(1, len(word))] * 20)

    def ours(word: str) -> float:
        with vault.reading() as work:
            return timed(lambda: work.calls.search(word, limit=50))

    def bare(word: str) -> float:
        query = "SELECT rowid FROM n WHERE n MATCH ? ORDER BY rowid DESC LIMIT 50"
        return timed(lambda: plain.execute(query, (f'"{word}"*',)).fetchall())

    pairs = [(ours(word), bare(word)) for word in (next(strokes) for _ in range(300))]
    mine, floor = [a for a, _ in pairs], [b for _, b in pairs]
    print(row(f"search in {count} calls, a key stroke", mine, floor, "bare FTS5 query", "p95 ≤ 20 ms"))
    print(f"{'':34} p95 {p95(mine):.1f} ms")
    filtered = {
        "of a team": CallFilters(seen_by=("bank", "antwerpen")), "of a type": CallFilters(problem_type="child_abuse"),
        "since spring": CallFilters(since=date(2026, 3, 1)),
    }  # fmt: skip
    for what, filters in filtered.items():
        with vault.reading() as work:
            took = [timed(partial(work.calls.search, next(strokes), filters, limit=50)) for _ in range(100)]
        print(f"{'  ' + what:34} {statistics.median(took):9.3f} ms  p95 {p95(took):.1f} ms  (target p95 ≤ 20 ms)")


def main() -> None:
    """Print the rows."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = create_profile(
            folder / "profile", "een wachtzin voor de meting", counsellor="bank", staff_number="0", team="antwerpen",
            use_keyring=False,
        )  # fmt: skip
        with made.vault as vault:
            print(machine())
            save_rows(vault, folder)
            began = time.perf_counter()
            words = filled(vault, count)
            print(f"{count} calls put in {time.perf_counter() - began:.0f} s")
            search_rows(vault, words, count, folder)


if __name__ == "__main__":
    main()
