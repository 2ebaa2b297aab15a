"""Everything that can be counted by, once. Store and hub know how to find each name in their own tables."""

from workstation.figures.spec import Dimension, Unit

YEAR = Dimension("year", Unit.CALL)
MONTH = Dimension("month", Unit.CALL)
DAY = Dimension("day", Unit.CALL)
# the hour in UTC: "2024-03-04T09", or "1wT09" for every Monday in winter; weekday and hour of Brussels follow from it
HOUR = Dimension("hour", Unit.CALL)
WAITED = Dimension("waited_s", Unit.CALL)
HANDLED = Dimension("handled_s", Unit.CALL)
COUNSELLOR = Dimension("counsellor", Unit.CALL)
PERSONS = Dimension("persons_in_call", Unit.CALL)

CHANNEL = Dimension("channel", Unit.CALL, "channel")
CONTACT_AGE = Dimension("contact_age", Unit.CALL, "contact_age")
CONTACT_GENDER = Dimension("contact_gender", Unit.CALL, "gender")
ANONYMOUS = Dimension("anonymous", Unit.CALL, "anonymous")
RELATION = Dimension("relation_to_victim", Unit.CALL, "relation_to_victim")
TEAM = Dimension("team", Unit.CALL, "team")
CAMPAIGN = Dimension("campaign", Unit.CALL, "campaign")
HEARD_VIA = Dimension("heard_via", Unit.CALL, "heard_via")
URGENCY = Dimension("urgency", Unit.CALL, "urgency", "not_assessed")

AGE = Dimension("age_group", Unit.PERSON, "person_age")
GENDER = Dimension("gender", Unit.PERSON, "gender")
PROBLEM = Dimension("problem_type", Unit.PERSON, "problem_type", "uncategorised")
CONTEXT = Dimension("context_family", Unit.PERSON, "context_family")
SETTING = Dimension("context_setting", Unit.PERSON, "context_setting")
MAIN_FORM = Dimension("main_form", Unit.PERSON, "violence_form")
VIOLENCE_TIME = Dimension("violence_time", Unit.PERSON, "violence_time")

OUTCOME = Dimension("outcome", Unit.OUTCOME, "outcome")

DIMENSIONS = {
    dimension.name: dimension
    for dimension in (
        YEAR, MONTH, DAY, HOUR, WAITED, HANDLED, COUNSELLOR, PERSONS, CHANNEL, CONTACT_AGE, CONTACT_GENDER, ANONYMOUS,
        RELATION, TEAM, CAMPAIGN, HEARD_VIA, URGENCY, AGE, GENDER, PROBLEM, CONTEXT, SETTING, MAIN_FORM,
        VIOLENCE_TIME, OUTCOME,
    )
}  # fmt: skip
