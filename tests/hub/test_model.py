"""The model of the protocol: histories of people, faults, restores and permissions; the invariants stand in world.py.

This is the short form: Hypothesis draws the histories and shortens what it finds. `histories.py` plays many.
"""

import random
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from tests.hub import histories
from tests.hub.acts import ACTS, Acts
from tests.hub.grounds import InMemory, OnServer

from workstation.hub.merging import Merging

SHORT = settings(
    max_examples=100, stateful_step_count=histories.STEPS, deadline=None, suppress_health_check=list(HealthCheck),
    print_blob=True, phases=[Phase.generate, Phase.shrink], database=None,
    derandomize=True,  # the same histories every time: new ones are for the long form
)  # fmt: skip

FOUND = {  # by many histories, shortened: what was wrong then stays right
    "own text stays while its record has moved on to a number not read yet": [
        *[("create", {"name": "c0"})] * 4,
        ("delete", {"name": "c0", "place": 0}),
        ("sync", {"name": "c0", "plan": [*["ok"] * 4, "drop_request"], "point": None}),
    ],
    "an own change that goes once more covers no later one": [
        ("create", {"name": "c1"}), ("create", {"name": "c1"}), ("image_work_and_back", {"name": "c2", "place": 2}),
        ("hub_rolls_back", {"name": "c1", "other": "c2", "place": 5, "declared": True}),
        ("image_work_and_back", {"name": "c2", "place": 0}),
        ("sync", {"name": "c1", "plan": ["hub_crash_before", "twice", "twice", "ok", "drop_request"], "point": None}),
    ],
    "an own change shown again over an older one waits for no number of an epoch that ended": [
        ("create", {"name": "c2"}), ("hub_rolls_back", {"name": "c2", "other": "c1", "place": 2, "declared": True}),
        ("move", {"name": "c1", "place": 4, "to": "B"}),
    ],
    "what is written under a record that somebody moved meanwhile goes where it went": [
        ("create", {"name": "c0"}), ("quiet", {}), ("move", {"name": "c1", "place": 0, "to": "B"}),
        ("sync", {"name": "c1", "plan": [], "point": None}), ("add_part", {"name": "c2", "place": 0}),
    ],
    "what is written under a record moved before it was ever sent goes where it went": [
        ("create", {"name": "c2"}), ("move", {"name": "c2", "place": 2, "to": "B"}), ("add_part", {"name": "c2", "place": 9}),
    ],
    "who hands a record over and writes on before the hub has heard of it is not refused": [
        ("create", {"name": "c2"}), ("move", {"name": "c2", "place": 1, "to": "B"}), ("edit", {"name": "c2", "place": 1, "field": "a"}),
    ],
    "what has an answer waits for no number of an epoch that ended": [
        ("hub_forgets_who_just_handed_over", {"name": "c0", "other": "c1", "third": "c2", "place": 0, "declared": True}),
    ],
    "what was refused is not in the log when that under which it was written is erased": [
        ("create", {"name": "c2"}), ("quiet", {}), ("grant", {"account": "u0", "streams": ["A"], "writes": False}),
        ("add_part", {"name": "c0", "place": 5}), ("quiet", {}), ("erase", {"name": "c1", "place": 7}),
    ],
    "the line drops between a new name and what the hub knows": [
        ("create", {"name": "c3"}), ("back_up_hub", {}),
        ("sync", {"name": "c3", "plan": ["twice", "ok"], "point": "page_before_commit"}), ("restore_hub", {"declared": True}),
        ("sync", {"name": "c3", "plan": ["hub_crash_before", "ok", "drop_request"], "point": None}),
    ],
    "the hub is put back between a new name and what it knows": [
        ("create", {"name": "c2"}), ("hub_rolls_back", {"name": "c3", "other": "c2", "place": 4, "declared": False}),
        ("back_up_hub", {}),
        ("sync", {"name": "c2", "plan": ["hub_crash_after", "ok", "drop_request"], "point": "acks_before_commit"}),
        ("restore_hub", {"declared": True}),
    ],
    "who moved a record in vain keeps nothing of it": [
        ("create", {"name": "c3"}), ("tell", {"name": "c3", "place": 9}), ("quiet", {}), ("seal", {"name": "c3", "place": 6}),
        ("seal", {"name": "c1", "place": 4}),
    ],
    "what hangs under a record goes nowhere without it": [
        ("image_work_and_back", {"name": "c1", "place": 7}),
        ("hub_rolls_back", {"name": "c0", "other": "c0", "place": 1, "declared": False}),
        ("hub_rolls_back", {"name": "c0", "other": "c1", "place": 7, "declared": True}),
        ("seal", {"name": "c1", "place": 8}), ("unseal", {"name": "c1", "place": 0}), ("move", {"name": "c0", "place": 8, "to": "B"}),
    ],
    "a row of changes from which one was written anew is not sent again as if it were whole": [
        ("create", {"name": "c1"}), ("quiet", {}), ("move", {"name": "c1", "place": 6, "to": "B"}),
        ("edit", {"name": "c2", "place": 4, "field": "a"}), ("seal", {"name": "c2", "place": 7}),
        ("sync", {"name": "c1", "plan": ["stale_answer", "twice", "hub_crash_before", "twice"], "point": None}),
        ("hub_rolls_back", {"name": "c0", "other": "c2", "place": 9, "declared": False}),
    ],
    "what hub, author and last holder all lost is gone, and nothing else": [
        ("take_image", {"name": "c0"}), ("image_work_and_back", {"name": "c1", "place": 7}),
        ("hub_rolls_back", {"name": "c1", "other": "c0", "place": 7, "declared": False}), ("lose_device", {"name": "c1"}),
        ("image_back", {"place": 6}),
    ],
    "a value typed between two restores is not overtaken by what the first one lost": [
        ("image_work_and_back", {"name": "c1", "place": 2}),
        ("quiet", {}),
        ("hub_rolls_back", {"name": "c1", "other": "c0", "place": 3, "declared": False}),
        ("image_work_and_back", {"name": "c2", "place": 9}),
        ("hub_rolls_back", {"name": "c3", "other": "c1", "place": 0, "declared": True}),
    ],
    "what is given back counts as back only with its own record": [
        ("create", {"name": "c2"}),
        ("create", {"name": "c2"}),
        ("hub_rolls_back", {"name": "c1", "other": "c2", "place": 1, "declared": False}),
        ("hub_rolls_back", {"name": "c2", "other": "c0", "place": 2, "declared": False}),
        ("delete", {"name": "c0", "place": 1}),
        ("hub_rolls_back", {"name": "c0", "other": "c2", "place": 4, "declared": True}),
    ],
    "who deletes after an own edit has not seen what came before it": [
        ("create", {"name": "c2"}),
        ("quiet", {}),
        ("edit", {"name": "c2", "place": 9, "field": "b"}),
        ("delete", {"name": "c2", "place": 1}),
        ("edit", {"name": "c0", "place": 1, "field": "note"}),
    ],
    "what may not be given back stays aside": [
        ("create", {"name": "c0"}),
        ("image_work_and_back", {"name": "c0", "place": 9}),
        ("create", {"name": "c2"}),
        ("quiet", {}),
        ("create", {"name": "c0"}),
        ("move", {"name": "c0", "place": 5, "to": "B"}),
        ("hub_rolls_back", {"name": "c0", "other": "c3", "place": 5, "declared": False}),
        ("revoke", {"name": "c0"}),
    ],
    "a conflict comes back though its author sent the change again without text": [
        ("image_work_and_back", {"name": "c2", "place": 7}),
        ("hub_rolls_back", {"name": "c3", "other": "c1", "place": 5, "declared": True}),
        ("tell", {"name": "c1", "place": 9}),
        ("back_up_hub", {}),
        ("tell", {"name": "c2", "place": 1}),
        ("quiet", {}),
        ("seal", {"name": "c0", "place": 2}),
        ("quiet", {}),
        ("restore_hub", {"declared": True}),
        ("image_work_and_back", {"name": "c2", "place": 8}),
    ],
    "a conflict about what hung under an erased record does not come back": [
        ("image_work_and_back", {"name": "c1", "place": 9}),
        ("quiet", {}),
        ("add_part", {"name": "c1", "place": 8}),
        ("sync", {"name": "c1", "plan": ["ok", "hub_crash_after", "hub_crash_before", "ok", "ok", "ok"], "point": None}),
        ("add_part", {"name": "c1", "place": 6}),
        ("add_part", {"name": "c0", "place": 5}),
        ("hub_rolls_back", {"name": "c0", "other": "c1", "place": 3, "declared": True}),
        ("hub_rolls_back", {"name": "c1", "other": "c2", "place": 7, "declared": True}),
        ("erase", {"name": "c0", "place": 3}),
        ("sync", {"name": "c1", "plan": ["hub_crash_mid", "hub_crash_mid"], "point": None}),
    ],
    "who may only read writes nothing, not even what is refused under an erased record": [
        ("create", {"name": "c1"}), ("quiet", {}),
        ("grant", {"account": "u0", "streams": ["A"], "writes": False}),
        ("erase", {"name": "c0", "place": 1}), ("add_part", {"name": "c0", "place": 9}),
    ],
    "a conflict in which its author typed on is not put back by a copy of the author's laptop": [
        ("create", {"name": "c2"}), ("quiet", {}),
        ("edit", {"name": "c2", "place": 0, "field": "a"}), ("sync", {"name": "c2", "plan": [], "point": None}),
        ("edit", {"name": "c1", "place": 0, "field": "a"}), ("take_image", {"name": "c1"}),
        ("edit", {"name": "c1", "place": 0, "field": "a"}), ("back_up_hub", {}),
        ("sync", {"name": "c1", "plan": [], "point": None}), ("sync", {"name": "c2", "plan": [], "point": None}),
        ("restore_hub", {"declared": True}), ("sync", {"name": "c2", "plan": [], "point": None}),
        ("image_back", {"place": 0}),
    ],
    "what its author sent again without text is given back by who still has it": [
        ("image_work_and_back", {"name": "c2", "place": 8}),
        ("quiet", {}),
        ("move", {"name": "c2", "place": 4, "to": "B"}),
        ("tell", {"name": "c0", "place": 0}),
        ("edit", {"name": "c2", "place": 1, "field": "note"}),
        ("back_up_hub", {}),
        ("add_part", {"name": "c1", "place": 3}),
        ("quiet", {}),
        ("restore_hub", {"declared": True}),
    ],
    "a conflict that is given back goes where its record goes": [
        ("image_work_and_back", {"name": "c0", "place": 7}),
        ("sync", {"name": "c1", "plan": [], "point": None}),
        ("image_work_and_back", {"name": "c1", "place": 4}),
        ("seal", {"name": "c0", "place": 7}),
        ("unseal", {"name": "c0", "place": 6}),
        ("seal", {"name": "c1", "place": 4}),
        ("hub_rolls_back", {"name": "c1", "other": "c0", "place": 1, "declared": False}),
    ],
    "a part that is given back has no move of its own": [
        ("image_work_and_back", {"name": "c3", "place": 6}),
        ("add_part", {"name": "c3", "place": 6}),
        ("seal", {"name": "c3", "place": 1}),
        ("hub_rolls_back", {"name": "c3", "other": "c2", "place": 0, "declared": True}),
        ("lose_device", {"name": "c3"}),
    ],
    "a part that the hub never had is moved nowhere without what it hangs under": [
        ("image_work_and_back", {"name": "c1", "place": 0}),
        ("quiet", {}),
        ("seal", {"name": "c0", "place": 6}),
        ("move", {"name": "c2", "place": 5, "to": "B"}),
        ("add_part", {"name": "c0", "place": 3}),
        ("sync", {"name": "c2", "plan": ["drop_answer", "stale_answer", "twice", "ok"], "point": None}),
        ("unseal", {"name": "c0", "place": 5}),
    ],
    "what its author sent again without text comes back from who never saw what was before it": [
        ("image_work_and_back", {"name": "c2", "place": 6}), ("image_work_and_back", {"name": "c0", "place": 8}),
        ("seal", {"name": "c2", "place": 3}), ("tell", {"name": "c0", "place": 6}),
        ("image_work_and_back", {"name": "c0", "place": 6}), ("back_up_hub", {}), ("tell", {"name": "c0", "place": 6}),
        ("quiet", {}), ("restore_hub", {"declared": False}),
    ],
    "who moves a record from team to team and reads of its leaving first has its text given back": [
        ("image_work_and_back", {"name": "c3", "place": 7}), ("image_work_and_back", {"name": "c3", "place": 6}),
        ("create", {"name": "c0"}), ("tell", {"name": "c0", "place": 8}), ("move", {"name": "c0", "place": 4, "to": "A"}),
        ("move", {"name": "c0", "place": 2, "to": "B"}), ("revoke", {"name": "c3"}),
        ("hub_rolls_back", {"name": "c0", "other": "c3", "place": 5, "declared": False}),
    ],
    "an own change sent again by its number covers no later one that the hub knows from another": [
        ("create", {"name": "c3"}),
        ("sync", {"name": "c3", "plan": ["hub_crash_mid", "stale_answer", "hub_crash_mid"], "point": None}),
        ("create", {"name": "c2"}), ("hub_rolls_back", {"name": "c2", "other": "c1", "place": 4, "declared": True}),
        ("sync", {"name": "c2", "plan": ["twice", "stale_answer", "hub_crash_after", "ok", "stale_answer"], "point": None}),
        ("sync", {"name": "c1", "plan": ["replay_old"], "point": None}),
        ("hub_rolls_back", {"name": "c3", "other": "c2", "place": 0, "declared": True}),
        ("sync", {"name": "c2", "plan": ["twice", "twice", "ok", "hub_crash_before", "hub_crash_mid", "twice"],
                  "point": "acks_before_commit"}),
    ],
    "who adds to a record they hand over, and then to what they added, is not refused": [
        ("create", {"name": "c2"}), ("move", {"name": "c2", "place": 5, "to": "B"}), ("create", {"name": "c2"}),
        ("tell", {"name": "c2", "place": 3}), ("add_part", {"name": "c2", "place": 0}), ("tell", {"name": "c2", "place": 1}),
        ("tell", {"name": "c2", "place": 2}),
    ],
    "who hands a record over with what was just added to it may add to that": [
        ("create", {"name": "c2"}), ("add_part", {"name": "c2", "place": 5}), ("move", {"name": "c2", "place": 2, "to": "B"}),
        ("tell", {"name": "c2", "place": 9}),
    ],
    "what is written in a record that one hands over stays while the record does": [
        ("grant", {"account": "u0", "streams": ["A"], "writes": True}), ("create", {"name": "c1"}),
        ("sync", {"name": "c1", "plan": [], "point": None}), ("sync", {"name": "c2", "plan": [], "point": None}),
        ("move", {"name": "c1", "place": 2, "to": "B"}), ("record_changes_on_a_later_page", {"name": "c1", "other": "c2", "place": 1}),
    ],
    "who moves a record from team to team keeps its text until it has come": [
        ("create", {"name": "c1"}), ("create", {"name": "c0"}), ("create", {"name": "c0"}),
        ("hub_rolls_back", {"name": "c1", "other": "c0", "place": 4, "declared": True}), ("tell", {"name": "c0", "place": 5}),
        ("create", {"name": "c0"}), ("erase", {"name": "c0", "place": 1}),
        ("hub_rolls_back", {"name": "c0", "other": "c3", "place": 9, "declared": False}), ("create", {"name": "c0"}),
        ("move", {"name": "c0", "place": 9, "to": "B"}),
        ("hub_rolls_back", {"name": "c0", "other": "c2", "place": 3, "declared": True}),
    ],
    "what was typed on in a conflict comes back beside what a restored hub has in it": [
        ("create", {"name": "c0"}),
        ("hub_loses_a_conflict", {"name": "c0", "other": "c1", "third": "c3", "place": 4, "first": "c1", "early": False, "declared": True}),
        ("hub_goes_back_twice", {"name": "c2", "other": "c2", "third": "c0", "place": 5, "noted": True, "declared": False}),
        ("an_answer_from_before_comes_late", {"name": "c1", "place": 9}),
        ("hub_rolls_back", {"name": "c1", "other": "c2", "place": 1, "declared": True}), ("lose_device", {"name": "c1"}),
    ],
    "who writes for a group unasked keeps nothing when many markers come": [
        ("create", {"name": "c1"}), ("quiet", {}), ("seal", {"name": "c1", "place": 4}), ("tell", {"name": "c2", "place": 7}),
        ("create", {"name": "c0"}), ("create", {"name": "c0"}), ("tell", {"name": "c0", "place": 0}),
    ],
    "what is made under a record in the very transaction that hands it over may be written on": [
        ("create", {"name": "c2"}), ("add_part", {"name": "c2", "place": 1}), ("edit", {"name": "c2", "place": 4, "field": "note"}),
        ("add_part", {"name": "c2", "place": 3}), ("edit", {"name": "c2", "place": 5, "field": "b"}),
        ("move", {"name": "c2", "place": 6, "to": "B"}), ("edit", {"name": "c2", "place": 8, "field": "note"}),
    ],
    "a conflict that was dealt with is given no different value": [
        ("image_work_and_back", {"name": "c2", "place": 5}),
        ("hub_rolls_back", {"name": "c0", "other": "c0", "place": 9, "declared": True}),
        ("hub_rolls_back", {"name": "c2", "other": "c1", "place": 8, "declared": False}),
        ("image_work_and_back", {"name": "c1", "place": 6}), ("image_work_and_back", {"name": "c1", "place": 4}),
        ("resolve", {"name": "c1", "place": 7, "take": False}),
        ("hub_rolls_back", {"name": "c2", "other": "c1", "place": 1, "declared": False}),
    ],
    "that a record was brought back is dealt with; that it should be is another question": [
        ("create", {"name": "c2"}), ("create", {"name": "c1"}), ("move", {"name": "c2", "place": 8, "to": "B"}), ("quiet", {}),
        ("move", {"name": "c2", "place": 4, "to": "B"}), ("back_up_hub", {}), ("delete", {"name": "c0", "place": 3}),
        ("quiet", {}), ("resolve", {"name": "c1", "place": 1, "take": False}), ("restore_hub", {"declared": True}),
    ],
}  # fmt: skip

