"""A list has the moments where two recordings differ most; choosing one is asking to hear it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from sqcodec_gui.gui.compare.timeaxis import Mark
from sqcodec_gui.gui.style.theme import DIFFERENCES_PX, NONE, TINY, faint_colour, font_for
from sqcodec_gui.gui.wording.formatting import moment_words
from sqcodec_gui.listening.differences import DifferingSecond

_NUMBER = Qt.ItemDataRole.UserRole
"""Of the place among all, the worst is 0; headings have none."""
CLEARLY_DB, STRONGLY_DB = 6.0, 10.0
"""Mean difference of the bands from which on a second is called clearly, and strongly, different."""
_MOST_MARKS = 12


def degree_words(distance_db: float) -> str:
    """Say how much a second differs, as people say it; the list puts these words over each group."""
    translate = QCoreApplication.translate
    if distance_db >= STRONGLY_DB:
        return translate("places", "strongly different")
    if distance_db >= CLEARLY_DB:
        return translate("places", "clearly different")
    return translate("places", "a little different")


def marks_of(differing_seconds: Sequence[DifferingSecond]) -> list[Mark]:
    """Return the worst of them as marks on the time axis."""
    return [Mark(place.second + 0.5, second_words(place)) for place in differing_seconds[:_MOST_MARKS]]


def second_words(place: DifferingSecond) -> str:
    text = QCoreApplication.translate("places", "{time} {how}")
    return text.format(time=moment_words(place.second), how=degree_words(place.distance_db))


class _Times(QListWidget):
    """Keys that mean nothing in a list of times, such as Space, are those of the comparison."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)


class DifferingSecondsList(QWidget):
    """They stand under headings for how much they differ, worst first. ``chosen`` comes by click, Enter or ``step``."""

    chosen = Signal(int)
    """A second of the recording."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self.tr("&Where they differ most"))
        self.title.setProperty("kind", "heading")
        self.title.setWordWrap(True)
        self.progress = QLabel()
        self.progress.setProperty("kind", "facts")
        self.list = _Times()
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
        self.setFixedWidth(DIFFERENCES_PX)
        self.setMinimumHeight(NONE)
        self._shown: list[DifferingSecond] = []
        self._items: list[QListWidgetItem] = []

    @property
    def shown(self) -> Sequence[DifferingSecond]:
        """Return the places that are listed, the worst first."""
        return self._shown

    def show_seconds(self, differing_seconds: Sequence[DifferingSecond], fraction_done: float) -> None:
        """List these places; ``fraction_done`` is how much of the recording was looked at, 0 to 1."""
        self.progress.setVisible(fraction_done < 1)
        self.progress.setText(self.tr("Looking… {percent} %").format(percent=int(100 * fraction_done)))
        if list(differing_seconds) == self._shown:
            return
        current = self._current
        second = None if current is None else self._shown[current].second
        self._shown, self._items = list(differing_seconds), []
        blocker = QSignalBlocker(self.list)
        self.list.clear()
        degree = ""
        for number, place in enumerate(differing_seconds):
            if degree != degree_words(place.distance_db):
                degree = degree_words(place.distance_db)
                self._add_heading(degree)
            self._add(number, place)
            if place.second == second:
                self.list.setCurrentItem(self._items[number])
        blocker.unblock()

    def _add_heading(self, degree: str) -> None:
        item = QListWidgetItem(degree[:1].upper() + degree[1:], self.list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(font_for("facts", is_heavy=True))
        item.setForeground(faint_colour(self.palette()))

    def _add(self, number: int, place: DifferingSecond) -> None:
        item = QListWidgetItem(moment_words(place.second), self.list)
        difference_db = QLocale().toString(place.distance_db, "f", 1)
        item.setToolTip(self.tr("The 80 bands of pitch differ by {n} dB in the mean.").format(n=difference_db))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, second_words(place))
        item.setData(_NUMBER, number)
        self._items.append(item)

    @property
    def _current(self) -> int | None:
        item = self.list.currentItem()
        number: int | None = None if item is None else item.data(_NUMBER)
        return number

    def choose(self, number: int) -> None:
        """Choose the one with this number, worst first."""
        if 0 <= number < len(self._items):
            self.list.setCurrentItem(self._items[number])
            self._choose(self._items[number])

    def step(self, direction: int) -> None:
        """Choose the next (+1) or the previous (-1) one."""
        current = self._current
        self.choose(direction - 1 if current is None else current + direction)

    def _choose(self, item: QListWidgetItem) -> None:
        number: int | None = item.data(_NUMBER)
        if number is not None:
            self.chosen.emit(self._shown[number].second)
