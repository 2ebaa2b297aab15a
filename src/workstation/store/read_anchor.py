"""`read_log.json`: how far the read log had come, kept beside the store so that a cut or exchanged store shows.

It says a number and two digests and nothing else. What this does not claim: who has the key of the store and may
write these files can make a new history. Against that stands an anchor that somebody else has: on paper, at the hub.
"""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Literal

from workstation.domain.read_log import Anchor, anchor_of
from workstation.store.durable_files import disk_errors, replace_durably

NAME = "read_log.json"
State = Literal["there", "missing", "forged"]


def mark_of(key: bytes, anchor: Anchor) -> str:
    """Return what proves that we wrote an anchor."""
    return hmac.digest(key, b"1712 read log anchor\0" + anchor.as_text().encode(), hashlib.sha256).hex()


class OutsideAnchor:
    """The anchor beside the store. `checked` becomes true once this program compared it with the chain."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._newest = -1
        self.checked = False

    @classmethod
    def beside(cls, store: Path) -> "OutsideAnchor":
        """Return the one that belongs to a store."""
        return cls(store.with_name(NAME))

    def read(self, key: bytes) -> tuple[State, Anchor | None]:
        """Return what is kept and whether it can be believed."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            anchor = anchor_of(kept["anchor"])
            mark = str(kept["mark"])
        except FileNotFoundError:
            return "missing", None
        except (OSError, ValueError, KeyError, TypeError):
            return "forged", None
        genuine = hmac.compare_digest(mark.encode(), mark_of(key, anchor).encode())
        return ("there", anchor) if genuine else ("forged", None)

    def keep(self, anchor: Anchor, key: bytes) -> None:
        """Write a newer anchor; an older one, from a lane that was slower, changes nothing. Raises DiskTrouble."""
        if anchor.count > self._newest:
            with disk_errors():
                replace_durably(self._path, json.dumps({"anchor": anchor.as_text(), "mark": mark_of(key, anchor)}))
            self._newest = anchor.count
