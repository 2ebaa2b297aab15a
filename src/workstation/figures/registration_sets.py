"""The columns of a registration set (`interchange.md`): three tables of codes, never labels, never a name."""

CALL_COLUMNS = (
    "call_id", "started_at", "ended_at", "waited_s", "channel", "team", "counsellor", "contact_age", "contact_gender",
    "anonymous", "relation_to_victim", "urgency", "qualifiers", "help_offered", "campaign", "heard_via",
)  # fmt: skip
PERSON_COLUMNS = (
    "person_id", "call_id", "is_contact", "age_group", "gender", "problem_type", "context_family", "context_setting",
    "violence_forms", "main_form", "violence_time",
)  # fmt: skip
OUTCOME_COLUMNS = ("person_id", "outcome", "service_id")
OPTIONAL = frozenset({
    "waited_s", "ended_at", "urgency", "qualifiers", "help_offered", "campaign", "heard_via", "context_setting",
    "violence_forms", "violence_time", "service_id",
})  # fmt: skip
TABLES = {"calls.csv": CALL_COLUMNS, "reported_persons.csv": PERSON_COLUMNS, "outcomes.csv": OUTCOME_COLUMNS}
# column of a set → list of the codebook
LISTS = {
    "calls.csv": {
        "channel": "channel", "team": "team", "contact_age": "contact_age", "contact_gender": "gender",
        "anonymous": "anonymous", "relation_to_victim": "relation_to_victim", "urgency": "urgency",
        "qualifiers": "call_qualifier", "help_offered": "help_offered", "campaign": "campaign",
        "heard_via": "heard_via",
    },
    "reported_persons.csv": {
        "age_group": "person_age", "gender": "gender", "problem_type": "problem_type",
        "context_family": "context_family", "context_setting": "context_setting", "violence_forms": "violence_form",
        "main_form": "violence_form", "violence_time": "violence_time",
    },
    "outcomes.csv": {"outcome": "outcome"},
}  # fmt: skip
JOINED = frozenset({"qualifiers", "help_offered", "violence_forms"})
Row = tuple[str, ...]
