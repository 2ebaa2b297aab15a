"""Long meetings: what was handed over goes to a file, and time and memory are read on the way, not at the end alone.

A hundred thousand calls are more than may lie in the memory beside what is measured.
"""

import itertools
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Self

from workstation.domain.envelopes import Push
from workstation.domain.wire import change_out, push_in, push_out
from workstation.domain.wire_reading import read, written
from workstation.sync.exchange import Exchange


class Pushes:
    """What was handed over, in a file; each walk reads it again."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.number = self.changes = self.size = 0

    def add(self, push: Push) -> None:
        """Keep one more."""
        self.number += 1
        self.changes += len(push.changes)
        self.size += sum(len(written(change_out(change))) for change in push.changes)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(written(push_out(push)) + "\n")

    def __iter__(self) -> Iterator[Push]:
        with self._file.open(encoding="utf-8") as file:
            for line in file:
                yield push_in(read(line.encode()))


class Mark(NamedTuple):
    """A moment on the way: seconds by the clock and of this processor, MB of this process and of the hub's."""

    at: float
    computed: float
    here: float
    hub: float


class Course:
    """Looks on at one point of every batch or page; `told` says how the last ones stand beside the first."""

    def __init__(self, exchange: Exchange, point: str, hub: int) -> None:
        self._exchange, self._point, self._hub = exchange, point, hub
        self._marks = [self._mark()]

    def __enter__(self) -> Self:
        self._exchange.crash = self._look
        return self

    def __exit__(self, *_: object) -> None:
        self._exchange.crash = lambda _point: None

    def told(self, records: int, parts: int = 5) -> None:
        """Print the cost of a record and the memory, part by part; `records` in all."""
        marks = self._marks
        if len(marks) <= parts:
            return
        places = [at * (len(marks) - 1) // parts for at in range(parts + 1)]
        per = records / (len(marks) - 1)
        spans = [(marks[a], marks[b], (b - a) * per) for a, b in itertools.pairwise(places)]
        clock = " ".join(f"{(end.at - begin.at) / number * 1000:5.2f}" for begin, end, number in spans)
        here = " ".join(f"{(end.computed - begin.computed) / number * 1000:5.2f}" for begin, end, number in spans)
        print(f"   ms a record, fifth by fifth: {clock} by the clock; {here} computed here")
        print(
            f"   MB: this process (both stations) {marks[0].here:.0f} →"
            f" {' '.join(f'{end.here:.0f}' for _, end, _ in spans)}; the hub {marks[0].hub:.0f} →"
            f" {' '.join(f'{end.hub:.0f}' for _, end, _ in spans)}"
        )

    def _look(self, point: str) -> None:
        if point == self._point:
            self._marks.append(self._mark())

    def _mark(self) -> Mark:
        return Mark(time.perf_counter(), time.process_time(), resident("self"), resident(str(self._hub)))


def resident(process: str) -> float:
    """Return the resident memory of a process in MB; 0 where the machine does not tell."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)
