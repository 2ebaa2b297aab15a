"""Prints the recovery key of a profile, the three sheets of a team and an invitation, when somebody asks for them."""

from collections.abc import Callable

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from workstation.domain import moments
from workstation.reports.invitation_page import invitation_page
from workstation.reports.recovery_shares import recovery_shares
from workstation.reports.recovery_sheet import recovery_sheet
from workstation.ui.paper import ask_printer, print_pages
from workstation.vocabulary.words import Words


def print_recovery_sheet(key: str, text: Words, window: QWidget) -> None:
    """Show the print dialog beside the window; the sheet is made when a printer was chosen, and kept nowhere."""

    def put_on_paper(printer: QPrinter) -> None:
        print_pages(recovery_sheet(key, moments.now(), text), printer)

    ask_printer(window, put_on_paper)


def print_recovery_shares(
    shares: tuple[str, ...], code: str, text: Words, window: QWidget, printed: Callable[[], None]
) -> None:
    """Show the print dialog beside the window; `printed` hears when the sheets were given to a printer."""

    def put_on_paper(printer: QPrinter) -> None:
        print_pages(recovery_shares(shares, code, moments.now(), text), printer)
        printed()

    ask_printer(window, put_on_paper)


def print_invitation(invitation: str, account: str, text: Words, window: QWidget) -> None:
    """Show the print dialog beside the window for the page that is handed over."""

    def put_on_paper(printer: QPrinter) -> None:
        print_pages(invitation_page(invitation, account, moments.now(), text), printer)

    ask_printer(window, put_on_paper)
