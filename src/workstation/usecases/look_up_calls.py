"""Look up calls: the list of calls, filtered or searched."""

from workstation.domain.counsellors import Desk
from workstation.domain.lines import EVERY_CALL, CallFilters, CallLine
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.store.streams import sealed_calls
from workstation.store.vault import Vault
from workstation.usecases.count_calls import in_view


def look_up_calls(  # what is looked for, who looks, and where
    words: str = "", filters: CallFilters = EVERY_CALL, *, desk: Desk, vault: Vault, now: Now, limit: int = 100,
    offset: int = 0,
) -> tuple[CallLine, ...]:  # fmt: skip
    """Return the newest calls that pass the filters and hold the words, if there are any; whatever was typed.

    A search stands in the read log before it answers; a list without words shows codes only. `offset` is for paging
    such a list. A sealed call is found by words by whoever took it alone.
    """
    require(desk, "search" if words.strip() else "list", "practice" if desk.practice else "own")
    filters = in_view(filters, desk)
    if not words.strip():
        with vault.reading() as work:
            return work.calls.lines(filters, limit, offset)
    with vault.work() as work:
        sealed = sealed_calls(work.connection)
        found = tuple(
            one for one in work.calls.search(words, filters, limit)
            if one.id not in sealed or one.counsellor == desk.counsellor
        )  # fmt: skip
        work.read_log.note("search", desk, now(), words=words, hits=len(found))
    return found
