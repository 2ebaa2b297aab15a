"""The command that puts one call on paper."""

import argparse
import os
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from workstation.assembly.desk import PRACTICE
from workstation.commandline.answers import Answer, Refused
from workstation.commandline.running import passphrase, profile_folder
from workstation.directory.places import Places
from workstation.directory.reading import shipped_directory
from workstation.domain import moments
from workstation.domain.calls import Call
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.reports.case_summary import case_summary
from workstation.reports.page import PrintStamp, pages_in
from workstation.store.marks import owner
from workstation.store.unlocking import unlock
from workstation.store.vault import Vault
from workstation.usecases.entry_as_it_was import entry_as_it_was
from workstation.usecases.look_up_calls import look_up_calls
from workstation.usecases.open_call import open_call
from workstation.usecases.register_print import Printed, PrintWish, register_print
from workstation.usecases.steps_in_words import steps_in_words
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words


def make(asked: argparse.Namespace) -> Answer:
    """Make the summary, keep it in the print register, and write it to a new file that only its owner may read."""
    if asked.out.exists():
        raise Refused("commandline.file_exists")
    with unlock(profile_folder(asked), passphrase(asked)) as vault:
        made = _made(vault, asked)
    return Answer(
        (words()("commandline.summary_made", number=made.number, pages=made.pages),),
        {"number": made.number, "pages": made.pages, "bytes": len(made.document), "file": str(asked.out)},
    )


def _made(vault: Vault, asked: argparse.Namespace) -> Printed:
    text, edition = words(), shipped_directory()
    places = Places(edition.municipalities, edition.places)
    with vault.reading() as work:
        whose, practice = owner(work.connection), work.settings.get(PRACTICE) is not None
    desk = replace(whose.desk, practice=practice)
    call = _named(vault, asked.call, desk)

    def draw(number: str, at: datetime) -> tuple[bytes, int]:
        pdf = case_summary(
            call, asked.audience, codebook=shipped_codebook(), text=text, place_name=places.name,
            entry=partial(entry_as_it_was, vault=vault), stamp=PrintStamp(number, whose.staff_number, at, practice),
            steps=steps_in_words(call.marks, vault=vault),
        )  # fmt: skip
        # before it is registered: a copy that could not be written is not in the register
        _write(asked.out, pdf)
        return pdf, pages_in(pdf)

    wish = PrintWish(call.id, asked.audience, "saved", asked.reason or text("commandline.summary_reason"))
    return register_print(wish, draw, desk, vault=vault, now=moments.now)


def _named(vault: Vault, named: str, desk: Desk) -> Call:
    """Return the call of an id or a number."""
    try:
        return open_call(CallId(named), desk, vault=vault, now=moments.now, reason="print").call
    except KeyError:
        lines = look_up_calls(named, desk=desk, vault=vault, now=moments.now, limit=5)
        found = [line.id for line in lines if line.number == named]
        if not found:
            raise Refused("commandline.no_such_call") from None
        return open_call(found[0], desk, vault=vault, now=moments.now, reason="print").call


def _write(out: Path, pdf: bytes) -> None:
    try:
        handle = os.open(out, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
    except FileExistsError:
        raise Refused("commandline.file_exists") from None
    except OSError:
        raise Refused("commandline.cannot_write") from None
