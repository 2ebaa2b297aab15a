"""How long calls are kept, and what two persons must want: cards and panes, in the lane."""

from collections.abc import Callable
from typing import Any

from workstation.assembly.desk import OpenDesk
from workstation.assembly.halves import halves_of
from workstation.domain.changes import Changes
from workstation.domain.ids import CallId
from workstation.domain.problems import NotReady, Problem
from workstation.domain.requests import OVER, Kind, Request
from workstation.ui.background import Lane, Sorry
from workstation.ui.look import Look
from workstation.ui.said import clock, full_day
from workstation.ui.screens.call_keeping import Act, CallKeeping, KeepingView, KeepingWork
from workstation.ui.screens.section_pane import DeskAct, DeskField, DeskPane, DeskSection, SectionPane
from workstation.usecases.agree_to_request import agree_to_request, withdraw_request
from workstation.usecases.ask_for_two import ask_for_two
from workstation.usecases.carry_out_request import carry_out_request
from workstation.usecases.case_numbered import call_numbered
from workstation.usecases.hold_call import hold_call
from workstation.usecases.keeping_of_call import keeping_of_call
from workstation.usecases.look_up_requests import look_up_requests, signs_anything
from workstation.usecases.two_persons import ON_SUBJECT

Done = Callable[[], None]
ASKED: tuple[Kind, ...] = ("erasure", "lift_hold", "export", "retention_rules")
RULES = ("narrative_of_minor", "narrative", "caller_code", "backup")


