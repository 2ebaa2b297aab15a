"""Reading calls again: the queue, the screen on which one reads and talks, and the form one reads with."""

from collections.abc import Callable, Mapping

from workstation.assembly.desk import OpenDesk
from workstation.assembly.errands import Errands
from workstation.domain.changes import Changes
from workstation.domain.ids import CallId
from workstation.domain.reviews import Review, ReviewLine
from workstation.forms.review_form import NAME, ReviewForm, read_review_form, shipped_review_form
from workstation.forms.review_form_lines import as_lines, from_lines
from workstation.ui.background import Lane, Sorry
from workstation.ui.said import clock, day_and_clock, full_day, labels, minutes
from workstation.ui.screens.review import Given, ReviewView, ReviewWork
from workstation.ui.screens.review_form_editing import FormVersion, FormWork
from workstation.ui.screens.section_pane import DeskAct, DeskField, DeskSection
from workstation.usecases.close_review import close_review
from workstation.usecases.comment_on_call import comment_on_call
from workstation.usecases.fill_in_review import fill_in_review
from workstation.usecases.half_comment import half_comment, keep_half_comment
from workstation.usecases.keep_own_text import keep_own_text
from workstation.usecases.keep_setting import keep_setting
from workstation.usecases.mark_for_discussion import mark_for_discussion
from workstation.usecases.open_call import open_call
from workstation.usecases.own_reviews import own_reviews
from workstation.usecases.read_settings import read_settings
from workstation.usecases.review_form import review_form
from workstation.usecases.review_form_versions import review_form_versions
from workstation.usecases.review_of_call import review_of_call
from workstation.usecases.review_queue import review_queue

HALF_FORM = "half_review_form"
WHY = "supervision"  # the reason under which a call from the queue is opened; it stands in the read log
Then = Callable[[], None]


