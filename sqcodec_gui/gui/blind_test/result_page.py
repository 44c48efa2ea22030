"""This page says what the test found in one sentence, what follows from it, and shows each trial to who wants it."""

from html import escape

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui.gui.blind_test.words import (
    at_start,
    count_words,
    describe_chance,
    headline,
    meaning,
    names_of,
    side_facts,
)
from sqcodec_gui.gui.style.row_table import RowTable
from sqcodec_gui.gui.style.theme import SMALL
from sqcodec_gui.gui.wording.formatting import sentences
from sqcodec_gui.listening.abx import BlindTest, Question
from sqcodec_gui.listening.session import Kind, Session


class ResultPage(QWidget):
    """It is shown once the last answer is given, or the test was stopped."""

    save_clicked = Signal()
    again_clicked = Signal()
    close_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names_of((Kind.ORIGINAL, Kind.SMALL))
        self.headline, self.count, self.meaning, self.circumstances, self.note = (QLabel() for _ in range(5))
        self.headline.setTextFormat(Qt.TextFormat.RichText)
        for label in (self.count, self.meaning, self.circumstances, self.note):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._build_table()
        column = QVBoxLayout(self)
        column.setSpacing(SMALL)
        for widget in (self.headline, self.count, self.meaning, self.circumstances, self.table):
            column.addWidget(widget, 1 if widget is self.table else 0)
        column.addWidget(self.note)
        column.addLayout(self._buttons())

    def _build_table(self) -> None:
        titles = [self.tr("Trial"), self.tr("It was"), self.tr("Your answer"), "", self.tr("Took")]
        self.table = RowTable(titles, self.tr("All trials"))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def _buttons(self) -> QHBoxLayout:
        self.save_button = QPushButton(self.tr("&Save the report…"))
        self.save_button.setToolTip(
            self.tr("A page to read and a file to check. Choose an earlier report to add this test to it.")
        )
        self.again_button = QPushButton(self.tr("&Another test"))
        self.close_button = QPushButton(self.tr("Close"))
        row = QHBoxLayout()
        for button, signal in (
            (self.save_button, self.save_clicked),
            (self.again_button, self.again_clicked),
            (self.close_button, self.close_clicked),
        ):
            button.clicked.connect(signal)
            row.addWidget(button)
        row.insertStretch(1)
        return row

    def show_result(self, test: BlindTest, session: Session | None, kinds: tuple[Kind, Kind]) -> None:
        """Show a result. Without a ``session`` nothing was answered or can be saved; ``kinds`` were compared."""
        result = test.result
        self._names = names = names_of(kinds)
        self.headline.setText(f"<h1>{escape(headline(result.verdict, names), quote=False)}</h1>")
        if session is None:
            self.count.setText(self.tr("You stopped before the first answer: there is nothing to save."))
            self.meaning.clear()
        else:
            self.count.setText(self._count(test))
            self.meaning.setText(meaning(result, kinds))
        self.circumstances.setText("" if session is None else self._circumstances(session))
        self._show_trials(test)
        self.save_button.setEnabled(session is not None)
        self.note.clear()
        self.save_button.setFocus()

    def _count(self, test: BlindTest) -> str:
        result = test.result
        parts = [count_words(result, self._names), describe_chance(result.p)]
        if test.was_stopped:
            stopped = self.tr("You stopped after {n} of {most} trials; the missing ones count against.")
            parts.append(stopped.format(n=result.answered, most=result.planned))
        return sentences(parts)

    def _circumstances(self, session: Session) -> str:
        playback = session.playback
        parts = [self.tr("Played on {device}.").format(device=playback.device)] if playback.device else []
        change_db = playback.coded_gain_db - playback.reference_gain_db
        if abs(change_db) < 0.05:
            parts.append(self.tr("Both were equally loud."))
        else:
            number = QLocale().toString(abs(change_db), "f", 1)
            louder = self.tr("{name} was made {n} dB louder, so that both were equally loud.")
            softer = self.tr("{name} was made {n} dB softer, so that both were equally loud.")
            parts.append((louder if change_db > 0 else softer).format(n=number, name=at_start(self._names.coded)))
        if playback.gaps:
            parts.append(self.tr("There were {n} gaps in the sound.").format(n=playback.gaps))
        parts += [f"{side_facts(session.reference)}.", f"{side_facts(session.coded)}."]
        return sentences(parts)

    def _show_trials(self, test: BlindTest) -> None:
        is_abx = test.plan.question is Question.ABX
        first, second = self._names
        header = self.tr("X was") if is_abx else self.tr("{name} was").format(name=at_start(first))
        self.table.setHorizontalHeaderItem(1, QTableWidgetItem(header))
        self.table.setRowCount(len(test.answers))
        for row, answer in enumerate(test.answers):
            right, wrong = (self.tr("✓ right"), self.tr("✗ wrong")) if is_abx else (first, second)
            seconds = QLocale().toString(answer.answered_s - answer.started_s, "f", 1)
            hit = right if test.plan.is_hit(answer.choice, row) else wrong
            cells = (str(row + 1), test.plan.hit_key(row), answer.choice, hit, self.tr("{n} s").format(n=seconds))
            for column, text in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(text))
