"""How versions of a team's text are numbered: two stations that work alone never give one number to two versions.

A number is the place that people say (1, 2, 3) with the first signs of the version's own name behind it. Ticks and
filled in forms point to it. Numbers of before are a place alone.
"""

from typing import Final

SIGNS: Final = 20  # bits


def numbered(place: int, record: str) -> int:
    """Return the number of the version at a place, made under a name of hexadecimal digits."""
    return place << SIGNS | int(record[: SIGNS // 4], 16)


def place_of(version: int) -> int:
    """Return what people say of a version: its place. 0 is the shipped one."""
    return version >> SIGNS or version
