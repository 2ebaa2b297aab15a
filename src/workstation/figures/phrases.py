"""Words for a share, proposed by rule from the exact value; the coordinator edits them before approval."""

from fractions import Fraction
from math import floor

from workstation.figures.rounding import half_up

# (from, below, key): the shares that have a word of their own
NAMED = (
    (Fraction(24), Fraction(25), "almost_quarter"),
    (Fraction(25), Fraction(26), "quarter"),
    (Fraction(32), Fraction(100, 3), "almost_third"),
    (Fraction(100, 3), Fraction(35), "third"),
    (Fraction(47), Fraction(50), "almost_half"),
    (Fraction(50), Fraction(501, 10), "half"),
    (Fraction(501, 10), Fraction(55), "just_over_half"),
    (Fraction(65), Fraction(200, 3), "almost_two_thirds"),
    (Fraction(74), Fraction(75), "almost_three_quarters"),
    (Fraction(75), Fraction(77), "three_quarters"),
)


def phrase(n: int, base: int) -> tuple[str, int]:
    """Return the key of a phrase (text `figures.phrase`) and the whole percentage it names.

    "Bijna X %" for [X − 0,5; X), "net geen X %" for a multiple of ten just missed, "ongeveer" for the rest; nobody
    and everybody have words of their own. Raises ZeroDivisionError for an empty base.
    """
    share = Fraction(100 * n, base)
    if n in {0, base}:
        return ("nobody" if n == 0 else "everybody"), int(share)
    for low, high, key in NAMED:
        if low <= share < high:
            return key, half_up(n, base, 0)
    above = floor(share) + 1
    if above % 10 == 0 and above - share <= 1:
        return "just_short_of", above
    if above - share <= Fraction(1, 2):
        return "almost", above
    return ("exactly", int(share)) if share.denominator == 1 else ("about", half_up(n, base, 0))
