"""Look up remarks: the work list of the directory."""

from workstation.domain.services import Remark
from workstation.store.vault import Vault


def look_up_remarks(*, vault: Vault) -> tuple[Remark, ...]:
    """Return the remarks nobody has settled yet, oldest first."""
    with vault.reading() as work:
        return work.remarks.waiting()
