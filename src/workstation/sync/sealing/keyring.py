"""What this station holds of the keys of its teams, and what it accepts from the hub: the one judge of sealed values.

Whatever does not pass is refused, kept out of what the counsellor sees, shown as an alarm and logged by its ids.
"""

import base64
import json
import logging
from collections.abc import Iterable, Mapping

from workstation.domain.envelopes import Change, Json
from workstation.domain.flat import APPLICANT, MEMBERS, PRINT, SEALED, sealed
from workstation.domain.moments import Now
from workstation.domain.register_chain import gaps
from workstation.store.bringing_home import Opener
from workstation.store.marks import follow_list
from workstation.store.outbox import Seal
from workstation.store.records import View
from workstation.store.sync_state import GIVEN_OUT, HOME, KEY
from workstation.store.vault import Work
from workstation.sync.sealing.boxes import NotForUs, OwnKeys, unboxed
from workstation.sync.sealing.fields import (
    NotOurs,
    NotSealed,
    Place,
    RecordKey,
    UnknownForm,
    is_sealed,
    key_of,
    unseal,
)
from workstation.sync.sealing.lists import Lists
from workstation.sync.sealing.membership import (
    UNSIGNED,
    MemberList,
    NotAList,
    Refused,
    about,
    accept,
    check_of,
    older_place,
    read_list,
)
from workstation.sync.sealing.reading import Reading, Refuse

logger = logging.getLogger(__name__)

SEED_NAME, MEMBER_NAME, ANCHOR = "own_seed", "member", "anchor."
LIST, NEWEST = "list.", "newest."


