"""Texts that are being written, kept in the vault's lane."""

from workstation.assembly.desk import OpenDesk
from workstation.ui.background import Lane
from workstation.ui.half_texts import Halves
from workstation.usecases.half_texts import half_texts, keep_half_texts


def halves_of(desk: OpenDesk, lane: Lane) -> Halves:
    """Return what the boxes of the screens are kept with."""
    return Halves(
        begun=lambda place, then: lane.do(lambda: half_texts(place, vault=desk.vault, now=desk.now), then),
        keep=lambda place, texts: lane.do(lambda: keep_half_texts(place, texts, vault=desk.vault, now=desk.now)),
    )
