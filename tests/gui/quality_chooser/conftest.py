"""Qualities that differ as tones differ: what is heard tells which one plays."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sqcodec_gui.codec.model_store.installed import InstalledModel
from sqcodec_gui.gui.models.quality_choices import Quality
from sqcodec_gui.gui.quality_chooser import dialog as dialog_module
from sqcodec_gui.gui.quality_chooser.dialog import QualityChooser
from sqcodec_gui.gui.quality_chooser.encoding import QueuedRecording, Request, Version, Versions
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.listening.passage import Passage, Sound
from sqcodec_gui.listening.session import CodedFacts, RecordingFacts
from sqcodec_gui.playback.material import make_material

RATE_HZ = 16_000
NAMES = ("1k5bps", "3kbps", "6kbps", "12kbps")
TONES_HZ = {"original": 400, "1k5bps": 800, "3kbps": 1_200, "6kbps": 1_600, "12kbps": 2_000}


def tone(frequency_hz: float) -> Sound:
    time_s = np.arange(2 * RATE_HZ) / RATE_HZ
    return Sound((0.3 * np.sin(2 * np.pi * frequency_hz * time_s)).astype(np.float32)[:, None], RATE_HZ)


def quality(name: str) -> Quality:
    model = InstalledModel(name, "b" * 64, Path("model.safetensors"), "own", "imported", True)
    return Quality(name, f"{name}: so good", "Nothing above 8 kHz is kept.", 1e6, (model,))


def version(name: str) -> Version:
    made = CodedFacts(f"{name}.sqc", 1_500, name, "b" * 64, name * 10, True)
    facts = RecordingFacts("talk.wav", 64_044, "a" * 64)
    return Version(
        quality(name), make_material(tone(TONES_HZ["original"]), tone(TONES_HZ[name]), facts, made, Passage(3, 5))
    )


class Maker:
    """Stands where the encoder would be."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.problems: tuple[str, ...] = ()

    def __call__(self, request: Request, progress: Callable[[int, int], None], _cancel: object) -> Versions:
        self.requests.append(request)
        progress(0, len(request.qualities))
        made = tuple(version(quality.name) for quality in request.qualities)
        return Versions(Passage(3.0, 5.0), made, self.problems)


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Maker:
    maker = Maker()
    monkeypatch.setattr(dialog_module, "make_versions", maker)
    return maker


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`install("3kbps", …)`: these are on this computer, and no others."""

    def these(*names: str) -> None:
        monkeypatch.setattr(dialog_module, "qualities", lambda: [quality(name) for name in names])

    return these


@pytest.fixture
def make_chooser(
    outputs: Any,
    settings: UserSettings,
    maker: Maker,
    install: Callable[..., None],
    show_listening: Callable[[QualityChooser], None],
    tmp_path: Path,
) -> Callable[..., QualityChooser]:
    """`make_chooser(loop_s=…)` opens one, with an hour and half an hour of sound in the queue."""
    install(*NAMES)
    settings.set("last_folder", str(tmp_path))
    recordings = [
        QueuedRecording(tmp_path / "talk.wav", 3600.0, 1, 115_000_000),
        QueuedRecording(tmp_path / "song.wav", 1800.0, 2, 317_000_000),
    ]

    def make(**options: Any) -> QualityChooser:
        chooser = QualityChooser(recordings, settings, **options)
        show_listening(chooser)
        return chooser

    return make
