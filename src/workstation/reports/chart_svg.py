"""Charts for the web: a list of marks as the text of an SVG."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from workstation.figures.around import Around
from workstation.reports.annual_report import hours_of, measured, width_of
from workstation.reports.chart_painters import TONES, colour_of, hatching, mixed
from workstation.reports.charts import Drawing, Line, Mark, Text
from workstation.reports.pictures import picture
from workstation.usecases.count_year import CountedYear

LETTERS = "Source Sans 3, Source Sans Pro, Arial, sans-serif"


def charts_of(counted: CountedYear, around: Around) -> Iterator[tuple[str, str]]:
    """Yield every figure that is told by a chart: its id and the SVG, as on the pages of the report."""
    for figure, cells in counted.figures:
        shown = picture(figure, cells, around, hours_of(figure, around))
        if shown.chart is not None:
            yield figure.id, as_svg(measured(shown.chart, len(cells)), shown.aloud)


def as_svg(drawing: Drawing, message: str) -> str:
    """Return an SVG file as text; `message` is what a screen reader says."""
    body = "\n".join(line for mark in drawing.marks for line in _svg(mark))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width:.2f} {drawing.height:.2f}" '
        f'role="img" aria-label={quoteattr(message)} font-family="{LETTERS}">\n'
        f"<title>{escape(message)}</title>\n{body}\n</svg>\n"
    )


def _svg(mark: Mark) -> list[str]:
    if isinstance(mark, Text):
        weight = ' font-weight="700"' if mark.bold else ""
        # as wide as it was laid out for, whatever letters whoever looks has
        wide = width_of(mark.words, mark.size, mark.bold)
        return [(
            f'<text x="{mark.x:.2f}" y="{mark.y:.2f}" font-size="{mark.size:g}" text-anchor="{mark.anchor}" '
            f'textLength="{wide:.2f}" lengthAdjust="spacingAndGlyphs" '
            f'fill="{colour_of(mark, TONES)}"{weight}>{escape(mark.words)}</text>'
        )]  # fmt: skip
    if isinstance(mark, Line):
        dash = ' stroke-dasharray="3 2"' if mark.dashed else ""
        return [
            _svg_line(mark.x1, mark.y1, mark.x2, mark.y2, f'{TONES[mark.tone]}" stroke-width="{mark.width:g}"{dash}')
        ]
    fill = "none" if mark.hatched else mixed(TONES[mark.tone], TONES["ground"], mark.strength)
    edge = f' stroke="{TONES[mark.tone]}" stroke-width="0.5"' if mark.hatched else ""
    place = f'x="{mark.x:.2f}" y="{mark.y:.2f}" width="{mark.width:.2f}" height="{mark.height:.2f}"'
    slants = (
        [_svg_line(*ends, f'{TONES[mark.tone]}" stroke-width="0.5"') for ends in hatching(mark)]
        if mark.hatched
        else []
    )
    return [f'<rect {place} fill="{fill}"{edge}/>', *slants]


def _svg_line(x1: float, y1: float, x2: float, y2: float, stroke: str) -> str:
    return f'<line x1="{x1:.2f}" y1="{y1:.2f}" x2="{x2:.2f}" y2="{y2:.2f}" stroke="{stroke}/>'
