"""A real window for the check on a Belgian keyboard: prints each act that a key calls, one a line."""

import sys

from PySide6.QtWidgets import QApplication, QWidget

from workstation.ui.commands import COMMANDS, Commands, Situation
from workstation.ui.parts import column
from workstation.ui.text_fields import Prose
from workstation.ui.time_field import TimeField
from workstation.vocabulary.words import words


def main():
    app = QApplication(sys.argv[:1])
    window = QWidget()
    window.setWindowTitle("1712")
    field = Prose("Verslag")
    time = TimeField("Van")
    window.setLayout(column(field, time))
    commands = Commands(window, words())
    for command in COMMANDS:
        commands.bind(command.id, lambda name=command.id: print(f"act {name}", flush=True))
    commands.move(Situation("call", unlocked=True, in_call=True))
    field.textChanged.connect(lambda: print(f"text {field.toPlainText()}", flush=True))
    time.textChanged.connect(lambda typed: print(f"time {time.value}", flush=True))
    window.resize(400, 300)
    window.show()
    field.setFocus()
    print("ready", flush=True)
    sys.exit(app.exec())


if __name__ == "__main__":
    main()
