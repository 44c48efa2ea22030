"""In the window as well a recording is opened twice at most: by the look, which music is told by, and by the encode."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sqcodec_gui.audio import music
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.convert import convert
from sqcodec_gui.gui import worker
from sqcodec_gui.gui.queue import open_recording
from sqcodec_gui.gui.queue.controller import QueueController
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.music_scan import MusicScan
from sqcodec_gui.gui.queue.probe_files import probe_files
from sqcodec_gui.gui.queue.queue_import import QueueImport
from sqcodec_gui.gui.queue.record import JobKind, JobState
from sqcodec_gui.gui.settings.user_settings import UserSettings
from tests.engine.test_opens import NAMES, counted_opens, make, needs_inotify

WAIT_MS = 60_000


@needs_inotify
@pytest.mark.parametrize(("name", "called"), [*((name, name) for name in NAMES), ("talk.m4a", "talk.recording")])
def test_a_recording_from_the_drop_to_the_checked_file(
    settings: UserSettings,
    spectral: str,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    called: str,
) -> None:
    """Where its name says nothing, the scan of its folder looks into it as well."""
    folder = tmp_path / "in"
    folder.mkdir()
    source = make(name, folder).rename(folder / called)
    listened: list[Path] = []
    sounds_like_music = music.sounds_like_music
    monkeypatch.setattr(
        music, "sounds_like_music", lambda path, *others: listened.append(path) or sounds_like_music(path, *others)
    )
    settings.set("model", spectral)
    settings.set("device", "cpu")
    model = QueueModel()
    importer, kinds = QueueImport(model), MusicScan(model)
    controller = QueueController(model, settings, convert)
    with counted_opens(source) as opens:
        importer.add([source if called == name else folder])
        qtbot.waitUntil(
            lambda: any(one.is_looked_at and not one.open_recording for one in model.records), timeout=WAIT_MS
        )
        qtbot.waitUntil(lambda: kinds._record is None, timeout=WAIT_MS)
        controller.start()
        (record,) = model.records
        qtbot.waitUntil(lambda: record.state.is_over, timeout=WAIT_MS)
        worker.shut_down()
    assert record.state is JobState.DONE, record.reason
    assert record.duration_s
    assert listened == [source]
    assert 1 <= opens[0] <= 2


def test_few_are_open_at_once_and_none_for_long(
    write_sound: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_recording, "MOST_OPEN", 2)
    sources = [(write_sound(f"{number}.wav", 4.0), JobKind.COMPRESS) for number in range(3)]
    sources.insert(0, (write_sound("short.wav", 1.0), JobKind.COMPRESS))
    looks = probe_files(sources, lambda done: None, CancelToken())
    assert all(one.duration_s for one in looks)
    assert [one.open_recording is not None for one in looks] == [False, True, True, False]
    opened = [one.open_recording.opened for one in looks if one.open_recording is not None]
    assert all(one.is_open for one in opened)
    del looks
    assert not any(one.is_open for one in opened)


def test_what_is_taken_out_of_the_queue_is_closed(
    write_sound: Callable[..., Path], settings: UserSettings, qtbot: QtBot
) -> None:
    """Nobody listens here: a recording that is over, or gone from the list, is open no more."""
    model = QueueModel()
    importer = QueueImport(model)
    importer.add([write_sound("a.wav", 4.0)])
    qtbot.waitUntil(lambda: any(one.open_recording for one in model.records), timeout=WAIT_MS)
    (record,) = model.records
    assert record.open_recording is not None
    opened = record.open_recording.opened
    kinds = MusicScan(model)
    record.state = JobState.CANCELLED
    model.update(record)
    qtbot.waitUntil(lambda: record.open_recording is None, timeout=WAIT_MS)
    assert not opened.is_open
    assert kinds._record is None
    worker.shut_down()
