"""The cards of the queue have below them what is to be said of all that are finished."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sqcodec_gui.gui.queue.delegate import INCOMPLETE
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.totals import Totals
from sqcodec_gui.gui.queue.view import QueueView
from sqcodec_gui.gui.queue.work_bar import REST_MS
from sqcodec_gui.gui.style.compact import Yielding
from sqcodec_gui.gui.style.elided_label import ElidedLabel
from sqcodec_gui.gui.style.state_sign import StateSign, give_state
from sqcodec_gui.gui.style.theme import MEDIUM, NONE, SMALL
from sqcodec_gui.gui.wording.formatting import without_key


class QueuePage(QWidget):
    """It has ``view``, and a footer that is seen when nothing is left to do."""

    def __init__(
        self, model: QueueModel, totals: Totals, view: QueueView, clear: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._totals = totals
        self._view = view
        self.label = ElidedLabel()
        self.label.setProperty("kind", "facts")
        self.clear_button = QPushButton(without_key(clear.text()))
        self.clear_button.setProperty("kind", "quiet")
        self.clear_button.setToolTip(clear.toolTip())
        self.clear_button.clicked.connect(clear.trigger)
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        clear.changed.connect(lambda: self.clear_button.setVisible(clear.isEnabled()))
        self.footer = Yielding()  # where the window is low, cards have its room rather than lie below it
        row = QHBoxLayout(self.footer)
        row.setContentsMargins(MEDIUM, NONE, SMALL, SMALL)
        self.sign = StateSign()
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.label, 1)
        row.addWidget(self.clear_button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(NONE, SMALL, NONE, NONE)
        self.column.setSpacing(SMALL)
        self.column.addWidget(view, 1)
        self.column.addWidget(self.footer)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.show_state)
        for signal in (model.rowsInserted, model.rowsRemoved):
            signal.connect(self.show_state)
        model.dataChanged.connect(self._follow_change)
        self.fold(False)
        self.show_state()

    def fold(self, is_folded: bool) -> None:
        """Lie above the stage, wide and low: a footer of one line can go, one that wraps would insist on its room."""
        self.label.setWordWrap(not is_folded)
        self.label.fit()

    def keep_in_sight(self) -> None:
        """Scroll to the card that is shown on the stage, after cards have lost room to it."""
        self._view.scrollTo(self._view.currentIndex())

    def _follow_change(self) -> None:
        """Count once for a thousand rows that change one after the other."""
        if not self._rest.isActive():
            self._rest.start()

    def show_state(self) -> None:
        words = self._totals.list_words()
        self.label.set_full_text(words)
        state = "caution" if self._totals.has_losses else ""
        self.sign.show_sign(INCOMPLETE if state else "", state)
        give_state(self.label, state)
        self.footer.setVisible(bool(words))
