"""The shelf of outcomes: how it went at a service, by service and never by person."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from sqlalchemy import Connection, delete, insert, select

from workstation.domain.envelopes import DELETED, new_act_id
from workstation.domain.flat import OUTCOME, Flat
from workstation.domain.ids import ServiceId
from workstation.domain.upkeep import Feedback, ServiceOutcome
from workstation.store.coordination_tables import service_outcomes
from workstation.store.outbox import Outbox
from workstation.store.telling import telling

O = service_outcomes.c  # noqa: E741 - the letter of its table, as on every shelf


class ServiceOutcomes:
    """Outcomes told at later contacts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, service: ServiceId, outcome: ServiceOutcome, day: date, weeks: int | None) -> None:
        """Keep one outcome: the day, not the moment, and nobody's name."""
        record = new_act_id()
        row = {"service_id": service, "outcome": outcome, "day": day.isoformat(), "weeks": weeks, "record": record}
        with telling(self._connection, OUTCOME, record=record):
            self._connection.execute(insert(service_outcomes).values(**row))

    def take_back(self, service: ServiceId, outcome: ServiceOutcome, day: date, weeks: int | None) -> None:
        """Forget the newest outcome of a day that says just this."""
        said = (
            O.service_id == service,
            O.outcome == outcome,
            O.day == day.isoformat(),
            O.weeks.is_not_distinct_from(weeks),
        )
        found = self._connection.execute(select(O.id, O.record).where(*said).order_by(O.id.desc()).limit(1)).first()
        if found is None:
            return
        self._connection.execute(delete(service_outcomes).where(O.id == found[0]))
        outbox = Outbox(self._connection)
        if outbox.home is not None and found[1]:
            outbox.write([Flat(found[1], OUTCOME, {DELETED: True})])

    def since(self, day: date, checked: Mapping[ServiceId, str] = MappingProxyType({})) -> dict[ServiceId, Feedback]:
        """Return what came back of each service since a day. A wrong number told until the day the entry was
        `checked` (by service) is settled by that check and left out.
        """
        counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        weeks: dict[str, list[int]] = defaultdict(list)
        rows = select(O.service_id, O.outcome, O.weeks, O.day).where(O.day >= day.isoformat())
        for service, outcome, waited, told in self._connection.execute(rows):
            day_of_check = checked.get(service, "")
            if outcome == "wrong_number" and len(day_of_check) == len(told) and told <= day_of_check:
                continue
            counts[service][outcome] += 1
            if waited is not None:
                weeks[service].append(waited)
        return {
            ServiceId(service): Feedback(ServiceId(service), dict(found), tuple(sorted(weeks[service])))
            for service, found in counts.items()
        }
