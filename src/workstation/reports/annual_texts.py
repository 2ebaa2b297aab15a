"""The running text of the annual report, proposed by rule from the figures; the coordinator may change it."""

from collections.abc import Mapping, Sequence

from workstation.figures.around import Around
from workstation.figures.phrases import phrase
from workstation.figures.rounding import thousands
from workstation.figures.spec import Cell
from workstation.reports.tables import number
from workstation.usecases.count_year import CountedYear
from workstation.vocabulary.words import Words

Cells = Mapping[str, Sequence[Cell]]
# figures about which the report says a sentence per answer, in the order of its parts
SAID = ("T03", "T04", "T05", "T06", "T08", "T09b", "T09c", "T11", "T12b", "T13")
# figures of which the largest two answers are named
LARGEST = ("F07", "T09", "T10", "T11b", "T12", "T16")
METHOD = ("sample", "recording", "units", "counted", "known", "small")
PARTS = ("two", "three", "four", "five", "six", "seven", "notes")


def proposed_texts(counted: CountedYear, around: Around) -> dict[str, str]:
    """Return the text of every place of the report by its name; each can be replaced by the coordinator's own."""
    cells = {figure.id: found for figure, found in counted.figures}
    text = around.text
    texts = {"key": _key(counted, cells, around)}
    texts |= {f"method_{name}": text(f"annual_report.method.{name}") for name in METHOD}
    texts |= {"first_years": text("annual_report.text.first_years")}
    texts |= {name: text(f"annual_report.text.{name}") for name in PARTS}
    if "X13" not in cells:
        texts["notes"] = text("annual_report.text.notes_short")
    for name in SAID:
        texts[name] = _per_answer(name, cells.get(name, ()), around)
    for name in LARGEST:
        texts[name] = _largest(name, cells.get(name, ()), counted, around)
    return texts


def _key(counted: CountedYear, cells: Cells, around: Around) -> str:
    text = around.text
    ratio = f"{counted.persons / counted.calls:.2f}".replace(".", ",") if counted.calls else "0"
    said = text(
        "annual_report.text.key", year=counted.scope.year, calls=thousands(counted.calls),
        persons=thousands(counted.persons), ratio=ratio,
    )  # fmt: skip
    for cell in cells.get("T02", ()):
        if cell.row == "calls":
            percent = int(cell.printed)
            way = "up" if percent > 0 else "down" if percent < 0 else "same"
            change = text(f"annual_report.text.growth_{way}", percent=abs(percent))
            before = cell.column.removeprefix("vs_")
            said += " " + text("annual_report.text.key_growth", before=before, change=change)
    return said


def _per_answer(name: str, cells: Sequence[Cell], around: Around) -> str:
    sentences = around.text.under(f"annual_report.sentence.{name}")
    said = []
    for cell in cells:
        if cell.row in sentences and cell.n and cell.base and cell.printed[-1:].isdigit():
            share = in_words(cell, around.text)
            said.append(sentences[cell.row].format(share=share, Share=share[:1].upper() + share[1:]))
    return " ".join(said)


def _largest(name: str, cells: Sequence[Cell], counted: CountedYear, around: Around) -> str:
    figure = next((figure for figure, _ in counted.figures if figure.id == name), None)
    if figure is None:
        return ""
    unknown = figure.across[0].dimension.unknown
    ranked = sorted((c for c in cells if c.row != unknown and c.base), key=lambda c: -number(c))[:3]
    if not ranked or not ranked[0].n:
        return ""
    noun = around.text(f"figures.noun.{figure.noun}")
    said = {
        f"{what}_{at}": value
        for at, cell in enumerate(ranked, 1)
        for what, value in (
            ("label", cell.label),
            ("share", in_words(cell, around.text)),
        )
    }
    return around.text(f"annual_report.text.most_{len(ranked)}", noun=noun, **said)


def in_words(cell: Cell, text: Words) -> str:
    """Return a share in words, its number behind it unless the words are the number."""
    if cell.n is None or not cell.base:
        return f"{cell.printed} %"
    if 0 < 100 * cell.n < cell.base:
        return text("annual_report.under_one")
    key, percent = phrase(cell.n, cell.base)
    said = text(f"figures.phrase.{key}", percent=percent)
    return said if "%" in said else f"{said} ({cell.printed} %)"
