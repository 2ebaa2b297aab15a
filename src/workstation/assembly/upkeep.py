"""Upkeep of the directory: entries edited and checked, remarks settled, files in and out."""

from collections.abc import Callable

from workstation.assembly.desk import OpenDesk
from workstation.assembly.errands import Errands
from workstation.assembly.halves import halves_of
from workstation.domain.changes import Changes
from workstation.domain.ids import ServiceId, new_id
from workstation.domain.services import Service
from workstation.domain.upkeep import EntryVersion, UpkeepLine
from workstation.ui.background import Lane, Sorry
from workstation.ui.screens.upkeep import UpkeepWork
from workstation.usecases.add_service import add_service
from workstation.usecases.edit_service import edit_service
from workstation.usecases.history_of_service import history_of_service
from workstation.usecases.settle_remark import settle_remark
from workstation.usecases.upkeep_list import upkeep_list
from workstation.usecases.verify_service import verify_service

Then = Callable[[], None]


class UpkeepDesk:
    """What the pane of the directory asks for."""

    def __init__(self, desk: OpenDesk, lane: Lane, heard: Callable[[Changes], None]) -> None:
        self._desk, self._lane, self._errands = desk, lane, Errands(lane, heard)

    def work(self, files: Then) -> UpkeepWork:
        """Return it; `files` opens the screen that brings files in and out."""
        return UpkeepWork(
            lines=self._errands.look(self._lines), history=self._history, edit=self._edit, verify=self._verify,
            settle=self._settle, new_id=lambda: ServiceId(f"eigen-{new_id()[:12]}"), files=files,
            halves=halves_of(self._desk, self._lane),
        )  # fmt: skip

    def _lines(self) -> tuple[UpkeepLine, ...]:
        desk = self._desk
        return upkeep_list(desk.counsellor, vault=desk.vault, now=desk.now, every=True)

    def _history(
        self, service: ServiceId, then: Callable[[tuple[EntryVersion, ...]], None], otherwise: Sorry
    ) -> None:
        desk = self._desk
        self._lane.do(lambda: history_of_service(service, desk.counsellor, vault=desk.vault), then, otherwise)

    def _edit(self, service: Service, then: Then, otherwise: Sorry) -> None:
        desk = self._desk
        keep = edit_service if service.version else add_service
        self._errands.write(lambda: keep(service, desk.counsellor, vault=desk.vault, now=desk.now), then, otherwise)

    def _verify(self, service: Service, how: str, then: Then, otherwise: Sorry) -> None:
        desk = self._desk

        def write() -> Changes:
            return verify_service(service.id, service.version, how, desk.counsellor, vault=desk.vault, now=desk.now)

        self._errands.write(write, then, otherwise)

    def _settle(self, remark: str, then: Then, otherwise: Sorry) -> None:
        desk = self._desk
        self._errands.write(
            lambda: settle_remark(remark, desk.counsellor, vault=desk.vault, now=desk.now), then, otherwise
        )  # fmt: skip
