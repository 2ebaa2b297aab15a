"""Envelopes as JSON and back: the one definition of the wire, shared by desk and hub.

`…_out` gives JSON, `…_in` checks what came in and raises NotWire. Unknown members are passed over.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from json.encoder import encode_basestring as quoted
from typing import Any, cast

from workstation.domain.envelopes import (
    DELETED,
    LAST,
    STREAM,
    Ack,
    Change,
    Cursor,
    Enrol,
    Enrolled,
    Gone,
    Item,
    Json,
    Knew,
    Outcome,
    Pull,
    Pulled,
    Push,
    Pushed,
    Recovered,
    StreamPage,
)
from workstation.domain.wire_reading import (
    FIELD,
    ID,
    KIND,
    LINE,
    NotWire,
    many,
    mapping,
    matching,
    number,
    shallow,
    text,
    written,
)

MOST_CHANGES = 1_000
MOST_IDS = 10_000
MOST_STREAMS = 200
MOST_FIELDS = 400


class Stored(Mapping[str, Any]):
    """A JSON object as the hub keeps it, in the words of `written`: read when one looks into it, sent as it is."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _found(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.text)
        return found

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  # whatever the hub was given
        """Return a member."""
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(self._found)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._found)


def enrol_out(enrol: Enrol) -> dict[str, Json]:
    """Return an enrolment as JSON."""
    return {"code": enrol.code, "public_key": enrol.public_key, "proof": enrol.proof}


def enrol_in(found: Mapping[str, Any]) -> Enrol:
    """Return an enrolment from JSON."""
    return Enrol(*(matching(LINE, found, name) for name in ("code", "public_key", "proof")))


def enrolled_out(enrolled: Enrolled) -> dict[str, Json]:
    """Return the answer to an enrolment as JSON."""
    return {"device": enrolled.device, "epoch": enrolled.epoch}


def enrolled_in(found: Mapping[str, Any]) -> Enrolled:
    """Return the answer to an enrolment from JSON."""
    return Enrolled(matching(ID, found, "device"), matching(ID, found, "epoch"))


def change_out(change: Change) -> dict[str, Json]:
    """Return one change as JSON."""
    return {
        "n": change.n, "id": change.id, "rec": change.record, "kind": change.kind, "stream": change.stream,
        "parent": change.parent, "set": dict(change.sets), "base": dict(change.base),
    }  # fmt: skip


def change_in(found: object) -> Change:
    """Return one change from JSON."""
    if not isinstance(found, dict):
        raise NotWire("change")
    parent = found.get("parent")
    return Change(
        id=matching(ID, found, "id"),
        record=matching(ID, found, "rec"),
        kind=matching(KIND, found, "kind"),
        stream=matching(ID, found, "stream"),
        sets=_sets(found.get("set")),
        base=_base(found.get("base", {})),
        parent=None if parent is None else matching(ID, found, "parent"),
        n=number(found.get("n", 0), "n"),
    )


def push_out(push: Push) -> dict[str, Json]:
    """Return a push as JSON."""
    return {"last_n": push.last_n, "epoch": push.epoch, "changes": [change_out(one) for one in push.changes]}


def push_in(found: Mapping[str, Any]) -> Push:
    """Return a push from JSON."""
    epoch = found.get("epoch")
    return Push(
        number(found.get("last_n", 0), "last_n"),
        None if epoch is None else matching(ID, found, "epoch"),
        changes_in(found),
    )


