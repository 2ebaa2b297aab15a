"""A publication: what was printed about one year, fixed for ever, whoever counts again later."""

from dataclasses import dataclass
from datetime import datetime

from workstation.figures.spec import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One approved report. `kind` is annual, or the name of another release of the same year.

    `method` says how small numbers were protected: `published_practice` for exact tables of all Flanders,
    `cell_keys` for rounding to base 5. `report_sha256` is the hash of the file that was approved.
    """

    id: str
    year: int
    kind: str
    edition: str
    method: str
    approved_at: datetime
    approved_by: str
    report_sha256: bytes
    cells: tuple[Cell, ...] = ()
