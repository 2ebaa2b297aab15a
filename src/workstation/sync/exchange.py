"""The exchange with the hub: hand over everything of one's own, then read on until there is nothing more.

Safe to call at any moment and to be cut off at any moment: every answer is kept in one transaction together with what
it changed, every request may be sent twice. No transaction is open while the line is.
"""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from workstation.domain.changes import Changes
from workstation.domain.envelopes import Change, Cursor, Gone, Pull, Pulled, Push, Pushed, StreamPage
from workstation.domain.flat import ADDITION, REVISION
from workstation.domain.flat_team import TEAM_KINDS
from workstation.domain.moments import Now, as_text
from workstation.store.bringing_home import BringingHome
from workstation.store.outbox import refuses
from workstation.store.records import View
from workstation.store.streams import forget_texts
from workstation.store.sync_state import DEVICE, EPOCH, GRANTED, LAST_MET, NEXT_N
from workstation.store.vault import Vault, Work
from workstation.sync.ahead import Ahead
from workstation.sync.giving_back import all_known, donated
from workstation.sync.keys import Keys
from workstation.sync.met import Met, NeedsCode
from workstation.sync.protocol import Fork, Gap, Hub, NotAdmitted, UnknownDevice, Unreachable

logger = logging.getLogger(__name__)

PAGE = 400  # records of one answer, kept in one transaction: other lanes wait no longer than that
BATCH = 400
ASK = "ask_known"  # kept until the hub has said which of our answered changes it does not know
KINDS, KNOWN_KINDS = "kinds", " ".join(sorted(TEAM_KINDS))  # what this program brings to its shelves
IN_A_ROW = (ADDITION, REVISION)
ROUNDS = 10_000  # pages of one meeting; a hub that never comes to an end is left for later


class _Anew(Exception):
    """Something is written anew before sending: the transaction is to be made once more, and to wait for the disk."""


T = TypeVar("T")
Renew = Callable[[str], str]
# looks at records when they have come, in the transaction that keeps them: (changed, gone, whether there is more)
Arrivals = Callable[[Work, set[str], set[str], bool], Changes]


def _nobody_looks(_work: Work, _changed: set[str], _gone: set[str], _more: bool) -> Changes:
    return Changes()


def _nothing(_: object) -> None:
    return None