def changes_in(found: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return the changes of a push or of what a station gives back."""
    return many(found.get("changes"), "changes", MOST_CHANGES, change_in)


def recover_out(changes: tuple[Change, ...], knew: Knew) -> dict[str, Json]:
    """Return what a station gives back, and what it saw make way for that, as JSON."""
    told: dict[str, Json] = {one: {name: list(ids) for name, ids in fields.items()} for one, fields in knew.items()}
    return {"changes": [change_out(one) for one in changes], "knew": told}


def recover_in(found: Mapping[str, Any]) -> tuple[tuple[Change, ...], Knew]:
    """Return what a station gives back, and what it saw make way for that, from JSON."""
    knew = mapping(found.get("knew", {}), "knew", MOST_CHANGES)
    return changes_in(found), {text(ID, one, "knew"): _knew(fields) for one, fields in knew.items()}


def pull_out(pull: Pull) -> dict[str, Json]:
    """Return a pull as JSON."""
    return {"cursors": {name: [at.seq, at.tag] for name, at in pull.cursors.items()}, "limit": pull.limit}


def pull_in(found: Mapping[str, Any]) -> Pull:
    """Return a pull from JSON."""
    cursors = mapping(found.get("cursors"), "cursors", MOST_STREAMS)
    return Pull(
        {text(ID, name, "cursors"): _cursor(at) for name, at in cursors.items()},
        number(found.get("limit", 1000), "limit"),
    )


def ids_in(found: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return a list of ids."""
    return many(found.get(name), name, MOST_IDS, lambda one: text(ID, one, name))


def ack_out(ack: Ack) -> dict[str, Json]:
    """Return one answer as JSON."""
    out: dict[str, Json] = {"n": ack.n, "id": ack.id, "r": ack.outcome, "at": dict(ack.at)}
    if ack.why is not None:
        out["why"] = ack.why
    if ack.repeated:
        out["dup"] = True
    return out


def ack_in(found: object) -> Ack:
    """Return one answer from JSON."""
    if not isinstance(found, dict) or found.get("r") not in ("ok", "conflict", "rejected", "purged"):
        raise NotWire("ack")
    return Ack(
        number(found.get("n"), "n"),
        matching(ID, found, "id"),
        cast("Outcome", found["r"]),
        {
            text(ID, name, "at"): number(seq, "at")
            for name, seq in mapping(found.get("at"), "at", MOST_STREAMS).items()
        },
        None if found.get("why") is None else matching(LINE, found, "why"),
        found.get("dup") is True,
    )


def pushed_out(pushed: Pushed) -> dict[str, Json]:
    """Return the answer to a push as JSON."""
    return {"epoch": pushed.epoch, "last_n": pushed.last_n, "acks": [ack_out(one) for one in pushed.acks]}


def pushed_in(found: Mapping[str, Any]) -> Pushed:
    """Return the answer to a push from JSON."""
    return Pushed(
        matching(ID, found, "epoch"),
        number(found.get("last_n"), "last_n"),
        many(found.get("acks"), "acks", MOST_CHANGES, ack_in),
    )


def pulled_out(pulled: Pulled) -> dict[str, Json]:
    """Return the answer to a pull as JSON."""
    return {
        "epoch": pulled.epoch, "granted": list(pulled.granted), "last_n": pulled.last_n, "horizon": pulled.horizon,
        "streams": [_page_out(page) for page in pulled.pages],
    }  # fmt: skip


def pulled_in(found: Mapping[str, Any]) -> Pulled:
    """Return the answer to a pull from JSON."""
    return Pulled(
        matching(ID, found, "epoch"),
        ids_in(found, "granted"),
        number(found.get("last_n"), "last_n"),
        number(found.get("horizon", 0), "horizon"),
        many(found.get("streams"), "streams", MOST_STREAMS, _page_in),
    )


def pulled_written(pulled: Pulled) -> str:
    """Return the answer to a pull in the words of `written`; what is `Stored` goes as it is, without being read."""
    rest = written(pulled_out(replace(pulled, pages=())))
    return rest.removesuffix("]}") + ",".join(_page_written(page) for page in pulled.pages) + "]}"


def recovered_out(recovered: Recovered) -> dict[str, Json]:
    """Return the answer to what a station gave back as JSON."""
    return {"refused": list(recovered.refused)}


def recovered_in(found: Mapping[str, Any]) -> Recovered:
    """Return the answer to what a station gave back from JSON."""
    return Recovered(ids_in(found, "refused"))


def _page_out(page: StreamPage) -> dict[str, Json]:
    if page.diverged:
        return {"id": page.stream, "diverged": True}
    return {
        "id": page.stream, "from": page.start, "to": [page.end.seq, page.end.tag], "more": page.more,
        "digest": page.digest, "items": [_item_out(item) for item in page.items],
    }  # fmt: skip


def _item_out(item: Item | Gone) -> dict[str, Json]:
    if isinstance(item, Gone):
        return {"q": item.seq, "id": item.id, "gone": item.reason}
    return {
        "q": item.seq, "id": item.id, "k": item.kind, "p": item.parent, "d": dict(item.fields), "m": dict(item.meta)
    }  # fmt: skip


def _page_written(page: StreamPage) -> str:
    if page.diverged:
        return written(_page_out(page))
    before, after = written(_page_out(replace(page, items=()))).split('"items":[]')
    return f'{before}"items":[{",".join(_item_written(item) for item in page.items)}]{after}'


def _item_written(item: Item | Gone) -> str:
    if isinstance(item, Gone) or not (isinstance(item.fields, Stored) and isinstance(item.meta, Stored)):
        return written(_item_out(item))
    parent = "null" if item.parent is None else quoted(item.parent)
    names = f'"id":{quoted(item.id)},"k":{quoted(item.kind)}'
    return f'{{"d":{item.fields.text},{names},"m":{item.meta.text},"p":{parent},"q":{item.seq}}}'


def _page_in(found: object) -> StreamPage:
    if not isinstance(found, dict):
        raise NotWire("page")
    stream = matching(ID, found, "id")
    if found.get("diverged") is True:
        return StreamPage(stream, diverged=True)
    digest = found.get("digest")
    return StreamPage(
        stream,
        number(found.get("from"), "from"),
        _cursor(found.get("to")),
        found.get("more") is True,
        None if digest is None else number(digest, "digest"),
        items=many(found.get("items"), "items", MOST_IDS, _item_in),
    )


def _item_in(found: object) -> Item | Gone:
    if not isinstance(found, dict):
        raise NotWire("item")
    seq, record, reason = number(found.get("q"), "q"), matching(ID, found, "id"), found.get("gone")
    if reason in ("moved", "purged"):
        return Gone(seq, record, reason)
    meta = mapping(found.get("m"), "m", MOST_FIELDS + 1)
    if LAST not in meta:
        raise NotWire("m")
    return Item(
        seq,
        record,
        matching(KIND, found, "k"),
        None if found.get("p") is None else matching(ID, found, "p"),
        _sets(found.get("d")),
        {name: text(ID, change, "m") for name, change in meta.items()},
    )


def _sets(found: object) -> dict[str, Json]:
    sets = mapping(found, "set", MOST_FIELDS)
    for name, value in sets.items():
        text(FIELD, name, "set")
        shallow(value)
    if not isinstance(sets.get(DELETED, False), bool):
        raise NotWire("set")
    if STREAM in sets:
        text(ID, sets[STREAM], "set")
    return sets


def _base(found: object) -> dict[str, str | None]:
    base = mapping(found, "base", MOST_FIELDS + 1)
    for name, change in base.items():
        if name != LAST:  # earlier programs named it for a deletion, and their changes may still come
            text(FIELD, name, "base")
        if change is not None:
            text(ID, change, "base")
    return base


def _knew(found: object) -> dict[str, tuple[str, ...]]:
    fields = mapping(found, "knew", MOST_FIELDS)
    for name in fields:
        text(FIELD, name, "knew")
    return {name: ids_in(fields, name) for name in fields}


def _cursor(found: object) -> Cursor:
    if not isinstance(found, list) or len(found) != 2:
        raise NotWire("cursor")
    seq, tag = found
    return Cursor(number(seq, "cursor"), None if tag is None else text(ID, tag, "cursor"))
