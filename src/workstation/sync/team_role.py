"""The role the team gives whoever sits here: what its signed list of members says, and nothing that is typed."""

from workstation.domain.counsellors import Role, role_by_list
from workstation.domain.moments import Now
from workstation.store.sync_state import HOME
from workstation.store.vault import Work
from workstation.sync.sealing.founding import own_keys
from workstation.sync.sealing.keyring import Keyring


def team_role(work: Work, kept: Role, now: Now) -> Role:
    """Return the role that holds now; `kept` as long as this station has no list of its team.

    Whoever is left out of the list is no coordinator any more.
    """
    home = work.sync_state.get(HOME)
    newest = Keyring(now).newest(work, home) if home is not None else None
    if newest is None:
        return kept
    member = newest.member(own_keys(work)[0])
    return role_by_list(kept, coordinator=member is not None and member.coordinator)
