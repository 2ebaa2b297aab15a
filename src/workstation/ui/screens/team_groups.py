"""Sealed groups on the screen of the team's keys: who reads what the rest of the team does not, and who should."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QScrollArea, QWidget

from workstation.sync.groups import Group, Groups, Waiting
from workstation.sync.protocol import NotPermitted, Unreachable
from workstation.sync.team_keys import TeamMember
from workstation.ui.half_texts import NOWHERE, Halves, of_boxes
from workstation.ui.parts import Card, Flow, button, column, emptied, label, row, set_role
from workstation.ui.screens.team_keys_parts import said_name
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

Then = Callable[[], None]
Sorry = Callable[[Exception], None]
NEW = ""
WRONG: dict[type[Exception], str] = {Unreachable: "unreachable", NotPermitted: "not_permitted"}


@dataclass(frozen=True, slots=True)
class GroupsWork:
    """What the card asks for; answers come in the window's thread. `propose` speaks with the hub first."""

    look: Callable[[Callable[[Groups], None]], None]
    propose: Callable[[str | None, str, frozenset[str], Then, Sorry], None]
    sign: Callable[[str, Then, Sorry], None]
    halves: Halves = NOWHERE


class GroupsCard(Card):
    """Hidden from who is in no group and can found none: they learn nothing of any."""

    def __init__(self, work: GroupsWork, text: Words) -> None:
        self._work, self._text = work, text
        self._seen = Groups()
        self._places = column(spacing=10)
        self.which = QComboBox()
        self.which.setAccessibleName(text("groups.which"))
        self.which.currentIndexChanged.connect(lambda _at: self._turn_to_chosen())
        self.name = Line(text("groups.name"), text("groups.name_hint"))
        self._half = of_boxes(work.halves, {"name": self.name})
        self.ticks: dict[str, QCheckBox] = {}
        self._people = QWidget()
        self._flow = Flow(self._people, spacing=16)
        self._propose = button(text("groups.propose"), self.propose, kind="primary")
        self._told = label("", "muted", wrap=True)
        self._making = QWidget()
        self._making.setLayout(
            column(
                label(text("groups.which"), "h", self.which), self.which, self.name,
                label(text("groups.who"), "muted", wrap=True), self._people, row(self._propose, None),
            )
        )  # fmt: skip
        super().__init__(
            label(text("groups.title"), "title"), label(text("groups.what"), "muted", wrap=True), self._places,
            self._making, self._told, spacing=8,
        )  # fmt: skip
        self.hide()

    def arrive(self) -> None:
        """Look again; what was said last time is over."""
        self._half.come_to(self._place_of_name)
        self._say("", "muted")
        self.look()

    def look(self) -> None:
        """Look again; what was chosen and typed stays."""
        self._work.look(self._show)

    def forget(self) -> None:
        """Leave no name on the screen; one that was begun is kept."""
        self._half.leave()
        self.name.clear()
        self._say("", "muted")
        self._show(Groups())

    def begin(self) -> None:
        """Put the caret where a group is made or changed, or say who can."""
        if self._making.isHidden() or self.isHidden():
            self.show()
            self._say("only_coordinators", "muted")
        else:
            self.which.setFocus()
            area: QWidget | None = self
            while area is not None and not isinstance(area, QScrollArea):
                area = area.parentWidget()
            if area is not None:
                area.ensureWidgetVisible(self._propose)

    def propose(self) -> None:
        """Propose the group as it is ticked; the hub must answer first."""
        members = frozenset(one for one, box in self.ticks.items() if box.isChecked())
        self._say("busy", "muted")
        self._work.propose(self._chosen, self.name.text(), members, self._proposed, self._sorry)

    @property
    def _chosen(self) -> str | None:
        return self.which.currentData() or None

    def _proposed(self) -> None:
        self._half.done(self._place_of_name)
        self._say("proposed", "ok")
        self.look()

    def _signed(self) -> None:
        self._say("signed", "ok")
        self.look()

    def _sorry(self, wrong: Exception) -> None:
        key = getattr(wrong, "text_key", None) or f"groups.{WRONG.get(type(wrong), getattr(wrong, 'what', ''))}"
        if key not in self._text:
            raise wrong
        self._say(key.removeprefix("groups."), "warn")

    # -- showing -----------------------------------------------------------------------------------------------

    def _show(self, seen: Groups) -> None:
        chosen, same_team = self._chosen, seen.team == self._seen.team
        self._seen = seen
        self.setVisible(bool(seen.groups) or seen.may_found)
        self._making.setVisible(seen.may_found)
        emptied(self._places)
        for group in seen.groups:
            self._places.addWidget(self._place(group))
        self.which.blockSignals(True)
        self.which.clear()
        self.which.addItem(self._text("groups.new"), NEW)
        for group in seen.groups:
            if group.may_propose:
                self.which.addItem(group.name, group.id)
        at = self.which.findData(chosen or NEW)
        self.which.setCurrentIndex(max(at, 0))
        self.which.blockSignals(False)
        if not same_team or self._chosen != chosen or chosen is not None:
            self._turn_to_chosen()

    @property
    def _place_of_name(self) -> str:
        return f"groups.{self._chosen}" if self._chosen is not None else "groups"

    def _turn_to_chosen(self) -> None:
        """Let the box hold the name that was typed for this group, and for no other."""
        if self._half.place not in {None, self._place_of_name}:
            self._half.leave()
            self.name.clear()
            self._half.come_to(self._place_of_name)
        self._show_ticks()

    def _show_ticks(self) -> None:
        group = next((one for one in self._seen.groups if one.id == self._chosen), None)
        inside = {one.id for one in group.people} if group is not None else {p.id for p in self._seen.team if p.me}
        emptied(self._flow)
        self.ticks = {}
        for one in self._seen.team:
            box = QCheckBox(self._named(one))
            box.setChecked(one.id in inside)
            self.ticks[one.id] = box
            self._flow.addWidget(box)
        self.name.setPlaceholderText(
            self._text("groups.name_hint") if group is None else self._text("groups.name_stays", name=group.name)
        )
        self._propose.setText(self._text("groups.propose" if group is None else "groups.propose_change"))

    def _place(self, group: Group) -> QWidget:
        text, parts = self._text, []
        parts.append(label(group.name or text("groups.nameless"), "h"))
        if group.people:
            parts.append(label(text("groups.readers", names=self._names(group.people)), "", wrap=True))
        if group.strangers:
            gone = label(text("groups.strangers", names=self._names(group.strangers)), "tag_warn", wrap=True)
            parts.append(gone)
        made = QWidget()
        inside = column(*parts, spacing=2)
        if group.waiting is not None:
            self._add_waiting(group.waiting, group.name, inside.addWidget)
        made.setLayout(inside)
        return made

    def _add_waiting(self, waiting: Waiting, called: str, add: Callable[[QWidget], object]) -> None:
        text = self._text
        names = self._names(waiting.people)
        add(label(text("groups.mine_waits" if waiting.mine else "groups.waits", who=waiting.by, names=names),
                  "reading", wrap=True))  # fmt: skip
        if waiting.name and waiting.name != called:
            add(label(text("groups.new_name", name=waiting.name), "reading", wrap=True))
        code = label(waiting.code, "keycode")
        code.setAccessibleDescription(text("team_keys.list_code"))
        add(code)
        if waiting.may_sign:
            add(label(text("team_keys.sign_how", who=waiting.by), "muted", wrap=True))
            made = QWidget()
            sign = button(text("team_keys.sign"), lambda: self._sign(waiting.record), kind="primary")
            made.setLayout(row(sign, None))
            add(made)
        else:
            add(label(text("team_keys.wait_how"), "muted", wrap=True))

    def _sign(self, record: str) -> None:
        self._work.sign(record, self._signed, self._sorry)

    def _names(self, people: Iterable[TeamMember]) -> str:
        return ", ".join(self._named(one) for one in people)

    def _named(self, one: TeamMember) -> str:
        said = said_name(one, self._text)
        return f"{said} ({self._text('team_keys.coordinator')})" if one.coordinator else said

    def _say(self, key: str, role: str) -> None:
        self._told.setText(self._text(f"groups.{key}") if key else "")
        set_role(self._told, role)
