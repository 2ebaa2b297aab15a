"""Every screen with invented people, for tests and for pictures."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from PySide6.QtWidgets import QApplication, QLabel

from workstation.directory.reading import shipped_directory
from workstation.directory.search import finder_of
from workstation.domain.calls import Addition, Call, Mark
from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.hand_over import HandOver
from workstation.domain.ids import CallId, DraftId, PersonId, ReferralId, ServiceId, ShiftId
from workstation.domain.lines import CallLine, DraftLine, FollowUp
from workstation.domain.moments import local
from workstation.domain.referrals import Outcome, Referral
from workstation.domain.reported_persons import PersonRelation, ReportedPerson
from workstation.domain.shift_clock import ShiftSoFar
from workstation.domain.shifts import Break, Shift
from workstation.ui.screens.call_keeping import CallKeeping
from workstation.ui.screens.call_page import CallPage, CallView, CallWork, Revised
from workstation.ui.screens.calls import CallsScreen, Found
from workstation.ui.screens.case import CaseScreen
from workstation.ui.screens.directory import DirectoryScreen, DirectoryWork
from workstation.ui.screens.follow_up_lines import TaskWords
from workstation.ui.screens.follow_ups import FollowUpsScreen
from workstation.ui.screens.home import HomeScreen, HomeView
from workstation.ui.screens.oversight import OversightScreen
from workstation.ui.screens.settings import Keys, SettingsScreen, Station
from workstation.ui.screens.shift_end import ShiftEndScreen, ShiftEndWork
from workstation.ui.screens.shift_start import OpenLine, Proposal, ShiftPlan, ShiftStartScreen, ShiftStartWork
from workstation.ui.screens.unlock import Doors, UnlockScreen
from workstation.ui.window import Window
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

NOW = datetime(2026, 11, 23, 10, 14, tzinfo=UTC)
SECRET = "Mevrouw belt vanop haar werk"
NARRATIVE = f"""[00:20] {SECRET}. Ze kan ongeveer een kwartier praten.
[01:10] "Sinds de zomer is het erger." Vorige week kreeg ze een duw tegen de deur. Geen dokter gezien.
[02:45] Zoon (7) was thuis en heeft het gehoord. Hij slaapt slecht.
[03:50] Ze wil weten wat ze kan doen zonder dat haar partner het merkt. Wil geen aangifte, wel met iemand praten."""
PLACES = {"44021": "Gent", "44085": "Lievegem", "31005": "Brugge", "24062": "Leuven", "11002": "Antwerpen"}


def words_on(screen):
    QApplication.processEvents()
    return " ".join(one.text() for one in screen.findChildren(QLabel) if one.isVisible())


def now():
    return NOW


def line(at, minutes, themes, **changed):
    made = {
        "id": CallId(f"c{at:%H%M}"), "number": f"2026-K7-{at:%H%M}0", "started_at": local(at), "minutes": minutes,
        "channel": "phone", "counted": True, "qualifiers": (), "problem_types": themes, "main_forms": (),
        "provinces": ("oost_vlaanderen",), "municipalities": ("44021",), "counsellor": "An Dewolf", "status": "filed",
        "callback_agreed": False, "referrals": (),
    }  # fmt: skip
    return CallLine(**(made | changed))


LINES = (
    line(NOW - timedelta(minutes=42), 18, ("partner_violence", "child_abuse"), main_forms=("physical_violence",),
         referrals=("CAW Oost-Vlaanderen",), callback_agreed=True),
    line(NOW - timedelta(minutes=69), 4, (), qualifiers=("silent_call",), municipalities=()),
    line(NOW - timedelta(hours=2), 31, ("elder_abuse",), main_forms=("economic_violence",), municipalities=("31005",),
         status="amended", referrals=("OCMW Brugge", "CAW Noord-West-Vlaanderen")),
    *(line(NOW - timedelta(days=n, minutes=37 * n), 5 + n * 3 % 40, ("separation",) if n % 3 else ("child_abuse",),
           main_forms=("emotional_violence",), municipalities=(list(PLACES)[n % 5],), channel=("phone", "chat", "email")[n % 3])
      for n in range(1, 24)),
)  # fmt: skip
DRAFTS = (
    DraftLine(id=DraftId("d1"), kind="call", counsellor="An Dewolf", started_at=local(NOW - timedelta(days=3)),
              saved_at=local(NOW - timedelta(days=3)), channel="phone", problem_types=("child_abuse",), persons=2, ended=True),
)  # fmt: skip
TASKS = (
    FollowUpTask(
        id="t1", call=CallId("c1"), number="2026-K7-00118", due_from=NOW - timedelta(hours=30), due_until=NOW - timedelta(hours=26),
        channel="phone", safe_moment="mag tussen 14 en 16 uur", what="terugbellen", team="oost_vlaanderen", made_by="Jo Maes",
    ),
    FollowUpTask(
        id="t2", call=CallId("c2"), number="2026-K7-00119", due_from=NOW + timedelta(hours=1), due_until=NOW + timedelta(hours=3),
        what="nagaan of de afspraak bij het CAW doorging", counsellor="An Dewolf", made_by="An Dewolf",
    ),
)  # fmt: skip
FOLLOW_UPS = (
    FollowUp(call=CallId("c1"), number="2026-K7-00119", started_at=NOW - timedelta(minutes=42), safe_moment="vandaag tussen 14 en 15 u"),
    FollowUp(call=CallId("c2"), number="2026-K7-00097", started_at=NOW - timedelta(days=1), safe_moment=""),
)  # fmt: skip
SHIFT = Shift(
    id=ShiftId("s"), counsellor="An Dewolf", team="oost_vlaanderen", line="phone", began_at=NOW - timedelta(hours=2, minutes=14),
    planned_end=NOW + timedelta(hours=1, minutes=46), planned_break=NOW - timedelta(minutes=14),
)  # fmt: skip
SO_FAR = ShiftSoFar(
    remaining=timedelta(hours=1, minutes=46), on_break=False, break_in=None, break_overdue=timedelta(),
    in_calls=timedelta(minutes=74), wrapping_up=timedelta(minutes=21), calls=6, calls_since_break=3, heavy_calls=1,
)  # fmt: skip

ONE, TWO = PersonId("p1"), PersonId("p2")
CALL = Call(
    id=CallId("c1"), number="2026-K7-00119", channel="phone", started_at=NOW - timedelta(minutes=42),
    ended_at=NOW - timedelta(minutes=24), anonymous="yes", contact_age="adult_18_59", contact_gender="female",
    contact_municipality="44021", relation_to_victim="self", urgency="not_urgent", help_offered=("listening",),
    safety={"safe_to_talk": "yes", "weapon": "unknown", "children_present": "yes"}, narrative=NARRATIVE,
    callback_agreed="yes", safe_moment="vandaag tussen 14 en 15 u", team="oost_vlaanderen", counsellor="An Dewolf",
    persons=(
        ReportedPerson(id=ONE, is_contact=True, age_group="age_18_59", gender="female", municipality="44021",
                       problem_type="partner_violence", context_family="intrafamilial", context_setting="household",
                       violence_forms=("physical_violence", "emotional_violence"), main_form="physical_violence"),
        ReportedPerson(id=TWO, age_years=7, age_group="age_7_12", gender="male", municipality="44021",
                       problem_type="child_abuse", context_family="intrafamilial", relation_to_contact="parent_step",
                       violence_forms=("emotional_violence",), main_form="emotional_violence",
                       missing={"context_setting": "contact_does_not_know"}),
    ),
    relations=(PersonRelation(ONE, "parent", TWO),),
    referrals=(Referral(ReferralId("r"), ServiceId("caw"), 1, "CAW Oost-Vlaanderen", "caw", NOW - timedelta(minutes=30), ONE),),
    outcomes=(Outcome(ONE, "caw", ServiceId("caw")),),
    marks=(Mark(NOW - timedelta(minutes=38), "danger_on"), Mark(NOW - timedelta(minutes=33), "danger_off")),
    additions=(Addition(NOW - timedelta(minutes=10), "An Dewolf", "Teruggebeld: ze kan donderdag langsgaan."),),
    filed_at=NOW - timedelta(minutes=20),
)  # fmt: skip


class NoDoors:
    recovery_key = "K7QX-94MD-PLWA-33TN-8RZE-V2BC-HJ6F-YU5S"
    keyring_used = True


def doors(exists=True, **changed):
    made = {
        "exists": lambda: exists,
        "unlock": lambda passphrase, then, otherwise: then(),
        "recover": lambda key, then, otherwise: then(),
        "renew": lambda key, passphrase, then, otherwise: then(),
        "create": lambda profile, then, otherwise: then(NoDoors()),
        "print_key": lambda key: None,
        "teams": tuple((c.code, c.label) for c in shipped_codebook().of_list("team")),
        "version": "0.1.0",
    }
    return Doors(**(made | changed))


def proposal(then):
    plan = ShiftPlan("phone", "oost_vlaanderen", time(11, 0), time(15, 0), time(13, 0))
    lines = (
        OpenLine("phone", True, "tot 17 uur"), OpenLine("chat", False, "vanaf 13 uur"), OpenLine("email", None, "uren niet gekend"),
    )  # fmt: skip
    then(Proposal(NOW, plan, lines, 1, tasks=TASKS))


def call_work(**changed):
    made = {
        "fetch": lambda call, why, then, otherwise: then(
            CallView(
                replace(CALL, id=call),
                (Revised(NOW, "An Dewolf", "verkeerd aangeklikt"),),
                1,
                ((NOW, "Jo Maes"),),
                ("k1", "D-0042"),
            )
        ),
        "add": lambda call, text, then, otherwise: then(),
        "correct": lambda call, reason, then, otherwise: then(),
        "place_name": lambda code: PLACES[code],
        "say": lambda words: None,
    }
    return CallWork(**(made | changed))


FINDER = None


def finder():
    global FINDER  # noqa: PLW0603
    FINDER = FINDER or finder_of(shipped_directory())
    return FINDER


def directory_work(**changed):
    made = {
        "find": lambda text, near, then: then(finder().find(text, at=NOW, near=near)),
        "places": finder().places.find,
        "at_a_glance": lambda nis, then: then(finder().at_a_glance(nis)),
        "remark": lambda service, text, then: then(),
        "copy": lambda text: None,
        "say": lambda words: None,
    }
    return DirectoryWork(**(made | changed))


KEYS = Keys(
    change=lambda old, new, then, otherwise: then(),
    renew=lambda passphrase, then, otherwise: then("7F3K-9QWE-2RTY-8VBN-4MZX-1CDS-6HGJ-0P5A"),
    print_key=lambda key: None,
)
STATION = Station(
    station=(("Toestel", "1712-07"), ("Kluis", "versleuteld, 3,2 MB"), ("Laatste kopie", "zo 22/11 18:02"), ("Centrale", "niet verbonden")),
    about=(("Versie", "0.1.0"), ("SQLCipher", "4.10.0 community"), ("SQLite", "3.50.4"), ("Codeboek", "2026-8c1f0a2b")),
)  # fmt: skip


def home_view(then):
    shift = replace(
        SHIFT,
        breaks=(Break(NOW - timedelta(hours=1), NOW - timedelta(minutes=50)),),
        planned_break=NOW + timedelta(hours=1),
    )
    then(HomeView(shift, SO_FAR, DRAFTS, FOLLOW_UPS, LINES[:3], CALL.id, tasks=TASKS))


def screens(look, text=None):
    from tests.ui import team_examples as team

    text = text or words()
    book = shipped_codebook()
    return [
        UnlockScreen(doors(), look, text),
        ShiftStartScreen(ShiftStartWork(proposal, lambda plan, then: then()), book, look, text),
        HomeScreen(home_view, book, look, text, now),
        CallsScreen(lambda typed, filters, then: then(Found(LINES, 212)), PLACES.__getitem__, book, look, text, now),
        CallPage(
            call_work(), book, look, text, team.case_card_work(), None,
            (team.call_follow_ups(book, text), CallKeeping(team.keeping_work(), text)),
        ),
        CaseScreen(team.case_work(), look, text),
        FollowUpsScreen(team.follow_ups_work(), TaskWords(book, text), look, text),
        OversightScreen(lambda then, otherwise: then(team.VIEW), text),
        DirectoryScreen(directory_work(), look, text, now),
        SettingsScreen(lambda then: then(STATION), lambda said, undo: None, KEYS, look, text),
        ShiftEndScreen(
            ShiftEndWork(lambda then: then(HandOver(SHIFT, SO_FAR, DRAFTS, FOLLOW_UPS, TASKS)), lambda then: then()), book, look, text, now
        ),
    ]  # fmt: skip


def window(look, text=None):
    text = text or words()
    made = Window(screens(look, text), look, text, lambda typed, then: then(typed == "juist"))
    for command in (
        "new_call",
        "end_shift",
        "take_break",
        "lock",
        "print_call",
        "start_shift",
        "hand_over",
        "heavy_call",
        "open_draft",
    ):
        made.commands.bind(command, lambda: None)
    page, directory, calls = made.named("call_page"), made.named("directory"), made.named("calls")
    made.commands.bind("add_to_call", page.begin_addition)
    made.commands.bind("correct_call", page.begin_correction)
    made.commands.bind("clear_search", calls.clear)
    made.commands.bind("copy_number", directory.copy_number)
    made.commands.bind("remark", directory.begin_remark)
    page.show_call(CALL.id)
    return made
