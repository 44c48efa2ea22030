"""The list is saved beside the window, which never waits for the disk, and never an older list after a newer one."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui import worker
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.queue_import import QueueImport
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.queue.saver import QueueSaver
from sqcodec_gui.gui.queue.store import QueueStore
from sqcodec_gui.gui.worker import WorkQueue, close_in_turn


class Disk(QueueStore):
    """It takes what it is given only while ``is_free`` is set, and fails with ``error`` if there is one."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.is_free = threading.Event()
        self.is_asked = threading.Event()
        self.error: OSError | None = None
        self.saved: list[list[tuple[str, JobState]]] = []

    def save(self, records: Sequence[JobRecord], pending_imports: Sequence[Path] = ()) -> None:
        self.is_asked.set()
        self.is_free.wait()
        if self.error is not None:
            raise self.error
        self.saved.append([(record.name, record.state) for record in records])


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    disk = Disk(tmp_path)
    yield disk
    disk.is_free.set()
    worker.shut_down()
    disk.close()


@pytest.fixture
def model(qtbot: QtBot) -> QueueModel:
    return QueueModel()


@pytest.fixture
def saver(model: QueueModel, disk: Disk) -> QueueSaver:
    return QueueSaver(model, QueueImport(model), disk)


def settle() -> None:
    is_settled = threading.Event()
    close_in_turn(is_settled.set, WorkQueue.SAVE)
    is_settled.wait()


def test_a_slow_disk_stops_nothing_and_gets_what_was_there_when_it_was_saved(
    model: QueueModel, saver: QueueSaver, disk: Disk
) -> None:
    (record,) = model.add([JobRecord(Path("/a.wav"), JobKind.COMPRESS)])
    saver.save()  # returns although the disk takes nothing
    disk.is_asked.wait()
    record.state = JobState.FAILED
    disk.is_free.set()
    settle()
    assert disk.saved == [[("a.wav", JobState.WAITING)]]


def test_of_several_lists_that_wait_for_the_disk_the_newest_is_saved_and_none_after_it(
    model: QueueModel, saver: QueueSaver, disk: Disk
) -> None:
    saver.save()
    disk.is_asked.wait()
    for name in ("a", "b", "c"):
        model.add([JobRecord(Path(f"/{name}.wav"), JobKind.COMPRESS)])
        saver.save()
    disk.is_free.set()
    settle()
    assert [[name for name, _ in saved] for saved in disk.saved] == [[], ["a.wav", "b.wav", "c.wav"]]


def test_the_last_list_is_on_the_disk_when_the_window_is_closed(
    model: QueueModel, saver: QueueSaver, disk: Disk
) -> None:
    saver.save()
    disk.is_asked.wait()
    model.add([JobRecord(Path("/a.wav"), JobKind.COMPRESS)])
    saver.save()
    disk.is_free.set()
    saver.finish()
    assert disk.saved[-1] == [("a.wav", JobState.WAITING)]
    settle()
    assert len(disk.saved) == 2, "what waited then was an older list"


def test_a_full_disk_is_reported_and_tried_again_with_the_next_change(
    model: QueueModel, saver: QueueSaver, disk: Disk, qtbot: QtBot
) -> None:
    disk.is_free.set()
    disk.error = OSError(28, "No space left on device")
    with qtbot.waitSignal(saver.failed) as failed:
        model.add([JobRecord(Path("/a.wav"), JobKind.COMPRESS)])
    assert failed.args == ["the disk is full"]
    disk.error = None
    model.add([JobRecord(Path("/b.wav"), JobKind.COMPRESS)])
    qtbot.waitUntil(lambda: bool(disk.saved))
    assert [name for name, _ in disk.saved[-1]] == ["a.wav", "b.wav"]
