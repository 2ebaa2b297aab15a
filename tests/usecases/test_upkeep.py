"""Upkeep of the directory: doubts become a work list, an edit is no verification, a secret address stays one."""

from dataclasses import replace

import pytest
from tests.usecases.desks import DESK

from workstation.domain.ids import ServiceId
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import ChangedMeanwhile, NotReady
from workstation.domain.services import Service, seen_by
from workstation.store.service_outcomes import ServiceOutcomes
from workstation.usecases.add_service import add_service
from workstation.usecases.edit_service import edit_service
from workstation.usecases.entry_as_it_was import entry_as_it_was
from workstation.usecases.history_of_service import history_of_service
from workstation.usecases.note_outcome import note_outcome
from workstation.usecases.open_directory import open_directory
from workstation.usecases.remark_on_service import remark_on_service
from workstation.usecases.take_back_outcome import take_back_outcome
from workstation.usecases.upkeep_list import upkeep_list
from workstation.usecases.verify_service import verify_service

COORDINATOR = replace(DESK, counsellor="c.wouters", role="team_coordinator")
REFUGE = Service(
    id=ServiceId("vh-1"), category="opvang", name="Vluchthuis De Haven", phone="09 111 22 33",
    address="Geheimstraat 7, 9000 Gent", postcode="9000", checked_on="2026-10-01", confidence="verified",
)  # fmt: skip
DESK_OF_CAW = replace(REFUGE, id=ServiceId("caw-1"), name="CAW Testland", address="Markt 1, 9000 Gent")


@pytest.fixture
def entries(vault, clock):
    with vault.work() as work:
        work.directory.bring_in((REFUGE, DESK_OF_CAW), "e1", clock(), "edition")


def test_doubts_of_counsellors_and_wrong_numbers_lead_the_work_list(vault, clock, entries):
    assert upkeep_list(COORDINATOR, vault=vault, now=clock) == ()
    note_outcome(REFUGE.id, "wrong_number", vault=vault, now=clock)
    remark_on_service(DESK_OF_CAW, "Nummer klopt niet.", "m.peeters", vault=vault, now=clock)
    found = upkeep_list(COORDINATOR, vault=vault, now=clock)
    assert [(line.service.id, line.why[0]) for line in found] == [("caw-1", "remark"), ("vh-1", "wrong_number")]
    clock.pass_by(days=900)
    assert all("stale" in line.why for line in upkeep_list(COORDINATOR, vault=vault, now=clock))
    with pytest.raises(NotAllowed):
        upkeep_list(DESK, vault=vault, now=clock)


def test_an_edit_does_not_make_an_entry_look_checked_and_a_check_changes_no_word(vault, clock, entries):
    clock.pass_by(days=30)
    edit_service(replace(REFUGE, phone="09 999 99 99", checked_on="2030-01-01"), COORDINATOR, vault=vault, now=clock)
    with vault.reading() as work:
        edited = work.directory.get(REFUGE.id)
    assert (edited.phone, edited.checked_on, edited.version) == ("09 999 99 99", "2026-10-01", 2)
    with pytest.raises(ChangedMeanwhile):
        verify_service(REFUGE.id, 1, "gebeld", COORDINATOR, vault=vault, now=clock)
    verify_service(REFUGE.id, 2, "gebeld met het onthaal", COORDINATOR, vault=vault, now=clock)
    newest, before, first = history_of_service(REFUGE.id, COORDINATOR, vault=vault)
    assert newest.verified
    assert (before.changed, before.by, before.verified) == (("phone",), "c.wouters", False)
    assert first.changed == ()
    assert newest.service.phone == "09 999 99 99"


def test_a_check_settles_the_remarks(vault, clock, entries):
    remark_on_service(DESK_OF_CAW, "Nummer klopt niet.", "m.peeters", vault=vault, now=clock)
    verify_service(DESK_OF_CAW.id, 1, "website", COORDINATOR, vault=vault, now=clock)
    assert upkeep_list(COORDINATOR, vault=vault, now=clock) == ()
    with pytest.raises(NotReady):
        verify_service(DESK_OF_CAW.id, 2, " ", COORDINATOR, vault=vault, now=clock)


def test_a_wrong_number_is_settled_by_a_check_and_stands_again_when_it_is_told_later(vault, clock, entries):
    note_outcome(REFUGE.id, "wrong_number", vault=vault, now=clock)
    edit_service(replace(REFUGE, phone="09 999 99 99"), COORDINATOR, vault=vault, now=clock)
    assert upkeep_list(COORDINATOR, vault=vault, now=clock)[0].why == ("wrong_number",)
    verify_service(REFUGE.id, 2, "gebeld", COORDINATOR, vault=vault, now=clock)
    assert upkeep_list(COORDINATOR, vault=vault, now=clock) == ()
    clock.pass_by(days=3)
    note_outcome(REFUGE.id, "wrong_number", vault=vault, now=clock)
    assert upkeep_list(COORDINATOR, vault=vault, now=clock)[0].why == ("wrong_number",)


