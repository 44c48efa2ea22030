"""One table has all versions of the passage: moving through it is listening to them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QRadioButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui.gui.quality_chooser.encoding import Version, Versions
from sqcodec_gui.gui.style.row_table import RowTable
from sqcodec_gui.gui.style.theme import MEDIUM, SMALL
from sqcodec_gui.gui.wording.formatting import moment_words, size_words
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.listening.abx import Question

"""Between the words of one column and the next."""


class ListenPage(QWidget):
    """Its keys: Up and Down listen to the version above or below, X switches to the original and back, Space pauses."""

    heard = Signal(object)
    """The ``Version`` to be heard now, or None: the original."""
    pause_clicked = Signal()
    use_clicked = Signal(object)
    """A ``Version``."""
    test_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._versions: tuple[Version, ...] = ()
        self._other_row = 1
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.RichText)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self._build_table()
        column = QVBoxLayout(self)
        column.setSpacing(SMALL)
        column.addWidget(self.title)
        column.addWidget(self.table, 1)
        column.addLayout(self._transport())
        column.addWidget(self.note)
        column.addLayout(self._test_choice())

    def _build_table(self) -> None:
        titles = [self.tr("Quality"), self.tr("The whole queue takes"), self.tr("What one hears")]
        self.table = _ListenTable(titles, self.tr("Versions of the passage"))
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.itemSelectionChanged.connect(self._listen)

    def _transport(self) -> QHBoxLayout:
        self.switch_button = QPushButton(self.tr("Original and back (X)"))
        self.switch_button.clicked.connect(self.switch)
        self.pause_button = QPushButton(self.tr("Pause"))
        self.pause_button.setToolTip(self.tr("Space"))
        self.pause_button.clicked.connect(self.pause_clicked)
        self.use_button = QPushButton(self.tr("&Use this quality"))
        self.use_button.setToolTip(self.tr("For all that waits in the queue, and for what comes"))
        self.use_button.clicked.connect(self._use)
        row = QHBoxLayout()
        for button in (self.switch_button, self.pause_button, self.use_button):
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the table
            row.addWidget(button)
        row.insertStretch(2)
        return row

    def _test_choice(self) -> QHBoxLayout:
        self.abx_button = QRadioButton(self.tr("that I cannot &tell from the original"))
        self.preference_button = QRadioButton(self.tr("to which I do not &prefer the original"))
        self.abx_button.setChecked(True)
        group = QButtonGroup(self)
        choices = QVBoxLayout()
        for button in (self.abx_button, self.preference_button):
            group.addButton(button)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            choices.addWidget(button)
        label = QLabel(self.tr("Find the smallest one"))
        self.test_button = QPushButton(self.tr("&Begin the blind test"))
        self.test_button.setProperty("kind", "filled")
        self.test_button.setAutoDefault(False)
        self.test_button.clicked.connect(self.test_clicked)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addLayout(choices)
        row.addStretch(1)
        row.addWidget(self.test_button)
        return row

    @property
    def question(self) -> Question:
        return Question.ABX if self.abx_button.isChecked() else Question.PREFERENCE

    def show_versions(
        self, made: Versions, queue_bytes: Callable[[str], int], source_bytes: int, most_trials: int
    ) -> None:
        """List these versions; ``queue_bytes(model)`` is what the whole queue takes, ``source_bytes`` what it takes
        now."""
        self._versions = made.versions
        start, stop = (moment_words(time_s, 1) for time_s in (made.passage.start_s, made.passage.stop_s))
        self.title.setText(self.tr("<h2>Listen: {start} – {stop}</h2>").format(start=start, stop=stop))
        rows: list[Sequence[str]] = [(self.tr("Original"), size_words(source_bytes), self.tr("Everything."))]
        for version in made.versions:
            quality = version.quality
            rows.append((quality.title, size_words(queue_bytes(quality.name)), quality.sound))
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        self.table.setCurrentCell(0, 0)
        self.table.blockSignals(False)
        self.table.resizeColumnsToContents()
        for column in range(2):
            self.table.setColumnWidth(column, self.table.columnWidth(column) + MEDIUM)
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._other_row = 1
        only = self.tr("This is the only quality on this computer. The test tells whether it is enough.")
        several = self.tr("The test takes at most {n} short trials, and mostly far fewer.").format(n=most_trials)
        lines = [only if len(made.versions) == 1 else several, *map(translate_message, made.problems)]
        self.note.setText("\n".join(lines))
        self._show_possible()
        self.table.setFocus()

    def show_playing(self, is_playing: bool, problem: str | None) -> None:
        self.pause_button.setText(self.tr("Pause") if is_playing else self.tr("Play"))
        if problem:
            self.note.setText(problem)

    def switch(self) -> None:
        """Switch to the original, or back to the version that was heard before it."""
        row = self.table.currentRow()
        if row > 0:
            self._other_row = row
        self.table.setCurrentCell(0 if row > 0 else self._other_row, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on keys that neither a button nor the table has taken for itself."""
        if event.key() == Qt.Key.Key_X:
            self.switch()
        elif event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.pause_clicked.emit()
        else:
            super().keyPressEvent(event)

    def _listen(self) -> None:
        self._show_possible()
        self.heard.emit(self._selected)

    @property
    def _selected(self) -> Version | None:
        row = self.table.currentRow()
        return self._versions[row - 1] if row > 0 else None

    def _show_possible(self) -> None:
        self.use_button.setEnabled(self._selected is not None)

    def _use(self) -> None:
        if self._selected is not None:
            self.use_clicked.emit(self._selected)


class _ListenTable(RowTable):
    """It is a table whose keys X and Space are for listening, not for finding rows: the page takes them."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_X, Qt.Key.Key_Space):
            event.ignore()
        else:
            super().keyPressEvent(event)
