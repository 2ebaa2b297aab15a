"""Mark a call as heavy, for oneself alone."""

from dataclasses import replace

from workstation.domain.changes import Changes
from workstation.domain.ids import ShiftId
from workstation.store.vault import Vault


def mark_heavy(call_id: str, shift_id: ShiftId, *, heavy: bool, vault: Vault) -> Changes:
    """Keep or take back "zwaar gesprek" in one's own shift; it never leaves the station. Raises KeyError."""
    with vault.work() as work:
        shift = work.shifts.get(shift_id)
        others = tuple(one for one in shift.heavy_calls if one != call_id)
        work.shifts.put(replace(shift, heavy_calls=(*others, call_id) if heavy else others))
    return Changes.of("shift", shift_id)
