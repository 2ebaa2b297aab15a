"""The request under which a year may be exported: signed by two persons, one of them whoever sits here."""

from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.store.vault import Vault
from workstation.usecases.two_persons import has_signed, request_for


def signed_export(year: int, desk: Desk, *, vault: Vault, now: Now) -> str:
    """Return the id of the request for a year that both signed and that still holds, "" when there is none.

    Whether it allows the export is judged by the export itself.
    """
    with vault.reading() as work:
        found = request_for("export", {"year": year}, desk, work, now)
    return found.id if found is not None and found.state == "agreed" and has_signed(desk, found) else ""
