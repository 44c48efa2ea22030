"""The dialogs of the main window are opened here, and loaded when they are wanted: the window is there sooner."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sqcodec_gui import paths
from sqcodec_gui.engine.estimate import narrow_khz
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.models.fetching import Fetching
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.queue.view import QueueView
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.window.actions import Actions
from sqcodec_gui.gui.window.choose_files import ask_for_models, ask_for_sqc
from sqcodec_gui.gui.window.details import DetailsPane
from sqcodec_gui.gui.window.placing import run_in_place, stand_in_place
from sqcodec_gui.gui.window.reveal import reveal

if TYPE_CHECKING:
    from sqcodec_gui.gui.models.qualities_dialog import QualitiesDialog
    from sqcodec_gui.gui.quality_chooser.encoding import QueuedRecording
    from sqcodec_gui.gui.recording.dialog import RecordDialog


def small_files(records: Sequence[JobRecord]) -> list[Path]:
    """Return the small files that are there, each once. Asks the disk for each: what is made of them takes longer."""
    smalls = dict.fromkeys(small for record in records if (small := record.files[1]) is not None)
    return [small for small in smalls if small.is_file()]


class DialogOpener(QObject):
    """It is made once for the window ``parent``; each method opens one dialog.

    What is played in the window pauses while a listening test is open.
    """

    status_message = Signal(str)
    """One line for the status bar."""
    installed_changed = Signal()
    """Models were removed."""
    sounds = Signal()
    """Something is going to be heard in another window."""
    recorded = Signal(Path)
    """A recording is finished and lies there."""
    changed = Signal(object)
    """Something is to be said of a ``JobRecord`` that was not before."""
    trashed = Signal(object)
    """The original of a ``JobRecord`` lies in the trash."""

    def __init__(
        self,
        settings: UserSettings,
        actions: Actions,
        view: QueueView,
        details: DetailsPane,
        fetching: Fetching,
        list_bytes: Callable[[str], int | None],
        parent: QWidget,
    ) -> None:
        """Keep what the dialogs need. ``list_bytes(model)`` says what the list's recordings take with a model."""
        super().__init__(parent)
        self._window = parent
        self._settings, self._actions = settings, actions
        self._view, self._details = view, details
        self._fetching, self._list_bytes = fetching, list_bytes
        details.offer(actions["blind_test"], self.tr("Can you hear it?"))
        details.offer(actions["which_quality"], self.tr("Which quality is enough?"))
        self._recorder: RecordDialog | None = None
        self._qualities: QualitiesDialog | None = None

    def show_settings(self, example: Path | None) -> None:
        """Show the settings; ``example`` is a recording by which names of results are shown."""
        from sqcodec_gui.gui.settings.dialog import SettingsDialog

        run_in_place(SettingsDialog(self._settings, example, self._window), self._settings)

    def show_qualities(self) -> None:
        """Show the qualities beside the window, so that the queue goes on in sight."""
        from sqcodec_gui.gui.models.qualities_dialog import QualitiesDialog

        if self._qualities is None:
            self._qualities = QualitiesDialog(self._settings, self._fetching, self._list_bytes, self._window)
            self._qualities.installed_changed.connect(self.installed_changed)
            self._qualities.sounds.connect(self.sounds)
            stand_in_place(self._qualities, self._settings)
        self._qualities.load()
        self._qualities.show()
        self._qualities.raise_()
        self._qualities.activateWindow()

    def show_no_internet(self) -> None:
        """Show how a model comes here without a network."""
        self.show_qualities()
        assert self._qualities is not None
        self._qualities.show_help()

    def ask_for_import(self) -> None:
        """Import models out of a folder, for what small files need: what new ones are made with stays."""
        chosen = ask_for_models(self._window)
        if chosen is not None:
            self._fetching.begin_import(chosen, uses_it=False)

    def show_help(self) -> None:
        from sqcodec_gui.gui.help.dialogs import HelpDialog

        run_in_place(HelpDialog(self._actions.with_keys(), self._window), self._settings)

    def show_about(self) -> None:
        from sqcodec_gui.gui.help.dialogs import AboutDialog

        run_in_place(AboutDialog(self._window), self._settings)

    def show_log(self) -> None:
        if not reveal(paths.log_path()):
            self.status_message.emit(self.tr("There is no log file yet."))

    def show_recorder(self) -> None:
        """Show the recorder beside the window, so that the queue can be watched meanwhile."""
        from sqcodec_gui.gui.recording.dialog import RecordDialog

        if self._recorder is None:
            self._recorder = RecordDialog(self._settings, self._details.look_for_sound, self._window)
            self._recorder.recorded.connect(self.recorded)
            stand_in_place(self._recorder, self._settings)
        self._recorder.open_up()

    def close_all(self) -> None:
        """Close the dialogs beside the window: what is being recorded is finished and kept, what is heard ends."""
        if self._recorder is not None:
            self._recorder.close()
        if self._qualities is not None:
            self._qualities.reject()

    def show_kit(self, selected: Sequence[JobRecord], records: Sequence[JobRecord]) -> None:
        """Make a kit of the small files of several ``selected`` ones. One is selected only because one always is: then
        all of ``records`` are proposed. Where there are no small files, the person is asked for some."""
        from sqcodec_gui.gui.sharing.kit_dialog import KitDialog

        chosen, every = small_files(selected), small_files(records)
        sources = chosen if len(chosen) > 1 else every or ask_for_sqc(self._window, self._settings)
        if sources:
            asked = chosen[0] if len(chosen) == 1 and len(sources) > 1 else None
            run_in_place(KitDialog(sources, self._settings, self._window, asked), self._settings)

    def show_page(self, records: Sequence[JobRecord]) -> None:
        """Make a page with the small files of ``records``; where there are none, the person is asked for some."""
        from sqcodec_gui.gui.sharing.page_dialog import PageDialog

        sources = small_files(records) or ask_for_sqc(self._window, self._settings)
        if sources:
            run_in_place(PageDialog(sources, self._settings, self._window), self._settings)

    def show_shrink(self, record: JobRecord | None) -> None:
        """Make a smaller copy of its small file."""
        from sqcodec_gui.gui.sharing.shrink_dialog import ShrinkDialog

        if record is None or record.small is None:
            return

        def note(copy: Path) -> None:
            record.smaller = copy
            self.changed.emit(record)

        dialog = ShrinkDialog(record.small, record.duration_s or 0.0, self._window)
        dialog.made.connect(note)
        run_in_place(dialog, self._settings)

    def show_originals(self, records: Sequence[JobRecord]) -> None:
        from sqcodec_gui.gui.queue.originals_dialog import OriginalsDialog

        dialog = OriginalsDialog(
            [record for record in records if record.may_replace_original], self._settings.compute, self._window
        )
        dialog.trashed.connect(self.trashed)
        run_in_place(dialog, self._settings)

    def show_blind_test(self) -> None:
        """Compare the selected recording with its small version, blindly."""
        from sqcodec_gui.gui.blind_test.dialog import BlindTestDialog

        record, pair = self._view.current_record(), self._details.small_pair
        if record is None or pair is None:
            self.status_message.emit(
                self.tr("Select a recording that was made small: then there is something to compare.")
            )
            return
        dialog = BlindTestDialog(
            *pair,
            self._settings,
            self._window,
            loop_s=self._loop_s,
            narrow_khz=_narrow_khz(record, *pair),
            device=self._silence(),
        )
        run_in_place(dialog, self._settings)

    def show_quality_chooser(self) -> None:
        """Choose a quality with the selected recording, and the sizes of all that waits."""
        from sqcodec_gui.gui.quality_chooser.dialog import QualityChooser

        current = self._view.current_record()
        records = _meant(self._view.model().records, current)
        if not records:
            self.status_message.emit(self.tr("Add a recording first: the qualities are compared with a passage of it."))
            return
        place = records.index(current) if current in records else 0
        loop_s = self._loop_s if current in records else None
        recordings = [self._recording(record) for record in records]
        dialog = QualityChooser(
            recordings, self._settings, self._window, current=place, loop_s=loop_s, device=self._silence()
        )

        def get_more() -> None:
            self.show_qualities()
            dialog.reload()

        dialog.more_wanted.connect(get_more)
        run_in_place(dialog, self._settings)

    @property
    def _loop_s(self) -> tuple[float, float] | None:
        return self._details.panel.loop_s if self._details.panel is not None else None

    def _silence(self) -> str | None:
        """Let the comparison pause. Return the name of its output; None for the usual one."""
        if self._details.panel is None:
            return None
        self._details.panel.player.pause()
        device = self._details.panel.player.state.device
        return None if device is None else device.name

    def _recording(self, record: JobRecord) -> "QueuedRecording":
        from sqcodec_gui.gui.quality_chooser.encoding import QueuedRecording

        mixes_down = self._settings.get("channels") == "mix"
        channels = 1 if mixes_down or record.info is None else record.info.channels
        made = (record.model, record.target_bytes) if record.state is JobState.DONE else ("", 0)
        return QueuedRecording(record.source, record.duration_s or 0.0, channels, record.source_bytes, *made)


def _meant(records: Sequence[JobRecord], current: JobRecord | None) -> list[JobRecord]:
    """Return the recordings that wait, with the selected one; where none waits, all of them."""
    there = [
        one for one in records if one.kind is JobKind.COMPRESS and one.duration_s and one.state is not JobState.FAILED
    ]
    if all(one.state.is_over for one in there):
        return there
    return [one for one in there if not one.state.is_over or one is current]


def _narrow_khz(record: JobRecord, original: Path, small: Path) -> float | None:
    """Return the frequency above which the small file keeps nothing although the original has something there."""
    from sqcodec_gui.audio import probe
    from sqcodec_gui.engine.preview import preview_info

    try:
        model = record.model or preview_info(small).model
        info = record.info if record.info is not None and record.source == original else probe(original)
        return narrow_khz(info, model)
    except (SqcodecError, OSError):  # a file that cannot be read, or of a model that only a newer version knows
        return None  # the test itself will say what is wrong with it
