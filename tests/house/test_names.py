"""Names say what is in a drawer; drawers for odds and ends do not exist."""

import ast
import re

import pytest
from tests.house.tree import PACKAGE, ROOMS, ROOT, ours, python_files, short, tree_of

SHUNNED = {
    "utils", "util", "helpers", "helper", "common", "misc", "base", "core", "manager", "handler", "controller", "data",
    "info", "object", "objects",
}  # fmt: skip

# what the field itself calls so: a percentage has a base
FIELD_TERMS = {"Base"}


def shunned(name):
    return SHUNNED & set(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_"))


def test_no_file_has_a_shunned_name():
    assert [short(p) for p in python_files("src", "tests", "packaging", "migrations") if shunned(p.stem)] == []


def test_no_class_has_a_shunned_name():
    classes = [
        node.name
        for path in python_files("src", "tests", "packaging")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef) and shunned(node.name)
    ]
    assert set(classes) <= FIELD_TERMS


@pytest.mark.parametrize("name", ["CallManager", "utils", "person_helpers", "BaseShelf"])
def test_a_shunned_name_is_recognised(name):
    assert shunned(name)


@pytest.mark.parametrize("name", ["database", "Calls", "codebook", "handled"])
def test_a_good_name_is_left_in_peace(name):
    assert not shunned(name)


def test_every_file_says_what_is_in_it():
    silent = [short(p) for p in python_files("src") if p.name != "__main__.py" and not ast.get_docstring(tree_of(p))]
    assert silent == []


USE_CASES = sorted(p for p in (PACKAGE / "usecases").glob("*.py") if p.name != "__init__.py")


# parts of a use case that fill a file of their own
PARTS = {
    n.module.rpartition(".")[2]
    for path in USE_CASES
    for n in ast.walk(tree_of(path))
    if isinstance(n, ast.ImportFrom) and (n.module or "").startswith("workstation.usecases.")
} | {"registration_reports"}  # what an import leaves on paper: written by the command, after the use case


@pytest.mark.parametrize("path", [p for p in USE_CASES if p.stem not in PARTS], ids=lambda p: p.stem)
def test_a_use_case_is_named_as_its_file(path):
    public = [n.name for n in tree_of(path).body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
    assert path.stem in public


def mirrors(path):
    """The modules a test file can be about: `tests/room/test_name.py` is about a module, or a part, of that room."""
    room = PACKAGE / path.relative_to(ROOT / "tests").parts[0]
    return {p.stem for p in room.rglob("*") if p.suffix == ".py" or p.is_dir()}


WHOLE_STORIES = {"house", "journeys", "migrations", "packaging"}


def test_every_test_file_is_about_a_module_of_its_room_or_says_what_else_it_is_about():
    lost = []
    for path in python_files("tests"):
        room = path.relative_to(ROOT / "tests").parts[0]
        if not path.name.startswith("test_") or room in WHOLE_STORIES:
            continue
        name = path.stem.removeprefix("test_")
        known = mirrors(path)
        about_more = ast.get_docstring(tree_of(path)) is not None
        if not about_more and not any(
            name == one or name.startswith(one + "_") or one.startswith(name + "_") for one in known
        ):
            lost.append(short(path))
    assert lost == []


def test_every_room_with_tests_exists():
    rooms = {room.name for room in ROOMS} | WHOLE_STORIES | {"ui", "commandline"}
    assert {
        p.relative_to(ROOT / "tests").parts[0] for p in python_files("tests") if p.parent != ROOT / "tests"
    } <= rooms


def test_nothing_is_kept_in_the_root_that_does_not_belong_there():
    allowed = {
        "README.md", "CHANGELOG.md", "DECISIONS.md", "LICENSE", "Makefile", "pyproject.toml", ".gitignore",
    }  # fmt: skip
    assert {p.name for p in ours() if p.parent == ROOT} <= allowed
