"""Registration sets of any year drawn at random from the codebook, and their counts by plain counting.

Nothing here knows how the product counts: codes straight from the file, a dictionary per row, a `Counter` per table.
"""

import csv
import io
from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

from workstation import resources
from workstation.figures.registration_sets import TABLES

ROWS = list(csv.DictReader(io.StringIO(resources.read("codebook", "codebook.csv"))))
PARENT = {(row["codelist"], row["code"]): row["parent"] for row in ROWS}
NEVER = {"silent_call", "dropped_call", "wrong_number", "test_call"}
TWICE = {"minor", "adult", "unknown"}  # groups that are answers too
# table → (whose rows, column, list, what an empty cell is counted as, details taken as their group)
PLAIN = {
    "T03": ("calls", "contact_age", "contact_age", "unknown", True),
    "T04": ("calls", "contact_gender", "gender", "unknown", False),
    "T05": ("calls", "anonymous", "anonymous", "unknown", False),
    "T06": ("calls", "relation_to_victim", "relation_to_victim", "unknown", True),
    "F07": ("calls", "relation_to_victim", "relation_to_victim", "unknown", False),
    "T13": ("calls", "channel", "channel", "unknown", False),
    "T08": ("persons", "gender", "gender", "unknown", False),
    "T09": ("persons", "age_group", "person_age", "unknown", False),
    "T09b": ("persons", "age_group", "person_age", "unknown", True),
    "T10": ("persons", "problem_type", "problem_type", "uncategorised", False),
    "T11": ("persons", "context_family", "context_family", "unknown", False),
    "T11b": ("persons", "context_setting", "context_setting", "unknown", False),
    "T12": ("persons", "main_form", "violence_form", "unknown", False),
    "T16": ("outcomes", "outcome", "outcome", "unknown", False),
}


def offered(codelist, day):
    """The codes that may stand in a set on a day: valid, and not merely the name of a group."""
    there = [
        row
        for row in ROWS
        if row["codelist"] == codelist and row["valid_from"] <= str(day) <= (row["valid_until"] or "9999")
    ]
    groups = {row["parent"] for row in there} - TWICE
    return [row["code"] for row in there if row["code"] not in groups]


def drawn(year, size, seed):
    """A set with gaps, retired codes, qualifiers that do not count, and calls without persons."""
    dice = Random(f"{year}/{size}/{seed}")
    first = date(2012, 3, 1) if year == 2012 else date(year, 1, 1)
    last = date(2026, 11, 20) if year == 2026 else date(year, 12, 31)
    found = {"calls": [], "persons": [], "outcomes": []}

    def one(codelist, day):
        return "" if dice.random() < 0.1 or not offered(codelist, day) else dice.choice(offered(codelist, day))

    for number in range(size):
        day = first + timedelta(dice.randrange((last - first).days + 1))
        call = {
            "call_id": f"k{number}", "started_at": f"{day}T{dice.randrange(24):02}:{dice.randrange(60):02}",
            "channel": dice.choice(offered("channel", day)), "team": one("team", day),
            "counsellor": f"p{dice.randrange(8)}", "contact_age": one("contact_age", day),
            "contact_gender": one("gender", day), "anonymous": one("anonymous", day),
            "relation_to_victim": one("relation_to_victim", day),
            "qualifiers": one("call_qualifier", day) if dice.random() < 0.3 else "",
            "campaign": one("campaign", day) if dice.random() < 0.3 else "",
        }  # fmt: skip
        found["calls"].append(call)
        for place in range(dice.choice((0, 1, 1, 2, 3))):
            person = {
                "person_id": f"k{number}-{place}", "call_id": call["call_id"], "is_contact": dice.choice("01"),
                "age_group": one("person_age", day), "gender": one("gender", day),
                "problem_type": one("problem_type", day), "context_family": one("context_family", day),
                "context_setting": one("context_setting", day), "main_form": one("violence_form", day),
            }  # fmt: skip
            found["persons"].append(person)
            for outcome in dice.sample(offered("outcome", day), dice.choice((0, 1, 1, 2))):
                found["outcomes"].append({"person_id": person["person_id"], "outcome": outcome})
    return found


def write(found, folder):
    """Write the three files."""
    folder.mkdir(parents=True, exist_ok=True)
    for (name, columns), rows in zip(TABLES.items(), found.values(), strict=True):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, columns, restval="", lineterminator="\r\n")
            out.writeheader()
            out.writerows(rows)
    return folder


def that_count(found, year):
    """The calls that count, by their id."""
    never = NEVER | ({"prank", "sexualised_call"} if year >= 2026 else set())
    return {
        row["call_id"]: row
        for row in found["calls"]
        if row["qualifiers"] not in never and row["channel"] != "outgoing_callback"
    }


def week(found, year):
    """(weekday, hour) by the clock in Brussels → how many."""
    moments = [datetime.fromisoformat(call["started_at"]) for call in that_count(found, year).values()]
    return dict(Counter((str(moment.isoweekday()), f"{moment:%H}") for moment in moments))


def counted(found, year):
    """(table, row) → how many, for every plain table; and the two totals as T01."""
    calls = that_count(found, year)
    persons = {row["person_id"]: row for row in found["persons"] if row["call_id"] in calls}
    rows = {
        "calls": list(calls.values()),
        "persons": list(persons.values()),
        "outcomes": [row for row in found["outcomes"] if row["person_id"] in persons],
    }
    counts = Counter({("T01", "calls"): len(calls), ("T01", "reported_persons"): len(persons)})
    for table, (unit, column, codelist, unknown, grouped) in PLAIN.items():
        for row in rows[unit]:
            code = row[column] or unknown
            counts[table, (PARENT.get((codelist, code)) or code) if grouped else code] += 1
    return counts
