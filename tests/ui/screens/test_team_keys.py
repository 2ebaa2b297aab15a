"""The screen of the team's keys: who is in, who asks, what waits for a signature; nothing counts by one press alone."""

from dataclasses import replace
from typing import get_args

import pytest

from workstation.domain.changes import Changes
from workstation.sync.membership_log import Done
from workstation.sync.sealing.membership import Refused
from workstation.sync.team_keys import CannotPropose, ForkSide, Proposal, TeamKeys, TeamMember, Wish
from workstation.sync.team_recovery import SharesDoNotFit
from workstation.ui.screens.team_invite import InviteWork
from workstation.ui.screens.team_keys import TeamKeysScreen, TeamKeysWork

CODE = "12345 67890 12345 67890 12345 67890"
AN = TeamMember("an", "An Dewolf", CODE, True, True, me=True)
BO = TeamMember("bo", "Bo Claes", CODE.replace("1", "2"), True, True)
CAS = TeamMember("cas", "Cas Peeters", CODE.replace("3", "8"), False, True)
NEW = TeamMember("new", "Noor El Amrani", CODE.replace("5", "0"), False, False)
INSIDE = TeamKeys("inside", True, CODE, "0a" * 16, 3, (AN, BO, CAS, NEW))


class Desk:
    def __init__(self):
        self.seen, self.done, self.wrong = INSIDE, [], None
        self.work = TeamKeysWork(
            lambda then: then(self.seen), self.propose, self.sign, self.believe, lambda then: self.did("renew", then),
            lambda then: self.did("paper", then), self.recover,
            lambda head, then, sorry: self.or_sorry(head, then, sorry),
            lambda shares, wish, then, sorry: self.or_sorry((shares, wish), then, sorry),
            InviteWork(self.invite, lambda *page: self.done.append(page), self.withdraw),
        )  # fmt: skip

    def did(self, what, then):
        self.done.append(what)
        then()

    def or_sorry(self, what, then, sorry):
        if self.wrong is None:
            self.did(what, then)
        else:
            sorry(self.wrong)

    def propose(self, wish, then, sorry):
        self.or_sorry(wish, then, sorry)

    def sign(self, record, then, sorry):
        self.or_sorry(record, then, sorry)

    def believe(self, code, then):
        then(code == CODE)

    def recover(self, shares, code, then, sorry):
        self.or_sorry((shares, code), then, sorry)

    def withdraw(self, account, then, sorry):
        self.done.append(f"withdraw {account}")
        then(2) if self.wrong is None else sorry(self.wrong)

    def invite(self, account, then, sorry):
        self.done.append(account)
        then(f"1712 hub:1 CODE {account}", [[True, False], [False, True]]) if self.wrong is None else sorry(
            self.wrong
        )


@pytest.fixture
def screen(qtbot, look, text):
    desk = Desk()
    made = TeamKeysScreen(desk.work, look, text)
    made.desk = desk
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    made.arrive()
    return made


def choose(screen, one):
    screen.list.setCurrentIndex(screen.lines.index(screen.desk.seen.people.index(one), 0))


def show(screen, **changed):

    screen.desk.seen = replace(screen.desk.seen, **changed)
    screen.arrive()


def test_somebody_comes_and_somebody_goes_in_one_list(screen):
    choose(screen, NEW)
    assert screen._code.text() == NEW.code
    assert screen._mark.text().startswith("Het getal klopt: erbij")
    screen.mark()
    choose(screen, CAS)
    screen.mark()
    assert screen._wished.text() == ("Erbij: Noor El Amrani. Weg: Cas Peeters. Coördinator: An Dewolf, Bo Claes.")
    assert "gaat weg" in screen._line(CAS)
    screen.propose()
    assert screen.desk.done == [Wish(frozenset({"an", "bo", "new"}), frozenset({"an", "bo"}))]
    assert "Voorgesteld" in screen._told.text()
    assert not screen._propose.isEnabled()


def test_without_a_hub_there_is_no_empty_list_of_people(screen):
    assert screen.list.isVisible()
    screen.desk.seen = TeamKeys()
    screen.arrive()
    assert not screen.list.isVisible()


def test_what_is_marked_stays_marked_when_something_comes_from_the_hub(screen):
    choose(screen, NEW)
    screen.mark(), screen.flag()
    screen.heard(Changes.of("applicant", "x"))
    assert "wordt coördinator" in screen._line(NEW)
    assert screen.list.current == NEW


