"""The case discussion on paper: the agenda with room to write, or the minutes."""

from collections.abc import Sequence

from workstation.domain.moments import local
from workstation.domain.team_talk import DiscussionPoint
from workstation.reports.page import (
    BODY,
    LABEL,
    LEFT,
    LINE,
    SMALL,
    TITLE,
    WIDTH,
    Band,
    Box,
    PrintStamp,
    Sheet,
    Typesetter,
    gap,
)
from workstation.vocabulary.words import Words

LINES_TO_WRITE = 4


def case_discussion(points: Sequence[DiscussionPoint], text: Words, stamp: PrintStamp) -> bytes:
    """Return the PDF. Calls are named by their number alone; a point without minutes gets lines to write on."""
    say = Typesetter(text)
    done = any(point.discussed_at is not None for point in points)
    title = text("case_discussion.minutes_title" if done else "case_discussion.title")
    sheet = Sheet(stamp, text, title="1712", running=title)
    day = f"{local(stamp.at):%d/%m/%Y}"
    on = text("case_discussion.on_one" if len(points) == 1 else "case_discussion.on", day=day, count=len(points))
    sheet.flow([*say.prose(title, TITLE), *say.prose(on, SMALL), gap(8)])
    for at, point in enumerate(points, 1):
        sheet.block(_point(say, at, point, text))
    if not points:
        sheet.flow(say.prose(text("case_discussion.nothing"), BODY))
    return sheet.finish()


def _point(say: Typesetter, at: int, point: DiscussionPoint, text: Words) -> list[Band]:
    key, day = ("point", point.marked_at) if point.discussed_at is None else ("discussed", point.discussed_at)
    number = point.number or text("coordination.erased")
    head = text(f"case_discussion.{key}", at=at, number=number, day=f"{local(day):%d/%m/%Y}")
    bands = [*say.heading(head), *say.prose(point.question, BODY), gap(6)]
    for name, said in (("minutes", point.minutes), ("agreed", point.agreed)):
        bands += say.prose(text(f"case_discussion.{name}"), LABEL)
        if said:
            bands += [*say.prose(said, BODY), gap(6)]
        else:
            bands += [Band(22, boxes=(Box(LEFT, 20, WIDTH, 0.6, LINE),)) for _ in range(LINES_TO_WRITE // 2)]
            bands.append(gap(8))
    return bands
