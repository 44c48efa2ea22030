"""The places where what came of a recording differs most from it; choosing one is asking to hear it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from sqcodec_gui.gui.compare.timeaxis import Mark, clock
from sqcodec_gui.gui.theme import NONE, PLACES_PX, TINY
from sqcodec_gui.listening.quality import Place

_SECOND = Qt.ItemDataRole.UserRole
CLEARLY_DB, STRONGLY_DB = 6.0, 10.0
"""Mean difference of the bands from which on a second is called clearly, and strongly, different."""
_MOST_MARKS = 12


def degree_words(distance_db: float) -> str:
    """How much a second differs, as people say it."""
    translate = QCoreApplication.translate
    if distance_db >= STRONGLY_DB:
        return translate("places", "strongly different")
    if distance_db >= CLEARLY_DB:
        return translate("places", "clearly different")
    return translate("places", "a little different")


def marks_of(places: Sequence[Place]) -> list[Mark]:
    """The worst of them, as marks on the time axis."""
    return [Mark(place.second + 0.5, place_words(place)) for place in places[:_MOST_MARKS]]


def place_words(place: Place) -> str:
    text = QCoreApplication.translate("places", "{time} {how}")
    return text.format(time=clock(place.second), how=degree_words(place.distance_db))


class PlacesList(QWidget):
    """Grouped by how much they differ, the worst first. ``chosen`` comes by a click, by Enter, or by ``step``."""

    chosen = Signal(int)
    """A second of the recording."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self.tr("&Where they differ most"))
        self.title.setProperty("kind", "heading")
        self.progress = QLabel()
        self.progress.setProperty("kind", "facts")
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Where they differ most"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tip = self.tr(
            "Seconds that differ most from the original: click to hear one again and again (W: the next one)."
        )
        self.list.setToolTip(tip)
        self.list.setAccessibleDescription(tip)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self.title.setBuddy(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(NONE, NONE, NONE, NONE)
        layout.setSpacing(TINY)
        for widget in (self.title, self.list, self.progress):
            layout.addWidget(widget)
        self.setFixedWidth(PLACES_PX)
        self.setMinimumHeight(NONE)
        self._shown: list[Place] = []

    @property
    def shown(self) -> Sequence[Place]:
        """The worst first."""
        return self._shown

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
            item = QListWidgetItem(place_words(place), self.list)
            number = QLocale().toString(place.distance_db, "f", 1)
            item.setToolTip(self.tr("The 80 bands of pitch differ by {n} dB in the mean.").format(n=number))
            item.setData(_SECOND, place.second)
            if place.second == second:
                self.list.setCurrentItem(item)
        blocker.unblock()

    def choose(self, row: int) -> None:
        """That one, worst first."""
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)
            self._choose(self.list.item(row))

    def step(self, direction: int) -> None:
        """Choose the next (+1) or the previous (-1) one."""
        self.choose(self.list.currentRow() + direction)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_SECOND))
