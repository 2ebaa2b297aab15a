"""Keep the team's own version of a form, a step card or a text."""

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.domain.problems import ChangedMeanwhile
from workstation.forms.own_texts import is_ones_own, kind_of
from workstation.store.own_texts import OwnTexts
from workstation.store.vault import Vault


def keep_own_text(
    name: str, body: str, desk: Desk, *, vault: Vault, now: Now, seen: int | None = None
) -> Changes:  # fmt: skip
    """Keep the next version once it reads well. Raises UnreadableForm, NotAllowed, KeyError for an unknown name, and
    ChangedMeanwhile when `seen`, the version it was made from (0 = the shipped one), does not hold any more.

    Older versions stay: answers and ticks point to them. Abbreviations are everybody's own, the rest is the
    coordinator's.
    """
    if not is_ones_own(name):
        require(desk, "coordinate", "practice" if desk.practice else "own")
    kind_of(name).check(body)
    with vault.work() as work:
        texts = OwnTexts(work.connection)
        held = texts.newest(name)
        if seen is not None and seen != (held.version if held else 0):
            raise ChangedMeanwhile
        texts.put(name, body, desk.counsellor, now())
    return Changes.of("own_text", name)
