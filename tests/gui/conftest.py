"""A window with an engine that can be watched and stopped, hands that drop files on it, and silent loudspeakers."""

import io
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.container import SqcReader, SqcWriter
from sqcodec_gui.container.blocks import tokens_shape
from sqcodec_gui.engine.convert import ConversionSettings
from sqcodec_gui.engine.settings_and_results import (
    CompressResult,
    CompressSettings,
    ConversionResult,
    EngineError,
    Likeness,
    Progress,
    RestoreResult,
    RestoreSettings,
)
from sqcodec_gui.gui import worker
from sqcodec_gui.gui.blind_test.listening_dialog import ListeningDialog
from sqcodec_gui.gui.compare.roles import Role
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.queue.store import QueueStore
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.playback import playback_thread
from sqcodec_gui.playback.devices import Device, SoundOutputError
from sqcodec_gui.playback.playback_thread import PlaybackState

WAIT_MS = 60_000


class FakeEngine:
    """Does jobs in a moment, or, with ``hold()``, only when ``let_go()`` is called. Names tell what shall happen."""

    def __init__(self) -> None:
        self.orders: list[ConversionSettings] = []
        self.calls_back_s: list[float] = []
        self._gate = threading.Event()
        self._gate.set()

    def hold(self) -> None:
        self._gate.clear()

    def let_go(self) -> None:
        self._gate.set()

    def __call__(
        self, source: Path, target: Path, settings: ConversionSettings, progress: Progress, cancel: CancelToken
    ) -> ConversionResult:
        self.orders.append(settings)
        if "broken" in source.name:
            raise EngineError(f"{source.name} is plain text, not audio.")
        if "fault" in source.name:
            raise ZeroDivisionError("not foreseen")
        done_s = 1.0
        progress(done_s, 100.0)
        while not self._gate.is_set():
            cancel.check()
            time.sleep(0.005)
            done_s = min(done_s + 0.5, 50.0)
            progress(done_s, 100.0)
            self.calls_back_s.append(time.monotonic())
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"small")
        model = settings.model if isinstance(settings, CompressSettings) else "6kbps"
        common = {"model": model, "weights_sha256": "0" * 64, "device": "cpu", "engine": "torch"}
        common |= {"duration_s": 100.0, "tokens": 1, "speed_x_real_time": 18.0, "verified": True}
        if isinstance(settings, RestoreSettings):
            return RestoreResult(source, target, source_bytes=84_000, target_bytes=12_300_000, **common)
        likeness = Likeness(9.0, 1.0) if "odd" in source.name else None
        sizes = {"source_bytes": 12_300_000, "target_bytes": 84_000}
        is_music = likeness is not None and "guitar" in source.name
        return CompressResult(source, target, likeness=likeness, sounds_like_music=is_music, **sizes, **common)


class FakePlayer(QObject):
    state_changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.state = PlaybackState(device=Device(0, "Loudspeaker", 2, 48_000, True))
        self.is_paused = False

    def pause(self) -> None:
        self.is_paused = True


class FakePanel(QWidget):
    """Stands where the comparison would be, and remembers what it was asked to show."""

    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None, settings: UserSettings | None = None) -> None:
        super().__init__(parent)
        self.player = FakePlayer(self)
        self.pairs: list[tuple[Path | None, Path | None]] = []
        self.roles: list[Role] = []
        self.plays: list[str] = []
        self.setMinimumSize(200, 60)
        self.loop_s: tuple[float, float] | None = None
        self.is_closed = False

    def offer(self, button: QWidget) -> None:
        button.setParent(self)
        button.show()

    def show_pair(self, original: Path | None, other: Path | None, play: bool = False, role: Role = Role.SMALL) -> None:
        self.pairs.append((original, other))
        self.roles.append(role)
        if play:
            self.plays.append("at once")

    def play(self) -> None:
        self.plays.append("play")

    def toggle_play(self) -> None:
        self.plays.append("toggle")

    def switch_track(self) -> None:
        self.plays.append("switch")

    def hear(self, track: int) -> None:
        self.plays.append(f"hear {track}")

    def clear(self) -> None:
        self.pairs.append((None, None))

    def close_audio(self) -> None:
        self.is_closed = True


