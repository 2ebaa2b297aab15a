"""Step cards (stappenkaarten) for rare, dangerous procedures: steps to tick beside the live form.

A tick is a mark of the draft, `step:<card>:<version>:<step>`; taken back it is `unstep:…`. So it stands in the call
for good, with its moment and with the version of the card that was on screen.
"""

import json
import re
import secrets
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from workstation import resources
from workstation.forms.review_form import UnreadableForm
from workstation.vocabulary.words import Words

PREFIX = "steps."
LONGEST = 50_000
MOST_STEPS = 20
CODE = re.compile(r"[a-z0-9_]{1,40}")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `say`: words for the caller, "" = none. `asks`: the counsellor writes down what is asked."""

    code: str
    text: str
    say: str = ""
    asks: str = ""


@dataclass(frozen=True, slots=True)
class StepCard:
    """A card. `when` says for what it is; `source` where the procedure comes from. A draft has the version it was
    begun on.
    """

    code: str
    title: str
    when: str
    version: int
    steps: tuple[Step, ...]
    source: str = ""

    def mark(self, step: str, *, ticked: bool) -> str:
        """Return the mark that a tick leaves in the draft, or that takes it back."""
        return f"{'step' if ticked else 'unstep'}:{self.code}:{self.version}:{step}"

    def ticked(self, marks: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Return the steps that stand ticked, with the moment (as kept) of the last tick; whatever version."""
        found: dict[str, str] = {}
        for at, kind in marks:
            verb, *rest = kind.split(":")
            if len(rest) != 3 or rest[0] != self.code:
                continue
            if verb == "step":
                found[rest[2]] = at
            elif verb == "unstep":
                found.pop(rest[2], None)
        return found

    def in_words(self, step: str) -> str:
        """Return a step with the title of its card; its code alone where this version has no such step."""
        found = next((one.text for one in self.steps if one.code == step), step)
        return f"{self.title}: {found}"


def step_of_mark(kind: str) -> tuple[str, int, str, bool] | None:
    """Return card, version, step and whether it was ticked (not taken back); None for a mark of another kind."""
    verb, *rest = kind.split(":")
    if verb not in ("step", "unstep") or len(rest) != 3 or not rest[1].isdigit():
        return None
    return rest[0], int(rest[1]), rest[2], verb == "step"


def mark_in_words(kind: str, steps: Mapping[str, str], text: Words) -> str:
    """Return what a mark of a call says. `steps`: the words of the marks that are a step of a card."""
    step = step_of_mark(kind)
    if step is not None:
        return text(f"summary.course.{kind.partition(':')[0]}", step=steps.get(kind, step[2]))
    key = f"summary.course.{kind}"
    return text(key) if key in text else text("summary.course.step", step=kind)


def as_text(card: StepCard) -> str:
    """Return a card as the text that `read_step_card` reads; the version is not in it."""
    lines = [f"{name} = {_quoted(getattr(card, name))}" for name in ("code", "title", "when", "source")]
    for step in card.steps:
        told = {name: getattr(step, name) for name in ("code", "text", "say", "asks")}
        lines += ["", "[[step]]", *(f"{name} = {_quoted(value)}" for name, value in told.items() if value)]
    return "\n".join(lines) + "\n"


def draft_text(card: StepCard) -> str:
    """Return a card as it is being typed, whole or not."""
    return json.dumps(asdict(card), ensure_ascii=False)


def read_draft(text: str, code: str) -> StepCard | None:
    """Return a card as it was being typed; None where that cannot be read any more."""
    try:
        table = json.loads(text)
        steps = tuple(Step(**one) for one in table.pop("steps"))
        return StepCard(**{**table, "code": code, "steps": steps})
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def free_code(codes: Collection[str]) -> str:
    """Return a code for a new card of the team: two who each make one at once make two cards."""
    return next(one for _ in iter(int, 1) if (one := f"own_{secrets.token_hex(6)}") not in codes)


def _quoted(words: str) -> str:
    # a JSON string is a TOML string, but for DEL
    return json.dumps(words.encode("utf-8", "ignore").decode("utf-8"), ensure_ascii=False).replace("\x7f", "")


def shipped_step_cards() -> dict[str, str]:
    """Return the texts of the cards that came with the program, by code, in the order they are offered."""
    return {file.stem.partition("_")[2]: file.read_text(encoding="utf-8") for file in _files()}


def _files() -> list[Path]:
    return sorted(resources.path("steps").glob("*.toml"))


def read_step_card(text: str, version: int = 0) -> StepCard:
    """Return the card of a TOML text. Raises UnreadableForm."""
    if len(text) > LONGEST:
        raise UnreadableForm("coordination.form_too_long")
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise UnreadableForm("coordination.form_no_toml", str(wrong).rpartition("(at ")[2].rstrip(")")) from None
    code, title, when = (str(table.get(name) or "") for name in ("code", "title", "when"))
    listed = table.get("step")
    if not CODE.fullmatch(code) or not title or not isinstance(listed, list) or not 0 < len(listed) <= MOST_STEPS:
        raise UnreadableForm("coordination.card_empty", code)
    steps = tuple(_step(one) for one in listed)
    codes = [one.code for one in steps]
    if len(set(codes)) < len(codes):
        raise UnreadableForm("coordination.form_twice", next(one for one in codes if codes.count(one) > 1))
    return StepCard(code, title, when, version, steps, str(table.get("source") or ""))


def _step(table: object) -> Step:
    if not isinstance(table, dict):
        raise UnreadableForm("coordination.card_empty")
    code, text, say, asks = (str(table.get(name) or "") for name in ("code", "text", "say", "asks"))
    if not CODE.fullmatch(code) or not text:
        raise UnreadableForm("coordination.card_step", code)
    return Step(code, text, say, asks)
