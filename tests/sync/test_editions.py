"""Editions of the directory and the codebook over the stream of the whole helpline, and what is refused of them."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.records import a_service
from tests.sync.hostile import HostileHub
from tests.sync.stations import Station
from tests.sync.teams import founded

from workstation.domain.counsellors import Desk
from workstation.domain.problems import NotReady
from workstation.store.sync_state import GRANTED
from workstation.sync.editions import Editions, Publisher
from workstation.sync.publishing import look_at_publishing, publish_codebook, publish_directory
from workstation.sync.sealing.boxes import OwnKeys, fingerprint
from workstation.sync.sealing.founding import own_keys
from workstation.usecases.codebook_in_force import codebook_in_force
from workstation.usecases.draft_edition import draft_edition
from workstation.usecases.edit_service import edit_service
from workstation.usecases.enforce_edition import enforce_edition
from workstation.usecases.look_up_editions import look_up_editions
from workstation.usecases.open_directory import open_directory
from workstation.vocabulary.editions import CodeChange

AN = Desk(counsellor="an", mark="K7", team="A", role="team_coordinator")


@pytest.fixture
def hub(team):
    """The hub, with a stream that everybody reads and coordinators write; it can be made to harm."""
    team.administration.add_stream("helpline", "helpline")
    for account, own in {"an": ("A", "B"), "bo": ("A",), "cas": ("B",)}.items():
        may = dict.fromkeys(own, True) | {"helpline": account == "an"}
        team.administration.grant(account, may)
    return HostileHub(team.archive)


@pytest.fixture
def stations(hub, team, tmp_path, migrated_store):
    """an and bo are coordinators of one team; both look at editions as the program does."""
    made = []
    for name in ("an", "bo"):
        one = Station(tmp_path / name, hub, name).open(migrated_store).enrol(team.administration.code_for(name))
        with one.vault.work() as work:
            work.directory.bring_in(
                (
                    a_service(),
                    a_service(
                        id="opvang", name="Opvang", address="Straat 1", postcode="9000", address_class="counsellors"
                    ),
                ),
                "2026-test",
                one.clock(),
                "edition",
            )
            work.settings.put("directory_edition", "2026-test")
        made.append(one)
    founded(*made)
    for one in made:
        one.exchange.arrivals = Editions(one.keys, one.clock).arrived
    yield made
    for one in made:
        one.close()


def on(one):
    return {"vault": one.vault, "now": one.clock}


def entry(one, service="caw-oost"):
    with one.vault.reading() as work:
        return work.directory.get(service)


def bring_out(one, **changed):
    """An edition with a change that the team was not told of by itself."""
    with one.vault.work() as work:
        work.directory.take_over(replace(work.directory.get("caw-oost"), **changed), one.clock(), "an")
    return publish_directory(replace(AN, counsellor=one.account), keyring=one.keys, **on(one))


def meet(*stations):
    for one in stations:
        one.meet()


def number(one, subject="directory"):
    with one.vault.reading() as work:
        return int(work.sync_state.get(f"edition.{subject}") or 0)


def test_an_edition_of_the_directory_is_used_by_everybody_after_it_came(stations):
    an, bo = stations
    assert bring_out(an, phone="02 111 11 11") == 2
    meet(an, bo)
    assert bo.meet().changes.touched == an.meet().changes.touched == frozenset()  # nothing is done twice
    for one in stations:
        assert (number(one), entry(one).phone) == (1, "02 111 11 11")
    assert entry(bo, "opvang").address == "Straat 1"  # left out of the edition, kept where it was known
    finder = open_directory(bo.vault, bo.clock())
    assert finder.edition.startswith("hub-1-")
    assert finder.find("CAW Oost", at=bo.clock())[0].service.phone == "02 111 11 11"
    assert open_directory(bo.vault, bo.clock()).edition == finder.edition  # the shipped one does not come back
    bring_out(an, phone="02 222 22 22")
    meet(an, bo)
    assert (number(bo), entry(bo).phone) == (2, "02 222 22 22")
    assert (an.alarms(), bo.alarms()) == ([], [])


def test_where_a_shelter_stands_is_not_in_an_edition(stations, team):
    an, _ = stations
    bring_out(an, phone="1")
    meet(an)
    with team.database.snapshot() as connection:
        held = " ".join(connection.exec_driver_sql("SELECT fields FROM records WHERE kind = 'edition'").scalars())
    assert "CAW Oost" in held
    assert "Straat 1" not in held


def test_an_edition_of_the_codebook_is_in_force_for_everybody(stations):
    an, bo = stations
    day = an.clock().date() + timedelta(days=30)
    change = CodeChange(kind="label", list="urgency", code="urgent", label="Meteen nodig")
    draft_edition("e1", day, (change,), AN, **on(an))
    enforce_edition("e1", AN, **on(an))
    assert publish_codebook(AN, keyring=an.keys, **on(an)) == 1
    assert publish_codebook(AN, keyring=an.keys, **on(an)) == 0
    meet(an, bo)
    for one in stations:
        assert codebook_in_force(day, vault=one.vault).get("urgency", "urgent").labels["nl"] == "Meteen nodig"
        assert (
            codebook_in_force(date(2026, 1, 1), vault=one.vault).get("urgency", "urgent").labels["nl"]
            != "Meteen nodig"
        )
    assert (number(bo, "codebook"), bo.alarms()) == (1, [])


def forged(item, own=None):
    """The edition with another telephone number, and its sum made right; signed by `own`, or as it was."""
    fields = dict(item.fields)
    content = fields["content"].replace("02 111 11 11", "0900 00 000")
    import hashlib

    body = dict(fields["body"]) | {"sha256": hashlib.sha256(content.encode()).hexdigest()}
    fields |= {"content": content, "body": body}
    if own is not None:
        fields |= {name: own.sign("edition", body) for name in fields if name.startswith("signed_")}
    return replace(item, fields=fields)


def without_signature(item):
    return replace(item, fields={n: v for n, v in item.fields.items() if not n.startswith("signed_")})


HARMS = {
    "edition_altered": lambda item: replace(item, fields=item.fields | {
        "content": item.fields["content"].replace("02 111 11 11", "0900 00 000")}),
    "edition_unsigned": lambda item: without_signature(forged(item)),
    "edition_forged": forged,
    "edition_forged by a key of nobody": lambda item: forged(item, OwnKeys(bytes(32))),
    "edition_older under another number": lambda item: replace(item, id="edition-directory-2"),
    "edition_forked": lambda item: replace(item, fields=item.fields | {
        "body": item.fields["body"] | {"before": "0" * 32}}),
}  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_a_hostile_edition_is_refused_shown_and_logged(stations, hub, harm, caplog):
    an, bo = stations
    bring_out(an, phone="02 111 11 11")
    meet(an)
    hub.spoil = lambda item: HARMS[harm](item) if item.kind == "edition" else item
    before = entry(bo)
    meet(bo)
    assert (entry(bo), number(bo)) == (before, 0)
    assert harm.split()[0] in bo.alarms()
    assert f"refused: {harm.split()[0]}" in caplog.text
    assert "0900" not in caplog.text
    hub.spoil = None
    with bo.vault.work() as work:
        work.records.restart("helpline")
    meet(bo)
    assert (number(bo), entry(bo).phone) == (1, "02 111 11 11")  # the true one is taken when it comes


def test_an_older_edition_never_comes_back(stations, hub):
    an, bo = stations
    for phone in ("02 111 11 11", "02 222 22 22"):
        bring_out(an, phone=phone)
        meet(an, bo)
    first = hub.seen["edition-directory-1"][-1]
    hub.spoil = lambda item: (
        replace(first, seq=item.seq, meta=item.meta) if item.id == "edition-directory-2" else item
    )
    with bo.vault.work() as work:
        work.records.restart("helpline")
    meet(bo)
    hub.spoil = lambda item: replace(item, fields=first.fields) if item.id == "edition-directory-2" else item
    with bo.vault.work() as work:
        work.records.restart("helpline")
    meet(bo)
    assert (number(bo), entry(bo).phone) == (2, "02 222 22 22")
    assert "edition_older" in bo.alarms()


def test_content_that_no_program_of_ours_writes_is_refused_whole(stations):
    an, bo = stations
    meet(an)
    rows = [{"id": "x", "name": "X", "phone": 7, "address_class": "public"}]
    with an.vault.work() as work:
        Editions(an.keys, an.clock).publish(work, "directory", "odd", json.dumps(rows), "an")
    meet(an, bo)
    assert (number(bo), "edition_unreadable" in bo.alarms()) == (0, True)


def test_another_team_believes_an_edition_only_when_two_of_its_own_coordinators_vouch(
    stations, hub, team, tmp_path, migrated_store
):
    an, _ = stations
    others = []
    for account in ("cas", "dor"):
        team.administration.add_account(account, "team_coordinator")
        team.administration.grant(account, {"B": True, "helpline": False})
        one = Station(tmp_path / account, hub, account).open(migrated_store)
        others.append(one.enrol(team.administration.code_for(account), team="B"))
    founded(*others, team="B")
    cas, dor = others
    for one in others:
        one.exchange.arrivals = Editions(one.keys, one.clock).arrived
        with one.vault.work() as work:
            work.directory.bring_in((a_service(),), "2026-test", one.clock(), "edition")
    bring_out(an, phone="02 111 11 11")
    meet(an, cas)
    assert (number(cas), cas.alarms()) == (0, ["edition_forged"])
    with an.vault.work() as work:
        name, own = own_keys(work)
    for one, expected in ((cas, 0), (dor, 1)):
        with one.vault.work() as work:
            Editions(one.keys, one.clock).vouch(work, Publisher("an", name, own.signs_as))
        meet(one, cas, dor)
        assert number(cas) == expected
    assert entry(cas).phone == "02 111 11 11"
    for one in others:
        one.close()


def test_a_station_without_the_helplines_stream_says_so(stations):
    an, _ = stations
    with an.vault.work() as work:
        work.sync_state.put(GRANTED, "A")
    with pytest.raises(NotReady):
        publish_directory(AN, keyring=an.keys, **on(an))


def test_a_team_that_corrects_an_entry_after_an_edition_begins_anew(stations):
    """What the team corrected on an older edition is not written over what a newer one says."""
    an, bo = stations
    edit_service(replace(entry(bo), phone="09 old"), replace(AN, counsellor="bo"), **on(bo))
    meet(bo, an)
    assert entry(an).phone == "09 old"
    bring_out(an, phone="02 111 11 11")
    meet(an, bo)
    edit_service(replace(entry(bo), email="a@b.be"), replace(AN, counsellor="bo"), **on(bo))
    meet(bo, an)
    for one in stations:
        assert (entry(one).phone, entry(one).email) == ("02 111 11 11", "a@b.be")
    assert fingerprint(entry(an).phone) == fingerprint(entry(bo).phone)


def test_who_loses_a_number_to_a_colleague_keeps_the_corrections_and_is_offered_the_next_one(stations, team):
    an, bo = stations
    team.administration.grant("bo", {"A": True, "helpline": True})
    bring_out(an, phone="0")
    meet(an, bo, an)
    bring_out(bo, phone="02 222 22 22", email="bo@voorbeeld.test")
    bring_out(an, phone="02 111 11 11", website="https://an.voorbeeld.test")
    meet(bo)
    found = an.meet().changes  # an brought out number 2 as well
    found |= an.meet().changes
    assert found.concerns("edition_lost")
    kept = entry(an)
    assert (number(an), kept.phone, kept.email, kept.website) == (
        2, "02 222 22 22", "bo@voorbeeld.test", "https://an.voorbeeld.test"
    )  # fmt: skip
    seen = look_at_publishing(AN, keyring=an.keys, **on(an))
    assert (seen.number, seen.lost) == (3, (2, "bo"))
    publish_directory(AN, keyring=an.keys, **on(an))
    meet(an, bo)
    assert [(number(one), entry(one).website) for one in stations] == [(3, "https://an.voorbeeld.test")] * 2
    assert look_at_publishing(AN, keyring=an.keys, **on(an)).lost is None
    assert (an.alarms(), bo.alarms()) == ([], [])


def test_an_edition_of_the_codebook_that_lost_its_number_goes_under_the_next_unless_it_clashes(stations, team):
    an, bo = stations
    team.administration.grant("bo", {"A": True, "helpline": True})
    day = an.clock().date() + timedelta(days=30)

    def enforced(one, name, **change):
        draft_edition(name, day, (CodeChange(**{"kind": "label", "list": "urgency"} | change),), AN, **on(one))
        enforce_edition(name, AN, **on(one))
        return publish_codebook(AN, keyring=one.keys, **on(one))

    assert enforced(bo, "e-bo", code="urgent", label="Meteen nodig") == 1
    assert enforced(an, "e-an", code="not_urgent", label="Kan wachten") == 1
    meet(bo, an, an)
    assert number(an, "codebook") == 1
    assert publish_codebook(AN, keyring=an.keys, **on(an)) == 1  # as after every meeting
    meet(an, bo)
    for one in stations:
        book = codebook_in_force(day, vault=one.vault)
        assert (number(one, "codebook"), book.label("urgency", "urgent"), book.label("urgency", "not_urgent")) == (
            2, "Meteen nodig", "Kan wachten"
        )  # fmt: skip
    assert enforced(bo, "f-bo", kind="new", code="soon", label="Binnenkort") == 1
    assert enforced(an, "f-an", kind="new", code="soon", label="Straks") == 1
    meet(bo, an, an)
    assert publish_codebook(AN, keyring=an.keys, **on(an)) == 0
    assert (number(an, "codebook"), an.alarms()) == (3, [])
    assert codebook_in_force(day, vault=an.vault).label("urgency", "soon") == "Binnenkort"
    assert [one.id for one in look_up_editions(vault=an.vault) if one.enforced_at is None] == ["f-an"]
