"""Drives the real window through a call with typed keys, from unlocking to paper, and keeps what it saw.

It is also an end-to-end test: it fails when a step does not lead where it should.
"""

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workstation.commandline.answers import Answer, Refused
from workstation.commandline.practice import PASSPHRASE, has_display, make_practice
from workstation.domain import moments
from workstation.vocabulary.words import words


def walk(asked: argparse.Namespace) -> Answer:
    """Walk, print each step with its keys, and leave numbered pictures and one sealed PDF in the folder."""
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    asked.out.mkdir(parents=True, exist_ok=True)
    if any(asked.out.iterdir()):
        raise Refused("commandline.folder_not_empty")
    with _profile(asked.profile) as folder:
        make_practice(folder, moments.now())
        from workstation.commandline.walking import Walk

        walked = Walk(folder, asked.out, asked.theme, tuple(map(int, asked.size.split("x"))), asked.marker)
        walked.go(PASSPHRASE)
    text = words()
    lines = [
        text("walkthrough.line", number=f"{step.number:02d}", what=step.what, keys=step.keys) for step in walked.steps
    ]
    call = walked.call_keys
    lines += [
        text("walkthrough.total", keys=walked.hands.keys, call=call, note=walked.note_keys),
        text("walkthrough.pdf", file=walked.pdf.name, passphrase=walked.pdf_passphrase),
    ]
    facts = {
        "keys": walked.hands.keys,
        "call_keys": call,
        "note_keys": walked.note_keys,
        "silent_keys": walked.silent_keys,
        "snelcode_keys": walked.snelcode_keys,
        "pictures": [step.picture.name for step in walked.steps],
        "pdf": walked.pdf.name,
        "pdf_passphrase": walked.pdf_passphrase,
    }
    return Answer(tuple(lines), facts)


@contextmanager
def _profile(asked: Path | None) -> Iterator[Path]:
    """Give the folder asked for, or one that is gone afterwards: nobody's profile is walked through."""
    if asked is not None:
        yield asked
        return
    place = Path(tempfile.mkdtemp(prefix="walkthrough-"))
    try:
        yield place / "profile"
    finally:
        shutil.rmtree(place, ignore_errors=True)
