"""Makes the Qt application: look, language, and what keeps content out of logs and other programs."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from workstation.ui.clipboard import Clipboard
from workstation.ui.collecting import Collector
from workstation.ui.focus_guard import FocusGuard
from workstation.ui.look import Look, LookSettings

logger = logging.getLogger(__name__)
NEVER = 1_000_000  # pixels the mouse would have to go before text is dragged out of a field


class Application:
    """The Qt application with what belongs to all of it. One per process.

    `settings` is the small file for the look; None keeps nothing.
    """

    def __init__(self, settings: Path | None = None) -> None:
        found = QApplication.instance()
        self.qt = found if isinstance(found, QApplication) else QApplication(["1712", "-style", "fusion"])
        # a lane that counts in Python keeps the window waiting one millisecond at most, not five
        sys.setswitchinterval(0.001)
        self.qt.setApplicationName("1712")
        self.qt.setApplicationDisplayName("1712")
        self.qt.setStartDragDistance(NEVER)
        QLocale.setDefault(QLocale("nl_BE"))
        self._dutch = QTranslator(self.qt)
        if self._dutch.load("qtbase_nl", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self.qt.installTranslator(self._dutch)
        self.look = Look(self.qt, LookSettings(settings))
        self.clipboard = Clipboard(self.qt)
        self._focus = FocusGuard(self.qt)
        self._collector = Collector(self.qt)

    def guard(self, defect: Callable[[BaseException], None]) -> None:
        """From now on tell `defect` of every error nobody caught, and let no content into the log.

        What carries a `text_key` is the world's or the counsellor's: it has a sentence of its own.
        """
        qInstallMessageHandler(log_qt_message)

        def hook(kind: type[BaseException], wrong: BaseException, trace: TracebackType | None) -> None:
            if issubclass(kind, KeyboardInterrupt):
                sys.__excepthook__(kind, wrong, trace)
                return
            said = "refused" if hasattr(wrong, "text_key") else "defect"
            logger.error("%s %s at %s", said, kind.__name__, " < ".join(steps(trace)))
            defect(wrong)

        sys.excepthook = hook


def steps(trace: TracebackType | None) -> list[str]:
    """Return where an error came from, innermost first: file, line and function; never a value or a message."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[::-1]


# said for every window where there is no window system
HARMLESS = "This plugin does not support"


def log_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Log that Qt said something and where, without what it said: that may hold a typed word."""
    if message.startswith(HARMLESS):
        return
    place = Path(context.file or "").name
    logger.warning("qt %s %s %s:%d", kind.name, context.category or "", place, context.line or 0)
