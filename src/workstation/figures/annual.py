"""The figures of the annual report and its analyses, one declaration each (`report_spec.csv`, 34 of them).

Three are added because the report's text prints them: T09c (how many of the minors are under 13), T16b (outcomes in
whole percentages) and T16c (outcomes as a share of the reported persons).
"""

from workstation.figures import dimensions as d
from workstation.figures.spec import BY_SIZE, ONE, ONE_UNDER_TWO, TWO, TWO_UNDER_ONE, Axis, Base, Figure, Unit

FORM_GROUPS = {
    "emotional_violence": "emotional",
    "emotional_neglect": "emotional",
    "physical_violence": "physical",
    "physical_neglect": "physical",
}
UNDER_13 = dict.fromkeys(
    ("unborn", "age_0_2", "age_3_6", "age_7_12", "under_6", "age_6_12"),
    "under_13",
)
AGE_GROUP = Axis(d.CONTACT_AGE, by_parent=True, in_order=True)
RELATION_GROUP = Axis(d.RELATION, by_parent=True, last=("other_group",))
CHANNELS = Axis(d.CHANNEL, in_order=True)
TEAMS = Axis(d.TEAM, in_order=True)
PROBLEMS = Axis(d.PROBLEM)
OUTCOMES = Axis(d.OUTCOME, last=("other_outcome",))


def _calls(name: str, *across: Axis, **more: object) -> Figure:
    return Figure(id=name, noun="calls", unit=Unit.CALL, across=across, **more)  # type: ignore[arg-type]


def _contacts(name: str, *across: Axis, **more: object) -> Figure:
    return Figure(id=name, noun="contact_persons", unit=Unit.CALL, across=across, **more)  # type: ignore[arg-type]


def _persons(name: str, *across: Axis, **more: object) -> Figure:
    return Figure(id=name, noun="reported_persons", unit=Unit.PERSON, across=across, **more)  # type: ignore[arg-type]


def _outcomes(name: str, *across: Axis, **more: object) -> Figure:
    return Figure(id=name, noun="outcomes", unit=Unit.OUTCOME, across=across, **more)  # type: ignore[arg-type]


REPORT = (
    _calls("T01", base=Base.NONE, kind="totals"),
    _calls("T02", base=Base.NONE, kind="growth"),
    _calls("F03", Axis(d.YEAR, in_order=True), base=Base.NONE, kind="evolution"),
    _contacts("T03", Axis(d.CONTACT_AGE, by_parent=True)),
    _contacts("T04", Axis(d.CONTACT_GENDER), decimals=ONE_UNDER_TWO),
    _contacts("T05", Axis(d.ANONYMOUS)),
    _contacts("T06", RELATION_GROUP),
    _contacts("F07", Axis(d.RELATION), decimals=BY_SIZE),
    _persons("T08", Axis(d.GENDER), decimals=TWO_UNDER_ONE),
    _persons("T09", Axis(d.AGE, in_order=True), decimals=TWO_UNDER_ONE),
    _persons("T09b", Axis(d.AGE, by_parent=True)),
    _persons("T09c", Axis(d.AGE, groups=UNDER_13, only="minor_group", in_order=True)),
    _persons("T10", PROBLEMS, decimals=TWO),
    _persons("T11", Axis(d.CONTEXT)),
    _persons("T11b", Axis(d.SETTING), decimals=ONE),
    _persons("T12", Axis(d.MAIN_FORM)),
    _persons("T12b", Axis(d.MAIN_FORM, groups=FORM_GROUPS)),
    _calls("T13", Axis(d.CHANNEL)),
    _calls("F14", AGE_GROUP, CHANNELS, base=Base.ROW, unknown_drawn=False),
    _calls("F15", Axis(d.CONTACT_GENDER), CHANNELS, base=Base.ROW, unknown_drawn=False),
    _outcomes("T16", OUTCOMES, decimals=TWO),
    _outcomes("T16b", OUTCOMES),
    _outcomes("T16c", OUTCOMES, decimals=TWO, kind="persons_with"),
)
ANALYSES = (
    _calls("X01", Axis(d.MONTH, in_order=True), CHANNELS, base=Base.NONE),
    _calls("X02", Axis(d.HOUR, in_order=True), base=Base.NONE, kind="week"),
    _calls("X03", TEAMS, CHANNELS),
    _persons("X04", TEAMS, PROBLEMS, base=Base.ROW, decimals=ONE),
    _persons("X05", CHANNELS, PROBLEMS, base=Base.ROW, decimals=ONE),
    _persons("X06", PROBLEMS, Axis(d.MAIN_FORM), base=Base.ROW, decimals=ONE),
    _persons("X07", Axis(d.AGE, in_order=True), Axis(d.GENDER), base=Base.ROW, decimals=ONE),
    _calls("X08", CHANNELS, base=Base.NONE, kind="durations"),
    _calls("X09", TEAMS, base=Base.NONE, kind="workload"),
    _calls("X10", Axis(d.CAMPAIGN, in_order=True), base=Base.NONE, decimals=ONE, kind="campaigns"),
    _contacts("X11", CHANNELS, RELATION_GROUP, base=Base.ROW),
    _outcomes("X12", PROBLEMS, OUTCOMES, base=Base.ROW, decimals=ONE),
    _calls("X13", decimals=ONE, kind="completeness"),
    _calls("X14", Axis(d.PERSONS, in_order=True), decimals=ONE),
)
FIGURES = {figure.id: figure for figure in (*REPORT, *ANALYSES)}
