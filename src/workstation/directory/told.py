"""What callers told afterwards of a service, in the search: how much it weighs, and how it is said.

One answer says nothing of a service, except a wrong number: that is a fact and counts at once, until somebody checks
the entry. From ENOUGH answers on, the counts themselves are said; nothing is ever said about a person.
"""

from workstation.domain.upkeep import ENOUGH, Feedback
from workstation.vocabulary.words import Words

WRONG_NUMBER = -5.0
MOST = 2.0  # what being reached always, or never, moves an entry up or down: less than a place or a topic does


def told_score(told: Feedback | None) -> float:
    """Return what the answers are worth; nought without any."""
    if told is None:
        return 0.0
    score = WRONG_NUMBER if told.wrong_numbers else 0.0
    if told.total >= ENOUGH:
        score += 2 * MOST * (told.reached / told.total - 0.5)
    return score


def told_reasons(told: Feedback | None, text: Words) -> list[str]:
    """Return the good news: how many of how many were reached, where it was most of them."""
    if told is None or told.total < ENOUGH or 2 * told.reached <= told.total:
        return []
    return [text("directory.reason.reached", count=told.reached, total=told.total)]


def told_warnings(told: Feedback | None, text: Words) -> list[str]:
    """Return the bad news: a wrong number, few who were reached, how long others wait."""
    if told is None:
        return []
    found = []
    if told.wrong_numbers:
        found.append(text("directory.warning.wrong_number", count=told.wrong_numbers))
    if told.total >= ENOUGH and 2 * told.reached <= told.total:
        found.append(text("directory.warning.seldom_reached", count=told.reached, total=told.total))
    if told.typical_wait is not None:
        found.append(text("directory.warning.waits", weeks=f"{told.typical_wait:g}", count=len(told.weeks)))
    return found
