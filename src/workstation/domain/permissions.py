"""Who may do what with whose records: one table (role, action, relation), asked by whatever shows or writes.

Source: the access model agreed for 1712 (roles, two signatures, break-glass); where it leaves a choice, DECISIONS.md
says which was made. What stands nowhere is refused. In a practice profile all is invented: relation `practice`.
"""

from collections.abc import Mapping
from typing import Literal, get_args

from workstation.domain.counsellors import Desk, Role

Relation = Literal["own", "team", "other_team", "sealed", "named", "practice"]
Action = Literal[
    "create", "read", "list", "search", "add", "correct", "print", "case", "follow_up", "caller_code", "figures",
    "export", "erase", "hold", "lift_hold", "read_log", "retention_rules", "publish", "membership",
    "review", "discuss", "signal", "coordinate", "upkeep", "codebook", "bring_in",
    "seal", "unseal", "know", "show_again",
]  # fmt: skip
# reason: yes, with a reason · ask: may ask others to do it · first, second: that signature of two · sign: either of
# them · break_glass: only with the second person and the thirty minutes that the hub's side of it gives
Grant = Literal["no", "yes", "reason", "ask", "first", "second", "sign", "break_glass"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)
ACTIONS: tuple[Action, ...] = get_args(Action)

Cells = Mapping[Role, Mapping[Relation, Grant]]
_EVERY: tuple[Relation, ...] = ("own", "team", "other_team")
_OURS: tuple[Relation, ...] = ("own", "team")


def _all(grant: Grant, relations: tuple[Relation, ...] = _EVERY, **more: Grant) -> dict[Relation, Grant]:
    found: dict[Relation, Grant] = dict.fromkeys(relations, grant)
    return found | {relation: more[relation] for relation in RELATIONS if relation in more}


TABLE: Mapping[Action, Cells] = {
    "create": {"counsellor": {"own": "yes"}, "team_coordinator": {"own": "yes"}},
    "read": {
        "counsellor": {"own": "yes", "team": "reason", "named": "reason"},
        "team_coordinator": {"own": "yes", "team": "reason", "named": "reason"},
        "flemish_coordinator": _all("break_glass", named="reason"),
    },
    # by words a sealed call is found by whoever took it alone; its group finds it in the list
    "list": {
        "counsellor": _all("yes", _OURS, named="yes"),
        "team_coordinator": _all("yes", _OURS, named="yes"),
    },
    "search": {"counsellor": _all("yes", _OURS), "team_coordinator": _all("yes", _OURS)},
    "add": {"counsellor": _all("yes", _OURS, named="yes"), "team_coordinator": _all("yes", _OURS, named="yes")},
    "correct": {"counsellor": {"own": "reason"}, "team_coordinator": _all("reason", _OURS, named="reason")},
    "print": {"counsellor": {"own": "reason"}, "team_coordinator": _all("reason", _OURS, named="reason")},
    "case": {
        "counsellor": _all("reason", _OURS, named="reason"),
        "team_coordinator": _all("reason", _OURS, named="reason"),
    },
    "follow_up": {
        "counsellor": _all("yes", _OURS, named="yes"),
        "team_coordinator": _all("yes", _OURS, named="yes"),
    },
    # a few people by name instead of the team, and back
    "seal": {"counsellor": {"own": "yes"}, "team_coordinator": _all("yes", _OURS, named="yes")},
    "unseal": {"counsellor": {"own": "yes"}, "team_coordinator": {"own": "yes", "named": "yes"}},
    # whoever knows somebody in a call sees nothing of it, until a coordinator lets them
    "know": {"counsellor": _all("yes", _OURS, named="yes"), "team_coordinator": _all("yes", _OURS, named="yes")},
    "show_again": {"team_coordinator": _all("yes", _OURS, named="yes")},
    "caller_code": {"counsellor": {"own": "yes"}, "team_coordinator": {"own": "yes"}},
    "figures": {
        "counsellor": _all("yes", _OURS),
        "team_coordinator": _all("yes", _OURS),
        "flemish_coordinator": _all("yes"),
    },
    "export": {
        "team_coordinator": _all("sign", _OURS),
        "flemish_coordinator": _all("sign"),
        "protection_officer": _all("second"),
    },
    "erase": {
        "counsellor": {"own": "ask"},
        "team_coordinator": _all("first", _OURS, named="first"),
        "flemish_coordinator": _all("second"),
        "protection_officer": _all("second"),
    },
    "hold": {
        "counsellor": {"own": "ask"},
        "team_coordinator": _all("yes", _OURS, named="yes"),
        "flemish_coordinator": _all("yes"),
    },
    "lift_hold": {
        "team_coordinator": _all("first", _OURS, named="first"),
        "flemish_coordinator": _all("first"),
        "protection_officer": _all("second"),
    },
    "read_log": {
        "counsellor": {"own": "yes"},
        "team_coordinator": _all("yes", _OURS),
        "protection_officer": _all("yes"),
    },
    "retention_rules": {"flemish_coordinator": _all("first"), "protection_officer": _all("second")},
    "publish": {"flemish_coordinator": _all("first"), "protection_officer": _all("second")},
    "codebook": {"team_coordinator": _all("yes", _OURS), "flemish_coordinator": _all("yes")},
    "bring_in": {"team_coordinator": _all("yes", _OURS), "flemish_coordinator": _all("yes")},
    "membership": {"team_coordinator": _all("sign", _OURS), "flemish_coordinator": _all("sign")},
    # nobody reviews their own call; a review opens the call, so it is read with a reason first
    "review": {"team_coordinator": {"team": "yes"}},
    "discuss": {"counsellor": _all("yes", _OURS), "team_coordinator": _all("yes", _OURS)},
    "signal": {
        "counsellor": _all("yes", _OURS),
        "team_coordinator": _all("yes", _OURS),
        "flemish_coordinator": _all("yes"),
    },
    # announcements, minutes, passing signals on, forms and step cards, the load of the team
    "coordinate": {"team_coordinator": _all("yes", _OURS), "flemish_coordinator": _all("yes")},
    "upkeep": {"team_coordinator": _all("yes", _OURS), "flemish_coordinator": _all("yes")},
}
# they work with invented calls as they would with real ones; who has no key to a narrative has none here either
REHEARSE: frozenset[Role] = frozenset({"counsellor", "team_coordinator", "flemish_coordinator", "trainer"})


