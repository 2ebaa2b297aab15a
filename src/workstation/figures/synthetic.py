"""Synthetic years: registration sets whose tables print every published percentage. No real person is in them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from random import Random

from workstation.domain.moments import BRUSSELS
from workstation.figures.registration_sets import Row
from workstation.figures.synthetic_contacts import Contact, contacts
from workstation.figures.synthetic_margins import Year, scaled
from workstation.figures.synthetic_moments import Calendar, handled, waited
from workstation.figures.synthetic_persons import Person, persons
from workstation.figures.synthetic_years import margins
from workstation.figures.whole_numbers import Impossible
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.reading import shipped_codebook

TEAMS = ("antwerpen", "noord_west_vlaanderen", "limburg", "oost_brabant", "oost_vlaanderen")
TEAM_WEIGHTS = (27, 22, 13, 16, 22)
HELP = ("listening", "information", "advice", "think_along", "support", "make_discussable", "referral_information")
OPENED = date(2012, 3, 1)
MOST = 6  # persons in one call: soft rule R19 asks beyond that


class Linked:
    """One contact with the persons it is about; the first is the contact person when `own` is true."""

    __slots__ = ("contact", "own", "persons")

    def __init__(self, contact: Contact, first: Person | None, *, own: bool) -> None:
        self.contact = contact
        self.persons = [first] if first else []
        self.own = own


def linked(year: Year, calls: int, random: Random) -> list[Linked]:
    """Return contacts with their persons, in random order.

    A few hundred calls cannot keep rules and margins at once (one child abuse too many for the minors there are):
    then they are drawn from the whole year.
    """
    try:
        return _linked(year, calls, random)
    except Impossible:
        return random.sample(_linked(year, year.calls, random), calls)


def _linked(year: Year, calls: int, random: Random) -> list[Linked]:
    """Those who call for themselves take their person first, then everyone takes one, then the siblings join.

    Until 2013 fewer persons were registered than calls: then some take none.
    """
    number = round(year.persons * calls / year.calls) or 1
    pool: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in persons(year, number, random):
        pool[person.majority, person.gender].append(person)
    everyone = contacts(year, calls, random)
    found = [Linked(c, _taken(pool, c), own=True) for c in everyone if c.relation == "self"]
    found += [Linked(c, _minor(pool, random), own=False) for c in everyone if c.relation == "parent_step"]
    left = [person for group in pool.values() for person in group]
    random.shuffle(left)
    others = [c for c in everyone if c.relation not in {"self", "parent_step"}]
    found += [Linked(c, left.pop() if left else None, own=False) for c in others]
    _join(found, left, random)
    random.shuffle(found)
    return found


def _taken(pool: dict[tuple[str, str], list[Person]], contact: Contact) -> Person:
    for gender in (contact.gender, "unknown", "female", "male", "nonbinary_other"):
        if group := pool.get((contact.majority, gender)):
            return group.pop()
    return next(group for group in pool.values() if group).pop()


def _minor(pool: dict[tuple[str, str], list[Person]], random: Random) -> Person:
    groups = [group for (majority, _), group in pool.items() if majority == "minor" and group]
    groups = groups or [group for group in pool.values() if group]
    return random.choices(groups, [len(group) for group in groups])[0].pop()


def _join(found: list[Linked], left: list[Person], random: Random) -> None:
    alike: dict[tuple[str, str], list[Linked]] = defaultdict(list)
    for one in found if left else ():
        alike[one.persons[0].problem, one.persons[0].majority].append(one)
    for person in left:
        group = alike.get((person.problem, person.majority)) or found
        chosen = random.choice(group)
        while len(chosen.persons) >= MOST:
            chosen = random.choice(found)
        chosen.persons.append(person)


class RegistrationYear:
    """A registration set of one year as three streams of rows; every walk over them gives the same rows.

    The rows are made while walking: a million calls need no million of finished lines in memory.
    """

    def __init__(
        self,
        year: Year,
        seed: int,
        calls: int | None = None,
        codebook: Codebook | None = None,
        last: date | None = None,
    ) -> None:
        self.year = year.year
        self._margins = year
        self.size = year.calls if calls is None else calls
        self._seed = f"{year.year}/{seed}/{self.size}"
        random = Random(self._seed)
        days = max(OPENED, date(self.year, 1, 1)), min(last or date.max, date(self.year, 12, 31))
        calendar = Calendar(*days, tuple(year.channel))
        moments = [(calendar.draw(one.contact.channel, random), one) for one in linked(year, self.size, random)]
        moments.sort(key=lambda pair: pair[0])
        self._moments = moments
        self._codebook = codebook or shipped_codebook()

    def calls(self) -> Iterator[Row]:
        """Yield the rows of calls.csv, in the order in which the calls began."""
        random = Random(self._seed + "/calls")
        anonymous = self._anonymous(random)
        for place, (began, one) in enumerate(self._moments):
            contact = one.contact
            took, wait = handled(contact.channel, random), waited(contact.channel, random)
            team = random.choices(TEAMS, TEAM_WEIGHTS)[0]
            yield (
                self._id(place), _iso(began), _iso(began + took) if took else "", "" if wait is None else str(wait),
                contact.channel, team, f"{team}-{random.randrange(1, 13):02}", contact.age, contact.gender,
                anonymous[place], contact.relation, "", self._qualifiers(random),
                ";".join(random.sample(HELP, random.randrange(1, 4))), self._campaign(began.date(), random), "",
            )  # fmt: skip

    def reported_persons(self) -> Iterator[Row]:
        """Yield the rows of reported_persons.csv."""
        for place, (_, one) in enumerate(self._moments):
            for number, person in enumerate(one.persons, 1):
                own = "1" if one.own and number == 1 else "0"
                yield (
                    f"{self._id(place)}-{number}", self._id(place), own, person.age, person.gender, person.problem,
                    person.context, person.setting, ";".join(person.forms), person.main_form, "",
                )  # fmt: skip

    def outcomes(self) -> Iterator[Row]:
        """Yield the rows of outcomes.csv."""
        for place, (_, one) in enumerate(self._moments):
            for number, person in enumerate(one.persons, 1):
                for outcome in person.outcomes:
                    yield (f"{self._id(place)}-{number}", outcome, "")

    def linked(self) -> Iterator[tuple[datetime, Linked]]:
        """Yield the local moment and the content of every call."""
        yield from self._moments

    def _id(self, place: int) -> str:
        return f"s{self.year}-{place + 1:07}"

    def _anonymous(self, random: Random) -> list[str]:
        dealt = [
            c
            for c, count in scaled(self._margins.anonymous, self._margins.calls, self.size).items()
            for _ in range(count)
        ]
        random.shuffle(dealt)
        return dealt

    def _qualifiers(self, random: Random) -> str:
        drawn = random.random()
        if drawn < 0.02:
            return "frequent_caller"
        return "aggressive_caller" if drawn < 0.035 and self.year >= 2024 else ""

    def _campaign(self, day: date, random: Random) -> str:
        running = [
            code.code for code in self._codebook.of_list("campaign") if code.valid_on(day) and code.valid_until
        ]
        return random.choice(running) if running and random.random() < 0.15 else ""


def _iso(moment: datetime) -> str:
    return moment.replace(tzinfo=BRUSSELS).isoformat(timespec="seconds")


def registration_year(year: int, seed: int, calls: int | None = None, last: date | None = None) -> RegistrationYear:
    """Return a synthetic registration set of a year from 2012 to 2026, with the lists of that year.

    2020 and 2024 with `calls` None: every published percentage to the digit, and for the years around them what is
    known of them (`synthetic_years.py`). Another number of calls: in proportion, and to the digit where whole
    numbers allow it. `last`: no call after this day, for a year that is not over. Raises KeyError for other years.
    """
    return RegistrationYear(margins(year), seed, calls, last=last)
