"""Keep the team's own version of a form, a step card or a text."""

from collections.abc import Callable

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.forms.review_form import NAME, read_review_form
from workstation.forms.step_cards import PREFIX, read_step_card
from workstation.forms.text_help import OWN_ABBREVIATIONS, read_abbreviations
from workstation.store.own_texts import OwnTexts
from workstation.store.vault import Vault

# who may change what: abbreviations are everybody's own, the rest belongs to the coordinator
CHECKS: tuple[tuple[str, Callable[[str], object]], ...] = (
    (NAME, read_review_form),
    (PREFIX, read_step_card),
    (OWN_ABBREVIATIONS, read_abbreviations),
)


def keep_own_text(name: str, body: str, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Keep the next version once it reads well. Raises UnreadableForm, NotAllowed, KeyError for an unknown name.

    Older versions stay: answers and ticks point to them.
    """
    if not name.startswith(OWN_ABBREVIATIONS):
        require(desk, "coordinate", "practice" if desk.practice else "own")
    check = next((read for begin, read in CHECKS if name.startswith(begin)), None)
    if check is None:
        raise KeyError(name)
    check(body)
    with vault.work() as work:
        OwnTexts(work.connection).put(name, body, desk.counsellor, now())
    return Changes.of("own_text", name)
