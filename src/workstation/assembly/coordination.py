"""The coordinator's desk: what each section asks for, and how it is said."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from workstation.assembly.desk import OpenDesk
from workstation.domain.changes import Changes
from workstation.domain.permissions import decide
from workstation.domain.reviews import ReviewLine
from workstation.domain.team_talk import SIGNAL_TAGS, Announcement, DiscussionPoint, Signal
from workstation.domain.upkeep import UpkeepLine
from workstation.ui.background import Lane
from workstation.ui.said import day_and_clock, full_day
from workstation.ui.screens.coordination import DeskAct, DeskSection, Sorry
from workstation.usecases.announce import announce
from workstation.usecases.close_review import close_review
from workstation.usecases.comment_on_call import comment_on_call
from workstation.usecases.discussion_agenda import discussion_agenda
from workstation.usecases.keep_minutes import keep_minutes
from workstation.usecases.look_up_announcements import look_up_announcements
from workstation.usecases.look_up_signals import look_up_signals
from workstation.usecases.mark_for_discussion import mark_for_discussion
from workstation.usecases.note_signal import note_signal
from workstation.usecases.pass_on_signal import pass_on_signal
from workstation.usecases.review_of_call import review_of_call
from workstation.usecases.review_queue import review_queue
from workstation.usecases.upkeep_list import upkeep_list
from workstation.usecases.verify_service import verify_service

Then = Callable[[], None]
HOLDS = timedelta(days=14)
MOST_UPKEEP = 300


class Coordination:
    """The sections of the desk; everything in the lane."""

    def __init__(self, desk: OpenDesk, lane: Lane, heard: Callable[[Changes], None]) -> None:
        self._desk, self._lane, self._heard = desk, lane, heard

    def offered(self) -> bool:
        """Return whether this role has a coordinator's desk (in a practice profile: who may rehearse)."""
        desk = self._desk.counsellor
        return decide(desk.role, "coordinate", "practice" if desk.practice else "own") == "yes"

    def sections(self) -> tuple[DeskSection, ...]:
        """Return the sections in the order of the screen; none for a role that has no coordinator's desk."""
        if not self.offered():
            return ()
        return (self._reviews(), self._discussion(), self._signals(), self._announcements(), self._upkeep())

    def _look(self, ask: Callable[[], tuple[Any, ...]]) -> Callable[[Callable[[tuple[Any, ...]], None], Sorry], None]:
        return lambda then, otherwise: self._lane.do(ask, then, otherwise)

    def _act(
        self, write: Callable[[Any, dict[str, str]], Changes]
    ) -> Callable[[Any, dict[str, str], Then, Sorry], None]:
        def do(line: object, written: dict[str, str], then: Then, otherwise: Sorry) -> None:
            def told(changes: Changes) -> None:
                then()
                self._heard(changes)

            self._lane.do(lambda: write(line, written), told, otherwise)

        return do

    # -- reviews -----------------------------------------------------------------------------------------------

    def _reviews(self) -> DeskSection:
        desk, text = self._desk, self._desk.text

        def lines() -> tuple[tuple[ReviewLine, str], ...]:
            found = review_queue(desk.counsellor, vault=desk.vault, now=desk.now)
            return tuple((line, self._talk(line)) for line in found)

        def show(pair: tuple[ReviewLine, str]) -> str:
            line = pair[0]
            why = ", ".join(text(f"coordination.why.{one}") for one in line.why)
            status = text(f"coordination.status.{line.status}")
            return f"{why}\n{day_and_clock(line.started_at, desk.now())} · {line.number} · {status}"

        def comment(pair: tuple[ReviewLine, str], written: dict[str, str]) -> Changes:
            return comment_on_call(
                pair[0].call, "", written["comment"], desk.counsellor, vault=desk.vault, now=desk.now
            )

        def close(pair: tuple[ReviewLine, str], _: dict[str, str]) -> Changes:
            return close_review(pair[0].call, {}, 0, desk.counsellor, vault=desk.vault, now=desk.now)

        def discuss(pair: tuple[ReviewLine, str], written: dict[str, str]) -> Changes:
            question = written["comment"]
            return mark_for_discussion(pair[0].call, question, desk.counsellor, vault=desk.vault, now=desk.now)

        acts = (
            DeskAct("comment", self._act(comment), primary=True), DeskAct("close", self._act(close)),
            DeskAct("discuss", self._act(discuss)),
        )  # fmt: skip
        return DeskSection(
            "reviews", self._look(lines), show, lambda pair: f"{show(pair)}\n\n{pair[1]}", ("comment",), acts
        )

    def _talk(self, line: ReviewLine) -> str:
        desk = self._desk
        talk = review_of_call(line.call, desk.counsellor, vault=desk.vault)
        said = [f"{full_day(one.at)} · {one.counsellor}: {one.text}" for one in (talk.comments if talk else ())]
        return "\n\n".join(said) or desk.text("coordination.no_talk")

    # -- talk of the team --------------------------------------------------------------------------------------

    def _discussion(self) -> DeskSection:
        desk = self._desk

        def lines() -> tuple[DiscussionPoint, ...]:
            return discussion_agenda(desk.counsellor, vault=desk.vault)

        def show(point: DiscussionPoint) -> str:
            return f"{point.question}\n{point.number} · {full_day(point.marked_at)} · {point.marked_by}"

        def keep(point: DiscussionPoint, written: dict[str, str]) -> Changes:
            return keep_minutes(
                point.id, written["minutes"], written["agreed"], desk.counsellor, vault=desk.vault, now=desk.now
            )

        acts = (DeskAct("keep_minutes", self._act(keep), primary=True),)
        return DeskSection("discussion", self._look(lines), show, show, ("minutes", "agreed"), acts)

    def _signals(self) -> DeskSection:
        desk, text = self._desk, self._desk.text

        def lines() -> tuple[Signal, ...]:
            return look_up_signals(desk.counsellor, vault=desk.vault)

        def show(signal: Signal) -> str:
            passed = text("coordination.passed_on", to=signal.passed_on_to) if signal.passed_on_at else ""
            tag, behind = (
                text(f"coordination.tags.{signal.tag}"),
                text("coordination.behind_one" if signal.calls == 1 else "coordination.behind", calls=signal.calls),
            )
            return f"{signal.text}\n{' · '.join(part for part in (tag, behind, passed) if part)}"

        def note(_: Signal | None, written: dict[str, str]) -> Changes:
            words = written["text"]
            tag = next((one for one in SIGNAL_TAGS if text(f"coordination.tags.{one}") in words.lower()), "other")
            return note_signal(tag, words, (), desk.counsellor, vault=desk.vault, now=desk.now)

        def pass_on(signal: Signal, written: dict[str, str]) -> Changes:
            return pass_on_signal(signal.id, written["text"], desk.counsellor, vault=desk.vault, now=desk.now)

        acts = (
            DeskAct("note_signal", self._act(note), needs_line=False, primary=True),
            DeskAct("pass_on", self._act(pass_on)),
        )
        return DeskSection("signals", self._look(lines), show, show, ("text",), acts)

    def _announcements(self) -> DeskSection:
        desk, text = self._desk, self._desk.text

        def lines() -> tuple[Announcement, ...]:
            return look_up_announcements(desk.counsellor, vault=desk.vault, now=desk.now)

        def show(one: Announcement) -> str:
            return f"{one.text}\n{text('coordination.read_by', count=one.read_by, until=full_day(one.until))}"

        def place(_: Announcement | None, written: dict[str, str]) -> Changes:
            until: datetime = desk.now() + HOLDS
            return announce(written["text"], until, desk.counsellor, vault=desk.vault, now=desk.now)

        acts = (DeskAct("announce", self._act(place), needs_line=False, primary=True),)
        return DeskSection("announcements", self._look(lines), show, show, ("text",), acts)

    # -- directory ---------------------------------------------------------------------------------------------

    def _upkeep(self) -> DeskSection:
        desk, text = self._desk, self._desk.text

        def lines() -> tuple[UpkeepLine, ...]:
            return upkeep_list(desk.counsellor, vault=desk.vault, now=desk.now)[:MOST_UPKEEP]

        def show(line: UpkeepLine) -> str:
            why = ", ".join(text(f"upkeep.why.{one}") for one in line.why)
            return f"{line.service.name}\n{why}"

        def detail(line: UpkeepLine) -> str:
            one = line.service
            parts = [show(line), f"{one.phone or text('upkeep.no_phone')}\n{one.website}\n{one.address}".strip()]
            parts += [f"“{remark.text}” · {remark.counsellor}" for remark in line.remarks]
            if line.feedback is not None:
                told = (f"{text(f'upkeep.outcome.{what}')}: {n}" for what, n in line.feedback.counts.items())
                parts.append(" · ".join(told))
            parts.append(text("upkeep.checked", on=one.checked_on or "?", source=one.source))
            parts.append(text(f"upkeep.address_class.{one.address_class}"))
            return "\n\n".join(parts)

        def verify(line: UpkeepLine, written: dict[str, str]) -> Changes:
            one = line.service
            return verify_service(
                one.id, one.version, written["how"], desk.counsellor, vault=desk.vault, now=desk.now
            )

        acts = (DeskAct("verify", self._act(verify), primary=True),)
        return DeskSection("upkeep", self._look(lines), show, detail, ("how",), acts)
