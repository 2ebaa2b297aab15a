import pytest
from PySide6.QtWidgets import QApplication
from tests.ui.intake_desk import Desk

from workstation.ui.look import Look
from workstation.vocabulary.words import words


@pytest.fixture
def text():
    return words()


@pytest.fixture
def look(qapp: QApplication):
    made = Look(qapp)
    yield made
    qapp.setStyleSheet("")
    made.deleteLater()


@pytest.fixture
def desk(look):
    made = Desk(look)
    yield made
    made.close()
