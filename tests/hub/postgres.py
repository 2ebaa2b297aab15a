"""A PostgreSQL of our own: a cluster in a temporary folder, on a free port of this machine, ended by its process."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

from workstation.hub.database import Database
from workstation.hub.migrating import bring_to_head

QUIET = (
    "log_error_verbosity=terse", "log_min_error_statement=panic", "log_parameter_max_length_on_error=0",
)  # fmt: skip


def programs() -> Path | None:
    """Where initdb and postgres are, None when this machine has none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [
        Path(p) for p in [shutil.which("initdb")] if p
    ]
    return found[-1].parent if found else None


def not_root() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    return None


class Server:
    """One cluster. `settings` are given to the server as they stand."""

    def __init__(self, settings=QUIET):
        self.programs, self.user, self.number = programs(), not_root(), 0
        self.folder = Path(tempfile.mkdtemp(prefix="hub-pg-"))
        if self.user is not None:
            shutil.chown(self.folder, self.user)
        self._run(
            "initdb", "-D", self.folder / "cluster", "-U", "hub", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"
        )
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            self.port = taken.getsockname()[1]
        self.log = self.folder / "server.log"
        self.log.touch()
        self.settings = settings
        self.start()
        self._template()

    def start(self):
        words = [x for one in ("fsync=off", "max_connections=200", *self.settings) for x in ("-c", one)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.folder / "cluster", "-p", str(self.port), "-h", "127.0.0.1",
                 "-k", self.folder, *words],
                user=self.user, stdout=log, stderr=log, cwd=self.folder,
            )  # fmt: skip
        for _ in range(200):
            try:
                self.ask("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError("PostgreSQL did not start")

    def crash(self):
        """End it at once, without closing anything."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(20)

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, name):
        return f"postgresql://hub@127.0.0.1:{self.port}/{name}"

    def ask(self, *statements, name="postgres"):
        with psycopg.connect(self.address(name), autocommit=True, connect_timeout=5) as connection:
            for statement in statements:
                connection.execute(statement)

    def fresh(self):
        """The address of a new, empty, migrated hub."""
        self.number += 1
        self.ask(
            f"DROP DATABASE IF EXISTS hub{self.number - 1} WITH (FORCE)",
            f"CREATE DATABASE hub{self.number} TEMPLATE hub_empty",
        )
        return self.address(f"hub{self.number}")

    def _template(self):
        self.ask("CREATE DATABASE hub_empty")
        database = Database(self.address("hub_empty"))
        bring_to_head(database)
        database.close()

    def _run(self, program, *words):
        subprocess.run(
            [self.programs / program, *words], check=True, user=self.user, capture_output=True, cwd=self.folder
        )
