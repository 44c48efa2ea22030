"""This is what is done with rows of the queue, by the buttons of a card, by menus and by keys."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sqcodec_gui.gui.queue.controller import QueueController
from sqcodec_gui.gui.queue.record import JobRecord, JobState
from sqcodec_gui.gui.queue.row_buttons import RowAction
from sqcodec_gui.gui.queue.taking_out import TakingOut
from sqcodec_gui.gui.queue.view import QueueView
from sqcodec_gui.gui.window.dialog_opener import DialogOpener
from sqcodec_gui.gui.window.file_opener import FileOpener
from sqcodec_gui.gui.window.reveal import reveal


class RowActions(QObject):
    """It follows the buttons and double clicks of ``view``; the rest is called by actions."""

    status_message = Signal(str)
    """One line for the status bar."""

    def __init__(
        self,
        view: QueueView,
        controller: QueueController,
        file_opener: FileOpener,
        taking_out: TakingOut,
        dialogs: DialogOpener,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._view, self._controller, self._file_opener = view, controller, file_opener
        self._taking_out, self._dialogs = taking_out, dialogs
        view.opened.connect(lambda record: self.show_result())
        view.double_clicked.connect(self._open)
        view.row_buttons.wanted.connect(self._do)
        view.tracks_wanted.connect(controller.take_tracks)

    def remove_selected(self) -> None:
        """Remove the selected rows; the one at work is cancelled first and stays, to show what became of it."""
        records = self._view.selected_records()
        self._controller.cancel(records)
        self._taking_out.take_out(records)

    def ask_for_originals(self) -> None:
        """Ask for the originals of the selected rows, or of all if none of those can be meant."""
        selected = [record for record in self._view.selected_records() if record.may_replace_original]
        self._dialogs.show_originals(selected if len(selected) > 1 else self._view.model().records)

    def show_result(self) -> None:
        """Show the result of the current row in the file manager; of a small file that was only opened, itself."""
        record = self._view.current_record()
        if record is not None and record.state is JobState.OPENED:
            self.show_source()
        elif record is None or record.target is None:
            self.status_message.emit(self.tr("There is no result yet: start the queue, or press F5 to make one."))
        else:
            self._reveal(record.target)

    def show_source(self) -> None:
        record = self._view.current_record()
        if record is not None:
            self._reveal(record.source)

    def _reveal(self, path: Path) -> None:
        if not reveal(path):
            self.status_message.emit(self.tr("{name} is not there any more.").format(name=path.name))

    def _do(self, record: JobRecord, action: RowAction) -> None:
        """Do what a button on the card of a row asks for."""
        if action is RowAction.CANCEL:
            self._controller.cancel([record])
        elif action in (RowAction.RETRY, RowAction.RESTORE):
            self._controller.retry([record])
        else:
            self._view.select(record)
            if action is RowAction.PLAY:
                self._file_opener.play()
            else:
                self.show_result()

    def _open(self, record: JobRecord) -> None:
        if not self._file_opener.play_finished(record):
            self.show_result()
