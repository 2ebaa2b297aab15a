import pytest
from PySide6.QtWidgets import QApplication

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
