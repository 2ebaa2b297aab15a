"""kill -9 of the real program while real keys are typed into its real window (promise 1: nothing typed is ever lost).

    python packaging/checks/crash_typing.py --kills 200
    python packaging/checks/crash_typing.py --kills 3 --broken autosave-off   # must turn red
    python packaging/checks/crash_typing.py --kills 3 --broken plain-store    # must turn red

Red (exit 1) when a character older than one second is missing from the draft, the store is damaged, the cursor did
not come back, or the typed marker stands readable in any file that the program could have written.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "src"), str(Path(__file__).resolve().parent)]

from real_keys import Screen, virtual_screen

PASSPHRASE = "een wachtzin voor de proef"
# where the note stands in a window of 1366 × 768, and where its first letters appear
NOTE, LINE = (480, 140, 400, 240), (484, 134, 60, 20)
WORDS = [
    "zij",
    "belt",
    "vanop",
    "het",
    "werk",
    "en",
    "wil",
    "weten",
    "wat",
    "kan",
    "de",
    "zoon",
    "slaapt",
    "slecht",
    "sinds",
    "de",
    "zomer",
    "buurt",
    "rustig",
]


class Station:
    """A profile in a home of its own, and the program running on it."""

    def __init__(self, root: Path, screen: Screen, broken: str | None) -> None:
        self.root, self.profile, self.screen = root, root / "profile", screen
        home = root / "home"
        (home / "tmp").mkdir(parents=True)
        self.env = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("QT_", "XDG_", "DBUS_"))},
            "HOME": str(home), "TMPDIR": str(home / "tmp"), "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src"), "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        self.program = [sys.executable, "-m", "workstation"]
        if broken:
            self.program = [sys.executable, str(Path(__file__).with_name("broken_desk.py")), broken]

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command for scripts on this profile."""
        return subprocess.run(
            [*self.program, *words, "--profile", str(self.profile), "--passphrase-stdin", "--json"],
            input=PASSPHRASE + "\n", capture_output=True, text=True, env=self.env, check=False,
        )  # fmt: skip

    def start(self) -> subprocess.Popen[str]:
        """Open the window and wait until it says that it can be typed in."""
        running = subprocess.Popen(
            [*self.program, "open", "--profile", str(self.profile), "--passphrase-stdin", "--say-when-ready"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.env,
        )  # fmt: skip
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(PASSPHRASE + "\n")
        running.stdin.close()
        if "ready" not in running.stdout.readline():
            raise RuntimeError("the program did not come up")
        self.screen.focus()
        return running

    def drafts(self) -> list[dict[str, object]]:
        """Return the bodies of all drafts, read from the store as the program would."""
        from workstation.store.unlocking import unlock

        vault = unlock(self.profile, PASSPHRASE)
        try:
            with vault.reading() as work:
                lines = work.drafts.waiting()
                return [json.loads(work.drafts.get(line.id)) for line in lines]
        finally:
            vault.close()


def open_a_call(screen: Screen) -> None:
    """Press the key for a new call and wait until its note stands there."""
    before = screen.pixels(*NOTE)
    screen.press("Control_L+n")
    end = time.monotonic() + 10
    while screen.pixels(*NOTE) == before:
        if time.monotonic() > end:
            raise TimeoutError("no call opened")
        time.sleep(0.02)
    time.sleep(0.2)
    screen.focus()


class DeafWindow(Exception):
    """The virtual screen gave the keys to nobody: nothing was typed, so nothing is judged."""


def type_and_kill(station: Station, dice: random.Random, marker: str) -> tuple[list[tuple[float, str]], float]:
    """Type into a new call until a random moment, kill -9; return (moment, character) of each key and the kill.

    Raises DeafWindow when not one letter appeared.
    """
    running = station.start()
    open_a_call(station.screen)
    empty = station.screen.pixels(*LINE)
    typed: list[tuple[float, str]] = []
    until = time.monotonic() + dice.uniform(1.2, 3.5)
    text = marker + " "
    while time.monotonic() < until:
        for char in text:
            station.screen.press({" ": "space"}.get(char, char))
            typed.append((time.monotonic(), char))
            time.sleep(dice.uniform(0.004, 0.05))
            if time.monotonic() >= until:
                break
        text = dice.choice(WORDS) + " "
    deaf = station.screen.pixels(*LINE) == empty
    killed = time.monotonic()
    running.send_signal(signal.SIGKILL)
    running.wait()
    if deaf:
        raise DeafWindow
    return typed, killed


def readable(root: Path, marker: str) -> list[str]:
    """Return the files below `root` in which the marker stands in clear, in any of the usual encodings."""
    needles = [form.encode(code) for form in (marker, marker.upper()) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    return [
        str(file.relative_to(root))
        for file in root.rglob("*")
        if file.is_file() and any(needle in file.read_bytes() for needle in needles)
    ]


def judge(station: Station, typed: list[tuple[float, str]], killed: float, marker: str) -> list[str]:
    """Return what is wrong after a kill."""
    wrong = [f"readable in {name}" for name in readable(station.root, marker)]
    old = "".join(char for at, char in typed if at < killed - 1.0)
    try:
        bodies = station.drafts()
    except Exception as problem:  # noqa: BLE001 - whatever it is, the store did not open
        return [*wrong, f"the store does not open: {type(problem).__name__}"]
    mine = [b for b in bodies if marker in str(dict(b["answers"]).get("narrative", ""))]  # type: ignore[call-overload]
    kept = str(dict(mine[0]["answers"])["narrative"]) if mine else ""  # type: ignore[call-overload]
    if not kept.startswith(old):
        same = next((i for i, pair in enumerate(zip(old, kept, strict=False)) if pair[0] != pair[1]), len(kept))
        wrong.append(f"lost {len(old) - min(same, len(old))} of {len(old)} characters")
    if mine and dict(mine[0].get("view", {})).get("cursor") != len(kept):  # type: ignore[call-overload]
        wrong.append("the cursor did not come back")
    done = station.command("check")
    if done.returncode:
        wrong.append("check: " + done.stdout.strip())
    return wrong


def main() -> int:
    """Run the kills and print what was found."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1712)
    asked.add_argument("--broken", choices=("autosave-off", "plain-store"))
    wish = asked.parse_args()
    dice = random.Random(wish.seed)
    root = Path(tempfile.mkdtemp(prefix="crash-"))
    faults = characters = deaf = 0
    began = time.monotonic()
    try:
        with virtual_screen() as screen:
            station = Station(root, screen, wish.broken)
            made = station.command("profile", "create", "--no-keyring")
            if made.returncode:
                print(made.stdout, made.stderr)
                return 1
            for kill in range(1, wish.kills + 1):
                marker = "merk" + "".join(dice.choices("bcdfghjklmnpqrstvwxz", k=12))
                try:
                    typed, killed = type_and_kill(station, dice, marker)
                except DeafWindow:
                    deaf += 1
                    continue
                characters += len(typed)
                wrong = judge(station, typed, killed, marker)
                faults += bool(wrong)
                for line in wrong:
                    print(f"kill {kill}: {line}", flush=True)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    print(
        f"{wish.kills - deaf} kills, {characters} characters typed, {faults} kills with a fault, "
        f"{deaf} runs in which no key reached the window, seed {wish.seed}, "
        f"{time.monotonic() - began:.0f} s",
    )
    return 1 if faults or deaf * 10 > wish.kills else 0


if __name__ == "__main__":
    sys.exit(main())
