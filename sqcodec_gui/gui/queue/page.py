"""The queue with what surrounds it: the question about last time, the list, the progress of all of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
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
from sqcodec_gui.gui.queue.phrases import summary_words
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.queue.view import QueueView
from sqcodec_gui.gui.words import size_words, time_left_words

BAR_STEPS = 1000
REST_MS = 50


class InfoBar(QFrame):
    """One line that asks or tells something, with a button; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(self.backgroundRole().AlternateBase)
        self.setAutoFillBackground(True)
        self.label = QLabel()
        self.label.setWordWrap(True)
        self._actions: tuple[QAction, ...] = ()
        self.buttons = QHBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.addWidget(self.label, 1)
        row.addLayout(self.buttons)
        self.hide()

    def ask(self, text: str, *actions: QAction) -> None:
        """Shows the text with a button for each action."""
        self._actions = actions
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

    def drop_question(self, answer: QAction) -> None:
        """Hides if this action was one of the answers: nobody needs it any more."""
        if answer in self._actions:
            self.hide()


class QueuePage(QWidget):
    """``view`` and its surroundings; ``footer_actions`` become buttons below the list.

    ``projected_bytes(record)`` is asked for what a waiting recording will take, None where nobody knows.
    """

    def __init__(
        self,
        model: QueueModel,
        controller: QueueController,
        view: QueueView,
        projected_bytes: Callable[[JobRecord], int | None],
        footer_actions: list[QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._controller = controller
        self._projected_bytes = projected_bytes
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
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.show_state)
        for signal in (model.rowsInserted, model.rowsRemoved):
            signal.connect(self.show_state)
        model.dataChanged.connect(self._follow_change)
        self.show_state()

    def _follow_change(self) -> None:
        """A thousand rows that change one after the other are counted once."""
        if not self._rest.isActive():
            self._rest.start()

    def show_state(self) -> None:
        """How far the queue is, in words and as a bar."""
        records = [record for record in self._model.records if record.state is not JobState.OPENED]
        over = sum(record.state.is_over for record in records)
        under_way = sum(record.fraction for record in self._controller.at_work)
        fraction = (over + under_way) / len(records) if records else 0.0
        self.bar.setValue(round(fraction * BAR_STEPS))
        self.bar.setVisible(self._controller.is_working)
        self.label.setText(self._state_words(over, len(records)))

    def _state_words(self, over: int, total: int) -> str:
        if self._controller.is_paused:
            return self.tr("Paused: {over} of {total} finished").format(over=over, total=total)
        if self._controller.is_working:
            words = self.tr("{over} of {total} finished").format(over=over, total=total)
            left_s = self._left_s()
            return words if left_s is None else f"{words} · {time_left_words(left_s)}"
        waiting = sum(record.state is JobState.WAITING for record in self._model.records)
        if waiting:
            return self.tr("{n} waiting").format(n=waiting) + self._projected_words()
        if not total:
            return self.tr("{n} to listen to").format(n=len(self._model.records))
        return self._end_words(over, total) + self._saved_words()

    def _end_words(self, over: int, total: int) -> str:
        """Of a list in which nothing is left to do: how it went, if not all is done."""
        states = [record.state for record in self._model.records]
        done, failed = states.count(JobState.DONE), states.count(JobState.FAILED)
        incomplete = sum(r.is_incomplete and r.state is JobState.DONE for r in self._model.records)
        if done == total and not incomplete:
            return self.tr("{total} in the list, all finished").format(total=total)
        how = summary_words(done, failed, over - done - failed, incomplete)
        return self.tr("{total} in the list: {how}").format(total=total, how=how)

    def _projected_words(self) -> str:
        """What the waiting recordings will take together; nothing as long as that is not known of each."""
        waiting = [r for r in self._model.records if r.state is JobState.WAITING and r.kind is JobKind.COMPRESS]
        small = [self._projected_bytes(record) for record in waiting]
        known = [size_bytes for size_bytes in small if size_bytes is not None]
        if not known or len(known) < len(waiting):
            return ""
        before = size_words(sum(record.source_bytes for record in waiting))
        return self.tr(" · {before} → about {after}").format(before=before, after=size_words(sum(known)))

    def _saved_words(self) -> str:
        done = [r for r in self._model.records if r.state is JobState.DONE and r.kind is JobKind.COMPRESS]
        if not done:
            return ""
        before, after = sum(record.source_bytes for record in done), sum(record.target_bytes for record in done)
        return self.tr(" · {before} → {after}").format(before=size_words(before), after=size_words(after))

    def _left_s(self) -> float | None:
        """For the whole queue, at the speed of what is at work; None while that, or any length, is unknown."""
        speed = self._controller.speed_x_real_time
        if speed is None:
            return None
        waiting = [r.duration_s for r in self._model.records if r.state is JobState.WAITING and not r.is_held]
        if any(duration_s is None for duration_s in waiting):
            return None
        under_way_s = sum(max(0.0, record.total_s - record.done_s) for record in self._controller.at_work)
        return (under_way_s + sum(d for d in waiting if d is not None)) / speed
