"""Device and engine of the settings are obeyed by everything in the window that encodes or decodes."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.model_store.installed import list_installed
from sqcodec_gui.engine import device, models, preview
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.convert import convert
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice
from sqcodec_gui.gui import self_check, worker
from sqcodec_gui.gui.blind_test.dialog import BlindTestDialog
from sqcodec_gui.gui.compare.panel import ComparePanel
from sqcodec_gui.gui.compare.views import DECODED
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.models.quality_choices import Quality
from sqcodec_gui.gui.quality_chooser import dialog as chooser_module
from sqcodec_gui.gui.quality_chooser.dialog import QualityChooser
from sqcodec_gui.gui.quality_chooser.encoding import QueuedRecording
from sqcodec_gui.gui.queue.originals_dialog import OriginalsDialog
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.queue.store import QueueStore
from sqcodec_gui.gui.settings.fields import DeviceTest
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.paths import HOME_VARIABLE

WAIT_MS = 60_000
SECONDS = 6.0


class Room:
    """The settings, a recording with its small file, and where the codec was loaded since."""

    def __init__(
        self, settings: UserSettings, source: Path, small: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.settings, self.source, self.small, self.qtbot = settings, source, small, qtbot
        self.replace = monkeypatch.setattr
        self.targets: list[device.ComputeTarget] = []

    def wait(self, is_so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(is_so, timeout=WAIT_MS)

    def show(self, widget: Any) -> Any:
        self.qtbot.addWidget(widget)
        widget.show()
        return widget

    def window(self) -> MainWindow:
        window = MainWindow(self.settings, QueueStore(), convert)
        self.qtbot.addWidget(window, before_close_func=lambda window: window.stop_and_close())
        return window


@pytest.fixture(params=["torch", "openvino"])
def room(
    request: pytest.FixtureRequest,
    tiny: CodecConfig,
    tiny_home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    write_sound: Callable[..., Path],
    outputs: Any,
    qtbot: QtBot,
) -> Iterator[Room]:
    """With the engine of the parameter chosen in the settings, on the processor."""
    home = tmp_path / "home"
    shutil.copytree(tiny_home / "data" / "models" / "tiny", home / "data" / "models" / "tiny")
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    monkeypatch.setattr("sqcodec_gui.paths.models_dir", lambda: tmp_path / "none bundled")
    monkeypatch.setattr(preview, "DEFAULT_MODEL", "tiny")
    source = write_sound("talk.wav", SECONDS)
    small = compress(source, None, CompressSettings("tiny", ComputeChoice("cpu", "torch"), check=False)).target
    settings = UserSettings()
    settings.set("first_steps_done", True)
    settings.set("sound_when_done", False)
    settings.set("notify_when_done", False)
    settings.set("device", "cpu")
    settings.set("engine", request.param)
    settings.set("model", "tiny")
    room = Room(settings, source, small, qtbot, monkeypatch)
    load = models.load

    def watched(installed: Any, target: device.ComputeTarget, encodes: bool = True) -> Any:
        if target != models.ON_TORCH:  # what an engine is proven against is not what anybody is given
            room.targets.append(target)
        return load(installed, target, encodes)

    monkeypatch.setattr(models, "load", watched)
    yield room
    worker.shut_down()


def make_small(room: Room) -> None:
    window = room.window()
    room.small.unlink()
    window.add_paths([room.source])
    room.wait(lambda: [record.state for record in window.model.records] == [JobState.DONE])


def restore(room: Room) -> None:
    window = room.window()
    record = JobRecord(room.small, JobKind.RESTORE)
    window.model.add([record])
    window.controller.start()
    room.wait(lambda: record.state is JobState.DONE)


def listen(room: Room) -> None:
    panel = room.show(ComparePanel(settings=room.settings))
    panel.show_pair(None, room.small)
    track = panel._tracks[DECODED]
    room.wait(lambda: track.is_complete)
    panel.close_audio()


def warm_up(room: Room) -> None:
    """Nothing is to be done beforehand where torch decodes: then it shows that nothing else was loaded either."""
    window = room.window()
    window.details._prepare_sound()
    window.status_line.warm_up(room.settings.compute)
    name = {"torch": "PyTorch", "openvino": "OpenVINO"}[room.settings.get("engine")]
    named = f"Processor ({name}) · as chosen"
    room.wait(lambda: window.status_line.device.text() == named)
    worker.shut_down()
    if room.settings.get("engine") == "torch":
        assert room.targets == []
        room.targets.append(device.resolve(room.settings.compute))


def check_itself(room: Room) -> None:
    room.replace(self_check, "QUIET_MS", 0)
    window = room.window()
    window.self_check.start(room.settings.compute)
    room.wait(lambda: bool(room.targets))


def prove_before_the_trash(room: Room) -> None:
    record = JobRecord(room.source, JobKind.COMPRESS, state=JobState.DONE, target=room.small)
    window = room.window()

    def look(dialog: OriginalsDialog) -> int:
        room.wait(dialog.bar.isHidden)
        assert dialog.move_button.text() == "&Move 1 to the trash"
        return 0

    room.replace(OriginalsDialog, "exec", look)
    window.dialogs.show_originals([record])


def compare_blindly(room: Room) -> None:
    dialog = room.show(BlindTestDialog(room.source, room.small, room.settings))
    dialog.setup_page.start_button.click()
    room.wait(lambda: dialog.pages.currentWidget() is dialog.trial_page)
    dialog.runner.stop()
    dialog.accept()


def choose_a_quality(room: Room) -> None:
    tiny = Quality("tiny", "Tiny", "", 1e6, tuple(list_installed()))
    room.replace(chooser_module, "qualities", lambda: [tiny])
    recording = QueuedRecording(room.source, SECONDS, 1, room.source.stat().st_size)
    dialog = room.show(QualityChooser([recording], room.settings))
    dialog.intro_page.start_button.click()
    room.wait(lambda: dialog.pages.currentWidget() is dialog.listen_page)
    dialog.accept()


def try_the_device(room: Room) -> None:
    test = room.show(DeviceTest(room.settings))
    test.button.click()
    room.wait(lambda: test.result.text().startswith("✓"))
    assert "as chosen" in test.found.text()


CONSUMERS = [
    make_small,
    restore,
    listen,
    warm_up,
    check_itself,
    prove_before_the_trash,
    compare_blindly,
    choose_a_quality,
    try_the_device,
]


@pytest.mark.parametrize("consumer", CONSUMERS, ids=lambda consumer: consumer.__name__)
def test_what_was_chosen_is_used_by(room: Room, consumer: Callable[[Room], None]) -> None:
    consumer(room)
    assert {(target.device, target.engine) for target in room.targets} == {("cpu", room.settings.get("engine"))}
