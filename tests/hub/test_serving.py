import asyncio
import contextlib
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import warnings

import httpx
import pytest
from tests.hub.hubs import Team, hub_file

from workstation.hub.certificates import fingerprint, self_made
from workstation.hub.serving import Place

SECRET = "geheim-merkteken-51177"


START = """
import sys
from pathlib import Path
from workstation.hub.deadlines import ImpatientProtocol
from workstation.hub.serving import Place, serve
url, port, certificate, key = sys.argv[1:]
ImpatientProtocol.seconds = 0.5
serve(Place(url, "127.0.0.1", int(port), Path(certificate), Path(key)))
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    certificate, key = self_made(folder)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return Place(hub_file(folder), "127.0.0.1", taken.getsockname()[1], certificate, key)


@pytest.fixture(scope="module")
def served(place):
    """The hub as `hub serve` starts it, a process of its own; gives its port."""
    given = [place.database, str(place.port), str(place.certificate), str(place.key)]
    with said_by(place).open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", START, *given], stdout=said, stderr=said,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
    while process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", place.port), 0.2):
            break
        time.sleep(0.05)
    yield place.port
    process.send_signal(signal.SIGINT)
    process.wait(20)


def said_by(place):
    return place.certificate.parent / "said"


@pytest.fixture
def trusting(place):
    context = ssl.create_default_context(cafile=place.certificate)
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


def test_the_hub_answers_behind_its_own_certificate(served, trusting):
    with httpx.Client(verify=trusting, trust_env=False) as client:
        answer = client.get(f"https://127.0.0.1:{served}/v1/health")
    assert answer.json() == {"well": True}
    assert {"server", "date"}.isdisjoint(answer.headers)


def test_a_station_that_does_not_pin_the_certificate_is_not_answered(served):
    with httpx.Client(trust_env=False) as client, pytest.raises(httpx.ConnectError):
        client.get(f"https://127.0.0.1:{served}/v1/health")


def test_there_is_no_way_in_without_tls_nor_with_an_old_one(served, trusting):
    with httpx.Client(trust_env=False) as client, pytest.raises(httpx.HTTPError):
        client.get(f"http://127.0.0.1:{served}/v1/health")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python calls it old as well
        trusting.minimum_version = ssl.TLSVersion.TLSv1
        trusting.maximum_version = ssl.TLSVersion.TLSv1_1
    trusting.set_ciphers("ALL:@SECLEVEL=0")
    with httpx.Client(verify=trusting, trust_env=False) as client, pytest.raises(httpx.ConnectError):
        client.get(f"https://127.0.0.1:{served}/v1/health")


def test_the_certificate_is_made_once_for_its_owner_alone(place):
    folder = place.certificate.parent
    assert self_made(folder) == (place.certificate, place.key)
    assert place.key.stat().st_mode & 0o077 == 0
    assert len(fingerprint(place.certificate)) == 32 * 3 - 1


def test_nothing_of_a_request_is_logged_by_the_web_server(served, trusting, place):
    with httpx.Client(verify=trusting, trust_env=False) as client:
        base = f"https://127.0.0.1:{served}"
        client.get(f"{base}/{SECRET}?{SECRET}={SECRET}", headers={"x-a": SECRET})
        client.post(f"{base}/v1/enrol", content=f'{{"code": "{SECRET}"}}')
        client.request("BREW", f"{base}/v1/{SECRET}")
    said = said_by(place).read_text()
    assert "Uvicorn running on https://127.0.0.1" in said
    assert SECRET not in said


@pytest.mark.parametrize("said", [b"", b"POST /v1/pull HTTP/1.1\r\nhost: x\r\n", b"\x00\x01\x02 rubbish\r\n\r\n"])
def test_a_connection_that_does_not_finish_asking_is_closed(served, trusting, said):
    async def hundred():
        lines = [await asyncio.open_connection("127.0.0.1", served, ssl=trusting) for _ in range(100)]
        for _, writer in lines:
            writer.write(said)
        began = time.monotonic()
        with contextlib.suppress(ConnectionError):
            await asyncio.wait_for(asyncio.gather(*(r.read(-1) for r, _ in lines), return_exceptions=True), 10)
        for _, writer in lines:
            writer.transport.abort()
        return time.monotonic() - began

    trusting.check_hostname = False
    assert asyncio.run(hundred()) < 5


def test_the_hub_still_answers_while_others_dawdle(served, trusting):
    trusting.check_hostname = False

    async def dawdle():
        lines = [await asyncio.open_connection("127.0.0.1", served, ssl=trusting) for _ in range(50)]
        async with httpx.AsyncClient(verify=trusting, trust_env=False) as client:
            answer = await client.get(f"https://127.0.0.1:{served}/v1/health")
        for _, writer in lines:
            writer.transport.abort()
        return answer.status_code

    assert asyncio.run(dawdle()) == 200


def test_a_hub_on_a_file_keeps_what_it_was_told(place):
    team = Team(place.database)
    team.furnish({"an": ["A"]})
    assert team.device("an")
    team.database.close()
