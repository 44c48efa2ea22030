"""This page asks what shall be tested, in which passage and how often: all is fixed before the first trial."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui.gui.blind_test.passage_choice import PassageChoice
from sqcodec_gui.gui.blind_test.start_page import StartPage
from sqcodec_gui.gui.blind_test.words import at_start, needed_words, side_name
from sqcodec_gui.gui.style.theme import MEDIUM, SLIDER_PX, TINY
from sqcodec_gui.gui.wording.formatting import sentences
from sqcodec_gui.listening.abx import Question
from sqcodec_gui.listening.passage import Passage
from sqcodec_gui.listening.session import Kind

FEWEST_TRIALS, USUAL_TRIALS, MOST_TRIALS = 5, 12, 60


class Chosen(NamedTuple):
    """It holds what was chosen on the page; ``passage`` is in seconds, None lets the program propose one."""

    question: Question
    passage: Passage | None
    trials: int
    is_limited: bool
    listener: str
    kinds: tuple[Kind, Kind] = (Kind.ORIGINAL, Kind.SMALL)


class SetupPage(StartPage):
    """It offers the looped passage ``loop_s`` in seconds, if there is one. ``narrow_khz``: above this the small file
    keeps nothing, though the original has something there; None if that makes no difference."""

    def __init__(
        self,
        name: str,
        loop_s: tuple[float, float] | None,
        narrow_khz: float | None,
        listener: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.passage_choice = PassageChoice()
        self.passage_choice.offer_loop(loop_s)
        title = QLabel(self.tr("<h2>Do you hear a difference?</h2>"))
        title.setTextFormat(Qt.TextFormat.RichText)
        about = QLabel(
            self.tr(
                "{name}: a short passage is played in two versions, and you do not see which is which. So you can"
                " trust your ears, and not your expectations."
            ).format(name=name)
        )
        about.setWordWrap(True)
        form = QFormLayout()
        form.setVerticalSpacing(MEDIUM)
        self._build_sides(form)
        self._build_question(form)
        form.addRow(self.tr("Passage:"), self.passage_choice)
        self._build_trials(form)
        self._build_limit(form, narrow_khz)
        self.listener_edit = QLineEdit(listener)
        self.listener_edit.setMaxLength(80)
        self.listener_edit.setPlaceholderText(self.tr("for the report; may stay empty"))
        form.addRow(self.tr("Your &name:"), self.listener_edit)
        self._build_page([title, about], form)
        self._build_start(self.tr("&Start"), self.tr("The passage is being prepared"))

    def _build_sides(self, form: QFormLayout) -> None:
        self.sides_box = QComboBox()
        original, small = at_start(side_name(Kind.ORIGINAL)), side_name(Kind.SMALL)
        both, same = self.tr("{first} and {second}"), self.tr("{first} and {codec} of the same size")
        self.sides_box.addItem(both.format(first=original, second=small), (Kind.ORIGINAL, Kind.SMALL))
        for first in (Kind.SMALL, Kind.ORIGINAL):
            for codec in (Kind.OPUS, Kind.MP3):
                text = same.format(first=at_start(side_name(first)), codec=side_name(codec))
                self.sides_box.addItem(text, (first, codec))
        self.sides_box.setToolTip(
            self.tr("Opus at its best setting for speech; what its file needs beside the sound counts, too")
        )
        self.sides_box.currentIndexChanged.connect(self._show_limit)
        form.addRow(self.tr("&Compare:"), self.sides_box)

    def _show_limit(self) -> None:
        """Show the upper limit where the original is one side: only of that something can be taken away."""
        self.limit_box.setEnabled(self.sides_box.currentData()[0] == Kind.ORIGINAL)

    def _build_question(self, form: QFormLayout) -> None:
        self.abx_button = QRadioButton(self.tr("&Whether I hear it: X is one of the two, and I say which"))
        self.preference_button = QRadioButton(self.tr("Which of the two I like &better"))
        self.abx_button.setChecked(True)
        group, buttons = QButtonGroup(self), QVBoxLayout()
        buttons.setSpacing(TINY)
        for button in (self.abx_button, self.preference_button):
            group.addButton(button)
            buttons.addWidget(button)
        form.addRow(self.tr("Find out:"), buttons)
        self.abx_button.toggled.connect(self._show_hint)

    def _build_trials(self, form: QFormLayout) -> None:
        self.trials_box = QSpinBox()
        self.trials_box.setRange(FEWEST_TRIALS, MOST_TRIALS)
        self.trials_box.setValue(USUAL_TRIALS)
        self.trials_box.setMaximumWidth(SLIDER_PX)
        self.trials_hint = QLabel()
        self.trials_hint.setWordWrap(True)
        self.trials_box.valueChanged.connect(self._show_hint)
        label = QLabel(self.tr("Number of &trials:"))
        label.setBuddy(self.trials_box)
        fields = QVBoxLayout()
        fields.setSpacing(TINY)
        fields.addWidget(self.trials_box)
        fields.addWidget(self.trials_hint)
        form.addRow(label, fields)
        self._show_hint()

    def _build_limit(self, form: QFormLayout, narrow_khz: float | None) -> None:
        self.limit_box = QCheckBox()
        if narrow_khz is None:
            return
        text = self.tr("Take from the &original, too, what lies above {n} kHz").format(n=f"{narrow_khz:g}")
        self.limit_box.setText(text)
        self.limit_box.setToolTip(
            self.tr("The small file has no such treble. With this, you judge the rest, and not the missing treble.")
        )
        form.addRow(self.tr("Fairness:"), self.limit_box)

    @property
    def chosen(self) -> Chosen:
        question = Question.ABX if self.abx_button.isChecked() else Question.PREFERENCE
        first, second = self.sides_box.currentData()
        return Chosen(
            question=question,
            passage=self.passage_choice.passage,
            trials=self.trials_box.value(),
            is_limited=self.limit_box.isChecked() and self.limit_box.isEnabled(),
            listener=" ".join(self.listener_edit.text().split()),
            kinds=(Kind(first), Kind(second)),
        )

    def show_preparing(self) -> None:
        self._show_busy(self.tr("The passage is being prepared…"))

    def _show_hint(self) -> None:
        fixed = self.tr(
            "The number is fixed before the first trial. Stopping early is allowed, and the report says so."
        )
        if self.abx_button.isChecked():
            fixed = sentences([needed_words(self.trials_box.value()), fixed])
        self.trials_hint.setText(fixed)
