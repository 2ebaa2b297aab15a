"""Runs what was typed after `workstation`."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from workstation.commandline.answers import Answer, Refused, give, give_refusal
from workstation.commandline.parsing import parser
from workstation.store.hardening import quiet_libraries
from workstation.vocabulary.words import words


def main(typed: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. Without a command the window opens."""
    quiet_libraries()
    text = words()
    typed = sys.argv[1:] if typed is None else typed
    asked = parser(text, typed).parse_args(typed)
    if asked.command in (None, "open", "practice"):
        from workstation.commandline import opening

        return opening.open_window(asked)
    if asked.command == "rehearse":
        from workstation.assembly.rehearse import run_rehearsal

        return run_rehearsal(asked.scenario)
    try:
        return give(_command(asked.command)(asked), as_json=asked.json)
    except Refused as refused:
        return give_refusal(refused, as_json=asked.json)
    except Exception as wrong:
        from workstation.domain.permissions import NotAllowed
        from workstation.store.refusals import Refusal, TooSoon

        if not isinstance(wrong, Refusal | NotAllowed):
            raise
        values = {"seconds": wrong.seconds} if isinstance(wrong, TooSoon) else {}
        return give_refusal(Refused(wrong.text_key, **values), as_json=asked.json)


def _command(name: str) -> Callable[[argparse.Namespace], Answer]:
    # each command loads only what it needs: `directory find` never touches the cipher
    if name == "directory":
        from workstation.commandline.directory import act

        return act
    if name == "log":
        from workstation.commandline.read_log import verify

        return verify
    if name == "hub":
        from workstation.commandline.hub import hub

        return hub
    if name in {"import", "export"}:
        from workstation.commandline import registrations

        return registrations.bring_in if name == "import" else registrations.take_out
    if name == "summary":
        from workstation.commandline.summary import make

        return make
    if name == "figures":
        from workstation.commandline.figures import write

        return write
    if name == "walkthrough":
        from workstation.commandline.walkthrough import walk

        return walk
    from workstation.commandline import profiles

    return {"profile": profiles.create, "check": profiles.look, "backup": profiles.keep_copy}[name]


def profile_folder(asked: argparse.Namespace) -> Path:
    """Return the folder of the profile that was asked for, or this user's own."""
    if asked.profile is not None:
        return Path(asked.profile)
    from platformdirs import user_data_path

    return user_data_path("1712-workstation", appauthor=False) / "profile"


def passphrase(asked: argparse.Namespace) -> str:
    """Return the passphrase from the standard input. It is never taken from the arguments: others can see those."""
    if not asked.passphrase_stdin:
        raise Refused("commandline.no_passphrase")
    return sys.stdin.readline().rstrip("\r\n")
