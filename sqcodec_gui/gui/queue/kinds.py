"""Which recordings of the queue sound like music: asked of one after the other, in the background."""

from PySide6.QtCore import QObject, QTimer

from sqcodec_gui.engine.job import CancelToken
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.worker import Lane, Task, run_task

SHORTEST_S = 3.0
"""Of what is shorter, ``audio.music`` says nothing."""


class Kinds(QObject):
    """Follows the queue's model by itself. Recordings of which it cannot be told count as speech."""

    def __init__(self, model: QueueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._record: JobRecord | None = None
        self._task: Task | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._listen)
        for signal in (model.rowsInserted, model.dataChanged):
            signal.connect(self._wait)

    def _wait(self, *_places: object) -> None:
        """A thousand rows that change one after the other are looked through once."""
        self._soon.start()

    def _listen(self) -> None:
        """To the next one, if none is listened to just now."""
        if self._record is not None:
            return
        record = next((one for one in self._model.records if _is_worth_it(one)), None)
        if record is None:
            return
        record.is_listened_to, self._record = True, record
        source, info = record.source, record.info

        def ask(_progress: object, _cancel: CancelToken) -> bool:
            from sqcodec_gui.audio.music import sounds_like_music

            return sounds_like_music(source, info.track if info is not None else None, info)

        self._task = run_task(ask, on_result=self._take, on_error=self._take_error, lane=Lane.LIGHT)

    def _take(self, is_music: bool) -> None:
        record, self._record = self._record, None
        if record is not None and is_music:
            record.is_music = True
            self._model.update(record)
        self._soon.start()

    def _take_error(self, error: SqcodecError) -> None:
        self._take(False)


def _is_worth_it(record: JobRecord) -> bool:
    """What is to be made small and can be read, and what turned out unlike its original."""
    if record.kind is not JobKind.COMPRESS or record.is_listened_to or record.is_music:
        return False
    if record.duration_s is not None and record.duration_s < SHORTEST_S:
        return False
    is_to_come = not record.state.is_over and record.is_looked_at and record.info is not None
    return is_to_come or (record.state is JobState.DONE and record.is_worth_a_listen)
