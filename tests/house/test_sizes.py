"""Nothing grows past what one can read at a sitting. An exception needs a number in DECISIONS.md."""

import ast
import re

from tests.house.tree import PACKAGE, ROOT, python_files, short, tree_of

LONGEST_FILE = 400
LONGEST_WINDOW = 200
LONGEST_FUNCTION = 40
MOST_PARAMETERS = 7
MOST_METHODS = 15

# class -> number of the decision that allows it
ALLOWED_CLASSES = {"Draft": 8, "Work": 19}


def functions():
    for path in python_files("src", "packaging"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def lines_of_code(path, node):
    """Lines that do something: neither signature nor docstring nor empty."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    lines = path.read_text(encoding="utf-8").splitlines()
    return sum(bool(line.strip()) for line in lines[body[0].lineno - 1 : body[-1].end_lineno]) if body else 0


def test_no_file_is_longer_than_four_hundred_lines():
    long = {
        short(p): n
        for p in python_files("src", "tests", "packaging")
        if (n := len(p.read_text().splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_the_window_is_a_switchboard_of_at_most_two_hundred_lines():
    window = PACKAGE / "ui" / "window.py"
    assert len(window.read_text().splitlines()) <= LONGEST_WINDOW


def test_no_function_is_longer_than_forty_lines():
    long = {f"{short(p)}:{f.name}": n for p, f in functions() if (n := lines_of_code(p, f)) > LONGEST_FUNCTION}
    assert long == {}


def test_no_constructor_takes_more_than_seven_things():
    greedy = {
        short(p): len(f.args.args) - 1 + len(f.args.kwonlyargs)
        for p, f in functions()
        if f.name == "__init__" and len(f.args.args) - 1 + len(f.args.kwonlyargs) > MOST_PARAMETERS
    }
    assert greedy == {}


def test_no_class_has_more_than_fifteen_public_methods():
    broad = {
        node.name: n
        for path in python_files("src")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef) and (n := len(set(_public(node)))) > MOST_METHODS
    }
    assert set(broad) == set(ALLOWED_CLASSES)


def _public(node):
    return [
        f.name
        for f in node.body
        if isinstance(f, ast.FunctionDef) and not f.name.startswith("_") and not re.match(r"[a-z]+[A-Z]", f.name)
    ]


def test_every_exception_has_its_decision():
    decisions = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    for name, number in ALLOWED_CLASSES.items():
        entry = re.search(rf"^## {number}\. (.|\n)*?(?=^## |\Z)", decisions, re.MULTILINE)
        assert entry, number
        assert name in entry[0]


def test_no_decision_is_longer_than_fifteen_lines():
    entries = (ROOT / "DECISIONS.md").read_text(encoding="utf-8").split("\n## ")[1:]
    assert [e.splitlines()[0] for e in entries if len(e.strip().splitlines()) > 15] == []
