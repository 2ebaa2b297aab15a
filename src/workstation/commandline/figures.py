"""The command that writes the figures of a year: figures.csv, workbook, report as PDF, charts as SVG and tables."""

import argparse
from collections.abc import Iterator
from dataclasses import replace

from workstation.assembly.desk import PRACTICE
from workstation.commandline.answers import Answer, Refused
from workstation.commandline.running import passphrase, profile_folder
from workstation.commandline.writing import write_files
from workstation.domain import moments
from workstation.figures.around import Around
from workstation.figures.harmonised import TrendLine
from workstation.figures.spec import Scope
from workstation.reports.annual_report import annual_report
from workstation.reports.chart_svg import charts_of
from workstation.reports.figures_csv import figures_csv
from workstation.reports.plain_tables import explanation, ods, table_csv, tables_of
from workstation.reports.trend_tables import trend_table
from workstation.reports.workbook import workbook
from workstation.store.unlocking import unlock
from workstation.usecases.codebook_in_force import codebook_in_force
from workstation.usecases.compare_years import compare_years
from workstation.usecases.count_year import CountedYear, count_year
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import words


def write(asked: argparse.Namespace) -> Answer:
    """Count the year and write every file, or refuse when nothing was registered in it. Older files are replaced."""
    text = words()
    with unlock(profile_folder(asked), passphrase(asked)) as vault:
        codebook = codebook_in_force(moments.local(moments.now()).date(), vault=vault)
        counted = count_year(vault, codebook, text, Scope(year=asked.year))
        trends = compare_years(vault, codebook)
        with vault.reading() as work:
            practice = work.settings.get(PRACTICE) is not None
    if not counted.calls:
        raise Refused("commandline.no_such_year", year=asked.year)
    written = write_files(asked.out, files(counted, codebook, trends, practice=practice))
    line = text("commandline.figures_written", year=asked.year, files=written, calls=counted.calls, out=asked.out)
    return Answer((line,), {"year": asked.year, "calls": counted.calls, "persons": counted.persons, "files": written})


def files(
    counted: CountedYear, codebook: Codebook, trends: tuple[TrendLine, ...], *, practice: bool
) -> Iterator[tuple[str, bytes]]:
    """Yield every file by its name in the folder."""
    text = words()
    status = text("annual_report.status_practice") if practice else ""
    tables = tables_of(counted, codebook, text)
    yield "figures.csv", figures_csv(counted).encode()
    made_at = moments.now()
    yield "figures.xlsx", workbook(counted, codebook, text, made_at=made_at, trends=trends)
    years = replace(trend_table(trends, text), id=text("workbook.years"))
    sheets = (*tables, years) if trends else tables
    yield "figures.ods", ods((explanation(sheets, counted, text), *sheets), counted.edition)
    yield f"report-{counted.scope.year}.pdf", annual_report(counted, codebook, text, status=status, trends=trends)
    for name, chart in charts_of(counted, Around(codebook, text, counted.scope)):
        yield f"charts/{name}.svg", chart.encode()
    for table in tables:
        yield f"tables/{table.id}.csv", table_csv(table, counted.edition).encode()
