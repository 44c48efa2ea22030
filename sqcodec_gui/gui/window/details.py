"""The stage says what is to say of the chosen recording, and compares it with what came of it."""

import importlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStyle,
    QStyleOption,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.settings_and_results import DEFAULT_COMPUTE, DEFAULT_MODEL, ComputeChoice
from sqcodec_gui.gui.compare.keys import IN_LIST, act_on
from sqcodec_gui.gui.compare.roles import Role
from sqcodec_gui.gui.models.needs_row import NeedsRow, needs_words
from sqcodec_gui.gui.queue.delegate import INCOMPLETE, sign_of
from sqcodec_gui.gui.queue.estimates import Estimates
from sqcodec_gui.gui.queue.job_formatting import (
    changed_words,
    fact_words,
    gone_words,
    music_words,
    notice_sentences,
    result_words,
)
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.style.compact import Yielding
from sqcodec_gui.gui.style.elided_label import ElidedLabel
from sqcodec_gui.gui.style.state_sign import StateSign, give_state
from sqcodec_gui.gui.style.theme import MEDIUM, NONE, SMALL, TINY, record_token
from sqcodec_gui.gui.window.near_originals import NearOriginals, look_at_files
from sqcodec_gui.gui.wording.formatting import key_words, sentences
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import WorkQueue, run_task
from sqcodec_gui.library_loading import load_libraries_of

if TYPE_CHECKING:
    from sqcodec_gui.gui.compare.panel import ComparePanel

PREPARE_LATER_MS = 5000
BETWEEN_STEPS_MS = 10
"""Long enough for the window to answer: what is due at once comes before keys and paint."""
REST_MS = 120
"""Whoever walks through the list with the keys does not open every file on the way."""


class Sides(NamedTuple):
    """It is what is compared: an original, and what came of it in its role; either may be missing."""

    original: Path | None = None
    other: Path | None = None
    role: Role = Role.SMALL


_NOTHING = Sides()


def load_comparison(_progress: object, _cancel: CancelToken) -> None:
    """Load the libraries of the comparison; call it in a worker thread."""
    for package in ("numpy", "av"):
        load_libraries_of(package)
    importlib.import_module("sqcodec_gui.gui.compare.panel")


def prepare_sound(compute: ComputeChoice, model: str, progress: object, cancel: CancelToken) -> None:
    """Load what decodes files of this model. It takes seconds, so call it in a worker thread."""
    from sqcodec_gui.engine.preview import prepare

    prepare(compute, cancel, model)


