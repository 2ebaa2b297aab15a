"""Many histories of the model, drawn by seeded dice: what is found is told again from its seed, and shortened.

python -m tests.hub.histories 100000 [--seed 1] [--processes 2] [--on sqlite|postgresql|stations] [--steps 40]

Prints how many histories there were, from which seeds, what was done in them and every history that broke an invariant,
as steps for `found/`. Ends with 1 when one did.
"""

import argparse
import gc
import json
import logging
import multiprocessing
import random
import sys
import time
import traceback
from collections import Counter
from typing import NamedTuple

from tests.hub.acts import ACTS
from tests.hub.grounds import InMemory, OnServer
from tests.hub.steering import STEERING, Steered

STEPS = 40
OFTEN = 4  # times as often as others, what `more` names
TELL_EVERY = 30  # seconds
EVERY = ACTS | STEERING  # the steering ones only where they are asked for


class Broken(NamedTuple):
    """A history that broke an invariant: where it came from, what was done, what was seen."""

    seed: int
    number: int
    steps: list
    why: str


def draw(acts, dice, number=STEPS, more=()):
    """Play a history as the dice want it, and yield each step before it is done.

    Each history leaves some rules out (swarm testing: what meets too seldom among all meets in those), and in every
    second one people type and meet a bad line three times as often. `more` loads the dice: these are never left out.
    """
    leave_out, busy = dice.random() ** 3, dice.random() < 0.5
    allowed = [name for name in ACTS if name == "create" or dice.random() >= leave_out]
    allowed += 2 * [name for name in ("edit", "sync") if busy and name in allowed] + OFTEN * list(more)
    for _ in range(number):
        name = dice.choice([name for name in allowed if is_possible(acts, name)])
        given = {argument: options.draw(dice) for argument, options in EVERY[name].given.items()}
        yield name, given
        getattr(acts, name)(**given)


def is_possible(acts, name):
    return EVERY[name].when is None or EVERY[name].when(acts)


def play(acts, steps):
    """Do these steps, but for what has become impossible, and look whether everything held."""
    for name, given in steps:
        if is_possible(acts, name):
            getattr(acts, name)(**given)
    acts.world.check()


def told(error):
    """What an invariant said, or where the program broke."""
    if isinstance(error, AssertionError):
        return str(error)
    return "".join(traceback.format_exception(error)[-3:])


def breaks(ground, steps, make=Steered):
    """Return what these steps break, None when everything holds."""
    try:
        play(make(ground), steps)
    except Exception as error:  # noqa: BLE001  # whatever breaks is what is looked for
        return told(error)
    return None


def one(ground, seed, number, make=Steered, length=STEPS, tally=None, more=()):
    """Play history `number` of a seed; return how it broke, None when everything held."""
    dice, steps = random.Random(f"{seed}/{number}"), []
    try:
        acts = make(ground)
        for step in draw(acts, dice, length, more):
            steps.append(step)
        acts.world.check()
    except Exception as error:  # noqa: BLE001  # as above
        return Broken(seed, number, steps, told(error))
    finally:
        if tally is not None:
            tally.update(name for name, _ in steps)
    return None


def shortened(ground, broken, make=Steered):
    """Return the history without every step that it does not need to break an invariant."""
    steps, why, size = broken.steps, breaks(ground, broken.steps, make), len(broken.steps) // 2
    if why is None:
        return broken
    while size:
        at = 0
        while at < len(steps):
            fewer = steps[:at] + steps[at + size :]
            if (seen := breaks(ground, fewer, make)) is not None:
                steps, why = fewer, seen
            else:
                at += size
        size //= 2
    return broken._replace(steps=steps, why=why)


def run(number, seed=1, make=Steered, ground=None, stop=False, tell=None, length=STEPS, first=0, more=()):
    """Play so many histories of a seed; return those that broke (shortened), and how often each step was done."""
    ground, tally, found, told_at = ground or InMemory(), Counter(), [], time.monotonic()
    gc.freeze()  # what stands now stays: a history makes much that is short-lived
    for n in range(first, first + number):
        broken = one(ground, seed, n, make, length, tally, more)
        if broken is not None:
            found.append(broken if stop else shortened(ground, broken, make))
            told_at = 0
        if tell is not None and (time.monotonic() - told_at > TELL_EVERY or n + 1 == first + number):
            told_at = time.monotonic()
            tell(n + 1 - first, found)
        if stop and found:
            break
    return found, tally + ground.crashes


def ground_of(kind):
    """Where histories of this kind take place, and their acts."""
    if kind == "sqlite":
        return InMemory(), Steered
    if kind == "postgresql":
        return OnServer.of_its_own(), Steered
    from tests.sync.modelled import OfVaults, RealActs

    return OfVaults(), RealActs


def _process(kind, number, seed, length, stop, first, more):
    logging.disable()
    ground, make = ground_of(kind)
    began, shown = time.process_time(), []

    def tell(done, found):
        spent = time.process_time() - began
        print(f"{kind} seed {seed}: {done} histories, {len(found)} broken, {done / spent:.1f} a second", flush=True)
        for broken in found[len(shown) :]:
            shown.append(broken)
            print(f"BROKEN seed {broken.seed} history {broken.number}: {broken.why}")
            print(json.dumps({"steps": broken.steps}), flush=True)

    try:
        return run(number, seed, make, ground, stop, tell, length, first, more)
    finally:
        ground.close()


def main(words):
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("histories", type=int)
    told.add_argument("--seed", type=int, default=1)
    told.add_argument("--steps", type=int, default=STEPS)
    told.add_argument("--processes", type=int, default=1)
    told.add_argument("--on", choices=("sqlite", "postgresql", "stations"), default="sqlite")
    told.add_argument("--stop", action="store_true", help="at the first that breaks")
    told.add_argument("--first", type=int, default=0, help="the number of the first history")
    told.add_argument("--more", nargs="*", default=(), choices=tuple(EVERY), help="what is done more often")
    told = told.parse_args(words)
    each = -(-told.histories // told.processes)
    rows = [
        (told.on, each, told.seed + n, told.steps, told.stop, told.first, told.more) for n in range(told.processes)
    ]
    if told.processes == 1:
        ended = [_process(*rows[0])]
    else:
        with multiprocessing.get_context("spawn").Pool(told.processes) as pool:
            ended = pool.starmap(_process, rows, chunksize=1)
    found = [broken for some, _ in ended for broken in some]
    tally = sum((counted for _, counted in ended), Counter())
    print(f"{told.on}: {each * told.processes} histories, seeds {[row[2] for row in rows]}, {len(found)} broken")
    print("  steps:", ", ".join(f"{name} {often}" for name, often in tally.most_common()))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
