"""The texts a team makes its own, by name: how each is read, and what of two versions differs, for people."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from workstation.forms.review_form import NAME, UnreadableForm, read_review_form
from workstation.forms.review_form_lines import as_lines
from workstation.forms.step_cards import PREFIX, read_step_card
from workstation.forms.text_help import OWN_ABBREVIATIONS, read_abbreviations

SHOWN: Final = 12  # lines of one side


@dataclass(frozen=True, slots=True)
class OwnTextKind:
    """`check` raises UnreadableForm; `lines` are what people read of it, the title first."""

    check: Callable[[str], object]
    lines: Callable[[str], list[str]]


def _card_lines(body: str) -> list[str]:
    card = read_step_card(body)
    steps = [line for step in card.steps for line in (step.text, step.say and f"„{step.say}”", step.asks) if line]
    return [card.title, *(line for line in (card.when, card.source) if line), *steps]


KINDS: Final[Mapping[str, OwnTextKind]] = MappingProxyType(
    {
        NAME: OwnTextKind(
            read_review_form, lambda body: [one for one in as_lines(read_review_form(body)).split("\n") if one]
        ),
        PREFIX: OwnTextKind(read_step_card, _card_lines),
        OWN_ABBREVIATIONS: OwnTextKind(
            read_abbreviations, lambda body: [f";{short} {long}" for short, long in read_abbreviations(body).items()]
        ),
    }
)  # fmt: skip


def kind_of(name: str) -> OwnTextKind:
    """Return how a text is read. Raises KeyError for a name no text has."""
    found = next((kind for begin, kind in KINDS.items() if name.startswith(begin)), None)
    if found is None:
        raise KeyError(name)
    return found


def reads_well(name: str, body: str) -> bool:
    """Return whether this program can use a text."""
    try:
        kind_of(name).check(body)
    except (KeyError, UnreadableForm):
        return False
    return True


def is_ones_own(name: str) -> bool:
    """Return whether a text is one person's, and not the team's."""
    return name.startswith(OWN_ABBREVIATIONS)


def title_of(name: str, body: str) -> str:
    """Return what people call a text; empty where it has no title."""
    return "" if is_ones_own(name) else kind_of(name).lines(body)[0]


def differing_lines(name: str, one: str, other: str) -> tuple[str, str]:
    """Return what stands in each of two versions and not in the other, under the title where there is one."""
    first, second = (kind_of(name).lines(body) for body in (one, other))
    return _beside(first, second), _beside(second, first)


def _beside(lines: list[str], others: list[str]) -> str:
    own = [line for line in lines if line not in others]
    head = lines[:1] if lines[:1] != own[:1] else []
    more = [f"… (+{len(own) - SHOWN})"] if len(own) > SHOWN else []
    return "\n".join([*head, *own[:SHOWN], *more]) or "…"
