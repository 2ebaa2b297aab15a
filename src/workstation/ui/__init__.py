"""Room `ui`: the screens: Qt lives here and nowhere else.

May import: training, sync, reports, usecases, directory, figures, forms, domain, vocabulary, resources
Never here: SQL, the vault, a rule about calls
Example: ui/window.py
"""

from importlib import import_module


def _read_no_sources() -> None:
    """Let the binding not read the source of every module that is imported, to look for the word PySide6 in it.

    It asks whether a module wants names in another style, which none of ours does, and keeps every line it read:
    20 MB, and a tenth of the start. Where the binding has no such function any more, nothing happens.
    """
    looking = import_module("shibokensupport.feature")
    if hasattr(looking, "_mod_uses_pyside"):
        looking._mod_uses_pyside = lambda _module: False  # type: ignore[attr-defined]  # noqa: SLF001


import_module("PySide6.QtCore")
_read_no_sources()
