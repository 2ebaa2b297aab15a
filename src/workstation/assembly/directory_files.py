"""Files of the directory, in and out: in the lane of paper, so that what is typed elsewhere is kept meanwhile."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from workstation.assembly.desk import OpenDesk
from workstation.directory.safe_reading import Refused
from workstation.domain.changes import Changes
from workstation.domain.permissions import NotAllowed
from workstation.ui.paper import Do
from workstation.ui.screens.directory_files import FilesEnded, FilesWork, Then
from workstation.usecases.export_directory import export_directory
from workstation.usecases.import_directory import Imported, import_directory


class DirectoryFiles:
    """What the screen asks for."""

    def __init__(self, desk: OpenDesk, do: Do, heard: Callable[[Changes], None]) -> None:
        self._desk, self._do, self._heard = desk, do, heard

    def work(self) -> FilesWork:
        """Return it."""
        return FilesWork(self._bring_in, self._take_out)

    def _bring_in(self, path: Path, then: Then) -> None:
        desk = self._desk

        def told(done: Imported) -> None:
            words = desk.text("directory_files.brought_in", new=done.new, changed=done.changed, same=done.same)
            then(FilesEnded(words, "ok"))
            self._heard(done.changes)

        self._do(
            lambda: import_directory(path, desk.counsellor, vault=desk.vault, now=desk.now), told,
            lambda wrong: then(self._sorry(wrong, path)),
        )  # fmt: skip

    def _take_out(self, form: str, folder: Path, then: Then) -> None:
        desk = self._desk
        chosen: Literal["csv", "hsds"] = "hsds" if form == "hsds" else "csv"

        def told(files: tuple[Path, ...]) -> None:
            names = ", ".join(one.name for one in files)
            then(FilesEnded(desk.text("directory_files.taken_out", folder=folder, files=names), "ok"))

        self._do(
            lambda: export_directory(chosen, folder, desk.counsellor, vault=desk.vault), told,
            lambda wrong: then(self._sorry(wrong, folder)),
        )  # fmt: skip

    def _sorry(self, wrong: Exception, place: Path) -> FilesEnded:
        text = self._desk.text
        if isinstance(wrong, Refused):
            return FilesEnded(text(f"upkeep.refused.{wrong.reason}", where=wrong.where), "warn")
        if isinstance(wrong, NotAllowed):
            return FilesEnded(text("coordination.not_yours"), "warn")
        if isinstance(wrong, OSError):
            return FilesEnded(text("directory_files.not_written", folder=place), "warn")
        raise wrong
