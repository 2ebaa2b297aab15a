"""The page that a coordinator hands over: the invitation as words and as a picture that a camera reads."""

from datetime import datetime
from itertools import groupby

import segno

from workstation.reports.page import (
    INK,
    LEFT,
    LETTER,
    LETTER_STRONG,
    TITLE,
    Band,
    Box,
    PrintStamp,
    Sheet,
    Typesetter,
    gap,
)
from workstation.vocabulary.words import Words

SIDE = 190.0  # points
QUIET_RIM = 4  # modules of white around the picture, as its standard asks


def invitation_page(invitation: str, account: str, made_at: datetime, text: Words) -> bytes:
    """Return the PDF, made in memory."""
    say = Typesetter(text)
    stamp = PrintStamp(text("invitation_page.number"), text("invitation_page.staff"), made_at)
    sheet = Sheet(stamp, text, title="1712", running="1712")
    bands: list[Band] = [gap(26), *say.prose(text("invitation_page.title", account=account), TITLE), gap(12)]
    bands += [*say.prose(text("invitation_page.what"), LETTER), gap(16), picture(invitation), gap(16)]
    bands += [*say.prose(invitation, LETTER_STRONG), gap(14)]
    for line in ("use", "once", "keep"):
        bands += [*say.prose(text(f"invitation_page.{line}"), LETTER), gap(6)]
    sheet.flow(bands)
    return sheet.finish()


def modules(text: str) -> list[list[bool]]:
    """Return the dark and light squares of the QR code of a text, rows from the top, its white rim included."""
    made = segno.make(text, error="m", micro=False)
    return [[bool(dark) for dark in row] for row in made.matrix_iter(border=QUIET_RIM)]


def picture(text: str) -> Band:
    """Return the QR code as a band: a rectangle for each run of dark squares."""
    rows = modules(text)
    size = SIDE / len(rows)
    boxes = []
    for down, row in enumerate(rows):
        at = 0
        for dark, run in groupby(row):
            wide = sum(1 for _ in run)
            if dark:
                # a hair more than its size: no light may show between two rows
                boxes.append(Box(LEFT + at * size, down * size, wide * size, size + 0.05, INK))
            at += wide
    return Band(SIDE, boxes=tuple(boxes))
