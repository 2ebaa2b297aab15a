"""The form for reading a call again, as a text that a team may change: read, checked, versioned."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from workstation import resources

ANSWERS = ("yes", "partly", "no", "not_applicable")
NAME = "review_form"
LONGEST = 100_000
MOST_POINTS = 80


class UnreadableForm(Exception):
    """The text is no form; `text_key` names the sentence that says what is wrong, `where` the line or code."""

    def __init__(self, text_key: str, where: str = "") -> None:
        super().__init__(text_key)
        self.text_key, self.where = text_key, where


@dataclass(frozen=True, slots=True)
class ReviewSection:
    """Points that belong together: code → what is looked at."""

    code: str
    title: str
    points: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """A version of the form. There are no weights and no total: it is for learning."""

    title: str
    version: int
    sections: tuple[ReviewSection, ...]

    @property
    def points(self) -> tuple[str, ...]:
        """The codes of all points, in the order of the form."""
        return tuple(code for section in self.sections for code in section.points)


def shipped_review_form() -> str:
    """Return the text of the form that came with the program."""
    return resources.read("review", "form.toml")


def read_review_form(text: str, version: int = 0) -> ReviewForm:
    """Return the form of a TOML text. Raises UnreadableForm."""
    if len(text) > LONGEST:
        raise UnreadableForm("coordination.form_too_long")
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise UnreadableForm("coordination.form_no_toml", str(wrong).rpartition("(at ")[2].rstrip(")")) from None
    listed = table.get("section")
    if not isinstance(listed, list) or not isinstance(table.get("title"), str):
        raise UnreadableForm("coordination.form_empty")
    sections = tuple(_section(one) for one in listed)
    form = ReviewForm(table["title"], version, sections)
    if not form.points or len(form.points) > MOST_POINTS:
        raise UnreadableForm("coordination.form_empty")
    twice = [code for code in form.points if form.points.count(code) > 1]
    if twice:
        raise UnreadableForm("coordination.form_twice", twice[0])
    return form


def _section(table: object) -> ReviewSection:
    if not isinstance(table, dict):
        raise UnreadableForm("coordination.form_empty")
    code, title, points = table.get("code"), table.get("title"), table.get("points")
    if not (isinstance(code, str) and isinstance(title, str) and isinstance(points, dict)):
        raise UnreadableForm("coordination.form_section", str(code))
    if not all(isinstance(said, str) and said.strip() for said in points.values()):
        raise UnreadableForm("coordination.form_section", code)
    return ReviewSection(code, title, dict(points))