def test_without_a_change_nothing_is_proposed_and_without_the_right_nothing_is_marked(screen):
    screen.propose()
    show(screen, coordinator=False)
    choose(screen, NEW)
    screen.mark(), screen.propose(), screen.paper(), screen.invite()
    assert screen.desk.done == []
    assert not screen._mark.isVisible()


def test_a_list_that_cannot_be_signed_says_why(screen, text):
    choose(screen, BO)
    screen.mark()
    for wrong, key in (
        (CannotPropose("team_keys.two_others"), "two_others"),
        (Refused("signed_another"), "signed_another"),
    ):
        screen.desk.wrong = wrong
        screen.propose()
        assert screen._told.text() == text(f"team_keys.{key}")
    screen.desk.wrong = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        screen.propose()


def a_proposal(**changed):
    return Proposal(
        **{"record": "r", "by": "Bo Claes", "code": CODE, "mine": False, "may_sign": True, "added": (NEW,),
           "removed": (CAS,), "changed": ()} | changed
    )  # fmt: skip


def test_what_waits_for_my_signature_comes_first_and_says_what_changes(screen):
    show(screen, proposal=a_proposal())
    card = screen.proposal
    assert card._heading.text() == "Wacht op jouw handtekening"
    assert card._what.text() == "Erbij: Noor El Amrani\nWeg: Cas Peeters"
    assert card._code.text() == CODE
    assert not screen._next.isVisible()
    screen.sign()
    assert screen.desk.done == ["r"]


def test_my_own_proposal_waits_for_another(screen):
    show(screen, proposal=a_proposal(mine=True, may_sign=False))
    screen.sign()
    assert screen.desk.done == []
    assert screen.proposal._heading.text() == "Wacht op een tweede handtekening"
    assert not screen.proposal._sign.isVisible()


def test_the_number_of_the_team_is_typed_and_a_wrong_one_changes_nothing(screen, text):
    show(screen, stage="unknown", coordinator=False, code="")
    screen.believing.number.setText("1")
    screen.believing._typed()
    assert screen._told.text() == text("team_keys.believe_wrong")
    screen.believing.number.setText(CODE)
    screen.believing._typed()
    assert screen._told.text() == text("team_keys.believed")


def test_two_sheets_are_typed_over_and_words_that_do_not_fit_say_so(screen, text):
    show(screen, stage="outside", coordinator=False)
    assert "team_recover" in screen.acts
    screen.recover()
    for sheet in screen.recovering.sheets:
        sheet.setPlainText("academic acid")
    screen.desk.wrong = SharesDoNotFit()
    screen.recovering._typed()
    assert screen._told.text() == text("team_keys.sheets_do_not_fit")
    assert screen.recovering.sheets[0].toPlainText(), "what was typed stays"
    screen.desk.wrong = None
    screen.recovering._typed()
    assert screen.desk.done == [(("academic acid", "academic acid"), "")]
    assert screen.recovering.isHidden()


def test_an_invitation_is_shown_printed_and_not_left_behind(screen):
    screen.invite()
    screen.inviting.account.setText("noor")
    screen.inviting._typed()
    assert screen.inviting.words.text() == "1712 hub:1 CODE noor"
    assert not screen.inviting.picture.pixmap().isNull()
    screen.inviting._paper.click()
    assert screen.desk.done == ["noor", ("1712 hub:1 CODE noor", "noor")]
    screen.forget()
    assert screen.inviting.words.text() == ""
    assert screen.inviting.picture.pixmap().isNull()
    assert screen.lines.lines == ()
    assert screen._team_code.text() == ""


def test_devices_are_refused_only_when_it_is_asked_twice_for_the_same_name(screen, text):
    card = screen.inviting
    screen.invite()
    card.account.setText("noor")
    card.withdraw()
    assert (screen.desk.done, card._how.text()) == ([], text("team_keys.withdraw_sure"))
    card.account.setText("sam")
    card.withdraw()
    assert screen.desk.done == []
    card.withdraw()
    assert screen.desk.done == ["withdraw sam"]
    assert card._how.text() == text("team_keys.withdrawn")


