"""A panel with an output that plays into the void at the right pace, and a decoder that can be held."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.preview import PreviewInfo, StoredQuality
from sqcodec_gui.engine.settings_and_results import ComputeChoice
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui import worker
from sqcodec_gui.gui.compare.decoded_track import PreviewEngine
from sqcodec_gui.gui.compare.panel import ComparePanel
from sqcodec_gui.gui.compare.waveform import WaveformPlot
from sqcodec_gui.paths import HOME_VARIABLE

CODEC_HZ = 16_000
DURATION_S = 20.0
WAIT_MS = 60_000
LOUDNESS = {None: 1.0, 3: 1.0, 2: 0.5, 1: 0.25}
"""By layers that are decoded."""


class FakeDecoder:
    """Gives `sound` back, half a second at a time; only so much of it as `allowed_frames` says. With fewer layers it is
    softer, so that one can tell them apart."""

    def __init__(self, sound: np.ndarray) -> None:
        self.sound = sound
        self.starts_s: list[float] = []
        self.computes: list[ComputeChoice] = []
        self.allowed_frames = len(sound)
        self.problem: str | None = None
        self.cancelled = 0
        self.is_running = False
        self.qualities: tuple[StoredQuality, ...] = ()
        self.layers: list[int | None] = []

    def held(self, _path: Path) -> tuple[StoredQuality, ...]:
        return self.qualities

    def info(self, path: Path) -> PreviewInfo:
        if "broken" in path.name:
            raise SqcodecError(f"{path.name} is no .sqc file.")
        return PreviewInfo(CODEC_HZ, self.sound.shape[1], len(self.sound), "6kbps", "talk.wav")

    def decode(
        self,
        _path: Path,
        on_block: Callable[[int, np.ndarray], None],
        start_s: float,
        compute: ComputeChoice,
        cancel: CancelToken,
        layers: int | None,
    ) -> None:
        self.layers.append(layers)
        sound = self.sound * np.float32(LOUDNESS[layers])
        self.computes.append(compute)
        self.starts_s.append(start_s)
        first = int(start_s * CODEC_HZ)
        self.is_running = True
        try:
            for start in range(first, len(self.sound), CODEC_HZ // 2):
                # Far from the start, a person waits for what they asked for, and not for what lies between.
                while start - first >= self.allowed_frames:
                    cancel.check()
                    time.sleep(0.005)
                cancel.check()
                if self.problem:
                    raise SqcodecError(self.problem)
                on_block(start, sound[start : start + CODEC_HZ // 2].copy())
        except SqcodecError:
            self.cancelled += cancel.is_cancelled
            raise
        finally:
            self.is_running = False


class Hand:
    """Real mouse events on a waveform, at moments of the recording."""

    def __init__(self, plot: WaveformPlot) -> None:
        self.plot = plot

    def place(self, time_s: float) -> QPoint:
        scene = self.plot.box.mapViewToScene(QPointF(time_s, 0))
        return self.plot.mapFromScene(scene)

    def click(self, time_s: float) -> None:
        self._send(QEvent.Type.MouseButtonPress, self.place(time_s))
        self._send(QEvent.Type.MouseButtonRelease, self.place(time_s))

    def drag(self, start_s: float, stop_s: float, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        start, stop = self.place(start_s), self.place(stop_s)
        self._send(QEvent.Type.MouseButtonPress, start, keys)
        for step in range(1, 6):
            self._send(QEvent.Type.MouseMove, start + (stop - start) * step / 5, keys)
        self._send(QEvent.Type.MouseButtonRelease, stop, keys)

    def wheel(self, time_s: float, notches: int, sideways: bool = False) -> None:
        place = QPointF(self.place(time_s))
        angle = QPoint(120 * notches, 0) if sideways else QPoint(0, 120 * notches)
        viewport = self.plot.viewport()
        event = QWheelEvent(
            place,
            QPointF(viewport.mapToGlobal(place)),
            QPoint(),
            angle,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(viewport, event)

    def _send(
        self, kind: QEvent.Type, place: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
        viewport = self.plot.viewport()
        event = QMouseEvent(kind, QPointF(place), QPointF(viewport.mapToGlobal(place)), button, held, keys)
        QApplication.sendEvent(viewport, event)


@pytest.fixture
def hand_on() -> Callable[[WaveformPlot], Hand]:
    return Hand


@pytest.fixture
def sound() -> np.ndarray:
    """Twenty seconds at the codec's rate, float32[320000, 1]: a wavering tone that grows louder."""
    time_s = np.arange(round(DURATION_S * CODEC_HZ)) / CODEC_HZ
    tone = np.sin(2 * np.pi * (300 * time_s + 40 * np.sin(time_s))) * (0.1 + 0.02 * time_s)
    return tone.astype(np.float32)[:, None]


@pytest.fixture
def decoder(sound: np.ndarray) -> FakeDecoder:
    return FakeDecoder(0.5 * sound)


@pytest.fixture
def original(tmp_path: Path, sound: np.ndarray) -> Path:
    path = tmp_path / "talk & más.wav"
    soundfile.write(path, sound, CODEC_HZ)
    return path


@pytest.fixture
def compressed(tmp_path: Path) -> Path:
    return tmp_path / "talk & más.sqc"


@pytest.fixture
def panel(
    qtbot: QtBot, outputs: object, decoder: FakeDecoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ComparePanel]:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    panel = ComparePanel(engine=PreviewEngine(decoder.info, decoder.decode, decoder.held))
    qtbot.addWidget(panel)
    panel.resize(1000, 560)
    panel.show()
    qtbot.waitExposed(panel)
    panel.activateWindow()
    panel.plots[0].setFocus()
    yield panel
    panel.close_audio()
    worker.shut_down()


@pytest.fixture
def pair(panel: ComparePanel, qtbot: QtBot, original: Path, compressed: Path) -> ComparePanel:
    """The panel with both recordings, all of it known."""
    panel.show_pair(original, compressed)
    qtbot.waitUntil(lambda: panel.transport.play_button.isEnabled(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "ready…" not in panel.status_label.full_text, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: bool(panel.details_label.full_text), timeout=WAIT_MS)
    return panel
