"""The drills: a passphrase forgotten, a laptop lost, a coordinator gone, and both. What was written is read again."""

import pytest
from tests.sync.team_talk import named, propose, seen, sign
from tests.sync.teams import hand_round
from tests.sync.test_sealing import secret_call

from workstation.store.destroying import destroy
from workstation.store.sync_state import DEVICE
from workstation.sync.meetings import Meetings
from workstation.sync.sealing.applicants import PAPER
from workstation.sync.sealing.founding import trust
from workstation.sync.sealing.recovery import SharesDoNotFit
from workstation.sync.team_keys import Wish, propose_team
from workstation.sync.team_recovery import NotOfThisTeam, make_paper_keys, offer_paper_keys, recover


@pytest.fixture
def trio(three):
    """an and bo are coordinators, cas a counsellor; cas wrote a call that is at the hub."""
    an, bo, cas = three
    cas.call_kept = secret_call()
    cas.keep(cas.call_kept)
    hand_round(cas, an, bo)
    return an, bo, cas


def with_sheets(an, bo):
    """Three sheets are printed, and two coordinators let them in."""
    made = make_paper_keys(vault=an.vault, keyring=an.keys)
    offer_paper_keys(made, vault=an.vault, keyring=an.keys)
    hand_round(an, bo)
    propose(an, "an", "bo", "cas", PAPER, coordinators=("an", "bo", PAPER))
    hand_round(an, bo)
    sign(bo)
    hand_round(bo, an)
    return made


def revoke(team, one):
    with one.vault.reading() as work:
        team.administration.revoke(work.sync_state.get(DEVICE))


def test_a_forgotten_passphrase_costs_a_new_profile_and_two_signatures(trio, join):
    an, bo, cas = trio
    # nobody opens the old store any more; the same person begins anew, with a new invitation
    again = join("an", "cas", folder="cas_again")
    with again.vault.work() as work:
        trust(work, "A", seen(an).list_id)
    hand_round(again, an, bo)
    old, new = [one for one in seen(an).people if one.name == "cas"]
    assert (old.inside, new.inside) == (True, False)
    keep = named(an, "an", "bo")
    propose_team(Wish(keep | {new.id}, keep), vault=an.vault, keyring=an.keys)
    hand_round(an, bo)
    assert [[p.id for p in who] for who in (seen(bo).proposal.added, seen(bo).proposal.removed)] == [
        [new.id],
        [old.id],
    ]
    sign(bo)
    hand_round(bo, again)
    assert again.call(cas.call_kept.id) == cas.call_kept
    assert again.alarms() == []


def test_a_lost_laptop_destroys_itself_when_it_speaks_and_reads_nothing_new(trio, team):
    an, bo, cas = trio
    revoke(team, cas)
    propose(an, "an", "bo")
    hand_round(an, bo)
    sign(bo)
    hand_round(bo, an)
    later = secret_call()
    an.keep(later)
    hand_round(an, bo)
    assert Meetings(cas.exchange, cas.vault, cas.keys).meet().standing.trouble == "revoked"
    with pytest.raises(KeyError):
        cas.call(later.id)
    destroy(cas.vault)
    assert not cas.folder.exists()
    assert bo.call(later.id) == later


def test_a_lost_coordinator_two_sheets_and_the_other_one_go_on(trio, join):
    an, bo, cas = trio
    made = with_sheets(an, bo)
    # an is gone for good: somebody sits at a new station with two sheets
    new = join("bo", "new")
    new.meet()
    assert seen(new).stage == "unknown"
    recover((made.shares[2], made.shares[0]), made.code, vault=new.vault, keyring=new.keys)
    assert seen(new).stage == "inside"
    assert new.call(cas.call_kept.id) == cas.call_kept
    assert seen(new).coordinator
    hand_round(cas, bo, new)
    propose(new, "bo", "cas", PAPER, coordinators=("bo", "cas", PAPER))
    hand_round(new, bo)
    sign(bo)
    hand_round(bo, new, cas)
    assert sorted(p.name for p in seen(cas).people if p.inside and p.coordinator) == [PAPER, "bo", "cas"]
    assert bo.alarms() == cas.alarms() == new.alarms() == []


def test_both_laptops_gone_the_text_comes_back_from_paper_alone(trio, join, team):
    an, bo, cas = trio
    made = with_sheets(an, bo)
    for one in (an, bo, cas):
        revoke(team, one)
    new = join("an", "new")
    with new.vault.work() as work:
        trust(work, "A", seen(an).list_id)  # an invitation that names a later list than the sheets do
    new.meet()
    assert seen(new).stage == "outside"
    recover(made.shares[:2], "", vault=new.vault, keyring=new.keys)
    assert new.call(cas.call_kept.id) == cas.call_kept


def test_one_sheet_or_a_wrong_number_opens_nothing_and_changes_nothing(trio, join):
    an, bo, cas = trio
    made, other = with_sheets(an, bo), make_paper_keys(vault=an.vault, keyring=an.keys)
    new = join("bo", "new")
    new.meet()
    before = seen(new)
    tries = [
        (made.shares[:1], made.code, SharesDoNotFit), ((made.shares[0], made.shares[0]), made.code, SharesDoNotFit),
        ((made.shares[0], other.shares[1]), made.code, SharesDoNotFit),
        ((made.shares[0], made.shares[1].replace(" ", " academic ", 1)), made.code, SharesDoNotFit),
        (other.shares[:2], made.code, NotOfThisTeam), (made.shares[:2], "12345", NotOfThisTeam),
    ]  # fmt: skip
    for shares, code, wrong in tries:
        with pytest.raises(wrong):
            recover(tuple(shares), code, vault=new.vault, keyring=new.keys)
    assert seen(new) == before
    with pytest.raises(KeyError):
        new.call(cas.call_kept.id)


def test_words_may_be_typed_by_their_beginnings_and_with_the_numbers_of_the_sheet(trio, join):
    an, bo, cas = trio
    made = with_sheets(an, bo)
    typed = tuple(
        "\n".join(f"{n}. {word[:4].upper()}" for n, word in enumerate(share.split(), 1)) for share in made.shares[:2]
    )
    new = join("bo", "new")
    new.meet()
    recover(typed, made.code.replace(" ", "-"), vault=new.vault, keyring=new.keys)
    assert new.call(cas.call_kept.id) == cas.call_kept
