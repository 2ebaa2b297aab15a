"""The same tables without a spreadsheet program: a CSV per table, and one ODS file, both by hand and quick."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from workstation.figures.around import Around
from workstation.figures.rounding import thousands
from workstation.reports.tables import Table, Value, long_table
from workstation.usecases.count_year import CountedYear
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

# what a spreadsheet program would take for a formula when it opens a CSV
_FORMULA = re.compile(r"[=+\-@\t\r]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.2"'
)
_STYLES = (
    '<office:automatic-styles><number:percentage-style style:name="P"><number:number number:decimal-places="2" '
    'number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>'
    '<style:style style:name="share" style:family="table-cell" style:data-style-name="P"/>'
    "</office:automatic-styles>"
)


def neutral(words: str) -> str:
    """Return words a spreadsheet program will not run: an apostrophe goes before what looks like a formula."""
    return f"'{words}" if _FORMULA.match(words) else words


def tables_of(counted: CountedYear, codebook: Codebook, text: Words) -> tuple[Table, ...]:
    """Return every table of a counted year."""
    around = Around(codebook, text, counted.scope)
    return tuple(long_table(figure, cells, around) for figure, cells in counted.figures)


def explanation(tables: Sequence[Table], counted: CountedYear, text: Words) -> Table:
    """Return the first sheet: what this is, how to read it, and where each table stands."""
    notes = " ".join(text(f"workbook.note_{name}") for name in ("internal", "sample", "known", "printed"))
    numbers = text("annual_report.cover_numbers", calls=thousands(counted.calls), persons=thousands(counted.persons))
    heads = (text("workbook.sheet"), text("workbook.table"))
    rows = tuple((table.id, table.title) for table in tables)
    title = text("annual_report.title", year=counted.scope.year or "")
    return Table(text("workbook.explanation"), title, numbers, notes, heads, rows, 2)


def table_csv(table: Table, edition: str) -> str:
    """Return a table as CSV: its heads, its rows, and below an empty line title, base, definition and edition."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([_plain(value) for value in row])
    writer.writerow([])
    for words in (table.title, table.base, table.definition, edition):
        writer.writerow([neutral(words)])
    return out.getvalue()


def _plain(value: Value) -> str | int:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}"
    return neutral(value) if isinstance(value, str) else value


def ods(tables: Sequence[Table], edition: str) -> bytes:
    """Return an OpenDocument spreadsheet with a sheet per table. The same tables give the same bytes."""
    out = io.BytesIO()
    sheets = "".join(part for table in tables for part in _sheet(table, edition))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}>{_STYLES}'
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2" '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(out, "w") as archive:
        # the type comes first and uncompressed, so that it can be read from the first bytes of the file
        for name, words in (("mimetype", MIMETYPE), ("content.xml", content), ("META-INF/manifest.xml", manifest)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, words)
    return out.getvalue()


def _sheet(table: Table, edition: str) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(table.id)}>"
    for words in (table.title, table.base, table.definition, edition):
        yield _row([words])
    yield _row([""])
    yield _row(table.columns)
    for row in table.rows:
        yield _row(row)
    yield "</table:table>"


def _row(values: Iterable[Value]) -> str:
    return "<table:table-row>" + "".join(_cell(value) for value in values) + "</table:table-row>"


def _cell(value: Value) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, str):
        words = escape(_FORBIDDEN.sub("\ufffd", value))
        return f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'
    if isinstance(value, float):
        share = f'office:value-type="percentage" office:value="{value / 100:.6f}"'
        return f'<table:table-cell table:style-name="share" {share}><text:p>{value:.2f}%</text:p></table:table-cell>'
    count = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {count}><text:p>{value}</text:p></table:table-cell>"
