"""The hub's calls over HTTPS, one line each: what is asked, by whom, what answers. The description is made of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from workstation.domain import wire
from workstation.domain.counsellors import ROLES, Role
from workstation.domain.envelopes import GROUP, Json
from workstation.domain.wire_reading import ID, LINE, LONG, MARK, NotWire, mapping, matching, text
from workstation.hub.administration import Administration, NotAllowed
from workstation.hub.archive import Archive
from workstation.hub.erasures import Erasures
from workstation.hub.roles import Act
from workstation.hub.signing_in import SigningIn
from workstation.hub.single_sign_on import SingleSignOn
from workstation.hub.tokens import LASTS

Found = Mapping[str, Any]
Who = Literal["anybody", "device", "account"]
REASONS = ("asked_by_person", "entered_by_mistake", "retention", "court_order")


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the calls speak to."""

    archive: Archive
    signing_in: SigningIn
    administration: Administration
    erasures: Erasures
    sso: SingleSignOn | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One call: `asks` names what it takes, for the description; `answer` gets the name of who asks, if any.

    The answer is JSON, or a text that is JSON already.
    """

    name: str
    who: Who
    asks: Mapping[str, str]
    answer: Callable[[Rooms, str, Found], dict[str, Json] | str]
    act: Act | None = None


def _enrol(rooms: Rooms, _who: str, found: Found) -> dict[str, Json]:
    return wire.enrolled_out(rooms.archive.enrol(wire.enrol_in(found)))


def _challenge(rooms: Rooms, _who: str, found: Found) -> dict[str, Json]:
    return {"challenge": rooms.signing_in.challenge(matching(ID, found, "device"))}


def _token(rooms: Rooms, _who: str, found: Found) -> dict[str, Json]:
    device = matching(ID, found, "device")
    token = rooms.signing_in.device_token(
        device, matching(LINE, found, "challenge"), matching(LINE, found, "signature")
    )
    rooms.archive.seen(device)
    return {"token": token, "seconds": LASTS["device"]}


def _push(rooms: Rooms, who: str, found: Found) -> dict[str, Json]:
    return wire.pushed_out(rooms.archive.push(who, wire.push_in(found)))


def _pull(rooms: Rooms, who: str, found: Found) -> str:
    return wire.pulled_written(rooms.archive.pull_stored(who, wire.pull_in(found)))


def _known(rooms: Rooms, who: str, found: Found) -> dict[str, Json]:
    return {"unknown": list(rooms.archive.known(who, wire.ids_in(found, "ids")))}


def _recover(rooms: Rooms, who: str, found: Found) -> dict[str, Json]:
    return wire.recovered_out(rooms.archive.recover(who, *wire.recover_in(found)))


def _mark(rooms: Rooms, who: str, found: Found) -> dict[str, Json]:
    return {"mark": rooms.archive.mark(who, matching(MARK, found, "mark"))}


def _invite(rooms: Rooms, who: str, found: Found) -> dict[str, Json]:
    """Answer a coordinator's own station: it was let in by a coordinator, and opened with a passphrase."""
    account = rooms.archive.account_of(who)
    if not rooms.signing_in.expect(account, "enrol_device"):
        raise NotAllowed
    return {"code": rooms.administration.code_for(matching(ID, found, "account"), by=account)}


def _withdraw(rooms: Rooms, who: str, found: Found) -> dict[str, Json]:
    """Refuse every device of somebody, from a coordinator's own station; never the very station that asks."""
    account = rooms.archive.account_of(who)
    if not rooms.signing_in.expect(account, "revoke_device"):
        raise NotAllowed
    whose = matching(ID, found, "account")
    if whose == account:
        raise NotAllowed
    return {"devices": rooms.administration.revoke_all(whose, by=account)}


def _group(rooms: Rooms, who: str, found: Found) -> dict[str, Json]:
    """Keep a sealed group for a coordinator's own station: its stream, and whose stations see that it is there."""
    account = rooms.archive.account_of(who)
    if not rooms.signing_in.expect(account, "keep_group"):
        raise NotAllowed
    group = matching(ID, found, "group")
    if not group.startswith(GROUP):
        raise NotWire("group")
    rooms.administration.keep_group(group, wire.ids_in(found, "members"), by=account)
    return {}


def _sign_in(rooms: Rooms, _who: str, found: Found) -> dict[str, Json]:
    password = found.get("password")
    if not isinstance(password, str) or len(password) > 200:
        raise NotWire("password")
    token = rooms.signing_in.account_token(matching(ID, found, "account"), password, matching(LINE, found, "number"))
    return {"token": token, "seconds": LASTS["account"]}


def _sso(rooms: Rooms) -> SingleSignOn:
    if rooms.sso is None:
        raise NotAllowed
    return rooms.sso


def _sso_start(rooms: Rooms, _who: str, found: Found) -> dict[str, Json]:
    page, ticket = _sso(rooms).start(matching(LINE, found, "redirect"))
    return {"page": page, "ticket": ticket}


def _sso_finish(rooms: Rooms, _who: str, found: Found) -> dict[str, Json]:
    given = (matching(LONG, found, name) for name in ("ticket", "state", "code", "redirect"))
    return {"token": _sso(rooms).finish(*given), "seconds": LASTS["account"]}


def _link(rooms: Rooms, who: str, found: Found) -> dict[str, Json]:
    account, issuer, subject = (matching(LONG, found, name) for name in ("account", "issuer", "subject"))
    rooms.administration.link(account, issuer, subject, by=who)
    return {}


