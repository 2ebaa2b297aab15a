"""The figures of ten years: the whole report and a change on the dashboard, beside bare SQL and a plain DuckDB copy.

python packaging/bench/figures.py [how many calls, 100000] [how many times over for the large store, 10; 0 leaves it]
"""

import csv
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "src")]

import duckdb
from measuring import machine, p95, timed

from workstation.figures.annual import FIGURES
from workstation.figures.counting import needed
from workstation.figures.publications import quarter_of
from workstation.figures.registration_sets import TABLES
from workstation.figures.spec import Scope, Tally, Unit
from workstation.figures.synthetic import registration_year
from workstation.reports.annual_report import annual_report
from workstation.store.counting import statement_of
from workstation.store.profiles import create_profile
from workstation.store.vault import Vault
from workstation.usecases.count_year import count_year
from workstation.usecases.import_registrations import import_registrations
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
YEARS = range(2016, 2026)
YEAR = 2024
# what the first page of the figures shows, and the numbers above it
PAGE = [FIGURES[name] for name in ("X01", "X02", "T10", "T16", "X13", "X10", "T13", "T05")]
BOOK, TEXT = shipped_codebook(), words()
# ten years with the lists of 2024: only the load matters here
EVER = Codebook(
    BOOK.edition,
    tuple(
        replace(code, valid_from=date.min, valid_until=None)
        for code in BOOK.codes
        if code.valid_from.year <= 2024 <= (code.valid_until or date.max).year
    ),
)


