"""Texts of the counsellor and the team, from a real store to what the screens are given."""

from datetime import UTC, datetime

import pytest

from workstation.assembly.desk import OpenDesk
from workstation.assembly.texts import Texts
from workstation.directory.reading import shipped_directory
from workstation.directory.search import finder_of
from workstation.domain.text_versions import place_of
from workstation.store.marks import owner
from workstation.store.unlocking import unlock
from workstation.ui.background import Lane

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def desk(profile):
    with unlock(profile.folder, profile.passphrase) as vault:
        with vault.reading() as work:
            whose = owner(work.connection)
        yield OpenDesk(profile.folder, vault, whose, finder_of(shipped_directory()), lambda: NOW, practice=True)


@pytest.fixture
def lane(qapp):
    made = Lane("vault")
    yield made
    made.close()


def test_abbreviations_cards_and_half_cards_come_back_from_the_store(desk, lane, qtbot):
    heard = []
    texts = Texts(desk, lane, heard.append, lambda *_: None)
    assert texts.parts(str).long_form("tv") == "telefonisch vervolg"
    with qtbot.waitCallback() as kept:
        texts.abbreviations().keep({"tv": "iets anders"}, kept)
    assert Texts(desk, lane, heard.append, lambda *_: None).parts(str).long_form("tv") == "iets anders"
    assert texts.parts(str).service("no-such-service") is None
    assert "Gent" in texts.parts(str).known()
    work = texts.card_work(str)
    with qtbot.waitCallback() as seen:
        work.fetch(seen)
    card = seen.args[0][0].card
    work.keep_draft("own1", card)
    with qtbot.waitCallback() as kept:
        work.keep(card, kept, pytest.fail)
    with qtbot.waitCallback() as seen:
        work.fetch(seen)
    again = {one.card.code: one for one in seen.args[0]}
    assert [place_of(one.card.version) for one in again[card.code].versions] == [0, 1]
    assert again["own1"].draft.steps == card.steps
    assert [one.touched for one in heard] != []
    with qtbot.waitCallback() as cards:
        texts.cards(cards)
    assert place_of(cards.args[0][0].version) == 1
