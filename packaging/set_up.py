"""Makes `.venv` with the locked dependencies, and sees to the system libraries Qt needs. Standard library only.

    python3 packaging/set_up.py desk|hub|dev

A second run with nothing changed does nothing and needs no network. As root on a Debian-like system missing
libraries are installed; elsewhere they are named in one line.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")

# shared library → Debian package; one that cannot be loaded is missing (screens.md 1.1: steps A and B)
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# program → Debian package: what tests look with; a test says so and is skipped where one is missing
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "setxkbmap": "x11-xkb-utils",
    "pdftotext": "poppler-utils",
    "gnome-keyring-daemon": "gnome-keyring",
    "dbus-run-session": "dbus",
}


def say(text: str) -> None:
    """Print one line at once."""
    print(text, flush=True)


def missing_packages(kind: str) -> list[str]:
    """Return the Debian packages this machine still lacks for `kind`."""
    wanted = []
    if importlib.util.find_spec("ensurepip") is None:
        wanted.append(f"python3.{sys.version_info.minor}-venv")
    if kind != "hub":
        for library, package in LIBRARIES.items():
            try:
                ctypes.CDLL(library)
            except OSError:
                wanted.append(package)
    if kind == "dev":
        wanted += [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]
    return wanted


def see_to_system(kind: str) -> None:
    """Install missing system packages where we may; else name them in one line."""
    if not sys.platform.startswith("linux"):
        return
    wanted = missing_packages(kind)
    if not wanted:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(wanted)}"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        say(f"Missing on this system: {' '.join(wanted)}. On Debian or Ubuntu: sudo {line}")
        if any(package.endswith("-venv") for package in wanted):
            sys.exit(1)
        return
    say(f"Installing system libraries: {' '.join(wanted)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False, stdout=subprocess.DEVNULL)
    done = subprocess.run(line.split(), env=quiet, check=False, capture_output=True, text=True)
    if done.returncode:
        say(f"That did not work; the rest goes on. By hand: {line}")


def stamp_of(kind: str) -> str:
    """Return what the set-up of `kind` depends on, as a hash."""
    found = hashlib.sha256(sys.version.encode())
    for file in (ROOT / "packaging" / "locked" / f"{kind}.txt", ROOT / "pyproject.toml"):
        found.update(file.read_bytes())
    return found.hexdigest()


def install(kind: str) -> None:
    """Make the environment and put the locked wheels and this package in it."""
    if not (BIN / ("python.exe" if os.name == "nt" else "python")).exists():
        say("Making .venv")
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    say("Installing the locked dependencies (wheels only, hashes checked)")
    pip = [str(BIN / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "--no-input"]
    lock = ROOT / "packaging" / "locked" / f"{kind}.txt"
    steps = (
        [*pip, "install", "--require-hashes", "--only-binary", ":all:", "-r", str(lock)],
        [*pip, "install", "--no-deps", "--no-build-isolation", "-e", str(ROOT)],
    )
    for step in steps:
        done = subprocess.run(step, check=False, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            say(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "")
            say("The dependencies could not be installed. Is there a network? Nothing else was changed; try again.")
            sys.exit(1)


def main() -> None:
    """Set up one of: desk, hub, dev (dev holds the other two)."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python reaches this line and deserves a sentence
        say(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12 …")
        sys.exit(1)
    kind = sys.argv[1] if len(sys.argv) > 1 else "desk"
    stamps = {one: VENV / f".set-up-{one}" for one in (kind, "dev")}
    for one, stamp in stamps.items():
        if stamp.exists() and stamp.read_text() == stamp_of(one):
            return
    began = time.monotonic()
    see_to_system(kind)
    install(kind)
    stamps[kind].write_text(stamp_of(kind))
    say(f"Ready in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
