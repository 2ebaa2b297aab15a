"""Parts of the screen of the team's keys: what waits for a signature, the number a person was told, two sheets."""

from collections.abc import Callable

from workstation.sync.team_keys import Proposal, TeamMember
from workstation.ui.parts import Card, button, label, row
from workstation.ui.text_fields import Line, Prose
from workstation.vocabulary.words import Words


def said_name(one: TeamMember, text: Words) -> str:
    """Return how a member is called on screen."""
    return text("team_keys.paper") if one.paper else one.name or text("team_keys.nameless")


class ProposalCard(Card):
    """A list that one coordinator signed: what it changes, the number to compare, and whose turn it is."""

    def __init__(self, sign: Callable[[], None], text: Words) -> None:
        self._text = text
        self._heading = label("", "title")
        self._by = label("", wrap=True)
        self._what = label("", "reading", wrap=True)
        self._code = label("", "keycode")
        self._code.setAccessibleDescription(text("team_keys.list_code"))
        self._how = label("", "muted", wrap=True)
        self._sign = button(text("team_keys.sign"), sign, kind="primary", key="Ctrl+T")
        super().__init__(self._heading, self._by, self._what, label(text("team_keys.list_code"), "h"), self._code,
                         self._how, row(self._sign, None))  # fmt: skip

    def show_proposal(self, one: Proposal | None) -> None:
        """Show what waits, or nothing."""
        self.setVisible(one is not None)
        if one is None:
            return
        text = self._text
        self._heading.setText(text("team_keys.waits_mine" if one.may_sign else "team_keys.waits_other"))
        kind = "healed_by" if one.heals else "taken_over_by" if one.takes_over else "proposed_by"
        who = one.by or text("team_keys.nameless")
        self._by.setText(text(f"team_keys.{kind}_me") if one.mine else text(f"team_keys.{kind}", who=who))
        changes = self._changes(one)
        self._what.setText("\n".join(changes))
        self._what.setVisible(bool(changes))
        self._code.setText(one.code)
        how = text("team_keys.sign_how", who=who) if one.may_sign else text("team_keys.wait_how")
        self._how.setText(how)
        self._sign.setVisible(one.may_sign)

    def _changes(self, one: Proposal) -> list[str]:
        kinds = {
            "added": one.added, "removed": one.removed,
            "changed_on": tuple(p for p in one.changed if p.coordinator),
            "changed_off": tuple(p for p in one.changed if not p.coordinator),
        }  # fmt: skip
        found = [self._text("team_fork.people", names=", ".join(map(self._named, one.people)))] if one.people else []
        return found + [
            self._text(f"team_keys.{kind}", names=", ".join(map(self._named, people)))
            for kind, people in kinds.items()
            if people
        ]

    def _named(self, one: TeamMember) -> str:
        said = said_name(one, self._text)
        return f"{said} ({self._text('team_keys.coordinator')})" if one.coordinator else said


class BelieveCard(Card):
    """The one field for the number of the team, as a coordinator reads it out."""

    def __init__(self, believe: Callable[[str, Callable[[bool], None]], None], told: Callable[[bool], None],
                 text: Words) -> None:  # fmt: skip
        self._believe, self._told = believe, told
        self.number = Line(text("team_keys.team_code"), text("team_keys.believe_hint"))
        self.number.returnPressed.connect(self._typed)
        self._why = label(text("team_keys.ended"), wrap=True)
        super().__init__(
            self._why, label(text("team_keys.team_code"), "h", self.number), self.number,
            row(button(text("team_keys.believe"), self._typed, kind="primary", key="Enter"), None),
        )  # fmt: skip

    def why(self, *, ended: bool) -> None:
        """Say why a number is asked where this station had a list already."""
        self._why.setVisible(ended)

    def forget(self) -> None:
        """Leave no number in the field."""
        self.number.clear()

    def _typed(self) -> None:
        if self.number.text().strip():
            self._believe(self.number.text(), self._told)


class RecoverCard(Card):
    """The words of two sheets, and the number on them."""

    def __init__(self, recover: Callable[[tuple[str, ...], str], None],
                 take_over: Callable[[tuple[str, ...]], None], text: Words) -> None:  # fmt: skip
        self._recover, self._take_over = recover, take_over
        self.sheets = [Prose(text("team_keys.sheet", at=at), text("team_keys.sheet_hint")) for at in (1, 2)]
        self.code = Line(text("team_keys.sheet_code"), text("team_keys.believe_hint"))
        self.code.returnPressed.connect(self._typed)
        self._code_label = label(text("team_keys.sheet_code"), "", self.code)
        sides = row(*self.sheets, spacing=10)
        self._reads = reads = button(text("team_keys.recover"), self._typed, kind="primary")
        self._over = over = button(text("team_keys.take_over"), self._taken_over, kind="primary")
        self._how = how = label(text("team_keys.take_over_how"), wrap=True)
        super().__init__(
            label(text("team_keys.recover_title"), "title"), label(text("team_keys.recover_what"), wrap=True), sides,
            self._code_label, self.code,
            row(reads, None), how, row(over, None),
        )  # fmt: skip
        for one in self.sheets:
            one.setMinimumHeight(120)

    def ask(self, *, needs_code: bool, reads: bool, takes_over: bool) -> None:
        """Show the fields; the number is only needed where no list is believed yet.

        `reads`: this station could sit down with the sheets. `takes_over`: two people could take the team over.
        """
        self._reads.setVisible(reads)
        for part in (self._how, self._over):
            part.setVisible(takes_over)
        self.code.setVisible(needs_code)
        self._code_label.setVisible(needs_code)
        self.show()
        self.sheets[0].setFocus()

    def forget(self) -> None:
        """Leave no word in the fields."""
        for one in self.sheets:
            one.clear()
        self.code.clear()

    def _typed(self) -> None:
        if all(one.toPlainText().strip() for one in self.sheets):
            self._recover(tuple(one.toPlainText() for one in self.sheets), self.code.text())

    def _taken_over(self) -> None:
        if all(one.toPlainText().strip() for one in self.sheets):
            self._take_over(tuple(one.toPlainText() for one in self.sheets))
