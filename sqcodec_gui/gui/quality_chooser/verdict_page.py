"""This page says what the search has found, and one click applies it."""

from collections.abc import Callable, Mapping
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sqcodec_gui.gui.models.quality_choices import title_of
from sqcodec_gui.gui.style.theme import MEDIUM
from sqcodec_gui.gui.wording.formatting import list_words, sentences, size_words
from sqcodec_gui.listening.abx import Question
from sqcodec_gui.listening.adaptive import SearchOutcome


class VerdictPage(QWidget):
    """It calls the models by their ``titles``."""

    apply_clicked = Signal(str)
    """The name of a model."""
    save_clicked = Signal()
    more_clicked = Signal()
    back_clicked = Signal()
    close_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ""
        self.headline, self.detail, self.honest, self.note = (QLabel() for _ in range(4))
        self.headline.setTextFormat(Qt.TextFormat.RichText)
        column = QVBoxLayout(self)
        column.setSpacing(MEDIUM)
        for label in (self.headline, self.detail, self.honest):
            label.setWordWrap(True)
            column.addWidget(label)
        self.apply_button = QPushButton()
        self.apply_button.setProperty("kind", "filled")
        # The last answer was given by Enter: one more must not take effect before this page is read.
        self.apply_button.setAutoDefault(False)
        self.apply_button.clicked.connect(lambda: self.apply_clicked.emit(self._model))
        column.addWidget(self.apply_button)
        column.addStretch(1)
        self.note.setWordWrap(True)
        column.addWidget(self.note)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self.save_button = QPushButton(self.tr("&Save the report…"))
        self.more_button = QPushButton(self.tr("&Get other qualities…"))
        self.back_button = QPushButton(self.tr("&Listen again"))
        self.close_button = QPushButton(self.tr("Close"))
        row = QHBoxLayout()
        for button, signal in (
            (self.save_button, self.save_clicked),
            (self.more_button, self.more_clicked),
            (self.back_button, self.back_clicked),
            (self.close_button, self.close_clicked),
        ):
            button.clicked.connect(signal)
            button.setAutoDefault(False)
            row.addWidget(button)
        row.insertStretch(2)
        return row

    def show_outcome(
        self,
        outcome: SearchOutcome,
        question: Question,
        titles: Mapping[str, str],
        queue_bytes: Callable[[str], int],
        source_bytes: int,
    ) -> None:
        """Show this outcome; ``titles`` has the qualities that were compared, the smallest first."""
        largest = list(titles)[-1]
        self._model = outcome.enough or (largest if outcome.is_complete else "")
        self.headline.setText(f"<h1>{escape(self._headline(outcome, titles), quote=False)}</h1>")
        self.detail.setText(self._detail(outcome, question, titles))
        self.honest.setText(
            self.tr("This holds for these ears, this passage and this equipment. Another passage may tell more.")
        )
        if self._model:
            text = self.tr("&Use “{title}” for the queue: {before} → {after}")
            before, after = size_words(source_bytes), size_words(queue_bytes(self._model))
            self.apply_button.setText(text.format(title=titles[self._model], before=before, after=after))
        self.apply_button.setVisible(bool(self._model))
        self.save_button.setEnabled(bool(outcome.discriminated or outcome.not_discriminated))
        self.note.clear()
        (self.apply_button if self._model else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _headline(self, outcome: SearchOutcome, titles: Mapping[str, str]) -> str:
        if outcome.enough is None:
            return (
                self.tr("None of them is quite enough for you.")
                if outcome.is_complete
                else self.tr("Nothing is known yet.")
            )
        text = (
            self.tr("“{title}” is enough for you.")
            if outcome.is_complete
            else self.tr("“{title}” is enough for you, and a smaller one may be.")
        )
        return text.format(title=title_of(outcome.enough))

    def _detail(self, outcome: SearchOutcome, question: Question, titles: Mapping[str, str]) -> str:
        is_abx = question is Question.ABX
        lines = []
        if outcome.enough is not None:
            lines.append(
                self.tr("You could not tell it from the original.")
                if is_abx
                else self.tr("You did not prefer the original to it.")
            )
        if outcome.discriminated:
            text = (
                self.tr("You heard the difference in: {titles}.")
                if is_abx
                else self.tr("You preferred the original to: {titles}.")
            )
            heard = [self.tr("“{title}”").format(title=titles[name]) for name in outcome.discriminated]
            lines.append(text.format(titles=list_words(heard)))
        if outcome.is_complete and outcome.enough is None:
            lines.append(self.tr("The largest one comes nearest. There may be better ones to get."))
        if not outcome.is_complete:
            lines.append(self.tr("You stopped before the end."))
        return sentences(lines)
