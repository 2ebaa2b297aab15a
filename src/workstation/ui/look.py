"""The look: theme, letter size, style sheet, fonts; the only file that keeps settings outside the vault."""

import re
from collections.abc import Mapping
from pathlib import Path
from weakref import WeakSet

from PySide6.QtCore import QObject, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from shiboken6 import isValid

from workstation import resources
from workstation.ui import icons
from workstation.ui.look_tokens import THEMES, Tokens

FONT = "Atkinson Hyperlegible"
LETTERS = (90, 100, 115, 130, 150)  # per cent
WIDE_SCREEN = 1900  # from this width letters are 115 % until the counsellor chooses otherwise
# only these may ever be written beside the vault: none of them says anything about anybody
ALLOWED = frozenset({"theme", "letters", "rail"})


class LookSettings:
    """Keeps the look between two starts, in a small file beside the vault. `file` None: nothing is kept."""

    def __init__(self, file: Path | None = None) -> None:
        self._kept = QSettings(str(file), QSettings.Format.IniFormat) if file else None

    def get(self, name: str) -> str | None:
        """Return what was kept, or None."""
        found = self._kept.value(_allowed(name)) if self._kept is not None else None
        return str(found) if found is not None else None

    def put(self, name: str, value: str) -> None:
        """Keep it. Raises KeyError for a name that is not allow-listed."""
        if self._kept is not None:
            self._kept.setValue(_allowed(name), value)


def _allowed(name: str) -> str:
    if name not in ALLOWED:
        raise KeyError(name)
    return name


class Look(QObject):
    """The present look of the program. Widgets ask it for pixels and icons; `changed` says that it is different."""

    changed = Signal()

    def __init__(self, app: QApplication, settings: LookSettings | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings or LookSettings()
        # not Qt's own list of all widgets: turning one that is being destroyed into a Python object ends the program
        self._with_icons: WeakSet[QWidget] = WeakSet()
        theme = self._settings.get("theme")
        letters = self._settings.get("letters")
        self.theme = theme if theme in THEMES else _theme_of_system(app)
        self._letters = int(letters) if letters and letters.isdecimal() and int(letters) in LETTERS else None
        for name in ("Regular", "Bold"):
            QFontDatabase.addApplicationFont(str(resources.path("fonts", f"AtkinsonHyperlegible-{name}.ttf")))
        self.apply()

    @property
    def tokens(self) -> Tokens:
        """The colours now."""
        return THEMES[self.theme]

    @property
    def letters(self) -> int:
        """The letter size in per cent: the counsellor's choice, or what suits the screen."""
        if self._letters is not None:
            return self._letters
        screen = self._app.primaryScreen()
        return 115 if screen is not None and screen.availableGeometry().width() >= WIDE_SCREEN else 100

    def px(self, pixels: float) -> int:
        """Return a size at the present letter size."""
        return round(pixels * self.letters / 100)

    def icon_picture(self, name: str, colour: str = "text", px: int = 18) -> QPixmap:
        """Return an icon as a picture in the colour of a token."""
        return icons.picture(name, getattr(self.tokens, colour), self.px(px))

    def set_icon(self, widget: QAbstractButton | QLabel, name: str, colour: str = "text", px: int = 18) -> None:
        """Give a button or label an icon that follows theme and letter size from now on."""
        widget.setProperty("icon_name", name)
        widget.setProperty("icon_token", colour)
        widget.setProperty("icon_px", px)
        self._with_icons.add(widget)
        self._dress(widget)

    def choose_theme(self, theme: str) -> None:
        """Change the theme at once and keep it."""
        self.theme = theme
        self._settings.put("theme", theme)
        self.apply()

    def choose_letters(self, percent: int) -> None:
        """Change the letter size at once and keep it; the nearest of LETTERS is taken."""
        self._letters = min(LETTERS, key=lambda step: abs(step - percent))
        self._settings.put("letters", str(self._letters))
        self.apply()

    def step_letters(self, steps: int) -> None:
        """Make letters larger (+1) or smaller (-1); 0 is the standard size."""
        at = LETTERS.index(self.letters)
        self.choose_letters(LETTERS[max(0, min(len(LETTERS) - 1, at + steps))] if steps else 100)

    def apply(self) -> None:
        """Dress the whole program."""
        font = QFont(FONT)
        font.setPixelSize(self.px(15))
        # replacing one sheet by another costs five times as much as taking it away and putting the next one on
        self._app.setStyleSheet("")
        self._app.setFont(font)
        self._app.setPalette(palette(self.tokens))
        self._app.setStyleSheet(style_sheet(self.tokens, self.letters))
        for widget in tuple(self._with_icons):
            if isValid(widget):
                self._dress(widget)
        self.changed.emit()

    def _dress(self, widget: QWidget) -> None:
        name = widget.property("icon_name")
        picture = self.icon_picture(name, widget.property("icon_token"), widget.property("icon_px"))
        if isinstance(widget, QLabel):
            widget.setPixmap(picture)
        elif isinstance(widget, QAbstractButton):
            side = self.px(widget.property("icon_px"))
            gap = self.px(6) if widget.text() else 0
            widget.setIconSize(QSize(side + gap, side))
            widget.setIcon(icons.with_room(picture, gap) if gap else picture)


def _theme_of_system(app: QApplication) -> str:
    hints = app.styleHints()
    return "donker" if hints.colorScheme() == Qt.ColorScheme.Dark else "licht"


def fill(sheet: str, gaps: Mapping[str, str], percent: int) -> str:
    """Return a style sheet with its gaps filled: `@15` is 15 px at this letter size, `@name` a token.

    Raises KeyError for a token that does not exist.
    """
    sized = re.sub(r"@(\d+)", lambda m: f"{round(int(m[1]) * percent / 100)}px", sheet)
    return re.sub(r"@([a-z_]+)", lambda m: gaps[m[1]], sized)


def style_sheet(tokens: Tokens, percent: int) -> str:
    """Return the one style sheet of the program for a theme and letter size."""
    tick = "tick-light.svg" if QColor(tokens.on_accent).lightness() > 127 else "tick-dark.svg"
    files = {"arrow": "arrow-down.svg", "tick": tick}
    gaps = tokens.as_gaps() | {name: resources.path("look", file).as_posix() for name, file in files.items()}
    return fill(resources.read("look", "theme.qss"), gaps, percent)


def palette(tokens: Tokens) -> QPalette:
    """Return the palette for what the style sheet does not reach."""
    role = QPalette.ColorRole
    made = QPalette()
    for one, colour in (
        (role.Window, tokens.bg),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.bg),
        (role.Text, tokens.text),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.ToolTipBase, tokens.surface),
        (role.ToolTipText, tokens.text),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.PlaceholderText, tokens.muted),
        (role.Link, tokens.accent),
    ):
        made.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, one, QColor(tokens.muted))
    return made