def _code(rooms: Rooms, who: str, found: Found) -> dict[str, Json]:
    return {"code": rooms.administration.code_for(matching(ID, found, "account"), by=who)}


def _revoke(rooms: Rooms, who: str, found: Found) -> dict[str, Json]:
    rooms.administration.revoke(matching(ID, found, "device"), by=who)
    return {}


def _add_account(rooms: Rooms, who: str, found: Found) -> dict[str, Json]:
    role = found.get("role")
    if role not in get_args(Role):
        raise NotWire("role")
    rooms.administration.add_account(matching(ID, found, "account"), cast("Role", role), by=who)
    return {}


def _grant(rooms: Rooms, who: str, found: Found) -> dict[str, Json]:
    streams = mapping(found.get("streams"), "streams", wire.MOST_STREAMS)
    for name, may_write in streams.items():
        text(ID, name, "streams")
        if not isinstance(may_write, bool):
            raise NotWire("streams")
    rooms.administration.grant(matching(ID, found, "account"), streams, by=who)
    return {}


def _ask_erasure(rooms: Rooms, who: str, found: Found) -> dict[str, Json]:
    reason = found.get("reason")
    if reason not in REASONS:
        raise NotWire("reason")
    return {"erasure": rooms.erasures.ask(matching(ID, found, "record"), str(reason), by=who)}


def _confirm_erasure(rooms: Rooms, who: str, found: Found) -> dict[str, Json]:
    return {"records": rooms.erasures.confirm(matching(ID, found, "erasure"), by=who)}


CALLS: tuple[Call, ...] = (
    Call("enrol", "anybody", {"code": "line", "public_key": "line", "proof": "line"}, _enrol),
    Call("challenge", "anybody", {"device": "id"}, _challenge),
    Call("token", "anybody", {"device": "id", "challenge": "line", "signature": "line"}, _token),
    Call("push", "device", {"last_n": "number", "epoch": "id?", "changes": "changes"}, _push),
    Call("pull", "device", {"cursors": "cursors", "limit": "number"}, _pull),
    Call("known", "device", {"ids": "ids"}, _known),
    Call("recover", "device", {"changes": "changes", "epoch": "id?"}, _recover),
    Call("mark", "device", {"mark": "mark"}, _mark),
    Call("invite", "device", {"account": "id"}, _invite),
    Call("withdraw", "device", {"account": "id"}, _withdraw),
    Call("group", "device", {"group": "id", "members": "ids"}, _group),
    Call("sign-in", "anybody", {"account": "id", "password": "text", "number": "line"}, _sign_in),
    Call("sso-start", "anybody", {"redirect": "line"}, _sso_start),
    Call("sso-finish", "anybody", dict.fromkeys(("ticket", "state", "code", "redirect"), "long"), _sso_finish),
    Call("identities", "account", {"account": "id", "issuer": "long", "subject": "long"}, _link, "add_account"),
    Call("codes", "account", {"account": "id"}, _code, "enrol_device"),
    Call("revoke", "account", {"device": "id"}, _revoke, "revoke_device"),
    Call("accounts", "account", {"account": "id", "role": "role"}, _add_account, "add_account"),
    Call("grants", "account", {"account": "id", "streams": "grants"}, _grant, "grant"),
    Call("erasures", "account", {"record": "id", "reason": "reason"}, _ask_erasure, "request_erasure"),
    Call("erasures-confirm", "account", {"erasure": "id"}, _confirm_erasure, "confirm_erasure"),
)

SHAPES: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "pattern": f"^{ID.pattern}$"},
    "id?": {"type": ["string", "null"], "pattern": f"^{ID.pattern}$"},
    "line": {"type": "string", "pattern": "^[!-~]{1,400}$"},
    "long": {"type": "string", "pattern": "^[!-~]{1,4000}$"},
    "mark": {"type": "string", "pattern": f"^(?:{MARK.pattern})$"},
    "text": {"type": "string", "minLength": 1, "maxLength": 200},
    "number": {"type": "integer", "minimum": 0, "maximum": 2**63 - 1},
    "role": {"enum": list(ROLES)},
    "reason": {"enum": list(REASONS)},
    "ids": {"type": "array", "maxItems": wire.MOST_IDS, "items": {"$ref": "#/components/schemas/id"}},
    "grants": {"type": "object", "maxProperties": wire.MOST_STREAMS, "additionalProperties": {"type": "boolean"}},
    "cursors": {
        "type": "object",
        "maxProperties": wire.MOST_STREAMS,
        "additionalProperties": {"type": "array", "minItems": 2, "maxItems": 2},
    },
    "changes": {"type": "array", "maxItems": wire.MOST_CHANGES, "items": {"$ref": "#/components/schemas/change"}},
    "change": {
        "type": "object",
        "required": ["id", "rec", "kind", "stream", "set"],
        "properties": {
            "n": {"$ref": "#/components/schemas/number"}, "id": {"$ref": "#/components/schemas/id"},
            "rec": {"$ref": "#/components/schemas/id"}, "kind": {"type": "string"},
            "stream": {"$ref": "#/components/schemas/id"}, "parent": {"$ref": "#/components/schemas/id?"},
            "set": {"type": "object", "maxProperties": wire.MOST_FIELDS}, "base": {"type": "object"},
        },
    },
}  # fmt: skip
