"""No file of ours names a package registry or a place on somebody's machine, and no test mocks our own code."""

import ast
import re

import pytest
from tests.house.tree import ROOT, ours, python_files, short, tree_of

PY = "py"  # the name of a registry stands whole in no file, this one included
REGISTRY = re.compile(
    r"(py[p]i\.org|pyth[o]nhosted\.org|files\.pyth[o]n|registry\.np[m]|--index-url|--extra-index-url)", re.IGNORECASE
)
# a folder of a machine: a home, or a folder at the top that is not part of every system; invented people have homes too
PLACE = re.compile(
    r"(?<![\w.~/-])/(home|root|Users|work)/(?!(noor|invented)\b)[\w.-]+|[A-Z]:\\Users\\", re.IGNORECASE
)
TEXT = {".py", ".toml", ".md", ".csv", ".txt", ".sh", ".cfg", ".qss", ".svg", ".mako", ".ini", ""}
MINE = {"tests/house/test_clean_files.py"}


def texts():
    for path in ours():
        if path.suffix in TEXT and short(path) not in MINE:
            yield short(path), path.read_text(encoding="utf-8", errors="replace")


def test_no_file_names_a_package_registry():
    assert [name for name, text in texts() if REGISTRY.search(text)] == []


def test_no_file_names_a_folder_of_one_machine():
    assert [(name, m[0]) for name, text in texts() if (m := PLACE.search(text))] == []


@pytest.mark.parametrize("leak", [f"https://{PY}pi.org/simple", "see /home/someone/x", "C:\\Users\\someone"])
def test_a_leak_is_recognised(leak):
    assert REGISTRY.search(leak) or PLACE.search(leak)


def test_locked_files_hold_hashes_and_no_address():
    for path in (ROOT / "packaging" / "locked").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text


def test_nothing_of_ours_is_mocked():
    mocked = [
        short(path)
        for path in python_files("tests")
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("unittest.mock"))
        or (isinstance(node, ast.Import) and any(a.name.startswith("unittest") for a in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "unittest")
    ]
    assert mocked == []
