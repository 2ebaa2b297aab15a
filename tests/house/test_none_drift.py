"""PySide6 6.12.0 on Python 3.11 loses a reference to None at every call without a result; after some thousand calls
the program aborts. Every new wheel is tried here before it is shipped.
"""

import sys

import pytest

CALLS = 20_000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot be lost here: it is immortal")
def test_calls_without_a_result_leave_none_alone(qtbot):
    from PySide6.QtWidgets import QApplication, QLabel

    label = QLabel()
    qtbot.addWidget(label)
    label.setText("warm")
    before = sys.getrefcount(None)
    for at in range(CALLS // 2):
        label.setText("a" if at % 2 else "b")
        label.setVisible(False)
    QApplication.processEvents()
    assert abs(sys.getrefcount(None) - before) < CALLS // 100


def test_the_pinned_wheel_is_the_one_installed():
    import PySide6

    assert sys.version_info >= (3, 12) or tuple(map(int, PySide6.__version__.split(".")[:2])) < (6, 12)
