"""What the synthetic years beside 2020 and 2024 are calibrated on: what is known of them (`figures_other_years.csv`).

The lists are those of their time: under 6 and 6 to 12 until 2020, seven outcomes until 2021, no chat until 2018.
Where nothing was published a guess stands, taken from the years around it.
"""

from collections.abc import Callable
from dataclasses import replace

from workstation.figures.synthetic_margins import SETTINGS, YEAR_2020, YEAR_2024, Share, Shares, Year, g, n, p

OUTCOMES_BEFORE_2022 = {
    "police": g(25.4), "information_advice_support": g(22.1), "caw": g(18), "vk": g(11.2), "advocacy_justice": g(6.1),
    "other_specialised": g(12.1), "other_outcome": g(5.1),
}  # fmt: skip
SETTINGS_BEFORE_2020 = SETTINGS | {
    "extrafamilial": {
        "school": g(21), "leisure_other": g(22), "youth_institution": g(14), "residential_elder_care": g(15),
        "faith_religion": g(3), "work": g(17), "unknown": g(8),
    },
}  # fmt: skip
PROBLEMS_BEFORE_2020 = {
    "child_abuse": g(60), "partner_violence": g(16), "violence_against_adults": g(7), "separation": g(4.5),
    "coping_past_violence": g(2), "violence_between_minors": g(2), "parent_abuse": g(1.6), "elder_abuse": g(2.5),
    "historical_abuse": g(0.2), "honour_violence": g(0.2), "ritual_violence": g(0.02), "forced_adoption": g(0.02),
    "other_problems": g(3.7), "uncategorised": g(0.26),
}  # fmt: skip
AGES_BEFORE_2020 = {
    "minor_group": Share(guess=65, parts={
        "under_6": g(20.5), "age_6_12": g(22), "age_13_17": g(15), "minor_unknown": g(7.5),
    }),
    "adult_group": Share(guess=35, parts={"adult_all": g(32.5), "age_60_plus": g(2.5)}),
}  # fmt: skip
RELATIONS = {
    "self": g(33.8),
    "bystander_group": Share(guess=54, parts={
        "parent_step": g(20), "other_family": g(13), "friend_acquaintance": g(10), "neighbour": g(7),
        "other_bystander": g(4),
    }),
    "work_leisure_group": Share(guess=6.2, parts={"professional": g(5.6), "leisure": g(0.6)}),
    "perpetrator_group": Share(guess=3, parts={"perpetrator": g(2), "perpetrator_environment": g(1)}),
    "other_group": Share(guess=3, parts={"other": g(1.5), "unknown": g(1.5)}),
}  # fmt: skip


def _relations(own: str, parents: str) -> Shares:
    rest = RELATIONS["bystander_group"].parts
    bystanders = Share(guess=90 - float(own), parts={**rest, "parent_step": p(parents)})
    return {**RELATIONS, "self": p(own), "bystander_group": bystanders, "other_group": Share(
        guess=0.8, parts={"other": g(0.4), "unknown": g(0.4)},
    )}  # fmt: skip


def _about(shares: Shares, base: int) -> Shares:
    """Return shares that need not be printed to the digit on another base."""
    return {code: Share(guess=share.weight(base), parts=_about(share.parts, base)) for code, share in shares.items()}


def _before_2020(year: int, calls: int, persons: int) -> Year:
    return replace(
        YEAR_2020, year=year, calls=calls, persons=persons, outcome_total=persons, relation=RELATIONS,
        contact_age={"adult": g(95.9), "minor": g(2.6), "unknown": g(1.5)},
        contact_gender={"female": g(71.5), "male": g(27.2), "unknown": g(1.3)},
        anonymous={"yes": g(72), "no": g(28)}, channel={"phone": g(85), "email": g(15)}, channel_of_age={},
        person_age=AGES_BEFORE_2020, problem=PROBLEMS_BEFORE_2020, setting=SETTINGS_BEFORE_2020,
        context={"intrafamilial": g(87), "extrafamilial": g(9), "unknown": g(4)},
        main_form={
            "emotional_violence": g(33), "emotional_neglect": g(11), "physical_violence": g(26),
            "physical_neglect": g(9), "sexual_violence": g(10), "economic_violence": g(1), "unknown": g(10),
        },
        outcome=OUTCOMES_BEFORE_2022,
    )  # fmt: skip


