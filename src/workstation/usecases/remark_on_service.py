"""Remark on a service: something in the directory is wrong."""

from workstation.domain.changes import Changes
from workstation.domain.ids import new_id
from workstation.domain.moments import Now, as_text
from workstation.domain.problems import NotReady, Problem
from workstation.domain.services import Remark, Service
from workstation.store.vault import Vault


def remark_on_service(service: Service, text: str, counsellor: str, *, vault: Vault, now: Now) -> Changes:
    """Put a remark on the work list of whoever keeps the directory. Raises NotReady when nothing was written."""
    if not text.strip():
        raise NotReady((Problem("remark", "filing.remark_empty"),))
    remark = Remark(new_id(), service.id, service.version, as_text(now()), counsellor, text.strip())
    with vault.work() as work:
        work.remarks.put(remark)
    return Changes.of("remark", remark.id)
