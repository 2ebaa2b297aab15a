"""The request under which a year may be exported: signed by two persons, one of them whoever sits here."""

from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.store.vault import Vault


def signed_export(year: int, desk: Desk, *, vault: Vault, now: Now) -> str:
    """Return the id of the newest request for a year that both signed and that still holds, "" when there is none.

    Whether it allows the export is judged by the export itself.
    """
    with vault.reading() as work:
        found = [
            one.id
            for one in work.retention.requests()
            if one.kind == "export" and one.subject.get("year") == year and one.state == "agreed"
            and desk.counsellor in {one.asked_by, one.agreed_by} and now() < one.expires_at
        ]  # fmt: skip
    return found[0] if found else ""