def test_a_new_entry_is_on_the_list_until_somebody_checks_it(vault, clock, entries):
    made = Service(
        id=ServiceId("eigen-1"), category="andere", name="Nieuw inloophuis", phone="09 1", confidence="verified"
    )
    with pytest.raises(NotAllowed):
        add_service(made, DESK, vault=vault, now=clock)
    with pytest.raises(NotReady):
        add_service(replace(made, name=" "), COORDINATOR, vault=vault, now=clock)
    add_service(made, COORDINATOR, vault=vault, now=clock)
    with pytest.raises(KeyError):
        add_service(made, COORDINATOR, vault=vault, now=clock)
    line = upkeep_list(COORDINATOR, vault=vault, now=clock)[0]
    assert (line.service.confidence, line.why) == ("unverified", ("stale", "unverified"))
    verify_service(made.id, 1, "bezocht", COORDINATOR, vault=vault, now=clock)
    assert upkeep_list(COORDINATOR, vault=vault, now=clock) == ()
    assert len(upkeep_list(COORDINATOR, vault=vault, now=clock, every=True)) == 3


@pytest.mark.parametrize(("address_class", "screen"), [("public", True), ("counsellors", True), ("store", False)])
def test_an_address_goes_only_where_its_class_lets_it(vault, clock, entries, address_class, screen):
    edit_service(replace(REFUGE, address_class=address_class), COORDINATOR, vault=vault, now=clock)
    with vault.reading() as work:
        kept = work.directory.get(REFUGE.id)
    assert kept.address
    assert bool(seen_by(kept, "screen").address) == screen
    assert bool(seen_by(kept, "paper").address) == (address_class == "public")
    assert bool(seen_by(kept, "file").postcode) == (address_class == "public")
    # what was public when it was named stays off paper once it is confidential
    assert bool(entry_as_it_was(REFUGE.id, 1, vault=vault).address) == (address_class == "public")


def test_an_unknown_class_is_shown_nowhere():
    for where in ("screen", "paper", "file", "upkeep"):
        assert seen_by(replace(REFUGE, address_class="typo"), where).address == ""


def test_a_new_edition_never_makes_a_confidential_address_public(vault, clock, entries):
    edit_service(replace(REFUGE, address_class="store"), COORDINATOR, vault=vault, now=clock)
    with vault.work() as work:
        work.directory.bring_in((replace(REFUGE, name="Nieuwe naam"), DESK_OF_CAW), "e2", clock(), "edition")
        assert work.directory.get(REFUGE.id).address_class == "store"


def test_the_search_of_the_directory_never_holds_an_address_of_the_store(vault, clock):
    open_directory(vault, clock())
    with vault.reading() as work:
        some = next(one for one in work.directory.current() if one.address and one.phone)

    def shown():
        hits = open_directory(vault, clock()).find(some.name, at=clock())
        return next(hit.service.address for hit in hits if hit.service.id == some.id)

    assert shown()
    edit_service(replace(some, address_class="store"), COORDINATOR, vault=vault, now=clock)
    assert shown() == ""


def test_hours_that_do_not_read_are_not_kept(vault, clock, entries):
    with pytest.raises(NotReady):
        edit_service(replace(REFUGE, opening_spec="maandag tot later"), COORDINATOR, vault=vault, now=clock)


def test_outcomes_are_kept_by_service_and_day_and_say_nothing_before_there_are_three(vault, clock, entries):
    for weeks in (4, 10):
        note_outcome(REFUGE.id, "waiting_list", vault=vault, now=clock, weeks=weeks)
    with vault.reading() as work:
        told = ServiceOutcomes(work.connection).since(clock().date())[REFUGE.id]
    assert told.typical_wait is None
    assert not told.hard_to_reach
    note_outcome(REFUGE.id, "waiting_list", vault=vault, now=clock, weeks=12)
    with vault.reading() as work:
        told = ServiceOutcomes(work.connection).since(clock().date())[REFUGE.id]
        columns = {column[1] for column in work.connection.exec_driver_sql("PRAGMA table_info(service_outcomes)")}
    assert told.typical_wait == 10
    assert told.hard_to_reach
    assert columns == {"id", "service_id", "day", "outcome", "weeks", "record"}
    with pytest.raises(NotReady):
        note_outcome(REFUGE.id, "reached", vault=vault, now=clock, weeks=3)


def test_what_was_noted_by_mistake_is_taken_back_and_nothing_else(vault, clock, entries):
    for weeks in (4, None):
        note_outcome(REFUGE.id, "waiting_list", vault=vault, now=clock, weeks=weeks)
    take_back_outcome(REFUGE.id, "waiting_list", vault=vault, now=clock)
    take_back_outcome(REFUGE.id, "refused", vault=vault, now=clock)
    with vault.reading() as work:
        told = ServiceOutcomes(work.connection).since(clock().date())[REFUGE.id]
    assert (told.counts, told.weeks) == ({"waiting_list": 1}, (4,))


def test_the_search_says_what_was_told_since_the_entry_was_checked(vault, clock):
    open_directory(vault, clock())
    with vault.reading() as work:
        some = next(one for one in work.directory.current() if one.category == "caw" and one.phone)

    def minded():
        hits = open_directory(vault, clock()).find(some.name, at=clock())
        return next(hit.warnings for hit in hits if hit.service.id == some.id)

    note_outcome(some.id, "wrong_number", vault=vault, now=clock)
    assert minded()[0].startswith("verkeerd nummer, 1 keer")
    verify_service(some.id, some.version, "gebeld", COORDINATOR, vault=vault, now=clock)
    assert not any("verkeerd nummer" in one for one in minded())
