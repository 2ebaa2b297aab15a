"""Contacts of a synthetic year: channel, age, gender, relation and anonymity, with every published margin."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from random import Random

from workstation.figures.synthetic_margins import Shares, Year, scaled
from workstation.figures.whole_numbers import Impossible, Range, table

NOT_FOR_MINORS = frozenset({"parent_step", "professional"})
HARDLY = 1e-6  # keeps a cell open that the margins may need after all


@dataclass(frozen=True, slots=True)
class Contact:
    """Who made contact, in codes of the codebook."""

    channel: str
    age: str
    gender: str
    relation: str

    @property
    def majority(self) -> str:
        """minor, adult or unknown."""
        return _majority(self.age)


def _majority(age: str) -> str:
    return age.partition("_")[0]


def contacts(year: Year, calls: int, random: Random) -> list[Contact]:
    """Return the contacts of the year in random order: relation by (channel, age) first, then gender within it."""
    channel, age = scaled(year.channel, year.calls, calls), scaled(year.contact_age, year.calls, calls)
    gender = scaled(year.contact_gender, year.calls, calls)
    by_age = _split(channel, age, year.channel_of_age)
    by_gender = _split(channel, gender, year.channel_of_gender)
    relation = scaled(year.relation, year.calls, calls)
    places = {place: by_age[place] for place in product(channel, age)}
    kinds = table(relation, places, [[_liking(year, r, c, a) for c, a in places] for r in relation])
    found: list[Contact] = []
    for c in channel:
        of_age, of_gender = {a: by_age[c, a] for a in age}, {g: by_gender[c, g] for g in gender}
        people = table(of_age, of_gender, [[1.0] * len(gender)] * len(age))
        for a in age:
            rows, columns = {r: kinds[r, (c, a)] for r in relation}, {g: people[a, g] for g in gender}
            seed = [[_own_gender(r, g) for g in gender] for r in relation]
            for (r, g), count in table(rows, columns, seed).items():
                found += [Contact(c, a, g, r)] * count
    random.shuffle(found)
    return found


def _liking(year: Year, relation: str, channel: str, age: str) -> float:
    if _majority(age) == "minor" and relation in NOT_FOR_MINORS:
        return 0.0
    if relation == "self":
        favour = year.chat_favours_victims if channel == "chat" else 1.0
        return {"unknown": 0.0, "minor": 1.5 * favour}.get(_majority(age), favour)
    return 0.3 if relation == "professional" and channel == "chat" else 1.0


def _own_gender(relation: str, gender: str) -> float:
    if relation != "self":
        return 1.0
    return {"unknown": 0.02, "male": 0.7, "nonbinary_other": 0.5}.get(gender, 1.0)


def _split(
    channel: Mapping[str, int],
    group: Mapping[str, int],
    published: Mapping[str, Shares],
) -> dict[tuple[str, str], int]:
    bounds: dict[tuple[int, int], Range] = {}
    seed = [[float(channel[c] * group[k]) or HARDLY for k in group] for c in channel]
    for j, k in enumerate(group):
        for i, c in enumerate(channel):
            if (share := published.get(k, {}).get(c)) and group[k]:
                bounds[i, j] = share.range(group[k])
                seed[i][j] = bounds[i, j].centre or HARDLY
    try:
        return table(channel, group, seed, bounds)
    except Impossible:
        # a few hundred calls: shares of groups of ten people cannot be kept to the percent
        return table(channel, group, seed)
