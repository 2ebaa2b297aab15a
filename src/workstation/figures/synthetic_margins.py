"""What the synthetic years are calibrated on: the published percentages, and where nothing is published, a guess.

A `Share` with `printed` is a published percentage (`resources/figures`); one with `low` and `high` is a statement of
the text ("bijna 3 %"); one with a `guess` alone is not published and only has to be plausible. Groups hold their
parts, so that "63 % minors" and the age bands are kept at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workstation.figures.whole_numbers import Impossible, Range, between, in_proportion, partition, printed_as


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a table as a percentage of its base; `parts` are the codes it is made of."""

    printed: str = ""
    low: str = ""
    high: str = ""
    count: int | None = None
    guess: float = 0.0
    parts: Mapping[str, "Share"] = field(default_factory=dict)

    def range(self, base: int) -> Range:
        """Return the counts this share allows on a base."""
        if self.count is not None:
            return Range(self.count, self.count, float(self.count))
        if self.printed and self.low:
            stated, shown = between(self.low, self.high, base), printed_as(self.printed, base)
            low, high = max(stated.low, shown.low), min(stated.high, shown.high)
            return Range(low, high, (low + high) / 2)
        if self.printed:
            return printed_as(self.printed, base)
        if self.low:
            return between(self.low, self.high, base)
        return Range(0, base, self.guess * base / 100)

    def weight(self, base: int) -> float:
        """Return the share as a percentage, for sizes at which the intervals are empty."""
        return 100 * self.range(base).centre / base


Shares = Mapping[str, Share]


def _whole_range(share: Share, base: int) -> Range:
    own = share.range(base)
    if not share.parts:
        return own
    parts = [_whole_range(part, base) for part in share.parts.values()]
    low, high = max(own.low, sum(r.low for r in parts)), min(own.high, sum(r.high for r in parts))
    return Range(low, high, min(max(own.centre, low), high))


def counts_of(shares: Shares, total: int, base: int) -> dict[str, int]:
    """Return a count per code that adds up to the total, every printed share kept. Raises Impossible."""
    groups = partition(total, {code: _whole_range(share, base) for code, share in shares.items()})
    found: dict[str, int] = {}
    for code, share in shares.items():
        found |= counts_of(share.parts, groups[code], base) if share.parts else {code: groups[code]}
    return found


