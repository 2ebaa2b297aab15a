"""How it stands with the hub, in one line of words."""

from workstation.domain.moments import local
from workstation.sync.meetings import AWAY, NEEDS_CODE, NO_KEY, Standing
from workstation.vocabulary.words import Words

STAYS = (AWAY, NEEDS_CODE, NO_KEY)  # what only a coordinator can end is said for as long as it lasts


def sync_words(standing: Standing, text: Words) -> str:
    """Return "Gelijk 09:41 · 3 te verzenden · 2 om na te kijken"; what is zero is left out, except when not met."""
    if not standing.enrolled:
        return text("sync.alone")
    met = standing.met
    parts = [text("sync.together", at=f"{local(met):%H:%M}") if met else text("sync.together_never")]
    if standing.to_send:
        parts.append(text("sync.to_send", count=standing.to_send))
    if standing.to_look_at:
        parts.append(text("sync.to_look_at", count=standing.to_look_at))
    if standing.keyless:
        parts.append(text("sync.keyless", count=standing.keyless))
    if standing.trouble in STAYS:
        parts.append(text(f"sync.stays.{standing.trouble}"))
    return " · ".join(parts)