class Keyring:
    """Keeps to `exchange.Keys`. All of it lies in the vault."""

    def __init__(self, now: Now) -> None:
        self._now = now

    def may_leave(self, work: Work) -> frozenset[str] | None:
        """Return the kinds of records that may leave now, None for all: without a key only lists of members."""
        return None if self.has_key(work) else frozenset({MEMBERS, APPLICANT})

    def has_key(self, work: Work) -> bool:
        """Return whether this station holds the key of the newest list of the team it writes for."""
        home = work.sync_state.get(HOME)
        newest = self.newest(work, home) if home is not None else None
        return newest is not None and self.key(work, newest.team, newest.id) is not None

    def newest(self, work: Work, team: str) -> MemberList | None:
        """Return the newest list of a team that was accepted."""
        number = work.sync_state.get(NEWEST + team)
        if number is None:
            return None
        return read_list({"body": json.loads(work.sync_state.get(f"{LIST}{team}.{number}") or "{}")})

    def key(self, work: Work, team: str, key_id: str) -> bytes | None:
        """Return a team key, None when this station does not hold it."""
        kept = work.sync_state.get(f"{KEY}{team}.{key_id}")
        return base64.b64decode(kept) if kept is not None else None

    def keep(self, work: Work, found: MemberList, team_key: bytes) -> None:
        """Keep an accepted list with its key as the newest of the team."""
        work.sync_state.put(f"{KEY}{found.team}.{found.id}", base64.b64encode(team_key).decode())
        self._keep_list(work, found)

    def _keep_list(self, work: Work, found: MemberList) -> None:
        state = work.sync_state
        state.put(f"{LIST}{found.team}.{found.number}", json.dumps(found.body))
        state.put(NEWEST + found.team, str(found.number))
        if found.team == state.get(HOME):
            one = found.member(state.get(MEMBER_NAME) or "")
            follow_list(work.connection, coordinator=one is not None and one.coordinator)

    # -- out ---------------------------------------------------------------------------------------------------

    def sealing(self, work: Work) -> Seal:
        """Return what seals a change with the newest key of its team."""
        held: dict[str, tuple[str, bytes]] = {}

        def close(change: Change) -> Mapping[str, Json]:
            hidden = SEALED.get(change.kind)
            if not hidden:
                return change.sets
            key_id, team_key = held.get(change.stream) or held.setdefault(
                change.stream, self._newest_key(work, change.stream)
            )
            numbers = work.sync_state.given_out(change.record)
            given: dict[str, int] = {}
            closed = dict(change.sets)
            key = RecordKey(team_key, key_id, change.stream, change.record, change.kind)
            for name, value in change.sets.items():
                if name in hidden and not is_sealed(value):
                    number = given[GIVEN_OUT + name] = numbers.get(name, 0) + 1
                    closed[name] = key.seal(name, change.id, number, value)
            work.sync_state.accept(change.record, given)
            return closed

        return close

    def _newest_key(self, work: Work, team: str) -> tuple[str, bytes]:
        newest = self.newest(work, team)
        key = self.key(work, team, newest.id) if newest else None
        if newest is None or key is None:
            raise NoKey
        return newest.id, key

    # -- in ----------------------------------------------------------------------------------------------------

    def opening(self, work: Work) -> Opener:
        """Return what opens a record."""
        keys: dict[tuple[str, str], bytes | None] = {}

        def find(team: str, key_id: str) -> bytes | None:
            if (team, key_id) not in keys:
                keys[(team, key_id)] = self.key(work, team, key_id)
            return keys[(team, key_id)]

        return lambda view: Reading(work.sync_state, view, find, self._refuse(work)).opened()

    def opened_conflict(self, work: Work, view: View, kind: str) -> Json:
        """Return the losing value of a conflict in clear, None when it cannot be read; `kind` is the record's."""
        fields = view.fields
        value, name = fields.get("value"), str(fields.get("field"))
        if not sealed(kind, name):
            return value
        try:
            key_id, number = key_of(value)
            team_key = self.key(work, view.stream, key_id)
            place = Place(view.stream, str(fields.get("rec")), kind, name, str(fields.get("change")), number)
            return unseal(team_key, place, value) if team_key else None
        except (NotSealed, UnknownForm, NotOurs):
            self._refuse(work)("altered", view.id, name)
            return None

    def took_in(self, work: Work, records: Iterable[str]) -> set[str]:
        """Look at new lists of members, and at the register; return the records that can be opened only now."""
        views = work.records.views(records)
        for view in views:
            if view.kind == PRINT:
                self._check_register(work)
                break
        if not any(view.kind == MEMBERS for view in views):
            return set()
        for view in views:
            if view.kind == MEMBERS:
                self._compare(work, view)
        return self._after_lists(work)

    def came_back(self, work: Work, views: Iterable[View]) -> set[str]:
        """Accept own values that the hub shows as they left; return the records of which everything is so."""
        found = set()
        for view in views:
            hidden = SEALED.get(view.kind, frozenset())
            closed = [(name, value) for name, value in view.fields.items() if name in hidden]
            if view.kind in {MEMBERS, PRINT} or not all(is_sealed(value) for _, value in closed):
                continue
            numbers = {name: key_of(value)[1] for name, value in closed}
            work.sync_state.accept(view.id, numbers)
            found.add(view.id)
        return found

    def missing(self, work: Work, gone: Iterable[str]) -> None:
        """Notice lists of members that the hub has taken away."""
        for record in gone:
            if record.startswith("members-"):
                self._refuse(work)("members_lower", record, "")

    def look_again(self, work: Work) -> set[str]:
        """Go through the lists once more: a person said which one to believe, or new own keys were made."""
        return self._after_lists(work)

    def _after_lists(self, work: Work) -> set[str]:
        if not self._accept_lists(work):
            return set()
        waiting = work.records.waiting_for_a_key()
        work.records.keyless(waiting, waiting=False)
        return waiting

    def _compare(self, work: Work, view: View) -> None:
        """Refuse what is not the list that its record is named after, and a second list that two have signed."""
        refuse = self._refuse(work)
        try:
            found = read_list(view.fields)
        except NotAList:
            refuse("unknown_schema", view.id, "body")
            return
        if found.record != view.id or found.team != view.stream:
            same = view.id.startswith(f"members-{found.number}-")
            refuse("members_forked" if same else "members_lower", view.id, "body")
            return
        kept = self._kept(work, found.team, found.number)
        if kept is None or kept == found:
            return
        try:
            accept(found, view.fields, self._kept(work, found.team, found.number - 1))
        except Refused:
            return  # a proposal that did not become the list
        refuse("members_forked", view.id, "body")

    def _kept(self, work: Work, team: str, number: int) -> MemberList | None:
        kept = work.sync_state.get(f"{LIST}{team}.{number}")
        return read_list({"body": json.loads(kept)}) if kept is not None else None

    def _accept_lists(self, work: Work) -> bool:
        """Go on from the newest accepted list as far as the hub's lists lead; return whether there was a next one."""
        lists = Lists(work.records.of_kind(MEMBERS))
        came = False
        for team in lists.teams:
            came |= self._begin(work, team, lists) or self._box_of_newest(work, team, lists)
            while (newest := self.newest(work, team)) is not None and self._go_on(work, newest, lists):
                came = True
        return came

    def _go_on(self, work: Work, newest: MemberList, lists: Lists) -> bool:
        for found, view in lists.after(newest):
            if self._accepted(work, found, view, newest):
                return self._take(work, found, view, lists)
        return False

    def _box_of_newest(self, work: Work, team: str, lists: Lists) -> bool:
        """Take the key of the newest list when it is for us after all: two sheets of paper gave us its name."""
        newest = self.newest(work, team)
        known = lists.get(newest.id) if newest is not None else None
        if newest is None or known is None or self.key(work, team, newest.id) is not None:
            return False
        mine = newest.member(work.sync_state.get(MEMBER_NAME) or "")
        return mine is not None and self._take(work, newest, known[1], lists)

    def _begin(self, work: Work, team: str, lists: Lists) -> bool:
        """Take the list whose fingerprint a person read out, and the keys of those before it."""
        anchor = work.sync_state.get(ANCHOR + team)
        chosen = lists.get(anchor) if anchor is not None else None
        if chosen is None or chosen[0].team != team or work.sync_state.get(NEWEST + team) is not None:
            return False
        found, view = chosen
        older = lists.get(found.before)
        return self._accepted(work, found, view, older[0] if older else None) and self._take(work, found, view, lists)

    def _accepted(self, work: Work, found: MemberList, view: View, before: MemberList | None) -> bool:
        try:
            accept(found, view.fields, before)
        except Refused as refused:
            if refused.what != UNSIGNED:  # the second signature may still be on its way
                self._refuse(work)(refused.what, view.id, "")
            return False
        return True

    def _take(self, work: Work, found: MemberList, view: View, lists: Lists) -> bool:
        """Keep an accepted list with the key in our box; who is not in it keeps the list alone."""
        name = work.sync_state.get(MEMBER_NAME) or ""
        if found.member(name) is None:
            self._keep_list(work, found)
            return True
        try:
            team_key = self._take_key(work, found, view)
        except NotForUs:
            self._refuse(work)("team_key", view.id, "boxes")
            return False
        self.keep(work, found, team_key)
        self._older_keys(work, found, view, team_key, lists)
        return True

    def _older_keys(self, work: Work, found: MemberList, view: View, team_key: bytes, lists: Lists) -> None:
        while (before := lists.get(found.before)) is not None:
            older, older_view = before
            if self.key(work, older.team, older.id) is not None:
                return
            try:
                key = bytes.fromhex(str(unseal(team_key, older_place(found, older.id), view.fields.get("older"))))
            except (NotSealed, UnknownForm, NotOurs, ValueError):
                self._refuse(work)("altered", view.id, "older")
                return
            if check_of(key) != older.key_check:
                self._refuse(work)("members_forked", older_view.id, "body")
                return
            work.sync_state.put(f"{LIST}{older.team}.{older.number}", json.dumps(older.body))
            work.sync_state.put(f"{KEY}{older.team}.{older.id}", base64.b64encode(key).decode())
            found, view, team_key = older, older_view, key

    def _take_key(self, work: Work, found: MemberList, view: View) -> bytes:
        boxes, name = view.fields.get("boxes"), work.sync_state.get(MEMBER_NAME) or ""
        box = boxes.get(name) if isinstance(boxes, dict) else None
        key = unboxed(box, OwnKeys(base64.b64decode(work.sync_state.get(SEED_NAME) or "")), about(found, name))
        if check_of(key) != found.key_check:
            raise NotForUs
        return key

    def _check_register(self, work: Work) -> None:
        opener = self.opening(work)
        entries = [(view.id, opener(view).fields) for view in work.records.of_kind(PRINT)]
        for record in gaps(entries):
            self._refuse(work)("register_gap", record, "")

    def _refuse(self, work: Work) -> Refuse:
        def refuse(what: str, record: str, field: str) -> None:
            work.sync_state.alarm(what, self._now(), record, field)
            logger.error("refused: %s, record %s, field %s", what, record, field)

        return refuse


class NoKey(Exception):
    """There is no key for this team: nothing leaves until a coordinator has let this station in."""
