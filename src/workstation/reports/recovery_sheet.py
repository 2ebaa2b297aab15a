"""The sheet with the recovery key: printed once, kept in a safe place, never a file."""

from datetime import datetime

from workstation.reports.page import LETTER, LETTER_STRONG, TITLE, Band, PrintStamp, Sheet, Typesetter, gap
from workstation.vocabulary.words import Words


def recovery_sheet(key: str, made_at: datetime, text: Words) -> bytes:
    """Return the PDF, made in memory. It names neither the counsellor nor the machine."""
    say = Typesetter(text)
    stamp = PrintStamp(text("recovery_sheet.number"), text("recovery_sheet.staff"), made_at)
    sheet = Sheet(stamp, text, title="1712", running="1712")
    first, second = key[: len(key) // 2].rstrip("-"), key[len(key) // 2 :].lstrip("-")
    bands: list[Band] = [gap(26), *say.prose(text("recovery_sheet.title"), TITLE), gap(14)]
    bands += [*say.prose(text("recovery_sheet.what"), LETTER), gap(12)]
    bands += [*say.prose(first, LETTER_STRONG), *say.prose(second, LETTER_STRONG), gap(12)]
    for line in ("keep", "use", "once"):
        bands += [*say.prose(text(f"recovery_sheet.{line}"), LETTER), gap(6)]
    sheet.flow(bands)
    return sheet.finish()
