"""Coder agreement: how far several people who register the same contact choose the same codes.

Percentage, Cohen's kappa for two, Krippendorff's alpha for any number, with answers that may be missing. All codes
are nominal: no order, no distance. Sources:
J. Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20, 37-46.
K. Krippendorff (2011), Computing Krippendorff's alpha-reliability, University of Pennsylvania, Departmental Papers.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations

Answer = Hashable | None  # None = this coder gave none
Unit = Sequence[Answer]  # what each coder answered, always in the same order of coders


def percentage(units: Sequence[Unit]) -> float | None:
    """Return the share (0 to 100) of pairs of answers to one question that are the same; None without any pair."""
    pairs = [one == other for unit in units for one, other in combinations(_given(unit), 2)]
    return 100 * sum(pairs) / len(pairs) if pairs else None


def cohens_kappa(units: Sequence[Unit]) -> float | None:
    """Return Cohen's kappa of two coders, k = (po - pe) / (1 - pe); units one of them left open are left out.

    None where it does not exist: no units, or both always gave one and the same answer. Checked by table 2 of
    Cohen (1960): 200 cases, po = .70, pe = .41, kappa = .492, and its table 1, kappa = -.09.
    Raises ValueError for another number of coders.
    """
    if any(len(unit) != 2 for unit in units):
        raise ValueError("kappa is for two coders")
    both = [(one, other) for one, other in units if one is not None and other is not None]
    if not both:
        return None
    observed = sum(one == other for one, other in both) / len(both)
    firsts, seconds = Counter(one for one, _ in both), Counter(other for _, other in both)
    expected = sum(count * seconds[answer] for answer, count in firsts.items()) / len(both) ** 2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorffs_alpha(units: Sequence[Unit]) -> float | None:
    """Return Krippendorff's alpha for nominal answers, a = 1 - (n - 1) * Do / De over the matrix of coincidences.

    Units with fewer than two answers tell nothing and are left out. None where it does not exist: no such units, or
    one and the same answer everywhere. Checked by Krippendorff (2011): A (two coders, two answers) .095; B (two
    coders, five answers) .692; C (four coders, answers missing) .743.
    """
    coincidences = _coincidences([given for unit in units if len(given := _given(unit)) > 1])
    totals: Counter[Hashable] = Counter()
    for (one, _), weight in coincidences.items():
        totals[one] += weight  # type: ignore[assignment]  # fractions of a coincidence
    n = sum(totals.values())
    observed = sum(weight for (one, other), weight in coincidences.items() if one != other)
    expected = n**2 - sum(count**2 for count in totals.values())
    return None if n < 2 or expected == 0 else 1 - (n - 1) * observed / expected


def _coincidences(units: Sequence[Sequence[Hashable]]) -> Mapping[tuple[Hashable, Hashable], float]:
    """Return the matrix of coincidences: each ordered pair within a unit, weighed by one less than its answers."""
    found: dict[tuple[Hashable, Hashable], float] = {}
    for given in units:
        for at, one in enumerate(given):
            for with_, other in enumerate(given):
                if at != with_:
                    found[one, other] = found.get((one, other), 0.0) + 1 / (len(given) - 1)
    return found


def _given(unit: Unit) -> list[Hashable]:
    return [answer for answer in unit if answer is not None]
