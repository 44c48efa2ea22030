"""The recordings of the queue are asked one after the other, in the background, whether they sound like music.

Only those are asked that are still open from the look at them: no recording is opened once more for that. Of the
others, which are many only in large folders, the encode asks where the result turned out unlike its original.
"""

from PySide6.QtCore import QObject, QTimer

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.record import JobRecord, JobState
from sqcodec_gui.gui.worker import Task, WorkQueue, run_task


class MusicScan(QObject):
    """It follows the queue's model by itself. Recordings of which it cannot be told count as speech."""

    def __init__(self, model: QueueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._record: JobRecord | None = None
        self._task: Task | None = None
        self._rest_timer = QTimer(self, singleShot=True, interval=0)
        self._rest_timer.timeout.connect(self._listen)
        for signal in (model.rowsInserted, model.dataChanged):
            signal.connect(self._wait)

    def _wait(self, *_places: object) -> None:
        """Wait a moment: a thousand rows that change one after the other are looked through once."""
        self._rest_timer.start()

    def _listen(self) -> None:
        """Listen to the next one, if none is listened to just now."""
        if self._record is not None:
            return
        is_open = [one for one in self._model.records if one.open_recording is not None]
        for one in is_open:
            if one.state.is_over and one.state is not JobState.DONE:
                one.open_recording = None
        record = next((one for one in is_open if one.is_looked_at and one.open_recording is not None), None)
        if record is None or record.open_recording is None:
            return
        open_recording, record.open_recording, self._record = record.open_recording, None, record
        info = record.info

        def ask(_progress: object, _cancel: CancelToken) -> bool:
            from sqcodec_gui.audio.music import sounds_like_music

            try:
                return sounds_like_music(open_recording.opened, info.track if info is not None else None, info)
            finally:
                open_recording.close()

        self._task = run_task(ask, on_result=self._take, on_error=self._take_error, work_queue=WorkQueue.LIGHT)

    def _take(self, is_music: bool) -> None:
        record, self._record = self._record, None
        if record is not None and is_music:
            record.is_music = True
            self._model.update(record)
        self._rest_timer.start()

    def _take_error(self, error: SqcodecError) -> None:
        self._take(False)
