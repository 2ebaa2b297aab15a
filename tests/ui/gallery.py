"""Draws every screen in every theme: `QT_QPA_PLATFORM=offscreen PYTHONPATH=src:. python tests/ui/gallery.py DIR [words of names]`."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication
from tests.ui import examples

from workstation.ui.application import Application

SIZES = ((1366, 768, 100), (1920, 1080, 115), (1366, 728, 130))
THEMES = ("licht", "donker", "zacht")


def draw(window, name, look, app):
    window.unlocked(name not in {"unlock", "first", "key"})
    window.call_running(False)
    screen = {
        "first": "unlock",
        "key": "unlock",
        "glance": "directory",
        "correct": "call_page",
        "case_closed": "case",
        "code": "call_page",
    }.get(name, name)
    if screen == "call_page":
        window.named("call_page").show_call(examples.CALL.id)
    if screen == "case":
        window.named("case").show_case("k1")
    window.go(screen)
    if name == "case":
        window.named("case")._because("handover")
    unlock = window.named("unlock")
    if name == "first":
        unlock._show(unlock.new_profile)
    if name == "key":
        unlock._made(examples.NoDoors())
    if name == "directory":
        window.named("directory").search.setText("caw gent partnergeweld")
        window.named("directory").look_again()
    if name == "glance":
        window.named("directory").search.setText("")
        window.named("directory").near.setText("9080")
        window.named("directory").look_again()
    if name == "code":
        window.named("call_page").show_pane("case")
        window.named("call_page").case.give_code()
    if name == "correct":
        window.named("call_page").begin_correction()
    for _ in range(4):
        app.processEvents()


def main():
    out = Path(sys.argv[1])
    wanted = set(sys.argv[2:])
    out.mkdir(parents=True, exist_ok=True)
    application = Application()
    look, app = application.look, application.qt
    window = examples.window(look)
    names = ["unlock", "first", "key", "shift_start", "home", "calls", "call_page", "correct", "directory", "glance", "settings", "shift_end", "case", "case_closed", "coordination", "code"]  # fmt: skip
    for width, height, percent in SIZES:
        look.choose_letters(percent)
        window.resize(width, height)
        window.show()
        for theme in THEMES:
            look.choose_theme(theme)
            for name in names:
                tag = f"{name}-{theme}-{width}-{percent}"
                if wanted and not any(one in tag for one in wanted):
                    continue
                draw(window, name, look, app)
                window.grab().save(str(out / f"{tag}.png"))
        hint = window.minimumSizeHint()
        print(width, height, percent, "least", hint.width(), hint.height())
    window.go("home")
    window.commands.run("command_box")
    app.processEvents()
    window.grab().save(str(out / "box.png"))
    window._box.close_sheet()
    window.commands.run("help")
    app.processEvents()
    window.grab().save(str(out / "help.png"))
    window._help.close_sheet()
    window.commands.run("cover")
    app.processEvents()
    window.grab().save(str(out / "cover.png"))
    QApplication.instance().closeAllWindows()


if __name__ == "__main__":
    main()
