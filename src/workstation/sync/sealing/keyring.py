"""What this station holds of the keys of its teams, and what it accepts from the hub: the one judge of sealed values.

Whatever does not pass is refused, kept out of what the counsellor sees, shown as an alarm and logged by its ids.
"""

import base64
import json
import logging
from collections.abc import Iterable, Mapping

from workstation.domain.envelopes import GROUP, STREAM, Change, Json
from workstation.domain.flat import APPLICANT, MEMBERS, PRINT, SEALED, sealed
from workstation.domain.moments import Now
from workstation.domain.register_chain import gaps
from workstation.store.bringing_home import Opener
from workstation.store.marks import follow_list
from workstation.store.outbox import Seal
from workstation.store.records import View
from workstation.store.streams import unsent_groups
from workstation.store.sync_state import ANEW, GIVEN_OUT, HOME, KEY
from workstation.store.vault import Work
from workstation.sync.membership_log import note
from workstation.sync.sealing.boxes import NotForUs, OwnKeys
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
from workstation.sync.sealing.grouping import founded_by, key_held, key_kept
from workstation.sync.sealing.lists import Found, Lists, given_on, key_in_box
from workstation.sync.sealing.membership import (
    UNSIGNED,
    MemberList,
    NotAList,
    Refused,
    accept,
    aside_place,
    check_of,
    older_place,
    read_list,
)
from workstation.sync.sealing.reading import Reading, Refuse

logger = logging.getLogger(__name__)

SEED_NAME, MEMBER_NAME, ANCHOR = "own_seed", "member", "anchor."
LIST, NEWEST = "list.", "newest."


