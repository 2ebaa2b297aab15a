"""Finds names among a few thousand: exact, by a beginning, by a word inside, or in spite of a typing error."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

EXACT = 100.0
_TOO_FAR = 3


def errors_forgiven(key: str) -> int:
    """Return how many wrong, missing, extra or swapped letters a word of this length may have."""
    return 0 if len(key) < 3 else 1 if len(key) < 6 else 2 if len(key) < 12 else _TOO_FAR


class Gazetteer:
    """Folded names (see `folding.key_of`) in an order that makes each way of asking quick."""

    def __init__(self, names: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """Take pairs of a key and the folded words it is made of."""
        words = dict(names)
        self._keys = sorted(words)
        self._tails = sorted(
            ("".join(parts[start:]), key)
            for key, parts in words.items()
            for start in range(1, len(parts))
            if len(parts[start]) > 2
        )
        self._begun: dict[int, tuple[list[str], list[str]]] = {}

    def __contains__(self, key: str) -> bool:
        at = bisect_left(self._keys, key)
        return at < len(self._keys) and self._keys[at] == key

    def look_up(self, key: str, *, unfinished: bool = True) -> dict[str, float]:
        """Return the names meant by a key with how well each fits, 100 being exact.

        `unfinished` says that more letters may follow: then beginnings count too.
        """
        found: dict[str, float] = {}
        if key in self:
            found[key] = EXACT
        if unfinished:
            for name in self._starting_with(key):
                found.setdefault(name, 84.0 + 10.0 * len(key) / len(name))
        for tail, name in self._tails_starting_with(key):
            if tail == key:
                found.setdefault(name, 82.0)
            elif unfinished and len(key) > 2:
                found.setdefault(name, 70.0)
        if key not in found:
            for name, fit in self._in_spite_of_errors(key, unfinished=unfinished):
                found[name] = max(fit, found.get(name, 0.0))
        return found

    def _starting_with(self, key: str) -> Iterator[str]:
        for at in range(bisect_left(self._keys, key), len(self._keys)):
            if not self._keys[at].startswith(key):
                return
            yield self._keys[at]

    def _tails_starting_with(self, key: str) -> Iterator[tuple[str, str]]:
        for at in range(bisect_left(self._tails, (key, "")), len(self._tails)):
            if not self._tails[at][0].startswith(key):
                return
            yield self._tails[at]

    def _in_spite_of_errors(self, key: str, *, unfinished: bool) -> Iterator[tuple[str, float]]:
        forgiven = errors_forgiven(key)
        if not forgiven:
            return
        for name, errors, _ in extract(key, self._keys, scorer=OSA.distance, score_cutoff=forgiven, limit=24):
            yield name, 92.0 * (1 - errors / (len(key) + 2))
        if unfinished and len(key) > 3:
            begun, names = self._cut_at(len(key))
            for _, errors, at in extract(key, begun, scorer=OSA.distance, score_cutoff=1, limit=24):
                yield names[at], 64.0 - 4.0 * errors

    def _cut_at(self, length: int) -> tuple[list[str], list[str]]:
        """Return the longer names cut at a length, and whole; kept, because one types letter by letter."""
        if length not in self._begun:
            names = [key for key in self._keys if len(key) > length]
            self._begun[length] = ([name[:length] for name in names], names)
        return self._begun[length]
