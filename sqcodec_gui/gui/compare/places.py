"""The list of places where the decoded recording differs most; choosing one is asking to hear it."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from sqcodec_gui.gui.compare.timeaxis import clock
from sqcodec_gui.listening.quality import Place

_SECOND = Qt.ItemDataRole.UserRole
_WIDTH_IN_LETTERS = 28


class PlacesList(QWidget):
    """Worst first. ``chosen`` comes by a click, by Enter, or by ``step``."""

    chosen = Signal(int)
    """A second of the recording."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self.tr("&Where they differ most"))
        self.progress = QLabel()
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Where they differ most"))
        self.list.setUniformItemSizes(True)
        tip = self.tr(
            "Seconds in which the decoded sound differs most from the original, worst first: click to hear one again "
            "and again (W: the next one).\nThe number is the mean difference of 80 bands of pitch, in decibels."
        )
        self.list.setToolTip(tip)
        self.list.setAccessibleDescription(tip)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self.title.setBuddy(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.list, self.progress):
            layout.addWidget(widget)
        self.setFixedWidth(_WIDTH_IN_LETTERS * self.fontMetrics().averageCharWidth())
        self.setMinimumHeight(0)
        self._shown: list[Place] = []

    def show_places(self, places: Sequence[Place], fraction_done: float) -> None:
        """``fraction_done``: how much of the recording was looked at, 0 to 1."""
        self.progress.setVisible(fraction_done < 1)
        self.progress.setText(self.tr("Looking… {percent} %").format(percent=int(100 * fraction_done)))
        if list(places) == self._shown:
            return
        self._shown = list(places)
        current = self.list.currentItem()
        second = current.data(_SECOND) if current is not None else None
        blocker = QSignalBlocker(self.list)
        self.list.clear()
        for place in places:
            number = QLocale().toString(place.distance_db, "f", 1)
            text = self.tr("{time} differs by {n} dB").format(time=clock(place.second), n=number)
            item = QListWidgetItem(text, self.list)
            item.setData(_SECOND, place.second)
            if place.second == second:
                self.list.setCurrentItem(item)
        blocker.unblock()

    def step(self, direction: int) -> None:
        """Choose the next (+1) or the previous (-1) one."""
        row = self.list.currentRow() + direction
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)
            self._choose(self.list.item(row))

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_SECOND))