def _2017() -> Year:
    """Return 2017: counts of persons per problem; sport was registered apart since the middle of 2016."""
    outside = {**SETTINGS_BEFORE_2020["extrafamilial"], "leisure_other": g(16), "leisure_sport": g(6)}
    return replace(
        _before_2020(2017, 4812, 6792),
        problem=PROBLEMS_BEFORE_2020 | {
            "child_abuse": n(4251), "partner_violence": n(946), "violence_against_adults": n(339),
            "elder_abuse": n(195), "other_problems": n(362),
        },
        setting=SETTINGS | {"extrafamilial": outside},
    )  # fmt: skip


def _2018() -> Year:
    return replace(
        _before_2020(2018, 5126, 7218),
        channel={"phone": p("86"), "email": p("14")},
        contact_age={
            "adult": n(4932), "minor_group": Share(count=126, parts={"minor_under_12": n(15), "minor_12_17": n(111)}),
            "unknown": n(68),
        },
        contact_gender={"female": n(3676), "male": n(1383), "unknown": n(67)},
        problem=PROBLEMS_BEFORE_2020 | {
            "child_abuse": p("62"), "partner_violence": p("20"), "violence_against_adults": g(5), "separation": g(4),
            "violence_between_minors": g(1.8), "coping_past_violence": g(1.5), "other_problems": g(3),
            "elder_abuse": g(1.2), "parent_abuse": g(0.8),
        },
    )  # fmt: skip


def _2019() -> Year:
    """Return 2019: the counts follow from the growth that the report of 2020 prints (`figures_derived.csv`)."""
    return replace(
        _before_2020(2019, 5409, 7402),
        channel={"phone": g(79), "email": g(16), "chat": g(5)},
        problem=PROBLEMS_BEFORE_2020 | {
            "child_abuse": n(4418), "partner_violence": n(1140), "separation": n(335),
            "violence_against_adults": g(8),
        },
        outcome=OUTCOMES_BEFORE_2022 | {"police": n(1616)},
    )  # fmt: skip


def _2021() -> Year:
    """Return 2021: new ages, problems and outcomes of before; 90 % of the known contexts."""
    return replace(
        YEAR_2020, year=2021, calls=8515, persons=11_312, outcome_total=11_312, outcome=OUTCOMES_BEFORE_2022,
        channel={"phone": p("68"), "chat": p("18"), "email": p("14")},
        contact_age={"adult": n(7815), "minor": n(500), "unknown": n(200)},
        contact_gender={"female": n(6128), "male": n(2267), "unknown": n(120)},
        anonymous={"yes": p("75"), "no": p("25")}, relation=_relations("37", "20"),
        person_age={
            "minor_group": Share(low="58.05", high="58.5", parts={
                "unborn": g(0.4), "age_0_2": g(5.2), "age_3_6": g(12), "age_7_12": g(19), "age_13_17": g(14.4),
                "minor_unknown": g(7.3),
            }),
            "adult_group": Share(guess=41.6, parts={
                "age_18_59": g(25), "age_60_plus": g(5), "adult_unknown": g(11.6),
            }),
            "unknown": g(0.1),
        },
        problem={
            "child_abuse": p("54"), "partner_violence": p("19"), "violence_against_adults": p("8"),
            "separation": g(4), "coping_past_violence": g(2.5), "violence_between_minors": g(3),
            "parent_abuse": g(2), "elder_abuse": g(2), "stalking": g(1), "institutional_abuse": g(0.3),
            "homo_transphobic_violence": g(0.1), "ritual_honour_violence": g(0.1), "other_problems": g(3.8),
            "uncategorised": g(0.2),
        },
        context={"intrafamilial": n(9774), "extrafamilial": n(1086), "unknown": n(452)},
        setting=SETTINGS | {"intrafamilial": {"household": g(87), "broader_family": g(13)}},
        main_form={
            "emotional_violence": g(32), "emotional_neglect": g(9), "physical_violence": g(25),
            "physical_neglect": g(8), "sexual_violence": g(14), "economic_violence": g(1), "other": g(3),
            "unknown": g(8),
        },
    )  # fmt: skip


