"""Approve a report: freeze every printed cell with the hash of the file, so that nothing changes it any more."""

import hashlib

from workstation.domain.ids import new_id
from workstation.domain.moments import Now
from workstation.domain.problems import NotReady, Problem
from workstation.figures.publications import Publication, scope_of
from workstation.store.publications import Publications
from workstation.store.vault import Vault
from workstation.usecases.count_year import CountedYear


def approve_report(
    vault: Vault,
    counted: CountedYear,
    report: bytes,
    *,
    approved_by: str,
    now: Now,
    kind: str = "annual",
    method: str = "published_practice",
) -> Publication:
    """Keep the cells as they are printed in `report` and return the publication.

    Raises NotReady when this year has an approved report of this kind, or when the figures are of
    another part of the year or of Flanders than `kind` says (`kind_of`).
    """
    scope = counted.scope
    if scope.year is None or scope != scope_of(kind, scope.year):
        raise NotReady((Problem("scope", "figures.refusal.not_a_year"),))
    publication = Publication(
        id=new_id(), year=scope.year, kind=kind, edition=counted.edition, method=method, approved_at=now(),
        approved_by=approved_by, report_sha256=hashlib.sha256(report).digest(),
        cells=tuple(cell for _, cells in counted.figures for cell in cells),
    )  # fmt: skip
    with vault.work() as work:
        shelf = Publications(work.connection)
        if shelf.of_year(scope.year, kind):
            raise NotReady((Problem("scope", "figures.refusal.already_approved"),))
        shelf.put(publication)
    return publication
