"""What a team tells each other: case discussion, signals and announcements, on the desk and on a call's page."""

from collections.abc import Callable
from datetime import datetime, timedelta

from workstation.assembly.desk import OpenDesk
from workstation.assembly.errands import Errands
from workstation.assembly.halves import halves_of
from workstation.domain.changes import Changes
from workstation.domain.ids import CallId
from workstation.domain.permissions import decide
from workstation.domain.team_talk import SIGNAL_TAGS, Announcement, DiscussionPoint, Signal, told_outside
from workstation.ui.background import Lane, Sorry
from workstation.ui.said import full_day
from workstation.ui.screens.section_pane import DeskAct, DeskField, DeskSection
from workstation.ui.screens.summary import Copy
from workstation.ui.screens.team_card import TeamCardWork
from workstation.usecases.announce import announce
from workstation.usecases.discussion_agenda import discussion_agenda
from workstation.usecases.keep_minutes import keep_minutes
from workstation.usecases.look_up_announcements import look_up_announcements
from workstation.usecases.look_up_signals import look_up_signals
from workstation.usecases.mark_for_discussion import mark_for_discussion
from workstation.usecases.note_signal import note_signal
from workstation.usecases.pass_on_signal import pass_on_signal
from workstation.usecases.print_discussion import DiscussionWish, print_discussion
from workstation.usecases.support_signal import support_signal
from workstation.usecases.withdraw_announcement import withdraw_announcement

Then = Callable[[], None]
HOLDS = ("7", "14", "31")  # days


