from workstation.figures.breaks import breaks
from workstation.figures.harmonised import trend_groups
from workstation.vocabulary.codebook import CodeMap
from workstation.vocabulary.editions import CodeChange
from workstation.vocabulary.reading import shipped_codebook

BOOK = shipped_codebook()


def one(**change):
    (found,) = breaks(BOOK, [CodeChange(**change)])
    return found


def test_a_new_code_of_which_nothing_is_said_breaks_every_table_of_its_list():
    found = one(kind="new", list="problem_type", code="online_extortion", label="X")
    assert (found.grade, found.reason) == ("C", "new")
    assert {"T10", "X04", "X05", "X06", "X12"} == set(found.figures)


def test_a_mapping_says_how_far_it_can_be_compared_and_names_the_trend_lines():
    found = one(kind="new", list="problem_type", code="x_new", label="X", maps_to="child_abuse", grade="B")
    assert (found.grade, found.reason) == ("B", "mapped_B")
    assert "T_child_abuse" in found.trends


def test_a_label_breaks_nothing_and_a_definition_asks_for_a_remark():
    assert one(kind="label", list="channel", code="chat", label="Chat en app").grade == "A"
    assert one(kind="define", list="channel", code="chat", definition="Ook berichten.").grade == "B"
    assert one(kind="retire", list="channel", code="chat").grade == "C"


def test_lists_nobody_counts_break_nothing():
    assert breaks(BOOK, [CodeChange(kind="retire", list="person_relation", code="partner")]) == ()


def test_a_code_of_a_later_edition_joins_the_trend_line_of_the_one_it_is_compared_with():
    from dataclasses import replace

    book = replace(BOOK, maps=(CodeMap("problem_type", "x_new", "child_abuse", "B"),))
    groups = {group.id: group for group in trend_groups(book)}
    assert "x_new" in groups["T_child_abuse"].codes
    assert groups["T_child_abuse"].grade == "B"
