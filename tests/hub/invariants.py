"""What must hold besides (`world.py` has the great ones): that nothing is refused, told or kept without a reason."""

import json

from tests.hub.grounds import OWNERS

from workstation.domain.envelopes import CONFLICT, DELETED, ELSEWHERE, LAST, STREAM

REFUSED = (
    "SELECT devices.account, changes.record, changes.id, changes.outcome, changes.ack FROM changes"
    " JOIN devices ON devices.id = changes.device WHERE outcome IN ('rejected', 'purged')"
)
MOVED = "SELECT DISTINCT record FROM changes WHERE payload LIKE '%%\"~s\"%%'"  # a driver may read a single % as a place for a value
NUMBERS = "SELECT v FROM kept WHERE k='next_n'"


def hold(world, hub):
    """Look at a hub and its stations that have come to rest."""
    _nothing_hidden(world, hub)
    _erased(world, hub)
    _known_whole(world, hub)
    _refused_with_reason(world)
    _conflicts_needed(world, hub)
    _dealt_with_by_one_who_saw(world, hub)
    _one_under_each_name(world)


def _nothing_hidden(world, hub):
    """Who laid a record aside had seen all that it holds, or a conflict tells of it."""
    told = {held[2]["rec"] for held in hub.values() if held[1] == CONFLICT and held[2].get("field") == DELETED}
    for record, (_, kind, fields, meta, _) in hub.items():
        again = meta.get(STREAM) == meta.get(DELETED)  # said once more as the record was given to others
        if kind != CONFLICT and fields.get(DELETED) is True and record not in told and not again:
            values = {(name, change) for name, change in meta.items() if name not in (DELETED, LAST, STREAM)}
            saw = world.deletions.get(meta[DELETED], set())  # by its change, or the very same text of somebody else
            unseen = {one for one in values if one[1] not in saw and (one[0], fields[one[0]]) not in saw}
            assert not unseen, ("HIDDEN UNSEEN", record, fields, meta)


def _erased(world, hub):
    def of_erased(records):
        return [r for r, held in records.items() if world.is_erased(r) or world.is_erased(held[2].get("rec"))]

    assert of_erased(hub) == [], ("erased record at the hub", {r: hub[r] for r in of_erased(hub)}, world.purged)
    for name, station in world.stations.items():
        assert of_erased(station.records()) == [], ("erased record at a station", name)
    kept = {row[0] for row in world.ask("SELECT record FROM changes WHERE payload <> '{}'")}
    assert [record for record in kept if world.is_erased(record)] == [], "erased content in the log"


def _known_whole(world, hub):
    """The hub knows each change whose value it holds: or every station gave it back again after the next restore.

    A conflict bears the name of the change that lost, which need not be back.
    """
    held = {change for _, kind, _, meta, _ in hub.values() if kind != CONFLICT for change in meta.values()}
    assert held <= world.ids_at_hub(), ("HELD AND NOT KNOWN", held - world.ids_at_hub())


def _refused_with_reason(world):
    """What is typed is refused only to those from whom a permission was taken, or after a restore."""
    typed = {write["id"]: write for write in world.writes}
    for account, record, change, outcome, ack in world.ask(REFUSED):
        if outcome == "purged":
            assert change not in typed or world.is_erased(record), ("REFUSED AS ERASED", typed.get(change))
        else:
            expected = world.went_back or account in world.withdrawn or json.loads(ack)["why"] == ELSEWHERE
            assert expected, ("REFUSED WITHOUT A REASON", account, json.loads(ack), typed.get(change))


def _conflicts_needed(world, hub):
    """Who typed on after what met the same value is in no conflict with it."""
    conflicts = [fields for _, kind, fields, *_ in hub.values() if kind == CONFLICT]
    if world.went_back or not conflicts:
        return  # who was restored may have forgotten what it met
    rows = {row[0]: row[1:] for row in world.ask("SELECT id, payload, fate FROM changes")}
    for fields in conflicts:
        payload, _ = rows.get(fields["change"], ("{}", None))
        based_on = json.loads(payload).get("base", {}).get(fields["field"])
        _, fate = rows.get(based_on, (None, None))
        met = json.loads(fate or "{}").get(fields["field"])
        # who lays a record aside must have seen the rest of it too
        assert fields["field"] == DELETED or met != ["same", fields["against"]], ("CONFLICT WITH ONE'S OWN", fields)


def _dealt_with_by_one_who_saw(world, hub):
    """A conflict is closed only over a value that was before the eyes of who closed it."""
    for record, (_, kind, fields, *_) in hub.items():
        if kind == CONFLICT and fields.get("state") != "open":
            assert fields["value"] in world.dealt_with.get(record, ()), ("PUT AWAY UNSEEN", record, fields)


def _one_under_each_name(world):
    """A station that was restored has taken another name: the hub holds no number of its name that it never used."""
    last = dict(world.ask("SELECT id, last_n FROM devices"))
    for name, station in world.stations.items():
        ((next_n,),) = station.all(NUMBERS) or ((1,),)
        assert last.get(station.device, 0) < int(next_n or 1), ("TWO UNDER ONE NAME", name)


def may_be_unseen(world, name, record):
    """Whether what one wrote may rightly be out of one's own sight: moved, erased, withdrawn, or read anew."""
    account = OWNERS[name]
    moved = {row[0] for row in world.ask(MOVED)}
    return (
        world.went_back
        or account in world.withdrawn
        or world.is_erased(record)
        or bool({record, world.parts.get(record)} & moved)
    )