PUT_BACK_TWICE = [
    ("sync", {"name": "c3", "plan": [], "point": None}), ("sync", {"name": "c0", "plan": [], "point": None}),
    ("back_up_hub", {}), ("create", {"name": "c3"}), ("sync", {"name": "c3", "plan": [], "point": None}),
    ("sync", {"name": "c0", "plan": [], "point": None}), ("lose_device", {"name": "c3"}), ("restore_hub", {"declared": True}),
    ("back_up_hub", {}), ("sync", {"name": "c0", "plan": [*["ok"] * 4, "drop_request"], "point": None}),
    ("restore_hub", {"declared": True}),
]  # fmt: skip

in_memory = cache(InMemory)


def strategy(options):
    of = st.sampled_from(options.of)
    return of if options.most is None else st.lists(of, max_size=options.most)


def machine(acts, make_ground):
    """The acts as a machine of Hypothesis."""
    rules = {}
    for name in ACTS:
        done = getattr(acts, name)
        one = rule(**{argument: strategy(options) for argument, options in done.given.items()})(done)
        rules[name] = one if done.when is None else precondition(done.when)(one)

    class Sync(acts, RuleBasedStateMachine):
        def __init__(self):
            super().__init__(make_ground())

        def teardown(self):
            self.world.check()

    for name, one in rules.items():
        setattr(Sync, name, one)
    return Sync


