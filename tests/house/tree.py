"""The tree as the house tests see it: our own files, parsed."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "workstation"
ROOMS = sorted(p.parent for p in PACKAGE.glob("*/__init__.py"))


@cache
def ours() -> tuple[Path, ...]:
    """Every file of the repository that is kept, without fonts and icons; all files where there is no git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout.splitlines()  # fmt: skip
        found = [ROOT / name for name in listed]
    except (OSError, subprocess.CalledProcessError):
        found = [p for p in ROOT.rglob("*") if not {".git", ".venv", "__pycache__"} & set(p.parts)]
    return tuple(p for p in found if p.is_file())


def python_files(*under: str) -> tuple[Path, ...]:
    """Our Python files under some top folders."""
    return tuple(p for p in ours() if p.suffix == ".py" and p.relative_to(ROOT).parts[0] in under)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
