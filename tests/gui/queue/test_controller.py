"""Jobs one after the other: errors, pauses, cancelling, trying again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sqcodec_gui.engine.settings_and_results import DEFAULT_MODEL
from sqcodec_gui.gui import worker
from sqcodec_gui.gui.queue.controller import QueueController, Tally
from sqcodec_gui.gui.queue.job_formatting import detail_words, state_words
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.settings.user_settings import UserSettings

WAIT_MS = 60_000
D, F, C, W, P = JobState.DONE, JobState.FAILED, JobState.CANCELLED, JobState.WAITING, JobState.WORKING


class Queue:
    """A model, its controller, and what the controller told."""

    def __init__(self, settings: UserSettings, engine: Callable, qtbot: QtBot) -> None:
        self.model = QueueModel()
        self.controller = QueueController(self.model, settings, engine)
        self.tallies: list[Tally] = []
        self.controller.finished.connect(self.tallies.append)
        self._qtbot = qtbot

    def add(self, *paths: Path) -> list[JobRecord]:
        return self.model.add(JobRecord(path, JobKind.of(path)) for path in paths)

    @property
    def states(self) -> list[JobState]:
        return [record.state for record in self.model.records]

    def wait_for(self, *states: JobState) -> None:
        self._qtbot.waitUntil(lambda: self.states == list(states), timeout=WAIT_MS)


@pytest.fixture
def queue(settings: UserSettings, engine: Callable, qtbot: QtBot):
    queue = Queue(settings, engine, qtbot)
    yield queue
    engine.let_go()
    worker.shut_down()


def test_it_goes_on_after_errors_and_counts(queue: Queue, recordings, qtbot: QtBot) -> None:
    queue.add(*recordings("a.wav", "broken.wav", "fault.wav", "b.wav", "old.sqc"))
    queue.controller.start()
    queue.wait_for(D, F, F, D, D)
    qtbot.waitUntil(lambda: queue.tallies == [Tally(done=3, failed=2)], timeout=WAIT_MS)
    assert queue.model.records[1].reason == "broken.wav is plain text, not audio."
    assert queue.model.records[2].reason == "Something unforeseen happened (not foreseen); details are in the log file."
    assert [r.target.name for r in queue.model.records if r.target] == ["a.sqc", "b.sqc", "old.wav"]


def test_what_a_finished_row_says(queue: Queue, recordings) -> None:
    queue.add(*recordings("a.wav", "odd.wav", "old.sqc"))
    queue.controller.start()
    queue.wait_for(D, D, D)
    plain, odd, restored = queue.model.records
    assert (state_words(plain), state_words(odd)) == ("Verified", "Listen to this one")
    assert detail_words(plain) == "12.3 MB → 84 kB, 0.7 %"
    assert detail_words(restored) == "Restore · 84 kB → 12.3 MB"


def test_pausing_stops_the_job_where_it_is(queue: Queue, engine, recordings, qtbot: QtBot) -> None:
    engine.hold()
    (record, _) = queue.add(*recordings("a.wav", "b.wav"))
    queue.controller.start()
    qtbot.waitUntil(lambda: record.done_s > 3, timeout=WAIT_MS)
    queue.controller.pause()
    qtbot.wait(150)
    calls = len(engine.calls_back_s)
    engine.let_go()
    qtbot.wait(200)
    assert len(engine.calls_back_s) <= calls + 1
    assert queue.states == [P, W]
    queue.controller.resume()
    queue.wait_for(D, D)


def test_cancelling_one_that_waits_and_the_one_at_work(queue: Queue, engine, recordings, qtbot: QtBot) -> None:
    engine.hold()
    first, second, third = queue.add(*recordings("a.wav", "b.wav", "c.wav"))
    queue.controller.start()
    queue.controller.cancel([second])
    assert queue.states == [P, C, W]
    queue.controller.cancel([first])
    queue.wait_for(C, C, P)
    engine.let_go()
    queue.wait_for(C, C, D)
    assert queue.tallies == [Tally(done=1, others=2)]
    assert not first.source.with_suffix(".sqc").exists()
    assert third.source.with_suffix(".sqc").exists()


def test_a_paused_job_can_be_cancelled(queue: Queue, engine, recordings) -> None:
    engine.hold()
    queue.add(*recordings("a.wav", "b.wav"))
    queue.controller.start()
    queue.controller.pause()
    queue.controller.cancel_all()
    queue.wait_for(C, C)


def test_trying_again_uses_the_choices_of_now(queue: Queue, engine, settings, recordings) -> None:
    (record,) = queue.add(*recordings("a.wav"))
    queue.controller.start()
    queue.wait_for(D)
    settings.set("model", "3kbps")
    settings.set("exists", "overwrite")
    queue.controller.retry([record])
    queue.wait_for(D)
    assert [(order.model, order.exists) for order in engine.orders] == [
        (DEFAULT_MODEL, "number"),
        ("3kbps", "overwrite"),
    ]


def test_the_tree_of_a_folder_is_kept_below_the_output_folder(
    queue: Queue, engine, settings, recordings, tmp_path: Path
) -> None:
    settings.set("output_folder", str(tmp_path / "out"))
    (path,) = recordings("week 1/a.wav")
    queue.model.add([JobRecord(path, JobKind.COMPRESS, "in/week 1")])
    queue.controller.start()
    queue.wait_for(D)
    assert (tmp_path / "out" / "in" / "week 1" / "a.sqc").is_file()


def test_those_from_last_time_wait_for_the_word(queue: Queue, recordings) -> None:
    held, _ = queue.add(*recordings("a.wav", "b.wav"))
    held.is_held = True
    queue.controller.start()
    queue.wait_for(W, D)
    assert "left from last time" in detail_words(held)
    queue.controller.start_held()
    queue.wait_for(D, D)


def test_an_order_is_not_changed_by_later_choices(queue: Queue, engine, settings, recordings) -> None:
    engine.hold()
    queue.add(*recordings("a.wav", "b.wav"))
    queue.controller.start()
    settings.set("model", "12kbps")
    engine.let_go()
    queue.wait_for(D, D)
    assert [order.model for order in engine.orders] == [DEFAULT_MODEL, "12kbps"]


def test_a_row_at_work_tells_speed_and_time_left(queue: Queue, recordings, qtbot: QtBot) -> None:
    (record,) = queue.add(*recordings("a.wav"))
    record.state, record.done_s, record.total_s = P, 42.0, 100.0
    record.duration_s, record.speed_x_real_time, record.left_s = 100.0, 18.0, 58.0 / 18
    assert state_words(record) == "42 %"
    assert detail_words(record) == "1:40 · 18 × real time · 5 s left"
    assert queue.model.index(0).data(Qt.ItemDataRole.DisplayRole) == "a.wav"


def test_overwriting_is_not_meant_for_what_another_source_has_made(queue: Queue, settings, tmp_path: Path) -> None:
    settings.set("exists", "overwrite")
    first, second = queue.add(tmp_path / "talk.wav", tmp_path / "talk.flac")
    assert queue.controller.target_for(first) == tmp_path / "talk.sqc"
    first.target, first.state = tmp_path / "talk.sqc", D
    assert queue.controller.target_for(second) == tmp_path / "talk (2).sqc"
    assert queue.controller.target_for(first) == tmp_path / "talk.sqc"


def short(records: list[JobRecord], duration_s: float = 30.0) -> None:
    for record in records:
        record.duration_s = duration_s


def test_short_ones_go_several_at_once(queue: Queue, engine, recordings, qtbot: QtBot) -> None:
    queue.controller.batch.slots = 3
    engine.hold()
    short(queue.add(*recordings(*(f"{n}.wav" for n in range(7)))))
    queue.controller.start()
    assert queue.states == [P, P, P, W, W, W, W]
    qtbot.waitUntil(lambda: len(engine.orders) == 3, timeout=WAIT_MS)
    assert {order.files_at_once for order in engine.orders} == {3}
    engine.let_go()
    queue.wait_for(*[D] * 7)
    assert queue.tallies == [Tally(done=7)]


def test_a_long_one_waits_until_it_is_alone(queue: Queue, engine, recordings, qtbot: QtBot) -> None:
    queue.controller.batch.slots = 2
    engine.hold()
    records = queue.add(*recordings(*(f"{n}.wav" for n in range(7))))
    short([*records[:4], *records[5:]])
    records[4].duration_s = 3600.0
    queue.controller.start()
    assert queue.states == [P, P, W, W, W, W, W]
    queue.controller.cancel(records[1:4])
    queue.wait_for(P, C, C, C, W, W, W)
    queue.controller.cancel(records[:1])
    queue.wait_for(C, C, C, C, P, W, W)
    engine.let_go()
    queue.wait_for(C, C, C, C, D, D, D)
    assert [order.files_at_once for order in engine.orders] == [2, 2, 1, 1, 1]


def test_several_at_work_are_paused_and_cancelled_together(queue: Queue, engine, recordings, qtbot: QtBot) -> None:
    queue.controller.batch.slots = 2
    engine.hold()
    records = queue.add(*recordings(*(f"{n}.wav" for n in range(5))))
    short(records)
    queue.controller.start()
    qtbot.waitUntil(lambda: records[0].done_s > 3 and records[1].done_s > 3, timeout=WAIT_MS)
    queue.controller.pause()
    qtbot.wait(150)
    calls = len(engine.calls_back_s)
    qtbot.wait(200)
    assert len(engine.calls_back_s) <= calls + 2
    assert queue.states == [P, P, W, W, W]
    queue.controller.cancel_all()
    queue.wait_for(*[C] * 5)
    assert not queue.controller.is_working


def test_the_speed_is_that_of_all_at_work(queue: Queue, engine, recordings, qtbot: QtBot) -> None:
    queue.controller.batch.slots = 2
    engine.hold()
    records = queue.add(*recordings(*(f"{n}.wav" for n in range(4))))
    short(records)
    queue.controller.start()
    speed = lambda: queue.controller.speed_x_real_time  # noqa: E731
    qtbot.waitUntil(lambda: speed() is not None and records[1].left_s is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: speed() > 1.2 * max(one.speed_x_real_time for one in records[:2]), timeout=WAIT_MS)


def test_short_ones_that_go_one_by_one_have_a_speed_together(queue: Queue, engine, recordings, qtbot: QtBot) -> None:
    engine.hold()
    records = queue.add(*recordings("a.wav", "b.wav", "c.wav"))
    short(records[:2])
    queue.controller.start()
    qtbot.waitUntil(lambda: queue.controller.speed_x_real_time is not None, timeout=WAIT_MS)
    queue.controller.cancel(records[:1])
    queue.wait_for(C, P, W)
    assert queue.controller.speed_x_real_time is not None, "the second goes on where the first was"
    queue.controller.cancel(records[1:2])
    queue.wait_for(C, C, P)
    assert queue.controller.speed_x_real_time is None, "nobody knows how long the third is"
    engine.let_go()
    queue.wait_for(C, C, D)
