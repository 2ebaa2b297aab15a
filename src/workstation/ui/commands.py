"""Every act of the program that has a name: one literal each, with its keys, its place and when it may be done.

Keys are written for QWERTY and Belgian AZERTY alike: a digit key has its twin (bare, AZERTY gives `&é"'(§è!çà`),
and nothing lies on Ctrl+Alt, which is AltGr there. No F10, F11, Alt+F4 or Ctrl+W: those are the system's.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from workstation.vocabulary.words import Words

EVERYWHERE = "everywhere"
DIGIT_TWINS = dict(zip("1234567890", "&é\"'(§è!çà", strict=True))


@dataclass(frozen=True, slots=True)
class Situation:
    """Where the counsellor is. `screen` is the name of the screen in view."""

    screen: str = "unlock"
    unlocked: bool = False
    in_call: bool = False
    covered: bool = False


When = Callable[[Situation], bool]


def always(_situation: Situation) -> bool:
    """Return True."""
    return True


def unlocked(situation: Situation) -> bool:
    """Return whether the vault is open and may be seen."""
    return situation.unlocked and not situation.covered


def may_hide(situation: Situation) -> bool:
    """Return whether there is something to hide or to lock."""
    return situation.unlocked


def outside_a_call(situation: Situation) -> bool:
    """Return whether the vault is open and no call runs: what would take the note out of view."""
    return unlocked(situation) and not situation.in_call


def away_from_the_call(situation: Situation) -> bool:
    """Return whether somebody is on the line while another screen is in view."""
    return unlocked(situation) and situation.in_call and situation.screen != "call"


@dataclass(frozen=True, slots=True)
class Command:
    """One act. `where` is a screen's name or EVERYWHERE. `keys`: the first is the one shown.

    Its words are `commands.<id>`; what it does is bound by the screen or window that can do it.
    """

    id: str
    keys: tuple[str, ...]
    where: str = EVERYWHERE
    enabled: When = unlocked

    @property
    def word_key(self) -> str:
        """The key of its name in the words."""
        return f"commands.{self.id}"


COMMANDS = (
    Command("help", ("F1",), enabled=always),
    Command("new_call", ("Ctrl+N",)),
    Command("search_calls", ("Ctrl+F",)),
    Command("directory", ("Ctrl+D",)),
    Command("home", ("Ctrl+H",)),
    Command("command_box", ("Ctrl+K",)),
    Command("cover", ("F12",), enabled=may_hide),
    Command("lock", ("Ctrl+L",), enabled=may_hide),
    Command("back", ("Alt+Left",)),
    Command("to_call", ("Ctrl+G",), enabled=away_from_the_call),
    Command("settings", ("Ctrl+,",), enabled=outside_a_call),
    Command("follow_ups", ("Ctrl+Shift+F",)),
    Command("undo_act", ("Ctrl+Shift+Z",)),
    Command("letters_larger", ("Ctrl++", "Ctrl+="), enabled=always),
    Command("letters_smaller", ("Ctrl+-",), enabled=always),
    Command("letters_standard", ("Ctrl+0", "Ctrl+à"), enabled=always),
    Command("theme_light", (), enabled=always),
    Command("theme_dark", (), enabled=always),
    Command("theme_soft", (), enabled=always),
    Command("take_break", ("Ctrl+B",), enabled=outside_a_call),
    Command("end_shift", (), enabled=outside_a_call),
    Command("leave", ("Ctrl+Q",), enabled=lambda situation: not situation.in_call),
    Command("sync_now", ("Ctrl+Shift+G",)),
    Command("inbox", ("Ctrl+Shift+I",), enabled=outside_a_call),
    Command("hub_link", (), enabled=outside_a_call),
    Command("team_keys", (), enabled=outside_a_call),
    Command("bring_out", (), enabled=outside_a_call),
    Command("need_someone", ("Ctrl+J",)),
    # in a call
    Command("narrative", ("F2",), "call"),
    Command("quick_code", ("F3",), "call"),
    Command("refer", ("F4",), "call"),
    Command("next_pane", ("F6",), "call"),
    Command("previous_pane", ("Shift+F6",), "call"),
    Command("time_stamp", ("F7",), "call"),
    Command("next_open", ("F8",), "call"),
    Command("danger", ("F9",), "call"),
    Command("danger_step", ("Ctrl+F9",), "call"),
    Command("steps", ("Shift+F9",), "call"),
    Command("safety", ("F5",), "call"),
    Command("texts", ("Ctrl+T",), "call"),
    Command("add_person", ("Ctrl+P",), "call"),
    Command("next_person", ("Ctrl+PgDown",), "call"),
    Command("previous_person", ("Ctrl+PgUp",), "call"),
    Command("caller_is_person", ("Ctrl+I",), "call"),
    Command("remove_person", (), "call"),
    Command("next_call", ("Ctrl+Tab",), "call"),
    Command("suggestion_1", ("Alt+1", "Alt+&"), "call"),
    Command("suggestion_2", ("Alt+2", "Alt+é"), "call"),
    Command("suggestion_3", ("Alt+3", 'Alt+"'), "call"),
    Command("suggestion_4", ("Alt+4", "Alt+'"), "call"),
    Command("caller_code", ("Ctrl+R",), "call"),
    Command("give_code", ("Ctrl+Shift+R",), "call"),
    Command("plan_in_call", ("Ctrl+O",), "call"),
    Command("alike_look", ("Alt+5", "Alt+("), "call"),
    Command("alike_away", ("Alt+6", "Alt+§"), "call"),
    Command("save_now", ("Ctrl+S",), "call"),
    Command("end_call", ("Ctrl+E",), "call"),
    Command("file_call", ("Ctrl+Enter", "Ctrl+Return"), "call"),
    # elsewhere
    Command("conflict_here", ("Alt+1", "Alt+&"), "inbox"),
    Command("conflict_theirs", ("Alt+2", "Alt+é"), "inbox"),
    Command("conflict_both", ("Alt+3", 'Alt+"'), "inbox"),
    Command("conflict_third", ("Alt+4", "Alt+'"), "inbox"),
    Command("conflict_later", ("Alt+Right",), "inbox"),
    Command("refused_again", (), "inbox"),
    Command("refused_along", (), "inbox"),
    Command("team_mark", ("Alt+1", "Alt+&"), "team_keys"),
    Command("team_flag", ("Alt+2", "Alt+é"), "team_keys"),
    Command("team_propose", ("Ctrl+Enter", "Ctrl+Return"), "team_keys"),
    Command("team_sign", ("Ctrl+T",), "team_keys"),
    Command("team_renew", (), "team_keys"),
    Command("team_invite", (), "team_keys"),
    Command("team_paper", (), "team_keys"),
    Command("team_recover", (), "team_keys"),
    Command("team_group", (), "team_keys"),
    Command("team_keep_first", ("Alt+3", 'Alt+"'), "team_keys"),
    Command("team_keep_second", ("Alt+4", "Alt+'"), "team_keys"),
    Command("start_shift", ("Ctrl+Enter", "Ctrl+Return"), "shift_start"),
    Command("open_draft", ("Ctrl+O",), "home"),
    Command("heavy_call", (), "home"),
    Command("clear_search", ("Ctrl+Shift+X",), "calls"),
    Command("print_call", ("Ctrl+Shift+P",), "call_page"),
    Command("add_to_call", ("Ctrl+T",), "call_page"),
    Command("correct_call", ("Ctrl+R",), "call_page"),
    Command("call_facts", ("Alt+1", "Alt+&"), "call_page"),
    Command("call_case", ("Alt+2", "Alt+é"), "call_page"),
    Command("call_follow_up", ("Ctrl+O", "Alt+3", 'Alt+"'), "call_page"),
    Command("call_keeping", ("Alt+4", "Alt+'"), "call_page"),
    Command("seal_call", (), "call_page"),
    Command("unseal_call", (), "call_page"),
    Command("know_person", (), "call_page"),
    Command("follow_up_done", ("Ctrl+Enter", "Ctrl+Return"), "follow_ups"),
    Command("follow_up_move", ("Ctrl+M",), "follow_ups"),
    Command("follow_up_drop", (), "follow_ups"),
    Command("summary_internal", ("Alt+1", "Alt+&"), "summary"),
    Command("summary_police", ("Alt+2", "Alt+é"), "summary"),
    Command("summary_caller", ("Alt+3", 'Alt+"'), "summary"),
    Command("summary_save", ("Ctrl+S",), "summary"),
    # the system's print dialog may stand in front of the window on some systems
    Command("summary_print", ("Ctrl+P",), "summary", enabled=outside_a_call),
    Command("copy_number", ("Ctrl+Shift+C",), "directory"),
    Command("remark", ("Ctrl+M",), "directory"),
    Command("figures_tables", ("F6",), "figures"),
    Command("figures_annual", ("Ctrl+T",), "figures"),
    Command("annual_draft", ("Ctrl+Enter", "Ctrl+Return"), "annual"),
    Command("annual_approve", (), "annual"),
    Command("annual_close", (), "annual"),
    Command("figures_files", ("Ctrl+S",), "figures"),
    Command("step_cards", (), enabled=outside_a_call),
    Command("add_card", (), "step_cards"),
    Command("add_step", ("Ctrl+Enter", "Ctrl+Return"), "step_cards"),
    Command("save_card", ("Ctrl+S",), "step_cards"),
    Command("codebook", (), enabled=outside_a_call),
    Command("codebook_add", ("Ctrl+Enter", "Ctrl+Return"), "codebook", enabled=outside_a_call),
    Command("codebook_enforce", (), "codebook", enabled=outside_a_call),
    Command("registration_sets", (), enabled=outside_a_call),
    Command("coordination", ("Ctrl+Shift+K",), enabled=outside_a_call),
    Command("review_talk", ("Alt+1", "Alt+&"), "review"),
    Command("review_points", ("Alt+2", "Alt+é"), "review"),
    Command("review_send", ("Ctrl+Enter", "Ctrl+Return"), "review"),
    Command("review_close", (), "review"),
    Command("review_form_keep", ("Ctrl+S",), "review_form"),
    Command("team_paper_save", ("Ctrl+S",), "team_paper"),
    # the system's print dialog may stand in front of the window on some systems
    Command("team_paper_print", ("Ctrl+P",), "team_paper", enabled=outside_a_call),
    Command("hand_over", ("Ctrl+Enter", "Ctrl+Return"), "shift_end"),
    # rehearsing; the keys of the caller work beside every screen, and only a rehearsal binds them
    Command("rehearsal", ("Ctrl+Shift+O",), enabled=outside_a_call),
    Command("tour", (), enabled=outside_a_call),
    Command("start_rehearsal", ("Ctrl+Enter", "Ctrl+Return"), "rehearsal"),
    Command("edit_scenario", ("Ctrl+R",), "rehearsal"),
    Command("class_agreement", (), "rehearsal"),
    Command("class_report", ("Ctrl+Shift+P",), "rehearsal_class"),
    Command("save_scenario", ("Ctrl+S",), "rehearsal_editing"),
    Command("give_back_scenario", (), "rehearsal_editing"),
    Command("caller_next", ("Alt+PgDown",)),
    Command("caller_pause", ("Alt+PgUp",)),
    Command("caller_faster", ("Alt+Up",)),
    Command("caller_slower", ("Alt+Down",)),
    Command("caller_way_1", ("Ctrl+F7",)),
    Command("caller_way_2", ("Ctrl+F8",)),
    Command("debrief", ()),
    Command("trainer_window", ("Ctrl+Shift+T",)),
    Command("stop_rehearsal", ("Ctrl+Shift+Q",)),
    Command("rehearse_again", ("Ctrl+Enter", "Ctrl+Return"), "rehearsal_debrief"),
)


def shown_key(command: Command) -> str:
    """Return the key as a keycap shows it, or an empty text when the act has none."""
    return command.keys[0].replace("Left", "←") if command.keys else ""


class Commands(QObject):
    """The acts of one window as Qt actions, switched on and off by the situation."""

    def __init__(self, window: QWidget, text: Words, commands: tuple[Command, ...] = COMMANDS) -> None:
        super().__init__(window)
        self._window, self._text = window, text
        self._by_id = {command.id: command for command in commands}
        self._actions: dict[str, QAction] = {}
        self._bound: dict[str, Callable[[], object]] = {}
        self._situation = Situation()

    def bind(self, command: str, act: Callable[[], object]) -> None:
        """Say what an act does, from now on. Raises KeyError for an act that is not in the table."""
        if command not in self._bound:
            self.action(command).triggered.connect(lambda: self._bound[command]())  # noqa: PLW0108 - what is bound then
        self._bound[command] = act
        self.action(command).setEnabled(self._may(self._by_id[command]))

    def move(self, situation: Situation) -> None:
        """Switch every act on or off for where the counsellor is now."""
        self._situation = situation
        for name, action in self._actions.items():
            action.setEnabled(self._may(self._by_id[name]))

    def run(self, command: str) -> None:
        """Do an act if it may be done now."""
        self.action(command).trigger()

    def get(self, command: str) -> Command:
        """Return an act of the table. Raises KeyError."""
        return self._by_id[command]

    def action(self, command: str) -> QAction:
        """Return the Qt action, to give to a button; made when it is first wanted. Raises KeyError."""
        if command not in self._actions:
            self._actions[command] = self._made(self._by_id[command])
        return self._actions[command]

    def _made(self, command: Command) -> QAction:
        made = QAction(self._text(command.word_key), self._window)
        made.setObjectName(command.id)
        made.setShortcuts([QKeySequence(key) for key in command.keys])
        # a menu or a list of suggestions is no part of the window: what hides must be heard there too
        everywhere = command.id == "cover"
        made.setShortcutContext(
            Qt.ShortcutContext.ApplicationShortcut if everywhere else Qt.ShortcutContext.WindowShortcut
        )
        made.setEnabled(False)
        self._window.addAction(made)
        return made

    def name(self, command: str) -> str:
        """Return the words of an act."""
        return self._text(self._by_id[command].word_key)

    def possible(self) -> tuple[Command, ...]:
        """Return the acts that may be done here and now, in the order of the table."""
        return tuple(command for command in self._by_id.values() if self._may(command))

    def _may(self, command: Command) -> bool:
        here = command.where in (EVERYWHERE, self._situation.screen)
        return here and command.id in self._bound and command.enabled(self._situation)
