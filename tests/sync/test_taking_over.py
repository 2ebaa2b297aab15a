"""Both coordinators are gone for good: two people with two sheets take the team over; nothing is founded anew."""

from dataclasses import replace

import pytest
from tests.sync.team_talk import named, propose, seen, sign
from tests.sync.teams import hand_round
from tests.sync.test_drills import revoke
from tests.sync.test_sealing import secret_call

from workstation.domain.flat import MEMBERS
from workstation.sync.meetings import Meetings
from workstation.sync.sealing.applicants import PAPER
from workstation.sync.sealing.membership import SIGNATURE, Refused, accept, read_list
from workstation.sync.sealing.recovery import SharesDoNotFit
from workstation.sync.team_keys import Wish, believe, heal_team
from workstation.sync.team_recovery import (
    CannotTakeOver,
    NotOfThisTeam,
    make_paper_keys,
    offer_paper_keys,
    recover,
    take_over_team,
)


@pytest.fixture
def team_with_sheets(join):
    """an and bo are coordinators, cas and dirk counsellors; the sheets lie in a safe, cas wrote a call."""
    every = an, bo, cas, dirk = [join("bo" if one == "bo" else "an", one) for one in ("an", "bo", "cas", "dirk")]
    hand_round(*every, an)
    propose(an, "an", "bo", "cas", "dirk")
    hand_round(an, bo)
    sign(bo)
    hand_round(bo, *every)
    for one in (cas, dirk):
        believe(seen(an).code, vault=one.vault, keyring=one.keys)
    cas.call_kept = secret_call()
    cas.keep(cas.call_kept)
    hand_round(*every)
    sheets = with_sheets_of(an, bo)
    hand_round(*every, *every)
    return an, bo, cas, dirk, sheets


def with_sheets_of(an, bo):
    made = make_paper_keys(vault=an.vault, keyring=an.keys)

    offer_paper_keys(made, vault=an.vault, keyring=an.keys)
    hand_round(an, bo)
    propose(an, "an", "bo", "cas", "dirk", PAPER, coordinators=("an", "bo", PAPER))
    hand_round(an, bo)
    sign(bo)
    hand_round(bo, an)
    return made


def take_over(one, sheets, *names, stays=()):
    lead = named(one, *names)
    return take_over_team(sheets.shares[1:], Wish(lead | named(one, *stays), lead), vault=one.vault, keyring=one.keys)


def inside(one):
    return {p.name: p.coordinator for p in seen(one).people if p.inside}


def test_two_counsellors_with_two_sheets_become_the_coordinators(team_with_sheets, team):
    an, bo, cas, dirk, sheets = team_with_sheets
    for one in (an, bo):
        revoke(team, one)
    assert seen(cas).sheets
    take_over(cas, sheets, "cas", "dirk")
    hand_round(cas, dirk)
    assert not seen(cas).coordinator, "one alone has not taken over"
    waits = seen(dirk).proposal
    assert (waits.takes_over, waits.may_sign, waits.by) == (True, True, "cas")
    assert [p.name for p in waits.removed] == ["an", "bo"]
    assert waits.code == seen(cas).proposal.code
    sign(dirk)
    hand_round(dirk, cas, dirk)
    assert inside(cas) == inside(dirk) == {"(paper)": True, "cas": True, "dirk": True}
    later = secret_call()
    dirk.keep(later)
    hand_round(dirk, cas)
    assert cas.call(later.id) == later
    assert cas.alarms() == dirk.alarms() == []
    # from here on they are what any two coordinators are
    propose(cas, "cas", "dirk", coordinators=("cas", "dirk"))
    hand_round(cas, dirk)
    sign(dirk)
    hand_round(dirk, cas)
    assert inside(cas) == {"cas": True, "dirk": True}


def test_two_who_are_new_take_over_when_every_laptop_is_gone(team_with_sheets, join, team):
    an, bo, cas, dirk, sheets = team_with_sheets
    for one in (an, bo, cas, dirk):
        revoke(team, one)
    eva, finn = join("an", "eva"), join("bo", "finn")
    hand_round(eva, finn, eva)
    with pytest.raises(NotOfThisTeam):  # nobody said which list to believe
        take_over(eva, sheets, "eva", "finn")
    for one in (eva, finn):  # the number on the sheets, or the one of a later invitation
        assert believe(sheets.code, vault=one.vault, keyring=one.keys)
    take_over(eva, sheets, "eva", "finn")
    hand_round(eva, finn)
    sign(finn)
    for one in (finn, eva, finn):
        Meetings(one.exchange, one.vault, one.keys).meet()
    assert inside(eva) == inside(finn) == {"(paper)": True, "eva": True, "finn": True}
    for one in (eva, finn):
        assert one.call(cas.call_kept.id) == cas.call_kept
        assert one.alarms() == []


