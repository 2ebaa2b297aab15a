"""Everything the program wrote while the walkthrough ran holds no planted word, in any form (promise 2).

    python packaging/checks/marker_sweep.py              # the walkthrough under strace, then the sweep
    python packaging/checks/marker_sweep.py --self-test  # planted leaks of every kind must all be found

Two nets: the bytes of every write the processes made, whatever became of the file (strace), and every file left in
the profile, the home, the temporary folder and the output folder, PDFs by text extraction.
"""

import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent)]

from needles import forms_of, found_below, found_in, text_of_pdf

MARKER = "kwartelvogelmerk"
CALLS = "write,pwrite64,writev,pwritev,sendto,sendmsg"
ESCAPED = re.compile(r"\\x([0-9a-f]{2})")


def run(root: Path, command: list[str]) -> Path:
    """Run a command with a home and a temporary folder of its own, under strace where there is one."""
    (root / "home" / "tmp").mkdir(parents=True, exist_ok=True)
    env = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "DBUS_"))},
        "HOME": str(root / "home"), "TMPDIR": str(root / "home" / "tmp"), "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src"), "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    trace = root / "trace"
    watched = ["strace", "-f", "-qq", "-y", "-xx", "-s", "4000000", "-e", f"trace={CALLS}", "-o", str(trace)]
    whole = [*watched, *command] if shutil.which("strace") else command
    done = subprocess.run(whole, env=env, check=False, capture_output=True, text=True)
    (root / "printed").write_text(done.stdout, encoding="utf-8")
    (root / "complained").write_text(done.stderr, encoding="utf-8")
    if done.returncode:
        print((done.stdout + done.stderr)[-2000:])
        raise SystemExit("the walkthrough did not reach its end")
    return trace


def found_in_trace(trace: Path, marker: str) -> list[str]:
    """Return a line for every write in which the marker stood; reads the trace line by line."""
    if not trace.exists():
        return []
    needles = {name: "".join(f"\\x{byte:02x}" for byte in form) for name, form in forms_of(marker).items()}
    lines = set()
    with trace.open(encoding="ascii", errors="replace") as told:
        for line in told:
            for name, needle in needles.items():
                if needle in line:
                    where = re.search(r"<([^>]*)>", line)
                    path = ESCAPED.sub(lambda m: chr(int(m[1], 16)), where[1]) if where else "?"
                    lines.add(f"written to {path}: {name}")
    return sorted(lines)


def self_test(root: Path) -> int:
    """Plant one leak of each kind and find them all."""
    folder = root / "plants"
    folder.mkdir()
    kinds: dict[str, bytes] = dict(forms_of(MARKER))
    kinds["gzip"] = gzip.compress(MARKER.encode())
    packed = folder / "packed"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as plant:
        plant.writestr("a.txt", MARKER)
    kinds["zip"] = packed.read_bytes()
    made = subprocess.run(
        [sys.executable, "-c", QT_PDF, str(folder / "qt.pdf"), MARKER],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, check=True, capture_output=True,
    )  # fmt: skip
    assert made.returncode == 0
    kinds["text of a Qt PDF"] = (folder / "qt.pdf").read_bytes()
    missed = [kind for kind, content in kinds.items() if not found_in(content, MARKER)]
    if shutil.which("strace"):
        deleted = f"import os,tempfile; f=tempfile.NamedTemporaryFile(); f.write(b'{MARKER}'); f.flush()"
        if not found_in_trace(run(root, [sys.executable, "-c", deleted]), MARKER):
            missed.append("a temporary file that was deleted again")
        kinds["deleted file"] = b""
    print(
        f"self-test: {len(kinds) - len(missed)} of {len(kinds)} planted leaks found"
        + (f"; missed {missed}" if missed else "")
    )
    return 1 if missed else 0


QT_PDF = """
import sys
from PySide6.QtGui import QGuiApplication, QPainter, QPdfWriter
app = QGuiApplication([])
pdf = QPdfWriter(sys.argv[1])
painter = QPainter(pdf)
painter.drawText(1000, 1000, sys.argv[2])
painter.end()
"""


def main() -> int:
    """Sweep, and print what was found."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--self-test", action="store_true")
    wish = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="sweep-") as name:
        root = Path(name)
        if wish.self_test:
            return self_test(root)
        out = root / "out"
        walk = [sys.executable, "-m", "workstation", "walkthrough", "--out", str(out), "--marker", MARKER, "--json"]
        trace = run(root, [*walk, "--profile", str(root / "profile")])
        size = trace.stat().st_size if trace.exists() else 0
        trace_hits = found_in_trace(trace, MARKER)
        trace.unlink(missing_ok=True)
        hits = trace_hits + found_below(root, MARKER)
        pdfs = list(out.glob("*.pdf"))
        told = json.loads((root / "printed").read_text(encoding="utf-8"))["pdf_passphrase"]
        controls = [MARKER in text_of_pdf(pdf.read_bytes(), told).lower() for pdf in pdfs]
        files = sum(1 for file in root.rglob("*") if file.is_file())
    for hit in hits:
        print(hit)
    print(
        f"swept {files} files and {size / 1e6:.0f} MB of traced writes for {len(forms_of(MARKER))} forms: "
        f"{len(hits)} hits; control: the word is readable in {sum(controls)} of {len(pdfs)} PDFs once unsealed",
    )
    return 1 if hits or not any(controls) else 0


if __name__ == "__main__":
    sys.exit(main())
