"""What was being written on a screen when the program ended: kept while typing, thirty days at most."""

import json
from collections.abc import Mapping
from datetime import timedelta

from workstation.domain.moments import Now, as_text, from_text
from workstation.store.erasing import HALF_TEXTS as PREFIX
from workstation.store.vault import Vault, Work

LONGEST = timedelta(days=30)  # as for pasted talk: words about a call must not outlive it here


def keep_half_texts(place: str, texts: Mapping[str, str], *, vault: Vault, now: Now) -> None:
    """Keep what stands in the boxes of a place; empty boxes take it away."""
    begun = {name: text for name, text in texts.items() if text.strip()}
    kept = json.dumps({"at": as_text(now()), "texts": begun}, ensure_ascii=False) if begun else None
    with vault.work() as work:
        work.settings.put(PREFIX + place, kept)


def drop_stale_halves(work: Work, now: Now) -> None:
    """Forget what nobody came back to for thirty days."""
    for name, kept in work.settings.all().items():
        if name.startswith(PREFIX) and from_text(json.loads(kept)["at"]) < now() - LONGEST:
            work.settings.put(name, None)


def half_texts(place: str, *, vault: Vault, now: Now) -> dict[str, str]:
    """Return what was begun in a place; what is older than thirty days is forgotten."""
    with vault.reading() as work:
        kept = work.settings.get(PREFIX + place)
    if kept is None:
        return {}
    found = json.loads(kept)
    if from_text(found["at"]) < now() - LONGEST:
        keep_half_texts(place, {}, vault=vault, now=now)
        return {}
    return dict(found["texts"])