class Exchange:
    """One station and its hub. `crash` is where a test may stop the world."""

    def __init__(self, vault: Vault, hub: Hub, keys: Keys, renew: Renew, now: Now) -> None:
        self._vault, self._keys, self._renew, self._now = vault, keys, renew, now
        self.line = Ahead(hub)
        self.crash: Callable[[str], None] = _nothing
        self.arrivals: Arrivals = _nobody_looks
        self.before_sending: Callable[[Work], None] = _nothing
        self.page, self.batch = PAGE, BATCH

    def meet(self) -> Met:
        """Hand everything over and read everything. Raises Unreachable, NeedsCode, Revoked, AwayTooLong, Later."""
        try:
            return self._meet()
        except UnknownDevice:
            self._nameless()
            raise NeedsCode from None
        finally:
            self.line.rest()

    def _nameless(self) -> None:
        with self._vault.work() as work:
            work.sync_state.put(DEVICE, None)

    def _meet(self) -> Met:
        met = Met()
        with self._vault.reading() as work:
            device, kinds, ask = (work.sync_state.get(name) for name in (DEVICE, KINDS, ASK))
        if kinds != KNOWN_KINDS:
            self._look_again(met)
        if device is None:
            raise NeedsCode
        if ask:
            self._ask_what_is_known(device)
        self._hand_over(met)
        for _ in range(ROUNDS):
            if not self._read_on(met):
                break
        logger.info("met the hub: %d handed over, %d taken in", met.handed_over, met.taken)
        return met

    def _look_again(self, met: Met) -> None:
        """Bring home what came while this program did not know its kind: an earlier version kept it as it was."""
        with self._vault.work() as work:
            kept = [view.id for kind in sorted(TEAM_KINDS) for view in work.records.of_kind(kind)]
            met.changes |= self._home(work, set(kept))
            work.sync_state.put(KINDS, KNOWN_KINDS)

    def _device(self) -> str:
        with self._vault.reading() as work:
            return _name(work)

    # -- handing over ------------------------------------------------------------------------------------------

    def _hand_over(self, met: Met) -> None:
        device, push = self._again(self._next_push)
        while push.changes:
            try:
                pushed, ahead = self._push(device, push)
            except Gap as gap:
                self._resend(device, gap.expected)
                device, push = self._again(self._next_push)
                continue
            except Fork:
                self._new_name(device)
                device, push = self._again(self._next_push)
                continue
            self.crash("push_answered")
            push = self._keep_answers(device, pushed, push, ahead, met)

    def _push(self, device: str, push: Push) -> tuple[Pushed, tuple[Change, ...]]:
        """Hand over a batch; while the hub works on a full one, the next is sealed."""
        if len(push.changes) < self.batch:
            return self.line.push_alone(device, push), ()
        return self.line.push(device, push, lambda: self._again(lambda work: self._number(work, device)))

    def _keep_answers(
        self, device: str, pushed: Pushed, push: Push, ahead: tuple[Change, ...], met: Met
    ) -> Push:  # fmt: skip
        """Keep what the hub answered; return the next batch."""

        def keep(work: Work) -> tuple[int, Push]:
            answered = work.outbox.answered(pushed.acks)
            if answered.refused:
                work.records.overlay(answered.refused)
                met.changes |= self._home(work, set(answered.refused))
            last = work.outbox.last_answered(device)
            whole = answered.taken == len(push.changes) and last + 1 == (ahead[0].n if ahead else 0)
            then = Push(last, push.epoch, ahead) if whole else self._next_push(work)[1]
            self.crash("acks_before_commit")
            return answered.taken, then

        taken, then = self._again(keep, shown=any(refuses(ack) for ack in pushed.acks))
        if not taken:
            raise Unreachable  # a hub that answers without taking anything is no hub
        met.handed_over += taken
        return then

    def _again(self, do: Callable[[Work], T], *, shown: bool = False) -> T:
        """Keep what is done again to the letter if the power fails: it does not wait for the disk.

        What was numbered gets the same numbers, and the hub answers it as it did. What people see (`shown`), or what
        is written anew before sending, waits for the disk like everything else.
        """
        try:
            with self._vault.work(waits=shown) as work:
                return do(work)
        except _Anew:
            return self._again(do, shown=True)

    def _number(self, work: Work, device: str) -> tuple[Change, ...]:
        before = work.written
        self.before_sending(work)
        if work.written != before and not work.waits:
            raise _Anew
        only, waiting = self._keys.may_leave(work), self._keys.waiting_for(work)
        return work.outbox.number(device, self._keys.sealing(work), self.batch, only, waiting)

    def _next_push(self, work: Work) -> tuple[str, Push]:
        device = _name(work)
        last, epoch = work.outbox.last_answered(device), work.sync_state.get(EPOCH)
        changes = work.outbox.sent(device, self.batch) or self._number(work, device)
        return device, Push(last, epoch, changes)

    def _resend(self, device: str, expected: int) -> None:
        """Send again what a hub that came back from a backup has lost."""
        with self._vault.work() as work:
            whole = work.outbox.send_again_from(device, expected)
        logger.warning("the hub expects number %d again", expected)
        if not whole:
            self._new_name(device)

    def _new_name(self, device: str) -> None:
        """Go on under another name: this store, or the hub, is a copy of an earlier one."""
        logger.warning("this station takes a new name at the hub")
        self.line.quiet()
        try:
            new = self._renew(device)
        except NotAdmitted:
            self._nameless()
            raise NeedsCode from None
        self.called(new)

    def called(self, device: str) -> None:
        """Begin to work under a name the hub gave: what has no answer, and what the hub does not know, goes again."""
        with self._vault.work() as work:
            work.outbox.under_a_new_name(device)
            work.sync_state.put(ASK, "known")
        self._ask_what_is_known(device)

    def _ask_what_is_known(self, device: str) -> None:
        with self._vault.reading() as work:
            answered = work.outbox.once_answered() if work.sync_state.get(ASK) else None
        if answered is None:
            return
        unknown = self._unknown(device, answered)
        with self._vault.work() as work:
            work.outbox.wait_for_no_number()
            work.outbox.send_again(unknown)
            work.sync_state.put(ASK, None)

    def _unknown(self, device: str, ids: Iterable[str]) -> list[str]:
        every = list(ids)
        found: list[str] = []
        for start in range(0, len(every), 5000):
            found += self.line.known(device, tuple(every[start : start + 5000]))
        return found

    # -- reading -----------------------------------------------------------------------------------------------

    def _read_on(self, met: Met) -> bool:
        """Take one answer in; return whether there is more to read."""
        with self._vault.reading() as work:
            device, cursors = _name(work), work.records.cursors()
            # only this lane writes these
            answered, next_n = work.outbox.last_answered(device), int(work.sync_state.get(NEXT_N) or 1)
            epoch = work.sync_state.get(EPOCH)
        pulled = self.line.pull(device, Pull(cursors, self.page))
        self.crash("pull_answered")
        if pulled.last_n < answered:
            self._resend(device, pulled.last_n + 1)
            self._hand_over(met)
            return True
        if pulled.last_n >= next_n:
            self._new_name(device)  # the hub holds numbers we never used: this store is the older copy
            return True
        other = epoch != pulled.epoch or any(page.diverged for page in pulled.pages)
        if other and self._begins_again(pulled, cursors, met):
            return True
        self._ask_ahead(device, cursors, pulled)
        more, aside = self._keep(device, pulled, met)
        return self._give_back(met) if aside and not more else more

    def _ask_ahead(self, device: str, cursors: dict[str, Cursor], pulled: Pulled) -> None:
        """Ask for the next page while this one is kept. It is passed over when this one does not lead there."""
        if any(page.more for page in pulled.pages):
            then = {name: at for name, at in cursors.items() if name in pulled.granted}
            then |= {page.stream: page.end for page in pulled.pages}
            self.line.pull_ahead(device, Pull(then, self.page))

    def _begins_again(self, pulled: Pulled, cursors: dict[str, Cursor], met: Met) -> bool:
        """Lay aside and read again what the hub holds otherwise than when we read it."""
        with self._vault.work() as work:
            epoch = work.sync_state.get(EPOCH)
            new = epoch is not None and epoch != pulled.epoch
            again = [
                page.stream
                for page in pulled.pages
                if page.diverged or (new and cursors.get(page.stream, Cursor()).seq)
            ]
            for stream in again:
                work.records.restart(stream, lay_aside=True)
            if new:
                work.sync_state.forget_numbers()
            elif again:
                for stream in again:
                    work.sync_state.alarm("two_histories", self._now(), stream)
                    logger.error("stream %s has another history than the one we read", stream)
            if epoch != pulled.epoch:
                work.sync_state.put(EPOCH, pulled.epoch)
        met.reread += again
        return bool(again or new)

    def _keep(self, device: str, pulled: Pulled, met: Met) -> tuple[bool, bool]:
        """Keep an answer; return whether there is more, and whether something lies aside to be given back."""
        more = False
        with self._vault.work() as work:
            for stream in set(work.records.cursors()) - set(pulled.granted):
                met.changes |= self._home(work, set(), work.records.forget(stream))
                logger.info("stream %s left this station", stream)
            changed: set[str] = set()
            gone_ones: set[str] = set()
            unread: dict[str, set[str]] = {}
            before = {v.id: v for v in work.records.views(item.id for page in pulled.pages for item in page.items)}
            for page in pulled.pages:
                more |= self._keep_page(work, page, changed, gone_ones, unread)
            granted = "\n".join(pulled.granted)
            if work.sync_state.get(GRANTED) != granted:
                work.giving_back.offer_again()
                work.sync_state.put(GRANTED, granted)
            cursors = {name: at.seq for name, at in work.records.cursors().items()}
            touched = work.outbox.settle(cursors, pulled.granted, unread)
            work.records.overlay(changed | touched, let_go=False)
            touched -= (left := work.records.overlay(work.records.elsewhere(touched, pulled.granted)))
            for page in pulled.pages:
                if not page.more and cursors.get(page.stream) == page.end.seq:  # read to its end, and not again
                    gone_ones |= work.records.overlay(work.records.unshown(page.stream))
            as_it_was = self._as_it_was(work, before, changed | touched)
            changed |= (opened := self._keys.took_in(work, changed))
            met.changes |= self._home(work, (changed | touched) - gone_ones - (as_it_was - opened), gone_ones | left)
            moved = {one.id for page in pulled.pages for one in page.items if isinstance(one, Gone)}
            forget_texts(work.connection, moved & gone_ones, pulled.granted)
            self._keys.missing(work, gone_ones)
            met.changes |= self.arrivals(work, changed, gone_ones, more)
            met.taken += len(changed)
            if pulled.horizon:
                work.outbox.forget_before(device, pulled.horizon)
            if not more:  # with what was read: each transaction waits for the disk
                work.sync_state.put(LAST_MET, as_text(self._now()))
            aside = work.giving_back.lies_aside()
            self.crash("page_before_commit")
        return more, aside

    def _as_it_was(self, work: Work, before: dict[str, View], records: set[str]) -> set[str]:
        """Return which records show nothing new: our own changes come back as they left, and are on the shelf.

        Not additions and corrections: where those of one second stand among others is settled when they come home.
        """
        mine = {one for one in records & before.keys() if before[one].own and before[one].kind not in IN_A_ROW}
        same = [view for view in work.records.views(mine) if view.shown == before[view.id].shown]
        return self._keys.came_back(work, same)

    def _keep_page(
        self, work: Work, page: StreamPage, changed: set[str], gone: set[str], unread: dict[str, set[str]]
    ) -> bool:
        taken = work.records.take_in(page)
        if page.more or not taken.fresh:
            unread[page.stream] = taken.changed
        if not taken.fresh:
            return page.more
        changed |= taken.changed
        gone -= taken.changed
        gone |= taken.gone
        if not taken.faithful:
            # what differs in silence heals by reading again, and is said; own changes are not touched
            work.sync_state.alarm("digest", self._now(), page.stream)
            logger.error("stream %s does not add up", page.stream)
            work.records.restart(page.stream)
            return True
        return page.more

    def _home(self, work: Work, changed: set[str], gone: Iterable[str] = ()) -> Changes:
        def misshapen(record: str, name: str) -> None:
            work.sync_state.alarm("unknown_schema", self._now(), record, name)
            logger.error("field %s of record %s has no shape of ours", name, record)

        home = BringingHome(work.connection, self._keys.opening(work), misshapen, work.records)
        with work.sync_state.numbers_at_once(changed):
            return home.bring(changed, gone)

    # -- giving back -------------------------------------------------------------------------------------------

    def _give_back(self, met: Met) -> bool:
        """Give a restored hub what we hold and it does not know, whoever wrote it: that author may never return.

        Return whether something was given: it lies aside until it is read again, the hub may be put back once more.
        """
        with self._vault.reading() as work:
            aside = work.giving_back.laid_aside()
            own = work.outbox.once_answered()
        device = self._device()
        asked = {change for one in aside for change in one.meta.values()} | set(own)
        unknown = set(self._unknown(device, sorted(asked)))
        with self._vault.work() as work:
            # own changes travel again as changes, on their true base
            work.outbox.send_again(change for change in own if change in unknown)
            mine = work.outbox.whole(unknown)
        self._hand_over(met)
        with self._vault.reading() as work:
            now = work.giving_back.held_by_the_hub(one.id for one in aside)
        found = [(one, donated(one, unknown - mine, now.get(one.id))) for one in aside]
        given = [donation for _, donations in found for donation in donations]
        device, refused = self._device(), set[str]()
        for start in range(0, len(given), self.batch):
            some = given[start : start + self.batch]
            refused |= set(self.line.recover(device, tuple(change for change, _ in some), all_known(some)).refused)
        with self._vault.work() as work:
            for record in work.giving_back.given_back([one for one, donations in found if donations], refused):
                work.sync_state.alarm("not_taken_back", self._now(), record)
        logger.warning("gave %d changes back to the hub", len(given))
        return bool(given)


def _name(work: Work) -> str:
    device = work.sync_state.get(DEVICE)
    if device is None:
        raise NeedsCode
    return device