def test_founders_are_in_their_own_list(screen):
    founders = tuple(TeamMember(one.id, one.name, one.code, False, False, me=one.me) for one in (AN, BO))
    show(screen, stage="unfounded", coordinator=False, code="", list_id="", number=0, people=founders)
    screen.list.setCurrentIndex(screen.lines.index(1, 0))
    screen.mark(), screen.flag()
    screen.propose()
    assert screen.desk.done == [Wish(frozenset({"an", "bo"}), frozenset({"an", "bo"}))]


def test_papers_and_new_keys_are_asked_for_by_name(screen, text):
    screen.paper()
    assert screen._told.text() == text("team_keys.papered")
    screen.renew()
    assert screen.desk.done == ["paper", "renew"]


DIRK = TeamMember("dirk", "Dirk Wouters", CODE.replace("2", "9"), False, True)


def a_fork(**changed):
    mine = ForkSide("h1", 4, CODE, True, True, True, (AN, BO, CAS), (DIRK,), ())
    other = ForkSide("h2", 4, CODE[::-1], False, True, True, (AN, BO, NEW), (), (CAS,))
    return replace(mine, **changed), replace(other, **changed)


def test_two_lists_stand_side_by_side_and_one_is_chosen_by_one_key(screen, text):
    show(screen, fork=a_fork())
    shown = screen.forking
    assert shown.isVisible()
    assert not screen._next.isVisible(), "no third list while there are two"
    said = [str(part.property("text")) for parts in shown._labels for part in parts]
    assert any("Dirk Wouters" in one for one in said)
    assert "Bel de andere coördinator" in shown._how.text()
    shown.choose(1)
    assert screen.desk.done == ["h2"]
    assert screen._told.text() == text("team_keys.chosen")
    show(screen, fork=a_fork(everywhere=False))
    assert shown._how.text().endswith(text("team_fork.type_number"))
    # once chosen, the other signs, and nothing more is chosen
    show(screen, fork=a_fork(), proposal=a_proposal(heals=True, people=(AN, BO)))
    shown.choose(0)
    assert screen.desk.done == ["h2"]
    assert screen.proposal._by.text().startswith("Bo Claes koos welke lijst blijft")
    assert "Gaan ermee verder: An Dewolf (coördinator), Bo Claes (coördinator)" in screen.proposal._what.text()
    assert screen.proposal.y() < screen.forking.y(), "what waits for me comes first"


def test_who_may_not_choose_sees_the_two_lists_and_nothing_to_press(screen, text):
    show(screen, coordinator=False, fork=a_fork(may_choose=False))
    screen.forking.choose(0), screen.forking.choose(2)
    assert screen.desk.done == []
    assert screen.forking._how.text() == text("team_fork.others")
    assert not screen.believing.isVisible()
    show(screen, coordinator=False, fork=a_fork(may_choose=False), ended=True)
    assert screen.believing.isVisible()
    assert screen.believing._why.isVisible()


def test_two_people_with_two_sheets_take_over_what_nobody_coordinates_any_more(screen, text):
    people = (replace(AN, me=False), replace(BO), replace(CAS, me=True), DIRK)
    show(screen, coordinator=False, sheets=True, people=people)
    assert "team_recover" in screen.acts
    screen.recover()
    assert not screen.recovering._reads.isVisible(), "who reads already does not sit down with the sheets"
    assert not screen._propose.isVisible()
    for one, act in ((people[0], screen.mark), (people[1], screen.mark), (DIRK, screen.flag)):
        choose(screen, one)
        act()
    for sheet in screen.recovering.sheets:
        sheet.setPlainText("academic acid")
    assert screen._wished.text() == (
        "Erbij: niemand. Weg: An Dewolf, Bo Claes. Coördinator: Cas Peeters, Dirk Wouters."
    )
    screen.recovering._taken_over()
    wish = Wish(frozenset({"cas", "dirk"}), frozenset({"cas", "dirk"}))
    assert screen.desk.done == [(("academic acid", "academic acid"), wish)]
    assert screen._told.text() == text("team_keys.taken_over")
    assert screen.recovering.isHidden()
    assert screen.recovering.sheets[0].toPlainText() == "", "the words of the sheets stay nowhere"
    show(screen, sheets=False)
    screen.recover()
    assert screen.recovering.isHidden()


def test_every_act_on_the_team_has_its_words_in_the_log(text):
    assert all(text(f"oversight.members.{done}") for done in get_args(Done))
    assert text("oversight.action.members")
