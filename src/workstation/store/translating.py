"""From what the driver says to what the product says; content never travels in an error."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from workstation.store.refusals import DamagedStore, DiskFull, DiskTrouble, Refusal, StoreBusy, StoreFault

_BY_CODE: tuple[tuple[str, type[Refusal]], ...] = (
    ("SQLITE_FULL", DiskFull),
    ("SQLITE_IOERR", DiskTrouble),
    ("SQLITE_CANTOPEN", DiskTrouble),
    ("SQLITE_READONLY", DiskTrouble),
    ("SQLITE_BUSY", StoreBusy),
    ("SQLITE_LOCKED", StoreBusy),
    ("SQLITE_PROTOCOL", StoreBusy),
    ("SQLITE_CORRUPT", DamagedStore),
    ("SQLITE_NOTADB", DamagedStore),
)


def refusal_for(error: BaseException) -> Refusal | None:
    """Return the world's refusal behind a driver's error, None when it is another kind of error."""
    name = str(getattr(error, "sqlite_errorname", None) or "")
    return next((refusal() for start, refusal in _BY_CODE if name.startswith(start)), None)


@contextmanager
def translated() -> Iterator[None]:
    """Turn the driver's errors into refusals (the world) or a StoreFault (ours).

    The original is not chained: the driver quotes search words and literals in its messages.
    """
    try:
        yield
    except IntegrityError as error:
        raise StoreFault(f"{type(error).__name__}: {_constraint(str(error.orig))}") from None
    except DBAPIError as error:
        refusal = refusal_for(error.orig) if error.orig else None
        raise refusal or StoreFault(_described(error)) from None
    except sqlcipher.Error as error:
        raise refusal_for(error) or StoreFault(type(error).__name__) from None
    except PoolTimeout:
        raise StoreBusy from None


def _constraint(message: str) -> str:
    return message if message.startswith(("UNIQUE", "NOT NULL", "FOREIGN KEY", "CHECK")) else "constraint"


def _described(error: DBAPIError) -> str:
    statement = error.statement or ""
    # a full-text query that does not parse is quoted by the library, search words and all
    said = "" if "MATCH" in statement.upper() else f" {error.orig}"
    return f"{type(error.orig).__name__}{said} in: {statement}"
