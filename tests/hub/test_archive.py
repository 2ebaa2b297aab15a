import pytest

from workstation.domain.envelopes import CONFLICT, Change, Cursor, Gone, Pull, Push, mark_of, new_change_id
from workstation.hub.tables import METADATA
from workstation.sync.protocol import Fork, Gap, NotAdmitted, Revoked, UnknownDevice


class Desk:
    """A device that pushes and pulls by hand."""

    def __init__(self, team, account):
        self.team, self.archive = team, team.archive
        self.device = team.device(account)
        self.n = 0

    def change(self, record, sets, base=None, stream="A", n=None):
        self.n += 1 if n is None else 0
        return Change(new_change_id(), record, "call", stream, sets, base or {}, n=n or self.n)

    def push(self, *changes):
        return self.archive.push(self.device, Push(0, None, changes)).acks

    def write(self, record, sets, base=None, stream="A"):
        change = self.change(record, sets, base, stream)
        (ack,) = self.push(change)
        return change.id, ack

    def pull(self, cursors=None, limit=1000):
        return {page.stream: page for page in self.archive.pull(self.device, Pull(cursors or {}, limit)).pages}

    def records(self, stream="A"):
        return {item.id: item for item in self.pull()[stream].items if not isinstance(item, Gone)}


@pytest.fixture
def an(team):
    return Desk(team, "an")


@pytest.fixture
def bo(team):
    return Desk(team, "bo")


def test_what_one_writes_the_other_reads(an, bo):
    an.write("r1", {"note": "x", "age": None})
    assert bo.records()["r1"].fields == {"note": "x", "age": None}


def test_fields_written_apart_meet_without_a_conflict(an, bo):
    first, _ = an.write("r1", {"note": "x"})
    bo.write("r1", {"age": 7})
    _, ack = an.write("r1", {"note": "y"}, {"note": first})
    assert ack.outcome == "ok"
    assert bo.records()["r1"].fields == {"note": "y", "age": 7}


def test_the_same_field_written_apart_stays_and_the_other_value_is_shown_beside_it(an, bo):
    first, _ = an.write("r1", {"note": "x"})
    an.write("r1", {"note": "from an"}, {"note": first})
    late, ack = bo.write("r1", {"note": "from bo"}, {"note": first})
    assert ack.outcome == "conflict"
    records = an.records()
    assert records["r1"].fields["note"] == "from an"
    (conflict,) = [one for one in records.values() if one.kind == CONFLICT]
    told = {name: conflict.fields[name] for name in ("rec", "field", "value", "change", "account", "state")}
    assert told == {
        "rec": "r1", "field": "note", "value": "from bo", "change": late, "account": "bo", "state": "open"
    }  # fmt: skip
    assert conflict.parent == "r1"


def test_the_loser_who_types_on_gets_no_second_conflict(an, bo):
    first, _ = an.write("r1", {"note": "x"})
    an.write("r1", {"note": "from an"}, {"note": first})
    late, _ = bo.write("r1", {"note": "from bo"}, {"note": first})
    bo.write("r1", {"note": "from bo, more"}, {"note": late})
    conflicts = [one for one in an.records().values() if one.kind == CONFLICT]
    assert [one.fields["value"] for one in conflicts] == ["from bo, more"]


def test_a_repeated_change_is_answered_as_the_first_time_and_not_applied_again(an):
    change = an.change("r1", {"note": "x"})
    (first,) = an.push(change)
    (again,) = an.push(change)
    assert (again.outcome, again.at, again.repeated) == (first.outcome, first.at, True)
    assert an.pull()["A"].end.seq == 1


def test_the_same_number_with_another_change_is_a_copied_device(an):
    an.write("r1", {"note": "x"})
    with pytest.raises(Fork):
        an.push(an.change("r2", {"note": "y"}, n=1))


def test_a_gap_in_the_numbers_is_told_with_the_number_expected(an):
    an.write("r1", {"note": "x"})
    with pytest.raises(Gap) as told:
        an.push(an.change("r2", {"note": "y"}, n=3))
    assert told.value.expected == 2


