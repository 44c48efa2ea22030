"""Two sounds that any ear tells apart, and a person who does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.blind_test import dialog as dialog_module
from sqcodec_gui.gui.blind_test.dialog import BlindTestDialog
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.listening.abx import CODED, REFERENCE
from sqcodec_gui.listening.passage import Passage, Sound
from sqcodec_gui.listening.session import CodedFacts, RecordingFacts
from sqcodec_gui.playback.material import Material, Request, make_material

WAIT_MS = 60_000
LOW_HZ, HIGH_HZ = 400, 1_200
RATE_HZ = 16_000


def tone(frequency_hz: float, level: float = 0.3, seconds: float = 2.0) -> Sound:
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return Sound((level * np.sin(2 * np.pi * frequency_hz * time_s)).astype(np.float32)[:, None], RATE_HZ)


@pytest.fixture
def material() -> Material:
    """The original is low, the small version high and softer."""
    return make_material(
        tone(LOW_HZ),
        tone(HIGH_HZ, 0.15),
        RecordingFacts("talk.wav", 64_044, "a" * 64),
        CodedFacts("talk.sqc", 1_500, "6kbps", "b" * 64, "c" * 64),
        Passage(12.0, 14.0),
    )


class Ears:
    """What comes out of the loudspeaker just now."""

    def __init__(self, outputs: Any, qtbot: QtBot) -> None:
        self._outputs = outputs
        self._qtbot = qtbot

    def heard(self) -> int | None:
        """REFERENCE, CODED, or None for silence and anything between."""
        frequency_hz = self._outputs.pitch_hz()
        if frequency_hz is None:
            return None
        if abs(frequency_hz - LOW_HZ) < 60:
            return REFERENCE
        return CODED if abs(frequency_hz - HIGH_HZ) < 60 else None

    def listen(self) -> int:
        """Wait until it is clear what is heard."""
        self._qtbot.wait(120)  # what was asked for last comes a moment later
        self._qtbot.waitUntil(lambda: self.heard() is not None, timeout=WAIT_MS)
        heard = self.heard()
        assert heard is not None
        return heard


@pytest.fixture
def ears(outputs: Any, qtbot: QtBot) -> Ears:
    return Ears(outputs, qtbot)


@pytest.fixture
def make_dialog(
    outputs: Any,
    settings: UserSettings,
    material: Material,
    show_listening: Callable[[BlindTestDialog], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Callable[..., BlindTestDialog]:
    """`make_dialog(loop_s=…)` opens one; `dialog.requests` are what it asked to be prepared."""
    requests: list[Request] = []

    def prepare(request: Request, _cancel: object) -> Material:
        requests.append(request)
        return material

    monkeypatch.setattr(dialog_module, "prepare", prepare)
    settings.set("last_folder", str(tmp_path))

    def make(**options: Any) -> BlindTestDialog:
        dialog = BlindTestDialog(tmp_path / "talk.wav", tmp_path / "talk.sqc", settings, **options)
        dialog.requests = requests  # type: ignore[attr-defined]
        show_listening(dialog)
        return dialog

    return make


@pytest.fixture
def started(qtbot: QtBot) -> Callable[[BlindTestDialog], BlindTestDialog]:
    """`started(dialog)` presses Enter on the first page, and waits for the first trial."""

    def start(dialog: BlindTestDialog) -> BlindTestDialog:
        qtbot.keyClick(QApplication.focusWidget() or dialog.setup_page, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.trial_page, timeout=WAIT_MS)
        return dialog

    return start