class KeepingDesk:
    """Holds, requests and second signatures."""

    def __init__(self, desk: OpenDesk, lane: Lane, heard: Callable[[Changes], None]) -> None:
        self._desk, self._lane, self._heard = desk, lane, heard

    def card(self) -> CallKeeping:
        """Return the card beside a filed call."""
        halves = halves_of(self._desk, self._lane)
        return CallKeeping(KeepingWork(self._fetch, self._do, halves), self._desk.text)

    def panes(self, look: Look) -> dict[str, Callable[[], DeskPane]]:
        """Return how the pane of requests is made, for whoever can give any signature."""
        if not signs_anything(self._desk.counsellor):
            return {}
        return {"requests": lambda: SectionPane(self._section(), look, self._desk.text)}

    # -- one call ----------------------------------------------------------------------------------------------

    def _fetch(self, call: CallId, then: Callable[[KeepingView], None], otherwise: Sorry) -> None:
        desk = self._desk

        def look() -> KeepingView:
            found = keeping_of_call(call, desk.counsellor, vault=desk.vault, now=desk.now)
            waits = found.verdict if found.verdict in {"held", "waiting"} else ""
            return KeepingView(found.until, waits, found.hold, found.requests)

        self._lane.do(look, then, otherwise)

    def _do(self, act: Act, call: CallId, reason: str, then: Done, otherwise: Sorry) -> None:
        desk = self._desk

        def write() -> Changes:
            if act == "hold":
                return hold_call(call, reason, desk.counsellor, vault=desk.vault, now=desk.now)
            return self._ask(act, {"calls": [call]}, reason)

        self._write(write, then, otherwise)

    # -- requests ----------------------------------------------------------------------------------------------

    def _section(self) -> DeskSection:
        text = self._desk.text
        kinds = tuple((kind, text(f"requests.kind.{kind}")) for kind in ASKED)
        fields = (DeskField("kind", kinds), DeskField("about", short=True), DeskField("reason", short=True))

        def agree(pair: tuple[Request, str], _written: dict[str, str]) -> Changes:
            agree_to_request(pair[0].id, self._desk.counsellor, vault=self._desk.vault, now=self._desk.now)
            return Changes.of("request", pair[0].id)

        def withdraw(pair: tuple[Request, str], _written: dict[str, str]) -> Changes:
            withdraw_request(pair[0].id, self._desk.counsellor, vault=self._desk.vault, now=self._desk.now)
            return Changes.of("request", pair[0].id)

        def carry_out(pair: tuple[Request, str], _written: dict[str, str]) -> Changes:
            done = carry_out_request(pair[0].id, self._desk.counsellor, vault=self._desk.vault, now=self._desk.now)
            return done | Changes.of("request", pair[0].id)

        def ask(_line: object, written: dict[str, str]) -> Changes:
            kind: Kind = next(one for one in ASKED if one == written["kind"])
            return self._ask(kind, self._subject(kind, written["about"]), written["reason"])

        acts = (
            DeskAct("agree", self._act(agree), primary=True, may=self._may_agree),
            DeskAct("carry_out", self._act(carry_out), may=self._may_carry_out),
            DeskAct("withdraw_request", self._act(withdraw), may=self._mine),
            DeskAct("ask_for_two", self._act(ask), needs_line=False),
        )  # fmt: skip
        return DeskSection(
            "requests", self._lines, self._show, self._detail, fields, acts, concerns=("request", "call")
        )

    def _lines(self, then: Callable[[tuple[Any, ...]], None], otherwise: Sorry) -> None:
        desk = self._desk
        self._lane.do(lambda: look_up_requests(desk.counsellor, vault=desk.vault), then, otherwise)

    def _show(self, pair: tuple[Request, str]) -> str:
        one, text = pair[0], self._desk.text
        said = text(f"oversight.request.{one.kind}", who=one.asked_by, day=full_day(one.asked_at))
        state = self._state(one)
        return f"{said}\n{' · '.join(part for part in (state, pair[1]) if part)}"

    def _state(self, one: Request) -> str:
        if one.state not in OVER and self._desk.now() >= one.expires_at:
            return self._desk.text("requests.state_expired")
        return self._desk.text(f"oversight.state.{one.state}")

    def _detail(self, pair: tuple[Request, str]) -> str:
        one, text = pair[0], self._desk.text
        count, _, mark = one.effect.partition(":")
        parts = [self._show(pair), text("requests.why", reason=one.reason)]
        if one.state not in OVER:
            about = pair[1] or text("requests.nothing_named")
            parts.append(text(f"requests.effect.{one.kind}", count=count, about=about, mark=mark[:8]))
        if one.agreed_by and one.agreed_at:
            parts.append(text("requests.agreed_by", who=one.agreed_by, day=full_day(one.agreed_at)))
        if one.kind == "erasure" and one.state not in OVER:
            at = one.executable_from
            parts.append(text("requests.not_before", day=full_day(at), at=clock(at)))
        return "\n\n".join(parts)

    def _open(self, one: Request) -> bool:
        return one.state not in OVER and self._desk.now() < one.expires_at

    def _mine(self, pair: tuple[Request, str]) -> bool:
        one = pair[0]
        return self._open(one) and self._desk.whose.counsellor in {one.asked_by, one.agreed_by}

    def _may_agree(self, pair: tuple[Request, str]) -> bool:
        one = pair[0]
        return self._open(one) and one.agreed_by is None and one.asked_by != self._desk.whose.counsellor

    def _may_carry_out(self, pair: tuple[Request, str]) -> bool:
        one = pair[0]
        ready = one.state == "agreed" and self._desk.now() >= one.executable_from
        return ready and one.kind not in ON_SUBJECT and self._mine(pair)

    def _ask(self, kind: Kind, subject: dict[str, object], reason: str) -> Changes:
        desk = self._desk
        made = ask_for_two(kind, subject, reason, desk.counsellor, vault=desk.vault, now=desk.now)
        return Changes.of("request", made.id)

    def _subject(self, kind: Kind, about: str) -> dict[str, object]:
        """Return what was named: numbers of calls, a year, or a rule as `verslag 18 maanden`."""
        words = about.replace(",", " ").split()
        if kind in {"erasure", "lift_hold"}:
            found = [call_numbered(one, vault=self._desk.vault) for one in words]
            if not found or None in found:
                raise NotReady((Problem("about", "requests.which_call", severity="hard"),))
            return {"calls": found}
        if kind == "export":
            if len(words) != 1 or not words[0].isdigit():
                raise NotReady((Problem("about", "requests.which_year", severity="hard"),))
            return {"year": int(words[0])}
        return self._rule(about)

    def _rule(self, about: str) -> dict[str, object]:
        text = self._desk.text
        kind = next((one for one in RULES if text(f"requests.rule.{one}") in about.casefold()), None)
        numbers = [int(word) for word in about.split() if word.isdigit()]
        if kind is None or len(numbers) != 1:
            raise NotReady((Problem("about", "requests.which_rule", severity="hard"),))
        in_days = text("requests.days") in about.casefold()
        return {"kind": kind, "months": 0 if in_days else numbers[0], "days": numbers[0] if in_days else 0}

    def _act(
        self, write: Callable[[Any, dict[str, str]], Changes]
    ) -> Callable[[Any, dict[str, str], Done, Sorry], None]:
        return lambda line, written, then, otherwise: self._write(lambda: write(line, written), then, otherwise)

    def _write(self, write: Callable[[], Changes], then: Done, otherwise: Sorry) -> None:
        def told(changes: Changes) -> None:
            then()
            self._heard(changes)

        self._lane.do(write, told, otherwise)
