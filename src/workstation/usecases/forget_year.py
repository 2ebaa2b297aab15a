"""Close a year for publication: the secret behind its rounded numbers is destroyed, and nothing more goes out."""

from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now, as_text
from workstation.domain.permissions import require_first
from workstation.store.vault import Vault
from workstation.usecases.prepare_publication import CLOSED, SECRET


def forget_year(year: int, *, vault: Vault, desk: Desk, now: Now) -> None:
    """Destroy the keys of a year: no rounded number leads back to a record any more, and none can be made again.

    What was published stays readable. A second time changes nothing. Raises NotAllowed for who may not publish.
    """
    require_first(desk, "publish")
    with vault.work() as work:
        work.settings.put(SECRET.format(year=year), None)
        if work.settings.get(CLOSED.format(year=year)) is None:
            work.settings.put(CLOSED.format(year=year), as_text(now()))
