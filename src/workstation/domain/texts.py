"""Text as anyone may type or paste it, made fit to be kept: the one place where characters are judged.

Kept as they are: every letter of every script, emoji, marks of direction, line ends, tabs, other control characters.
Shown as a mark instead: half a character (a lone surrogate), which no file and no database can hold, and NUL, at
which the search index would stop reading. Nothing is ever cut off; what is longer than can leave the station is
refused before it is pasted, and stays where it came from.
"""

from collections.abc import Mapping
from typing import Any

# characters. The hub takes 8 MiB in one request; a letter can be 4 bytes, sealed a third more, in steps of an eighth.
# The note of a call stands alone in its record; elsewhere three texts may stand in one.
LONGEST_NOTE = 1_200_000
LONGEST_TEXT = 300_000
BROKEN = "\ufffd"
NUL = "\u2400"


def storable(text: str) -> str:
    """Return the text as it can be kept; the same text when nothing is wrong with it."""
    if "\0" in text:
        text = text.replace("\0", NUL)
    try:
        text.encode()
    except UnicodeEncodeError:
        # two halves that belong together become their character again
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def storable_tree(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return a JSON-like value with every text in it storable, names too; tuples become lists."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {storable_tree(name): storable_tree(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [storable_tree(one) for one in value]
    return value