class FakeOutputs:
    """The sound system: `found` are its outputs, `played` is all that came out of the last stream."""

    def __init__(self) -> None:
        self.found = [Device(0, "Loudspeaker", 2, 48_000, True), Device(3, "Headphones", 1, 44_100, False)]
        self.opened: list[str] = []
        self.played: list[np.ndarray] = []
        self.is_broken = False

    def listed(self, _kind: str) -> list[Device]:
        return list(self.found)

    def pitch_hz(self) -> float | None:
        """Of the tone that comes out of the loudspeaker just now; None for silence."""
        played = np.concatenate(self.played[-5:])[:, 0] if len(self.played) > 5 else np.zeros(10)
        if np.abs(played).max() < 0.01:
            return None
        return float(np.count_nonzero(np.diff(np.signbit(played))) / 2 / (len(played) / 48_000))

    def open(self, device: Device, _latency_s: float, render: Callable[..., None]) -> "FakeStream":
        if self.is_broken:
            raise SoundOutputError("The sound output cannot be used; choose another one.")
        self.opened.append(device.name)
        self.played = []
        return FakeStream(device, render, self.played)


class FakeStream:
    """Calls `render` every 10 ms, as a device would."""

    latency_frames = 0

    def __init__(self, device: Device, render: Callable[..., None], played: list[np.ndarray]) -> None:
        self._frames, self._channels = device.sample_rate_hz // 100, device.channels
        self._render, self._played = render, played
        self._is_closed = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._is_closed.set()
        self._thread.join()

    @property
    def is_running(self) -> bool:
        return not self._is_closed.is_set()

    def _run(self) -> None:
        next_s = time.monotonic()
        while not self._is_closed.is_set():
            out = np.empty((self._frames, self._channels), np.float32)
            self._render(out)
            self._played.append(out)
            next_s += 0.01
            time.sleep(max(0.0, next_s - time.monotonic()))


@pytest.fixture(autouse=True)
def _garbage_waits_for_this_thread(garbage_waits: None) -> None:
    """In all tests of the window."""


@pytest.fixture(autouse=True)
def _everything_ends_with_its_test(qapp: QApplication) -> Iterator[None]:
    """Windows that are to be deleted go now, and not in the event loop of a later test; no player plays on."""
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [thread.name for thread in threading.enumerate() if thread.name == "playback"] == []


@pytest.fixture
def settings(user_home: Path, qapp: QApplication) -> UserSettings:
    chosen = UserSettings()
    chosen.set("sound_when_done", False)
    chosen.set("first_steps_done", True)
    chosen.set("best_offered", True)
    return chosen


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture(scope="session")
def small_file_bytes() -> bytes:
    """A whole small file of some seconds, made with the network that comes along: nothing has to be encoded."""
    with SqcReader(Path(__file__).parents[1] / "data" / "container" / "layers-2.sqc") as old:
        header = replace(old.header, weights_sha256=find_installed("spectral-6kbps").sha256, tables_sha256="")
    file = io.BytesIO()
    writer = SqcWriter(file, header)
    for _ in range(10):
        writer.write_block(np.zeros(tokens_shape(header, header.block_tokens), np.int32))
    writer.finish(sample_count=100_000, source_sha256="ef" * 32)
    return file.getvalue()


@pytest.fixture
def recordings(tmp_path: Path, small_file_bytes: bytes) -> Callable[..., list[Path]]:
    """`recordings("a.wav", "week 1/b.flac")` writes half a second of sound into each, `old.sqc` is a small file."""

    def make(*names: str) -> list[Path]:
        paths = [tmp_path / "in" / name for name in names]
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            if "broken" in path.name:
                path.write_bytes(b"no sound in here\n")
            elif path.suffix == ".sqc":
                path.write_bytes(small_file_bytes)
            else:
                soundfile.write(path, 0.1 * np.sin(np.arange(22_050, dtype=np.float32) / 20), 44_100)
        return paths

    return make


@pytest.fixture
def make_window(
    qtbot: QtBot, settings: UserSettings, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], MainWindow]]:
    """Opens a window as a start of the program would; the one before must be closed (or killed) first."""
    monkeypatch.setattr("sqcodec_gui.gui.compare.panel.ComparePanel", FakePanel)

    def end(window: MainWindow) -> None:
        engine.let_go()
        window.stop_and_close()

    def make() -> MainWindow:
        window = MainWindow(settings, QueueStore(), engine)
        qtbot.addWidget(window, before_close_func=end)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        return window

    yield make
    worker.shut_down()


@pytest.fixture
def window(make_window: Callable[[], MainWindow]) -> MainWindow:
    return make_window()


