"""The keys of the team: who can read along, who asks to, and which list waits for a second signature."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.domain.changes import Changes
from workstation.sync.team_keys import TeamKeys, TeamMember, Wish
from workstation.sync.team_recovery import NotOfThisTeam, SharesDoNotFit
from workstation.ui.lists.lines import Column, LineList, Lines
from workstation.ui.look import Look
from workstation.ui.parts import Card, button, column, label, row, scrolling, set_role
from workstation.ui.screen import Screen
from workstation.ui.screens.team_fork import ForkCard
from workstation.ui.screens.team_groups import GroupsCard, GroupsWork
from workstation.ui.screens.team_invite import InviteCard, InviteWork
from workstation.ui.screens.team_keys_parts import BelieveCard, ProposalCard, RecoverCard, said_name
from workstation.vocabulary.words import Words

WRONG: dict[type[Exception], str] = {SharesDoNotFit: "sheets_do_not_fit", NotOfThisTeam: "sheets_of_another"}

Then = Callable[[], None]
Sorry = Callable[[Exception], None]


@dataclass(frozen=True, slots=True)
class TeamKeysWork:
    """What the screen asks for; answers come in the window's thread.

    `believe` answers whether a list was found, `paper` when the sheets were printed.
    """

    look: Callable[[Callable[[TeamKeys], None]], None]
    propose: Callable[[Wish, Then, Sorry], None]
    sign: Callable[[str, Then, Sorry], None]
    believe: Callable[[str, Callable[[bool], None]], None]
    renew: Callable[[Then], None]
    paper: Callable[[Then], None]
    recover: Callable[[tuple[str, ...], str, Then, Sorry], None]
    heal: Callable[[str, Then, Sorry], None]
    take_over: Callable[[tuple[str, ...], Wish, Then, Sorry], None]
    devices: InviteWork
    groups: GroupsWork | None = None


class TeamKeysScreen(Screen):
    """A list of people; beside it the one in hand with the number to compare, and the list that comes next."""

    name = "team_keys"
    acts: tuple[str, ...] = ("sync_now",)

    def __init__(self, work: TeamKeysWork, look: Look, text: Words) -> None:
        super().__init__()
        self._work, self._text = work, text
        self._seen = TeamKeys()
        self._turned: set[str] = set()  # comes in or goes out, against how it stands now
        self._flagged: set[str] = set()
        self._stage = label("", "reading", wrap=True)
        self._team_code = label("", "keycode")
        self._told = label("", "muted", wrap=True)
        self.lines = Lines[TeamMember]([Column("line", self._line)], str)
        self.list = LineList(self.lines, text("team_keys.people"), look)
        self.list.moved.connect(lambda _line: self._show_person())
        self._name = label("", "title", wrap=True)
        self._code = label("", "keycode")
        self._code_how = label("", "muted", wrap=True)
        self._mark = button("", self.mark, key="Alt+1")
        self._flag = button(text("team_keys.flag"), self.flag, key="Alt+2")
        self._wished = label("", wrap=True)
        self._propose = button(text("team_keys.propose"), self.propose, kind="primary", key="Ctrl+Enter")
        self.proposal = ProposalCard(self.sign, text)
        self.believing = BelieveCard(work.believe, self._believed, text)
        self.forking = ForkCard(lambda head: work.heal(head, lambda: self._done("chosen"), self._sorry), text)
        self.recovering = RecoverCard(
            lambda shares, code: work.recover(shares, code, self._recovered, self._sorry), self._take_over, text
        )
        self.inviting = InviteCard(work.devices, text)
        self.groups = GroupsCard(work.groups, text) if work.groups is not None else None
        self._lay_out()
        self.recovering.hide()
        self.inviting.hide()
        self._show(TeamKeys())

    def _lay_out(self) -> None:
        text = self._text
        self._code.setAccessibleDescription(text("team_keys.code"))
        self._team = QWidget()
        self._team.setLayout(
            row(label(text("team_keys.team_code"), "muted"), self._team_code,
                label(text("team_keys.team_code_how"), "muted"), None)
        )  # fmt: skip
        self._person = Card(self._name, label(text("team_keys.code"), "h"), self._code, self._code_how,
                            row(self._mark, self._flag, None))  # fmt: skip
        self._next = Card(label(text("team_keys.next"), "h"), self._wished, row(self._propose, None))
        inside = QWidget()
        inside.setLayout(
            column(
                self.inviting,
                self.recovering,
                self.believing,
                self.proposal,
                self.forking,
                self._person,
                self._next,
                *((self.groups,) if self.groups is not None else ()),
                None,
                spacing=8,
            )
        )
        self._everybody = Card(label(text("team_keys.people"), "h"), self.list)
        self._everybody.column.setStretch(1, 1)
        sides = row(self._everybody, scrolling(inside), spacing=10)
        sides.setStretch(0, 9)
        sides.setStretch(1, 13)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 6, 12, 4)
        whole.setSpacing(8)
        whole.addWidget(self._stage)
        whole.addWidget(self._team)
        whole.addLayout(sides, 1)
        whole.addWidget(self._told)

    # -- coming and going --------------------------------------------------------------------------------------

    def arrive(self) -> None:
        """Look again; the caret goes to the list, or to where the team's number is typed."""
        self._say("", "muted")
        self._work.look(self._arrived)
        if self.groups is not None:
            self.groups.arrive()

    def heard(self, changes: Changes) -> None:
        """Look again when somebody asked, proposed or signed; what was marked stays marked."""
        if changes.concerns("members", "applicant"):
            self._work.look(self._show)
            if self.groups is not None:
                self.groups.look()

    def forget(self) -> None:
        """Leave nobody's name and number on the screen."""
        self._show(TeamKeys())
        self.believing.forget()
        if self.groups is not None:
            self.groups.forget()
        self._end_recovering()
        self.inviting.forget()
        self.inviting.hide()

    def _arrived(self, seen: TeamKeys) -> None:
        self._show(seen)
        if self.isVisible():
            (self.believing.number if seen.stage == "unknown" else self.list).setFocus()

    # -- acts --------------------------------------------------------------------------------------------------

    def mark(self) -> None:
        """Let the one in hand come in or go, or change one's mind."""
        self._turn(self._turned)

    def flag(self) -> None:
        """Make the one in hand a coordinator, or no longer."""
        self._turn(self._flagged)

    def propose(self) -> None:
        """Propose the list as it is marked; with two sheets in hand that is done where their words are typed."""
        if self._marked and not self._taking_over:
            self._work.propose(self._wish, lambda: self._done("proposed"), self._sorry)

    def _take_over(self, shares: tuple[str, ...]) -> None:
        def proposed() -> None:
            self._end_recovering()
            self._done("taken_over")

        if self._taking_over:
            self._work.take_over(shares, self._wish, proposed, self._sorry)

    @property
    def _wish(self) -> Wish:
        people = self._seen.people
        return Wish(frozenset(p.id for p in people if self._is_in(p)),
                    frozenset(p.id for p in people if self._is_in(p) and self._leads(p)))  # fmt: skip

    def sign(self) -> None:
        """Sign what waits for this signature."""
        proposal = self._seen.proposal
        if proposal is not None and proposal.may_sign:
            self._work.sign(proposal.record, lambda: self._done("signed"), self._sorry)

    def renew(self) -> None:
        """Begin under new own keys."""
        if self._seen.stage in {"inside", "outside"}:
            self._work.renew(lambda: self._done("renewed"))

    def paper(self) -> None:
        """Put keys for the day that laptops or coordinators are gone on three sheets."""
        if self._seen.coordinator:
            self._work.paper(lambda: self._done("papered"))

    def recover(self) -> None:
        """Ask for the words of two sheets; where the list is believed, they also let two people take over."""
        stage = self._seen.stage
        if stage in {"unknown", "outside"} or self._may_take_over:
            self.recovering.ask(
                needs_code=stage == "unknown", reads=stage != "inside", takes_over=self._may_take_over
            )
            self.believing.hide()
            self._show(self._seen)

    def invite(self) -> None:
        """Ask for whom an invitation is to be made."""
        if self._seen.may_propose:
            self.inviting.ask()

    def group(self) -> None:
        """Go to where a sealed group is made or changed."""
        if self.groups is not None:
            self.groups.begin()

    def bind(self, bind: Callable[[str, Callable[[], object]], None]) -> None:
        """Bind this screen's commands."""
        for name, act in (("mark", self.mark), ("flag", self.flag), ("propose", self.propose), ("sign", self.sign),
                          ("renew", self.renew), ("paper", self.paper), ("recover", self.recover),
                          ("invite", self.invite), ("group", self.group),
                          ("keep_first", lambda: self.forking.choose(0)),
                          ("keep_second", lambda: self.forking.choose(1))):  # fmt: skip
            bind(f"team_{name}", act)

    def _turn(self, among: set[str]) -> None:
        one = self._current
        if one is not None and self._may_mark:
            among ^= {one.id}
            self._show(self._seen)

    def _done(self, key: str) -> None:
        self._turned.clear()
        self._flagged.clear()
        self._say(key, "ok")
        if self.isVisible():
            self.list.setFocus()
        self._work.look(self._show)

    def _recovered(self) -> None:
        self._end_recovering()
        self._done("recovered")

    def _end_recovering(self) -> None:
        self.recovering.forget()
        self.recovering.hide()

    def _believed(self, found: bool) -> None:
        self._say("believed" if found else "believe_wrong", "ok" if found else "warn")
        if found:
            self._work.look(self._show)

    def _sorry(self, wrong: Exception) -> None:
        key = getattr(wrong, "text_key", None) or f"team_keys.{WRONG.get(type(wrong), getattr(wrong, 'what', ''))}"
        if key not in self._text:
            raise wrong
        self._say(key.removeprefix("team_keys."), "warn")

    # -- showing -----------------------------------------------------------------------------------------------

    @property
    def _current(self) -> TeamMember | None:
        one = self.list.current
        return one if isinstance(one, TeamMember) else None

    @property
    def _marked(self) -> bool:
        return self._may_mark and bool(self._turned or self._flagged or self._taking_over)

    @property
    def _may_take_over(self) -> bool:
        """Whether two sheets could let this station take the team over: there are sheets, and one knows the list."""
        return self._seen.sheets and self._seen.stage in {"inside", "outside"} and not self._seen.coordinator

    @property
    def _taking_over(self) -> bool:
        return self._may_take_over and not self.recovering.isHidden()

    @property
    def _may_mark(self) -> bool:
        """Whether a list can be put together here now: one that waits for this signature comes first, a fork too."""
        proposal = self._seen.proposal
        waits = (proposal is not None and proposal.may_sign) or bool(self._seen.fork)
        return self._taking_over or (self._seen.may_propose and not waits)

    @property
    def _begins(self) -> bool:
        """Whether whoever sits here is in the list to come, as its coordinator, without a mark."""
        return self._seen.stage == "unfounded" or self._taking_over

    def _is_in(self, one: TeamMember) -> bool:
        return (one.inside or (one.me and self._begins)) != (one.id in self._turned)

    def _leads(self, one: TeamMember) -> bool:
        return (one.coordinator or (one.me and self._begins)) != (one.id in self._flagged)

    def _show(self, seen: TeamKeys) -> None:
        self._seen = seen
        known = {one.id for one in seen.people}
        self._turned &= known
        self._flagged &= known
        at = self._current.id if self._current else None
        self._stage.setText(self._text(f"team_keys.stage.{seen.stage}"))
        self._team.setVisible(bool(seen.code))
        own: tuple[str, ...] = ("team_invite", "team_paper") if seen.coordinator else ()
        own += ("team_recover",) if seen.stage in {"unknown", "outside"} or self._may_take_over else ()
        self.acts = (*own, "sync_now")
        self.acts_changed.emit()
        self._team_code.setText(seen.code)
        self.believing.setVisible((seen.stage == "unknown" or seen.ended) and self.recovering.isHidden())
        self.believing.why(ended=seen.ended)
        self.forking.show_fork(seen.fork, waits=seen.proposal is not None and seen.proposal.heals)
        self.proposal.show_proposal(seen.proposal if seen.stage != "unknown" else None)
        self._everybody.setVisible(bool(seen.people))
        self.lines.give(seen.people)
        ids = [one.id for one in seen.people]
        if at in ids:
            self.list.setCurrentIndex(self.lines.index(ids.index(at), 0))
        else:
            self.list.first()
        self._show_person()

    def _show_person(self) -> None:
        one, text = self._current, self._text
        self._person.setVisible(one is not None and not self._seen.fork)
        self._next.setVisible(self._may_mark)
        self._propose.setVisible(not self._taking_over)
        marked, founding = self._marked, self._begins
        self._wished.setText(
            self._wish_words() if marked else text(f"team_keys.{'founding' if founding else 'nothing'}_marked")
        )
        self._propose.setEnabled(marked)
        if one is None:
            return
        self._name.setText(said_name(one, self._text))
        self._code.setText(one.code)
        how = "mine" if one.me else "known" if one.inside else "theirs"
        self._code_how.setText(text(f"team_keys.code_{how}"))
        turned = "mark_back" if one.id in self._turned else "mark_out" if self._is_in(one) else "mark_in"
        self._mark.setText(f"{text(f'team_keys.{turned}')}   Alt+1")
        may = self._may_mark and not (founding and one.me)
        self._mark.setVisible(may)
        self._flag.setVisible(may and self._is_in(one))

    def _line(self, one: TeamMember) -> str:
        text = self._text
        said = [text("team_keys.inside" if one.inside else "team_keys.asks")]
        said += [text("team_keys.coordinator")] * one.coordinator + [text("team_keys.me")] * one.me
        becomes = []
        if self._marked and self._is_in(one) != one.inside:
            becomes.append(text("team_keys.comes" if self._is_in(one) else "team_keys.goes"))
        if self._marked and self._is_in(one) and self._leads(one) != one.coordinator:
            becomes.append(text("team_keys.becomes" if self._leads(one) else "team_keys.no_longer"))
        arrow = f"  →  {', '.join(becomes)}" if becomes else ""
        return f"{said_name(one, text)}\n{' · '.join(said)}{arrow}"

    def _wish_words(self) -> str:
        people = self._seen.people

        def names(found: Iterable[TeamMember]) -> str:
            return ", ".join(said_name(one, self._text) for one in found) or self._text("team_keys.nobody")

        return self._text(
            "team_keys.will_be", added=names(p for p in people if self._is_in(p) and not p.inside),
            removed=names(p for p in people if p.inside and not self._is_in(p)),
            coordinators=names(p for p in people if self._is_in(p) and self._leads(p)),
        )  # fmt: skip

    def _say(self, key: str, role: str) -> None:
        self._told.setText(self._text(f"team_keys.{key}") if key else "")
        set_role(self._told, role)
