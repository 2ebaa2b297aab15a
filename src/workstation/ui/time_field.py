"""A clock time typed as people type it."""

import re
from datetime import time

from workstation.ui.commands import DIGIT_TWINS
from workstation.ui.parts import set_property
from workstation.ui.text_fields import Line

BARE = str.maketrans({twin: digit for digit, twin in DIGIT_TWINS.items()})


def read_time(typed: str) -> time | None:
    """Return the time meant by 9, 900, 9:30, 9u30, 9.30 or the bare keys of AZERTY; None when it is none."""
    text = typed.strip().lower()
    if not any(c.isdigit() for c in text):
        text = text.translate(BARE)
    if found := re.fullmatch(r"(\d{1,2})(?:\s*[:u.h]\s*(\d{2})?)?", text):
        hour, minute = int(found[1]), int(found[2] or 0)
    elif found := re.fullmatch(r"(\d{1,2})(\d{2})", text):
        hour, minute = int(found[1]), int(found[2])
    else:
        return None
    return time(hour, minute) if hour < 24 and minute < 60 else None


class TimeField(Line):
    """A time, shown as 13:00 when the field is left; what is not a time stays as typed and is marked."""

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__(name, hint)
        self.editingFinished.connect(self._tidy)
        self.textChanged.connect(lambda _typed: set_property(self, "wrong", "0"))

    @property
    def value(self) -> time | None:
        """The time, or None when there is none or it is not understood."""
        return read_time(self.text())

    def put(self, value: time | None) -> None:
        """Show a time, or nothing."""
        self.setText(f"{value:%H:%M}" if value is not None else "")

    @property
    def understood(self) -> bool:
        """Whether this is a time or nothing at all."""
        return not self.text().strip() or self.value is not None

    def _tidy(self) -> None:
        if self.value is not None:
            self.put(self.value)
        set_property(self, "wrong", "0" if self.understood else "1")