def fill(vault: Vault, folder: Path, count: int) -> None:
    """Bring ten synthetic years in, as registration sets."""
    began = time.perf_counter()
    for year in YEARS:
        made = registration_year(2024, year, count // len(YEARS))
        rows = (made.calls(), made.reported_persons(), made.outcomes())
        for (name, columns), lines in zip(TABLES.items(), rows, strict=True):
            _write(folder / str(year) / name, columns, lines, year)
        import_registrations(folder / str(year), vault, EVER, lambda: NOW)
    print(f"{count} calls of ten years brought in, in {time.perf_counter() - began:.0f} s")


def _write(path: Path, columns: Iterable[str], lines: Iterable[tuple[str, ...]], year: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(columns)
        for line in lines:
            out.writerow(cell.replace("2024-02-29", "2024-02-28").replace("2024-", f"{year}-", 1) for cell in line)


def multiply(vault: Vault, times: int) -> None:
    """Put every call in again some times, under other ids."""
    began = time.perf_counter()
    tables = {"calls": ("id", "number"), "reported_persons": ("id", "call_id"), "outcomes": ("person_id",)}
    with vault.work() as work:
        run = work.connection.exec_driver_sql
        for table, keys in tables.items():
            columns = [row[1] for row in run(f"PRAGMA table_info({table})")]
            for number in range(1, times):
                wanted = ", ".join(f"{name} || '-{number}'" if name in keys else name for name in columns)
                run(
                    f"INSERT INTO {table} ({', '.join(columns)}) SELECT {wanted} FROM {table}"
                    f" WHERE {keys[0]} NOT LIKE '%-_'"
                )
    print(f"put in {times} times over in {time.perf_counter() - began:.0f} s")


def tallies_of(scope: Scope, figures: Iterable[Any]) -> tuple[Tally, ...]:
    """Return every count of these figures."""
    return (*needed(tuple(figures), scope), *(Tally(unit, (), scope) for unit in (Unit.CALL, Unit.PERSON)))


def bare(vault: Vault, tallies: Iterable[Tally]) -> Callable[[], object]:
    """Return what runs the same counts as SQL text, one by one, and only fetches the rows."""
    with vault.reading() as work:
        texts = [
            str(statement_of(tally).compile(work.connection, compile_kwargs={"literal_binds": True}))
            for tally in dict.fromkeys(tallies)
        ]

    def run() -> None:
        with vault.reading() as work:
            driver: Any = work.connection.connection.driver_connection
            for text in texts:
                driver.execute(text).fetchall()

    return run


class Plain:
    """A copy without encryption in DuckDB: one flat table per unit, the columns as they are counted."""

    def __init__(self, vault: Vault) -> None:
        self._duck = duckdb.connect()
        every = [tally for unit in Unit for tally in tallies_of(Scope(), FIGURES.values()) if tally.unit is unit]
        self._names: dict[Unit, list[str]] = {}
        for unit in Unit:
            names = dict.fromkeys(name for tally in every if tally.unit is unit for name in tally.by)
            self._names[unit] = [*dict.fromkeys(("year", "team", "channel", "day", *names))]
            self._copy(vault, unit)

    def _copy(self, vault: Vault, unit: Unit) -> None:
        from workstation.store.counting import rows_of

        names = self._names[unit]
        with vault.reading() as work, tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([names, *work.connection.execute(rows_of(unit, Scope(), names))])
            self._duck.execute(f"CREATE TABLE {unit} AS FROM read_csv('{path}', header=true, all_varchar=true)")

    def counting(self, tallies: Iterable[Tally]) -> Callable[[], object]:
        """Return what runs these counts on the copy."""
        texts = []
        for tally in dict.fromkeys(tallies):
            scope, by = tally.scope, ", ".join(tally.by)
            inside = [f"year = '{scope.year}'"] if scope.year else []
            inside += [f"team = '{scope.team}'"] if scope.team else []
            inside += [f"channel = '{scope.channel}'"] if scope.channel else []
            inside += [f"day BETWEEN '{scope.first}' AND '{scope.last}'"] if scope.first else []
            chosen = f" WHERE {' AND '.join(inside)}" if inside else ""
            texts.append(
                f"SELECT {by + ', ' if by else ''}count(*) FROM {tally.unit}{chosen}"
                + (f" GROUP BY {by}" if by else "")
            )

        def run() -> None:
            for text in texts:
                self._duck.execute(text).fetchall()

        return run


def line(what: str, ours: list[float], floor: list[float], duck: list[float], target: str) -> None:
    """Print one row."""
    mine = statistics.median(ours)
    print(
        f"{what:<44} {mine:9.1f} ms  p95 {p95(ours):9.1f}"
        f"   bare SQL {statistics.median(floor):9.1f} ms, ratio {mine / statistics.median(floor):5.2f}"
        f"   DuckDB copy {statistics.median(duck):8.1f} ms, ratio {mine / statistics.median(duck):6.1f}"
        f"  (target {target})"
    )


def report_rows(vault: Vault, plain: Plain, count: int, target: str, rounds: int) -> None:
    """Print what the counts of the whole report of a year cost, and its pages."""
    scope = Scope(year=YEAR)
    tallies = tallies_of(scope, FIGURES.values())
    floor, duck = bare(vault, tallies), plain.counting(tallies)
    counted = count_year(vault, BOOK, TEXT, scope)
    ours, floors, ducks, pages = [], [], [], []
    for _ in range(rounds):
        ours.append(timed(lambda: count_year(vault, BOOK, TEXT, scope)))
        floors.append(timed(floor))
        ducks.append(timed(duck))
        pages.append(timed(lambda: annual_report(counted, BOOK, TEXT)))
    line(f"report of one year, {count} calls", ours, floors, ducks, target)
    print(f"{'  its pages as PDF':<44} {statistics.median(pages):9.1f} ms")


def dashboard_rows(vault: Vault, plain: Plain, count: int, target: str, rounds: int) -> None:
    """Print what a change of year, quarter, team or channel costs on the first page."""
    dice = random.Random(1712)
    teams = [code.code for code in BOOK.of_list("team")]
    ours, floors, ducks = [], [], []
    for _ in range(rounds):
        part = dice.choice((Scope(year=dice.choice(YEARS)), quarter_of(dice.choice(YEARS), dice.randint(1, 4))))
        chosen = dice.choice(({}, {"team": dice.choice(teams)}, {"channel": dice.choice(("phone", "chat", "email"))}))
        scope = Scope(part.year, part.first, part.last, **chosen)
        tallies = tallies_of(scope, PAGE)
        floor, duck = bare(vault, tallies), plain.counting(tallies)
        ours.append(timed(lambda scope=scope: count_year(vault, BOOK, TEXT, scope, PAGE)))  # type: ignore[misc]
        floors.append(timed(floor))
        ducks.append(timed(duck))
    line(f"change on the dashboard, {count} calls", ours, floors, ducks, target)


def main() -> None:
    """Print the rows."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = create_profile(
            folder / "profile", "een wachtzin voor de meting", counsellor="bank", staff_number="0", team="antwerpen",
            use_keyring=False,
        )  # fmt: skip
        with made.vault as vault:
            print(machine())
            fill(vault, folder, count)
            plain = Plain(vault)
            report_rows(vault, plain, count, "≤ 3 s", 5)
            dashboard_rows(vault, plain, count, "p95 ≤ 150 ms", 40)
            if times > 1:
                multiply(vault, times)
                report_rows(vault, Plain(vault), count * times, "≤ 20 s", 2)


if __name__ == "__main__":
    main()
