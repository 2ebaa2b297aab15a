"""The annual report on its way to approval: texts, pages, gate, and the frozen figures."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from workstation.assembly.desk import OpenDesk
from workstation.domain.moments import local
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.figures.annual import FIGURES, REPORT
from workstation.figures.around import Around
from workstation.figures.disclosure import KINDS
from workstation.figures.gate import CELL_KEYS, OPEN, PRACTICE, THRESHOLD
from workstation.figures.publications import QUARTERS, kind_of
from workstation.figures.spec import Figure, Scope
from workstation.reports.annual_report import annual_report
from workstation.reports.annual_texts import METHOD, proposed_texts
from workstation.reports.team_report import PUBLISHED, published_part
from workstation.ui.background import Lane
from workstation.ui.collecting import settle, undisturbed
from workstation.ui.paper import keep_file
from workstation.ui.screens.annual import AnnualWork, Draft, TextPlace
from workstation.usecases.approve_report import approve_report
from workstation.usecases.ask_to_publish import ask_to_publish
from workstation.usecases.compare_years import compare_years
from workstation.usecases.count_year import count_year
from workstation.usecases.forget_year import forget_year
from workstation.usecases.keep_setting import keep_setting
from workstation.usecases.prepare_publication import Prepared, prepare_publication
from workstation.usecases.read_settings import read_settings

KEPT = "annual.texts.{year}"
MORE = ("X01", "X14")  # beside the report's own figures
FEW = 3  # remarks said one by one


def publishable(scope: Scope, method: str) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """Return the figures that may be published with a method, and those that are rounded beside exact ones.

    Internal figures never; of a team or a quarter only plain tables.
    """
    if scope != Scope(year=scope.year):
        return tuple(FIGURES[name] for _, names in PUBLISHED for name in names), ()
    every = [f for f in (*REPORT, *(FIGURES[name] for name in MORE)) if f.kind in OPEN or f.kind in KINDS]
    crossed = tuple(figure for figure in every if len(figure.across) > 1 and figure.kind in KINDS)
    if method != PRACTICE:
        return tuple(every), ()
    return tuple(figure for figure in every if figure not in crossed), crossed


class Annual:
    """What the screen of the annual report asks for; all of it in the lane."""

    def __init__(self, desk: OpenDesk, lane: Lane, folder: Path) -> None:
        self._desk, self._lane, self._folder = desk, lane, folder

    def work(self) -> AnnualWork:
        """Return what the screen needs."""
        return AnnualWork(
            texts=self._texts, keep=self._keep, draft=self._draft, approve=self._approve, close=self._close
        )

    def _texts(self, year: int, then: Callable[[Sequence[TextPlace]], None]) -> None:
        self._lane.do(lambda: self.places(year), then)

    def places(self, year: int) -> tuple[TextPlace, ...]:
        """Return every text of a year's report, in the order of its pages."""
        desk = self._desk
        with undisturbed():
            counted = count_year(desk.vault, desk.codebook, desk.text, Scope(year=year))
        proposed = proposed_texts(counted, Around(desk.codebook, desk.text, counted.scope))
        own = own_texts(desk, year)
        settle("figures")
        return tuple(
            TextPlace(name, self._where(name), words, own.get(name, words)) for name, words in proposed.items()
        )

    def _where(self, name: str) -> str:
        text = self._desk.text
        if name.startswith("method_"):
            return text("annual.where_method", n=METHOD.index(name.removeprefix("method_")) + 1)
        for key in (f"annual.where_{name}", f"annual_report.part.{name}", f"figures.title.{name}"):
            if key in text:
                return text(key)
        return name

    def _keep(self, year: int, own: Mapping[str, str]) -> None:
        vault = self._desk.vault
        kept = json.dumps(dict(own), ensure_ascii=False) if own else None
        self._lane.do(lambda: keep_setting(KEPT.format(year=year), kept, vault=vault))

    def _draft(
        self,
        scope: Scope,
        method: str,
        own: Mapping[str, str],
        then: Callable[[Draft], None],
        sorry: Callable[[], None],
    ) -> None:
        self._lane.do(lambda: self.draft(scope, method, own), then, lambda _wrong: sorry())

    def draft(self, scope: Scope, method: str, own: Mapping[str, str]) -> Draft:
        """Return the pages as they would leave the house, and what the gate says of them."""
        text = self._desk.text
        with undisturbed():
            prepared = self._prepared(scope, method)
            pdf = self._pages(prepared, own, "")
        said = [text(f"figures.gate.{remark.key}", **dict(remark.values)) for remark in prepared.remarks]
        if len(said) > FEW:
            said = [*said[:FEW], text("annual.gate_more", n=len(said) - FEW)]
        return Draft(pdf, tuple(said), prepared.allowed)

    def _prepared(self, scope: Scope, method: str) -> Prepared:
        desk = self._desk
        figures, rounded = publishable(scope, method)
        return prepare_publication(desk.vault, desk.codebook, desk.text, scope, figures, method, rounded)

    def _pages(self, prepared: Prepared, own: Mapping[str, str], status: str) -> bytes:
        desk, text = self._desk, self._desk.text
        if desk.practice:
            status = text("annual_report.status_practice")
        note = _note(prepared)
        if kind_of(prepared.counted.scope) != "annual":
            status = status or text("annual_report.status_draft")
            return published_part(prepared.counted, desk.codebook, text, note=text(note), status=status)
        texts = dict(own)
        if note:
            texts.setdefault("method_small", text(note))
        trends = compare_years(desk.vault, desk.codebook)
        return annual_report(prepared.counted, desk.codebook, text, texts=texts, status=status, trends=trends)

    def _approve(self, scope: Scope, method: str, own: Mapping[str, str], then: Callable[[str, str], None]) -> None:
        text = self._desk.text

        def sorry(wrong: Exception) -> None:
            key = "annual.already" if isinstance(wrong, NotReady) else "annual.not_approved"
            then(text(wrong.text_key if isinstance(wrong, NotAllowed) else key), "warn")

        self._lane.do(lambda: self.approved(scope, method, own), lambda said: then(said, "ok"), sorry)

    def approved(self, scope: Scope, method: str, own: Mapping[str, str]) -> str:
        """Freeze the figures, write the report, and say where it is; or ask the second person first, and say so.

        Raises NotReady when it may not be.
        """
        desk, text = self._desk, self._desk.text
        now = desk.now()
        status = text("annual_report.status_approved", day=f"{local(now):%d/%m/%Y}")
        with undisturbed():
            prepared = self._prepared(scope, method)
            if not prepared.allowed:
                raise NotReady(())
            pdf = self._pages(prepared, own, status)
        kind = kind_of(scope)
        if asked := self._asked(prepared, kind, now):
            return asked
        approve_report(
            desk.vault, prepared.counted, pdf, desk=desk.counsellor, now=desk.now, kind=kind,
            method=method, rounded=prepared.rounded,
        )  # fmt: skip
        part = "jaarrapport" if kind == "annual" else "-".join(("cijfers", *re.findall(r"\w+", kind)))
        kept = keep_file(pdf, self._folder, f"1712-{part}-{scope.year}-{local(now):%Y%m%d-%H%M%S}.pdf")
        return text("annual.approved", folder=kept.parent)

    def _asked(self, prepared: Prepared, kind: str, now: datetime) -> str:
        """Return what to say while a second person still has to sign; "" when both did, and in practice."""
        desk, text = self._desk, self._desk.text
        if desk.practice:
            return ""
        scope, day = prepared.counted.scope, f"{local(now):%d/%m/%Y}"
        quarter = next((one for one in QUARTERS if one in kind.split("/")), "every_quarter")
        team = desk.codebook.label("team", scope.team) if scope.team else text("annual.every_team")
        what = (text("annual_report.title", year=scope.year), text(f"annual.{quarter}"), team)
        why = text("annual.asked_for", what=" · ".join(what), method=text(f"annual.{prepared.method}"), day=day)
        request = ask_to_publish(
            desk.vault, prepared.counted, kind, prepared.method, why, desk=desk.counsellor, now=desk.now
        )
        if request.state == "agreed":
            return ""
        key = "annual.asked_second" if request.asked_at >= now else "annual.waits_second"
        return text(key, mark=request.effect.partition(":")[2][:8])

    def _close(self, year: int, then: Callable[[str, str], None]) -> None:
        desk, text = self._desk, self._desk.text
        said = text("annual.closed", year=year)

        def sorry(wrong: Exception) -> None:
            then(text(wrong.text_key if isinstance(wrong, NotAllowed) else "annual.not_closed"), "warn")

        self._lane.do(
            lambda: forget_year(year, vault=desk.vault, desk=desk.counsellor, now=desk.now),
            lambda _done: then(said, "ok"),
            sorry,
        )


def _note(prepared: Prepared) -> str:
    """Return the key of what the report says about small numbers; "" leaves the report's own words."""
    if prepared.method == CELL_KEYS:
        return "figures.gate.note"
    if prepared.method == THRESHOLD:
        return "figures.gate.note_threshold"
    return "figures.gate.note_crossed" if prepared.rounded else ""


def own_texts(desk: OpenDesk, year: int) -> dict[str, str]:
    """Return the texts the coordinator changed in a year's report."""
    kept = read_settings(vault=desk.vault).get(KEPT.format(year=year))
    return dict(json.loads(kept)) if kept else {}
