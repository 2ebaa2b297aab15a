"""Moments are kept to the second: no list is ordered by time alone, or two stations would show it differently."""

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "workstation"
ORDERED = re.compile(r"order_by\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")
MOMENT = re.compile(r"(?:\.at|_at|\.day|due_from|due_until|\.until)(?:\.(?:desc|asc)\(\))?$")


def by_time_alone(source):
    return [
        found[1]
        for found in ORDERED.finditer(source)
        if MOMENT.search(found[1].rstrip(" ,\n").split(",")[-1].strip())
    ]


def test_every_list_by_time_says_what_comes_first_within_a_second():
    wrong = {
        str(file.relative_to(SOURCE)): found
        for room in ("store", "hub")
        for file in (SOURCE / room).rglob("*.py")
        if (found := by_time_alone(file.read_text(encoding="utf-8")))
    }
    assert wrong == {}


def test_the_check_sees_a_list_by_time_alone():
    assert by_time_alone("rows.order_by(a.at)") == ["a.at"]
    assert by_time_alone("rows.order_by(S.x.is_not(None), func.coalesce(c.n, 0).desc(), S.began_at.desc())") != []
    assert by_time_alone("rows.order_by(a.at, a.record)") == []
