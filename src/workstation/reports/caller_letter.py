"""The page for the caller: what we passed on, and nothing of what was told.

Someone else at home may find it. So it carries no call, no day, no name, no word for what goes on, and does not say
who wrote it; the file's own title does not either.
"""

from workstation.domain.referrals import Referral
from workstation.domain.services import Service
from workstation.reports.answers import Entry
from workstation.reports.page import (
    ACCENT,
    LEFT,
    LETTER,
    LETTER_STRONG,
    TITLE,
    Band,
    PrintStamp,
    Sheet,
    Typesetter,
    gap,
)
from workstation.vocabulary.words import Words

_INDENT = 14.0
_COLUMN = 410.0


def caller_letter(referrals: tuple[Referral, ...], entry: Entry, text: Words, stamp: PrintStamp) -> bytes:
    """Return the PDF. A service named for several persons stands on it once."""
    say = Typesetter(text)
    sheet = Sheet(stamp, text, title=text("summary.title.caller"), running=text("summary.running.caller"))

    def paragraph(key: str) -> list[Band]:
        return [*say.prose(text(f"summary.letter.{key}"), LETTER, width=_COLUMN), gap(9)]

    sheet.block([gap(26), *say.prose(text("summary.title.caller"), TITLE), gap(14)])
    once = {(one.service, one.service_version): one for one in referrals}
    sheet.flow(paragraph("opening" if once else "nothing"))
    for one in once.values():
        lines = _lines(entry(one.service, one.service_version), text)
        bands = say.prose(one.service_name, LETTER_STRONG, x=LEFT + _INDENT, width=_COLUMN)
        for line in lines:
            bands += say.prose(line, LETTER, x=LEFT + _INDENT, width=_COLUMN)
        sheet.block([gap(7), *say.card(bands, ACCENT), gap(11)])
    sheet.flow([gap(8), *paragraph("emergency")])
    sheet.flow(paragraph("again"))
    sheet.flow(paragraph("keep"))
    sheet.flow([gap(8), *paragraph("regards")])
    return sheet.finish()


def _lines(found: Service | None, text: Words) -> list[str]:
    """Return what the caller needs to reach a service. Its description stays off: it often names the violence."""
    if found is None:
        return [text("summary.letter.lost")]
    lines = [text("summary.letter.phone", phone=found.phone) if found.phone else text("summary.letter.no_phone")]
    lines += [value for value in (found.email, found.website) if value]
    if found.address:
        lines.append(text("summary.letter.address", address=found.address))
    hours = found.opening_hours
    lines.append(text("summary.letter.hours", hours=hours) if hours else text("summary.letter.hours_unknown"))
    kind = [text("summary.letter.free")] if found.cost == "gratis" else []
    kind += [text("summary.letter.anonymous")] if found.anonymous == "yes" else []
    if kind:
        lines.append(" ".join(kind))
    if found.confidence == "unverified":
        lines.append(text("summary.letter.unsure"))
    return lines
