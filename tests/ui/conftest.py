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


@pytest.fixture(autouse=True)
def no_dialog_opens_by_itself(qapp):
    yield
    assert QApplication.activeModalWidget() is None
