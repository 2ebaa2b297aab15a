"""The command that puts one call on paper."""

import argparse
import hashlib
import os
from pathlib import Path

from workstation.commandline.answers import Answer, Refused
from workstation.commandline.running import passphrase, profile_folder
from workstation.directory.places import Places
from workstation.directory.reading import shipped_directory
from workstation.domain import moments
from workstation.domain.calls import Call
from workstation.domain.ids import CallId
from workstation.domain.prints import Print
from workstation.reports.case_summary import case_summary
from workstation.reports.page import PrintStamp
from workstation.store.marks import owner
from workstation.store.unlocking import unlock
from workstation.store.vault import Vault, Work
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words


def make(asked: argparse.Namespace) -> Answer:
    """Make the summary, keep it in the print register, and write it to a new file that only its owner may read."""
    if asked.out.exists():
        raise Refused("commandline.file_exists")
    with unlock(profile_folder(asked), passphrase(asked)) as vault:
        pdf, copy = _made(vault, asked)
    return Answer(
        (words()("commandline.summary_made", number=copy.number, pages=copy.pages),),
        {"number": copy.number, "pages": copy.pages, "bytes": len(pdf), "file": str(asked.out)},
    )


def _made(vault: Vault, asked: argparse.Namespace) -> tuple[bytes, Print]:
    at, text = moments.now(), words()
    edition = shipped_directory()
    places = Places(edition.municipalities, edition.places)
    with vault.work() as work:
        call, whose = _call(work, asked.call), owner(work.connection)
        stamp = PrintStamp(work.prints.next_number(moments.local_day(at).year), whose.staff_number, at)
        pdf = case_summary(
            call, asked.audience, codebook=shipped_codebook(), text=text, place_name=places.name,
            entry=work.directory.get, stamp=stamp,
        )  # fmt: skip
        copy = Print(
            number=stamp.number, call=call.id, at=at, counsellor=whose.counsellor, audience=asked.audience,
            how="saved", reason=asked.reason or text("commandline.summary_reason"), pages=_pages(pdf),
            sha256=hashlib.sha256(pdf).digest(),
        )  # fmt: skip
        work.prints.put(copy)
        # inside the transaction: a copy that could not be written is not in the register
        _write(asked.out, pdf)
    return pdf, copy


def _call(work: Work, named: str) -> Call:
    try:
        return work.calls.get(CallId(named))
    except KeyError:
        found = [line for line in work.calls.search(named, limit=5) if line.number == named]
        if not found:
            raise Refused("commandline.no_such_call") from None
        return work.calls.get(found[0].id)


def _pages(pdf: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _write(out: Path, pdf: bytes) -> None:
    try:
        handle = os.open(out, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
    except FileExistsError:
        raise Refused("commandline.file_exists") from None
    except OSError:
        raise Refused("commandline.cannot_write") from None
