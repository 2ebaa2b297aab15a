"""Every rule of the hub and of stations, broken on purpose once: the model must turn red, or it proves nothing.

python -m tests.hub.mutants [--processes 2]     all of them; one line for each
python -m tests.hub.mutants 0 4                 only these

Each is played until a history breaks an invariant in which, with the same steps, the sound rules hold: a history that
breaks both proves nothing, is counted, and the search goes on. Ends with 1 when one is not found.
"""

import argparse
import json
import logging
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.hub import histories
from tests.hub.broken_rules import MUTANTS, NO_FAULT, Mutant

ROOT = Path(__file__).resolve().parents[2]
MOST = {"sqlite": 4_000, "stations": 500}  # histories
LONGEST = 400  # seconds
SEED = 7


class Verdict(NamedTuple):
    """What became of a mutant: by what it was found (None: by nothing), and in how many histories.

    `both`: the histories on the way in which the sound rules broke too.
    """

    by: str | None
    histories: int = 0
    both: int = 0
    said: str = ""

    def __str__(self) -> str:
        after = f" in history {self.histories}" if self.histories else ""
        broke_both = f" ({self.both} broke the sound rules too)" if self.both else ""
        return (f"caught{after} by {self.by}" if self.by else f"SURVIVED{after}: {self.said}") + broke_both


@contextmanager
def broken_tree(mutant: Mutant):
    """The program and its tests in a folder of their own, with this rule broken."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        for name in ("src", "tests"):
            shutil.copytree(ROOT / name, Path(folder) / name)
        for name in ("migrations", "resources", "pyproject.toml"):
            (Path(folder) / name).symlink_to(ROOT / name)
        path = Path(folder) / mutant.path
        sound = path.read_text(encoding="utf-8")
        assert sound.count(mutant.sound) == 1, f"not once in the code: {mutant.rule}"
        path.write_text(sound.replace(mutant.sound, mutant.broken), encoding="utf-8")
        yield folder


def caught(mutant: Mutant, most: int = 0, seed: int = SEED) -> Verdict:
    """Break the rule and look what finds it."""
    with broken_tree(mutant) as folder:
        if mutant.test:
            return _by_test(mutant, folder)
        return _by_history(mutant, folder, most or MOST[mutant.on], seed)


def _run(folder, *words, seconds=LONGEST):
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, capture_output=True, text=True, check=False, timeout=seconds,
        env=os.environ | {"PYTHONPATH": f"{folder}/src"},
    )  # fmt: skip


def _by_test(mutant, folder):
    words = "pytest", "-q", "-x", "-p", "no:cacheprovider", *mutant.test.split()
    if (sound := _run(ROOT, *words)).returncode:
        return Verdict(None, said=f"the sound rules fail too: {sound.stdout[-200:]}")
    done = _run(folder, *words)
    # 1 is a test that failed; anything else did not run as it should
    return (
        Verdict(mutant.test) if done.returncode == 1 else Verdict(None, said=done.stdout[-200:] or "the test holds")
    )


def _by_history(mutant, folder, most, seed):
    first, both, until = 0, 0, time.monotonic() + LONGEST
    while first < most and (left := until - time.monotonic()) > 0:
        given = f"--seed={seed}", f"--steps={mutant.steps}", f"--first={first}", f"--on={mutant.on}", "--stop"
        try:
            done = _run(
                folder, "tests.hub.histories", str(most - first), *given, *(["--more", *mutant.more] * bool(mutant.more)),
                seconds=left,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Verdict(None, most, both, f"no end in {LONGEST} seconds")
        told = [line for line in done.stdout.splitlines() if line.startswith(("BROKEN", '{"steps"'))]
        if len(told) < 2:
            return Verdict(None, most, both, done.stderr[-300:] if done.returncode else "no history broke")
        number, by = _number_and_invariant(told[0])
        if sound_holds(mutant.on, json.loads(told[1])["steps"]):
            return Verdict(by, number + 1, both)
        first, both = number + 1, both + 1
    return Verdict(None, first, both, "only histories that break the sound rules")


def _number_and_invariant(line):
    """From `BROKEN seed 7 history 12: ('LOST WRITE', …)`."""
    head, _, why = line.partition(": ")
    said = re.match(r"""\(?["'](.+?)["'][,)]""", why)
    return int(head.split()[-1]), said[1] if said else why[:90].strip()


def sound_holds(on: str, steps: list) -> bool:
    """Whether the sound rules hold in a history that broke a mutant."""
    ground, make = histories.ground_of(on)
    with closing(ground):
        return histories.breaks(ground, steps, make) is None


def _timed(seed, most, n):
    logging.disable()
    began = time.monotonic()
    return n, caught(MUTANTS[n], most, seed), time.monotonic() - began


def main(words):
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("only", type=int, nargs="*")
    told.add_argument("--processes", type=int, default=os.cpu_count())
    told.add_argument("--seed", type=int, default=SEED)
    told.add_argument("--most", type=int, default=0, help="histories for each")
    told = told.parse_args(words)
    wanted = sorted(
        told.only or range(len(MUTANTS)), key=lambda n: MUTANTS[n].on, reverse=True
    )  # the slow ones first
    survived = 0
    with multiprocessing.get_context("spawn").Pool(told.processes) as pool:
        for n, verdict, seconds in pool.imap_unordered(partial(_timed, told.seed, told.most), wanted):
            survived += verdict.by is None
            print(f"{n:2} {seconds:4.0f} s  {MUTANTS[n].rule}: {verdict}", flush=True)
    for mutant, because in NO_FAULT:
        print(f"no fault: {mutant.rule}: {because}")
    print(f"{len(wanted)} broken rules, {survived} survived")
    return bool(survived)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
