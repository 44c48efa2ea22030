"""What shall be asked, in which passage, and how often: everything is fixed here, before the first trial."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui.gui.blind_test.words import needed_words
from sqcodec_gui.gui.compare.timeaxis import clock
from sqcodec_gui.listening.abx import Question
from sqcodec_gui.listening.passage import USUAL_S, Passage

FEWEST_TRIALS, USUAL_TRIALS, MOST_TRIALS = 5, 12, 60


class Chosen(NamedTuple):
    """``passage`` None: the program proposes one."""

    question: Question
    passage: Passage | None
    trials: int
    is_limited: bool
    listener: str


class SetupPage(QWidget):
    """``loop_s``: the passage that is looped in the comparison; None if there is none. ``narrow_khz``: above this the
    small version keeps nothing, though the original has something there; None if that makes no difference."""

    start_clicked = Signal()

    def __init__(
        self,
        name: str,
        loop_s: tuple[float, float] | None,
        narrow_khz: float | None,
        listener: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._loop_s = loop_s
        title = QLabel(self.tr("<h2>Do you hear a difference?</h2>"))
        about = QLabel(
            self.tr(
                "{name}: a short passage is played from the original and from the small version, and you do not see"
                " which is which. So you can trust your ears, and not your expectations."
            ).format(name=name)
        )
        about.setWordWrap(True)
        form = QFormLayout()
        form.setVerticalSpacing(14)
        self._build_question(form)
        self._build_passage(form)
        self._build_trials(form)
        self._build_limit(form, narrow_khz)
        self.listener_edit = QLineEdit(listener)
        self.listener_edit.setMaxLength(80)
        self.listener_edit.setPlaceholderText(self.tr("for the report; may stay empty"))
        form.addRow(self.tr("Your &name:"), self.listener_edit)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addWidget(title)
        column.addWidget(about)
        column.addLayout(form)
        column.addStretch(1)
        self._build_start(column)

    def _build_question(self, form: QFormLayout) -> None:
        self.abx_button = QRadioButton(self.tr("&Whether I hear it: X is one of the two, and I say which"))
        self.preference_button = QRadioButton(self.tr("Which of the two I &like better"))
        self.abx_button.setChecked(True)
        form.addRow(self.tr("Find out:"), _grouped(self, self.abx_button, self.preference_button))
        self.abx_button.toggled.connect(self._show_hint)

    def _build_passage(self, form: QFormLayout) -> None:
        self.proposed_button = QRadioButton(
            self.tr("One that the &program proposes: {n} s in which most is said").format(n=round(USUAL_S))
        )
        if self._loop_s is None:
            text = self.tr("The &loop of the comparison (there is none: drag one with Shift there)")
        else:
            start, stop = (clock(time_s, 2) for time_s in self._loop_s)
            text = self.tr("The &loop of the comparison: {start} – {stop}").format(start=start, stop=stop)
        self.loop_button = QRadioButton(text)
        self.loop_button.setEnabled(self._loop_s is not None)
        (self.proposed_button if self._loop_s is None else self.loop_button).setChecked(True)
        form.addRow(self.tr("Passage:"), _grouped(self, self.loop_button, self.proposed_button))

    def _build_trials(self, form: QFormLayout) -> None:
        self.trials_box = QSpinBox()
        self.trials_box.setRange(FEWEST_TRIALS, MOST_TRIALS)
        self.trials_box.setValue(USUAL_TRIALS)
        self.trials_box.setMaximumWidth(90)
        self.trials_hint = QLabel()
        self.trials_hint.setWordWrap(True)
        self.trials_box.valueChanged.connect(self._show_hint)
        form.addRow(self.tr("Number of &trials:"), self.trials_box)
        form.addRow("", self.trials_hint)
        self._show_hint()

    def _build_limit(self, form: QFormLayout, narrow_khz: float | None) -> None:
        self.limit_box = QCheckBox()
        if narrow_khz is None:
            return
        text = self.tr("Take from the &original, too, what lies above {n} kHz").format(n=f"{narrow_khz:g}")
        self.limit_box.setText(text)
        self.limit_box.setToolTip(
            self.tr("The small version has no such treble. With this, you judge the rest, and not the missing treble.")
        )
        form.addRow(self.tr("Fairness:"), self.limit_box)

    def _build_start(self, column: QVBoxLayout) -> None:
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.hide()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.tr("The passage is being prepared"))
        self.bar.hide()
        self.start_button = QPushButton(self.tr("&Start"))
        self.start_button.setAutoDefault(False)
        self.start_button.setMinimumHeight(36)
        self.start_button.clicked.connect(self.start_clicked)
        for widget in (self.note, self.bar, self.start_button):
            column.addWidget(widget)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins, wherever the focus is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.start_button.click()
        else:
            super().keyPressEvent(event)

    @property
    def chosen(self) -> Chosen:
        question = Question.ABX if self.abx_button.isChecked() else Question.PREFERENCE
        is_loop = self.loop_button.isChecked() and self._loop_s is not None
        return Chosen(
            question=question,
            passage=Passage(*self._loop_s) if is_loop and self._loop_s is not None else None,
            trials=self.trials_box.value(),
            is_limited=self.limit_box.isChecked(),
            listener=" ".join(self.listener_edit.text().split()),
        )

    def show_preparing(self) -> None:
        self.start_button.setEnabled(False)
        self.bar.show()
        self.note.setText(self.tr("The passage is being read and decoded…"))
        self.note.show()

    def show_ready(self, problem: str = "") -> None:
        """One can begin (again); ``problem``: why it did not work."""
        self.start_button.setEnabled(True)
        self.bar.hide()
        self.note.setText(problem)
        self.note.setVisible(bool(problem))

    def _show_hint(self) -> None:
        fixed = self.tr("It is fixed before the first trial. Stopping early is allowed, and the report says so.")
        if self.abx_button.isChecked():
            fixed = f"{needed_words(self.trials_box.value())} {fixed}"
        self.trials_hint.setText(fixed)


def _grouped(parent: QWidget, *buttons: QRadioButton) -> QVBoxLayout:
    """One of them can be chosen; one above the other."""
    group, column = QButtonGroup(parent), QVBoxLayout()
    for button in buttons:
        group.addButton(button)
        column.addWidget(button)
    return column
