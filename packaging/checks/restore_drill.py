"""The restore drill: the hub goes back to yesterday's backup, and the stations give the day back.

    python packaging/checks/restore_drill.py --yesterday 200 --today 60
    python packaging/checks/restore_drill.py --database postgresql:///empty_one --restored postgresql:///another
    python packaging/checks/restore_drill.py --undeclared              # put back by hand, without a word to anybody
    python packaging/checks/restore_drill.py --broken nobody-returns   # must turn red

Real: HTTPS on this machine, two encrypted stores, sealed records, the backup file. Prints what the hub held before,
right after the restore and after the stations came back. Red (exit 1) when a record, a value or a device is missing.
"""

import argparse
import logging
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "src")]

from sqlalchemy import select

from workstation.domain.calls import Addition, Call
from workstation.domain.counsellors import Desk as Sitting
from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.ids import CallId, PersonId, new_id
from workstation.domain.moments import now
from workstation.domain.reported_persons import ReportedPerson
from workstation.hub.administration import Administration
from workstation.hub.backing_up import back_up, restore
from workstation.hub.certificates import fingerprint, self_made
from workstation.hub.database import Database
from workstation.hub.epochs import begin_epoch, epoch_of
from workstation.hub.migrating import bring_to_head
from workstation.hub.serving import Place, application_on, server_at
from workstation.hub.tables import RECORDS
from workstation.hub.verifying import verify
from workstation.store.profiles import create_profile
from workstation.store.vault import Vault
from workstation.sync.http_hub import HttpHub
from workstation.sync.invitation import Invitation
from workstation.sync.sealing.founding import myself, propose, sign, trust
from workstation.sync.station import Station, join_hub
from workstation.usecases.announce import announce
from workstation.usecases.link_call import link_call
from workstation.usecases.note_on_case import note_on_case
from workstation.usecases.note_signal import note_signal
from workstation.usecases.plan_follow_up import plan_follow_up
from workstation.usecases.start_shift import start_shift

TEAM = "team-drill"
Held = dict[str, tuple[str, str, str]]


@dataclass
class Desk:
    """One counsellor's machine."""

    name: str
    vault: Vault
    station: Station

    def meet(self) -> None:
        """Meet the hub, and stop the drill when that did not go well."""
        found = self.station.meetings.meet()
        if not found.well:
            raise SystemExit(f"{self.name} could not meet the hub: {found.standing.trouble}")

    def file(self, number: int, about: str) -> list[Call]:
        """File this many calls."""
        made = [_call(self.name, f"2026-{self.name[:1].upper()}9-{about}{at:05d}", about) for at in range(number)]
        with self.vault.work() as work:
            work.calls.put_many(made)
        return made

    def go_on(self, calls: list[Call]) -> None:
        """Add to these calls, and correct each second one."""
        for at, call in enumerate(calls):
            with self.vault.work() as work:
                work.calls.add(call.id, Addition(now(), self.name, "Vandaag nog eens gebeld."))
                if at % 2:
                    kept = work.calls.get(call.id)
                    changed = replace(kept, revision=kept.revision + 1, urgency="urgent")
                    work.calls.revise(changed, "nagekeken", self.name, now())

    def share(self, calls: list[Call]) -> None:
        """Write what a team shares besides calls: cases with notes, follow-ups, a shift, words, signals."""
        desk = Sitting(counsellor=self.name, mark="A9", team=TEAM, role="team_coordinator")
        soon = now() + timedelta(hours=4)
        start_shift(
            self.name, team=TEAM, line="phone", planned_end=soon, planned_break=None, vault=self.vault, now=now
        )
        announce("Morgen open tot 17 uur.", soon, desk, vault=self.vault, now=now)
        for call in calls:
            task = FollowUpTask(id="", call=call.id, number="", due_from=now(), due_until=soon, what="Terugbellen")
            plan_follow_up(task, desk, vault=self.vault, now=now)
            case, _ = link_call(call.id, None, "zelfde gezin", desk, vault=self.vault, now=now)
            note_on_case(case, "Verzonnen nota.", desk, vault=self.vault, now=now)
            note_signal("cost", "Te duur.", (call.id,), desk, vault=self.vault, now=now)

    def shown(self) -> dict[str, int]:
        """Return how many rows of each kind this counsellor can see."""
        tables = ("calls", "reported_persons", "call_additions", "call_revisions", "cases", "case_calls", "case_acts",
                  "follow_ups", "follow_up_acts", "signals", "signal_calls", "announcements", "shifts")  # fmt: skip
        with self.vault.reading() as work:
            count = "SELECT count(*) FROM "
            return {one: work.connection.exec_driver_sql(count + one).scalar() or 0 for one in tables}


def _call(counsellor: str, number: str, about: str) -> Call:
    began = now() - timedelta(hours=30 if about == "1" else 2)
    person = ReportedPerson(id=PersonId(new_id()), age_group="age_18_59", gender="female", municipality="44021",
                            problem_type="partner_violence")  # fmt: skip
    return Call(
        id=CallId(new_id()), number=number, channel="phone", started_at=began, filed_at=began + timedelta(minutes=20),
        ended_at=began + timedelta(minutes=17), counsellor=counsellor, team=TEAM, narrative="Verzonnen verhaal.",
        persons=(person,), edition="2026-drill",
    )  # fmt: skip


@contextmanager
def served(database: Database, port: int, tls: Path) -> Iterator[str]:
    """Serve the hub behind TLS on this port until the block ends."""
    certificate, key = self_made(tls)
    server = server_at(Place("", "127.0.0.1", port, certificate, key), application_on(database))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.should_exit = server.force_exit = True  # stations keep their lines open
        thread.join(15)


