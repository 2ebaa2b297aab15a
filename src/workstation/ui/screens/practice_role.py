"""In the practice profile alone: sit down as somebody else. A real profile never offers a role."""

from collections.abc import Callable

from workstation.domain.counsellors import OF_PROFILES
from workstation.ui.choice import Choice
from workstation.ui.parts import Card, button, label, row
from workstation.vocabulary.words import Words


class PracticeRole(Card):
    """`begin` gets the role that was chosen; the program starts anew with it."""

    def __init__(self, role: str, begin: Callable[[str], object], text: Words) -> None:
        self.choice = Choice(
            text("practice_role.heading"), [(one, text(f"practice_role.role.{one}")) for one in OF_PROFILES]
        )
        self.choice.put(role)
        self._begin = begin
        super().__init__(
            label(text("practice_role.heading"), "h"),
            self.choice,
            label(text("practice_role.note"), "muted", wrap=True),
            row(button(text("practice_role.begin"), self.begin), None),
        )

    def begin(self) -> None:
        """Begin anew as the chosen one."""
        if self.choice.value is not None:
            self._begin(self.choice.value)
