"""How retention stands: the rules in force and what they would do today."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now, local_day
from workstation.domain.permissions import require
from workstation.domain.requests import Request
from workstation.domain.retention import Kind, Period
from workstation.store.vault import Vault
from workstation.usecases.erase_expired import judged


@dataclass(frozen=True, slots=True)
class RetentionState:
    """`due`: how many calls per verdict today; `last_run`: day of the last run, None = never."""

    rules: Mapping[Kind, Period | None]
    due: Mapping[str, int]
    last_run: str | None
    requests: tuple[Request, ...]


def retention_state(desk: Desk, *, vault: Vault, now: Now) -> RetentionState:
    """Return rules, counts and requests; counts only, no call. Raises NotAllowed."""
    require(desk, "read_log", "practice" if desk.practice else "own")
    with vault.reading() as work:
        due = Counter(judged(work, local_day(now())).values())
        return RetentionState(work.retention.rules(), due, work.retention.last_run(), work.retention.requests())
