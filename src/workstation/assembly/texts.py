"""Texts of the counsellor and the team: abbreviations, words for a service, step cards and their versions."""

from collections.abc import Callable, Mapping
from functools import cached_property

from workstation.assembly.desk import OpenDesk
from workstation.assembly.halves import halves_of
from workstation.directory.speaking import say
from workstation.domain.changes import Changes
from workstation.domain.permissions import decide
from workstation.domain.services import Service
from workstation.forms.step_cards import PREFIX as STEPS
from workstation.forms.step_cards import (
    Step,
    StepCard,
    as_text,
    draft_text,
    read_draft,
    read_step_card,
    shipped_step_cards,
)
from workstation.forms.text_help import OWN_ABBREVIATIONS, abbreviations_as_text, long_form
from workstation.store.own_texts import OwnText
from workstation.ui.background import Lane, Sorry
from workstation.ui.screens.intake_text_parts import TextParts
from workstation.ui.screens.settings_abbreviations import AbbreviationWork, Own
from workstation.ui.screens.step_cards import EditedCard, KeptVersion, StepCardWork
from workstation.usecases.keep_own_text import keep_own_text
from workstation.usecases.keep_setting import keep_setting
from workstation.usecases.own_abbreviations import own_abbreviations
from workstation.usecases.read_settings import read_settings
from workstation.usecases.step_card_versions import step_card_versions
from workstation.usecases.step_cards import step_cards

DRAFT = "steps_draft."  # settings: what somebody was typing, whole or not


class Texts:
    """What text help, settings and the step cards ask for. `say(words, undo)` is for the notices."""

    def __init__(
        self, desk: OpenDesk, lane: Lane, heard: Callable[[Changes], None],
        say: Callable[[str, Callable[[], object]], None],
    ) -> None:  # fmt: skip
        self._desk, self._lane, self._heard, self._say = desk, lane, heard, say
        self._own: Mapping[str, str] = own_abbreviations(desk.counsellor, vault=desk.vault)

    def parts(self, copy: Callable[[str], None]) -> TextParts:
        """Return what text help in a call is given."""
        return TextParts(
            self._service, self._sentence, lambda short: long_form(short, self._own), copy, lambda: self._places
        )

    def abbreviations(self) -> AbbreviationWork:
        """Return what settings ask for."""
        return AbbreviationWork(
            lambda then: then(self._own), self._keep, self._say, halves_of(self._desk, self._lane)
        )

    def look_again(self) -> None:
        """Take over one's own abbreviations: they may have come from another station of the same person."""

        def came(own: Mapping[str, str]) -> None:
            self._own = own

        self._lane.do(lambda: own_abbreviations(self._desk.counsellor, vault=self._desk.vault), came)

    def cards(self, then: Callable[[tuple[StepCard, ...]], None]) -> None:
        """Give the step cards as they hold now."""
        self._lane.do(lambda: step_cards(vault=self._desk.vault), then)

    # -- step cards --------------------------------------------------------------------------------------------

    def card_work(self, said: Callable[[str], None]) -> StepCardWork:
        """Return what editing the step cards asks for."""
        desk = self._desk
        allowed = decide(desk.counsellor.role, "coordinate", "practice" if desk.practice else "own") == "yes"
        return StepCardWork(allowed, self._edited, self._keep_card, self._keep_draft, said)

    def _edited(self, then: Callable[[tuple[EditedCard, ...]], None]) -> None:
        def look() -> tuple[EditedCard, ...]:
            shipped = shipped_step_cards()
            kept = read_settings(vault=self._desk.vault)
            drafts = {name.removeprefix(DRAFT): body for name, body in kept.items() if name.startswith(DRAFT)}
            versions = step_card_versions(vault=self._desk.vault)
            made = [
                _edited(code, versions.get(code, ()), shipped, drafts.get(code)) for code in {**versions, **drafts}
            ]
            return tuple(made)

        self._lane.do(look, then)

    def _keep_card(self, card: StepCard, then: Callable[[], None], otherwise: Sorry) -> None:
        desk = self._desk

        def kept(changes: Changes) -> None:
            then()
            self._heard(changes)

        self._lane.do(
            lambda: keep_own_text(
                STEPS + card.code, as_text(card), desk.counsellor, vault=desk.vault, now=desk.now, seen=card.version
            ),
            kept, otherwise,
        )  # fmt: skip

    def _keep_draft(self, code: str, card: StepCard | None) -> None:
        body = draft_text(card) if card is not None else None
        self._lane.do(lambda: keep_setting(DRAFT + code, body, vault=self._desk.vault))

    # -- services ----------------------------------------------------------------------------------------------

    @cached_property
    def _places(self) -> frozenset[str]:
        every = (one.name for one in self._desk.finder.places.municipalities())
        return frozenset(word for name in every for word in name.split())

    def _service(self, one: str) -> Service | None:
        try:
            return self._desk.finder.service(one)  # type: ignore[arg-type]  # an id kept as text
        except KeyError:
            return None

    def _sentence(self, service: Service) -> str:
        return say(service, self._desk.text)

    def _keep(self, own: Own, then: Callable[[], None]) -> None:
        desk = self._desk
        name, body = OWN_ABBREVIATIONS + desk.whose.counsellor, abbreviations_as_text(own)

        def kept(changes: Changes) -> None:
            self._own = dict(own)
            then()
            self._heard(changes)

        self._lane.do(lambda: keep_own_text(name, body, desk.counsellor, vault=desk.vault, now=desk.now), kept)


def _edited(
    code: str, versions: tuple[OwnText | None, ...], shipped: Mapping[str, str], draft: str | None
) -> EditedCard:
    made = tuple(
        KeptVersion(read_step_card(kept.body, kept.version), kept.at, kept.counsellor)
        if kept is not None
        else KeptVersion(read_step_card(shipped[code]))
        for kept in versions
    )
    new = KeptVersion(StepCard(code, "", "", 0, (Step("s1", ""),)))
    return EditedCard(made or (new,), read_draft(draft, code) if draft else None)
