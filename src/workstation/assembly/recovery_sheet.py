"""Prints the recovery key, when somebody asks for it."""

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from workstation.domain import moments
from workstation.reports.recovery_sheet import recovery_sheet
from workstation.ui.paper import ask_printer, print_pages
from workstation.vocabulary.words import Words


def print_recovery_sheet(key: str, text: Words, window: QWidget) -> None:
    """Show the print dialog beside the window; the sheet is made when a printer was chosen, and kept nowhere."""

    def put_on_paper(printer: QPrinter) -> None:
        print_pages(recovery_sheet(key, moments.now(), text), printer)

    ask_printer(window, put_on_paper)
