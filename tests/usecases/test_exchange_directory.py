"""The directory out and in: what goes out comes back the same, secrets stay, hostile files are refused without trace."""

import csv
import io
import json
import os
import struct
import zipfile
from dataclasses import replace

import jsonschema
import pytest
from tests.usecases.desks import DESK

from workstation.directory.hsds import as_hsds, from_hsds
from workstation.directory.hsds_check import faults, schema
from workstation.directory.reading import FILES, shipped_directory
from workstation.directory.safe_reading import Refused, read_safely
from workstation.domain.permissions import NotAllowed
from workstation.usecases.export_directory import export_directory
from workstation.usecases.import_directory import import_directory
from workstation.usecases.open_directory import open_directory

COORDINATOR = replace(DESK, counsellor="c.wouters", role="team_coordinator")
# made for this test after the shape of Open Referral's published example of a full service
FOREIGN = {
    "id": "ac148810-d857-441c-9679-408f346de14b", "name": "Invented counselling", "status": "active",
    "description": "Talking.", "url": "https://example.org", "email": "a@example.org", "minimum_age": 12,
    "fees_description": "free", "assured_date": "2025-01-01",
    "phones": [{"id": "1554f2e2-a373-45db-a3fa-9fc48a61c15e", "number": "+32 9 111 22 33", "extension": 100}],
    "schedules": [{"id": "48102e86-bb50-41c4-8f1e-e269368c41d1", "freq": "WEEKLY", "wkst": "TU", "description": "10-18"}],
    "service_at_locations": [{
        "id": "e94c9f38-1e8f-4564-91d4-d53501ab1765",
        "location": {
            "id": "3a19ff88-4620-4d17-9830-ac1d859eb5d5", "location_type": "physical",
            "addresses": [{
                "id": "74706e55-df26-4b84-80fe-ecc30b5befb4", "address_1": "Markt 1", "city": "Gent",
                "state_province": "Oost-Vlaanderen", "postal_code": "9000", "country": "BE", "address_type": "physical",
            }],
        },
    }],
    "organization": {"id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "Org", "description": "An org"},
}  # fmt: skip

CLOSED = "cc148810-d857-441c-9679-408f346de14b"
LANGUAGE = {"id": "2989d3ed-c547-48f8-8f9d-432d81c7892e", "name": "Urdu", "code": "ur", "note": "by appointment"}
PHONE = FOREIGN["phones"][0] | {"type": "voice", "languages": [LANGUAGE]}
CONTACT = {"id": "1e7efce3-639b-4880-940c-b95cd30cdb50", "name": "Desk", "phones": [PHONE]}
PLACE = FOREIGN["service_at_locations"][0]
# every object of a full service, invented after the shape of the published one
EVERYTHING = FOREIGN | {
    "alert": "Closed in July.", "eligibility_description": "From twelve on.", "last_modified": "2026-03-15T10:30:45Z",
    "phones": [PHONE], "languages": [LANGUAGE], "contacts": [CONTACT], "licenses": "none", "wait_time": "long",
    "service_areas": [{"id": "381c64f1-a724-4884-9c21-ac96c21cca3e", "name": "Gent", "extent_type": "geojson"}],
    "service_at_locations": [PLACE | {"contacts": [CONTACT], "phones": [PHONE], "location": PLACE["location"] | {
        "latitude": 51.05, "longitude": 3.72, "accessibility": [{"id": CLOSED, "details": "lift"}],
        "contacts": [CONTACT], "languages": [LANGUAGE],
    }}],
    "organization": FOREIGN["organization"] | {
        "uri": "https://example.org", "year_incorporated": 2011, "logo": "https://example.org/logo.png",
        "parent_organization_id": CLOSED, "locations": [PLACE["location"]], "funding": [{"id": CLOSED}],
    },
    "cost_options": [{"id": CLOSED, "amount": 35, "currency": "eur"}], "program": {"id": CLOSED, "name": "P"},
    "attributes": [{"id": CLOSED, "link_type": "topic", "value": "x", "taxonomy_term": {"id": CLOSED, "name": "T"}}],
    "metadata": [{"id": CLOSED, "resource_type": "location", "field_name": "name"}],
}  # fmt: skip


@pytest.fixture
def shipped(vault, clock):
    services = shipped_directory().services
    with vault.work() as work:
        work.directory.bring_in(services, "e1", clock(), "edition")
    return services


def test_the_whole_shipped_directory_is_valid_hsds_by_our_check_and_by_another(shipped):
    made = as_hsds(shipped)
    validator = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
    assert [fault for one in made for fault in faults(one)] == []
    assert not any(True for one in made for _ in validator.iter_errors(one))
    assert [from_hsds(one) for one in made] == [replace(one, version=1) for one in shipped]


@pytest.mark.parametrize(
    "broken",
    [
        {"status": "open"}, {"name": None, "status": 3}, {"id": "caw-1"}, {"phones": [{"id": FOREIGN["id"]}]},
        {"email": "nowhere"}, {"schedules": [{"id": FOREIGN["id"], "wkst": "XX"}]}, {"organization": {"id": "x"}},
        {"phones": "09"}, {"minimum_age": "twaalf"},
    ],
)  # fmt: skip
def test_what_is_no_hsds_is_found_by_our_check_and_by_another(broken):
    service = {name: value for name, value in (FOREIGN | broken).items() if value is not None}
    validator = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
    assert faults(service)
    assert list(validator.iter_errors(service))


@pytest.mark.parametrize("form", ["csv", "hsds"])
def test_what_goes_out_comes_back_the_same(vault, clock, shipped, tmp_path, form):
    with pytest.raises(NotAllowed):
        export_directory(form, tmp_path / "out", DESK, vault=vault)
    made = export_directory(form, tmp_path / "out", COORDINATOR, vault=vault)
    source = tmp_path / "out" if form == "csv" else made[0]
    done = import_directory(source, COORDINATOR, vault=vault, now=clock)
    assert (done.new, done.changed, done.same) == (0, 0, len(shipped))


@pytest.mark.parametrize("form", ["csv", "hsds"])
@pytest.mark.parametrize("address_class", ["counsellors", "store"])
def test_a_confidential_address_is_in_no_file_and_an_import_does_not_take_it_away(
    vault, clock, shipped, tmp_path, form, address_class
):
    some = replace(shipped[0], address="Geheimstraat 77, 9000 Gent", address_class=address_class)
    with vault.work() as work:
        work.directory.put(some, clock(), "c.wouters")
    made = export_directory(form, tmp_path / "out", COORDINATOR, vault=vault)
    assert not any("Geheimstraat" in file.read_text(encoding="utf-8") for file in made)
    import_directory(tmp_path / "out" if form == "csv" else made[0], COORDINATOR, vault=vault, now=clock)
    with vault.reading() as work:
        kept = work.directory.get(some.id)
    assert (kept.address, kept.address_class) == (some.address, address_class)


def test_a_foreign_service_comes_in_as_unverified_and_an_unknown_field_is_left_out(vault, clock, shipped, tmp_path):
    file = tmp_path / "page.json"
    file.write_text(json.dumps({"contents": [FOREIGN | {"surprise": 3}], "total_pages": 1}))
    assert import_directory(file, COORDINATOR, vault=vault, now=clock).new == 1
    with vault.reading() as work:
        kept = work.directory.get("hsds-" + FOREIGN["id"])
    assert (kept.phone, kept.address, kept.confidence) == ("+32 9 111 22 33", "Markt 1, 9000 Gent", "unverified")


def test_a_service_with_everything_others_tell_comes_in_and_what_is_closed_is_never_offered(
    vault, clock, shipped, tmp_path
):
    file = tmp_path / "full.json"
    file.write_text(json.dumps([EVERYTHING, EVERYTHING | {"id": CLOSED, "status": "defunct", "minimum_age": 18}]))
    assert import_directory(file, COORDINATOR, vault=vault, now=clock).new == 2
    with vault.reading() as work:
        kept = work.directory.get("hsds-" + EVERYTHING["id"])
        closed = work.directory.get("hsds-" + CLOSED)
    assert (kept.phone, kept.languages, kept.notes) == ("+32 9 111 22 33", ("ur",), "Closed in July. From twelve on.")
    assert (kept.opening_hours, kept.coverage, closed.coverage, closed.audience) == ("10-18", "", "none", ("adults",))
    assert closed.id not in {hit.service.id for hit in open_directory(vault, clock()).find(closed.name, at=clock())}


def test_nothing_in_a_file_can_become_a_formula_and_it_comes_back_the_same(vault, clock, shipped, tmp_path):
    nasty = ("=1+1", "+32 9 1", "-2", "@SUM(A1)", "\tx", "'=1", "'gewoon", "''+1")
    for at, words in enumerate(nasty):
        one = replace(shipped[at], notes=words, topics=(words.strip(), "b"))
        with vault.work() as work:
            work.directory.put(one, clock(), "c.wouters")
    made = export_directory("csv", tmp_path / "out", COORDINATOR, vault=vault)
    text = next(one for one in made if one.name == "services.csv").read_text(encoding="utf-8")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert len(cells) > 1000
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\0"))] == []
    assert import_directory(tmp_path / "out", COORDINATOR, vault=vault, now=clock).changed == 0


def a_zip(folder, files):
    made = folder / "set.zip"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made


def the_four(**changed):
    files = dict.fromkeys(FILES, "")
    edition = {
        "municipalities.csv": "nis_code,name_nl,name_fr,province,arrondissement,region,active_from,active_until,merged_into_nis\n",
        "postcodes.csv": "postcode,place_name_nl,nis_code,former_nis_code\n",
        "services.csv": "id,category,name,short_description_nl,phone,email,website,address,postcode,opening_hours,"
        "opening_hours_spec,audience,topics,languages,cost,anonymous,coverage,source,checked_on,confidence,notes\n",
        "coverage.csv": "service_id,nis_code,confidence\n",
    }  # fmt: skip
    return files | edition | changed


def hostile(folder):
    """Name → (file, the reason it is refused for)."""
    (folder / "deep.json").write_text("[" * 100_000 + "]" * 100_000)
    (folder / "many.json").write_text('{"a":' * 39 + "1" + "}" * 39)
    one = FOREIGN["organization"]
    looped = [
        FOREIGN | {"organization": one | {"parent_organization_id": "b"}},
        FOREIGN | {"id": "bc148810-d857-441c-9679-408f346de14b", "organization": one | {"id": "b", "parent_organization_id": one["id"]}},
    ]  # fmt: skip
    looped[0]["organization"]["parent_organization_id"] = looped[1]["organization"]["id"] = FOREIGN["id"]
    (folder / "loop.json").write_text(json.dumps(looped))
    with (folder / "sparse.csv").open("wb") as file:
        file.truncate(2**30)
    places = the_four()["municipalities.csv"]
    sets = {
        "bomb": (dict.fromkeys(FILES, b"0" * (40 * 2 ** 20)), "too_large"),
        "traversal": ({"../../services.csv": "x"}, "other_files"),
        "absolute": ({"/etc/services.csv": "x"}, "other_files"),
        "others": (the_four() | {"run.sh": "x"}, "other_files"),
        "cell": (the_four(**{"services.csv": the_four()["services.csv"] + "a,b," + "x" * 2_000_000}), "unreadable"),
        "merged": (the_four(**{"municipalities.csv": places + "1,A,A,,,,,,2\n2,B,B,,,,,,1\n"}), "loop"),
        "missing": ({"services.csv": "x"}, "missing_file"),
        "not_utf8": (the_four(**{"coverage.csv": b"\xff\xfe\x00"}), "unreadable"),
    }  # fmt: skip
    found = {}
    for name, (files, reason) in sets.items():
        (folder / name).mkdir()
        found[name] = (a_zip(folder / name, files), reason)
    found |= {
        "deep": (folder / "deep.json", "too_deep"), "many": (folder / "many.json", "no_hsds"),
        "loop": (folder / "loop.json", "loop"), "a gigabyte": (folder / "sparse.csv", "too_large"),
    }  # fmt: skip
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe")
        (folder / "link.json").symlink_to("/etc/passwd")
        found |= {"pipe": (folder / "pipe", "no_file"), "link": (folder / "link.json", "link")}
    lying = bytearray(sets and a_zip(folder, the_four()).read_bytes())
    at = lying.find(b"PK\x01\x02")
    lying[at + 24 : at + 28] = struct.pack("<I", 5)
    (folder / "lying.zip").write_bytes(bytes(lying))
    return found | {"a size that is a lie": (folder / "lying.zip", "unreadable")}


def test_hostile_files_are_refused_without_a_trace(vault, clock, shipped, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    wrong = {}
    files = hostile(folder)
    before = sorted(str(one) for one in tmp_path.rglob("*"))
    for name, (file, reason) in files.items():
        try:
            import_directory(file, COORDINATOR, vault=vault, now=clock)
        except Refused as refused:
            if refused.reason != reason:
                wrong[name] = (refused.reason, refused.where)
        else:
            wrong[name] = "taken in"
    assert wrong == {}
    assert sorted(str(one) for one in tmp_path.rglob("*")) == before
    with vault.reading() as work:
        assert work.directory.current() == tuple(sorted(shipped, key=lambda one: one.id))


def test_the_child_has_little_memory_and_little_time(tmp_path):
    big = tmp_path / "big.json"
    big.write_text("[" + ",".join(["[1,2,3,4,5,6,7,8,9]"] * 1_000_000) + "]")
    with pytest.raises(Refused) as refused:
        read_safely(big, memory=220 * 2**20)
    assert refused.value.reason == "too_much_memory"
    with pytest.raises(Refused) as refused:
        read_safely(big, seconds=0.01)
    assert refused.value.reason == "too_slow"
