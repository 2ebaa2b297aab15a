"""How fast lists and search are with 100,000 calls with notes in an encrypted file.

Run it: python -m tests.store.speed [how many calls]. It prints medians and 95th
percentiles in milliseconds.
"""

import random
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.records import a_call, a_person, a_referral
from tests.store.vaults import test_key

from workstation.domain.lines import CallFilters
from workstation.store import engine as engines
from workstation.store import migrating
from workstation.store.vault import Vault

NEWEST = datetime(2026, 11, 20, tzinfo=UTC)
TYPES = ("child_abuse", "partner_violence", "elder_abuse", "stalking", "coping_past_violence", "other_no_violence")
SYLLABLES = [
    a + b for a in "bdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "aa", "ee", "ij", "oe", "an", "er", "om")
]


def vocabulary(rng, size=20_000):
    return ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(size)]


def some_calls(rng, words, weights, count, first):
    for number in range(first, first + count):
        began = NEWEST - timedelta(minutes=(100_000 - number) * 55)
        person = a_person(
            problem_type=rng.choices(TYPES, (50, 25, 10, 5, 9, 1))[0], municipality=rng.choice(("44021", "11002"))
        )
        yield a_call(
            number=f"N{number}", started_at=began, ended_at=began + timedelta(minutes=rng.randint(1, 60)),
            filed_at=began + timedelta(hours=1), channel=rng.choices(("phone", "chat", "email"), (60, 25, 15))[0],
            narrative=" ".join(rng.choices(words, cum_weights=weights, k=rng.randint(40, 160))),
            persons=(person,) if rng.random() < 0.7 else (person, a_person()),
            referrals=(a_referral(person=person.id),) if rng.random() < 0.5 else (),
            callback_agreed="yes" if rng.random() < 0.02 else None,
        )  # fmt: skip


def filled(folder, count, rng):
    path = folder / "store.db"
    engines.create(path, test_key())
    migrating.bring_to_head(path, test_key(), folder / "backups", NEWEST)
    vault = Vault.opened(path, test_key())
    words = vocabulary(rng)
    total, weights = 0.0, []
    for rank in range(len(words)):
        total += 1 / (rank + 2)
        weights.append(total)
    spent = 0.0
    for first in range(0, count, 5000):
        batch = list(some_calls(rng, words, weights, min(5000, count - first), first))
        began = time.perf_counter()
        with vault.work() as work:
            work.calls.put_many(batch)
        spent += time.perf_counter() - began
    print(
        f"{count} calls put in {spent:.1f} s ({spent / count * 1e6:.0f} us a call), file {path.stat().st_size / 1e6:.0f} MB"
    )
    return vault, words


def measured(name, act, times=200):
    """Print wall time and, for machines that do other things meanwhile, the processor time of the same acts."""
    wall, processor, hits = [], [], 0
    for at in range(times):
        began, busy = time.perf_counter(), time.process_time()
        hits += len(act(at))
        processor.append((time.process_time() - busy) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    wall.sort()
    processor.sort()
    middle, high = times // 2, int(times * 0.95)
    print(
        f"{name:44} median {wall[middle]:6.1f}  p95 {wall[high]:6.1f}  max {wall[-1]:6.1f} ms"
        f"  (processor {processor[middle]:.1f}, {processor[high]:.1f}; {hits / times:.0f} hits)"
    )


def look_around(vault, words, rng):
    month = {"since": date(2026, 10, 21), "until": date(2026, 11, 20)}
    year = {"since": date(2025, 11, 21), "until": date(2026, 11, 20)}

    def look(words="", **filters):
        with vault.reading() as work:
            return (
                work.calls.search(words, CallFilters(**filters), 50)
                if words
                else work.calls.lines(CallFilters(**filters), 50)
            )

    def a_word(low=0, high=20_000):
        return words[rng.randrange(low, high)]

    measured("list, newest 50", lambda _: look())
    for name, filters in (
        ("month", month), ("channel chat", {"channel": "chat"}), ("rare type", {"problem_type": "other_no_violence"}),
        ("rare type in a month", {"problem_type": "other_no_violence"} | month), ("amended (none)", {"status": "amended"}),
        ("call-back agreed", {"callback_agreed": True}), ("rare type, chat, call-back",
         {"problem_type": "other_no_violence", "channel": "chat", "callback_agreed": True}),
        ("another counsellor (none)", {"counsellor": "x"}), ("not counted (none)", {"counted": False}),
    ):  # fmt: skip
        measured(f"list, {name}", lambda _, f=filters: look(**f), 50)
    measured("search, any word", lambda _: look(a_word()))
    measured("search, common word (first 200)", lambda _: look(a_word(0, 200)))
    measured("search, most common word", lambda _: look(words[0] + " "))
    measured("search, two words", lambda _: look(a_word(0, 2000) + " " + a_word(0, 2000)))
    measured("search, word + beginning of 3", lambda _: look(a_word(0, 2000) + " " + a_word()[:3]))
    measured("search, beginning of 2 letters", lambda _: look(a_word()[:2]))
    measured("search, beginning of 3 letters", lambda _: look(a_word()[:3]))
    measured("search, beginning of 5 letters", lambda _: look(a_word()[:5]))
    measured("search, phrase", lambda _: look(f'"{a_word(0, 50)} {a_word(0, 50)}"'))
    for name, filters in (
        ("month", month),
        ("year", year),
        ("rare type", {"problem_type": "other_no_violence"}),
        ("chat", {"channel": "chat"}),
        ("call-back in a month", {"callback_agreed": True} | month),
    ):
        measured(f"search, any word, {name}", lambda _, f=filters: look(a_word(), **f))
        measured(f"search, common word, {name}", lambda _, f=filters: look(a_word(0, 200), **f))
        measured(f"search, most common word, {name}", lambda _, f=filters: look(words[0] + " ", **f), 50)
        measured(f"search, beginning of 3, {name}", lambda _, f=filters: look(a_word()[:3], **f))
    typed = [a_word() for _ in range(60)]
    keys = [word[: at + 1] for word in typed for at in range(len(word))]
    measured("search, every key stroke of 60 words", lambda at: look(keys[at]), len(keys))
    with vault.reading() as work:
        ids = [line.id for line in work.calls.lines(limit=1000)]

    def open_one(at):
        with vault.reading() as work:
            return (work.calls.get(ids[at]),)

    measured("open a call", open_one)


def main(count):
    rng = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        vault, words = filled(Path(folder), count, rng)
        look_around(vault, words, rng)
        vault.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