def test_a_station_that_holds_answers_this_hub_never_gave_is_told_the_number_expected(an):
    with pytest.raises(Gap) as told:
        an.archive.push(an.device, Push(5, None, (an.change("r1", {"note": "x"}),)))
    assert told.value.expected == 1


def test_a_conflict_that_was_dealt_with_is_left_as_it_is_when_its_change_comes_once_more(an, bo):
    first, _ = an.write("r1", {"note": "x"})
    an.write("r1", {"note": "from an"}, {"note": first})
    late = bo.change("r1", {"note": "from bo"}, {"note": first})
    bo.push(late)
    (held,) = [one for one in an.records().values() if one.kind == CONFLICT]
    put_away = {"state": "resolved"}, {"state": held.meta["state"]}
    an.push(Change(new_change_id(), held.id, CONFLICT, "A", *put_away, parent="r1", n=an.n + 1))
    before = an.records()[held.id]
    an.archive.recover(an.device, (late,), {})
    assert an.records()[held.id].fields == before.fields
    assert before.fields["state"] == "resolved"


def test_a_change_that_came_in_under_another_name_is_not_applied_twice(team, an):
    other = Desk(team, "an")
    change = an.change("r1", {"note": "x"})
    an.push(change)
    (ack,) = other.push(change)
    assert ack.repeated
    assert an.pull()["A"].end.seq == 1


def test_a_deletion_that_had_not_seen_everything_does_not_delete(an, bo):
    first, _ = an.write("r1", {"note": "x"})
    an.write("r1", {"age": 7})
    _, ack = bo.write("r1", {"~": True}, {"~": None, "note": first})
    assert ack.outcome == "conflict"
    assert "~" not in an.records()["r1"].fields


def test_a_deletion_after_an_own_edit_has_not_seen_what_came_before_that_edit(an, bo):
    """The author's own later change is the last one of the record; it must not stand before what another wrote."""
    first, _ = an.write("r1", {"note": "x"})
    an.write("r1", {"age": 7})
    own, _ = bo.write("r1", {"note": "y"}, {"note": first})
    _, ack = bo.write("r1", {"~": True}, {"~": None, "note": own})
    assert ack.outcome == "conflict"
    assert an.records()["r1"].fields == {"note": "y", "age": 7}


def test_an_edit_that_reaches_a_deleted_record_brings_it_back_and_tells(an, bo):
    first, _ = an.write("r1", {"note": "x"})
    an.write("r1", {"~": True}, {"~": None, "note": first})
    bo.write("r1", {"note": "y"}, {"note": first})
    records = an.records()
    assert records["r1"].fields == {"note": "y", "~": False}
    assert [one.fields["field"] for one in records.values() if one.kind == CONFLICT] == ["~"]


def test_what_may_not_be_written_is_refused_and_kept(team, bo):
    _, ack = bo.write("r1", {"note": "x"}, stream="B")
    assert (ack.outcome, ack.why) == ("rejected", "no_grant")
    with team.database.work() as connection:
        payload = connection.exec_driver_sql("SELECT payload FROM changes WHERE record = 'r1'").scalar()
    assert '"note":"x"' in payload


def test_a_stream_that_is_only_read_is_not_written(team, an, bo):
    team.administration.grant("bo", {"A": False})
    _, ack = bo.write("r1", {"note": "x"})
    assert ack.outcome == "rejected"


def test_a_record_that_moves_leaves_a_marker_and_its_conflict_travels_with_it(an, bo):
    first, _ = an.write("r1", {"note": "x"})
    an.write("r1", {"note": "from an"}, {"note": first})
    bo.write("r1", {"note": "from bo"}, {"note": first})
    an.write("r1", {"~s": "B"})
    left = [item for item in bo.pull()["A"].items if isinstance(item, Gone)]
    assert {item.reason for item in left} == {"moved"}
    assert len(left) == 2
    assert len(an.records("B")) == 2
    assert bo.records() == {}


def test_a_record_does_not_move_to_a_stream_that_does_not_exist(an):
    an.write("r1", {"note": "x"})
    _, ack = an.write("r1", {"~s": "nowhere"})
    assert ack.why == "no_stream"


