from tests.records import a_call
from tests.sync.stations import Station
from tests.sync.teams import keyed

from workstation.store.destroying import destroy
from workstation.store.engine import POOL_SIZE
from workstation.sync.helping import (
    ask_for_help,
    come_and_help,
    help_wanted,
    no_help_needed,
)
from workstation.sync.meetings import Meetings, standing
from workstation.sync.no_hub import NoHub
from workstation.sync.sealed_calls import gather


def meetings(one):
    return Meetings(one.exchange, one.vault, one.keys)


def test_a_station_that_never_met_a_hub_says_so_and_asks_nobody(tmp_path, migrated_store):
    alone = Station(tmp_path / "alone", NoHub(), "an").open(migrated_store)
    keyed(alone)
    alone.keep(a_call())
    found = meetings(alone).meet()
    assert (found.standing.enrolled, found.standing.to_send, found.well) == (False, 0, True)
    alone.close()


def test_what_has_not_reached_the_hub_is_counted_until_it_has(pair):
    an, _ = pair
    an.keep(a_call())
    assert standing(an.vault).to_send == 2
    found = meetings(an).meet()
    assert (found.well, found.standing.to_send, found.standing.trouble) == (True, 0, "")
    assert found.standing.met == an.clock()


def listen(vault, hears):
    """Have every statement that the store's library carries out told, whichever way it came there."""
    held = [vault._engine.raw_connection() for _ in range(POOL_SIZE)]
    for pooled in held:
        pooled.driver_connection.set_trace_callback(hears)
        pooled.close()


def test_a_meeting_passes_over_nothing_that_is_kept(pair):
    an, bo = pair
    for one in pair:
        one.exchange.before_sending = lambda work, keys=one.keys: gather(work, keys)
    heard = set()
    for one in pair:
        listen(one.vault, lambda statement: heard.add(statement))
    an.keep(a_call(), a_call(number="2026-K7-00002"))
    for one in (an, bo, an, bo):
        assert meetings(one).meet().well
    for one in pair:
        listen(one.vault, None)
    plans = {}
    with an.vault.reading() as work:
        for statement in heard:
            if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
                steps = work.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
                plans[statement] = [step[3] for step in steps]
    grow = ("SCAN records", "SCAN outbox", "SCAN calls", "SCAN reported_persons", "SCAN narratives", "SCAN versions")
    few = "USING INDEX ix_"  # an index of a few among many, read whole
    slow = {s: plan for s, plan in plans.items() if any(step.startswith(grow) and few not in step for step in plan)}
    assert slow == {}
    assert any("INSERT INTO records" in statement for statement in plans)


def test_without_a_line_everything_waits_and_is_said(pair):
    an, _ = pair
    an.keep(a_call())
    an.exchange.line.hub = NoHub()
    found = meetings(an).meet()
    assert (found.well, found.standing.to_send, found.standing.trouble) == (False, 2, "unreachable")


def test_a_revoked_station_destroys_its_keys_and_its_store(pair, team):
    an, _ = pair
    an.meet()
    with an.vault.reading() as work:
        device = work.sync_state.get("device")
    team.administration.revoke(device)
    assert meetings(an).meet().standing.trouble == "revoked"
    destroy(an.vault)
    assert not an.folder.exists()


def test_somebody_asks_for_company_and_a_colleague_comes(pair):
    an, bo = pair
    request = ask_for_help("An", "2026-K7-00012", "zwaar gesprek", vault=an.vault, now=an.clock)
    an.meet()
    assert bo.meet().changes.concerns("help")

    def wanted(one):
        return [
            (w.id, w.state, w.taken_by, w.call) for w in help_wanted(vault=one.vault, keyring=one.keys, now=one.clock)
        ]

    assert wanted(bo) == wanted(an) == [(request, "open", None, "2026-K7-00012")]
    come_and_help(request, "Bo", vault=bo.vault)
    bo.meet(), an.meet()
    assert wanted(an) == [(request, "taken", "Bo", "2026-K7-00012")]
    no_help_needed(request, vault=an.vault)
    an.meet(), bo.meet()
    assert wanted(bo) == wanted(an) == []