def _weights(shares: Shares, base: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for code, share in shares.items():
        found |= _weights(share.parts, base) if share.parts else {code: share.weight(base)}
    return found


def scaled(shares: Shares, published: int, total: int) -> dict[str, int]:
    """Return counts for a base of any size: to the digit where whole numbers allow it, else in proportion."""
    if total == published:
        return counts_of(shares, published, published)
    try:
        if not any(_stated(share) for share in shares.values()):
            return counts_of(shares, total, total)
    except Impossible:
        pass
    # counts stated outright, or a few hundred calls: there only the proportions can be kept
    return in_proportion(total, counts_of(shares, published, published))


def _stated(share: Share) -> bool:
    return share.count is not None or any(_stated(part) for part in share.parts.values())


def p(printed: str, low: str = "", high: str = "") -> Share:
    """Return a published percentage, perhaps with the range the text gives it."""
    return Share(printed=printed, low=low, high=high)


def g(guess: float) -> Share:
    """Return a share nobody published."""
    return Share(guess=guess)


def n(count: int) -> Share:
    """Return a published count."""
    return Share(count=count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Everything published about one year that lies in its registrations. Bases are calls or reported persons."""

    year: int
    calls: int
    persons: int
    outcome_total: int
    contact_age: Shares
    contact_gender: Shares
    anonymous: Shares
    relation: Shares
    channel: Shares
    channel_of_age: Mapping[str, Shares] = field(default_factory=dict)
    channel_of_gender: Mapping[str, Shares] = field(default_factory=dict)
    chat_favours_victims: float = 1.0
    person_gender: Shares
    gender_of_majority: Mapping[str, Mapping[str, float]]
    person_age: Shares
    problem: Shares
    context: Shares
    setting: Mapping[str, Shares]
    main_form: Shares
    outcome: Shares


SETTINGS = {
    "intrafamilial": {"household": g(90), "broader_family": g(10)},
    "extrafamilial": {
        "school": g(17), "leisure_sport": g(8), "leisure_other": g(7), "youth_institution": g(5),
        "residential_elder_care": g(6), "faith_religion": g(1), "work": g(12), "public_space": g(14),
        "other_setting": g(22), "unknown": g(8),
    },
    "unknown": {"unknown": g(100)},
}  # fmt: skip

YEAR_2024 = Year(
    year=2024,
    calls=9594,
    persons=13281,
    outcome_total=13281,  # the base is not stated (A7): with this one both readings, of outcomes and of persons, hold
    contact_age={"adult": p("89"), "minor": p("9", "9.0", "9.5"), "unknown": p("2")},
    contact_gender={
        "female": p("73", "72.50", "72.69"), "male": p("26", "25.50", "25.69"),
        "unknown": p("1.4"), "nonbinary_other": p("0.5", "0.511", "0.532"),
    },
    anonymous={"yes": p("47"), "unknown": p("28"), "no": p("25")},
    relation={
        "self": p("36"),
        "bystander_group": Share(low="50.5", high="53", parts={
            "parent_step": p("25"), "other_family": p("12.5"), "friend_acquaintance": g(6), "neighbour": g(4.5),
            "other_bystander": g(3),
        }),
        "work_leisure_group": Share(printed="8", parts={"professional": g(7.2), "leisure": g(0.8)}),
        "perpetrator_group": Share(low="2.5", high="3.0", parts={
            "perpetrator": g(1.9), "perpetrator_environment": p("0.91"),
        }),
        "other_group": Share(guess=1.8, parts={"other": g(0.8), "unknown": g(1.0)}),
    },
    channel={"phone": p("60"), "chat": p("27"), "email": p("13")},
    channel_of_age={
        "minor": {"chat": p("79"), "phone": p("10"), "email": p("11")},
        "adult": {"chat": p("22"), "phone": p("65"), "email": p("13")},
    },
    channel_of_gender={
        "male": {"chat": p("23"), "phone": p("63"), "email": p("14")},
        "female": {"chat": p("28"), "phone": p("60"), "email": p("12")},
        "nonbinary_other": {"chat": p("78"), "phone": p("10"), "email": p("12")},
    },
    chat_favours_victims=2.0,
    person_gender={"female": p("52"), "male": p("30"), "unknown": p("18"), "nonbinary_other": p("0.33")},
    gender_of_majority={
        "minor": {"female": 42, "male": 33, "unknown": 25, "nonbinary_other": 0.3},
        "adult": {"female": 68, "male": 26, "unknown": 6, "nonbinary_other": 0.4},
    },
    person_age={
        "minor_group": Share(printed="63", parts={
            "unborn": p("0.35"), "age_0_2": p("6"), "age_3_6": p("13"), "age_7_12": p("20"), "age_13_17": p("15"),
            "minor_unknown": p("8"),
        }),
        "adult_group": Share(guess=37, parts={
            "age_18_59": p("22"), "age_60_plus": p("5"), "adult_unknown": p("11"),
        }),
        "unknown": p("0.02"),
    },
    problem={
        "child_abuse": p("58.08"), "partner_violence": p("14.53"), "extrafamilial_adults": p("4.26"),
        "separation": p("3.77"), "intrafamilial_adults": p("3.74"), "violence_between_minors": p("3.63"),
        "other_no_violence": p("3.41"), "parent_abuse": p("2.12"), "coping_past_violence": p("1.90"),
        "elder_abuse": p("1.88"), "stalking": p("1.19"), "other_violence": p("1.19"),
        "institutional_abuse": p("0.20"),
        "homo_transphobic_violence": p("0.05"), "ritual_honour_violence": p("0.02"), "uncategorised": p("0.02"),
    },
    context={"intrafamilial": p("85"), "extrafamilial": p("11"), "unknown": p("4")},
    setting=SETTINGS,
    main_form={
        "emotional_group": Share(low="46.5", high="50", parts={
            "emotional_violence": p("38"), "emotional_neglect": p("9"),
        }),
        "physical_group": Share(printed="31", parts={"physical_violence": p("22"), "physical_neglect": p("9")}),
        "sexual_violence": p("11"), "economic_violence": p("1"), "other": p("3"), "unknown": p("6"),
    },
    outcome={
        "police_justice": p("26.18"), "caw": p("17.05"), "education": p("14.02"), "medical_psychological": p("11.81"),
        "information_advice_support": p("7.51"), "helplines": p("7.22"), "vk_ocj": p("6.65"),
        "kind_en_gezin": p("2.06"), "ocmw": p("0.69"), "self_help_group": p("0.16"),
        "commission_institutional_abuse": p("0.11"), "other_outcome": p("6.52"),
    },
)  # fmt: skip

YEAR_2020 = Year(
    year=2020,
    calls=8059,
    persons=11305,
    outcome_total=11305,
    contact_age={"adult": g(92.2), "minor": Share(low="4.4", high="5.3"), "unknown": Share(low="2.5", high="3.5")},
    contact_gender={"female": Share(low="71.6", high="72.3"), "male": g(26.5), "unknown": Share(low="1", high="2")},
    anonymous={"yes": p("71"), "no": p("29")},
    relation={
        "self": p("33.6"),
        "bystander_group": Share(guess=55, parts={
            "parent_step": p("20.5"), "other_family": g(13), "friend_acquaintance": g(10), "neighbour": g(7),
            "other_bystander": g(4),
        }),
        "work_leisure_group": Share(guess=6, parts={"professional": g(5.4), "leisure": g(0.6)}),
        "perpetrator_group": Share(printed="3.0", parts={"perpetrator": g(2), "perpetrator_environment": g(1)}),
        "other_group": Share(guess=3, parts={"other": g(1.5), "unknown": g(1.5)}),
    },
    channel={"phone": p("71"), "email": p("18"), "chat": p("11")},
    channel_of_age={"minor": {"chat": Share(low="40", high="60")}},
    chat_favours_victims=4.0,
    person_gender={"female": g(52), "male": g(34), "unknown": g(14)},
    gender_of_majority={  # girls and boys, women and men of known gender
        "minor": {"female": 55, "male": 45, "unknown": 20},
        "adult": {"female": 72, "male": 28, "unknown": 8},
    },
    person_age={
        "minor_group": Share(printed="61", parts={
            "under_13": Share(printed="40", parts={"under_6": p("20"), "age_6_12": p("20")}),
            "age_13_17": p("14"), "minor_unknown": p("7"),
        }),
        "adult_all": p("39"),
    },
    problem={
        "child_abuse": n(6407), "partner_violence": n(2110), "violence_against_adults": p("8"), "separation": n(428),
        "coping_past_violence": p("2"), "violence_between_minors": p("2"), "parent_abuse": p("2"),
        "elder_abuse": p("2"), "other_problems": p("4"),
    },
    context={"intrafamilial": Share(low="87.8", high="88.5"), "extrafamilial": g(8.1), "unknown": p("4")},
    setting=SETTINGS | {
        "extrafamilial": {
            "school": n(104), "leisure_sport": n(112), "leisure_other": n(80), "youth_institution": n(70),
            "residential_elder_care": n(75), "faith_religion": n(14), "work": n(80), "unknown": g(40),
        },
    },
    main_form={
        # 49, 39, 11 and 1 % of the known main forms, which are 90 % of all
        "emotional_group": Share(low="43.8", high="44.4", parts={
            "emotional_violence": g(33), "emotional_neglect": g(11),
        }),
        "physical_group": Share(low="34.8", high="35.4", parts={
            "physical_violence": g(26), "physical_neglect": g(9),
        }),
        "sexual_violence": Share(low="9.6", high="10.2"), "economic_violence": Share(low="0.7", high="1.2"),
        "unknown": p("10"),
    },
    outcome={
        "police": n(2876), "information_advice_support": g(22), "caw": g(18), "vk": g(11), "advocacy_justice": g(6),
        "other_specialised": g(12), "other_outcome": g(5),
    },
)  # fmt: skip
