import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from workstation.directory.plain import found_as_plain
from workstation.directory.reading import shipped_directory
from workstation.domain.services import Remark
from workstation.usecases.find_service import find_service
from workstation.usecases.open_directory import open_directory
from workstation.vocabulary.words import words

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def finder(vault):
    return open_directory(vault, AT)


def test_the_shipped_directory_comes_into_the_vault_once(vault, finder):
    with vault.reading() as work:
        kept = work.directory.current()
    assert len(kept) == len(shipped_directory().services)
    open_directory(vault, AT)
    with vault.reading() as work:
        assert work.directory.current() == kept


def test_a_correction_at_this_station_is_found(vault, finder):
    gent = finder.service("pz-5415-gent")
    with vault.work() as work:
        work.directory.put(replace(gent, phone="09 000 00 00"), AT, "4012")
    found = find_service("politie gent", open_directory(vault, AT), AT)
    assert found.hits[0].service.phone == "09 000 00 00"
    assert found.hits[0].service.version == gent.version + 1


def test_a_remark_nobody_has_settled_is_said(vault, finder):
    gent = finder.service("pz-5415-gent")
    with vault.work() as work:
        work.remarks.put(Remark("r1", gent.id, gent.version, "2026-11-20T09:00:00Z", "4012", "nummer klopt niet"))
    found = find_service("politie gent", open_directory(vault, AT), AT)
    hit = next(hit for hit in found.hits if hit.service.id == gent.id)
    assert "iemand gaf aan dat dit niet klopt" in hit.warnings


def test_an_answer_has_the_place_its_glance_and_what_puzzles(finder):
    found = find_service("ocmw qqqxz ledeberg", finder, AT)
    assert found.places[0].label == "Ledeberg (9050 Gent)"
    assert found.glance.municipality == "Gent"
    assert found.puzzling == ("qqqxz",)
    assert found.edition == shipped_directory().edition


def test_the_persons_municipality_gives_the_glance_when_none_is_typed(finder):
    assert find_service("ocmw", finder, AT, near="46013").glance.municipality == "Beveren-Kruibeke-Zwijndrecht"
    assert find_service("awel", finder, AT).glance is None


def test_a_script_gets_what_the_screen_shows(finder):
    found = find_service("politie aalst", finder, AT)
    plain = json.loads(json.dumps(found_as_plain(found, words())))
    assert [hit["id"] for hit in plain["hits"]] == [hit.service.id for hit in found.hits]
    assert [tuple(hit["reasons"]) for hit in plain["hits"]] == [hit.reasons for hit in found.hits]
    first = plain["hits"][0]
    assert first["say"].startswith("Je kan terecht bij")
    assert first["opening"] == {"open": None, "changes_at": None, "words": "uren niet gekend"}
    assert plain["glance"]["lines"][0]["name"] == "Politiezone Aalst"


def test_an_unknown_number_is_null_for_a_script_not_an_empty_text(finder):
    plain = found_as_plain(find_service("politie anderlecht", finder, AT), words())
    zone = next(hit for hit in plain["hits"] if hit["id"] == "pz-5341-zuid")
    assert zone["phone"] is None
    assert "geen nummer bevestigd" in zone["warnings"]
