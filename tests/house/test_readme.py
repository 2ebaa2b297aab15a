"""What a newcomer reads is what the program does."""

import re

from tests.house.tree import ROOT

from workstation.ui.commands import COMMANDS, EVERYWHERE

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_key_on_the_card_is_a_key_of_the_program_and_stands_in_its_column():
    card = README.partition("## Keyboard card")[2].partition("\n\nSnelcode")[0]
    rows = [line.strip().strip("|").split("|") for line in card.strip().splitlines()[2:]]
    keys = {one: {key for c in COMMANDS if (c.where == EVERYWHERE) is one for key in c.keys} for one in (True, False)}
    wrong = []
    for everywhere, _, in_call, _ in rows:
        for shown, column in ((everywhere, True), (in_call, False)):
            for key in filter(None, re.split(r"\s+/\s+", shown.strip())):
                wrong += [one for one in (key.replace("1…4", digit) for digit in "1234") if one not in keys[column]]
    assert len(rows) > 10
    assert wrong == []


def test_every_make_target_it_names_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"make ([a-z-]+)", README)) - {"alone"} <= targets