class Keyring:
    """Keeps to `keys.Keys`. All of it lies in the vault."""

    def __init__(self, now: Now) -> None:
        self._now = self.now = now

    def may_leave(self, work: Work) -> frozenset[str] | None:
        """Return the kinds of records that may leave now, None for all: without a key only lists of members."""
        return None if self.has_key(work) else frozenset({MEMBERS, APPLICANT})

    def waiting_for(self, work: Work) -> Mapping[str, frozenset[str]]:
        """Return the sealed groups of which this station holds no key, or no longer: only their lists may leave."""
        groups = unsent_groups(work.connection)
        return {one: frozenset({MEMBERS}) for one in groups if self.newest_key(work, one) is None}

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
        return key_kept(work.sync_state, team, key_id)

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
            to = str(change.sets.get(STREAM) or change.stream)
            key_id, team_key = held.get(to) or held.setdefault(to, self._newest_key(work, to))
            numbers = work.sync_state.given_out(change.record)
            given: dict[str, int] = {}
            closed = dict(change.sets)
            key = RecordKey(team_key, key_id, to, change.record, change.kind)
            for name, value in change.sets.items():
                if name in hidden and not is_sealed(value):
                    number = given[GIVEN_OUT + name] = numbers.get(name, 0) + 1
                    closed[name] = key.seal(name, change.id, number, value)
            work.sync_state.accept(change.record, given)
            return closed

        return close

    def _newest_key(self, work: Work, team: str) -> tuple[str, bytes]:
        found = self.newest_key(work, team)
        if found is None:
            raise NoKey
        return found

    def newest_key(self, work: Work, team: str) -> tuple[str, bytes] | None:
        """Return the id and the key of the newest list of a team or group, None when this station has it not."""
        newest = self.newest(work, team)
        key = self.key(work, team, newest.id) if newest else None
        return (newest.id, key) if newest is not None and key is not None else None

    # -- in ----------------------------------------------------------------------------------------------------

    def opening(self, work: Work) -> Opener:
        """Return what opens a record."""
        keys: dict[tuple[str, str], tuple[str, bytes] | None] = {}

        def find(team: str, key_id: str) -> tuple[str, bytes] | None:
            if (team, key_id) not in keys:
                keys[(team, key_id)] = key_held(work.sync_state, team, key_id)
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
            held = key_held(work.sync_state, view.stream, key_id)
            if held is None:
                return None
            if held[0] != view.stream:
                work.sync_state.put(ANEW + view.id, "")
            place = Place(held[0], str(fields.get("rec")), kind, name, str(fields.get("change")), number)
            return unseal(held[1], place, value)
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
        lists = Lists(work.records.of_kind(MEMBERS))
        for view in views:
            if view.kind == MEMBERS:
                self._compare(work, view, lists)
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

    def _compare(self, work: Work, view: View, lists: Lists) -> None:
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
        kept, newest = self._kept(work, found.team, found.number), self.newest(work, found.team)
        if kept is None or newest is None or found.id in lists.history(newest):
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
        """Go on from the newest accepted list as far as the hub's lists lead; return whether a key may have come."""
        lists = Lists(work.records.of_kind(MEMBERS))
        came = False
        for team in sorted(lists.teams, key=lambda one: one.startswith(GROUP)):  # a group leans on its team
            came |= self._begin(work, team, lists) or self._box_of_newest(work, team, lists)
            while (newest := self.newest(work, team)) is not None and self._go_on(work, newest, lists):
                came = True
            if newest is not None:
                came |= self._older_keys(work, newest, lists)
        return came

    def _go_on(self, work: Work, newest: MemberList, lists: Lists) -> bool:
        for found, view in lists.after(newest):
            if self._accepted(work, found, view, newest, lists):
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
        chosen = lists.get(anchor) if anchor is not None else self._of_our_team(work, team, lists)
        if chosen is None or chosen[0].team != team or work.sync_state.get(NEWEST + team) is not None:
            return False
        found, view = chosen
        older = lists.get(found.before)
        before = older[0] if older else None
        return self._accepted(work, found, view, before, lists) and self._take(work, found, view, lists)

    def _of_our_team(self, work: Work, group: str, lists: Lists) -> Found | None:
        """Return the first list of a sealed group that people of our own team founded."""
        ours = work.sync_state.under(f"{LIST}{work.sync_state.get(HOME)}.").values()
        return founded_by(lists.numbered(group, 1), ours) if group.startswith(GROUP) else None

    def _accepted(self, work: Work, found: MemberList, view: View, before: MemberList | None, lists: Lists) -> bool:
        try:
            by_paper = accept(found, view.fields, before)
        except Refused as refused:
            if before is not None and self._told(work, found, view, before, lists):
                return True
            if refused.what != UNSIGNED:  # the second signature may still be on its way
                self._refuse(work)(refused.what, view.id, "")
            return False
        if by_paper and before is not None and self._is_put_aside(work, found, before):
            self._refuse(work)("members_taken_over", view.id, "")
            return False
        if by_paper:
            note(work, "sheets_counted", found.id, self._now)
        return True

    def _told(self, work: Work, found: MemberList, view: View, before: MemberList, lists: Lists) -> bool:
        """Return whether a person typed the number of this list, which ends our branch, or of one that follows it.

        For a fork in which no two coordinators stand on both sides: then nobody whom this station knows can sign.
        """
        anchor = lists.get(work.sync_state.get(ANCHOR + found.team) or "")
        chosen = lists.get(found.before)
        if anchor is None or chosen is None or before.id not in found.refuses or found.number <= before.number:
            return False
        if found.id not in lists.history(anchor[0]):
            return False
        try:
            accept(found, view.fields, chosen[0])
        except Refused:
            return False
        return True

    def _is_put_aside(self, work: Work, found: MemberList, before: MemberList) -> bool:
        """Return whether the sheets take from whoever sits here what they are for when nobody has it any more."""
        name = work.sync_state.get(MEMBER_NAME) or ""
        had, has = before.member(name), found.member(name)
        return had is not None and had.coordinator and not (has is not None and has.coordinator)

    def _take(self, work: Work, found: MemberList, view: View, lists: Lists) -> bool:
        """Keep an accepted list with the key in our box; who is not in it keeps the list alone."""
        name = work.sync_state.get(MEMBER_NAME) or ""
        if found.member(name) is None:
            self._keep_list(work, found)
        else:
            try:
                team_key = self.key_in_box(work, found, view)
            except NotForUs:
                self._refuse(work)("team_key", view.id, "boxes")
                return False
            self.keep(work, found, team_key)
        if found.refuses:
            self._keep_line(work, found, lists)
        return True

    def _keep_line(self, work: Work, found: MemberList, lists: Lists) -> None:
        """Keep the lists before this one in place of those of the branch that ended."""
        while (before := lists.get(found.before)) is not None:
            found = before[0]
            work.sync_state.put(f"{LIST}{found.team}.{found.number}", json.dumps(found.body))

    def _older_keys(self, work: Work, newest: MemberList, lists: Lists) -> bool:
        """Take the keys of all lists that this one follows or ended, as far as they are given on."""
        waiting, seen, came = [newest.id], {newest.id, ""}, False
        while waiting:
            known = lists.get(waiting.pop())
            key = self.key(work, known[0].team, known[0].id) if known is not None else None
            if known is None or key is None:
                continue
            for name in {known[0].before, *known[0].refuses} - seen:
                seen.add(name)
                older = lists.get(name)
                if older is not None and self.key(work, newest.team, name) is None:
                    came |= self._take_older(work, known, key, older[0])
                waiting.append(name)
        return came

    def _take_older(self, work: Work, by: Found, team_key: bytes, older: MemberList) -> bool:
        found, view = by
        ended = older.id in found.refuses
        given = given_on(view, older.id) if ended else [view.fields.get("older")]
        place = (aside_place if ended else older_place)(found, older.id)
        for value in given:
            try:
                key = bytes.fromhex(str(unseal(team_key, place, value)))
            except (NotSealed, UnknownForm, NotOurs, ValueError):
                self._refuse(work)("altered", view.id, "older")
                continue
            if check_of(key) != older.key_check:
                self._refuse(work)("members_forked", older.record, "body")
                continue
            if not ended and self._kept(work, older.team, older.number) is None:
                work.sync_state.put(f"{LIST}{older.team}.{older.number}", json.dumps(older.body))
            work.sync_state.put(f"{KEY}{older.team}.{older.id}", base64.b64encode(key).decode())
            return True
        return False

    def key_in_box(self, work: Work, found: MemberList, view: View) -> bytes:
        """Return the team key in our box of a list. Raises NotForUs."""
        name = work.sync_state.get(MEMBER_NAME) or ""
        own = OwnKeys(base64.b64decode(work.sync_state.get(SEED_NAME) or ""))
        return key_in_box(found, view, name, own)

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
