"""When synthetic calls begin and how long they take: inside opening hours, busier in some months than in others."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

from workstation.domain.moments import BRUSSELS

MONTHS = (1.05, 1.0, 1.05, 1.0, 1.05, 1.0, 0.85, 0.85, 1.05, 1.1, 1.1, 0.9)
CLOSED = frozenset({(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)})
# opening hours of 1712 (figures of 2024): telephone Mo-Fr 9-18; chat Mo-Th 13-17 and 18-22, Fr 13-17
PHONE = tuple((hour, weight) for hour, weight in zip(range(9, 18), (8, 11, 11, 9, 10, 11, 11, 9, 7), strict=True))
CHAT_FRIDAY = tuple((hour, 10) for hour in range(13, 17))
CHAT = (*CHAT_FRIDAY, *((hour, 11) for hour in range(18, 22)))
EMAIL = tuple((hour, 6) for hour in range(7, 24))
MAIL_DAYS = (10, 10, 10, 10, 9, 5, 6)


def hours(channel: str, weekday: int) -> tuple[tuple[int, int], ...]:
    """Return the hours at which a contact may begin, with their weights; none when the line is closed."""
    if channel == "email":
        return EMAIL
    if weekday > 4:
        return ()
    if channel == "chat":
        return CHAT_FRIDAY if weekday == 4 else CHAT
    return PHONE


def days(first: date, last: date) -> Iterator[date]:
    """Yield every day, both ends included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(number)


class Calendar:
    """Draws moments between two days. One drawing costs a few microseconds: a million calls must not take minutes."""

    def __init__(self, first: date, last: date, channels: tuple[str, ...]) -> None:
        self._slots: dict[str, tuple[list[tuple[date, int]], list[float]]] = {}
        for channel in channels:
            slots, weights, so_far = [], [], 0.0
            for day in days(first, last):
                if (day.month, day.day) in CLOSED and channel != "email":
                    continue
                busy = MONTHS[day.month - 1] * (MAIL_DAYS[day.weekday()] / 10 if channel == "email" else 1)
                for hour, weight in hours(channel, day.weekday()):
                    so_far += weight * busy
                    slots.append((day, hour))
                    weights.append(so_far)
            self._slots[channel] = (slots, weights)

    def draw(self, channel: str, random: Random) -> datetime:
        """Return a local moment without a zone at which this channel was open."""
        slots, weights = self._slots[channel]
        day, hour = random.choices(slots, cum_weights=weights)[0]
        second = random.randrange(3600)
        return datetime(day.year, day.month, day.day, hour, second // 60, second % 60)  # noqa: DTZ001


def with_zone(moment: datetime) -> datetime:
    """Return the local moment in UTC."""
    return moment.replace(tzinfo=BRUSSELS).astimezone(UTC)


def handled(channel: str, random: Random) -> timedelta | None:
    """Return how long a contact took; None for an e-mail, which has no end of its own."""
    if channel == "email":
        return None
    middle = 2.6 if channel == "phone" else 3.3
    return timedelta(seconds=round(60 * min(150.0, max(2.0, random.lognormvariate(middle, 0.6)))))


def waited(channel: str, random: Random) -> int | None:
    """Return the seconds a contact person waited; None where nobody waits."""
    if channel == "email":
        return None
    return min(1800, round(random.expovariate(1 / (70 if channel == "phone" else 240))))
