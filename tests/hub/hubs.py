"""Hubs for tests: on a file of SQLite, copied from one that was migrated once, or on a PostgreSQL of their own."""

import atexit
import base64
import shutil
import tempfile
from functools import cache
from pathlib import Path

from nacl.signing import SigningKey

from workstation.domain.envelopes import GROUP, Enrol, enrolment_words
from workstation.hub.administration import Administration
from workstation.hub.archive import Archive
from workstation.hub.database import Database
from workstation.hub.migrating import bring_to_head

LONG = 90 * 24 * 3600  # seconds; codes of a model are made beforehand, and its clocks are wrong


@cache
def empty_hub() -> Path:
    """A migrated hub without anything in it."""
    folder = Path(tempfile.mkdtemp(prefix="hub-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database = Database(f"sqlite:///{folder}/hub.db")
    bring_to_head(database)
    database.close()
    return folder / "hub.db"


def hub_file(folder: Path) -> str:
    """The address of a new hub in this folder."""
    shutil.copy(empty_hub(), folder / "hub.db")
    return f"sqlite:///{folder}/hub.db"


class Team:
    """A hub with streams A and B, and accounts that see some of them."""

    def __init__(self, where: str | Database, clock=None) -> None:
        more = {} if clock is None else {"clock": clock}
        self.database = Database(where) if isinstance(where, str) else where
        self.archive = Archive(self.database, **more)
        self.administration = Administration(self.database, **more)

    def furnish(self, accounts: dict[str, list[str]]) -> None:
        for stream in ("A", "B"):
            self.administration.add_stream(stream, "team")
        for group in {one for streams in accounts.values() for one in streams if one.startswith(GROUP)}:
            self.administration.add_stream(group, "sealed")
        for account, streams in accounts.items():
            self.administration.add_account(account, "counsellor")
            self.administration.grant(account, dict.fromkeys(streams, True))

    def enrolment(self, account: str, key: SigningKey | None = None) -> Enrol:
        code = self.administration.code_for(account, lasts=LONG)
        return enrolment_with(code, key or SigningKey.generate())

    def device(self, account: str) -> str:
        return self.archive.enrol(self.enrolment(account)).device


def enrolment_with(code: str, key: SigningKey) -> Enrol:
    signature = key.sign(enrolment_words(code)).signature
    return Enrol(code, base64.b64encode(bytes(key.verify_key)).decode(), base64.b64encode(signature).decode())
