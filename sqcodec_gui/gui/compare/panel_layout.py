"""Here stands what the compare panel consists of, and where it lies."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from sqcodec_gui.gui.compare.differing_seconds_list import DifferingSecondsList
from sqcodec_gui.gui.compare.peer_button import PeerButton
from sqcodec_gui.gui.compare.transport import Transport
from sqcodec_gui.gui.compare.views import Views
from sqcodec_gui.gui.style.compact import OverflowRow
from sqcodec_gui.gui.style.elided_label import ElidedLabel
from sqcodec_gui.gui.style.theme import MEDIUM, NONE, SMALL


class PanelLayout(QWidget):
    """It lays out the plots, the list beside them, the transport below, and a row that goes first where it is low."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MEDIUM, NONE, MEDIUM, SMALL)
        layout.setSpacing(SMALL)
        self.views = Views()
        self.titles, self.plots, self.quality = self.views.titles, self.views.plots, self.views.quality
        self.differing_seconds = DifferingSecondsList()
        self.differing_seconds.hide()
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(MEDIUM)
        side_by_side.addWidget(self.views, stretch=1)
        side_by_side.addWidget(self.differing_seconds)
        layout.addLayout(side_by_side, stretch=1)
        self.transport = Transport(self.views.buttons)
        self.status_label = ElidedLabel(cuts=False)  # what is missing yet is seen in the plots as well
        self.details_label = ElidedLabel(cuts=False)
        self.problem_label = ElidedLabel(wraps=True)  # it says what to do, and so it is seen whole
        for label in (self.status_label, self.details_label, self.problem_label):
            label.setProperty("kind", "facts")
        layout.addWidget(self.transport)
        layout.addWidget(self.problem_label)
        self.problem_label.hide()
        layout.addWidget(self._build_last_row())

    def _build_last_row(self) -> OverflowRow:
        """Build the row of what one may do next. What has no room there is in the menu ⋯ above it."""
        self.last_row = OverflowRow()
        self._offered: list[QAbstractButton] = []
        self._entries: dict[QAbstractButton, QAction] = {}
        row = QHBoxLayout(self.last_row)
        row.setContentsMargins(NONE, NONE, NONE, NONE)
        row.setSpacing(SMALL)
        self.peer_button = PeerButton()
        row.addWidget(self.peer_button)
        row.addWidget(self.status_label, stretch=1)
        row.addWidget(self.details_label, stretch=1)
        menu = self.transport.more_button.menu()
        self._first_entry = menu.insertSeparator(menu.actions()[0])
        self._entries[self.peer_button] = self.peer_button.menu().menuAction()
        menu.insertAction(self._first_entry, self._entries[self.peer_button])
        menu.addSeparator()
        self.details_entry = menu.addAction("")
        menu.aboutToShow.connect(self.show_what_has_left)
        self._let_leave()
        return self.last_row

    def offer(self, button: QAbstractButton) -> None:
        """Put this button at the lower left end, below what one hears."""
        self.last_row.layout().insertWidget(len(self._offered), button)  # type: ignore[union-attr]
        self._offered.append(button)
        entry = QAction(button.text(), self)
        entry.triggered.connect(lambda: button.clicked.emit())  # a button that is not seen takes no click
        menu = self.transport.more_button.menu()
        menu.insertAction(self._entries[self.peer_button], entry)
        self._entries[button] = entry
        self._let_leave()

    def _let_leave(self) -> None:
        self.last_row.let_leave([*self._offered, self.peer_button])

    def show_what_has_left(self) -> None:
        """Let the menu ⋯ have what is not seen of the last row: buttons, and how level and time compare."""
        for button, entry in self._entries.items():
            entry.setVisible(not self.last_row.is_seen(button))
            entry.setEnabled(button.isEnabledTo(self.last_row))
        self._first_entry.setVisible(any(entry.isVisible() for entry in self._entries.values()))
        details = self.details_label
        is_whole = details.isHidden() or (self.last_row.isEnabled() and details.text() == details.full_text)
        self.details_entry.setText(details.full_text.replace("&", "&&"))
        self.details_entry.setVisible(bool(details.full_text) and not is_whole)
