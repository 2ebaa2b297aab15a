"""Opens a file of `resources/`, in a checkout and in an installed package alike."""

from functools import cache
from pathlib import Path


@cache
def _root() -> Path:
    here = Path(__file__).resolve().parent
    installed = here / "_resources"
    return installed if installed.is_dir() else here.parents[1] / "resources"


def path(*parts: str) -> Path:
    """Return the path of a shipped file. Raises FileNotFoundError when it was not shipped."""
    found = _root().joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError("/".join(parts))
    return found


def read(*parts: str) -> str:
    """Return a shipped text."""
    return path(*parts).read_text(encoding="utf-8")
