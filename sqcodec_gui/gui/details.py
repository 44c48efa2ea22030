"""Below the queue: what is to say of the selected item, and the comparison of its two sides."""

import importlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from sqcodec_gui.engine.job import DEFAULT_COMPUTE, CancelToken, ComputeChoice
from sqcodec_gui.gui.compare.keys import IN_LIST, act_on
from sqcodec_gui.gui.engine_words import in_words
from sqcodec_gui.gui.playback import devices
from sqcodec_gui.gui.queue.estimates import Estimates
from sqcodec_gui.gui.queue.phrases import size_change_words
from sqcodec_gui.gui.queue.record import JobRecord, JobState
from sqcodec_gui.gui.settings import Settings
from sqcodec_gui.gui.worker import Lane, run_task

if TYPE_CHECKING:
    from sqcodec_gui.gui.compare.panel import ComparePanel

PREPARE_LATER_MS = 5000
REST_MS = 120
"""Whoever walks through the list with the keys does not open every file on the way."""
Pair = tuple[Path | None, Path | None]


def prepare_sound(compute: ComputeChoice, progress: object, cancel: CancelToken) -> None:
    """Loads what decodes. For a worker thread."""
    from sqcodec_gui.engine.preview import prepare

    prepare(compute, cancel)


class DetailsPane(QWidget):
    """The comparison is made when the first item is shown: its libraries take a while to load."""

    failed = Signal(str)
    """One line for the status bar."""
    played = Signal()
    """Something is heard."""
    sound_found = Signal(bool)
    """Whether there is something to play on."""

    def __init__(self, estimates: Estimates, settings: Settings | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._estimates = estimates
        self._settings = settings
        self._pair: Pair = (None, None)
        self._plays_next = False
        self.line = QLabel()
        self.line.setAccessibleName(self.tr("About the selected item"))
        self.line.setWordWrap(True)
        self.line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.line.setContentsMargins(10, 6, 10, 2)
        self.hint = QLabel()
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.panel: ComparePanel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._top = QHBoxLayout()
        self._top.setContentsMargins(0, 4, 10, 0)
        self._top.addWidget(self.line, 1)
        self._column.addLayout(self._top)
        self._column.addWidget(self.hint, 1)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._show_pair)
        self.show_record(None)

    def offer(self, action: QAction) -> None:
        """A button for it, beside the words on the selected item, while it makes sense."""
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setVisible(action.isEnabled())
        action.enabledChanged.connect(button.setVisible)
        self._top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def show_record(self, record: JobRecord | None) -> None:
        """Words at once; the comparison only when the two files are others than before."""
        nothing, unheard = self.tr("Select an item to see and hear it here."), self.tr("Nothing to hear here yet.")
        self.hint.setText(nothing if record is None else unheard)
        text = "" if record is None else self.words(record)
        self.line.setText(text)
        self.line.setVisible(bool(text))
        pair: Pair = (None, None) if record is None or record.state is JobState.FAILED else record.pair
        if pair != self._pair:
            self._pair = pair
            self._plays_next = False
            self._rest.start()

    def play(self) -> None:
        """The selected item, at once or as soon as it is shown."""
        if self._rest.isActive():
            self._plays_next = True
        elif self.panel is not None and self._pair != (None, None):
            self.panel.play()

    def toggle_play(self) -> None:
        """Play, or pause."""
        if self._rest.isActive() or self.panel is None:
            self.play()
        else:
            self.panel.toggle_play()

    def take_key_of_list(self, key: Qt.Key) -> bool:
        """Which of the two is heard can be chosen from the list, too; whether the key meant that."""
        if key not in IN_LIST or self.panel is None or not self.panel.player.state.is_playing:
            return False
        return act_on(self.panel, key, Qt.KeyboardModifier.NoModifier)

    def words(self, record: JobRecord) -> str:
        """Why it failed, what came of it, or what will be lost."""
        if record.state in (JobState.FAILED, JobState.SKIPPED):
            return in_words(record.reason)
        if record.state is JobState.DONE:
            parts = [size_change_words(record)]
            if record.is_worth_a_listen:
                parts.append(self.tr("It differs from the original more than usual: listen to this one."))
            return " · ".join([*parts, *map(in_words, record.notices)])
        if record.state is JobState.OPENED:
            how = self.tr("Press Space to hear it. F5 makes an ordinary recording of it.")
            return " ".join([*map(in_words, record.notices), how])
        return " ".join(self._estimates.losses(record))

    def _show_pair(self) -> None:
        if self._pair == (None, None):
            if self.panel is not None:
                self.panel.clear()
                self.panel.hide()
            self.hint.show()
            return
        self._make_panel()
        self.hint.hide()
        assert self.panel is not None
        self.panel.show()
        self.panel.show_pair(*self._pair, play=self._plays_next)
        self._plays_next = False

    def _make_panel(self, _libraries: object = None) -> None:
        if self.panel is None:
            from sqcodec_gui.gui.compare.panel import ComparePanel

            self.panel = ComparePanel(self, settings=self._settings)
            self.panel.failed.connect(self.failed)
            self.panel.player.state_changed.connect(self._tell_sound)
            self._column.addWidget(self.panel, 1)
            self.panel.hide()

    def _tell_sound(self) -> None:
        if self.panel is not None:
            self.sound_found.emit(self.panel.player.state.problem is None)
            if self.panel.player.state.is_playing:
                self.played.emit()

    def warm_up(self) -> None:
        """Loads the libraries of the comparison in the light worker, and makes it: its first use stops nothing then.

        Then what decodes, so that the first file that is opened is heard at once.
        """
        run_task(
            lambda progress, cancel: importlib.import_module("sqcodec_gui.gui.compare.panel"),
            on_result=self._prepare_sound,
            on_error=None,
        )

    def _prepare_sound(self, libraries: object) -> None:
        """At once; but where a file was opened with the program, that one is heard first."""
        self._make_panel(libraries)
        # Not in the lane of what is listened to: a file that is opened meanwhile shall not wait for all of it.
        compute = self._settings.compute if self._settings is not None else DEFAULT_COMPUTE
        start = partial(run_task, partial(prepare_sound, compute), on_result=None, on_error=None, lane=Lane.TRIAL)
        QTimer.singleShot(0 if self._pair == (None, None) else PREPARE_LATER_MS, self, start)

    def look_for_sound(self) -> None:
        """The player does it, if there is one: its stream must not be open meanwhile."""
        if self.panel is not None:
            self.panel.player.look_again()
        else:
            devices.look_again()

    def close_audio(self) -> None:
        self._rest.stop()
        if self.panel is not None:
            self.panel.close_audio()
