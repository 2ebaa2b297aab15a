"""Each room says in its first lines what it may import; that line is the contract, not a memory of it."""

import ast
import re
import tomllib

import pytest
from tests.house.tree import ROOMS, ROOT, tree_of

LINES = re.compile(
    r"^Room `(?P<name>\w+)`: .+\n\nMay import: (?P<rooms>.+)\nNever here: .+\nExample: (?P<example>\S+)$"
)


def stairs():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = [c["layers"] for c in contracts if c["type"] == "layers"]
    return [[room.strip() for room in step.split("|")] for step in layers]


def below(room):
    steps = stairs()
    at = next(n for n, step in enumerate(steps) if room in step)
    allowed = {name for step in steps[at + 1 :] for name in step}
    return allowed - ({"store"} if room == "ui" else set()) - _forbidden(room)


def _forbidden(room):
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    return {
        module.removeprefix("workstation.")
        for c in contracts
        if c["type"] == "forbidden" and f"workstation.{room}" in c["source_modules"]
        for module in c["forbidden_modules"]
    }


def on_the_stairs():
    named = {name for step in stairs() for name in step}
    return [room for room in ROOMS if room.name in named]


@pytest.mark.parametrize("room", on_the_stairs(), ids=lambda room: room.name)
def test_a_room_says_what_it_is_for(room):
    said = LINES.match(ast.get_docstring(tree_of(room / "__init__.py")) or "")
    assert said, "Room `name`: what for / May import / Never here / Example"
    assert said["name"] == room.name


@pytest.mark.parametrize("room", on_the_stairs(), ids=lambda room: room.name)
def test_what_a_room_says_it_may_import_is_its_contract(room):
    said = LINES.match(ast.get_docstring(tree_of(room / "__init__.py")) or "")
    assert {name.strip() for name in said["rooms"].split(",")} == below(room.name)


@pytest.mark.parametrize("room", on_the_stairs(), ids=lambda room: room.name)
def test_the_example_of_a_room_that_has_files_is_there(room):
    said = LINES.match(ast.get_docstring(tree_of(room / "__init__.py")) or "")
    has_files = any(p.name != "__init__.py" for p in room.rglob("*.py"))
    assert not has_files or (ROOT / "src" / "workstation" / said["example"]).exists()


def test_the_contract_is_read_and_not_made_up():
    assert "store" in below("usecases")
    assert "usecases" not in below("store")
    assert "store" not in below("ui")
    assert below("resources") == set()