class TeamTalkDesk:
    """The sections of the desk about the team's own talk."""

    def __init__(self, desk: OpenDesk, lane: Lane, heard: Callable[[Changes], None]) -> None:
        self._desk, self._lane, self._errands = desk, lane, Errands(lane, heard)

    # -- case discussion ---------------------------------------------------------------------------------------

    def discussion(self, paper: Then) -> DeskSection:
        """Return the agenda and what was discussed before; `paper` shows both on paper."""
        desk, text = self._desk, self._desk.text

        def lines() -> tuple[DiscussionPoint, ...]:
            who, vault = desk.counsellor, desk.vault
            return (*discussion_agenda(who, vault=vault), *discussion_agenda(who, vault=vault, discussed=True))

        def show(point: DiscussionPoint) -> str:
            done = point.discussed_at
            said = text("coordination.discussed_on", day=full_day(done)) if done else text("coordination.on_agenda")
            return f"{point.question}\n{said} · {point.number or text('coordination.erased')}"

        def detail(point: DiscussionPoint) -> str:
            parts = [point.question, text("coordination.marked", who=point.marked_by, day=full_day(point.marked_at))]
            for name, said in (("minutes", point.minutes), ("agreed", point.agreed)):
                if said:
                    parts.append(f"{text(f'coordination.fields.discussion.{name}')}:\n{said}")
            return "\n\n".join(parts)

        def keep(point: DiscussionPoint, written: dict[str, str]) -> Changes:
            return keep_minutes(
                point.id, written["minutes"], written["agreed"], desk.counsellor, vault=desk.vault, now=desk.now
            )

        acts = (
            DeskAct("keep_minutes", self._errands.act(keep), primary=True, may=lambda one: one.discussed_at is None),
            DeskAct("paper", lambda _l, _w, _t, _s: paper(), needs_line=False),
        )
        fields = (DeskField("minutes"), DeskField("agreed"))
        return DeskSection("discussion", self._errands.look(lines), show, detail, fields, acts, ("discussion",))

    def draw_discussion(self, kind: str) -> bytes:
        """Return how the agenda or the minutes would look, without a number."""
        desk = self._desk
        points = discussion_agenda(desk.counsellor, vault=desk.vault, discussed=kind == "minutes")
        return self._drawn(points, desk.text("summary.footer.no_number"), desk.now())

    def _drawn(self, points: tuple[DiscussionPoint, ...], number: str, at: datetime) -> bytes:
        # late: few sittings put anything on paper
        from workstation.reports.case_discussion import case_discussion
        from workstation.reports.page import PrintStamp

        desk = self._desk
        return case_discussion(points, desk.text, PrintStamp(number, desk.whose.staff_number, at, desk.practice))

    def copy_discussion(self, kind: str, how: str, reason: str) -> Copy:
        """Return a numbered copy of the agenda or the minutes; it stands in the register, or there is none."""
        desk = self._desk

        def draw(points: tuple[DiscussionPoint, ...], number: str, at: datetime) -> tuple[bytes, int]:
            from workstation.reports.page import pages_in

            pdf = self._drawn(points, number, at)
            return pdf, pages_in(pdf)

        wish = DiscussionWish(kind == "minutes", how, reason)
        made = print_discussion(wish, draw, desk.counsellor, vault=desk.vault, now=desk.now)
        return Copy(made.number, made.document)

    # -- signals -----------------------------------------------------------------------------------------------

    def signals(self) -> DeskSection:
        """Return what callers run into, with the number of calls behind it."""
        desk, text = self._desk, self._desk.text

        def note(_: Signal | None, written: dict[str, str]) -> Changes:
            return note_signal(written["tag"], written["text"], (), desk.counsellor, vault=desk.vault, now=desk.now)

        def pass_on(signal: Signal, written: dict[str, str]) -> Changes:
            return pass_on_signal(signal.id, written["to"], desk.counsellor, vault=desk.vault, now=desk.now)

        def detail(signal: Signal) -> str:
            parts = [signal.text, self._behind(signal), text("coordination.noted", day=full_day(signal.at))]
            if signal.passed_on_at is not None:
                passed = text("coordination.passed_on", to=signal.passed_on_to)
                parts.append(f"{passed} · {full_day(signal.passed_on_at)}")
            outside = told_outside(signal.calls)
            calls = (
                text("coordination.outside_few") if outside is None else text("coordination.outside", calls=outside)
            )
            parts.append(calls)
            return "\n\n".join(parts)

        acts = (
            DeskAct("note_signal", self._errands.act(note), needs_line=False, primary=True),
            DeskAct("pass_on", self._errands.act(pass_on), may=lambda one: one.passed_on_at is None),
        )
        fields = (DeskField("tag", self._tags()), DeskField("text"), DeskField("to", short=True))
        return DeskSection(
            "signals", self._errands.look(self._signals), self._signal, detail, fields, acts, ("signal",)
        )

    def _signals(self) -> tuple[Signal, ...]:
        return look_up_signals(self._desk.counsellor, vault=self._desk.vault)

    def _tags(self) -> tuple[tuple[str, str], ...]:
        return tuple((one, self._desk.text(f"coordination.tags.{one}")) for one in SIGNAL_TAGS)

    def _behind(self, signal: Signal) -> str:
        text = self._desk.text
        behind = "coordination.behind_one" if signal.calls == 1 else "coordination.behind"
        return f"{text(f'coordination.tags.{signal.tag}')} · {text(behind, calls=signal.calls)}"

    def _signal(self, signal: Signal) -> str:
        passed = self._desk.text("coordination.passed_on", to=signal.passed_on_to) if signal.passed_on_at else ""
        return f"{signal.text}\n{' · '.join(part for part in (self._behind(signal), passed) if part)}"

    # -- announcements -----------------------------------------------------------------------------------------

    def announcements(self) -> DeskSection:
        """Return what holds now, and who read it."""
        desk, text = self._desk, self._desk.text

        def lines() -> tuple[Announcement, ...]:
            return look_up_announcements(desk.counsellor, vault=desk.vault, now=desk.now)

        def show(one: Announcement) -> str:
            return f"{one.text}\n{text('coordination.read_by', count=one.read_by, until=full_day(one.until))}"

        def detail(one: Announcement) -> str:
            must = text("coordination.must_read" if one.must_read else "coordination.may_read")
            placed = text("coordination.placed", who=one.counsellor, day=full_day(one.at))
            return f"{one.text}\n\n{must}\n{placed}"

        def place(_: Announcement | None, written: dict[str, str]) -> Changes:
            until = desk.now() + timedelta(days=int(written["until"]))
            must = written["must_read"] == "yes"
            return announce(
                written["text"], until, desk.counsellor, vault=desk.vault, now=desk.now, must_read=must
            )  # fmt: skip

        def end(one: Announcement, _: dict[str, str]) -> Changes:
            return withdraw_announcement(one.id, desk.counsellor, vault=desk.vault, now=desk.now)

        fields = (
            DeskField("text"),
            DeskField("until", tuple((days, text("coordination.for_days", days=days)) for days in HOLDS)),
            DeskField("must_read", tuple((one, text(f"coordination.reading.{one}")) for one in ("yes", "no"))),
        )
        acts = (
            DeskAct("announce", self._errands.act(place), needs_line=False, primary=True),
            DeskAct("withdraw", self._errands.act(end)),
        )
        return DeskSection(
            "announcements", self._errands.look(lines), show, detail, fields, acts, ("announcement",)
        )  # fmt: skip

    # -- on the page of a call ---------------------------------------------------------------------------------

    def card(self, review: Callable[[CallId], None]) -> TeamCardWork:
        """Return what the page of a call asks for; `review` opens the talk about it."""
        return TeamCardWork(
            mark=self._mark, signals=self._open_signals, support=self._support, note=self._note, review=review,
            tags=self._tags(), signal_words=self._signal, reviews=self._reviews(),
            halves=halves_of(self._desk, self._lane),
        )  # fmt: skip

    def _reviews(self) -> bool:
        desk = self._desk.counsellor
        return decide(desk.role, "review", "practice" if desk.practice else "team") == "yes"

    def _mark(self, call: CallId, question: str, then: Then, otherwise: Sorry) -> None:
        desk = self._desk
        self._errands.write(
            lambda: mark_for_discussion(call, question, desk.counsellor, vault=desk.vault, now=desk.now),
            then, otherwise,
        )  # fmt: skip

    def _open_signals(self, then: Callable[[tuple[Signal, ...]], None], otherwise: Sorry) -> None:
        def look() -> tuple[Signal, ...]:
            return tuple(one for one in self._signals() if one.passed_on_at is None)

        self._lane.do(look, then, otherwise)

    def _support(self, signal: str, call: CallId, then: Then, otherwise: Sorry) -> None:
        desk = self._desk
        self._errands.write(
            lambda: support_signal(signal, call, desk.counsellor, vault=desk.vault), then, otherwise
        )  # fmt: skip

    def _note(self, tag: str, words: str, call: CallId, then: Then, otherwise: Sorry) -> None:
        desk = self._desk
        self._errands.write(
            lambda: note_signal(tag, words, (call,), desk.counsellor, vault=desk.vault, now=desk.now), then, otherwise
        )