def test_the_model_holds_on_sqlite():
    run_state_machine_as_test(machine(Acts, in_memory), settings=SHORT)


@pytest.mark.parametrize("steps", FOUND.values(), ids=FOUND)
def test_what_histories_once_found_stays_right(steps):
    assert histories.breaks(in_memory(), steps) is None


def test_what_was_given_back_is_not_lost_when_the_hub_is_put_back_once_more_before_it_was_read():
    acts = Acts(in_memory())
    histories.play(acts, PUT_BACK_TWICE)
    assert acts.world.at_hub()["00000001"][2]["a"] == "v1"


@pytest.mark.slow
def test_the_model_holds_on_postgresql(postgres):
    ground = OnServer(postgres.fresh())
    run_state_machine_as_test(machine(Acts, lambda: ground), settings=settings(SHORT, max_examples=10))


def test_dice_find_a_broken_rule_and_shorten_its_history(monkeypatch):
    monkeypatch.setattr(Merging, "_seen_latest", lambda *_given: True)
    (found, *_), _ = histories.run(3, ground=in_memory())
    assert "LOST WRITE" in found.why
    assert len(found.steps) < 8
    assert histories.breaks(in_memory(), found.steps)
    monkeypatch.undo()
    assert histories.breaks(in_memory(), found.steps) is None


def test_a_history_is_the_same_from_the_same_seed():
    steps = [list(histories.draw(Acts(in_memory()), random.Random(f"3/{n}"))) for n in (5, 5, 6)]
    assert steps[0] == steps[1] != steps[2]
