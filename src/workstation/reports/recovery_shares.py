"""Three sheets that together keep a team's last key: each is for another person, in another place."""

from datetime import datetime

from workstation.reports.page import (
    LETTER,
    LETTER_STRONG,
    TITLE,
    Band,
    Cell,
    PrintStamp,
    Sheet,
    Typesetter,
    gap,
)
from workstation.vocabulary.words import Words

COLUMNS = 4


def recovery_shares(shares: tuple[str, ...], code: str, made_at: datetime, text: Words) -> bytes:
    """Return the PDF, made in memory, a page for each share. `code` is the control number of the team's list.

    It names nobody and no machine.
    """
    say = Typesetter(text)
    stamp = PrintStamp(text("recovery_shares.number"), text("recovery_shares.staff"), made_at)
    sheet = Sheet(stamp, text, title="1712", running="1712")
    for at, share in enumerate(shares, 1):
        sheet.turn()
        sheet.flow(_page(say, text, at, share.split(), code))
    return sheet.finish()


def _page(say: Typesetter, text: Words, at: int, words: list[str], code: str) -> list[Band]:
    bands: list[Band] = [gap(26), *say.prose(text("recovery_shares.title", at=at), TITLE), gap(12)]
    bands += [*say.prose(text("recovery_shares.what"), LETTER), gap(12)]
    bands += [*say.heading(text("recovery_shares.words")), gap(4)]
    bands += [*say.grid([Cell(str(n), word, LETTER_STRONG) for n, word in enumerate(words, 1)], columns=COLUMNS)]
    bands += [*say.heading(text("recovery_shares.code")), gap(4), *say.prose(code, LETTER_STRONG), gap(12)]
    for line in ("keep", "use", "lost"):
        bands += [*say.prose(text(f"recovery_shares.{line}"), LETTER), gap(6)]
    return bands
