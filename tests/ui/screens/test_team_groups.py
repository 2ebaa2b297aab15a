"""Sealed groups on screen: who may make one, what waits for a signature, and giving a call to one, and back."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from tests.ui.screens.test_team_keys import AN, BO, CAS, CODE

from workstation.domain.ids import CallId
from workstation.domain.permissions import NotAllowed
from workstation.sync.groups import CannotPropose, Group, Groups, Waiting
from workstation.sync.protocol import Unreachable
from workstation.ui.screens.call_known import CallKnown, KnownView, KnownWork
from workstation.ui.screens.call_sealing import CallSealing, GroupChoice, SealingView, SealingWork
from workstation.ui.screens.team_groups import GroupsCard, GroupsWork
from workstation.vocabulary.words import words

WAITS = Waiting("members-1-x", "Bo Claes", CODE, mine=False, may_sign=True, people=(AN, BO), name="Zonnehof")
FOUNDED = Group("group-1", "Dossier", (AN, BO), (), reads=True, may_propose=True, waiting=None)
NEW = Group("group-2", "Nieuw", (), (), reads=False, may_propose=False, waiting=WAITS)
TEAM = (AN, BO, CAS)


class Desk:
    def __init__(self, seen):
        self.seen, self.done, self.wrong = seen, [], None

    def act(self, *done):
        *what, then, sorry = done
        self.done.append(tuple(what))
        then() if self.wrong is None else sorry(self.wrong)

    @property
    def groups(self):
        return GroupsWork(lambda then: then(self.seen), self.act, self.act)

    @property
    def sealing(self):
        return SealingWork(lambda call, then, sorry: then(self.seen), self.act, self.act)


@pytest.fixture
def card(qtbot):
    def made(seen):
        desk = Desk(seen)
        one = GroupsCard(desk.groups, words())
        shown(qtbot, one)
        one.arrive()
        return one, desk

    return made


def shown(qtbot, one):
    page = QWidget()
    QVBoxLayout(page).addWidget(one)
    qtbot.addWidget(page)
    page.show()
    one.page = page


def said(one):
    QApplication.processEvents()
    return " ".join(label.text() for label in one.findChildren(QLabel) if label.isVisibleTo(one))


def test_who_is_in_no_group_and_can_found_none_sees_no_trace_of_any(card):
    one, _ = card(Groups((), TEAM, may_found=False))
    assert one.isHidden()
    one, _ = card(Groups((FOUNDED,), TEAM, may_found=False))
    assert not one.isHidden()
    assert one._making.isHidden()
    assert "Leest mee: An Dewolf (coördinator), Bo Claes (coördinator)" in said(one)


def test_a_group_is_proposed_out_of_the_team_and_a_list_is_changed(card):
    one, desk = card(Groups((FOUNDED,), TEAM, may_found=True))
    assert [box.isChecked() for box in one.ticks.values()] == [True, False, False]
    one.name.setText("Dossier twee")
    one.ticks["bo"].setChecked(True)
    one.look()
    assert one.ticks["bo"].isChecked(), "what was ticked stays when something is heard"
    one.propose()
    assert desk.done == [(None, "Dossier twee", frozenset({"an", "bo"}))]
    assert "Voorgesteld" in said(one)
    one.which.setCurrentIndex(one.which.findData("group-1"))
    assert one.name.text() == ""
    assert "Dossier" in one.name.placeholderText()
    one.ticks["cas"].setChecked(True)
    for wrong, words_of in ((CannotPropose("groups.two_others"), "geen twee"), (Unreachable(), "antwoordt niet")):
        desk.wrong = wrong
        one.propose()
        assert desk.done[-1] == ("group-1", "", frozenset({"an", "bo", "cas"}))
        assert words_of in said(one)


def test_what_waits_is_signed_here_and_who_left_the_team_is_named(card):
    gone = replace(FOUNDED, people=TEAM, strangers=(CAS,))
    one, desk = card(Groups((gone, NEW), TEAM, may_found=True))
    assert CODE in said(one)
    assert "Bo Claes stelt voor: An Dewolf (coördinator), Bo Claes (coördinator)" in said(one)
    assert "Niet meer op de lijst van het team: Cas Peeters" in said(one)
    assert "Nieuwe naam: Zonnehof" in said(one)
    one._sign(WAITS.record)
    assert desk.done == [("members-1-x",)]
    one.forget()
    assert "Dossier" not in said(one)


CHOICE = GroupChoice("group-1", "Dossier", "jij en Bo Claes")


@pytest.fixture
def part(qtbot):
    def made(seen):
        desk = Desk(seen)
        one = CallSealing(words())
        shown(qtbot, one)
        one.show_call(CallId("c1"))
        assert one._all.isHidden(), "nothing stands here before a hub was joined"
        one.serve(desk.sealing)
        return one, desk

    return made


def test_a_call_is_given_to_a_group_with_one_sentence_that_says_who_reads_it(part):
    one, desk = part(SealingView(None, (CHOICE,), may_seal=True))
    assert "Hierna lezen alleen jij en Bo Claes dit gesprek" in said(one)
    one.seal()
    assert desk.done == [("c1", "group-1")]
    assert "Besloten gemaakt" in said(one)
    desk.wrong = NotAllowed("sealed.no_such_group")
    one.seal()
    assert "Er is niets veranderd" in said(one)


def test_it_goes_back_to_the_team_only_when_chosen_twice(part):
    one, desk = part(SealingView(CHOICE, (CHOICE,), may_seal=True, may_unseal=True))
    assert "Besloten voor Dossier. Alleen jij en Bo Claes kunnen dit lezen." in said(one)
    one.unseal()
    assert desk.done == []
    assert "Kies het nog eens" in said(one)
    one.unseal()
    assert desk.done == [("c1",)]
    one.forget()
    assert "Dossier" not in said(one)


def test_a_sealed_call_goes_to_another_group_where_there_is_one(part):
    other = GroupChoice("group-2", "Zonnehof", "jij, Bo Claes en Cas Peeters")
    one, desk = part(SealingView(CHOICE, (other,), may_seal=True, may_unseal=True))
    assert "Hierna lezen alleen jij, Bo Claes en Cas Peeters dit gesprek" in said(one)
    one.seal()
    assert desk.done == [("c1", "group-2")]
    assert "Van de ene groep naar de andere" in said(one)


def test_who_is_in_no_group_sees_nothing_on_the_page_of_a_call(part):
    one, _ = part(SealingView(None, (), may_seal=True))
    assert one._all.isHidden()
    assert not one.begin()


@pytest.fixture
def known(qtbot):
    def made(view):
        desk = Desk(view)
        one = CallKnown(words())
        shown(qtbot, one)
        one.show_call(CallId("c1"))
        assert one._all.isHidden(), "nothing stands here before a hub was joined"
        one.serve(KnownWork(lambda call, then, sorry: then(desk.seen), desk.act, desk.act))
        return one, desk

    return made


def test_who_knows_a_person_says_so_twice_for_only_a_coordinator_undoes_it(known):
    one, desk = known(KnownView(may_say=True))
    assert one.begin()
    one.know()
    assert desk.done == []
    assert "tot een coördinator het weer laat zien" in said(one)
    one.know()
    assert desk.done == [("c1",)]
    desk.wrong = KeyError("c1")
    one.know(), one.know()
    assert one._all.isHidden(), "it is out of sight"


def test_a_coordinator_reads_who_does_not_see_a_call_and_lets_them(known):
    one, desk = known(KnownView(may_say=True, hidden_from=(("cas", "02/03/2026"),)))
    assert "cas kent iemand uit dit gesprek en ziet het niet meer, sinds 02/03/2026." in said(one)
    one._show_again("cas")
    assert desk.done == [("c1", "cas")]
    assert "cas ziet dit gesprek weer" in said(one)
    one.forget()
    assert "cas" not in said(one)