class NotAllowed(Exception):
    """This role may not do this here; nothing was shown or written. `text_key` names the sentence that says so."""

    def __init__(self, text_key: str) -> None:
        super().__init__(text_key)
        self.text_key = text_key


class ReasonNeeded(NotAllowed):
    """Allowed with a reason, and there was none."""


def decide(role: Role, action: Action, relation: Relation) -> Grant:
    """Return the cell of the table."""
    if relation == "practice":
        return "yes" if role in REHEARSE else "no"
    return TABLE[action].get(role, {}).get(relation, "no")


def relation_to(desk: Desk, counsellor: str, team: str | None) -> Relation:
    """Return how a desk stands to the record of a counsellor and a team; without a team it is nobody else's."""
    if desk.practice:
        return "practice"
    if counsellor == desk.counsellor:
        return "own"
    return "team" if team is not None and team == desk.team else "other_team"


def require(desk: Desk, action: Action, relation: Relation, reason: str = "") -> None:
    """Let an act that one person can do alone pass, or raise NotAllowed or ReasonNeeded."""
    grant = decide(desk.role, action, relation)
    if grant == "reason" and not reason.strip():
        raise ReasonNeeded("permissions.reason_needed")
    if grant not in {"yes", "reason"}:
        raise NotAllowed(f"permissions.{grant if grant in {'no', 'ask', 'break_glass'} else 'two_persons'}")


def may_sign(desk: Desk, action: Action, relation: Relation, which: Literal["first", "second"]) -> bool:
    """Return whether this person can give that signature of two. A practice profile needs no second person."""
    return decide(desk.role, action, relation) in {which, "sign", "yes"}


def require_first(desk: Desk, action: Action) -> None:
    """Let an act on what is everybody's pass for who may sign it first of two, or raise NotAllowed."""
    if not may_sign(desk, action, "practice" if desk.practice else "own", "first"):
        raise NotAllowed("permissions.no")
