"""A trial of a blind test shows things to listen to, two answers, and nothing that tells which one is right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui.gui.blind_test.words import Names, names_of
from sqcodec_gui.gui.style.theme import BAR_OF_PROGRESS_PX, MEDIUM, SLIDER_PX
from sqcodec_gui.listening.abx import Question
from sqcodec_gui.listening.session import Kind

_BAR_STEPS = 1000


class TrialPage(QWidget):
    """Its keys: 1, 2 and X listen, Left and Right mark an answer, Enter gives it, Space pauses, Home begins the passage
    again. An answer can be given once X (or, for a preference, both) was listened to."""

    listened = Signal(str)
    """The key of what shall be heard: 1, 2 or X."""
    answered = Signal(str)
    """1 or 2."""
    pause_clicked = Signal()
    rewind_clicked = Signal()
    level_changed = Signal(float)
    """0 to 1"""
    stop_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that Space and Enter mean nothing else at first
        self._question = Question.ABX
        self._names = names_of((Kind.ORIGINAL, Kind.SMALL))
        self.listens: dict[str, int] = {}
        """How often each key was pressed in this trial."""
        column = QVBoxLayout(self)
        column.setSpacing(MEDIUM)
        self._build_head(column)
        self._build_listening(column)
        self._build_answers(column)
        column.addStretch(1)
        self._build_foot(column)
        self._build_keys()

    # --- building ------------------------------------------------------------------------------------------

    def _build_head(self, column: QVBoxLayout) -> None:
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.RichText)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Trials done"))
        self.task = QLabel()
        self.task.setWordWrap(True)
        self.facts = QLabel()
        self.facts.setProperty("kind", "facts")
        self.facts.setWordWrap(True)
        for widget in (self.title, self.bar, self.task, self.facts):
            column.addWidget(widget)

    def _build_listening(self, column: QVBoxLayout) -> None:
        self.listen_buttons = {key: self._listen_button(key) for key in Question.ABX.keys}
        row = QHBoxLayout()
        for button in self.listen_buttons.values():
            row.addWidget(button, 1)
        column.addLayout(row)
        self.place = QProgressBar()
        self.place.setRange(0, _BAR_STEPS)
        self.place.setTextVisible(False)
        self.place.setFixedHeight(BAR_OF_PROGRESS_PX)
        self.place.setAccessibleName(self.tr("Place in the passage"))
        column.addWidget(self.place)
        column.addLayout(self._transport())
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()
        column.addWidget(self.problem)

    def _listen_button(self, key: str) -> QPushButton:
        button = QPushButton()
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setProperty("kind", "listen")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.listen(key))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves Space and Enter with the page
        return button

    def _transport(self) -> QHBoxLayout:
        self.pause_button = QPushButton(self.tr("Pause"))
        self.pause_button.setToolTip(self.tr("Space"))
        self.pause_button.clicked.connect(self.pause_clicked)
        self.rewind_button = QPushButton(self.tr("From the start"))
        self.rewind_button.setToolTip(self.tr("Home"))
        self.rewind_button.clicked.connect(self.rewind_clicked)
        self.level_slider = QSlider(Qt.Orientation.Horizontal)
        self.level_slider.setRange(0, 100)
        self.level_slider.setValue(100)
        self.level_slider.setMaximumWidth(2 * SLIDER_PX)
        self.level_slider.setAccessibleName(self.tr("Volume"))
        self.level_slider.setToolTip(self.tr("Volume: the same for all, so that it tells nothing"))
        self.level_slider.valueChanged.connect(lambda value: self.level_changed.emit(value / 100))
        level_label = QLabel(self.tr("Volume"))
        row = QHBoxLayout()
        for button in (self.pause_button, self.rewind_button):
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(level_label)
        row.addWidget(self.level_slider)
        return row

    def _build_answers(self, column: QVBoxLayout) -> None:
        self.answer_buttons: dict[str, QPushButton] = {}
        grid = QGridLayout()
        for place, choice in enumerate(("1", "2")):
            button = QPushButton()
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("kind", "answer")
            button.setToolTip(self.tr("Left") if choice == "1" else self.tr("Right"))
            button.clicked.connect(lambda _checked, choice=choice: self.mark(choice))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.answer_buttons[choice] = button
            grid.addWidget(button, 0, place)
        self.give_button = QPushButton(self.tr("&Answer (Enter)"))
        self.give_button.setProperty("kind", "answer")
        self.give_button.setAutoDefault(False)
        self.give_button.clicked.connect(self.give_answer)
        self.give_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        grid.addWidget(self.give_button, 0, 2)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        grid.addWidget(self.hint, 1, 0, 1, 3)
        column.addLayout(grid)

    def _build_foot(self, column: QVBoxLayout) -> None:
        self.fingerprint = QLabel()
        self.fingerprint.setWordWrap(True)
        self.fingerprint.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.fingerprint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.stop_button = QPushButton(self.tr("&Stop the test…"))
        self.stop_button.setAutoDefault(False)
        self.stop_button.clicked.connect(self.stop_clicked)
        row = QHBoxLayout()
        row.addWidget(self.fingerprint, 1)
        row.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)

    def _build_keys(self) -> None:
        for keys, slot in {
            "1": lambda: self.listen("1"),
            "2": lambda: self.listen("2"),
            "X": lambda: self.listen("X"),
            "Left": lambda: self.mark("1"),
            "Right": lambda: self.mark("2"),
            "Home": self.rewind_clicked.emit,
        }.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(slot)

    # --- what others call ----------------------------------------------------------------------------------

    def show_sides(self, names: Names, facts: str) -> None:
        """Show what the next trials compare; ``facts`` has sizes and rates of both."""
        self._names = names
        self.facts.setText(facts)

    def show_trial(self, question: Question, number: int, most: int, is_most_exact: bool, commitment: str) -> None:
        """Show a new trial, the first is 1: nothing was listened to yet, nothing is marked."""
        self._question = question
        self.listens = {}
        text = self.tr("Trial {n} of {most}") if is_most_exact else self.tr("Trial {n} of at most {most}")
        self.title.setText(f"<h2>{text.format(n=number, most=most)}</h2>")
        self.bar.setRange(0, most)
        self.bar.setValue(number - 1)
        self._show_words(commitment)
        for buttons in (self.listen_buttons, self.answer_buttons):
            _check_only(buttons, None)
        self._show_what_is_possible()
        self.setFocus()

    def listen(self, key: str) -> None:
        """Listen as its button or key does."""
        if key not in self._question.keys:
            return
        self.listens[key] = self.listens.get(key, 0) + 1
        _check_only(self.listen_buttons, key)
        self._show_what_is_possible()
        self.listened.emit(key)

    def mark(self, choice: str) -> None:
        """Choose 1 or 2 as the answer, without giving it yet."""
        if self.answer_buttons[choice].isEnabled():
            _check_only(self.answer_buttons, choice)
            self._show_what_is_possible()

    def give_answer(self) -> None:
        """Give the marked answer, if there is one."""
        if self._marked is not None:
            self.answered.emit(self._marked)

    def show_playing(self, is_playing: bool, problem: str | None) -> None:
        self.pause_button.setText(self.tr("Pause") if is_playing else self.tr("Play"))
        self.pause_button.setEnabled(bool(self.listens))
        self.problem.setText(problem or "")
        self.problem.setVisible(bool(problem))
        self._show_what_is_possible()

    def show_place(self, position_s: float, duration_s: float) -> None:
        self.place.setValue(round(_BAR_STEPS * min(1.0, position_s / duration_s)) if duration_s else 0)

    @property
    def _marked(self) -> str | None:
        return next((choice for choice, button in self.answer_buttons.items() if button.isChecked()), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on keys that no button has taken for itself."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.pause_clicked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.give_answer()
        else:
            super().keyPressEvent(event)

    # --- showing -------------------------------------------------------------------------------------------

    def _show_words(self, commitment: str) -> None:
        is_abx = self._question is Question.ABX
        names = {"1": self._names.reference, "2": self._names.coded, "X": self.tr("one of the two")}
        for key, button in self.listen_buttons.items():
            button.setVisible(key in self._question.keys)
            button.setText(f"{key}\n{names[key]}" if is_abx else key)
            button.setAccessibleName(self.tr("Listen to {key}").format(key=key))
            button.setAccessibleDescription(names[key] if is_abx else "")
        if is_abx:
            self.task.setText(self.tr("Listen to 1, 2 and X as often as you like. Which of the two is X?"))
            first, second = self.tr("X is 1, {name}"), self.tr("X is 2, {name}")
            answers = (first.format(name=self._names.reference), second.format(name=self._names.coded))
        else:
            self.task.setText(self.tr("Listen to 1 and 2 as often as you like. Which do you like better?"))
            answers = (self.tr("I like 1 better"), self.tr("I like 2 better"))
        for button, text in zip(self.answer_buttons.values(), answers, strict=True):
            button.setText(text)
        text = self.tr("Fingerprint of the order, which is fixed already: {hash}")
        self.fingerprint.setText(text.format(hash=" ".join(commitment[i : i + 8] for i in range(0, 64, 8))))
        self.fingerprint.setToolTip(
            self.tr("Whoever notes it now can later be sure that the order was not made up afterwards.")
        )

    def _show_what_is_possible(self) -> None:
        needed = ("X",) if self._question is Question.ABX else ("1", "2")
        is_silent = bool(self.problem.text())
        has_listened = all(key in self.listens for key in needed) and not is_silent
        for button in self.answer_buttons.values():
            button.setEnabled(has_listened)
        self.give_button.setEnabled(has_listened and self._marked is not None)
        if is_silent:
            self.hint.setText(self.tr("Nothing is heard now, so nothing can be answered."))
        elif not has_listened:
            first = self.tr("Listen to X first: press X.")
            self.hint.setText(first if self._question is Question.ABX else self.tr("Listen to both first: 1 and 2."))
        elif self._marked is None:
            self.hint.setText(self.tr("Choose with Left or Right. If you cannot tell, guess: that is an answer too."))
        else:
            self.hint.setText(self.tr("Enter gives the answer. You will hear how you did at the end."))


def _check_only(buttons: dict[str, QPushButton], key: str | None) -> None:
    """Check the button of this key and no other. In a QButtonGroup, Tab would reach only the one that is checked."""
    for other, button in buttons.items():
        button.setChecked(other == key)