def test_an_erased_record_is_nowhere_and_stays_refused(team, an, bo):
    first, _ = an.write("r1", {"note": "to-be-erased"})
    an.write("r1", {"note": "x"}, {"note": first})
    bo.write("r1", {"note": "to-be-erased, too"}, {"note": first})
    assert team.administration.erase("r1") == 2
    _, ack = an.write("r1", {"note": "to-be-erased again"})
    assert ack.outcome == "purged"
    with team.database.work() as connection:
        held = [str(connection.execute(table.select()).all()) for table in METADATA.sorted_tables]
    assert not any("to-be-erased" in one for one in held)
    assert {item.reason for item in bo.pull()["A"].items} == {"purged"}


def test_pages_are_small_in_order_and_end_with_a_true_digest(an, bo):
    for n in range(7):
        an.write(f"r{n}", {"note": str(n)})
    cursors, seen, pages = {}, [], 0
    while True:
        page = bo.pull(cursors, limit=3)["A"]
        seen += page.items
        cursors = {"A": page.end}
        pages += 1
        if not page.more:
            break
        assert page.digest is None
    assert [item.seq for item in seen] == list(range(1, 8))
    assert pages == 3
    digest = 0
    for item in seen:
        digest ^= mark_of(item.id, item.meta["*"])
    assert digest == page.digest


def test_a_cursor_that_the_hub_no_longer_holds_is_told(an):
    an.write("r1", {"note": "x"})
    end = an.pull()["A"].end
    assert not an.pull({"A": end})["A"].diverged
    assert an.pull({"A": Cursor(end.seq, "another")})["A"].diverged
    assert an.pull({"A": Cursor(end.seq + 1, end.tag)})["A"].diverged


def test_unknown_kinds_and_fields_are_kept_as_they_came(an, bo):
    odd = {"from_next_year": {"deep": [1, 2.5, None, True, {"é": "😀"}]}}
    an.write("r1", odd)
    assert bo.records()["r1"].fields == odd


def test_a_newer_stations_field_survives_an_older_stations_edit(an, bo):
    first, _ = an.write("r1", {"note": "x", "from_next_year": 1})
    bo.write("r1", {"note": "y"}, {"note": first})
    assert an.records()["r1"].fields == {"note": "y", "from_next_year": 1}


def test_the_hub_says_which_changes_it_does_not_know(an):
    known, _ = an.write("r1", {"note": "x"})
    assert an.archive.known(an.device, ("never", known)) == ("never",)


def test_a_revoked_device_is_told_and_an_invented_one_is_unknown(team, an):
    team.administration.revoke(an.device)
    with pytest.raises(Revoked):
        an.pull()
    with pytest.raises(UnknownDevice):
        team.archive.pull("invented", Pull({}))


def test_a_code_serves_one_device(team):
    enrolment = team.enrolment("an")
    first = team.archive.enrol(enrolment)
    assert team.archive.enrol(enrolment) == first  # the answer was lost on the way
    from nacl.signing import SigningKey
    from tests.hub.hubs import enrolment_with

    with pytest.raises(NotAdmitted):
        team.archive.enrol(enrolment_with(enrolment.code, SigningKey.generate()))


def given(record, sets, stream="A"):
    return Change(new_change_id(), record, "call", stream, sets)


def test_what_a_restored_hub_lost_is_given_back_under_its_own_id(an, bo):
    lost = given("r1", {"note": "given back"})
    assert bo.archive.recover(bo.device, (lost,), {}).refused == ()
    assert an.records()["r1"].meta["note"] == lost.id
    assert an.archive.known(an.device, (lost.id,)) == ()


def test_what_is_given_back_overtakes_only_what_was_seen_to_make_way_for_it(an, bo):
    """However often the hub was restored, and whoever knew: what nobody saw make way becomes a conflict."""
    first, _ = an.write("r1", {"note": "old"})
    an.write("r2", {"note": "typed after the restore"})
    lost = [given(record, {"note": "given back"}) for record in ("r1", "r2")]
    bo.archive.recover(bo.device, tuple(lost), {one.id: {"note": (first, "lost too")} for one in lost})
    records = an.records()
    assert records["r1"].fields["note"] == "given back"
    assert records["r2"].fields["note"] == "typed after the restore"
    assert [one.fields["value"] for one in records.values() if one.kind == CONFLICT] == ["given back"]


