"""There are three first steps, drop, make small, compare; each is ticked off when it really happened."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.style.icons import give_icon
from sqcodec_gui.gui.style.theme import LARGE, MEDIUM, SMALL, TINY


class Step(IntEnum):
    DROP = 0
    MAKE_SMALL = 1
    COMPARE = 2
    OVER = 3


class FirstSteps(QFrame):
    """It is seen at the first start, and whenever somebody asks for it; it is hidden for good once it is closed.

    It has a place on the empty page, and below the cards once there are some: see ``lie``.
    """

    def __init__(self, sample: QAction, settings: UserSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("Three first steps"))
        self.titles = [QLabel() for _ in range(Step.OVER)]
        self.advice = QLabel()
        self.advice.setWordWrap(True)
        self.advice.setProperty("kind", "facts")
        self.sample_button = QPushButton(self.tr("Take the sample"))
        self.sample_button.setToolTip(sample.toolTip())
        self.sample_button.clicked.connect(sample.trigger)
        self.close_button = QToolButton()
        give_icon(self.close_button, "x")
        for button, kind in ((self.sample_button, "soft"), (self.close_button, "quiet")):
            button.setProperty("kind", kind)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self._end)
        self._build_layout()
        self._is_beside_invitation = True
        self.step = Step.DROP
        self._go_to(Step.DROP)
        self.lie(True)
        self.setVisible(not settings.get("first_steps_done"))

    def _build_layout(self) -> None:
        self._steps = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._steps.setSpacing(SMALL)
        for title in self.titles:
            self._steps.addWidget(title)
        self._steps.addStretch(1)
        first = QHBoxLayout()
        first.addLayout(self._steps, 1)
        first.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, SMALL, SMALL, SMALL)
        column.setSpacing(SMALL)
        column.addLayout(first)
        column.addWidget(self.advice)
        column.addWidget(self.sample_button, 0, Qt.AlignmentFlag.AlignLeft)

    def lie(self, is_wide: bool) -> None:
        """Lay the steps side by side, beside an invitation that offers the sample, too; or one below the other."""
        self._is_beside_invitation = is_wide
        self.setProperty("kind", "card" if is_wide else "work")
        self.style().polish(self)
        self._show_sample_button()
        directions = QBoxLayout.Direction
        self._steps.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)
        self._steps.setSpacing(LARGE if is_wide else TINY)

    def begin(self) -> None:
        """Begin from the first step, whatever was done before."""
        self._go_to(Step.DROP)
        self.show()
        (self.close_button if self.sample_button.isHidden() else self.sample_button).setFocus()

    def _show_sample_button(self) -> None:
        self.sample_button.setVisible(self.step is Step.DROP and not self._is_beside_invitation)

    def take_added(self, records: Sequence[JobRecord]) -> None:
        """Note that these files were put into the queue; one that was made small before can be compared at once."""
        if self.step is not Step.DROP:
            return
        states = [record.state for record in records if record.kind is JobKind.COMPRESS]
        if states:
            self._go_to(Step.COMPARE if all(state is JobState.DONE for state in states) else Step.MAKE_SMALL)
        else:
            self.advice.setText(
                self.tr("This one is small already: Space plays it. To see how one becomes small, drop a recording.")
            )

    def take_done(self, record: JobRecord, is_more_coming: bool = False) -> None:
        """Note that a job has ended. ``is_more_coming``: others wait or are at work, of which one may do better."""
        if self.step > Step.MAKE_SMALL or record.kind is not JobKind.COMPRESS:
            return
        if record.state in (JobState.DONE, JobState.SKIPPED):
            self._go_to(Step.COMPARE)
        elif self.step is Step.MAKE_SMALL and not is_more_coming:
            self._go_to(Step.DROP)
            self.advice.setText(self.tr("That one did not work; its line says why. Take another one, or the sample."))

    def take_played(self) -> None:
        """Note that something is heard."""
        if self.step is Step.COMPARE:
            self._go_to(Step.OVER)

    def _go_to(self, step: Step) -> None:
        self.step = step
        names = [self.tr("Drop a recording"), self.tr("It becomes small"), self.tr("Compare by ear")]
        for number, (title, name) in enumerate(zip(self.titles, names, strict=True)):
            sign = "✓" if number < step else f"{number + 1}"
            title.setText(f"{sign}  {name}")
            font = title.font()
            font.setBold(number == step)
            title.setFont(font)
            role = QPalette.ColorRole.WindowText if number <= step else QPalette.ColorRole.PlaceholderText
            title.setForegroundRole(role)
        self.advice.setText(self._advice_for(step))
        self._show_sample_button()
        self.close_button.setText(self.tr("Close") if step >= Step.COMPARE else self.tr("Skip"))
        self.close_button.setAccessibleName(self.close_button.text())
        self.close_button.setToolTip(self.tr("Help brings these steps back"))

    def _advice_for(self, step: Step) -> str:
        return {
            Step.DROP: self.tr("Drag a file from your file manager into this window, or take a short sample."),
            Step.MAKE_SMALL: self.tr(
                "It is being made small, and what was made is checked against the recording. The original stays."
            ),
            Step.COMPARE: self.tr(
                "Press Play under the waveforms. While it plays, X switches between the original and the small file."
            ),
            Step.OVER: self.tr("That is all. Now drop recordings of your own; whole folders work too."),
        }[step]

    def _end(self) -> None:
        self._settings.set("first_steps_done", True)
        self.hide()
