"""Cells of a CSV that a spreadsheet program may open: nothing in them can become a formula, and nothing is lost.

An apostrophe goes before what looks like a formula, and before what begins with such an apostrophe already; reading
takes one away again.
"""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
GUARD = "'"


def neutral(words: str) -> str:
    """Return a cell that no program will run."""
    return GUARD + words if words.lstrip(GUARD).startswith(FORMULA) else words


def restored(cell: str) -> str:
    """Return what stood in the cell before it was made neutral."""
    guarded = cell.startswith(GUARD) and cell.lstrip(GUARD).startswith(FORMULA)
    return cell.removeprefix(GUARD) if guarded else cell
