"""What one can do with a card stands on it as buttons: on the one under the mouse, else on the current one."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QToolButton, QWidget

from sqcodec_gui.gui.queue.delegate import QueueDelegate
from sqcodec_gui.gui.queue.model import RECORD_ROLE
from sqcodec_gui.gui.queue.record import JobRecord, JobState
from sqcodec_gui.gui.style.icons import give_icon
from sqcodec_gui.gui.style.theme import NONE, TINY, tokens_of
from sqcodec_gui.gui.wording.formatting import key_words


class RowAction(StrEnum):
    PLAY = "play"
    SHOW = "show"
    RESTORE = "restore"
    RETRY = "retry"
    CANCEL = "cancel"


def actions_for(record: JobRecord) -> tuple[RowAction, ...]:
    """Return the actions that make sense with a record just now."""
    if record.needs is not None and record.state is JobState.OPENED:
        return (RowAction.SHOW,)
    if record.missing and record.state.is_result:
        return _actions_with_missing(record)
    return {
        JobState.WAITING: (RowAction.CANCEL,),
        JobState.WORKING: (RowAction.CANCEL,),
        JobState.DONE: (RowAction.PLAY, RowAction.SHOW),
        JobState.FAILED: (RowAction.RETRY,),
        JobState.CANCELLED: (RowAction.RETRY,),
        JobState.SKIPPED: (RowAction.PLAY, RowAction.SHOW, RowAction.RETRY),
        JobState.OPENED: (RowAction.PLAY, RowAction.RESTORE, RowAction.SHOW),
    }[record.state]


def _actions_with_missing(record: JobRecord) -> tuple[RowAction, ...]:
    """Return what makes sense where files are gone: what is left may be heard, and a result be made anew."""
    recording, small = record.pair
    plays = (RowAction.PLAY,) if recording is not None or small is not None else ()
    if record.state is JobState.OPENED:
        return ()
    if not record.is_result_gone:
        return (*plays, RowAction.SHOW)
    return (*plays, RowAction.RETRY) if record.source not in record.missing else plays


class RowButtons(QWidget):
    """They lie over the lower right corner of a card of ``view``, whose delegate says where cards are."""

    wanted = Signal(object, object)
    """A ``JobRecord`` and a ``RowAction``."""

    def __init__(self, view: QListView, delegate: QueueDelegate) -> None:
        super().__init__(view.viewport())
        self._view, self._delegate = view, delegate
        self._hovered = QModelIndex()
        self._record: JobRecord | None = None
        self._ground = QColor()
        row = QHBoxLayout(self)
        row.setContentsMargins(NONE, NONE, NONE, NONE)
        row.setSpacing(TINY)
        self.buttons = {action: self._button(action) for action in RowAction}
        for button in self.buttons.values():
            row.addWidget(button)
        view.setMouseTracking(True)
        view.entered.connect(self._hover)
        view.viewport().installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(lambda _value: self.settle())
        view.selectionModel().currentChanged.connect(lambda *_indexes: self.settle())
        view.selectionModel().selectionChanged.connect(lambda *_ranges: self.settle())
        # A thousand rows that change one after the other move them once.
        self._deferred = QTimer(self, singleShot=True, interval=0)
        self._deferred.timeout.connect(self.settle)
        model = view.model()
        for signal in (model.dataChanged, model.rowsRemoved, model.rowsInserted, model.rowsMoved):
            signal.connect(lambda *_places: self._deferred.start())
        self.hide()

    def _button(self, action: RowAction) -> QToolButton:
        icon, name, tip, keys = {
            RowAction.PLAY: ("play", self.tr("Play"), self.tr("Hear it ({key})"), "Space"),
            RowAction.SHOW: (
                "folder-open",
                self.tr("Show"),
                self.tr("Show the file in its folder ({key})"),
                "Ctrl+Return",
            ),
            RowAction.RESTORE: (
                "file-audio",
                self.tr("Restore"),
                self.tr("Make an ordinary recording of it ({key})"),
                "F5",
            ),
            RowAction.RETRY: ("rotate-ccw", self.tr("Retry"), self.tr("Try again ({key})"), "F5"),
            RowAction.CANCEL: ("x", self.tr("Cancel"), self.tr("Cancel this one; the original stays as it is"), ""),
        }[action]
        tip = tip.format(key=key_words(keys))
        button = QToolButton()
        button.setText(name)
        button.setAccessibleName(name)
        button.setToolTip(tip)
        button.setProperty("kind", "row")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        give_icon(button, icon)
        button.clicked.connect(lambda: self._ask_for(action))
        return button

    def _ask_for(self, action: RowAction) -> None:
        if self._record is not None:
            self.wanted.emit(self._record, action)

    def _hover(self, index: QModelIndex) -> None:
        self._hovered = index
        self.settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Leave, QEvent.Type.Resize):
            if event.type() is QEvent.Type.Leave:
                self._hovered = QModelIndex()
            self.settle()
            self._deferred.start()  # the cards get another width only after this, as when a scroll bar comes
        return False

    def settle(self) -> None:
        """Show the buttons of the card that they belong to now, at its place."""
        index = self._hovered if self._hovered.isValid() else self._view.currentIndex()
        record = index.data(RECORD_ROLE) if index.isValid() else None
        self._record = record
        if record is None:
            self._delegate.cover(self._view, None, NONE)
            self.hide()
            return
        actions = actions_for(record)
        for action, button in self.buttons.items():
            button.setVisible(action in actions)
        self._take_ground(self._view.selectionModel().isSelected(index), self._hovered.isValid())
        self.adjustSize()
        self._delegate.cover(self._view, index.row() if actions else None, self.width() + TINY)
        card = self._delegate.card_rect(self._view.visualRect(index))
        place = QRect(card.right() - self.width() - TINY, card.bottom() - self.height() - TINY, 0, 0)
        self.move(place.topLeft())
        self.setVisible(bool(actions))
        self.raise_()

    def _take_ground(self, is_chosen: bool, is_hovered: bool) -> None:
        tokens = tokens_of(self._view.palette())
        ground = tokens.chosen if is_chosen else tokens.raised if is_hovered else tokens.surface
        self._ground = QColor(ground)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._ground)