def test_what_is_given_back_where_a_field_is_empty_hides_nothing(an, bo):
    an.write("r1", {"note": "x"})
    bo.archive.recover(bo.device, (given("r1", {"age": 7}),), {})
    assert an.records()["r1"].fields == {"note": "x", "age": 7}


@pytest.mark.parametrize("had_all", [True, False])
def test_a_deletion_given_back_puts_nothing_out_of_sight_that_its_holder_had_not(an, bo, had_all):
    note, _ = an.write("r1", {"note": "x"})
    age, _ = an.write("r1", {"age": 7})
    lost = given("r1", {"~": True})
    bo.archive.recover(bo.device, (lost,), {lost.id: {"note": (note,), "age": (age,) if had_all else ()}})
    assert an.records()["r1"].fields.get("~", False) is had_all
    told = [one.fields["field"] for one in an.records().values() if one.kind == CONFLICT]
    assert told == ([] if had_all else ["~"])


def test_a_conflict_of_an_erased_record_does_not_come_back_with_what_a_station_held(team, an, bo):
    team.administration.erase("r1")
    held = Change(
        new_change_id(), "k1", CONFLICT, "A", {"rec": "r1", "field": "note", "value": "erased text"}, parent="r1"
    )
    bo.archive.recover(bo.device, (held,), {})
    assert an.records() == {}


def test_a_conflict_given_back_does_not_make_the_change_known_whose_name_it_bears(an, bo):
    lost = given("r1", {"note": "lost"})
    conflict = Change(lost.id, "k1", CONFLICT, "A", {"rec": "r1", "field": "~", "value": True}, parent="r1")
    bo.archive.recover(bo.device, (conflict,), {})
    assert an.archive.known(an.device, (lost.id,)) == (lost.id,)
    bo.archive.recover(bo.device, (lost,), {})
    assert an.archive.known(an.device, (lost.id,)) == ()


def test_a_change_sent_again_without_its_text_is_not_known(an, bo):
    """Its author had let go of the text, for the record had gone to others; those others give it back."""
    first, _ = an.write("r1", {"note": "x"})
    again = an.change("r1", {"age": 7}, {"age": None, "note": first})
    assert an.push(again)[0].outcome == "ok"
    assert an.archive.known(bo.device, (first, again.id)) == (again.id,)
    whole = Change(again.id, "r1", "call", "A", {"note": "y", "age": 7})
    bo.archive.recover(bo.device, (whole,), {again.id: {"note": (first,)}})
    assert an.records()["r1"].fields == {"note": "y", "age": 7}
    assert an.archive.known(bo.device, (again.id,)) == ()


def test_nobody_erases_a_record_by_naming_an_erased_one_above_it(team, an):
    an.write("r1", {"note": "x"})
    an.write("erased", {"note": "y"})
    team.administration.erase("erased")
    for n, record in enumerate(("r1", "r2"), an.n + 1):
        named = Change(new_change_id(), record, "call", "A", {"note": "z"}, parent="erased", n=n)
        assert an.push(named)[0].outcome == "purged"
    assert an.records()["r1"].fields == {"note": "x"}
    held = Change(new_change_id(), "k1", CONFLICT, "A", {"rec": "r2", "field": "note", "value": "z"}, parent="r2")
    an.archive.recover(an.device, (held,), {})
    assert set(an.records()) == {"r1"}


def test_a_conflict_that_the_hub_does_not_have_is_not_settled_into_being(an):
    ack = an.push(Change(new_change_id(), "k1", CONFLICT, "A", {"state": "resolved"}, n=1))[0]
    assert (ack.outcome, ack.why) == ("rejected", "no_conflict")
    assert an.records() == {}


def test_a_conflict_that_is_given_back_comes_to_where_its_record_is_now(an):
    an.write("r1", {"note": "x"})
    an.write("r1", {"~s": "B"})
    held = Change(new_change_id(), "k1", CONFLICT, "A", {"rec": "r1", "field": "note", "value": "y"}, parent="r1")
    an.archive.recover(an.device, (held,), {})
    assert set(an.records("B")) == {"r1", "k1"}
