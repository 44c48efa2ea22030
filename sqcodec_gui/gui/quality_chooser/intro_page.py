"""Which recording and which passage the choice is made with, and which qualities there are to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui.audio.errors import shown_name
from sqcodec_gui.gui.compare.timeaxis import clock
from sqcodec_gui.gui.quality import Quality
from sqcodec_gui.gui.quality_chooser.encoding import Recording
from sqcodec_gui.listening.passage import USUAL_S, Passage


class IntroPage(QWidget):
    """``loop_s``: the passage that is looped in the comparison of the recording ``current``; None if there is none."""

    start_clicked = Signal()
    more_clicked = Signal()

    def __init__(
        self,
        recordings: Sequence[Recording],
        current: int,
        loop_s: tuple[float, float] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._loop_s, self._loop_of = loop_s, current
        title = QLabel(self.tr("<h2>Which quality is enough?</h2>"))
        about = QLabel(
            self.tr(
                "A short passage is made small at every quality that is on this computer. You listen to all of them,"
                " and a blind test can find the smallest one that is good enough for your ears."
            )
        )
        self.here_label = QLabel()
        self.more_button = QPushButton(self.tr("&Get other qualities…"))
        self.more_button.clicked.connect(self.more_clicked)
        self.recording_box = QComboBox()
        for recording in recordings:
            self.recording_box.addItem(shown_name(recording.path))
        self.recording_box.setCurrentIndex(current)
        self.recording_box.currentIndexChanged.connect(self._show_loop)
        form = QFormLayout()
        form.setVerticalSpacing(14)
        form.addRow(self.tr("&Recording:"), self.recording_box)
        form.addRow(self.tr("Passage:"), self._passages())
        column = QVBoxLayout(self)
        column.setSpacing(14)
        for label in (title, about, self.here_label):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(form)
        column.addStretch(1)
        self._build_start(column)
        self._show_loop()

    def _passages(self) -> QVBoxLayout:
        self.loop_button = QRadioButton()
        self.proposed_button = QRadioButton(
            self.tr("One that the &program proposes: {n} s in which most is said").format(n=round(USUAL_S))
        )
        column = QVBoxLayout()
        column.addWidget(self.loop_button)
        column.addWidget(self.proposed_button)
        return column

    def _build_start(self, column: QVBoxLayout) -> None:
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.hide()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Qualities that are made"))
        self.bar.hide()
        self.start_button = QPushButton(self.tr("&Make them"))
        self.start_button.setMinimumHeight(36)
        self.start_button.clicked.connect(self.start_clicked)
        for button in (self.more_button, self.start_button):
            button.setAutoDefault(False)
        for widget in (self.note, self.bar, self.start_button):
            column.addWidget(widget)

    @property
    def passage(self) -> Passage | None:
        """None: to be proposed."""
        is_loop = self.loop_button.isChecked() and self.loop_button.isEnabled()
        return Passage(*self._loop_s) if is_loop and self._loop_s is not None else None

    def show_qualities(self, installed: Sequence[Quality]) -> None:
        """What there is to choose from, said plainly."""
        titles = ", ".join(f"“{quality.title}”" for quality in installed)
        if not installed:
            text = self.tr("There is no quality on this computer yet: get one first.")
        elif len(installed) == 1:
            text = self.tr(
                "Only one quality is on this computer: {title}. You can find out whether it is enough; to find a"
                " smaller or a better one, get others first."
            ).format(title=titles)
        else:
            text = self.tr("{n} qualities are on this computer: {titles}.").format(n=len(installed), titles=titles)
        self.here_label.setText(text)
        self.start_button.setEnabled(bool(installed) and self.recording_box.count() > 0)

    def show_making(self, done: int, total: int) -> None:
        self.start_button.setEnabled(False)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.show()
        text = self.tr("The passage is being made small: {n} of {total} qualities…")
        self.note.setText(text.format(n=min(done + 1, total), total=total))
        self.note.show()

    def show_ready(self, problem: str = "") -> None:
        """One can begin (again); ``problem``: why it did not work."""
        self.start_button.setEnabled(True)
        self.bar.hide()
        self.note.setText(problem)
        self.note.setVisible(bool(problem))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins, wherever the focus is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.start_button.click()
        else:
            super().keyPressEvent(event)

    def _show_loop(self) -> None:
        is_there = self._loop_s is not None and self.recording_box.currentIndex() == self._loop_of
        if is_there and self._loop_s is not None:
            start, stop = (clock(time_s, 2) for time_s in self._loop_s)
            text = self.tr("The &loop of the comparison: {start} – {stop}").format(start=start, stop=stop)
        else:
            text = self.tr("The &loop of the comparison (there is none: drag one with Shift there)")
        self.loop_button.setText(text)
        self.loop_button.setEnabled(is_there)
        (self.loop_button if is_there else self.proposed_button).setChecked(True)
