"""Opens the window, on one's own profile or on the practice profile."""

import argparse
import gc
import sys
from itertools import chain, count
from pathlib import Path

from workstation.commandline.answers import WRONG_USE
from workstation.commandline.practice import PASSPHRASE, has_display, make_practice, practice_folder
from workstation.commandline.running import profile_folder
from workstation.domain import moments
from workstation.vocabulary.words import words

WALKTHROUGH = Path("walkthrough")


def open_window(asked: argparse.Namespace) -> int:
    """Open the window and stay until it is closed. Where there is no display, walk through a call instead."""
    practice = asked.command == "practice"
    if not has_display():
        return _without_display(practice=practice)
    hint, folder = "", profile_folder(asked)
    if practice:
        text, folder = words(), practice_folder(asked)
        if not (folder / "vault.json").exists():
            calls = make_practice(folder, moments.now())
            print(text("commandline.practice_made", calls=calls, folder=folder))
        hint = text("commandline.practice_open", passphrase=PASSPHRASE)
        print(hint, flush=True)
    # a full pass of the collector over what is being loaded would only delay the first frame; the window has its own
    gc.disable()
    # late: the commands for scripts must not pay for a window
    from workstation.assembly.start import Start, run

    passphrase = sys.stdin.readline().rstrip("\r\n") if asked.passphrase_stdin else None
    ready = (lambda: print("ready", flush=True)) if asked.say_when_ready else (lambda: None)
    return run(Start(folder, _look_file(), passphrase, ready, hint, asked.after))


def _look_file() -> Path:
    """Return where theme and letter size are kept: no content, and needed before anything is unlocked."""
    from platformdirs import user_config_path

    return user_config_path("1712-workstation", appauthor=False) / "look.json"


def _without_display(*, practice: bool) -> int:
    text, out = words(), _new_folder()
    print(text("commandline.no_display", out=out))
    if not practice:
        return WRONG_USE
    from workstation.commandline.running import main

    return main(["walkthrough", "--out", str(out)])


def _new_folder() -> Path:
    """Return a folder that is not there yet: the pictures of an earlier walk stay."""
    names = (WALKTHROUGH.with_name(f"{WALKTHROUGH.name}-{number}") for number in count(2))
    return next(one for one in chain((WALKTHROUGH,), names) if not one.exists())
