"""What a referral counts as: the outcome that goes with a category of the directory."""

import csv
import io
from functools import cache

from workstation import resources

OTHER = "other_outcome"


@cache
def _outcomes() -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(resources.read("codebook", "outcome_from_service.csv")))
    return {row["service_category"]: row["outcome"] for row in rows}


def outcome_of(category: str) -> str:
    """Return the code of list outcome for a service's category; a category nobody foresaw is another outcome."""
    return _outcomes().get(category, OTHER)
