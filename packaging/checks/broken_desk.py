"""The real program with one promise broken on purpose: the control that shows the crash check can turn red.

python packaging/checks/broken_desk.py autosave-off|plain-store COMMAND…
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))


def break_autosave() -> None:
    """Let no draft be handed over while one types."""
    from workstation.ui.forms import autosave

    autosave.HAND_OVER_MS = 10_000_000


def break_encryption() -> None:
    """Keep the store in plain SQLite: the same library, never given a key."""
    import sqlcipher3.dbapi2 as library

    from workstation.store import engine

    class Unkeyed(library.Connection):  # type: ignore[misc]
        def set_key(self, _key: bytearray) -> None:
            """Leave the file as anybody could read it."""

    connect = library.connect
    library.connect = lambda *args, **more: connect(*args, factory=Unkeyed, **more)
    engine.PLAIN_HEADER = b"no such header"


def main() -> int:
    """Break what was asked for, then run the program."""
    broken = sys.argv.pop(1)
    {"autosave-off": break_autosave, "plain-store": break_encryption}[broken]()
    from workstation.commandline.running import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
