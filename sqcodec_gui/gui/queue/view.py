"""The list of the queue has a selection, keys, and the menu of an item."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QElapsedTimer, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QMenu, QWidget

from sqcodec_gui.gui.queue.delegate import QueueDelegate
from sqcodec_gui.gui.queue.model import RECORD_ROLE, QueueModel
from sqcodec_gui.gui.queue.record import JobRecord
from sqcodec_gui.gui.queue.row_buttons import RowButtons
from sqcodec_gui.gui.queue.track_menu import offer_tracks
from sqcodec_gui.gui.style.theme import CARDS_LEAST_PX, SMALL
from sqcodec_gui.gui.window.drops import FileDrops

Index = QModelIndex | QPersistentModelIndex


class QueueView(QListView):
    """Its rows can be selected and dragged, several at once; details and comparison show the current one."""

    selection_changed = Signal()
    """The selected rows or the current one."""
    opened = Signal(object)
    """A ``JobRecord`` by Enter."""
    double_clicked = Signal(object)
    """A ``JobRecord``."""
    tracks_wanted = Signal(object, list)
    """A ``JobRecord`` and the numbers of sound tracks of it."""
    look_wanted = Signal(object)
    """A ``JobRecord`` whose menu opens: if nothing is known of it, its tracks are not yet in there."""

    def __init__(
        self,
        model: QueueModel,
        projected_bytes: Callable[[JobRecord], int | None],
        file_drops: FileDrops,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._file_drops = file_drops
        self.setAccessibleName(self.tr("Queue of recordings"))
        self.setModel(model)
        delegate = QueueDelegate(projected_bytes, self)
        self.setItemDelegate(delegate)
        self.setProperty("kind", "cards")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setMinimumHeight(CARDS_LEAST_PX - 2 * SMALL)  # in a page as low as that, with what is around it
        self._menu_actions: list[QAction | None] = []
        self._since_letter = QElapsedTimer()
        self.take_key: Callable[[Qt.Key], bool] = lambda key: False
        """Asked about plain keys: whether they meant something else than a name that is looked for."""
        self.selectionModel().selectionChanged.connect(lambda: self.selection_changed.emit())
        self.selectionModel().currentChanged.connect(lambda: self.selection_changed.emit())
        self.row_buttons = RowButtons(self, delegate)
        self.doubleClicked.connect(lambda index: self.double_clicked.emit(index.data(RECORD_ROLE)))

    def set_menu_actions(self, actions: list[QAction | None]) -> None:
        """Set what the menu of an item holds; None draws a line."""
        self._menu_actions = actions

    def selected_records(self) -> list[JobRecord]:
        """Return the selected ones, in the order of the queue."""
        rows = sorted(self.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return [index.data(RECORD_ROLE) for index in rows]

    def is_any_selected(self, first: int, last: int) -> bool:
        """Return whether one of the rows from ``first`` to ``last`` is selected."""
        ranges = self.selectionModel().selection()
        each = (ranges.at(number) for number in range(ranges.count()))
        return any(one.top() <= last and first <= one.bottom() for one in each)

    def current_record(self) -> JobRecord | None:
        """Return the one whose details are shown."""
        return self.currentIndex().data(RECORD_ROLE) if self.currentIndex().isValid() else None

    def model(self) -> QueueModel:
        model = super().model()
        assert isinstance(model, QueueModel)
        return model

    def select(self, record: JobRecord) -> None:
        """Select this record's row alone, and bring it into sight. Raises KeyError if it is not in the queue."""
        index = self.model().index(self.model().row_of(record))
        # Not by the view's own setCurrentIndex: that selects nothing while somebody holds Ctrl.
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def dataChanged(self, top_left: Index, bottom_right: Index, roles: Sequence[int] = ()) -> None:
        """Paint what has changed; QListView would lay out every row anew, which are all of one height here."""
        QAbstractItemView.dataChanged(self, top_left, bottom_right, list(roles))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        record = self.current_record()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and record is not None:
            self.opened.emit(record)
        elif event.key() == Qt.Key.Key_Space and self._is_alone(event):
            event.ignore()  # it plays, here as everywhere in the window
        elif not (self._is_alone(event) and self.take_key(Qt.Key(event.key()))):
            if event.text().isprintable() and event.text():
                self._since_letter.start()
            super().keyPressEvent(event)

    def _is_alone(self, event: QKeyEvent) -> bool:
        """Return whether no other key is held, and it is no letter of a name that is being typed."""
        is_typing = self._since_letter.isValid() and not self._since_letter.hasExpired(
            QApplication.keyboardInputInterval()
        )
        return event.modifiers() == Qt.KeyboardModifier.NoModifier and not is_typing

    # Rows of its own are moved; anything else that is dropped here is meant for the window.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is self:
            super().dragEnterEvent(event)
        else:
            self._file_drops.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.source() is self:
            super().dragMoveEvent(event)
        else:
            self._file_drops.move(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._file_drops.leave(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is self:
            super().dropEvent(event)
        else:
            self._file_drops.drop(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.selected_records():
            return
        menu = QMenu(self)
        for action in self._menu_actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        records = self.selected_records()
        if len(records) == 1:
            offer_tracks(menu, records[0], self.tracks_wanted.emit, self.model().dataChanged)
            self.look_wanted.emit(records[0])
        menu.exec(event.globalPos())
        menu.deleteLater()
