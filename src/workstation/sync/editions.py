"""Editions of the directory and the codebook: numbered, each naming the one before, signed, for the whole helpline.

Who may sign: the coordinators in the newest list of members this station accepted, and whom two of them vouched for
(the coordinator of another team has no key here, and needs none). A signature covers the number, the edition before
and the content, so the newest one answers for all before it, also where their signers have left since.
"""

import hashlib
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from workstation.directory.reading import shipped_directory
from workstation.domain.changes import Changes
from workstation.domain.envelopes import DELETED, Json
from workstation.domain.flat import EDITION, PUBLISHER, Flat
from workstation.domain.moments import Now, as_text
from workstation.domain.services import Service
from workstation.store.bringing_team import entries_again
from workstation.store.records import View
from workstation.store.sync_state import GRANTED, HOME
from workstation.store.vault import Work
from workstation.sync.codebook_contents import NotAnEdition
from workstation.sync.edition_contents import entries_in, keep_corrections, take_codebook, take_directory
from workstation.sync.sealing.applicants import control_number
from workstation.sync.sealing.boxes import fingerprint, signed_by
from workstation.sync.sealing.founding import own_keys
from workstation.sync.sealing.keyring import Keyring
from workstation.sync.sealing.membership import SIGNATURE, SIGNATURES_NEEDED
from workstation.usecases.open_directory import FROM_HUB

Subject = Literal["directory", "codebook"]
SUBJECTS: Final[tuple[Subject, ...]] = ("directory", "codebook")
HELPLINE: Final = frozenset({"helpline", "everyone"})  # the streams that everybody reads
PURPOSE, VOUCHING = "edition", "publisher"
ACCEPTED: Final = "edition."  # and the subject: the number in use; with the number: the id it had
OWN: Final = "edition.own."  # subject and number: the id of what this station brought out, its name, and by whom
LOST: Final = "edition.lost."  # and the subject: the number a colleague's edition got instead, and that colleague
TOLD: Final = "edition.told."  # and the id of an edition of the codebook: it was brought out
LOOK_AT: Final = ("edition-", "publisher-", "members-")

PUBLISHED: Final = ("who", "member", "signs_as")
_PUBLISHER: Final = re.compile(
    r"1712-uitgever (?P<member>[0-9A-Za-z-]{8,64}) (?P<key>[A-Za-z0-9+/]{43}=) (?P<who>.{1,80})"
)

logger = logging.getLogger(__name__)

Refuse = Callable[[str, str, str], None]


class NotGranted(Exception):
    """This station reads no stream of the whole helpline."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Somebody who may sign editions: the name people know, the member and the key that signs."""

    who: str
    member: str
    signs_as: str

    @property
    def body(self) -> dict[str, Json]:
        """What is vouched for."""
        return {name: getattr(self, name) for name in PUBLISHED}

    @property
    def control(self) -> str:
        """The number that two people compare."""
        return control_number(fingerprint(self.body))

    @property
    def text(self) -> str:
        """What is handed to the coordinators of another team."""
        return f"1712-uitgever {self.member} {self.signs_as} {self.who}"


def read_publisher(text: str) -> Publisher | None:
    """Return who stands in such a text, None when it is none."""
    found = _PUBLISHER.fullmatch(" ".join(text.split()))
    return Publisher(found["who"], found["member"], found["key"]) if found else None


@dataclass(frozen=True, slots=True)
class Issue:
    """One edition as it came. `id` stands for all that is signed; `before` is the id of the one before it."""

    body: Mapping[str, Any]
    view: View

    @property
    def number(self) -> int:
        """Its place in the row of its subject, from 1."""
        return int(self.body["number"])

    @property
    def id(self) -> str:
        """What stands for it in the next one."""
        return fingerprint(self.body)

    @property
    def before(self) -> str:
        """The id of the edition before it, empty for the first."""
        return str(self.body["before"])


