"""The referral directory's entries, and the places they serve."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from workstation.domain.ids import ServiceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One entry of the directory (Open Referral's word).

    An empty `phone` means that none is confirmed: it is said so on screen, never made up. `opening_spec` is an
    OpenStreetMap opening_hours text, empty = hours not known. `coverage` is one of `coverage.csv`, flanders,
    brussels, flanders+brussels, wallonia, belgium, none (planned), or empty (not known). `confidence`: verified
    (two sources), likely (one), unverified. `checked_on` is a year, a month, a day or empty. `version` grows by one
    with every edit of the entry. `address_class`: public, counsellors (seen on screen, never on paper, in a file or
    in what the caller gets) or store (kept, shown to nobody but who keeps the directory); see `seen_by`.
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
    address_class: str = "public"


ADDRESS_CLASSES = ("public", "counsellors", "store")  # the strictest last
# who sees what: the address classes each place may show; an unknown class is shown nowhere
SHOWN_TO: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "screen": frozenset({"public", "counsellors"}),
        "paper": frozenset({"public"}),
        "file": frozenset({"public"}),
        "upkeep": frozenset({"public", "counsellors", "store"}),
    }
)


def seen_by(service: Service, where: str) -> Service:
    """Return the entry as a place may show it: screen, paper, file, upkeep. Raises KeyError for another place."""
    if service.address_class in SHOWN_TO[where]:
        return service
    # what tells where a building stands goes as a whole
    return replace(service, address="", postcode="")


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
