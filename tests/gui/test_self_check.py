"""What the window says when this machine decodes wrongly, and that it says nothing otherwise."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from sqcodec_gui.engine import self_test
from sqcodec_gui.engine.settings_and_results import ComputeChoice
from sqcodec_gui.gui import self_check
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.models.quality_choices import title_of

WAIT_MS = 60_000


@pytest.fixture
def start_check(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """`start_check(False)`: a check that finds the model wrong."""

    def start(is_right: bool) -> None:
        result = SimpleNamespace(model=SimpleNamespace(name="6kbps"), is_right=is_right)
        monkeypatch.setattr(self_test, "check_untested", lambda compute, cancel: iter([result]))
        monkeypatch.setattr(self_check, "QUIET_MS", 0)
        window.self_check.start(ComputeChoice("cpu"))

    return start


def test_a_wrong_decoder_is_told_and_stays_told(
    window: MainWindow, start_check: Callable[[bool], None], qtbot: QtBot
) -> None:
    start_check(False)
    warning = window.status_line.warning
    qtbot.waitUntil(warning.isVisible, timeout=WAIT_MS)
    assert warning.text() == "Sounds wrong here"
    assert title_of("6kbps") in warning.toolTip()
    assert title_of("6kbps") in window.statusBar().currentMessage()


def test_a_right_decoder_is_no_news(window: MainWindow, start_check: Callable[[bool], None], qtbot: QtBot) -> None:
    start_check(True)
    qtbot.wait(300)
    assert not window.status_line.warning.isVisible()
