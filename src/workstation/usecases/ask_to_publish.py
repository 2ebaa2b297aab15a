"""Ask a second person to let figures go out: these very numbers, protected in this very way."""

import hashlib
import json
from dataclasses import asdict, replace
from typing import Any

from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.problems import NotReady, Problem
from workstation.domain.requests import Request, require_executable
from workstation.store.publications import Publications
from workstation.store.vault import Vault, Work
from workstation.usecases.ask_for_two import ask_for_two
from workstation.usecases.count_year import CountedYear
from workstation.usecases.two_persons import effect_of, has_signed, request_for


def ask_to_publish(
    vault: Vault, counted: CountedYear, kind: str, method: str, reason: str, *, desk: Desk, now: Now
) -> Request:
    """Keep the request, or return the one that already waits for these numbers.

    Raises NotAllowed; NotReady when this release is out already.
    """
    subject = subject_of(counted, kind, method)
    with vault.reading() as work:
        if Publications(work.connection).of_year(counted.scope.year or 0, kind):
            raise NotReady((Problem("scope", "figures.refusal.already_approved"),))
        found = request_for("publication", subject, desk, work, now)
    return found or ask_for_two("publication", subject, reason, desk, vault=vault, now=now)


def subject_of(counted: CountedYear, kind: str, method: str) -> dict[str, Any]:
    """Return what is signed: the year, the release, the method, and a hash of every cell as it is printed."""
    cells = [[figure.id, [asdict(cell) for cell in cells]] for figure, cells in counted.figures]
    digest = hashlib.sha256(json.dumps(cells, sort_keys=True, default=str).encode()).hexdigest()
    return {"year": counted.scope.year, "kind": kind, "method": method, "figures": digest}


def use_signatures(work: Work, counted: CountedYear, kind: str, method: str, *, desk: Desk, now: Now) -> None:
    """Use up the request both signed for these numbers, or raise NotReady; practice needs none."""
    if desk.practice:
        return
    request = request_for("publication", subject_of(counted, kind, method), desk, work, now)
    if request is None or not has_signed(desk, request):
        raise NotReady((Problem("request", "requests.second_person", severity="hard"),))
    require_executable(request, effect_of(request, work), now())
    work.retention.change(replace(request, state="executed"))
    work.read_log.note("sign", desk, now(), record=request.id, reason="do_publication")
