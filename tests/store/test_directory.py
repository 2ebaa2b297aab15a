import json

import pytest
from tests.records import MORNING, a_service

from workstation.store.directory import BroughtIn


def bring(work, *services, edition="2026-1"):
    return work.directory.bring_in(services, edition, MORNING, "redactie")


def bring_shipped(work, *services, edition="2026-1"):
    return work.directory.bring_in(services, edition, MORNING, "redactie", keeping=True)


def test_an_edition_gives_new_versions_only_to_entries_that_changed(vault):
    caw, vk = a_service(), a_service(id="vk-gent", category="vk")
    with vault.work() as work:
        assert bring(work, caw, vk) == BroughtIn(2, 0, 0)
        assert bring(work, caw, vk, edition="2026-2") == BroughtIn(0, 0, 0)
        assert bring(work, a_service(phone="09 000 00 00"), vk, edition="2026-3") == BroughtIn(0, 1, 0)
        assert work.directory.current() == (a_service(phone="09 000 00 00", version=2), vk)
        assert work.directory.get("caw-oost", 1) == caw
        assert work.directory.get("caw-oost").version == 2


def test_an_entry_that_is_gone_is_withdrawn_but_stays_readable_and_may_return(vault):
    with vault.work() as work:
        bring(work, a_service())
        assert bring(work, edition="2026-2") == BroughtIn(0, 0, 1)
        assert work.directory.current() == ()
        assert work.directory.get("caw-oost", 1) == a_service()
        with pytest.raises(KeyError):
            work.directory.get("caw-oost")
        assert bring(work, a_service(), edition="2026-3") == BroughtIn(1, 0, 0)
        assert work.directory.get("caw-oost") == a_service(version=2)


def test_an_edited_entry_gets_the_next_version(vault):
    with vault.work() as work:
        bring(work, a_service())
        assert work.directory.put(a_service(name="CAW"), MORNING, "s.aerts").version == 2
        assert work.directory.get("caw-oost").name == "CAW"
        assert len(work.directory.current()) == 1
        assert work.directory.put(a_service(id="nieuw"), MORNING, "s.aerts").version == 1


def test_an_entry_of_another_version_of_the_program_is_readable(vault):
    with vault.work() as work:
        bring(work, a_service())
        body = json.loads(work.connection.exec_driver_sql("select body from services").scalar())
        del body["cost"]
        body["future"] = "x"
        work.connection.exec_driver_sql("update services set body = ?", (json.dumps(body),))
        assert work.directory.get("caw-oost") == a_service()


def test_the_whole_shipped_directory_goes_in(vault):
    import csv
    import io

    from workstation import resources

    rows = list(csv.DictReader(io.StringIO(resources.read("directory", "services.csv"))))
    with vault.work() as work:
        assert bring(work, *(a_service(id=row["id"], name=row["name"]) for row in rows)).new == len(rows) > 500


def test_what_somebody_corrected_here_outlives_a_new_edition(vault):
    told = a_service(phone="09 1", website="https://oud.example")
    with vault.work() as work:
        bring_shipped(work, told)
        work.directory.put(a_service(phone="09 2", website="https://oud.example"), MORNING, "s.aerts")
        assert bring_shipped(work, told, edition="2026-2") == BroughtIn(0, 0, 0)
        assert work.directory.get("caw-oost").phone == "09 2"
        # the edition changes another field: both hold, and its own words are in the history
        newer = a_service(phone="09 1", website="https://nieuw.example")
        assert bring_shipped(work, newer, edition="2026-3") == BroughtIn(0, 1, 0)
        kept = work.directory.get("caw-oost")
        assert (kept.phone, kept.website, kept.version) == ("09 2", "https://nieuw.example", 4)
        assert [by for _, _, by in work.directory.history("caw-oost")] == [
            "redactie",
            "s.aerts",
            "redactie",
            "s.aerts",
        ]
        # and it stays so with the next one, also where both changed the same field
        assert bring_shipped(work, newer, edition="2026-4") == BroughtIn(0, 0, 0)
        bring_shipped(work, a_service(phone="09 3", website="https://nieuw.example"), edition="2026-5")
        assert work.directory.get("caw-oost").phone == "09 2"
        assert len(work.directory.current()) == 1


def test_an_entry_made_or_imported_here_is_not_withdrawn_by_an_edition(vault):
    with vault.work() as work:
        bring_shipped(work, a_service())
        work.directory.put(a_service(id="eigen-1"), MORNING, "s.aerts")
        assert bring_shipped(work, a_service(), edition="2026-2") == BroughtIn(0, 0, 0)
        assert bring_shipped(work, edition="2026-3") == BroughtIn(0, 0, 1)
        assert [one.id for one in work.directory.current()] == ["eigen-1"]
