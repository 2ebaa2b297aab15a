"""Lanes: work that takes time goes behind the window, one thing after another; answers come back in its thread."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")
Sorry = Callable[[Exception], None]


class _Job:
    """What was given, and what came of it. Emptied in the window's thread: it may be the last to hold a window."""

    def __init__(self, work: Callable[[], Any], then: Callable[[Any], None] | None, otherwise: Sorry) -> None:
        self.work, self.then, self.otherwise = work, then, otherwise
        self.result: Any = None
        self.wrong: Exception | None = None

    def run(self) -> None:
        """Do it, in the lane; keep no name for anything of it there."""
        try:
            self.result = self.work()
        except Exception as wrong:  # noqa: BLE001 - carried to the window's thread, never swallowed
            self.wrong = wrong

    def answer(self) -> None:
        """Tell what came of it, in the window's thread, and let go of everything."""
        then, otherwise, result, wrong = self.then, self.otherwise, self.result, self.wrong
        self.__dict__.clear()
        if wrong is not None:
            otherwise(wrong)
        elif then is not None:
            then(result)


class Lane(QObject):
    """One worker with a queue. Work is done in the order it was given, so a save never overtakes an earlier one."""

    _came_back = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._last: Future[None] | None = None
        # queued, also when work is done at once: `then` never runs inside `do`
        self._came_back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def do(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        otherwise: Sorry | None = None,
    ) -> None:
        """Do `work` in the lane and give its result to `then` in the window's thread.

        What it raises goes to `otherwise`; where there is none, it is raised in the window's thread and meets
        the hook for defects.
        """
        job = _Job(work, then, otherwise or _raise)

        def run() -> None:
            job.run()
            self._came_back.emit(job)

        self._last = self._pool.submit(run)

    def wait(self, seconds: float) -> bool:
        """Return whether all work given so far is done within some seconds; answers may still be on their way."""
        if self._last is None:
            return True
        try:
            self._last.result(seconds)
        except TimeoutError:
            return False
        return True

    def close(self) -> None:
        """Finish what was given and take nothing more."""
        self._pool.shutdown(wait=True)

    def _deliver(self, job: _Job) -> None:
        job.answer()


def _raise(wrong: Exception) -> None:
    raise wrong