class DetailsPane(QWidget):
    """It makes the comparison when the first item is shown: its libraries take a while to load."""

    failed = Signal(str)
    """One line for the status bar."""
    played = Signal()
    """Something is heard."""
    compared = Signal()
    """Other files than before are compared."""
    files_changed = Signal(object)
    """Files of this ``JobRecord`` are gone, or there again, or others than before."""
    sound_found = Signal(bool)
    """Whether there is something to play on."""

    def __init__(
        self, estimates: Estimates, settings: UserSettings | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._estimates = estimates
        self._settings = settings
        self._sides = _NOTHING
        self._record: JobRecord | None = None
        self._originals = NearOriginals(self)
        self._originals.found.connect(lambda: self.show_record(self._record))
        self._looked_for: tuple[object, ...] | None = None
        """The row, and what it said, of which it was asked last whether its files are there."""
        self._plays_next = False
        self._is_closed = False
        self._offered: list[QPushButton] = []
        self.panel: ComparePanel | None = None
        self.setProperty("kind", "stage")
        self._build()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._show_sides)
        self.show_record(None)

    def _build(self) -> None:
        self.title = ElidedLabel()
        self.title.setProperty("kind", "title")
        self.facts = QLabel()
        self.result = ElidedLabel()
        self.line = ElidedLabel(wraps=True)
        self.line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hint = QLabel()
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        for label in (self.facts, self.result, self.hint):
            label.setProperty("kind", "facts")
        first = QHBoxLayout()
        first.addWidget(self.title, 1)
        first.addWidget(self.facts, 0, Qt.AlignmentFlag.AlignBaseline)
        self.head = QWidget()
        head = QVBoxLayout(self.head)
        head.setContentsMargins(MEDIUM, SMALL, MEDIUM, NONE)
        head.setSpacing(TINY)
        head.addLayout(first)
        head.addLayout(self._build_outcome())
        self.needs = NeedsRow()
        head.addWidget(self.needs)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(NONE, NONE, NONE, NONE)
        self._column.setSpacing(SMALL)
        self._column.addWidget(self.head)
        self._column.addWidget(self.hint, 1)

    def _build_outcome(self) -> QHBoxLayout:
        """Build what shows the outcome, and what is to be said of it; beside it a sign where something is wrong."""
        self.sign = StateSign()
        results = Yielding()
        inside = QVBoxLayout(results)
        inside.setContentsMargins(NONE, NONE, NONE, NONE)
        inside.addWidget(self.result)
        lines = QVBoxLayout()
        lines.setSpacing(TINY)
        lines.addWidget(results)
        lines.addWidget(self.line)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)
        return row

    def _show_state(self, record: JobRecord) -> None:
        """Show the state: what is wrong has its colour and its sign here, as in the row."""
        is_other = bool(changed_words(record)) or record.is_result_gone
        colour = "caution" if is_other else record_token(record)
        is_wrong = colour in ("caution", "bad")
        self.sign.show_sign(INCOMPLETE if is_other else sign_of(record) if is_wrong else "", colour)
        for label in (self.result, self.line):
            give_state(label, colour if is_wrong else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the style sheet, which a plain widget does not by itself."""
        option = QStyleOption()
        option.initFrom(self)
        QStylePainter(self).drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option)

    def offer(self, action: QAction, text: str) -> None:
        """Make a named button for it below the comparison, usable while it makes sense."""
        button = QPushButton(text)
        button.setProperty("kind", "soft")
        button.setToolTip(action.toolTip())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setEnabled(action.isEnabled())
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        self._offered.append(button)
        if self.panel is not None:
            self.panel.offer(button)

    def show_record(self, record: JobRecord | None) -> None:
        """Show words at once; the comparison changes only when the files are others than before."""
        self._record = record
        self._look_for_files(record)
        self.hint.setText(self._hint_for(record))
        self.head.setVisible(record is not None)
        if record is not None:
            self.title.set_full_text(record.name)
            self.facts.setText(fact_words(record))
            self.result.set_full_text(result_words(record))
            self.result.setVisible(bool(result_words(record)))
            text = self.words(record)
            self.line.set_full_text(text)
            self.line.setVisible(bool(text))
            self._show_state(record)
            self.needs.show_needs(record.needs if record.state is not JobState.DONE else None)
        sides = self._sides_of(record)
        if sides != self._sides:
            self._sides = sides
            self._plays_next = False
            self.compared.emit()
            if not self._is_closed:
                self._rest.start()

    def _hint_for(self, record: JobRecord | None) -> str:
        """Return what stands where there is nothing to see."""
        if record is None:
            return self.tr("Choose a recording to see and hear it here.")
        if record.state is JobState.FAILED:
            return self.tr("There is nothing to hear of this one, as it failed. {key} tries it again.").format(
                key=key_words("F5")
            )
        if gone_words(record):
            return self.tr("There is nothing to hear of this one, as its files are not where they were.")
        return self.tr("There is nothing to hear of this one yet.")

    def _look_for_files(self, record: JobRecord | None) -> None:
        """Look whether the files of a row are still there, when it is chosen and when it says something else.

        In a worker, as a folder on a network may answer after seconds. Until then it counts as before.
        """
        looked_for = None if record is None else (record.id, record.pair_key)
        if looked_for == self._looked_for or self._is_closed:
            return
        self._looked_for = looked_for
        if record is None:
            return
        files, small, original = record.files, record.files[1], record.files[0]
        if record.kind is JobKind.RESTORE and small is not None:
            original = self._originals.known(small)
            if original is None:
                self._originals.look_anew(small)
        run_task(
            lambda _progress, cancel: (record, *look_at_files(files, original, small, cancel)),
            on_result=self._take_look,
            on_error=None,
            work_queue=WorkQueue.DISK,
        )

    def _take_look(self, found: tuple[JobRecord, frozenset[Path], bool]) -> None:
        record, missing, is_changed = found
        if record.kind is JobKind.RESTORE and is_changed:
            self._originals.look_anew(record.source)
            is_news, is_changed = True, False
        else:
            is_news = (missing, is_changed) != (record.missing, record.is_original_changed)
        record.missing, record.is_original_changed = missing, is_changed
        if is_news:
            self.files_changed.emit(record)
            if record is self._record:
                self.show_record(record)

    def _sides_of(self, record: JobRecord | None) -> Sides:
        """Return what is compared for a row; the original of a small file is looked for near it."""
        if record is None or record.state is JobState.FAILED or record.needs is not None:
            return _NOTHING
        first, small = record.pair
        if record.kind is JobKind.COMPRESS:
            return Sides(first, small)
        if small is None:
            return Sides(None, first, Role.RESTORED)
        original = self._originals.original_of(small)
        return Sides(original, small) if first is None else Sides(original, first, Role.RESTORED)

    @property
    def small_pair(self) -> tuple[Path, Path] | None:
        """Return an original and its small file, if these two are what is compared."""
        original, other, role = self._sides
        return (original, other) if original is not None and other is not None and role is Role.SMALL else None

    @property
    def has_sound(self) -> bool:
        """Return whether there is something to hear of the current item."""
        return self._sides != _NOTHING

    def play(self) -> None:
        """Play the selected item, at once or as soon as it is shown."""
        if self._rest.isActive():
            self._plays_next = True
        elif self.panel is not None and self._sides != _NOTHING:
            self.panel.play()

    def fall_silent(self) -> None:
        """Pause, as something else is going to be heard."""
        if self.panel is not None:
            self.panel.player.pause()

    def toggle_play(self) -> None:
        """Play, or pause."""
        if self._rest.isActive() or self.panel is None:
            self.play()
        else:
            self.panel.toggle_play()

    def take_key_of_list(self, key: Qt.Key) -> bool:
        """Choose by a key pressed in the list which of the two is heard; return whether the key meant that."""
        if key not in IN_LIST or self.panel is None or not self.panel.player.state.is_playing:
            return False
        return act_on(self.panel, key, Qt.KeyboardModifier.NoModifier)

    def words(self, record: JobRecord) -> str:
        """Say why a job failed, what is to notice, or what will be lost."""
        if record.state is JobState.FAILED and record.needs is not None:
            return needs_words(record.needs)
        if record.state in (JobState.FAILED, JobState.SKIPPED):
            return translate_message(record.reason)
        if record.state is JobState.DONE:
            parts = [*gone_words(record), changed_words(record)]
            if record.is_worth_a_listen:
                parts.append(self.tr("It differs from the original more than usual: listen to this one."))
            if music_words(record):
                parts.append(music_words(record))
            if record.kind is JobKind.RESTORE and self._sides_of(record).original is None:
                parts.append(self.tr("Its original is not in this folder: there is none to compare it with."))
            return sentences([*parts, *notice_sentences(record)])
        if record.state is JobState.OPENED:
            how = self.tr("Press Space to hear it. F5 makes an ordinary recording of it.")
            said = [*gone_words(record), *notice_sentences(record)]
            if record.used_instead is not None:
                said.append(self.tr("{name} is used instead of this copy.").format(name=record.used_instead.name))
            return sentences([*said, how if record.needs is None else needs_words(record.needs)])
        return sentences([music_words(record), *self._estimates.losses(record)])

    def _show_sides(self) -> None:
        if self._sides == _NOTHING:
            if self.panel is not None:
                self.panel.clear()
                self.panel.hide()
            self.hint.show()
            return
        self._make_panel()
        self.hint.hide()
        assert self.panel is not None
        self.panel.show()
        self.panel.show_pair(self._sides.original, self._sides.other, self._plays_next, self._sides.role)
        self._plays_next = False

    def _make_panel(self) -> None:
        if self.panel is None:
            from sqcodec_gui.gui.compare.panel import ComparePanel

            self.panel = ComparePanel(self, settings=self._settings)
            self.panel.failed.connect(self.failed)
            self.panel.player.state_changed.connect(self._follow_player)
            self._column.addWidget(self.panel, 1)
            for button in self._offered:
                self.panel.offer(button)
            self.panel.hide()

    def _follow_player(self) -> None:
        if self.panel is not None:
            self.sound_found.emit(self.panel.player.state.problem is None)
            if self.panel.player.state.is_playing:
                self.played.emit()

    def warm_up(self) -> None:
        """Load the libraries of the comparison in the light worker, and make it: its first use stops nothing then.

        Then load what decodes, so that the first file that is opened is heard at once.
        """
        run_task(
            load_comparison,
            on_result=self._try_plot,
            on_error=None,
        )

    def _try_plot(self, _libraries: object) -> None:
        """Make a plot and throw it away: the first of all takes as long as the rest of the comparison, and so the
        window answers in between."""
        if self.panel is None:
            from sqcodec_gui.gui.compare.waveform import WaveformPlot

            WaveformPlot(Role.ORIGINAL).deleteLater()
        QTimer.singleShot(BETWEEN_STEPS_MS, self, self._prepare_sound)

    def _prepare_sound(self) -> None:
        """Prepare the sound at once; but where a file was opened with the program, that one is heard first."""
        if self._is_closed:
            return
        self._make_panel()
        # Not in the work queue of what is listened to: a file that is opened meanwhile shall not wait for all of it.
        compute, model = DEFAULT_COMPUTE, DEFAULT_MODEL
        if self._settings is not None:
            compute, model = self._settings.compute, self._settings.get("model")
        start = partial(
            run_task, partial(prepare_sound, compute, model), on_result=None, on_error=None, work_queue=WorkQueue.TRIAL
        )
        QTimer.singleShot(0 if self._sides == _NOTHING else PREPARE_LATER_MS, self, start)

    def look_for_sound(self) -> None:
        """List the sound devices anew; the player does it, if there is one: its stream must not be open meanwhile."""
        if self.panel is not None:
            self.panel.player.look_again()
        else:
            from sqcodec_gui.playback import devices

            devices.look_again()

    def close_audio(self) -> None:
        """Let the sound device and all files go, for good: rows may still change while the window closes."""
        self._is_closed = True
        self._rest.stop()
        if self.panel is not None:
            self.panel.close_audio()
