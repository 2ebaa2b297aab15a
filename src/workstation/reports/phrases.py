"""Shares in words, as the published report says them: "bijna de helft", "iets meer dan een kwart", "bijna 3 %".

Chosen from the counts, never from a rounded percentage.
"""

from workstation.figures.rounding import half_up
from workstation.vocabulary.words import Words

# per mille above or below the round share that may still be called by its name
_NEAR = (
    ("quarter", 250, 15, 20),
    ("third", 333, 13, 20),
    ("half", 500, 25, 50),
    ("two_thirds", 667, 17, 20),
    ("three_quarters", 750, 15, 20),
)


def share(n: int, base: int, text: Words) -> str:
    """Return a share in words; base must not be 0."""
    if n in {0, base}:
        return text(f"annual_report.share.{'none' if n == 0 else 'all'}")
    if 100 * n < base:
        return text("annual_report.share.under_one")
    if 2 * n == base:
        return text("annual_report.share.half")
    for name, middle, below, above in _NEAR:
        if (middle - below) * base <= 1000 * n < middle * base:
            return text(f"annual_report.share.almost_{name}")
        if middle * base <= 1000 * n < (middle + above) * base:
            return text(f"annual_report.share.just_over_{name}")
    return _percent(n, base, text)


def _percent(n: int, base: int, text: Words) -> str:
    whole = half_up(n, base, 0)
    off = half_up(n, base, 2) - whole * 100  # hundredths of a percent away from the whole one
    if off < -10:
        return text("annual_report.share.almost", percent=whole)
    return text(f"annual_report.share.{'about' if off > 10 else 'exactly'}", percent=whole)


def with_number(n: int, base: int, printed: str, text: Words) -> str:
    """Return a share in words with its number behind it, unless the words are the number."""
    said = share(n, base, text)
    return said if "%" in said else f"{said} ({printed} %)"


def capital(words: str) -> str:
    """Return words with a capital at their beginning."""
    return words[:1].upper() + words[1:]
