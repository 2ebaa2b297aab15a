"""What settings tell of this station and this program."""

from datetime import datetime

from workstation import __version__
from workstation.assembly.desk import OpenDesk
from workstation.domain.moments import local
from workstation.store.engine import library_versions
from workstation.store.sync_state import HOME
from workstation.ui.screens.settings import Station


def station_facts(desk: OpenDesk) -> Station:
    """Return the facts, read now; in the lane."""
    text = desk.text
    copies = sorted((desk.folder / "backups").glob("*.db*"), key=lambda file: file.stat().st_mtime)
    last = (
        f"{local(datetime.fromtimestamp(copies[-1].stat().st_mtime).astimezone()):%d/%m/%Y %H:%M}"
        if copies
        else text("settings.no_copy")
    )
    size = sum(file.stat().st_size for file in desk.folder.glob("store.db*")) / 1e6
    return Station(
        station=(
            (text("settings.device"), f"1712-{desk.whose.device_mark}"),
            (text("settings.store"), text("settings.store_size", size=f"{size:.1f}".replace(".", ","))),
            (text("settings.last_copy"), last),
            (text("settings.hub"), _hub(desk)),
        ),
        about=(
            (text("settings.version"), __version__),
            *library_versions().items(),
            (text("settings.codebook"), desk.codebook.edition),
            (text("settings.directory"), desk.finder.edition),
        ),
    )


def _hub(desk: OpenDesk) -> str:
    with desk.vault.reading() as work:
        if work.sync_state.get(HOME) is None:
            return desk.text("settings.no_hub")
    # what a station that works alone never loads
    from workstation.sync.meetings import standing
    from workstation.ui.sync_words import sync_words

    return sync_words(standing(desk.vault), desk.text)
