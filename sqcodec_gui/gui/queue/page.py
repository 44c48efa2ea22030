"""The queue with what surrounds it: the question about last time, the list, the progress of all of it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui.gui.queue.controller import QueueController
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.queue.view import QueueView
from sqcodec_gui.gui.words import time_left_words

BAR_STEPS = 1000


class InfoBar(QFrame):
    """One line that asks or tells something, with a button; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(self.backgroundRole().AlternateBase)
        self.setAutoFillBackground(True)
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.buttons = QHBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.addWidget(self.label, 1)
        row.addLayout(self.buttons)
        self.hide()

    def ask(self, text: str, *actions: QAction) -> None:
        """Shows the text with a button for each action."""
        for button in self.findChildren(QPushButton):
            self.buttons.removeWidget(button)
            button.deleteLater()
        for action in actions:
            button = QPushButton(action.iconText())
            button.setToolTip(action.toolTip())
            button.clicked.connect(action.trigger)
            self.buttons.addWidget(button)
        self.label.setText(text)
        self.show()


class QueuePage(QWidget):
    """``view`` and its surroundings; ``footer_actions`` become buttons below the list."""

    def __init__(
        self,
        model: QueueModel,
        controller: QueueController,
        view: QueueView,
        footer_actions: list[QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._controller = controller
        self.info_bar = InfoBar()
        self.bar = QProgressBar()
        self.bar.setRange(0, BAR_STEPS)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.bar.setAccessibleName(self.tr("Progress of the whole queue"))
        self.label = QLabel()
        self.label.setAccessibleName(self.tr("State of the queue"))
        footer = QHBoxLayout()
        footer.setContentsMargins(10, 0, 10, 6)
        footer.addWidget(self.label)
        footer.addWidget(self.bar, 1)
        for action in footer_actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            footer.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.info_bar)
        column.addWidget(view, 1)
        column.addLayout(footer)
        controller.state_changed.connect(self.show_state)
        for signal in (model.rowsInserted, model.rowsRemoved, model.dataChanged):
            signal.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """How far the queue is, in words and as a bar."""
        records = self._model.records
        over = sum(record.state.is_over for record in records)
        current = self._controller.current
        fraction = (over + (current.fraction if current else 0.0)) / len(records) if records else 0.0
        self.bar.setValue(round(fraction * BAR_STEPS))
        self.bar.setVisible(self._controller.is_working)
        self.label.setText(self._state_words(over, len(records)))

    def _state_words(self, over: int, total: int) -> str:
        if self._controller.is_paused:
            return self.tr("Paused: {over} of {total} finished").format(over=over, total=total)
        current = self._controller.current
        if current is not None:
            words = self.tr("{over} of {total} finished").format(over=over, total=total)
            left_s = self._left_s()
            return words if left_s is None else f"{words} · {time_left_words(left_s)}"
        waiting = sum(record.state is JobState.WAITING for record in self._model.records)
        if waiting:
            return self.tr("{n} waiting").format(n=waiting)
        return self.tr("{total} in the list, all finished").format(total=total)

    def _left_s(self) -> float | None:
        """For the whole queue, at the speed of the job at work; None while that, or any length, is unknown."""
        current = self._controller.current
        if current is None or current.left_s is None or not current.speed_x_real_time:
            return None
        waiting = [r.duration_s for r in self._model.records if r.state is JobState.WAITING and not r.is_held]
        if any(duration_s is None for duration_s in waiting):
            return None
        return current.left_s + sum(d for d in waiting if d is not None) / current.speed_x_real_time
