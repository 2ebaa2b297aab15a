"""Texts of the counsellor and the team: abbreviations, words for a service, step cards and their versions."""

from collections.abc import Callable, Mapping
from functools import cached_property

from workstation.assembly.desk import OpenDesk
from workstation.directory.speaking import say
from workstation.domain.changes import Changes
from workstation.domain.services import Service
from workstation.forms.step_cards import StepCard
from workstation.forms.text_help import OWN_ABBREVIATIONS, abbreviations_as_text, long_form
from workstation.ui.background import Lane
from workstation.ui.screens.intake_text_parts import TextParts
from workstation.ui.screens.settings_abbreviations import AbbreviationWork, Own
from workstation.usecases.keep_own_text import keep_own_text
from workstation.usecases.own_abbreviations import own_abbreviations
from workstation.usecases.step_cards import step_cards


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
        return AbbreviationWork(lambda then: then(self._own), self._keep, self._say)

    def cards(self, then: Callable[[tuple[StepCard, ...]], None]) -> None:
        """Give the step cards as they hold now."""
        self._lane.do(lambda: step_cards(vault=self._desk.vault), then)

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