class ReviewDesk:
    """What the screens of reading again ask for."""

    def __init__(self, desk: OpenDesk, lane: Lane, heard: Callable[[Changes], None]) -> None:
        self._desk, self._lane = desk, lane
        self._errands = Errands(lane, heard)

    def section(self, read: Callable[[str], None], edit_form: Then) -> DeskSection:
        """Return the queue; `read` opens a call, `edit_form` the form."""
        text, errands = self._desk.text, self._errands
        acts = (
            DeskAct("read_again", lambda pair, _w, _t, _s: read(pair[0].call), primary=True),
            DeskAct("close", errands.act(lambda pair, _: self._close(pair[0].call))),
            DeskAct("discuss", errands.act(lambda pair, written: self._discuss(pair[0].call, written["question"]))),
            DeskAct("edit_form", lambda _l, _w, _t, _s: edit_form(), needs_line=False),
        )
        return DeskSection(
            "reviews", errands.look(self._queue), lambda pair: self._line(pair[0]),
            lambda pair: f"{pair[0].number}\n{self._line(pair[0])}\n\n{pair[1] or text('coordination.no_talk')}",
            (DeskField("question", short=True),), acts, ("review", "call"), "read_again",
        )  # fmt: skip

    def screen(self) -> ReviewWork:
        """Return what the screen of one call asks for."""
        return ReviewWork(
            fetch=self._fetch, comment=self._comment, keep_half=self._keep_half, answer=self._answer,
            close=lambda call, then, sorry: self._errands.write(lambda: self._close(call), then, sorry),
            place_name=self._desk.place_name, me=lambda: self._desk.counsellor.counsellor,
        )  # fmt: skip

    def form(self) -> FormWork:
        """Return what editing the form asks for."""
        return FormWork(self._versions, self._read, self._keep_half_form, self._keep_form)

    def own(self) -> tuple[Review, ...]:
        """Return, in the lane, the talks about one's own calls that nobody answered or closed yet."""
        found = own_reviews(self._desk.counsellor, vault=self._desk.vault)
        return tuple(one for one in found if one.status == "commented")

    # -- the queue ---------------------------------------------------------------------------------------------

    def _queue(self) -> tuple[tuple[ReviewLine, str], ...]:
        desk = self._desk
        found = review_queue(desk.counsellor, vault=desk.vault, now=desk.now)
        return tuple((line, self._talk(line)) for line in found)

    def _line(self, line: ReviewLine) -> str:
        text = self._desk.text
        why = ", ".join(text(f"coordination.why.{one}") for one in line.why)
        status = text(f"coordination.status.{line.status}")
        book = self._desk.codebook
        what = labels(book, "problem_type", line.themes) or book.label("channel", line.channel)
        when = f"{day_and_clock(line.started_at, self._desk.now())} · {minutes(line.minutes, text)}"
        return f"{why}\n{what} · {when} · {status}"

    def _talk(self, line: ReviewLine) -> str:
        if line.status == "waiting":
            return ""
        talk = review_of_call(line.call, self._desk.counsellor, vault=self._desk.vault)
        said = talk.comments if talk is not None else ()
        return "\n\n".join(f"{one.counsellor} · {full_day(one.at)} {clock(one.at)}\n{one.text}" for one in said)

    def _close(self, call: CallId) -> Changes:
        desk = self._desk
        return close_review(call, desk.counsellor, vault=desk.vault, now=desk.now)

    def _discuss(self, call: CallId, question: str) -> Changes:
        desk = self._desk
        return mark_for_discussion(call, question, desk.counsellor, vault=desk.vault, now=desk.now)

    # -- one call ----------------------------------------------------------------------------------------------

    def _fetch(self, call: CallId, then: Callable[[ReviewView], None], otherwise: Sorry) -> None:
        desk = self._desk

        def look() -> ReviewView:
            who, vault = desk.counsellor, desk.vault
            review = review_of_call(call, who, vault=vault)  # refuses before anything is read
            found = open_call(call, who, vault=vault, now=desk.now, reason=WHY).call
            version = review.form_version if review is not None and review.answers else None
            own = found.counsellor == who.counsellor and not who.practice
            return ReviewView(
                found, review, review_form(vault=vault, version=version), own, half_comment(call, vault=vault)
            )

        self._lane.do(look, then, otherwise)

    def _comment(self, call: CallId, field: str, words: str, then: Then, otherwise: Sorry) -> None:
        desk = self._desk

        def write() -> Changes:
            done = comment_on_call(call, field, words, desk.counsellor, vault=desk.vault, now=desk.now)
            keep_half_comment(call, "", "", vault=desk.vault)
            return done

        self._errands.write(write, then, otherwise)

    def _keep_half(self, call: CallId, field: str, words: str) -> None:
        self._lane.do(lambda: keep_half_comment(call, field, words, vault=self._desk.vault))

    def _answer(
        self, call: CallId, given: Given, then: Callable[[Mapping[str, str]], None], otherwise: Sorry
    ) -> None:
        who, vault = self._desk.counsellor, self._desk.vault

        def keep() -> Mapping[str, str]:
            fill_in_review(call, given.point, given.answer, given.version, who, vault=vault)
            kept = review_of_call(call, who, vault=vault)
            return (kept.answers if kept is not None else None) or {}

        self._lane.do(keep, then, otherwise)

    # -- the form ----------------------------------------------------------------------------------------------

    def _versions(self, then: Callable[[tuple[FormVersion, ...], str], None]) -> None:
        vault = self._desk.vault

        def look() -> tuple[tuple[FormVersion, ...], str]:
            shipped = FormVersion(0, as_lines(read_review_form(shipped_review_form())))
            kept = tuple(
                FormVersion(one.version, as_lines(read_review_form(one.body, one.version)), one.counsellor, one.at)
                for one in review_form_versions(vault=vault)
            )
            return (shipped, *kept), read_settings(vault=vault).get(HALF_FORM, "")

        self._lane.do(look, lambda found: then(*found))

    def _read(self, lines: str) -> ReviewForm:
        return read_review_form(from_lines(lines, read_review_form(shipped_review_form())))

    def _keep_half_form(self, lines: str) -> None:
        self._lane.do(lambda: keep_setting(HALF_FORM, lines or None, vault=self._desk.vault))

    def _keep_form(self, lines: str, seen: int, then: Callable[[int], None], otherwise: Sorry) -> None:
        desk = self._desk

        def write() -> int:
            before = review_form(vault=desk.vault)
            keep_own_text(NAME, from_lines(lines, before), desk.counsellor, vault=desk.vault, now=desk.now, seen=seen)
            keep_setting(HALF_FORM, None, vault=desk.vault)
            return review_form(vault=desk.vault).version

        self._lane.do(write, then, otherwise)
