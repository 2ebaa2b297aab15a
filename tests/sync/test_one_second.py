"""What two stations write in one second stands in one order at both, and what one wrote later stays later."""

from datetime import timedelta

from tests.records import a_call
from tests.sync.teams import round_

from workstation.domain.counsellors import Desk
from workstation.domain.envelopes import new_act_id, new_change_id
from workstation.domain.follow_ups import FollowUpTask
from workstation.store.reviews import Reviews
from workstation.usecases.add_to_call import add_to_call
from workstation.usecases.announce import announce
from workstation.usecases.comment_on_call import comment_on_call
from workstation.usecases.link_call import link_call
from workstation.usecases.look_up_announcements import look_up_announcements
from workstation.usecases.look_up_calls import look_up_calls
from workstation.usecases.look_up_signals import look_up_signals
from workstation.usecases.move_follow_up import move_follow_up
from workstation.usecases.note_on_case import note_on_case
from workstation.usecases.note_signal import note_signal
from workstation.usecases.plan_follow_up import plan_follow_up

AN = Desk(counsellor="an", mark="K7", team="A", role="team_coordinator")
BO = Desk(counsellor="bo", mark="K8", team="A", role="team_coordinator")


def everything(one):
    """What both see, in the order in which it is shown."""
    with one.vault.reading() as work:
        (call,) = (line.id for line in work.calls.lines(limit=9) if line.number == "2026-K7-00001")
        (task,) = work.follow_ups.of_call(call)
        (case,) = work.cases.all()
        shown_talk = Reviews(work.connection).get(call)
        shown = {
            "additions": [(one.counsellor, one.text) for one in work.calls.get(call).additions],
            "acts": [(act.counsellor, act.kind, act.reason) for act in work.follow_ups.acts(task.id)],
            "case": [(act.counsellor, act.kind, act.reason) for act in work.cases.acts(case.id)],
        }
    on = {"vault": one.vault, "now": one.clock}
    shown["announcements"] = [one.text for one in look_up_announcements(AN, **on)]
    shown["signals"] = [one.text for one in look_up_signals(AN, vault=one.vault)]
    shown["calls"] = [line.number for line in look_up_calls("", desk=AN, **on)]
    return shown, shown_talk


def test_acts_of_one_second_stand_in_one_order_at_both_stations(pair):
    an, bo = pair
    call = a_call(number="2026-K7-00001", team="A", counsellor="an")
    an.keep(
        call,
        *(
            a_call(number=f"2026-K7-0000{n}", team="A", counsellor="an", started_at=call.started_at)
            for n in (2, 3, 4)
        ),
    )
    on_an, on_bo = ({"vault": one.vault, "now": one.clock} for one in pair)
    at = an.clock()
    task = FollowUpTask(
        id="", call=call.id, number="", due_from=at, due_until=at + timedelta(hours=2), what="Bel", safe_moment=""
    )
    plan_follow_up(task, AN, **on_an)
    case, _ = link_call(call.id, None, "gezin", AN, **on_an)
    round_(an, bo)
    for n in range(3):
        for one, desk, on in ((an, AN, on_an), (bo, BO, on_bo)):
            words = f"{desk.counsellor} {n}"
            add_to_call(call.id, words, desk, **on)
            note_on_case(case, words, desk, **on)
            announce(words, at + timedelta(days=2), desk, **on)
            note_signal("waiting_list", words, (call.id,), desk, **on)
            with one.vault.reading() as work:
                (mine,) = work.follow_ups.of_call(call.id)
            move_follow_up(mine.id, (at, at + timedelta(hours=3 + n)), words, desk, **on)
    comment_on_call(call.id, "", "an", AN, **on_an)
    comment_on_call(call.id, "", "bo", BO, **on_bo)
    round_(an, bo)
    round_(an, bo)
    assert everything(an) == everything(bo)
    shown, _ = everything(an)
    for name, said in (("additions", 1), ("case", 2)):
        for who in ("an", "bo"):
            assert [one[said] for one in shown[name] if one[0] == who and one[said][-1].isdigit()] == [
                f"{who} {n}" for n in range(3)
            ]  # fmt: skip
    assert [why for who, kind, why in shown["acts"] if (who, kind) == ("bo", "moved")] == ["bo 0", "bo 1", "bo 2"]


def test_names_of_acts_and_changes_grow_also_within_one_millisecond():
    drawn = [new_act_id() if n % 2 else new_change_id() for n in range(20_000)]
    assert drawn == sorted(set(drawn))
    assert {(len(one), one[12], one[16] in "89ab") for one in drawn} == {(32, "7", True)}
