"""Anki's own sync server and client with notes of the same size: what one hands over, what another then reads.

python packaging/bench/anki_peer.py NOTES BYTES_OF_A_NOTE      with a Python that has the package `anki`

Prints one line of JSON. A note is a note and a card: two records, as a call is a call and a person. Without TLS and
without encryption, which is how Anki's own server comes.
"""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROUNDS = 40


def collection(folder: Path, name: str) -> Any:  # noqa: ANN401  # the library is not there when types are checked
    """Open one collection."""
    from anki.collection import Collection  # type: ignore[import-not-found,unused-ignore]

    return Collection(str(folder / f"{name}.anki2"))


def add_notes(held: Any, count: int, size: int, dice: random.Random) -> None:  # noqa: ANN401
    """Put notes of this many bytes in."""
    kind = held.models.by_name("Basic")
    for _ in range(count):
        note = held.new_note(kind)
        note["Front"] = f"Verzonnen {dice.getrandbits(64)}"
        note["Back"] = dice.randbytes(size // 2).hex()
        held.add_note(note, 1)


def met(held: Any, auth: Any) -> float:  # noqa: ANN401
    """Sync once in the ordinary way and return the seconds it took."""
    began = time.perf_counter()
    answer = held.sync_collection(auth, sync_media=False)
    if answer.required != answer.NO_CHANGES:
        raise SystemExit(f"not an ordinary sync: {answer.required}")
    return time.perf_counter() - began


def whole(held: Any, auth: Any, *, upload: bool) -> float:  # noqa: ANN401
    """Send or fetch the whole file and return the seconds it took."""
    answer = held.sync_collection(auth, sync_media=False)
    began = time.perf_counter()
    held.close_for_full_sync()
    held.full_upload_or_download(auth=auth, server_usn=answer.server_media_usn, upload=upload)
    held.reopen(after_full_sync=True)
    return time.perf_counter() - began


def measured(folder: Path, address: str, count: int, size: int) -> dict[str, Any]:
    """Run the whole measurement against a server."""
    dice = random.Random(1712)
    one, other = collection(folder, "one"), collection(folder, "other")
    auth = one.sync_login("bench", "bench", address)
    add_notes(one, 1, size, dice)
    whole(one, auth, upload=True)
    whole(other, auth, upload=False)
    add_notes(one, count, size, dice)
    over, back = met(one, auth), met(other, auth)
    trips = []
    for _ in range(ROUNDS):
        add_notes(one, 1, size, dice)
        trips.append((met(one, auth) + met(other, auth)) * 1000)
    third = collection(folder, "third")
    fetched = whole(third, auth, upload=False)
    if not one.note_count() == other.note_count() == third.note_count():
        raise SystemExit("the collections differ")
    return {"over": 2 * count / over, "read": 2 * count / back, "trips": trips, "file": 2 * count / fetched}


def main() -> None:
    """Start a server, measure, end it."""
    count, size = int(sys.argv[1]), int(sys.argv[2])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as name:
        around = os.environ | {
            "SYNC_USER1": "bench:bench", "SYNC_HOST": "127.0.0.1", "SYNC_PORT": str(port),
            "SYNC_BASE": f"{name}/server", "MAX_SYNC_PAYLOAD_MEGS": "2000",
        }  # fmt: skip
        quiet = subprocess.DEVNULL
        server = subprocess.Popen([sys.executable, "-m", "anki.syncserver"], env=around, stdout=quiet, stderr=quiet)
        try:
            for _ in range(200):
                try:
                    socket.create_connection(("127.0.0.1", port), 0.2).close()
                    break
                except OSError:
                    time.sleep(0.05)
            print(json.dumps(measured(Path(name), f"http://127.0.0.1:{port}/", count, size)))
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)


if __name__ == "__main__":
    main()
