"""While there is work, a row at the bottom of the window shows how far the queue is, and pauses or cancels it."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from sqcodec_gui.gui.queue.controller import QueueController
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.record import JobRecord, JobState
from sqcodec_gui.gui.queue.totals import Totals
from sqcodec_gui.gui.style.theme import MEDIUM, SMALL
from sqcodec_gui.gui.window.announce import Milestones, announce

BAR_STEPS = 1000
REST_MS = 50


class WorkBar(QFrame):
    """It is seen while something is at work, paused, or waits; ``actions`` become its buttons."""

    def __init__(
        self,
        model: QueueModel,
        controller: QueueController,
        totals: Totals,
        actions: list[QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._controller, self._totals = model, controller, totals
        self._milestones = Milestones()
        self.setProperty("kind", "work")
        self.label = QLabel()
        self.bar = QProgressBar()
        self.bar.setRange(0, BAR_STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the whole queue"))
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        row.setSpacing(MEDIUM)
        row.addWidget(self.label)
        row.addWidget(self.bar, 1)
        row.addStretch()
        for action in actions:
            row.addWidget(_button_for(action))
        controller.state_changed.connect(self.show_state)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.show_state)
        for signal in (model.rowsInserted, model.rowsRemoved):
            signal.connect(self.show_state)
        model.dataChanged.connect(self._follow_change)
        self.show_state()

    def _follow_change(self) -> None:
        """Count once for a thousand rows that change one after the other."""
        if not self._rest.isActive():
            self._rest.start()

    def show_state(self) -> None:
        """Show how far the queue is, in words and as a bar."""
        is_at_work = self._controller.is_working or self._controller.is_paused
        waits = any(_waits(record) for record in self._model.records)
        self.label.setText(self._totals.work_words())
        self.bar.setValue(round(self._totals.fraction * BAR_STEPS))
        percent = self._milestones.reached(self._totals.fraction) if is_at_work else None
        if percent is not None:
            announce(self.bar, self.tr("{percent} % of the queue are finished").format(percent=percent))
        self.bar.setVisible(is_at_work)
        self.setVisible(is_at_work or waits)


def _waits(record: JobRecord) -> bool:
    return record.state is JobState.WAITING and not record.is_held


def _button_for(action: QAction) -> QPushButton:
    """Make a button that follows the action's words, and whether it makes sense."""
    button = QPushButton()
    button.setProperty("kind", "quiet")
    button.clicked.connect(action.trigger)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def follow() -> None:
        button.setText(action.iconText())
        button.setToolTip(action.toolTip())
        button.setEnabled(action.isEnabled())

    action.changed.connect(follow)
    follow()
    return button
