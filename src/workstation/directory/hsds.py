"""The directory as Open Referral HSDS 3.0, out and in.

What HSDS has no field for travels as attributes of the service (`link_type` "1712:<field>"), so that what went out
comes back the same. A confidential address never goes out: callers give entries as `seen_by(…, "file")`.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from workstation.directory.hsds_check import FORMATS
from workstation.domain.ids import ServiceId
from workstation.domain.services import Service, seen_by

Json = dict[str, Any]
OWN = "1712:"
# our fields without a place of their own in HSDS
AS_ATTRIBUTES = (
    "id", "category", "opening_spec", "audience", "topics", "anonymous", "coverage", "source", "confidence", "notes",
    "checked_on", "postcode", "address", "email", "website",
)  # fmt: skip
# what others tell a reader and we have no field for
AS_NOTES = ("alert", "eligibility_description", "application_process", "interpretation_services")
NOT_OFFERED = "none"  # the coverage of an entry nobody is referred to
OF_AGE = 18
LISTED = ("audience", "topics", "languages")
ADDRESS = re.compile(r"^(?P<street>.*?),?\s*(?P<postcode>\d{4})\s+(?P<city>[^,]+)$")


def as_hsds(services: Iterable[Service]) -> list[Json]:
    """Return services in HSDS; each id is made from ours, so that it is the same in every export."""
    return [_service(seen_by(one, "file")) for one in services]


def _id(service: Service, part: str = "") -> str:
    return str(uuid5(NAMESPACE_URL, f"https://1712.be/directory/{service.id}/{part}"))


def _service(one: Service) -> Json:
    made: Json = {
        "id": _id(one), "name": one.name, "description": one.description,
        "status": "inactive" if one.coverage == NOT_OFFERED else "active",
        "organization": {
            "id": _id(one, "organization"), "name": one.name, "description": one.description or one.name,
        },
        "phones": [{"id": _id(one, "phone"), "number": one.phone, "type": "voice"}] if one.phone else [],
        "languages": [{"id": _id(one, f"language.{code}"), "code": code} for code in one.languages],
        "attributes": [
            {
                "id": _id(one, f"attribute.{name}"), "link_id": _id(one), "link_entity": "service",
                "link_type": OWN + name, "value": ";".join(value) if name in LISTED else str(value),
            }
            for name in AS_ATTRIBUTES if (value := getattr(one, name))
        ],
    }  # fmt: skip
    if one.cost:
        made["fees_description"] = one.cost
    if one.opening_hours:
        made["schedules"] = [{"id": _id(one, "schedule"), "description": one.opening_hours}]
    if FORMATS["uri"].fullmatch(one.website):
        made["url"] = one.website
    if FORMATS["email"].fullmatch(one.email):
        made["email"] = one.email
    if len(one.checked_on) == len("2026-01-31"):
        made["assured_date"] = one.checked_on
    if one.coverage:
        made["service_areas"] = [{"id": _id(one, "area"), "name": one.coverage}]
    if (found := ADDRESS.match(one.address)) is not None:
        made["service_at_locations"] = [_place(one, found)]
    return made


def _place(one: Service, found: re.Match[str]) -> Json:
    brussels = found["postcode"] < "1300"
    address = {
        "id": _id(one, "address"), "address_1": found["street"] or one.address, "city": found["city"].strip(),
        "state_province": "Brussel" if brussels else "Vlaanderen", "postal_code": found["postcode"], "country": "BE",
        "address_type": "physical",
    }  # fmt: skip
    location = {"id": _id(one, "location"), "location_type": "physical", "addresses": [address]}
    return {"id": _id(one, "at_location"), "location": location}


def from_hsds(found: Mapping[str, Any]) -> Service:
    """Return the entry of a service that passed `hsds_check.faults`."""
    own = {
        one["link_type"].removeprefix(OWN): one.get("value") or ""
        for one in found.get("attributes") or ()
        if str(one.get("link_type", "")).startswith(OWN)
    }
    given: dict[str, Any] = {name: own[name] for name in AS_ATTRIBUTES if name in own}
    for name in LISTED:
        if name in given:
            given[name] = tuple(part for part in given[name].split(";") if part)
    phones, schedules = found.get("phones") or (), found.get("schedules") or ()
    usual: dict[str, Any] = {
        "id": f"hsds-{found['id']}", "category": "andere", "source": "HSDS", "email": found.get("email") or "",
        "website": found.get("url") or "", "checked_on": found.get("assured_date") or "",
        "address": _address(found), "audience": _audience(found),
        "notes": " ".join(str(found[name]).strip() for name in AS_NOTES if found.get(name)),
    }  # fmt: skip
    if found["status"] != "active":
        usual["coverage"] = NOT_OFFERED
    given = usual | given | {
        "name": found["name"], "description": found.get("description") or "",
        "phone": phones[0]["number"].strip('" ') if phones else "",
        "opening_hours": next((one["description"] for one in schedules if one.get("description")), ""),
        "languages": tuple(one["code"] for one in found.get("languages") or () if one.get("code")),
        "cost": found.get("fees_description") or "",
    }  # fmt: skip
    given["id"] = ServiceId(given["id"])
    return Service(**given)


def _audience(found: Mapping[str, Any]) -> tuple[str, ...]:
    """Return for whom it is, as far as the ages tell."""
    if (found.get("minimum_age") or 0) >= OF_AGE:
        return ("adults",)
    return ("minors",) if 0 < (found.get("maximum_age") or 0) < OF_AGE else ()


def _address(found: Mapping[str, Any]) -> str:
    for place in found.get("service_at_locations") or ():
        for one in (place.get("location") or {}).get("addresses") or ():
            return f"{one['address_1']}, {one['postal_code']} {one['city']}"
    return ""
