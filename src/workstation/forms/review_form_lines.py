"""The review form as plain lines, so that a coordinator changes it without knowing how it is kept.

The first line is the title, `== Luisteren` begins a part, every other line is a point. A point keeps its code when
its words hardly change, so that answers of earlier versions stay comparable; a new one gets a new code.
"""

import json
import re
from difflib import SequenceMatcher

from workstation.forms.review_form import ReviewForm, UnreadableForm

PART = "=="
ALIKE = 0.72  # from here on two lines are the same point, better said


def as_lines(form: ReviewForm) -> str:
    """Return the form as one edits it."""
    found = [form.title]
    for section in form.sections:
        found += ["", f"{PART} {section.title}", *section.points.values()]
    return "\n".join(found) + "\n"


def from_lines(lines: str, before: ReviewForm) -> str:
    """Return the text that is kept for these lines. Raises UnreadableForm when a point stands before any part."""
    title, parts = _read(lines)
    used: set[str] = set()
    codes_of_parts = {section.title: section.code for section in before.sections}
    had = {code: said for section in before.sections for code, said in section.points.items()}
    out = [f"title = {_quoted(title)}"]
    for name, points in parts:
        code = codes_of_parts.get(name) or _fresh(name, used | set(codes_of_parts.values()))
        used.add(code)
        out += ["", "[[section]]", f"code = {_quoted(code)}", f"title = {_quoted(name)}", "[section.points]"]
        for said in points:
            code = _code_of(said, had, used)
            used.add(code)
            out.append(f"{code} = {_quoted(said)}")
    return "\n".join(out) + "\n"


def _read(lines: str) -> tuple[str, list[tuple[str, list[str]]]]:
    title, parts = "", list[tuple[str, list[str]]]()
    for number, line in enumerate(lines.splitlines(), 1):
        said = " ".join(line.split())
        if not said:
            continue
        if said.startswith(PART):
            parts.append((said.removeprefix(PART).strip(" ="), []))
            if not parts[-1][0]:
                raise UnreadableForm("coordination.form_section", str(number))
        elif parts:
            parts[-1][1].append(said)
        elif not title:
            title = said
        else:
            raise UnreadableForm("coordination.form_loose_point", str(number))
    if not title or not any(points for _, points in parts):
        raise UnreadableForm("coordination.form_empty")
    return title, [(name, points) for name, points in parts if points]


def _code_of(said: str, had: dict[str, str], used: set[str]) -> str:
    left = {code: words for code, words in had.items() if code not in used}
    same = next((code for code, words in left.items() if words == said), None)
    if same is not None:
        return same
    alike = {code: SequenceMatcher(None, said, words, autojunk=False).ratio() for code, words in left.items()}
    best = max(alike, key=lambda code: alike[code], default=None)
    if best is not None and alike[best] >= ALIKE:
        return best
    return _fresh(said, used | set(had))


def _fresh(said: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", said.casefold()).strip("_")[:24].rstrip("_") or "point"
    names = (plain if number == 1 else f"{plain}_{number}" for number in range(1, len(taken) + 2))
    return next(one for one in names if one not in taken)


def _quoted(said: str) -> str:
    return json.dumps(said, ensure_ascii=False)  # a JSON string without control characters is one of TOML
