"""Here stands what the compare panel consists of, and where it lies."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sqcodec_gui.gui.compare.differing_seconds_list import DifferingSecondsList
from sqcodec_gui.gui.compare.peer_button import PeerButton
from sqcodec_gui.gui.compare.transport import Transport
from sqcodec_gui.gui.compare.views import Views
from sqcodec_gui.gui.style.compact import Yielding
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
        self.status_label = ElidedLabel()
        self.details_label = ElidedLabel()
        for label in (self.status_label, self.details_label):
            label.setProperty("kind", "facts")
        layout.addWidget(self.transport)
        last = Yielding()
        self._last_row = QHBoxLayout(last)
        self._last_row.setContentsMargins(NONE, NONE, NONE, NONE)
        self.peer_button = PeerButton()
        self._last_row.addWidget(self.peer_button)
        # The row goes where the window is low; this menu stays.
        self.transport.more_button.menu().addMenu(self.peer_button.menu())
        self._last_row.addWidget(self.status_label, stretch=1)
        self._last_row.addWidget(self.details_label, stretch=1)
        layout.addWidget(last)

    def offer(self, button: QWidget) -> None:
        """Put this widget at the lower left end, below what one hears."""
        self._last_row.insertWidget(self._last_row.count() - 3, button)
