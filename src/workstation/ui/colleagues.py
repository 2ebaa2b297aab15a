"""A colleague who needs somebody, and words to the team: in the loud bar, never in a dialog, never with a sound."""

from collections.abc import Callable, Iterable

from workstation.domain.team_talk import Announcement
from workstation.sync.helping import OPEN, TAKEN, HelpWanted
from workstation.ui.notices import Notices
from workstation.vocabulary.words import Words


class Colleagues:
    """Shows what colleagues ask. `come` is told which request one goes to; `read` which announcement was read."""

    def __init__(
        self, notices: Notices, me: str, come: Callable[[str], object], read: Callable[[str], object], text: Words
    ) -> None:
        self._notices, self._me, self._come, self._read, self._text = notices, me, come, read, text
        self._shown: set[str] = set()
        self._told: set[str] = set()

    def show(self, wanted: Iterable[HelpWanted], announced: Iterable[Announcement]) -> None:
        """Show what is open now and take away what is over."""
        standing = set()
        for one in wanted:
            if one.state == OPEN and one.asked_by != self._me:
                standing.add(one.id)
                self._notices.warn(one.id, self._asks(one), self._going(one.id), self._text("sync.help.come"))
            elif one.state == TAKEN and one.asked_by == self._me and one.id not in self._told:
                self._told.add(one.id)
                self._notices.say(self._text("sync.help.taken", who=one.taken_by or ""))
        for word in announced:
            if word.counsellor != self._me:
                standing.add(word.id)
                said = self._text("sync.announcement.from_whom", who=word.counsellor, words=word.text)
                self._notices.warn(word.id, said, self._reading(word.id), self._text("sync.announcement.read"))
        for gone in self._shown - standing:
            self._notices.settled(gone)
        self._shown = standing

    def asked(self) -> None:
        """Say quietly that the request is on its way."""
        self._notices.say(self._text("sync.help.asked"))

    def _asks(self, one: HelpWanted) -> str:
        key = "sync.help.asks_call" if one.call else "sync.help.asks"
        what = self._text(key, who=one.asked_by, number=one.call)
        return self._text("sync.help.asks_words", what=what, words=one.words) if one.words else what

    def _going(self, request: str) -> Callable[[], object]:
        def go() -> None:
            self._notices.settled(request)
            self._come(request)

        return go

    def _reading(self, word: str) -> Callable[[], object]:
        def read() -> None:
            self._notices.settled(word)
            self._read(word)

        return read
