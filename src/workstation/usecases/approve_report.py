"""Approve a report: freeze every printed cell with the hash of the file, so that nothing changes it any more."""

import hashlib
from dataclasses import replace

from workstation.domain.counsellors import Desk
from workstation.domain.ids import new_id
from workstation.domain.moments import Now
from workstation.domain.permissions import require_first
from workstation.domain.problems import NotReady, Problem
from workstation.figures.gate import CELL_KEYS
from workstation.figures.publications import CROSSED, Publication, scope_of
from workstation.store.publications import Publications
from workstation.store.vault import Vault
from workstation.usecases.ask_to_publish import use_signatures
from workstation.usecases.count_year import CountedYear


def approve_report(  # noqa: PLR0913 - what was printed, by whom, when, and how it was protected
    vault: Vault,
    counted: CountedYear,
    report: bytes,
    *,
    desk: Desk,
    now: Now,
    kind: str = "annual",
    method: str = "published_practice",
    rounded: frozenset[str] = frozenset(),
) -> Publication:
    """Keep the cells as they are printed in `report` and return the publication.

    Tables that were `rounded` beside exact ones are kept as a publication of their own, with their own method.

    Two persons want it (`ask_to_publish`), except in practice. Raises NotAllowed for who may not publish; NotReady
    when the second has not signed these numbers, when this year has an approved report of this kind, or when the
    figures are of another part of the year or of Flanders than `kind` says (`kind_of`).
    """
    require_first(desk, "publish")
    scope = counted.scope
    if scope.year is None or scope != scope_of(kind, scope.year):
        raise NotReady((Problem("scope", "figures.refusal.not_a_year"),))
    publication = Publication(
        id=new_id(), year=scope.year, kind=kind, edition=counted.edition, method=method, approved_at=now(),
        approved_by=desk.counsellor, report_sha256=hashlib.sha256(report).digest(),
        cells=tuple(cell for figure, cells in counted.figures for cell in cells if figure.id not in rounded),
    )  # fmt: skip
    crossed = tuple(cell for figure, cells in counted.figures for cell in cells if figure.id in rounded)
    with vault.work() as work:
        shelf = Publications(work.connection)
        if shelf.of_year(scope.year, kind):
            raise NotReady((Problem("scope", "figures.refusal.already_approved"),))
        use_signatures(work, counted, kind, method, desk=desk, now=now)
        shelf.put(publication)
        if crossed:
            shelf.put(replace(publication, id=new_id(), kind=CROSSED, method=CELL_KEYS, cells=crossed))
    return publication
