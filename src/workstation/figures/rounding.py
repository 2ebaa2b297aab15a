"""Percentages from counts: always half up, always from whole numbers, with the decimal comma of the report."""

from workstation.figures.spec import Decimals


def half_up(n: int, base: int, decimals: int) -> int:
    """Return the percentage n of base in units of 10^-decimals, half up, also for a fall (negative n)."""
    scale: int = 100 * 10**decimals
    return (2 * n * scale + base) // (2 * base)


def exact(n: int, base: int) -> str:
    """Return the percentage with four decimals and a point, for files; empty base gives an empty text."""
    if base == 0:
        return ""
    value = half_up(n, base, 4)
    return f"{value // 10_000}.{value % 10_000:04}"


def decimals_for(n: int, base: int, rule: Decimals) -> int:
    """Return how many decimals a percentage gets: the choice is made on the exact value, never on a rounded one."""
    return next(decimals for limit, decimals in rule if 100 * n < limit * base)


def percentage(n: int, base: int, rule: Decimals) -> str:
    """Return the percentage as the report prints it; a base of nobody gives a dash."""
    if base == 0:
        return "–"
    return in_dutch(half_up(n, base, decimals := decimals_for(n, base, rule)), decimals)


def in_dutch(value: int, decimals: int) -> str:
    """Return a whole number of 10^-decimals with a decimal comma."""
    sign, value = ("-", -value) if value < 0 else ("", value)
    if decimals == 0:
        return f"{sign}{value}"
    return f"{sign}{value // 10**decimals},{value % 10**decimals:0{decimals}}"


def thousands(n: int) -> str:
    """Return a count with a point per thousand, as running text has it."""
    return f"{n:,}".replace(",", ".")
