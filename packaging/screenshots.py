"""Takes pictures of every screen of the window: `python3 packaging/run.py screenshots FOLDER [--only light-en …]`.

Real files, the real comparison, a queue that stands still in the middle of its work. Each look (light or dark, a
language, a scale) is a process of its own, with user folders that are thrown away.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from sqcodec_gui.gui.main_window import MainWindow


class Look(NamedTuple):
    """It says how the window is shown."""

    appearance: str
    language: str
    scale: str = "1"
    size: tuple[int, int] = (1366, 768)


LOOKS = {
    "light-en": Look("light", "en"),
    "dark-en": Look("dark", "en"),
    "light-de": Look("light", "de"),
    "light-zh": Look("light", "zh_CN"),
    "dark-zh": Look("dark", "zh_CN"),
    "light-en-200": Look("light", "en", "2", (960, 540)),
    "light-de-200": Look("light", "de", "2", (960, 540)),
    "dark-zh-200": Look("dark", "zh_CN", "2", (960, 540)),
    "light-en-small": Look("light", "en", size=(800, 600)),
    "light-de-small": Look("light", "de", size=(800, 600)),
}
PATIENCE_S = 90.0
AT_WORK, AT_WORK_S = "Interview with the lighthouse keeper.wav", 1_800.0
"""The recording that is at work in all pictures, and its length."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the pictures go; made if it is not there")
    parser.add_argument(
        "--only", nargs="+", choices=LOOKS, default=list(LOOKS), metavar="LOOK", help=f"of {', '.join(LOOKS)}; all"
    )
    parser.add_argument("--look", choices=LOOKS, help=argparse.SUPPRESS)
    parser.add_argument("--files", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    if wanted.look:
        photograph_all(wanted.folder, wanted.look, wanted.files)
        return 0
    with tempfile.TemporaryDirectory() as files:
        make_files(Path(files))
        return max(photograph_in_process(wanted.folder, name, Path(files)) for name in wanted.only)


def photograph_in_process(folder: Path, name: str, files: Path) -> int:
    from sqcodec_gui.paths import HOME_VARIABLE

    look = LOOKS[name]
    with tempfile.TemporaryDirectory() as home:
        shown = {HOME_VARIABLE: home, "QT_SCALE_FACTOR": look.scale}
        words = [sys.executable, __file__, str(folder), "--look", name, "--files", str(files)]
        return subprocess.run(words, env=os.environ | shown, check=False).returncode


def make_files(folder: Path) -> None:
    """Make recordings with the small files that the program really makes of them, and one restored."""
    from sqcodec_gui import paths
    from sqcodec_gui.engine.compress import compress
    from sqcodec_gui.engine.restore import restore
    from sqcodec_gui.engine.settings_and_results import CompressSettings, RestoreSettings

    for name, sample in (("Grandmother tells of the harbour", "speech"), ("Market day 1994", "guitar")):
        source = folder / f"{name}.flac"
        copyfile(paths.samples_dir() / f"{sample}.flac", source)
        compress(source, source.with_suffix(".sqc"), CompressSettings())
    told = folder / "Grandmother tells of the harbour.sqc"
    restore(told, folder / "restored.wav", RestoreSettings())
    (folder / "broken tape.wav").write_bytes(b"no sound in here\n")
    make_long(paths.samples_dir() / "speech.flac", folder / AT_WORK)


def make_long(sample: Path, path: Path) -> None:
    """Make a recording that is at work for a while: this sample, again and again."""
    import soundfile

    sound, rate_hz = soundfile.read(sample, dtype="int16")
    with soundfile.SoundFile(path, "w", rate_hz, 1) as file:
        while file.frames < AT_WORK_S * rate_hz:
            file.write(sound[: int(AT_WORK_S * rate_hz) - file.frames])


@contextmanager
def window_in(look: Look) -> "Iterator[tuple[MainWindow, Any]]":
    """Open the real window, with an engine that stops in the middle of each recording."""
    from sqcodec_gui.gui import app as program
    from sqcodec_gui.gui import worker
    from sqcodec_gui.gui.main_window import MainWindow
    from sqcodec_gui.gui.queue.store import QueueStore
    from sqcodec_gui.gui.settings.user_settings import UserSettings
    from sqcodec_gui.gui.style.theme import apply_appearance

    app = program._make_application()
    settings = UserSettings(app)
    settings.set("appearance", look.appearance)
    settings.set("language", look.language)
    settings.set("start_on_add", False)
    kept = program.install_translations(app, look.language)
    apply_appearance(look.appearance)
    connect_loudspeakers()
    window = MainWindow(settings, QueueStore(), standing_still)
    window.resize(*look.size)
    window.show()
    window.warm_up()
    yield window, app
    window.stop_and_close()
    worker.shut_down()
    del kept


class SilentOutput:
    """It stands for loudspeakers, which a computer that makes pictures lacks: nothing is ever played."""

    latency_frames = 0
    is_running = True

    def __init__(self, *_words: object) -> None:
        pass

    def start(self) -> None:
        pass

    def close(self) -> None:
        pass


def connect_loudspeakers() -> None:
    from sqcodec_gui.playback import playback_thread
    from sqcodec_gui.playback.devices import Device

    loudspeakers = [Device(0, "Loudspeakers", 2, 48_000, True)]
    for name, stand_in in (("list_devices", lambda _kind: loudspeakers), ("OutputStream", SilentOutput)):
        setattr(playback_thread, name, stand_in)


def standing_still(source: Path, target: Path, settings: Any, progress: Any, cancel: Any) -> Any:
    done_s = 0.0
    while not cancel.is_cancelled:
        time.sleep(0.05)
        done_s = min(done_s + 4.0, 0.38 * AT_WORK_S)
        progress(done_s, AT_WORK_S)
    cancel.check()


def photograph_all(folder: Path, name: str, files: Path) -> None:
    with window_in(LOOKS[name]) as (window, app):
        camera = Camera(app, folder, name)
        camera.take("empty", window)
        photograph_queue(camera, window, files)
        photograph_dialogs(camera, window)
        photograph_at_last(camera, window)


class Camera:
    """It writes pictures of windows, of all the pixels that a screen would have."""

    def __init__(self, app: Any, folder: Path, name: str) -> None:
        self._app, self._folder, self._name = app, folder, name

    def rest(self, duration_s: float) -> None:
        until_s = time.monotonic() + duration_s
        while time.monotonic() < until_s:
            self._app.processEvents()
            time.sleep(0.01)

    def wait(self, is_so: Callable[[], bool]) -> None:
        until_s = time.monotonic() + PATIENCE_S
        while not is_so() and time.monotonic() < until_s:
            self.rest(0.05)

    def take(self, screen: str, widget: "QWidget") -> None:
        self.rest(0.4)
        widget.grab().save(str(self._folder / f"{screen} {self._name}.png"))


def photograph_queue(camera: Camera, window: "MainWindow", files: Path) -> None:
    records = make_records(files)
    window.model.add(records)
    window.importer.look_at_all()
    camera.rest(0.5)
    window.controller.start()
    window.view.clearSelection()
    window.first_steps.take_added(records)
    camera.wait(lambda: "·" in window.status_line.device.text())
    camera.take("first steps", window)
    window.first_steps.close_button.click()
    camera.take("nothing chosen", window)
    window.view.select(records[0])
    camera.wait(lambda: window.details.panel is not None and is_measured(window.details.panel))
    panel = window.details.panel
    assert panel is not None
    panel.seek(6.7)
    camera.take("compared", window)
    photograph_forms(camera, window)
    panel.set_loop(8.0, 11.0)
    panel.hear(1)
    for _ in range(2):
        panel.next_view()
        camera.rest(1.0)
        camera.take(f"compared {panel.views.view.name.lower()}", window)
    panel.next_view()
    panel.transport.differences_button.click()
    camera.take("places", window)
    panel.transport.differences_button.click()
    shown = ((2, "at work"), (4, "failed"), (5, "restored"), (6, "not whole"), (7, "opened"), (8, "damaged copy"))
    for number, what in shown:
        window.view.select(records[number])
        camera.rest(1.0)
        camera.take(what, window)
    window.view.select(records[0])


def photograph_forms(camera: Camera, window: "MainWindow") -> None:
    """Photograph the small file with less of it, and another codec at its size."""
    from sqcodec_gui.gui.compare.roles import Role

    panel = window.details.panel
    assert panel is not None
    camera.wait(lambda: bool(panel.quality.isVisible() and panel.peer_button.isEnabled()))
    panel.hear(1)
    panel.choose_quality(0)
    camera.wait(lambda: "kbit/s" in panel.titles[1].toolTip() and not panel.status_label.full_text)
    camera.take("smallest quality", window)
    panel.choose_role(Role.OPUS)
    camera.wait(lambda: panel._role is Role.OPUS)
    camera.take("beside opus", window)
    panel.choose_role(Role.SMALL)
    panel.choose_quality(2)
    camera.wait(lambda: panel._role is Role.SMALL and not panel.status_label.full_text)
    panel.hear(0)


def is_measured(panel: Any) -> bool:
    return panel.differing_seconds.list.count() > 0 and all(
        track is not None and track.is_complete for track in panel._tracks
    )


def make_records(files: Path) -> list[Any]:
    from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
    from sqcodec_gui.messages import Message

    def made(name: str, **known: Any) -> JobRecord:
        source = files / name
        record = JobRecord(source, JobKind.of(source), **known)
        record.source_bytes = source.stat().st_size if source.is_file() else 12_300_000
        if record.target is not None:
            record.target_bytes = record.target.stat().st_size
        return record

    no_sound = Message(
        "{name} is not an audio file, whatever its name says; choose a sound file.", name="broken tape.wav"
    )
    told, market = "Grandmother tells of the harbour.flac", "Market day 1994.flac"
    done = {"state": JobState.DONE, "model": "spectral-6kbps", "is_verified": True}
    small = told.replace(".flac", ".sqc")
    for name in ("An afternoon in Łódź, second tape.wav", "torn tape.wav"):
        copyfile(files / told, files / name)
    copyfile(files / small, files / "torn tape.sqc")
    return [
        made(told, target=files / "Grandmother tells of the harbour.sqc", duration_s=12.0, **done),
        made(market, target=files / "Market day 1994.sqc", duration_s=10.0, is_worth_a_listen=True, **done),
        made(AT_WORK, duration_s=AT_WORK_S),
        made("An afternoon in Łódź, second tape.wav", duration_s=12.0),
        made("broken tape.wav", state=JobState.FAILED, reason=no_sound),
        made(
            "Grandmother tells of the harbour.sqc",
            target=files / "restored.wav",
            state=JobState.DONE,
            model="spectral-6kbps",
            duration_s=12.0,
        ),
        made(
            "torn tape.wav",
            target=files / "torn tape.sqc",
            is_incomplete=True,
            lost_s=10.1,
            notices=[Message("{source} ends early: what is whole of it was compressed.", source="torn tape.wav")],
            duration_s=12.0,
            **done,
        ),
        made("Market day 1994.sqc", state=JobState.OPENED, model="spectral-6kbps", duration_s=10.0),
        damaged_copy(files / small),
    ]


def damaged_copy(small: Path) -> Any:
    """Make a copy of which a piece is not what was written, as a scan of the folder finds it."""
    from sqcodec_gui.cancellation import CancelToken
    from sqcodec_gui.gui.queue.folder_scan import scan

    copy = small.with_name("from the old disk.sqc")
    data = bytearray(small.read_bytes())
    data[len(data) // 2] ^= 1
    copy.write_bytes(data)
    found = scan([small.with_suffix(".flac"), small, copy], lambda _count: None, CancelToken()).records
    return next(record for record in found if record.source == copy)


def photograph_dialogs(camera: Camera, window: "MainWindow") -> None:
    """Open each dialog as a person would, and close it again when it has been photographed."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    for name in (
        *("settings", "qualities", "help", "about", "archive_kit", "trash_originals", "record"),
        *("blind_test", "which_quality", "share", "make_smaller"),
    ):

        def look(name: str = name) -> None:
            dialog = QApplication.activeModalWidget() or QApplication.activeWindow()
            if isinstance(dialog, QWidget) and dialog is not window:
                photograph_pages(camera, dialog, name)
                dialog.close()

        QTimer.singleShot(700, window, look)
        window.actions_by_name[name].trigger()
        camera.rest(1.5)


def photograph_at_last(camera: Camera, window: "MainWindow") -> None:
    """Photograph what takes a step more: all models, how they come without internet, a test under way."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    from sqcodec_gui.gui.models.qualities_dialog import QualitiesDialog
    from sqcodec_gui.gui.window.closing import ask_how_to_close

    def look(name: str) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QWidget):
            camera.take(f"dialog {name}", dialog)
            dialog.close()

    QTimer.singleShot(700, window, lambda: look("no internet"))
    window.dialogs.show_no_internet()
    for dialog in window.findChildren(QualitiesDialog):
        dialog.all_button.click()
        camera.take("dialog all models", dialog)
        dialog.close()
    QTimer.singleShot(700, window, lambda: look("closing"))
    ask_how_to_close(window)


def photograph_pages(camera: Camera, dialog: "QWidget", name: str) -> None:
    """Photograph a dialog as it opens, or each of its pages."""
    from PySide6.QtWidgets import QTabWidget

    tabs = dialog.findChild(QTabWidget)
    for number in range(tabs.count() if tabs is not None else 0):
        assert tabs is not None
        tabs.setCurrentIndex(number)
        camera.take(f"dialog {name} {number + 1}", dialog)
    if tabs is None:
        camera.take(f"dialog {name}", dialog)


if __name__ == "__main__":
    sys.exit(main())