def test_a_station_that_sits_with_the_sheets_may_let_two_be_appointed(team_with_sheets, join, team):
    """The other way: the text is read again first, at a station of its own, and that station proposes."""
    an, bo, cas, dirk, sheets = team_with_sheets
    for one in (an, bo):
        revoke(team, one)
    new = join("bo", "new")
    new.meet()
    recover(sheets.shares[:2], sheets.code, vault=new.vault, keyring=new.keys)
    propose(new, "cas", "dirk", "(paper)", coordinators=("cas", "dirk", "(paper)"))
    hand_round(new, cas, dirk)
    sign(cas)
    hand_round(cas, dirk)
    assert not seen(cas).coordinator
    sign(dirk)
    hand_round(dirk, cas, new)
    assert inside(cas) == inside(new) == {"(paper)": True, "cas": True, "dirk": True}


def test_a_coordinator_who_is_still_there_does_not_follow_and_is_told(team_with_sheets):
    """Two sheets were stolen: whoever has them takes over what nobody guards, and no more."""
    an, bo, cas, dirk, sheets = team_with_sheets
    take_over(cas, sheets, "cas", "dirk")
    hand_round(cas, dirk)
    sign(dirk)
    hand_round(dirk, an, bo, cas)
    assert "members_taken_over" in an.alarms()
    assert "members_taken_over" in bo.alarms()
    assert inside(an) == inside(bo)
    assert inside(an)["bo"]
    # the two go on; whoever followed the sheets is told their number and comes back
    propose(an, "an", "bo", "cas", coordinators=("an", "bo"))
    hand_round(an, bo)
    sign(bo)
    hand_round(bo, an)

    mine = next(side for side in seen(an).fork if side.mine)
    assert (mine.may_choose, mine.everywhere) == (True, False)
    heal_team(mine.head, vault=an.vault, keyring=an.keys)
    hand_round(an, bo)
    sign(bo)
    hand_round(bo, an, cas)
    assert seen(cas).ended
    believe(seen(an).code, vault=cas.vault, keyring=cas.keys)
    assert seen(cas).code == seen(an).code


def test_one_sheet_one_person_or_keys_that_are_no_sheets_take_nothing_over(team_with_sheets):
    an, _bo, cas, _dirk, sheets = team_with_sheets
    before = seen(cas)
    other = make_paper_keys(vault=an.vault, keyring=an.keys)
    everybody = named(cas, "cas", "dirk")
    for shares, wish, wrong in (
        (sheets.shares[:1], Wish(everybody, everybody), SharesDoNotFit),
        ((sheets.shares[0], other.shares[1]), Wish(everybody, everybody), SharesDoNotFit),
        (other.shares[:2], Wish(everybody, everybody), NotOfThisTeam),
        (sheets.shares[:2], Wish(everybody, named(cas, "cas")), CannotTakeOver),
        (sheets.shares[:2], Wish(everybody, named(cas, "dirk", "an")), CannotTakeOver),
        (sheets.shares[:2], Wish(everybody, named(cas, "cas", "(paper)")), CannotTakeOver),
    ):
        with pytest.raises(wrong):
            take_over_team(shares, wish, vault=cas.vault, keyring=cas.keys)
    assert seen(cas) == before


def test_sheets_from_before_carry_one_signature_and_no_more(team_with_sheets, monkeypatch):
    """Whoever is only a coordinator, on paper or not, never takes over alone: the signed list says who are sheets."""
    _an, _bo, cas, dirk, sheets = team_with_sheets
    take_over(cas, sheets, "cas", "dirk")
    hand_round(cas, dirk)
    sign(dirk)
    hand_round(dirk, cas)
    view = max(cas.views(MEMBERS), key=lambda one: one.fields["body"]["number"])
    found = read_list(view.fields)
    with cas.vault.reading() as work:
        views = {read_list(v.fields).id: read_list(v.fields) for v in work.records.of_kind(MEMBERS)}
    before = views[found.before]
    assert accept(found, view.fields, before), "the control: the sheets carry it"

    with pytest.raises(Refused):
        accept(found, view.fields, replace(before, recovery=()))
    without = {name: one for name, one in view.fields.items() if name != SIGNATURE + before.recovery[0]}
    with pytest.raises(Refused):
        accept(found, without, before)
    dirks = SIGNATURE + next(p.id for p in seen(cas).people if p.name == "dirk")
    with pytest.raises(Refused):
        accept(found, {name: one for name, one in view.fields.items() if name != dirks}, before)