class Person:
    """Hands on a window, and eyes."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def states(self, window: MainWindow) -> list[JobState]:
        return [record.state for record in window.model.records]

    def wait_for(self, window: MainWindow, *states: JobState) -> None:
        self._qtbot.waitUntil(lambda: self.states(window) == list(states), timeout=WAIT_MS)

    def button(self, window: MainWindow, text: str) -> QPushButton | QToolButton:
        """The visible button that says so."""
        buttons = [*window.findChildren(QPushButton), *window.findChildren(QToolButton)]
        return next(button for button in buttons if button.text() == text and button.isVisible())

    def click(self, window: MainWindow, text: str) -> None:
        self._qtbot.mouseClick(self.button(window, text), Qt.MouseButton.LeftButton)

    def select(self, window: MainWindow, row: int) -> None:
        rect = window.view.visualRect(window.model.index(row))
        self._qtbot.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())

    def drop(
        self,
        window: QWidget,
        *paths: Path,
        on_way: Callable[[QWidget], None] = lambda window: None,
        is_let_go: bool = True,
    ) -> QDropEvent | None:
        """Enters, moves and lets go in the middle, as a file manager does that offers a move.

        ``on_way(window)`` is called before letting go; with ``is_let_go=False`` it leaves the window again.
        """
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        offered = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
        middle = QPoint(window.width() // 2, window.height() // 3)
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
        handle = window.windowHandle()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Qt 6.12 wants QPointF here, Qt 6.11 knows only QPoint
            QApplication.sendEvent(handle, QDragEnterEvent(middle, offered, mime, buttons, keys))
            QApplication.sendEvent(handle, QDragMoveEvent(middle, offered, mime, buttons, keys))
        on_way(window)
        if not is_let_go:
            QApplication.sendEvent(handle, QDragLeaveEvent())
            return None
        event = QDropEvent(QPointF(middle), offered, mime, buttons, keys)
        QApplication.sendEvent(handle, event)
        return event


@pytest.fixture
def person(qtbot: QtBot) -> Person:
    return Person(qtbot)


class Hands:
    """On keyboard and mouse, in any window."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def press(self, window: QWidget, *keys: Qt.Key) -> None:
        """Whatever has the focus gets the keys."""
        if not window.isActiveWindow():  # a question stood before it
            window.activateWindow()
            self._qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
        for key in keys:
            self._qtbot.keyClick(window.focusWidget() or window, key)

    def click(self, button: QAbstractButton) -> None:
        """On its left end, where the circle of a choice is."""
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(10, button.height() // 2))

    def answer(self, text: str) -> None:
        """Clicks the button of the question that comes up next."""
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            self.click(next(button for button in box.buttons() if button.text() == text))
        else:
            QTimer.singleShot(20, lambda: self.answer(text))


@pytest.fixture
def hands(qtbot: QtBot) -> Hands:
    return Hands(qtbot)


@pytest.fixture
def show_listening(qtbot: QtBot) -> Iterator[Callable[[ListeningDialog], None]]:
    """Shows a window of blind trials, and waits until it has the keyboard and a sound output."""
    shown: list[ListeningDialog] = []

    def show(dialog: ListeningDialog) -> None:
        shown.append(dialog)  # qtbot alone would let it go before it is closed
        qtbot.addWidget(dialog, before_close_func=lambda dialog: dialog.runner.stop())
        dialog.show()
        qtbot.waitExposed(dialog)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT_MS)
        qtbot.waitUntil(lambda: dialog.passage_player.player.state.device is not None, timeout=WAIT_MS)

    yield show
    worker.shut_down()


@pytest.fixture
def outputs(monkeypatch: pytest.MonkeyPatch) -> FakeOutputs:
    fake = FakeOutputs()
    monkeypatch.setattr(playback_thread, "list_devices", fake.listed)
    monkeypatch.setattr(playback_thread, "look_again", lambda: None)
    monkeypatch.setattr(playback_thread, "OutputStream", fake.open)
    return fake


@pytest.fixture(scope="session")
def contrast() -> Callable[[QColor, QColor], float]:
    """Ratio of the relative luminances of two colours, 1 to 21 (WCAG 2.2, “contrast ratio”)."""

    def luminance(colour: QColor) -> float:
        channels = (colour.redF(), colour.greenF(), colour.blueF())
        shares = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), shares, strict=True))

    def ratio(first: QColor, second: QColor) -> float:
        dark, light = sorted((luminance(first), luminance(second)))
        return (light + 0.05) / (dark + 0.05)

    return ratio


@pytest.fixture(autouse=True)
def usual_look(qapp: QApplication) -> Iterator[None]:
    """A test that shows the window in another appearance leaves no font or style to those after it."""
    font, palette, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    yield
    if qapp.styleSheet() != sheet:
        qapp.setStyleSheet(sheet)
    if qapp.palette() != palette:
        qapp.setPalette(palette)
    if qapp.font() != font:
        qapp.setFont(font)