def _2022() -> Year:
    """Return 2022: the lists of 2024, 85 % of the known contexts, 75 % of the known genders."""
    return replace(
        YEAR_2024, year=2022, calls=9045, persons=12_044, outcome_total=12_044,
        outcome=_about(YEAR_2024.outcome, YEAR_2024.persons),
        channel={"phone": p("62"), "chat": p("25"), "email": p("13")}, channel_of_gender={},
        channel_of_age={"minor": {"chat": Share(low="60", high="80")}},
        contact_age={"adult": n(8045), "minor": n(800), "unknown": n(200)},
        contact_gender={"female": n(6686), "male": n(2189), "nonbinary_other": n(40), "unknown": n(130)},
        anonymous={"yes": p("70"), "no": g(20), "unknown": g(10)}, relation=_relations("37", "18"),
        person_gender={"female": g(52), "male": g(32), "nonbinary_other": g(0.3), "unknown": g(15.7)},
        person_age={
            "minor_group": Share(low="59.05", high="59.5", parts={
                "unborn": g(0.4), "age_0_2": g(5.6), "age_3_6": g(12.7), "age_7_12": g(19.2), "age_13_17": g(14),
                "minor_unknown": g(7.4),
            }),
            "adult_group": Share(guess=40.6, parts={
                "age_18_59": g(24), "age_60_plus": g(5), "adult_unknown": g(11.6),
            }),
            "unknown": g(0.1),
        },
        problem={
            "child_abuse": p("55"), "partner_violence": p("16"),
            "between_adults": Share(printed="9", parts={
                "extrafamilial_adults": g(4.8), "intrafamilial_adults": g(4.2),
            }),
            "violence_between_minors": g(3.4), "separation": g(4), "other_no_violence": g(3.6),
            "parent_abuse": g(2), "coping_past_violence": g(2), "elder_abuse": g(2), "stalking": g(1.2),
            "other_violence": g(1.2), "institutional_abuse": g(0.3), "homo_transphobic_violence": g(0.1),
            "ritual_honour_violence": g(0.1), "uncategorised": g(0.1),
        },
        context={"intrafamilial": n(9828), "extrafamilial": n(1734), "unknown": n(482)},
        setting=SETTINGS | {"intrafamilial": {"household": g(93), "broader_family": g(7)}},
        main_form={
            "emotional_violence": g(35), "emotional_neglect": g(9), "physical_violence": g(24),
            "physical_neglect": g(9), "sexual_violence": n(1353), "economic_violence": g(1), "other": g(3),
            "unknown": g(7.8),
        },
    )  # fmt: skip


def _2023() -> Year:
    """Return 2023: two totals are known, everything else is as in 2024."""
    like, calls, persons = YEAR_2024, YEAR_2024.calls, YEAR_2024.persons
    return replace(
        like, calls=9406, persons=12_770, outcome_total=12_770, contact_age=_about(like.contact_age, calls),
        contact_gender=_about(like.contact_gender, calls), anonymous=_about(like.anonymous, calls),
        relation=_about(like.relation, calls), channel=_about(like.channel, calls),
        person_gender=_about(like.person_gender, persons), person_age=_about(like.person_age, persons),
        problem=_about(like.problem, persons), context=_about(like.context, persons),
        main_form=_about(like.main_form, persons), outcome=_about(like.outcome, persons),
    )  # fmt: skip


# 2013 published no persons: between the years beside it
KNOWN: dict[int, Callable[[], Year]] = {
    2012: lambda: _before_2020(2012, 2552, 2163),
    2013: lambda: _before_2020(2013, 3250, 3055),
    2014: lambda: _before_2020(2014, 4676, 4837),
    2015: lambda: _before_2020(2015, 4707, 5934),
    2016: lambda: _before_2020(2016, 4596, 6272),
    2017: _2017,
    2018: _2018,
    2019: _2019,
    2020: lambda: YEAR_2020,
    2021: _2021,
    2022: _2022,
    2023: _2023,
    2024: lambda: YEAR_2024,
    2025: lambda: YEAR_2024,
    2026: lambda: YEAR_2024,
}


def margins(year: int) -> Year:
    """Return what a synthetic year is made of. Raises KeyError for a year before 1712 or not yet begun."""
    return replace(KNOWN[year](), year=year)
