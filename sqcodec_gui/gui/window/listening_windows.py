"""The listening tests that the main window opens: a blind test of the selected pair, and the choice of a quality."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sqcodec_gui.audio import probe
from sqcodec_gui.engine.estimate import narrow_khz
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.queue.view import QueueView
from sqcodec_gui.gui.settings.settings import Settings
from sqcodec_gui.gui.window.actions import Actions
from sqcodec_gui.gui.window.details import DetailsPane
from sqcodec_gui.gui.window.other_windows import OtherWindows
from sqcodec_gui.gui.window.placing import run_in_place

if TYPE_CHECKING:
    from sqcodec_gui.gui.quality_chooser.encoding import QueuedRecording


class ListeningWindows(QObject):
    """Connects the actions ``blind_test`` and ``which_quality``; what is played in the window pauses meanwhile."""

    status_message = Signal(str)
    """One line for the status bar."""

    def __init__(
        self,
        settings: Settings,
        actions: Actions,
        model: QueueModel,
        view: QueueView,
        details: DetailsPane,
        others: OtherWindows,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._settings, self._model, self._view = settings, model, view
        self._details, self._others = details, others
        actions["blind_test"].triggered.connect(self.show_blind_test)
        actions["which_quality"].triggered.connect(self.show_quality_chooser)
        details.offer(actions["blind_test"], self.tr("Can you hear it?"))
        details.offer(actions["which_quality"], self.tr("Which quality is enough?"))

    def show_blind_test(self) -> None:
        """Of the selected recording and its small version."""
        from sqcodec_gui.gui.blind_test.dialog import BlindTestDialog

        record = self._view.current_record()
        original, small = record.pair if record is not None else (None, None)
        if record is None or original is None or small is None:
            self.status_message.emit(
                self.tr("Select a recording that was made small: then there is something to compare.")
            )
            return
        dialog = BlindTestDialog(
            original,
            small,
            self._settings,
            self._window,
            loop_s=self._loop_s,
            narrow_khz=_narrow_khz(record),
            device=self._silence(),
        )
        run_in_place(dialog, self._settings)

    def show_quality_chooser(self) -> None:
        """With the selected recording, and the sizes of all that waits."""
        from sqcodec_gui.gui.quality_chooser.dialog import QualityChooser

        current = self._view.current_record()
        records = _meant(self._model.records, current)
        if not records:
            self.status_message.emit(self.tr("Add a recording first: the qualities are compared with a passage of it."))
            return
        place = records.index(current) if current in records else 0
        loop_s = self._loop_s if current in records else None
        recordings = [self._recording(record) for record in records]
        dialog = QualityChooser(
            recordings, self._settings, self._window, current=place, loop_s=loop_s, device=self._silence()
        )

        def get_more() -> None:
            self._others.show_qualities()
            dialog.reload()

        dialog.more_wanted.connect(get_more)
        run_in_place(dialog, self._settings)

    @property
    def _loop_s(self) -> tuple[float, float] | None:
        return self._details.panel.loop_s if self._details.panel is not None else None

    def _silence(self) -> str | None:
        """Let the comparison pause. Returns the name of its output; None for the usual one."""
        if self._details.panel is None:
            return None
        self._details.panel.player.pause()
        device = self._details.panel.player.state.device
        return None if device is None else device.name

    def _recording(self, record: JobRecord) -> "QueuedRecording":
        from sqcodec_gui.gui.quality_chooser.encoding import QueuedRecording

        mixes_down = self._settings.get("channels") == "mix"
        channels = 1 if mixes_down or record.info is None else record.info.channels
        return QueuedRecording(record.source, record.duration_s or 0.0, channels, record.source_bytes)


def _meant(records: Sequence[JobRecord], current: JobRecord | None) -> list[JobRecord]:
    """Recordings that wait, with the selected one; where none waits, all of them."""
    there = [
        one for one in records if one.kind is JobKind.COMPRESS and one.duration_s and one.state is not JobState.FAILED
    ]
    if all(one.state.is_over for one in there):
        return there
    return [one for one in there if not one.state.is_over or one is current]


def _narrow_khz(record: JobRecord) -> float | None:
    """Above what the small version keeps nothing although the original has something there."""
    if not record.model:
        return None
    try:
        return narrow_khz(record.info or probe(record.source), record.model)
    except SqcodecError:  # a file that cannot be read, or of a model that only a newer version knows
        return None  # the test itself will say what is wrong with it