def founded(database: Database, host: str, folder: Path) -> tuple[Desk, Desk]:
    """Two coordinators on machines of their own, with a team that both signed."""
    administration = Administration(database)
    administration.add_stream(TEAM, "team")
    print_of = fingerprint(folder / "tls" / "hub-certificate.pem").replace(":", "").lower()
    desks = []
    for name in ("an", "bo"):
        administration.add_account(name, "team_coordinator")
        administration.grant(name, {TEAM: True})
        made = create_profile(folder / name, "een wachtzin voor de proef", counsellor=name, staff_number="1",
                              team=TEAM, use_keyring=False)  # fmt: skip
        invitation = Invitation(host, administration.code_for(name), print_of)
        desks.append(Desk(name, made.vault, join_hub(made.vault, invitation, TEAM, now)))
    an, bo = desks
    members = []
    for desk in desks:
        with desk.vault.work() as work:
            members.append(myself(work, coordinator=True))
    with an.vault.work() as work:
        found = propose(work, an.station.keyring, TEAM, tuple(members))
    for desk in desks:
        with desk.vault.work() as work:
            trust(work, TEAM, found.id)
    an.station.meetings.meet(), bo.station.meetings.meet()
    with bo.vault.work() as work:
        sign(work, found.record)
    bo.station.meetings.meet(), an.station.meetings.meet()
    return an, bo


def held(database: Database) -> Held:
    """Return every record of the hub: its kind, its fields as they lie there, and which change brought each."""
    with database.snapshot() as connection:
        rows = connection.execute(select(RECORDS.c.id, RECORDS.c.kind, RECORDS.c.fields, RECORDS.c.meta))
        return {row.id: (row.kind, row.fields, row.meta) for row in rows}


def told(before: Held, restored: Held, after: Held) -> None:
    """Print the counts, kind by kind."""
    counts = [Counter(kind for kind, _, _ in one.values()) for one in (before, restored, after)]
    print(f"{'records at the hub':<22}{'before':>10}{'restored':>10}{'after':>10}")
    for kind in sorted(set().union(*counts)):
        print(f"{kind:<22}" + "".join(f"{one[kind]:>10}" for one in counts))
    print(f"{'all':<22}" + "".join(f"{len(one):>10}" for one in (before, restored, after)))
    alike = sum(before.get(record) == one for record, one in after.items())
    print(f"{'the very same':<22}{len(before):>10}{'':>10}{alike:>10}")


def differences(before: Held, after: Held) -> list[str]:
    """Return in how many records the hub differs from what it was."""
    counted = {
        "missing": len(before.keys() - after.keys()),
        "new": len(after.keys() - before.keys()),
        "otherwise": sum(after[one] != before[one] for one in before.keys() & after.keys()),
    }
    return [f"{what}: {number} records" for what, number in counted.items() if number]


def put_back(backup: Path, database: Database, restored: Database, *, declared: bool) -> None:
    """Fill the new database from the backup; when it is not declared, as if by hand: its epoch is that of before."""
    restore(backup, restored)
    if not declared:
        with database.work() as old, restored.work() as new:
            begin_epoch(new, epoch_of(old))


def drill(asked: argparse.Namespace, folder: Path) -> list[str]:
    """Run the drill and return what went wrong."""
    database = Database(asked.database or f"sqlite:///{folder}/hub.db")
    restored = Database(asked.restored or f"sqlite:///{folder}/restored.db")
    bring_to_head(database)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with served(database, port, folder / "tls") as host:
        an, bo = founded(database, host, folder)
        yesterday = an.file(asked.yesterday, "1")
        for desk in (an, bo):
            desk.meet()
        back_up(database, folder / "yesterday.backup")
        an.go_on(yesterday[: asked.today])
        an.share(an.file(asked.today, "2"))
        bo.share(bo.file(asked.today, "3"))
        for desk in (an, bo, an):
            desk.meet()
        before, shown = held(database), [desk.shown() for desk in (an, bo)]
    put_back(folder / "yesterday.backup", database, restored, declared=not asked.undeclared)
    half_way = held(restored)
    began = time.monotonic()
    with served(restored, port, folder / "tls"):
        if asked.broken != "nobody-returns":
            for desk in (an, bo, an, bo):
                desk.meet()
        seconds = time.monotonic() - began
    after = held(restored)
    told(before, half_way, after)
    print(f"given back in {seconds:.1f} s")
    wrong = [*differences(before, after), *verify(restored)]
    for desk, had in zip((an, bo), shown, strict=True):
        wrong += [f"{desk.name} sees {n} of {had[kind]} {kind}" for kind, n in desk.shown().items() if n != had[kind]]
        if isinstance(desk.station.hub, HttpHub):
            desk.station.hub.close()
        desk.vault.close()
    for each in (database, restored):
        each.close()
    return wrong


def main() -> int:
    """Run the drill in a folder that is gone afterwards."""
    asking = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asking.add_argument("--yesterday", type=int, default=200, help="calls before the backup")
    asking.add_argument("--today", type=int, default=60, help="calls of each station after it")
    asking.add_argument("--database", default="", help="an empty database; SQLite when none is named")
    asking.add_argument("--restored", default="", help="another empty one, for the restored hub")
    asking.add_argument("--undeclared", action="store_true", help="the restored hub says nothing of it")
    asking.add_argument("--broken", choices=("nobody-returns",), default="")
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="drill-") as folder:
        wrong = drill(asking.parse_args(), Path(folder))
    print("\n".join(wrong) or "nothing is missing, nothing is otherwise")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
