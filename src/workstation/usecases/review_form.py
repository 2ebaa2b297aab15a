"""The review form that holds, or an earlier version of it."""

from workstation.forms.review_form import NAME, ReviewForm, read_review_form, shipped_review_form
from workstation.store.own_texts import OwnTexts
from workstation.store.vault import Vault


def review_form(*, vault: Vault, version: int | None = None) -> ReviewForm:
    """Return the newest form, or the version asked for (0 = the shipped one).

    A version that only a colleague's station has is shown as the newest here: its points that are new stay unseen.
    """
    with vault.reading() as work:
        kept = {0: shipped_review_form()} | {
            one.version: one.body for one in OwnTexts(work.connection).versions(NAME)
        }
    wanted = version if version in kept else next(reversed(kept))
    return read_review_form(kept[wanted], wanted)