class Editions:
    """What this station does with editions that come, and how it brings one out."""

    def __init__(self, keyring: Keyring, now: Now) -> None:
        self._keyring, self._now = keyring, now
        self._look = True

    def arrived(self, work: Work, changed: Iterable[str], gone: Iterable[str], more: bool) -> Changes:
        """Take up what may be taken up once there is no more to read; refuse the rest, and say so."""
        for record in gone:
            if record.startswith("edition-"):
                self._refuse(work)("edition_older", record, "body")
        self._look |= any(record.startswith(LOOK_AT) for record in changed)
        if more or not self._look or not self.publishers(work):
            return Changes()
        self._look = False
        changes = Changes()
        for subject in SUBJECTS:
            changes |= self._take_up(work, subject)
        return changes

    def publish(self, work: Work, subject: Subject, name: str, content: str, by: str) -> str:
        """Bring out an edition under one's own signature and return its record. Raises NotGranted."""
        stream = min(HELPLINE & set((work.sync_state.get(GRANTED) or "").split("\n")), default=None)
        if stream is None:
            raise NotGranted
        number, before = self._last(work, subject)
        body: dict[str, Json] = {
            "subject": subject, "number": number + 1, "before": before, "name": name, "by": by,
            "made_at": as_text(self._now()), "sha256": _digest(content),
        }  # fmt: skip
        member, own = own_keys(work)
        record = _record(subject, number + 1)
        fields: dict[str, Json] = {"body": body, "content": content, SIGNATURE + member: own.sign(PURPOSE, body)}
        work.outbox.write([Flat(record, EDITION, fields)], stream=stream)
        work.sync_state.put(f"{OWN}{subject}.{number + 1}", "\n".join((fingerprint(body), name, by)))
        work.sync_state.put(LOST + subject, None)
        return record

    def next_number(self, work: Work, subject: Subject) -> int:
        """Return the number that an edition brought out now would get."""
        return self._last(work, subject)[0] + 1

    def vouch(self, work: Work, publisher: Publisher) -> str:
        """Say, as a coordinator, that somebody of another team may sign editions. It counts once two have said it."""
        body: dict[str, Json] = {"team": work.sync_state.get(HOME) or "", **publisher.body}
        member, own = own_keys(work)
        record = f"publisher-{fingerprint(body)}"
        fields: dict[str, Json] = {"body": body, SIGNATURE + member: own.sign(VOUCHING, body)}
        work.outbox.write([Flat(record, PUBLISHER, fields)])
        return record

    def publishers(self, work: Work) -> dict[str, str]:
        """Return who may sign, with the key they sign with."""
        newest = self._keyring.newest(work, work.sync_state.get(HOME) or "")
        if newest is None:
            return {}
        coordinators = {one.id: one.signs_as for one in newest.members if one.coordinator}
        vouched = {one.member: one.signs_as for one, signed in self.vouched(work) if len(signed) >= SIGNATURES_NEEDED}
        return vouched | coordinators

    def vouched(self, work: Work) -> tuple[tuple[Publisher, frozenset[str]], ...]:
        """Return those of other teams for whom coordinators vouched, each with who did."""
        newest = self._keyring.newest(work, work.sync_state.get(HOME) or "")
        coordinators = {one.id: one.signs_as for one in newest.members if one.coordinator} if newest else {}
        found = []
        for view in work.records.of_kind(PUBLISHER):
            body = view.fields.get("body")
            if not isinstance(body, dict) or set(body) != {"team", *PUBLISHED} or newest is None:
                continue
            signed = _signers(view, coordinators, VOUCHING, body)
            if body["team"] == newest.team and view.fields.get(DELETED) is not True and signed:
                found.append((Publisher(*(str(body[name]) for name in PUBLISHED)), frozenset(signed)))
        return tuple(found)

    # -- judging -----------------------------------------------------------------------------------------------

    def _last(self, work: Work, subject: Subject) -> tuple[int, str]:
        """Return number and id after which the next one comes: the newest in use, or one of our own under way."""
        number = int(work.sync_state.get(ACCEPTED + subject) or 0)
        issue_id = work.sync_state.get(f"{ACCEPTED}{subject}.{number}") or ""
        own = {one.number: one for one in self._issues(work, subject, own=True)}
        while number + 1 in own:
            number, issue_id = number + 1, own[number + 1].id
        return number, issue_id

    def _take_up(self, work: Work, subject: Subject) -> Changes:
        state, refuse = work.sync_state, self._refuse(work)
        accepted = int(state.get(ACCEPTED + subject) or 0)
        issues = {one.number: one for one in self._issues(work, subject)}
        for number, issue in sorted(issues.items()):
            if number <= accepted and issue.id != state.get(f"{ACCEPTED}{subject}.{number}"):
                refuse("edition_older", issue.view.id, "body")
        chain = self._chain(work, issues, accepted, state.get(f"{ACCEPTED}{subject}.{accepted}") or "")
        changes = Changes()
        lost = [issue for issue in chain if self._lost(work, subject, issue)]
        mine = work.directory.current() if lost and subject == "directory" else ()
        for issue in chain:
            try:
                changes |= self._apply(work, subject, issue)
            except NotAnEdition:
                refuse("edition_unreadable", issue.view.id, "content")
                break
            state.put(ACCEPTED + subject, str(issue.number))
            state.put(f"{ACCEPTED}{subject}.{issue.number}", issue.id)
        if chain and subject == "directory":  # the team may have corrected this very edition already
            changes |= entries_again(work.connection, self._keyring.opening(work), lambda _record, _field: None)
        for issue in lost:
            changes |= self._make_good(work, subject, issue, issues, mine)
        return changes

    def _lost(self, work: Work, subject: Subject, issue: Issue) -> bool:
        """Return whether a colleague's edition got the number of one that was brought out here."""
        own = work.sync_state.get(f"{OWN}{subject}.{issue.number}")
        return own is not None and own.split("\n")[0] != issue.id

    def _make_good(
        self, work: Work, subject: Subject, issue: Issue, issues: Mapping[int, Issue], mine: tuple[Service, ...]
    ) -> Changes:
        """Keep what stood in an edition that lost its number, ready for the next one: nobody does it over by hand."""
        state = work.sync_state
        _, name, by = (state.get(f"{OWN}{subject}.{issue.number}") or "").split("\n")
        state.put(f"{OWN}{subject}.{issue.number}", None)
        state.put(LOST + subject, f"{issue.number}\n{issue.body['by']}")
        changes = Changes.of("edition_lost", subject)
        if subject == "codebook":
            state.put(TOLD + name, None)  # it goes along again, under the next number
            return changes
        before = issues.get(issue.number - 1)
        base = entries_in(str(before.view.fields["content"])) if before else shipped_directory().services
        return changes | keep_corrections(work, mine, base, self._now(), by)

    def _chain(self, work: Work, issues: Mapping[int, Issue], accepted: int, last: str) -> list[Issue]:
        """Return the editions from the one in use to the newest that somebody signed who may; each names the last."""
        refuse, publishers = self._refuse(work), self.publishers(work)
        chain: list[Issue] = []
        signed_up_to, number = 0, accepted + 1
        while (issue := issues.get(number)) is not None:
            if issue.before != last:
                refuse("edition_forked", issue.view.id, "body")
                break
            if _digest(str(issue.view.fields.get("content"))) != issue.body["sha256"]:
                refuse("edition_altered", issue.view.id, "content")
                break
            chain.append(issue)
            if _signers(issue.view, publishers, PURPOSE, issue.body):
                signed_up_to = len(chain)
            last, number = issue.id, number + 1
        for issue in chain[signed_up_to:]:
            claimed = any(name.startswith(SIGNATURE) for name in issue.view.fields)
            refuse("edition_forged" if claimed else "edition_unsigned", issue.view.id, "body")
        return chain[:signed_up_to]

    def _apply(self, work: Work, subject: Subject, issue: Issue) -> Changes:
        content = str(issue.view.fields["content"])
        if subject == "codebook":
            accepted = int(work.sync_state.get(ACCEPTED + subject) or 0)
            theirs = {str(one.body["name"]) for one in self._issues(work, subject) if one.number <= accepted}
            return take_codebook(work, content, theirs)
        name = f"{FROM_HUB}{issue.number}-{issue.body['name']}"
        return take_directory(work, content, name, str(issue.body["by"]), self._now())

    def _issues(self, work: Work, subject: Subject, *, own: bool = False) -> Iterable[Issue]:
        """Yield what has the form of an edition; with `own` those still on their way, else what the hub holds."""
        for view in work.records.of_kind(EDITION):
            body = view.fields.get("body")
            if not isinstance(body, dict) or body.get("subject") != subject or ("body" in view.own) is not own:
                continue
            number = body.get("number")
            whole = isinstance(number, int) and {"before", "sha256", "by", "name"} <= set(body)
            if not whole or view.id != _record(subject, number):
                self._refuse(work)("edition_older", view.id, "body")
                continue
            yield Issue(body, view)

    def _refuse(self, work: Work) -> Refuse:
        def refuse(what: str, record: str, field: str) -> None:
            work.sync_state.alarm(what, self._now(), record, field)
            logger.error("refused: %s, record %s, field %s", what, record, field)

        return refuse


def _signers(view: View, keys: Mapping[str, str], purpose: str, body: object) -> set[str]:
    return {
        name
        for name, signs_as in keys.items()
        if signed_by(signs_as, purpose, body, str(view.fields.get(SIGNATURE + name, "")))
    }


def _record(subject: str, number: object) -> str:
    return f"edition-{subject}-{number}"


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
