"""Waiting, handling and workload: middles and quartiles, never a ranking of people."""

from collections.abc import Iterable, Mapping

from workstation.figures import dimensions as d
from workstation.figures.around import Around, Counted
from workstation.figures.spec import NOTHING, Cell, Figure, Scope, Tally, Unit

FEWEST = 5  # counsellors in a team before anything is said about its workload
Histogram = dict[int, int]


def quantile(values: Histogram, tenths: int) -> int:
    """Return the value at the nearest rank, ceil(tenths/10 of all); `values` maps a value to its frequency."""
    rank, seen = -(-tenths * sum(values.values()) // 10), 0
    for value in sorted(values):
        seen += values[value]
        if seen >= max(rank, 1):
            return value
    raise ValueError("no values")


def mean(values: Histogram) -> int:
    """Return the mean, half up."""
    n = sum(values.values())
    return (2 * sum(value * times for value, times in values.items()) + n) // (2 * n)


def needs(figure: Figure, scope: Scope) -> tuple[Tally, ...]:
    """Return the counts per channel and number of seconds."""
    del figure
    return tuple(Tally(Unit.CALL, ("channel", name), scope) for name in ("waited_s", "handled_s"))


def cells(figure: Figure, counted: Counted, around: Around) -> Iterable[Cell]:
    """Return n, mean, median and p90 in seconds per channel; contacts without a measurement are left out of both."""
    for tally, short in zip(needs(figure, around.scope), ("wait", "handle"), strict=True):
        by_channel: dict[str, Histogram] = {}
        for (channel, seconds), (n, _) in counted[tally].items():
            if not seconds.startswith(NOTHING):
                by_channel.setdefault(channel, {})[int(seconds)] = n
        for channel, values in sorted(by_channel.items()):
            for column, value in _summary(values, short).items():
                label = f"{around.label(figure.across[0], channel)} · {around.text(f'figures.row.{column}')}"
                yield Cell(figure.id, channel, column, label, value, None, None, None, str(value))


def _summary(values: Histogram, short: str) -> Mapping[str, int]:
    return {
        f"n_{short}": sum(values.values()),
        f"mean_{short}": mean(values),
        f"med_{short}": quantile(values, 5),
        f"p90_{short}": quantile(values, 9),
    }


def needs_workload(figure: Figure, scope: Scope) -> tuple[Tally, ...]:
    """Return the calls and seconds per team and counsellor."""
    del figure
    return (Tally(Unit.CALL, (d.TEAM.name, d.COUNSELLOR.name), scope, total="handled_s"),)


def workload(figure: Figure, counted: Counted, around: Around) -> Iterable[Cell]:
    """Return quartiles of calls and minutes per counsellor, for teams of five or more: nobody stands alone."""
    teams: dict[str, list[tuple[int, int]]] = {}
    for (team, _), (n, seconds) in counted[needs_workload(figure, around.scope)[0]].items():
        teams.setdefault(team, []).append((n, seconds // 60))
    for team, people in sorted(teams.items()):
        if len(people) < FEWEST or team.startswith(NOTHING):
            continue
        columns = {"counsellors": len(people)}
        for name, place in (("calls", 0), ("minutes", 1)):
            ranked = sorted(person[place] for person in people)
            for short, quarter in (("q1", 1), ("median", 2), ("q3", 3)):
                columns[f"{name}_{short}"] = ranked[max(0, -(-quarter * len(ranked) // 4) - 1)]
        for column, value in columns.items():
            label = f"{around.label(figure.across[0], team)} · {around.text(f'figures.row.{column}')}"
            yield Cell(figure.id, team, column, label, value, None, None, None, str(value))
