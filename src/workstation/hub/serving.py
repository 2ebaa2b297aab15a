"""`workstation hub serve`: the hub behind TLS, and nothing of a request in any log."""

import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from sqlalchemy import select
from starlette.types import ASGIApp

from workstation.hub.administration import Administration
from workstation.hub.application import Limits, application
from workstation.hub.archive import Archive, now_utc
from workstation.hub.away_policy import AwayPolicy
from workstation.hub.calls import Rooms
from workstation.hub.database import Database
from workstation.hub.deadlines import ImpatientProtocol
from workstation.hub.erasures import Erasures
from workstation.hub.migrating import bring_to_head
from workstation.hub.quiet import noisy_settings
from workstation.hub.signing_in import SigningIn
from workstation.hub.single_sign_on import Provider, SingleSignOn
from workstation.hub.tables import META
from workstation.hub.tokens import Tokens

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"level": "INFO", "handlers": ["stderr"]},
    "loggers": {
        "uvicorn": {"level": "INFO"},
        "uvicorn.access": {"level": "CRITICAL"},
        # these can print statements, parameters or rows at lower levels
        "sqlalchemy": {"level": "ERROR"},
        "psycopg": {"level": "CRITICAL"},
        "asyncio": {"level": "CRITICAL"},
    },
}


class NoisyDatabase(Exception):
    """PostgreSQL would write content into its own log. `settings` names what must be changed there."""

    def __init__(self, settings: tuple[str, ...]) -> None:
        super().__init__(", ".join(settings))
        self.settings = settings


@dataclass(frozen=True, slots=True)
class Place:
    """Where the hub stands: its database, its address, its certificate with key; perhaps a provider to sign in."""

    database: str
    host: str
    port: int
    certificate: Path
    key: Path
    provider: Provider | None = None


def opened(url: str, provider: Provider | None = None) -> tuple[Database, ASGIApp]:
    """Return a migrated database and the application on it. Raises HubTooNew, NoisyDatabase and DatabaseAway."""
    database = Database(url)
    try:
        bring_to_head(database)
        expect_quiet(database)
        return database, application_on(database, provider=provider)
    except BaseException:
        database.close()
        raise


def expect_quiet(database: Database) -> None:
    """Raise NoisyDatabase when the server would write content into its own log."""
    if noisy := noisy_settings(database):
        raise NoisyDatabase(noisy)


def application_on(database: Database, limits: Limits | None = None, provider: Provider | None = None) -> ASGIApp:
    """Return the application on a database that stands at this program's version."""
    with database.snapshot() as connection:
        secret = connection.execute(select(META.c.value).where(META.c.name == "token_secret")).scalar_one()
    tokens = Tokens(secret)
    sso = SingleSignOn(database, tokens, provider) if provider is not None else None
    archive = Archive(database, longest_away=AwayPolicy(database, now_utc).seconds)
    rooms = Rooms(archive, SigningIn(database, tokens), Administration(database), Erasures(database), sso)
    return application(rooms, tokens, limits)


def server_at(place: Place, app: ASGIApp) -> uvicorn.Server:
    """Return the web server, not yet running: TLS 1.2 or newer, no access log, no word about itself."""
    config = uvicorn.Config(
        app, host=place.host, port=place.port, http=ImpatientProtocol, ws="none", lifespan="off", log_config=LOGGING,
        access_log=False, server_header=False, date_header=False, proxy_headers=False, timeout_keep_alive=20,
        timeout_graceful_shutdown=10, ssl_certfile=place.certificate, ssl_keyfile=place.key,
        h11_max_incomplete_event_size=16 * 1024,
    )  # fmt: skip
    config.load()
    if config.ssl is None:
        raise AssertionError("the hub never speaks without TLS")
    config.ssl.minimum_version = ssl.TLSVersion.TLSv1_2
    return uvicorn.Server(config)


def serve(place: Place) -> None:
    """Serve until told to stop."""
    database, app = opened(place.database, place.provider)
    try:
        server_at(place, app).run()
    finally:
        database.close()
