"""Export the directory: the four CSV files, or Open Referral HSDS 3.0. Confidential addresses stay here."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from workstation import resources
from workstation.directory.cells import neutral
from workstation.directory.hsds import as_hsds
from workstation.directory.hsds_check import faults
from workstation.directory.reading import FILES
from workstation.domain.counsellors import Desk
from workstation.domain.permissions import require
from workstation.domain.services import Service, seen_by
from workstation.store.vault import Vault

# column of the file → attribute of the entry
COLUMNS: Mapping[str, str] = {
    "id": "id", "category": "category", "name": "name", "short_description_nl": "description", "phone": "phone",
    "email": "email", "website": "website", "address": "address", "postcode": "postcode",
    "opening_hours": "opening_hours", "opening_hours_spec": "opening_spec", "audience": "audience",
    "topics": "topics",
    "languages": "languages", "cost": "cost", "anonymous": "anonymous", "coverage": "coverage", "source": "source",
    "checked_on": "checked_on", "confidence": "confidence", "notes": "notes",
}  # fmt: skip


def export_directory(form: Literal["csv", "hsds"], folder: Path, desk: Desk, *, vault: Vault) -> tuple[Path, ...]:
    """Write the directory into a folder and return the files. Raises NotAllowed; AssertionError when what we made
    is no HSDS: then nothing is written.
    """
    require(desk, "upkeep", "practice" if desk.practice else "own")
    with vault.reading() as work:
        services = tuple(seen_by(one, "file") for one in work.directory.current())
    if form == "hsds":
        made = as_hsds(services)
        wrong = [fault for one in made for fault in faults(one)]
        if wrong:
            raise AssertionError(wrong[0])
        texts = {"services.json": json.dumps(made, ensure_ascii=False, indent=1) + "\n"}
    else:
        texts = {name: resources.read("directory", name) for name in FILES} | {"services.csv": _csv(services)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return tuple(folder / name for name in texts)


def _csv(services: Iterable[Service]) -> str:
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(COLUMNS)
    for one in services:
        values = (getattr(one, name) for name in COLUMNS.values())
        lines.writerow(neutral(";".join(value) if isinstance(value, tuple) else value) for value in values)
    return out.getvalue()
