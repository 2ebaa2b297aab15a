"""Wrong tries wait here until the store is open and the read log can be written: moments, and nothing else."""

import json
from datetime import datetime
from pathlib import Path

from workstation.domain.moments import as_text, from_text
from workstation.store.durable_files import replace_durably

MOST = 500


def note(path: Path, at: datetime) -> None:
    """Add a wrong try; of more than MOST the first and the newest are kept."""
    moments = [*noted(path), at]
    if len(moments) > MOST:
        del moments[MOST // 2]
    replace_durably(path, json.dumps([as_text(moment) for moment in moments]))


def noted(path: Path) -> list[datetime]:
    """Return the wrong tries that wait; none when the file is gone or says what we never write."""
    try:
        return [from_text(str(kept)) for kept in json.loads(path.read_text(encoding="utf-8"))][-MOST:]
    except (OSError, ValueError, TypeError):
        return []


def forget(path: Path) -> None:
    """Let them go: they stand in the read log."""
    path.unlink(missing_ok=True)
