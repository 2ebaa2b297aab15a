"""Promise 1 at every box one can write in: what stands there is kept while it is typed, or a reason says why not."""

import ast
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[2] / "src/workstation/ui"
QT = {"QLineEdit", "QPlainTextEdit", "QTextEdit", "QTextBrowser"}
KEEPERS = {"of_boxes", "HalfTexts"}

IN_THE_DRAFT = "an answer of the running call: kept with its draft, at every key"
OWN_KEEPING = "kept by a use case of its own while it is typed"
READ_ONLY = "shows, and takes no keys"
SEARCH = "looks for something: the words are one's question, not a text"
SECRET = "a passphrase, code or control number: never kept"
PATH = "a folder or file that is there already"
NUMBER = "a time, a number or one word of a list; nothing is told in it"
REHEARSED = "said in a rehearsal, of which nothing is kept"
NAME = "a name one knows, typed where a profile or a device is set up"
OTHERWISE = {
    "command_box.py field": SEARCH,
    "cover.py field": SECRET,
    "forms/chips.py box": IN_THE_DRAFT,
    "forms/sheet.py made": IN_THE_DRAFT,
    "screens/intake_page.py note": IN_THE_DRAFT,
    "screens/intake_people.py box": NUMBER,
    "screens/annual.py field": OWN_KEEPING,
    "screens/review_form_editing.py editor": OWN_KEEPING,
    "screens/review_talk.py box": OWN_KEEPING,
    "screens/rehearsal_editing.py editor": OWN_KEEPING,
    "screens/step_cards.py made": OWN_KEEPING,
    "screens/step_card_rows.py made": OWN_KEEPING,
    "screens/upkeep_editing.py line": OWN_KEEPING,
    "screens/upkeep_editing.py prose": OWN_KEEPING,
    "screens/section_pane.py return": OWN_KEEPING,
    "screens/intake_review.py _reason": OWN_KEEPING,
    "screens/call_page.py narrative": READ_ONLY,
    "screens/call_reading.py narrative": READ_ONLY,
    "screens/bring_out.py mine": READ_ONLY,
    "screens/team_invite.py words": READ_ONLY,
    "screens/rehearsal_caller.py lines": READ_ONLY,
    "trainer_window.py said": READ_ONLY,
    "screens/summary.py passphrase": READ_ONLY,
    "screens/team_paper.py passphrase": READ_ONLY,
    "screens/upkeep.py search": SEARCH,
    "screens/calls.py search": SEARCH,
    "screens/intake_page.py quick": "a line of short codes, read into the draft at Enter",
    "screens/intake_refer.py search": SEARCH,
    "screens/directory.py search": SEARCH,
    "screens/directory.py near": SEARCH,
    "screens/scenario_codes.py words": SEARCH,
    "screens/call_correction.py line": NUMBER,
    "screens/codebook.py from_day": NUMBER,
    "screens/outcome_row.py weeks": NUMBER,
    "screens/shift_start.py since": NUMBER,
    "screens/shift_start.py until": NUMBER,
    "screens/shift_start.py pause": NUMBER,
    "screens/intake_earlier.py box": SECRET,
    "screens/team_keys_parts.py number": SECRET,
    "screens/team_keys_parts.py sheets": SECRET,
    "screens/team_keys_parts.py code": SECRET,
    "screens/bring_out.py publisher": SECRET,
    "screens/hub_link.py invitation": SECRET,
    "screens/unlock_pages.py field": SECRET,
    "screens/unlock_recovery.py field": SECRET,
    "screens/unlock_pages.py counsellor": NAME,
    "screens/unlock_pages.py staff_number": NAME,
    "screens/team_invite.py account": NAME,
    "screens/rehearsal.py trainee": NAME,
    "screens/registration_sets.py folder_in": PATH,
    "screens/registration_sets.py folder_out": PATH,
    "screens/directory_files.py file_in": PATH,
    "screens/directory_files.py folder_out": PATH,
    "screens/rehearsal_caller.py words": REHEARSED,
    "trainer_window.py words": REHEARSED,
    "trainer_window.py remark": REHEARSED,
}


def trees():
    return {str(file.relative_to(UI)): ast.parse(file.read_text()) for file in sorted(UI.rglob("*.py"))}


def kinds(read):
    """Every class one can write in: Qt's, and all that are made of them."""
    found, before = set(QT), 0
    classes = [one for tree in read.values() for one in ast.walk(tree) if isinstance(one, ast.ClassDef)]
    while len(found) > before:
        before = len(found)
        found |= {one.name for one in classes if {ast.unparse(base) for base in one.bases} & found}
    return found


def called(node):
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def boxes(tree, of):
    """The names under which a file makes boxes."""
    found = set()
    for one in ast.walk(tree):
        if isinstance(one, ast.Assign | ast.AnnAssign | ast.Return) and one.value is not None:
            values = one.value.elts if isinstance(one.value, ast.Tuple) else [one.value]
            target = one.targets[0] if isinstance(one, ast.Assign) else getattr(one, "target", None)
            names = target.elts if isinstance(target, ast.Tuple) else [target] * len(values)
            for name, value in zip(names, values, strict=False):
                if any(called(inner) in of for inner in ast.walk(value)):
                    found.add(ast.unparse(name).removeprefix("self.") if name is not None else "return")
    made = sum(called(one) in of for one in ast.walk(tree))
    assert made == 0 or found, "a box that has no name"
    return found


def kept(tree):
    """The names a file gives to what keeps half texts."""
    given = [one for one in ast.walk(tree) if called(one) in KEEPERS]
    boxes_ = [
        one for one in ast.walk(tree) if isinstance(one, ast.Assign) and "self.boxes" in map(ast.unparse, one.targets)
    ]
    inside = [inner for one in [*given, *(one.value for one in boxes_)] for inner in ast.walk(one)]
    return {one.attr for one in inside if isinstance(one, ast.Attribute)} if given else set()


def not_kept(read):
    of = kinds(read)
    return {f"{file} {name}" for file, tree in read.items() for name in boxes(tree, of) - kept(tree)}


def test_every_box_keeps_what_is_typed_or_a_reason_says_why_not():
    assert not_kept(trees()) == set(OTHERWISE)


@pytest.mark.parametrize(
    ("file", "was", "broken", "found"),
    [
        ("screens/case_card.py", '"reason": self.reason', '"reason": self.number', "reason"),
        ("screens/case_card.py", "self.reason = Line", "self.more = WhenLine(1)\n        self.reason = Line", "more"),
        ("screens/plan_card.py", '"when": self.when, ', "", "when"),
    ],
)  # fmt: skip
def test_the_control_a_box_that_is_forgotten_is_found(file, was, broken, found):
    source = (UI / file).read_text()
    assert was in source
    assert not_kept(trees() | {file: ast.parse(source.replace(was, broken, 1))}) - set(OTHERWISE) == {
        f"{file} {found}"
    }
