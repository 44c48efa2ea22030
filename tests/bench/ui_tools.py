"""What ``bench_ui`` measures with: an output that nobody hears, a timer that is late, long recordings."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import soundfile
import soxr

from sqcodec_gui.audio import open_audio
from sqcodec_gui.paths import speech_sample

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from sqcodec_gui.playback.devices import Device

RATE_HZ = 44_100
BUFFER_FRAMES = 480
OUTPUT_HZ = 48_000
PATIENCE_S = 400.0


class Row(NamedTuple):
    what: str
    measured: str
    goal: str
    is_met: bool | None


class Void:
    """An output that takes sound at the right pace; it notes when each buffer was begun and ended, and who is in it."""

    latency_frames = 0

    def __init__(self, device: "Device", _latency_s: float, render: Callable[..., None]) -> None:
        Void.last = self
        self._render = render
        self._is_closed = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._channels = device.channels
        self.buffers: list[tuple[float, np.ndarray]] = []
        self.begun_s: list[float] = []
        self.shares: list[list[int]] = []

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._is_closed.set()
        self._thread.join()

    @property
    def is_running(self) -> bool:
        return not self._is_closed.is_set()

    def first_sound_s(self) -> float | None:
        """On the clock of ``time.monotonic``."""
        return next((at_s for at_s, out in list(self.buffers) if out.any()), None)

    def _run(self) -> None:
        due_s = time.monotonic()
        while not self._is_closed.is_set():
            out = np.empty((BUFFER_FRAMES, self._channels), np.float32)
            self.begun_s.append(time.monotonic())
            self._render(out)
            self.shares.append(list(self._render.__self__._shares))  # type: ignore[attr-defined]
            self.buffers.append((time.monotonic(), out))
            due_s += BUFFER_FRAMES / OUTPUT_HZ
            time.sleep(max(0.0, due_s - time.monotonic()))

    last: "Void | None" = None


def waited_for_core_s() -> float:
    """How long this thread stood in the system's queue for a core so far; always 0 where the system does not tell."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
    except FileNotFoundError:
        return 0.0


class Lateness:
    """A timer of 5 ms in the window's thread; how late it was tells how long the thread was blocked.

    Where others use the same cores, the thread also waits for a core; that is taken off for a second figure, by which
    the goal is judged. (What another thread of ours waits for a core while it holds the interpreter is left in.)
    """

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.late_s: list[float] = []
        self.own_s: list[float] = []
        self._timer = QTimer(interval=5)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last_s, self._waited_s = time.perf_counter(), waited_for_core_s()
        self._timer.start()

    def _tick(self) -> None:
        now_s, waited_s = time.perf_counter(), waited_for_core_s()
        late_s = now_s - self._last_s - 0.005
        self.late_s.append(late_s)
        self.own_s.append(max(0.0, late_s - (waited_s - self._waited_s)))
        self._last_s, self._waited_s = now_s, waited_s

    def row(self, what: str, has_goal: bool = True) -> Row:
        worst, usual = max(self.own_s), float(np.percentile(self.own_s, 99.9))
        blocked = sum(late > 0.05 for late in self.own_s)
        with_waits = f"(with waits for a core: {1000 * max(self.late_s):.0f} ms)"
        text = f"at most {1000 * worst:.0f} ms {with_waits}; 99.9 %: {1000 * usual:.0f} ms; above 50 ms: {blocked}"
        name = f"{what}: thread of the window blocked"
        return Row(name, text, "never above 50 ms", worst <= 0.05) if has_goal else Row(name, text, "–", None)


def silence_outputs() -> None:
    """Whatever is played goes to ``Void``."""
    from sqcodec_gui.playback import playback_thread
    from sqcodec_gui.playback.devices import Device

    playback_thread.list_devices = lambda kind: [Device(0, "Void", 2, OUTPUT_HZ, True)]  # type: ignore[assignment]
    playback_thread.look_again = lambda: None  # type: ignore[assignment]
    playback_thread.OutputStream = Void  # type: ignore[assignment,misc]


def make_app() -> "QApplication":
    from PySide6.QtWidgets import QApplication

    from sqcodec_gui.codec.threads import stand_back
    from sqcodec_gui.gui.gc_scheduler import GcScheduler

    silence_outputs()
    app = QApplication(["bench"])
    GcScheduler(app)
    stand_back()
    return app


def spin(app: "QApplication", until: Callable[[], object], patience_s: float = PATIENCE_S) -> float:
    """Let the window live until something holds; how long that took, in seconds."""
    start_s = time.perf_counter()
    while not until():
        app.processEvents()
        time.sleep(0.0005)
        if time.perf_counter() - start_s > patience_s:
            raise TimeoutError("waited in vain")
    return time.perf_counter() - start_s


def rest(app: "QApplication", duration_s: float) -> None:
    end_s = time.perf_counter() + duration_s
    spin(app, lambda: time.perf_counter() >= end_s)


def speech() -> np.ndarray:
    """float32 [frames] at 44.1 kHz, some ten seconds."""
    with open_audio(speech_sample()) as reader:
        voice = np.concatenate(list(reader.blocks()))[:, 0]
        return soxr.resample(voice, reader.info.sample_rate_hz, RATE_HZ)


def write_long(path: Path, hours: float, channels: int = 2) -> Path:
    if not path.exists():
        voice, left = speech(), round(hours * 3600 * RATE_HZ)
        gains = iter(np.random.default_rng(0).uniform(0.2, 1, 1_000_000))
        with soundfile.SoundFile(path, "w", RATE_HZ, channels, "PCM_16") as file:
            while left > 0:
                file.write(np.repeat((voice[:left] * next(gains))[:, None], channels, axis=1))
                left -= len(voice)
    return path
