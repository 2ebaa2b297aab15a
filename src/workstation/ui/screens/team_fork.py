"""Two lists of one team: who goes on with which, and the one choice that makes them one again."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from workstation.sync.team_keys import ForkSide, TeamMember
from workstation.ui.parts import Card, button, column, label, row
from workstation.ui.screens.team_keys_parts import said_name
from workstation.vocabulary.words import Words

KEYS = ("Alt+3", "Alt+4", "")  # a third list is rare: its button is pressed


class ForkCard(Card):
    """Hidden while all is one line. `choose` is handed the head of the side that stays."""

    def __init__(self, choose: Callable[[str], None], text: Words) -> None:
        self._choose, self._text = choose, text
        self._sides: tuple[ForkSide, ...] = ()
        self._waits = False
        self._how = label("", "muted", wrap=True)
        self._places = [QWidget() for _ in KEYS]
        super().__init__(
            label(text("team_fork.title"), "title"), label(text("team_fork.what"), "reading", wrap=True),
            *self._places, self._how,
        )  # fmt: skip
        self._labels = [self._place(at) for at in range(len(KEYS))]
        self.hide()

    def _place(self, at: int) -> list[QWidget]:
        parts: list[QWidget] = [
            label("", "h"), label("", "keycode"), label("", "", wrap=True), label("", "muted", wrap=True),
            button(self._text("team_fork.stays"), lambda: self.choose(at), key=KEYS[at]),
        ]  # fmt: skip
        heading, code, people, rest, stays = parts
        code.setAccessibleDescription(self._text("team_keys.list_code"))
        inside = column(heading, code, people, rest, row(stays, None), spacing=4)
        inside.setContentsMargins(0, 8, 0, 8)
        self._places[at].setLayout(inside)
        return parts

    def choose(self, at: int) -> None:
        """Choose the list that stands in this place."""
        if not self.isHidden() and at < len(self._sides) and self._can(self._sides[at]):
            self._choose(self._sides[at].head)

    def show_fork(self, sides: tuple[ForkSide, ...], *, waits: bool) -> None:
        """Show the lists. `waits`: one was chosen already and waits for a signature."""
        self._sides, self._waits = sides[: len(KEYS)], waits
        self.setVisible(bool(sides))
        for at, (place, parts) in enumerate(zip(self._places, self._labels, strict=True)):
            place.setVisible(at < len(self._sides))
            if at < len(self._sides):
                self._fill(parts, self._sides[at])
        mine = [one for one in self._sides if self._can(one)]
        key = "waits" if waits else "choose" if mine else "others"
        said = self._text(f"team_fork.{key}")
        if mine and not waits and not any(one.everywhere for one in mine):
            said += " " + self._text("team_fork.type_number")
        self._how.setText(said)

    def _can(self, side: ForkSide) -> bool:
        return side.may_choose and not self._waits

    def _fill(self, parts: Iterable[QWidget], side: ForkSide) -> None:
        text = self._text
        heading, code, people, rest, stays = parts
        _say(heading, text("team_fork.mine" if side.mine else "team_fork.other", number=side.number))
        _say(code, side.code)
        _say(people, text("team_fork.people", names=self._names(side.people)))
        said = [text("team_fork.kept_out", names=self._names(side.kept_out))] if side.kept_out else []
        said += [text("team_fork.lost", names=self._names(side.lost))] if side.lost else []
        _say(rest, "\n".join(said))
        rest.setVisible(bool(said))
        stays.setVisible(self._can(side))

    def _names(self, people: Iterable[TeamMember]) -> str:
        def named(one: TeamMember) -> str:
            said = said_name(one, self._text)
            return f"{said} ({self._text('team_keys.coordinator')})" if one.coordinator else said

        return ", ".join(named(one) for one in people) or self._text("team_keys.nobody")


def _say(part: QWidget, words: str) -> None:
    part.setProperty("text", words)
