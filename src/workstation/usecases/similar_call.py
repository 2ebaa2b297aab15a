"""Find an earlier call that looks like the running one; whether it is looked at is the counsellor's own choice."""

from collections.abc import Collection

from workstation.domain.counsellors import Desk
from workstation.domain.likeness import PERIOD, Facts, Likeness, most_alike
from workstation.domain.lines import CallFilters
from workstation.domain.permissions import decide
from workstation.store.alike import recent_calls_in
from workstation.store.vault import Vault
from workstation.usecases.count_calls import in_view


def similar_call(facts: Facts, desk: Desk, *, vault: Vault, besides: Collection[str] = ()) -> Likeness | None:
    """Return the call of these two weeks that looks most like it, of those one may list; None = none does.

    Codes only, as in any list: nothing of it stands in the read log. `besides`: calls not to be offered (again).
    """
    if not facts.places or decide(desk.role, "list", "practice" if desk.practice else "own") == "no":
        return None
    filters = in_view(CallFilters(since=facts.day - PERIOD, until=facts.day), desk)
    with vault.reading() as work:
        others = recent_calls_in(work.connection, facts.places, filters)
    return most_alike(facts, (one for one in others if one.call not in besides))
