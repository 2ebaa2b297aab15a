"""The referral directory's entries, and the places they serve."""

from dataclasses import dataclass
from datetime import date

from workstation.domain.ids import ServiceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One entry of the directory (Open Referral's word).

    An empty `phone` means that none is confirmed: it is said so on screen, never made up. `opening_spec` is an
    OpenStreetMap opening_hours text, empty = hours not known. `coverage` is one of `coverage.csv`, flanders,
    brussels, flanders+brussels, wallonia, belgium, none (planned), or empty (not known). `confidence`: verified
    (two sources), likely (one), unverified. `checked_on` is a year, a month, a day or empty. `version` grows by one
    with every edit of the entry.
    """

    id: ServiceId
    category: str
    name: str
    description: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    address: str = ""
    postcode: str = ""
    opening_hours: str = ""
    opening_spec: str = ""
    audience: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    cost: str = ""
    anonymous: str = ""
    coverage: str = ""
    source: str = ""
    checked_on: str = ""
    confidence: str = "unverified"
    notes: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Coverage:
    """A service serves a municipality; `confidence` says how sure this link is."""

    service: ServiceId
    nis_code: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality, also a former one: then `merged_into` is its successor and `active_until` its last day."""

    nis_code: str
    name: str
    name_fr: str
    province: str
    arrondissement: str
    region: str
    active_from: date | None = None
    active_until: date | None = None
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A postcode with one of its place names (deelgemeente), and the municipality it lies in today."""

    postcode: str
    name: str
    nis_code: str
    former_nis_code: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Klopt niet? — what a counsellor found wrong in an entry; `settled` None = still on the work list."""

    id: str
    service: ServiceId
    service_version: int
    at: str
    counsellor: str
    text: str
    settled: str | None = None
