"""What may be typed after `workstation`."""

import argparse
from pathlib import Path

from workstation import __version__
from workstation.vocabulary.words import Words


def parser(text: Words) -> argparse.ArgumentParser:
    """Return the parser of all commands. Wrong use ends the process with exit code 2, as argparse does."""
    # suppressed: a word before the command must not be undone by the default of the same word after it
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--profile", type=Path, help=text("commandline.profile"))
    shared.add_argument("--passphrase-stdin", action="store_true", help=text("commandline.passphrase_stdin"))
    shared.add_argument("--json", action="store_true", help=text("commandline.json"))

    top = argparse.ArgumentParser(prog="workstation", description=text("commandline.about"), parents=[shared])
    top.add_argument("--version", action="version", version=__version__)
    top.set_defaults(profile=None, passphrase_stdin=False, json=False, say_when_ready=False)
    commands = top.add_subparsers(dest="command", metavar="")

    def command(name: str, **more: object) -> argparse.ArgumentParser:
        word = text(f"commandline.{name}")
        return commands.add_parser(name, help=word, description=word, parents=[shared], **more)  # type: ignore[arg-type]

    for name in ("open", "practice"):
        command(name).add_argument("--say-when-ready", action="store_true", help=text("commandline.say_when_ready"))
    walkthrough = command("walkthrough")
    walkthrough.add_argument("--out", type=Path, required=True, metavar="DIR")
    walkthrough.add_argument("--theme", choices=("licht", "donker", "zacht"), default="licht")
    walkthrough.add_argument("--size", default="1366x768", metavar="WxH")
    walkthrough.add_argument("--marker", default="", help=text("commandline.marker"))

    profile = command("profile").add_subparsers(dest="act", required=True, metavar="create")
    create = profile.add_parser("create", help=text("commandline.create"), parents=[shared])
    create.add_argument("--no-keyring", action="store_true", help=text("commandline.no_keyring"))
    create.add_argument("--counsellor", default="", metavar="NAME")
    create.add_argument("--staff-number", default="", metavar="NR")
    create.add_argument("--team", default="", metavar="CODE")

    command("check")
    command("backup").add_argument("file", type=Path, metavar="FILE")
    directory = command("directory").add_subparsers(dest="act", required=True, metavar="find")
    find = directory.add_parser("find", help=text("commandline.find"), parents=[shared])
    find.add_argument("text", nargs="+", metavar="TEXT")
    find.add_argument("--near", default=None, metavar="PLACE")
    find.add_argument("--at", default=None, metavar="WHEN", help=text("commandline.at"))
    figures = command("figures")
    figures.add_argument("--year", type=int, required=True, metavar="Y")
    figures.add_argument("--out", type=Path, required=True, metavar="DIR")
    summary = command("summary")
    summary.add_argument("call", metavar="CALL")
    summary.add_argument("--audience", choices=("internal", "police", "caller"), required=True)
    summary.add_argument("--out", type=Path, required=True, metavar="FILE")
    summary.add_argument("--reason", default="", help=text("commandline.reason"))
    return top
