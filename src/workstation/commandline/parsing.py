"""What may be typed after `workstation`."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workstation import __version__
from workstation.domain.counsellors import OF_PROFILES, ROLES
from workstation.vocabulary.words import Words

WINDOWS = {"open", "practice"}
ACCOUNT_ACTS = ("account", "teams", "link", "invite", "revoke", "erase", "confirm")
HUB_ACTS = ("serve", "demo", "invite", "backup", "restore", "verify", "figures", "link")


class Parsing:
    """The parser while it grows. Every command takes the words all of them share, before or after its name."""

    def __init__(self, text: Words) -> None:
        self._text = text
        # suppressed: a word before the command must not be undone by the default of the same word after it
        self.shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
        self.shared.add_argument("--profile", type=Path, help=text("commandline.profile"))
        self.shared.add_argument("--passphrase-stdin", action="store_true", help=text("commandline.passphrase_stdin"))
        self.shared.add_argument("--json", action="store_true", help=text("commandline.json"))
        about = text("commandline.about")
        self.top = argparse.ArgumentParser(prog="workstation", description=about, parents=[self.shared])
        self.top.add_argument("--version", action="version", version=__version__)
        self.top.set_defaults(profile=None, passphrase_stdin=False, json=False, say_when_ready=False, after="")
        self._commands = self.top.add_subparsers(dest="command", metavar="")

    def command(self, name: str) -> argparse.ArgumentParser:
        """Add a command; its word is `commandline.<name>`."""
        word = self._text(f"commandline.{name}")
        return self._commands.add_parser(name, help=word, description=word, parents=[self.shared])

    def act(self, name: str, act: str, word: str) -> argparse.ArgumentParser:
        """Add a command with one act after its name, as in `profile create`."""
        acts = self.command(name).add_subparsers(dest="act", required=True, metavar=act)
        return acts.add_parser(act, help=self._text(f"commandline.{word}"), parents=[self.shared])

    def said(self, word: str) -> str:
        """Return a word of help."""
        return self._text(f"commandline.{word}")


def parser(text: Words, typed: Sequence[str]) -> argparse.ArgumentParser:
    """Return a parser of what was typed. Wrong use ends the process with exit code 2, as argparse does.

    The window must be there at once: it does not wait for the words of thirty other commands.
    """
    growing = Parsing(text)
    _windows(growing)
    if typed and typed[0] not in WINDOWS:
        _profiles(growing)
        _figures(growing)
        _calls(growing)
        _hub(growing)
    return growing.top


def _windows(growing: Parsing) -> None:
    for name in ("open", "practice"):
        window = growing.command(name)
        window.add_argument("--say-when-ready", action="store_true", help=growing.said("say_when_ready"))
        # the program starts itself anew with this, nobody types it
        window.add_argument("--after", choices=("revoked",), default="", help=argparse.SUPPRESS)
    growing.command("rehearse").add_argument("scenario", nargs="?", default=None, metavar="SCENARIO")
    walkthrough = growing.command("walkthrough")
    walkthrough.add_argument("--out", type=Path, required=True, metavar="DIR")
    walkthrough.add_argument("--theme", choices=("licht", "donker", "zacht"), default="licht")
    walkthrough.add_argument("--size", default="1366x768", metavar="WxH")
    walkthrough.add_argument("--marker", default="", help=growing.said("marker"))


def _profiles(growing: Parsing) -> None:
    create = growing.act("profile", "create", "create")
    create.add_argument("--no-keyring", action="store_true", help=growing.said("no_keyring"))
    create.add_argument("--counsellor", default="", metavar="NAME")
    create.add_argument("--staff-number", default="", metavar="NR")
    create.add_argument("--team", default="", metavar="CODE")
    create.add_argument("--role", choices=OF_PROFILES, default="counsellor", help=growing.said("role"))
    growing.command("check")
    growing.act("log", "verify", "log_verify")
    growing.command("backup").add_argument("file", type=Path, metavar="FILE")


def _figures(growing: Parsing) -> None:
    figures = growing.command("figures")
    figures.add_argument("--year", type=int, required=True, metavar="Y")
    figures.add_argument("--out", type=Path, required=True, metavar="DIR")
    bring_in = growing.act("import", "registrations", "import")
    bring_in.add_argument("folder", type=Path, metavar="DIR")
    bring_in.add_argument("--skip-faulty", action="store_true", help=growing.said("skip_faulty"))
    take_out = growing.act("export", "registrations", "export")
    take_out.add_argument("folder", type=Path, metavar="DIR")
    take_out.add_argument("--year", type=int, required=True, metavar="Y")


def _calls(growing: Parsing) -> None:
    acts = growing.command("directory").add_subparsers(dest="act", required=True, metavar="ACT")
    find = acts.add_parser("find", help=growing.said("find"), parents=[growing.shared])
    out = acts.add_parser("export", help=growing.said("directory_export"), parents=[growing.shared])
    out.add_argument("folder", type=Path, metavar="DIR")
    out.add_argument("--form", choices=("csv", "hsds"), default="csv", help=growing.said("directory_form"))
    bring_in = acts.add_parser("import", help=growing.said("directory_import"), parents=[growing.shared])
    bring_in.add_argument("path", type=Path, metavar="PATH")
    find.add_argument("text", nargs="+", metavar="TEXT")
    find.add_argument("--near", default=None, metavar="PLACE")
    find.add_argument("--at", default=None, metavar="WHEN", help=growing.said("at"))
    summary = growing.command("summary")
    summary.add_argument("call", metavar="CALL")
    summary.add_argument("--audience", choices=("internal", "police", "caller"), required=True)
    summary.add_argument("--out", type=Path, required=True, metavar="FILE")
    summary.add_argument("--reason", default="", help=growing.said("reason"))


def _hub_furnishing(growing: Parsing, one: argparse.ArgumentParser, act: str) -> None:
    if act == "account":
        one.add_argument("account", metavar="ACCOUNT")
        one.add_argument("--role", choices=ROLES, default="counsellor", help=growing.said("hub_role"))
        one.add_argument("--team", action="append", default=[], metavar="TEAM", help=growing.said("hub_team"))
    if act == "password":
        one.add_argument("account", metavar="ACCOUNT")
    if act == "policy":
        one.add_argument("--longest-away", type=int, required=True, metavar="DAYS", help=growing.said("hub_away"))


def _hub_act(growing: Parsing, acts: Any) -> None:  # noqa: ANN401 - argparse keeps the type to itself
    one = acts.add_parser("act", help=growing.said("hub_act"), parents=[growing.shared])
    one.add_argument("what", choices=ACCOUNT_ACTS, metavar="WHAT", help=", ".join(ACCOUNT_ACTS))
    one.add_argument("words", nargs="*", metavar="WORD")
    one.add_argument("--hub", required=True, metavar="HOST:PORT")
    one.add_argument("--fingerprint", required=True, metavar="SHA256", help=growing.said("hub_act_fingerprint"))
    one.add_argument("--account", default="", metavar="ACCOUNT", help=growing.said("hub_act_account"))


def _hub(growing: Parsing) -> None:
    acts = growing.command("hub").add_subparsers(dest="act", required=True, metavar="ACT")
    places = argparse.ArgumentParser(add_help=False)
    places.add_argument("--folder", type=Path, default=Path("hub"), metavar="DIR")
    places.add_argument("--database", default="", metavar="URL")
    places.add_argument("--host", default="127.0.0.1")
    places.add_argument("--port", type=int, default=8712)
    places.add_argument("--certificate", type=Path, default=None, metavar="PEM")
    places.add_argument("--key", type=Path, default=None, metavar="PEM")
    _hub_act(growing, acts)
    for act in (*HUB_ACTS, "account", "policy", "password"):
        one = acts.add_parser(act, help=growing.said(f"hub_{act}"), parents=[growing.shared, places])
        _hub_furnishing(growing, one, act)
        if act == "serve":
            one.add_argument("--sso-issuer", default="", metavar="URL", help=growing.said("sso_issuer"))
            one.add_argument("--sso-client", default="", metavar="ID")
            one.add_argument("--sso-secret-file", type=Path, default=None, metavar="FILE")
            one.add_argument("--sso-authority", type=Path, default=None, metavar="PEM")
            one.add_argument("--sso-claim", default="sub", metavar="NAME")
        if act == "link":
            one.add_argument("account", metavar="ACCOUNT")
            one.add_argument("issuer", metavar="URL")
            one.add_argument("subject", metavar="SUBJECT")
        if act == "invite":
            one.add_argument("account", metavar="ACCOUNT")
            one.add_argument("--pdf", type=Path, default=None, metavar="FILE", help=growing.said("hub_invite_pdf"))
        if act == "figures":
            one.add_argument("--year", type=int, required=True, metavar="Y")
            one.add_argument("--out", type=Path, required=True, metavar="DIR")
            one.add_argument("--team", default="", metavar="CODE")
        if act in {"backup", "restore", "verify"}:
            one.add_argument("file", type=Path, metavar="FILE")
