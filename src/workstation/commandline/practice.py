"""The practice profile: real directory, invented calls, a passphrase everybody may know."""

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path

from workstation.domain import moments
from workstation.vocabulary.words import words

# no secret: the practice profile holds invented calls only, and this line is printed at every start
PASSPHRASE = "rustig aan samen"  # noqa: S105
CALLS = 300
SEED = 1712


def practice_folder(asked: argparse.Namespace) -> Path:
    """Return where the practice profile lies: beside this user's own, never in its place."""
    if asked.profile is not None:
        return Path(asked.profile)
    from platformdirs import user_data_path

    return user_data_path("1712-workstation", appauthor=False) / "practice"


def make_practice(folder: Path, at: datetime) -> int:
    """Make the practice profile with `CALLS` invented calls and return how many there are."""
    from workstation.assembly.desk import PRACTICE
    from workstation.figures.synthetic_practice import practice_calls
    from workstation.store.profiles import create_profile
    from workstation.usecases.open_directory import open_directory

    text = words()
    made = create_profile(
        folder, PASSPHRASE, counsellor=text("commandline.practice_counsellor"), staff_number="000",
        team="oost_vlaanderen", use_keyring=False,
    )  # fmt: skip
    with made.vault as vault:
        open_directory(vault, at)
        calls = practice_calls(CALLS, SEED, moments.local_day(at), (text("commandline.practice_counsellor"),))
        with vault.work() as work:
            work.settings.put(PRACTICE, "yes")
            return work.calls.put_many(calls)


def has_display() -> bool:
    """Return whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM"))
