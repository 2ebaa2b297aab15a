"""A case, a read log and a coordinator's desk, with invented people, for tests and for pictures."""

from datetime import timedelta
from functools import partial

from tests.ui import examples

from workstation.domain.cases import Case, Event
from workstation.domain.ids import CaseId
from workstation.domain.likeness import Likeness
from workstation.domain.permissions import ReasonNeeded
from workstation.domain.problems import NotReady
from workstation.domain.read_log import Anchor, Entry, Fault
from workstation.domain.requests import Request
from workstation.domain.retention import DEFAULTS, Hold
from workstation.domain.word_codes import read_code
from workstation.ui.screens.call_follow_up import CallFollowUps
from workstation.ui.screens.call_keeping import KeepingView, KeepingWork
from workstation.ui.screens.case import CaseScreenWork
from workstation.ui.screens.case_bonds import BondWork
from workstation.ui.screens.case_card import CaseWork
from workstation.ui.screens.follow_up_lines import TaskWords
from workstation.ui.screens.follow_ups import FollowUpsWork
from workstation.ui.screens.intake_earlier import EarlierWork
from workstation.ui.screens.oversight import OversightView
from workstation.ui.screens.plan_card import PlanCard, PlanWork
from workstation.usecases.relation_of_call import code_words

NOW = examples.NOW
CASE = Case(
    id=CaseId("k1"), number="D-0042", opened_at=NOW, opened_by="An Dewolf", team="oost_vlaanderen", calls=("c1", "c2")
)
AN, JO = "An Dewolf", "Jo Maes"
EVENTS = (
    Event(NOW - timedelta(days=14, minutes=42), "call", AN, "c2", "2026-K7-00097"),
    Event(NOW - timedelta(days=14, minutes=20), "referral", AN, "c2", "2026-K7-00097", "CAW Oost-Vlaanderen"),
    Event(NOW - timedelta(days=14), "follow_up_planned", AN, "c2", "2026-K7-00097"),
    Event(NOW - timedelta(days=12), "read", JO, "c2", "2026-K7-00097"),
    Event(NOW - timedelta(days=12), "note", JO, words="De school volgt het jongste kind op; afspraak met het CLB op donderdag."),
    Event(NOW - timedelta(minutes=42), "call", AN, "c1", "2026-K7-00119"),
    Event(NOW - timedelta(minutes=20), "link", AN, words="zelfde gezin, zelfde school", act=7),
)  # fmt: skip
ENTRIES = tuple(
    Entry(number=n, at=f"2026-11-{22 - n // 6:02d}T0{8 - n % 6}:1{n % 6}:00Z", device="K7", person=(AN, JO)[n % 2], role="counsellor",
          action=("open", "search", "print", "open_case", "failed_unlock", "lock")[n % 6],
          reason="handover" if n % 6 == 0 else "", hits=4 if n % 6 == 1 else None)
    for n in range(24)
)  # fmt: skip
REQUESTS = (
    Request(id="r1", kind="export", subject={"year": 2025}, reason="jaarverslag", asked_by=AN, asked_role="team_coordinator", asked_at=NOW),
    Request(id="r2", kind="erasure", subject={"calls": ["c9"]}, reason="verzoek", asked_by=JO, asked_role="team_coordinator",
            asked_at=NOW - timedelta(days=2), agreed_by=AN, state="agreed"),
)  # fmt: skip
VIEW = OversightView(ENTRIES, Anchor(128, bytes(range(32))), (), DEFAULTS, {"undecided": 31, "waiting": 2}, REQUESTS)
ALIKE = Likeness("c9", "2026-K7-00101", NOW - timedelta(hours=2), ("place", "same_day", "age", "forms"))
BROKEN = OversightView(ENTRIES, VIEW.end, (Fault(97, "cut"),), DEFAULTS, {}, ())


def case_card_work(**changed):
    made = {
        "link": lambda call, number, reason, then, otherwise: then() if reason.strip() else otherwise(ReasonNeeded("permissions.reason_needed")),
        "unlink": lambda call, reason, then, otherwise: then(),
        "code": lambda call, then, otherwise: then(("anker", "fontein", "wielewaal"), NOW + timedelta(days=182)),
    }  # fmt: skip
    return CaseWork(**(made | changed))


def bond_work(**changed):
    def kept(*told):
        *_, reason, then, otherwise = told
        (then if reason.strip() else partial(otherwise, ReasonNeeded("permissions.reason_needed")))()

    return BondWork(**({"join": kept, "unlink": kept, "split": kept} | changed))


def case_work(**changed):
    made = {
        "fetch": lambda case, why, then, otherwise: then(CASE, EVENTS) if why else otherwise(ReasonNeeded("permissions.reason_needed")),
        "note": lambda case, words, then, otherwise: then(),
        "undo": lambda act, reason, then, otherwise: then(),
        "bonds": bond_work(),
    }  # fmt: skip
    return CaseScreenWork(**(made | changed))


def earlier_work(told, **changed):
    """Everything answers at once; `told` hears what was asked."""

    def recognise(typed, then, otherwise):
        told.append(typed)
        try:
            then("k1" if read_code(typed, code_words()) == ("anker", "fontein", "wielewaal") else None)
        except NotReady as wrong:
            otherwise(wrong)

    made = {
        "words": code_words(),
        "recognise": recognise,
        "open": lambda case, why, then, otherwise: told.append((case, why)) or then(CASE, EVENTS),
        "give": lambda call, then, otherwise: then(("anker", "fontein", "wielewaal"), NOW + timedelta(days=182)),
        "link": lambda call, case, then, otherwise: told.append(("link", call, case)) or then(),
        "unlink": lambda call, then, otherwise: told.append(("unlink", call)) or then(),
        "similar": lambda facts, besides, then: then(None if ALIKE.call in besides else ALIKE),
    }
    return EarlierWork(**(made | changed))


def plan_work(now=lambda: NOW, **changed):
    made = {
        "plan": lambda call, planned, then, otherwise: then(), "turns": lambda then: then((JO,)), "me": AN, "now": now,
    }  # fmt: skip
    return PlanWork(**(made | changed))


def follow_ups_work(**changed):
    made = {
        "fetch": lambda then: then(examples.TASKS),
        "settle": lambda task, how, reason, then, otherwise: then(),
        "move": lambda task, due, reason, then, otherwise: then(),
        "assign": lambda task, to, then, otherwise: then(),
        "turns": lambda then: then((JO,)),
        "settled": lambda task, words: None,
        "me": AN,
        "now": lambda: NOW,
    }
    return FollowUpsWork(**(made | changed))


def call_follow_ups(book, text, **changed):
    plan = PlanCard(plan_work(**changed), book, text)
    return CallFollowUps(lambda call, then: then(examples.TASKS[:1]), plan, TaskWords(book, text), lambda: NOW, text)


def keeping_work(**changed):
    view = KeepingView(NOW.date() + timedelta(days=365), "", Hold(AN, NOW, "vraag van het parket"), REQUESTS[1:])
    made = {
        "fetch": lambda call, then, otherwise: then(view), "do": lambda act, call, reason, then, otherwise: then(),
    }  # fmt: skip
    return KeepingWork(**(made | changed))
