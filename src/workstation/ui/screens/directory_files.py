"""The directory in and out as files: the four CSV files or Open Referral HSDS 3.0."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from workstation.ui.choice import Choice
from workstation.ui.parts import Card, button, heading, label, row, set_role
from workstation.ui.read_aloud import read_aloud
from workstation.ui.screen import Screen
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

FORMS = ("csv", "hsds")


@dataclass(frozen=True, slots=True)
class FilesEnded:
    """How it ended, in words; `role` is ok or warn."""

    words: str
    role: str


Then = Callable[[FilesEnded], None]


@dataclass(frozen=True, slots=True)
class FilesWork:
    """Both work in a lane of their own and always answer. `take_out` gets csv or hsds and a folder."""

    bring_in: Callable[[Path, Then], None]
    take_out: Callable[[str, Path, Then], None]


class DirectoryFilesScreen(Screen):
    """Two cards. One thing at a time; what comes in is all or nothing."""

    name = "directory_files"

    def __init__(self, work: FilesWork, folder: Path, text: Words) -> None:
        super().__init__()
        self._work, self._text = work, text
        self.running = False
        self.file_in = Line(text("directory_files.file"), text("directory_files.file_hint"))
        self.folder_out = Line(text("directory_files.folder"))
        self.folder_out.setText(str(folder))
        self.form = Choice(text("directory_files.form"), [(one, text(f"directory_files.{one}")) for one in FORMS])
        self.form.put("csv")
        self.start_in = button(text("directory_files.bring_in"), self.bring_in, kind="primary")
        self.start_out = button(text("directory_files.take_out"), self.take_out, kind="primary")
        self._said = label("", "reading", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        text = self._text
        inward = Card(
            heading(text("directory_files.inward")), label(text("directory_files.inward_how"), "muted", wrap=True),
            row(
                self.file_in, button(text("directory_files.browse_file"), self._browse_file),
                button(text("directory_files.browse_folder"), self._browse_folder),
            ),
            row(self.start_in, None), None, spacing=8,
        )  # fmt: skip
        outward = Card(
            heading(text("directory_files.outward")), label(text("directory_files.outward_how"), "muted", wrap=True),
            row(self.form, None),
            row(self.folder_out, button(text("directory_files.browse_folder"), self._browse_out)),
            row(self.start_out, None), None, spacing=8,
        )  # fmt: skip
        cards = row(inward, outward, spacing=10)
        cards.setStretch(0, 1)
        cards.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 6, 12, 6)
        whole.setSpacing(10)
        whole.addLayout(cards)
        whole.addWidget(self._said)
        whole.addWidget(Card(label(text("directory_files.secret"), "muted", wrap=True)))
        whole.addStretch(1)

    def arrive(self) -> None:
        """Put the caret where the file is named."""
        self.file_in.setFocus()

    def forget(self) -> None:
        """Leave no name of a file on the screen."""
        self.file_in.clear()
        self._tell("", "reading")

    def bring_in(self) -> None:
        """Read the file or folder that is named."""
        if self.file_in.text().strip():
            self._start(lambda then: self._work.bring_in(Path(self.file_in.text().strip()), then))
        else:
            self.file_in.setFocus()

    def take_out(self) -> None:
        """Write the directory into the folder that is named."""
        if self.folder_out.text().strip():
            form, folder = self.form.value or "csv", Path(self.folder_out.text().strip())
            self._start(lambda then: self._work.take_out(form, folder, then))
        else:
            self.folder_out.setFocus()

    def _start(self, do: Callable[[Then], None]) -> None:
        if self.running:
            return
        self._run(running=True)
        self._tell(self._text("directory_files.busy"), "reading")
        do(self._ended)

    def _ended(self, ended: FilesEnded) -> None:
        self._run(running=False)
        self._tell(ended.words, ended.role)
        read_aloud(self._said, ended.words)

    def _run(self, *, running: bool) -> None:
        self.running = running
        for one in (self.start_in, self.start_out):
            one.setEnabled(not running)

    def _tell(self, words: str, role: str) -> None:
        self._said.setText(words)
        set_role(self._said, role)

    def _browse_file(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self, self._text("directory_files.file"))
        if found:
            self.file_in.setText(found)

    def _browse_folder(self) -> None:
        self._browse(self.file_in)

    def _browse_out(self) -> None:
        self._browse(self.folder_out)

    def _browse(self, field: Line) -> None:
        found = QFileDialog.getExistingDirectory(self, self._text("directory_files.folder"))
        if found:
            field.setText(found)
