"""Where the hub is measured: a PostgreSQL that really flushes, and web servers as processes of their own."""

import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

QUIET = ("log_error_verbosity=terse", "log_min_error_statement=panic", "log_parameter_max_length_on_error=0")
HUB = """
import sys
from pathlib import Path
from workstation.hub.application import Limits
from workstation.hub.database import Database
from workstation.hub.rates import Rate
from workstation.hub.serving import Place, application_on, server_at
url, port, certificate, key, measured = sys.argv[1:]
much = Rate(10**9, 10**9)
limits = Limits(of_a_device=much, of_an_address=much) if measured == "unlimited" else Limits()
place = Place(url, "127.0.0.1", int(port), Path(certificate), Path(key))
server_at(place, application_on(Database(url), limits)).run()
"""
BARE = """
import sys
from pathlib import Path
import psycopg
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route
from workstation.hub.serving import Place, server_at
url, port, certificate, key, _ = sys.argv[1:]
line = psycopg.connect(url, autocommit=True)
line.execute("CREATE TABLE IF NOT EXISTS bare(n bigserial PRIMARY KEY, body text NOT NULL)")
def put(body):
    return line.execute("INSERT INTO bare(body) VALUES (%s) RETURNING n", (body,)).fetchone()[0]
def read(n):
    return line.execute("SELECT body FROM bare WHERE n=%s", (n,)).fetchone()[0]
async def post(request):
    return Response(str(await run_in_threadpool(put, (await request.body()).decode())))
async def get(request):
    return Response(await run_in_threadpool(read, request.path_params["n"]))
routes = [Route("/v1/bare", post, methods=["POST"]), Route("/v1/bare/{n:int}", get)]
server_at(Place(url, "127.0.0.1", int(port), Path(certificate), Path(key)), Starlette(routes=routes)).run()
"""


def programs() -> Path | None:
    """Return where PostgreSQL's programs are, None when this machine has none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def free_port() -> int:
    """Return a port that nobody uses at this moment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Cluster:
    """A PostgreSQL with its own settings for safety: every commit is flushed."""

    def __init__(self, at: Path) -> None:
        self._programs = at
        self._user = next((u.pw_name for u in pwd.getpwall() if u.pw_name == "postgres"), "nobody")
        self._as: str | None = self._user if os.getuid() == 0 else None  # PostgreSQL refuses to run as root
        self.folder = Path(tempfile.mkdtemp(prefix="hub-bench-"))
        if self._as is not None:
            shutil.chown(self.folder, self._as)
        made = [
            str(at / "initdb"),
            "-D",
            str(self.folder / "cluster"),
            "-U",
            "hub",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
        ]
        subprocess.run(made, check=True, user=self._as, capture_output=True, cwd=self.folder)
        self.port = free_port()
        self._number = 0
        settings = [word for one in ("max_connections=200", *QUIET) for word in ("-c", one)]
        with (self.folder / "server.log").open("wb") as log:
            self._process = subprocess.Popen(
                [at / "postgres", "-D", self.folder / "cluster", "-p", str(self.port), "-h", "127.0.0.1",
                 "-k", self.folder, *settings], user=self._as, stdout=log, stderr=log, cwd=self.folder,
            )  # fmt: skip
        for _ in range(200):
            try:
                self._ask("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError("PostgreSQL did not start")

    def fresh(self) -> str:
        """Return the address of a new, empty database."""
        self._number += 1
        self._ask(f"CREATE DATABASE bench{self._number}")
        return f"postgresql://hub@127.0.0.1:{self.port}/bench{self._number}"

    def stop(self) -> None:
        """End it and take its folder away."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _ask(self, statement: str) -> None:
        address = f"postgresql://hub@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(address, autocommit=True, connect_timeout=5) as line:
            line.execute(statement.encode())


class Served:
    """A web server behind TLS in a process of its own: the hub (HUB), or the least that could be one (BARE)."""

    def __init__(self, program: str, url: str, certificate: Path, key: Path, limits: str = "unlimited") -> None:
        self.port = free_port()
        self.certificate = certificate
        words = [sys.executable, "-c", program, url, str(self.port), str(certificate), str(key), limits]
        around = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(words, env=around, stdout=quiet, stderr=quiet)
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        for _ in range(600):
            try:
                with socket.create_connection(("127.0.0.1", self.port), 0.2) as line, context.wrap_socket(line):
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the server did not start")

    @property
    def host(self) -> str:
        """Name and port, as an invitation has them."""
        return f"127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
