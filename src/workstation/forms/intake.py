"""The intake form: the questions a counsellor answers during and after a call, and per reported person."""

from workstation.domain.calls import NOT_COUNTED, NOT_COUNTED_SINCE_2026
from workstation.forms.spec import Answers, Field, Form, Section, always


def counted(answers: Answers) -> bool:
    """Return whether the contact is a conversation: a silent, dropped or prank call asks nothing more."""
    qualifiers = answers.get("qualifiers")
    return not (isinstance(qualifiers, tuple) and (NOT_COUNTED | NOT_COUNTED_SINCE_2026) & set(qualifiers))


def violence(answers: Answers) -> bool:
    """Return whether there can be violence: a problem without any has no form and no context of it."""
    return answers.get("problem_type") != "other_no_violence"


def name_known(answers: Answers) -> bool:
    """Return whether the caller made himself known: before that, no name field exists."""
    return answers.get("anonymous") == "no"


def callback(answers: Answers) -> bool:
    """Return whether calling back was agreed."""
    return answers.get("callback_agreed") == "yes"


INTAKE = Form(
    "intake",
    (
        Section(
            "contact",
            (
                Field("channel", "choice", "channel", needed=always),
                Field("anonymous", "choice", "anonymous", needed=counted),
                Field("contact_name", "text", shown=name_known),
                Field("relation_to_victim", "choice", "relation_to_victim", needed=counted),
                Field("contact_age", "age", "contact_age", needed=counted),
                Field("contact_gender", "choice", "gender", needed=counted),
                Field("contact_municipality", "place"),
            ),
        ),
        Section("story", (Field("narrative", "prose"),)),
        Section(
            "safety",
            (
                Field("safe_to_talk", "yes_no"),
                Field("immediate_danger", "yes_no"),
                Field("weapon", "yes_no"),
                Field("children_present", "yes_no"),
                Field("suicide", "yes_no"),
                Field("worse_lately", "yes_no"),
            ),
        ),
        Section(
            "follow_up",
            (
                Field("urgency", "choice", "urgency", needed=counted),
                Field("help_offered", "choices", "help_offered", needed=counted),
                Field("callback_agreed", "yes_no"),
                Field("safe_moment", "text", shown=callback),
            ),
        ),
        Section(
            "circumstances",
            (
                Field("qualifiers", "choices", "call_qualifier"),
                Field("heard_via", "choice", "heard_via"),
                Field("campaign", "choice", "campaign"),
                Field("team", "choice", "team", needed=always),
                Field("started_at", "moment"),
                Field("ended_at", "moment"),
                Field("waited_s", "seconds"),
            ),
        ),
    ),
)

PERSON = Form(
    "person",
    (
        Section(
            "who",
            (
                Field("age", "age", "person_age", needed=always),
                Field("gender", "choice", "gender", needed=always),
                Field("municipality", "place", needed=always),
                Field("relation_to_contact", "choice", "relation_to_victim"),
            ),
        ),
        Section(
            "what",
            (
                Field("problem_type", "choice", "problem_type", needed=always),
                Field("violence_forms", "choices", "violence_form", needed=violence),
                Field("context_family", "choice", "context_family", needed=violence),
                Field("context_setting", "choice", "context_setting"),
                Field("violence_time", "choice", "violence_time"),
            ),
        ),
        Section("outcome", (Field("outcomes", "choices", "outcome", needed=always),)),
    ),
)
