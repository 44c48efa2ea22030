"""The window has a bar above, the cards of the queue at the left, and the stage at the right, where one hears."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from sqcodec_gui.engine.batch import most_at_once
from sqcodec_gui.engine.device import ComputeTarget
from sqcodec_gui.gui import worker
from sqcodec_gui.gui.idle_monitor import IdleMonitor
from sqcodec_gui.gui.models.better_sound import BetterSound
from sqcodec_gui.gui.models.fetch_strip import FetchStrip
from sqcodec_gui.gui.models.fetching import Fetching
from sqcodec_gui.gui.queue.controller import QueueController, Tally
from sqcodec_gui.gui.queue.empty import EmptyPage
from sqcodec_gui.gui.queue.estimates import Estimates
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.music_scan import MusicScan
from sqcodec_gui.gui.queue.queue_import import QueueImport
from sqcodec_gui.gui.queue.queue_page import QueuePage
from sqcodec_gui.gui.queue.record import JobRecord, JobState
from sqcodec_gui.gui.queue.running_job import Convert
from sqcodec_gui.gui.queue.saver import QueueSaver
from sqcodec_gui.gui.queue.store import QueueStore
from sqcodec_gui.gui.queue.taking_out import TakingOut
from sqcodec_gui.gui.queue.totals import Totals
from sqcodec_gui.gui.queue.view import QueueView
from sqcodec_gui.gui.queue.work_bar import WorkBar
from sqcodec_gui.gui.self_check import SelfCheck
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.style.theme import NONE, WINDOW_PX, apply_appearance
from sqcodec_gui.gui.window.actions import (
    Actions,
    appearance_group,
    build_menu_bar,
    enable_for_queue,
    enable_for_selection,
    item_menu,
)
from sqcodec_gui.gui.window.body import Body
from sqcodec_gui.gui.window.choice_bar import ChoiceBar
from sqcodec_gui.gui.window.closing import ClosingDecision
from sqcodec_gui.gui.window.details import DetailsPane
from sqcodec_gui.gui.window.dialog_opener import DialogOpener
from sqcodec_gui.gui.window.drops import FileDrops
from sqcodec_gui.gui.window.file_opener import FileOpener
from sqcodec_gui.gui.window.first_steps import FirstSteps
from sqcodec_gui.gui.window.info_bar import InfoBar
from sqcodec_gui.gui.window.message_bar import MessageBar
from sqcodec_gui.gui.window.queue_notices import QueueNotices
from sqcodec_gui.gui.window.recent import RecentFiles
from sqcodec_gui.gui.window.row_actions import RowActions
from sqcodec_gui.gui.window.status_line import StatusLine
from sqcodec_gui.gui.wording.translate_message import translate_message

TITLE = "SQCodec"


class MainWindow(QMainWindow):
    """It joins all parts. ``convert`` does the jobs (tests give a faster one); ``store`` keeps the queue."""

    def __init__(self, settings: UserSettings, store: QueueStore, convert: Convert) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setAcceptDrops(True)
        self._settings = settings
        self._store = store
        self._is_stopped = False
        self.estimates = Estimates(settings)
        self.model = QueueModel(self, self.estimates.losses)
        self.controller = QueueController(self.model, settings, convert, self)
        self.importer = QueueImport(self.model, self)
        self.actions_by_name = Actions(self)
        self.file_drops = FileDrops(self)
        self.installEventFilter(self.file_drops)
        self.recent = RecentFiles(settings, self)
        self.fetching = Fetching(settings, self)
        self.saver = QueueSaver(self.model, self.importer, store, self)
        self.closing = ClosingDecision(self.controller, self)
        self._build_central()
        self._build_menus()
        self._build_status_bar()
        act = self.actions_by_name
        self.dialogs = DialogOpener(settings, act, self.view, self.details, self.fetching, self.list_bytes, self)
        self.file_opener = FileOpener(
            self.view, self.details, self.importer, self.recent, settings, act["show_compare"], self
        )
        self.notices = QueueNotices(settings, self.totals, self.info_bar, act, self)
        self.taking_out = TakingOut(self.model, self.info_bar, act["undo_clear"], self)
        self.rows = RowActions(self.view, self.controller, self.file_opener, self.taking_out, self.dialogs, self)
        self.view.look_wanted.connect(self.importer.look_at)
        self.music_scan = MusicScan(self.model, self)
        self.better_sound = BetterSound(settings, self.model, self.controller, self.fetching, self.info_bar, act, self)
        self._connect_actions()
        self._connect_parts()
        self._restore_queue()
        self._restore_place()
        self._follow_queue()
        self._show_selected()

    # Building

    def _build_central(self) -> None:
        act = self.actions_by_name
        ways_in = [act[name] for name in ("add_files", "add_folder", "paste", "restore")]
        self.choices = ChoiceBar(self._settings, ways_in, act["record"], act["settings"])
        self.info_bar = InfoBar()
        self.fetch_strip = FetchStrip(self.fetching)
        self.view = QueueView(self.model, self.estimates.projected_bytes, self.file_drops)
        self.totals = totals = Totals(self.model, self.controller, self.estimates.projected_bytes)
        self.page = QueuePage(self.model, totals, self.view, act["clear_finished"])
        self.details = DetailsPane(self.estimates, self._settings)
        self.empty = EmptyPage(act["add_files"], [act["sample"]])
        self.first_steps = FirstSteps(act["sample"], self._settings)
        self.body = Body(self.empty, self.page, self.details, self.first_steps)
        self.work_bar = WorkBar(self.model, self.controller, totals, [act["pause"], act["cancel_all"]])
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(NONE, NONE, NONE, NONE)
        column.setSpacing(NONE)
        for widget, stretch in (
            (self.choices, 0),
            (self.info_bar, 0),
            (self.fetch_strip, 0),
            (self.body, 1),
            (self.work_bar, 0),
        ):
            column.addWidget(widget, stretch)
        self.setCentralWidget(central)

    def _build_menus(self) -> None:
        self.appearance = appearance_group(self, self._settings.get("appearance"))
        build_menu_bar(self.menuBar(), self.actions_by_name, self.appearance, self.recent)
        for name in Actions.LIST_ONLY:
            self.view.addAction(self.actions_by_name[name])
        self.view.set_menu_actions(item_menu(self.actions_by_name))

    def _build_status_bar(self) -> None:
        self.message_bar = MessageBar()
        self.setStatusBar(self.message_bar)
        self.status_line = StatusLine(self.message_bar, self._take_device)
        self.idle_monitor = IdleMonitor(self)
        self.self_check = SelfCheck(self.status_line.warn, self)

    def _connect_actions(self) -> None:
        for name in ("trash_originals", "keep_originals", "notice_read"):
            action = self.actions_by_name[name]
            action.triggered.connect(lambda _checked=False, action=action: self.info_bar.drop_question(action))
        view, controller, model, dialogs, rows = self.view, self.controller, self.model, self.dialogs, self.rows
        for name, slot in {
            "add_files": self.file_opener.choose_recordings,
            "add_folder": self.file_opener.choose_folder,
            "paste": self.file_opener.paste,
            "restore": self.file_opener.choose_sqc,
            "sample": self.importer.add_sample,
            "record": dialogs.show_recorder,
            "archive_kit": lambda: dialogs.show_kit(view.selected_records(), model.records),
            "share": lambda: dialogs.show_page(view.selected_records()),
            "make_smaller": lambda: dialogs.show_shrink(view.current_record()),
            "settings": lambda: dialogs.show_settings(next((r.source for r in view.selected_records()), None)),
            "quit": self.close,
            "pause": self.start_or_pause,
            "continue": self.go_on_from_last_time,
            "cancel": lambda: controller.cancel(view.selected_records()),
            "cancel_all": self.cancel_all,
            "retry": lambda: controller.retry(view.selected_records()),
            "move_up": lambda: model.move(view.selected_records(), -1),
            "move_down": lambda: model.move(view.selected_records(), +1),
            "remove": rows.remove_selected,
            "clear_finished": self.taking_out.finished,
            "trash_originals": rows.ask_for_originals,
            "show_result": rows.show_result,
            "show_source": rows.show_source,
            "select_all": view.selectAll,
            "qualities": dialogs.show_qualities,
            "blind_test": dialogs.show_blind_test,
            "which_quality": dialogs.show_quality_chooser,
            "show_compare": self.body.show_stage,
            "first_steps": self.first_steps.begin,
            "help": dialogs.show_help,
            "show_log": dialogs.show_log,
            "about": dialogs.show_about,
        }.items():
            self.actions_by_name[name].triggered.connect(slot)
        self.appearance.triggered.connect(lambda action: self._settings.set("appearance", action.data()))

    def _connect_parts(self) -> None:
        self.choices.more_wanted.connect(self.dialogs.show_qualities)
        self.file_drops.hovered.connect(self.body.show_hover)
        self.file_drops.dropped.connect(self.add_paths)
        self.importer.added.connect(self._take_added)
        self.importer.pending_changed.connect(self._follow_queue)
        self.importer.search_ended.connect(self._follow_queue)
        self.importer.left_found.connect(self._ask_at_start)
        for source in (self.importer, self.dialogs, self.rows, self.better_sound, self.notices):
            source.status_message.connect(self.show_status)
        self.closing.status_message.connect(self.show_status)
        self.dialogs.installed_changed.connect(self._take_other_models)
        self.dialogs.sounds.connect(self.details.fall_silent)
        self.fetching.got.connect(self._take_other_models)
        self.fetch_strip.help_wanted.connect(self.dialogs.show_no_internet)
        self.details.needs.get_wanted.connect(lambda model: self.fetching.begin(model, uses_it=False))
        self.details.needs.import_wanted.connect(self.dialogs.ask_for_import)
        self.dialogs.recorded.connect(lambda path: self.add_paths([path]))
        self.dialogs.trashed.connect(self.model.update)
        self.dialogs.changed.connect(self.model.update)
        self.saver.failed.connect(self._show_not_saved)
        self.details.failed.connect(self.show_status)
        self.details.compared.connect(self._enable_for_selection)
        self.details.files_changed.connect(lambda record: self.model.update(record, is_saved_part=False))
        self.details.sound_found.connect(self.status_line.show_sound)
        self.details.played.connect(self.first_steps.take_played)
        self.view.selection_changed.connect(self._show_selected)
        self.controller.state_changed.connect(self._follow_queue)
        self.controller.job_ended.connect(self._after_job)
        self.controller.finished.connect(self._after_queue)
        for signal in (self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._follow_queue)
        self.model.dataChanged.connect(self._follow_change)
        self._settings.changed.connect(self._follow_setting)

    # What is remembered

    def _restore_queue(self) -> None:
        if not self._store.is_ours:
            self.show_status(self.tr("Another window is open: the list of this one is not kept."), lasting=True)
        records = self._store.load()
        self.model.add(records)
        for record in records:
            self.first_steps.take_done(record)
        self._ask_at_start()
        if records:
            self.view.setFocus()
        else:
            self.empty.setFocus()
        self.importer.go_on_with(self._store.pending_imports)
        self.importer.look_at_all()

    def _ask_at_start(self) -> None:
        self.notices.ask_at_start(sum(record.is_held for record in self.model.records), self._store.put_aside)

    def _restore_place(self) -> None:
        if not self.restoreGeometry(self._settings.get("window_geometry")):
            self.resize(*WINDOW_PX)
        self.body.splitter.restoreState(self._settings.get("splitter_state"))

    def _show_not_saved(self, reason: str) -> None:
        self.show_status(self.tr("The list could not be saved: {reason}").format(reason=reason))

    # Getting things in

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Add files and folders to the list, from wherever they come."""
        self.importer.add(paths)

    def open_path(self, path: Path) -> None:
        """Open a file from the file manager, the command line or the list of recent files."""
        self.file_opener.open_path(path)

    def take_from_outside(self, wanted: Sequence[Path]) -> None:
        """Come to the front with what was meant: somebody has started the program once more."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()
        self.file_opener.open_all(wanted)

    def _take_added(self, records: list[JobRecord]) -> None:
        if not self.view.currentIndex().isValid() or records[0].state.is_over:
            self.view.select(records[0])
        if len(records) == len(self.model.records):
            self.view.setFocus()  # whatever had the keys until now, such as a button of the empty page, is gone
        self.first_steps.take_added(records)
        if self._settings.get("start_on_add"):
            self.controller.start()

    # What happens to the queue

    def start_or_pause(self) -> None:
        """Do whatever makes sense at this moment; the button says what."""
        if self.controller.is_paused:
            self.controller.resume()
        elif self.controller.is_working:
            self.controller.pause()
        else:
            self.go_on_from_last_time()

    def go_on_from_last_time(self) -> None:
        self.notices.drop_question_of_start()
        self.controller.start_held()

    def cancel_all(self) -> None:
        self.importer.cancel_searches()
        self.controller.cancel_all()

    def _after_job(self, record: JobRecord) -> None:
        if record.state is JobState.FAILED:
            self.show_status(translate_message(record.reason))
        self.first_steps.take_done(record, any(not one.state.is_over and not one.is_held for one in self.model.records))
        self._show_selected()

    def _after_queue(self, tally: Tally) -> None:
        self.notices.report_end(tally, self.closing.is_when_done)
        if self.closing.is_when_done:
            self.close()
        elif tally.done or tally.failed:
            self.better_sound.after_queue(tally)

    def _follow_queue(self) -> None:
        """Show what the queue decides: which page is seen, which actions make sense, and the title."""
        records, at_work = self.model.records, self.controller.at_work
        self.body.show_empty(not records)
        if not any(record.is_held for record in records):
            self.notices.drop_question_of_start()
        enable_for_queue(self.actions_by_name, self.controller, records, bool(self.importer.pending_paths))
        self.setWindowTitle(" – ".join([*(record.name for record in at_work[:1]), TITLE]))

    def _follow_change(self, first: QModelIndex, last: QModelIndex) -> None:
        """Show what changed of the current row, and what makes sense with those selected; most others are neither."""
        record = self.view.current_record()
        if record is not None and first.row() <= self.model.row_of(record) <= last.row():
            self.details.show_record(record)  # what will be lost is often known only after work began
            if record.state is not JobState.WORKING:
                self._enable_for_selection()
        elif self.view.is_any_selected(first.row(), last.row()):
            self._enable_for_selection()

    def _show_selected(self) -> None:
        current = self.view.current_record()
        self.details.show_record(current)
        self._enable_for_selection()

    def _enable_for_selection(self) -> None:
        selected, current = self.view.selected_records(), self.view.current_record()
        enable_for_selection(self.actions_by_name, selected, current, self.details.small_pair is not None)

    def _follow_setting(self, key: str) -> None:
        if key == "appearance":
            apply_appearance(self._settings.get(key))
        elif key in ("device", "engine"):
            self._find_device()
            self.self_check.start(self._settings.compute)
        elif key in ("model", "channels"):
            self.model.update_all()
            self._show_selected()

    def warm_up(self) -> None:
        """Load what the first job needs; call it when the window stands."""
        self._find_device()
        self.details.warm_up()
        self.importer.warm_up()
        self.self_check.start(self._settings.compute)
        self.better_sound.start()

    def _take_other_models(self) -> None:
        """Take note that models came, or went."""
        self.choices.load_qualities()
        self.importer.look_for_weights_again()

    def list_bytes(self, model: str) -> int | None:
        """Return what the recordings in the list take with this model, in bytes; None where nobody knows."""
        return self.estimates.list_bytes(self.model.records, model)

    def _find_device(self) -> None:
        self.controller.batch.slots = 1
        self.status_line.warm_up(self._settings.compute)

    def _take_device(self, target: ComputeTarget) -> None:
        self.controller.batch.slots = most_at_once(target)

    def show_status(self, text: str, lasting: bool = False) -> None:
        """Show one line in the status bar."""
        self.message_bar.show_line(text, lasting)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Play or pause with Space, wherever the focus is; a text field, or a button that Tab led to, took it first."""
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            if not event.isAutoRepeat() and not self.file_opener.toggle_play() and self.model.records:
                self.show_status(self.details.hint.text())
        else:
            super().keyPressEvent(event)

    # The end

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.closing.may_close():
            event.ignore()
            return
        self._settings.set("window_geometry", self.saveGeometry())
        self._settings.set("splitter_state", self.body.splitter.saveState())
        self._settings.save()
        self._stop()
        event.accept()

    def stop_and_close(self) -> None:
        """Close without a question: somebody outside has asked the program to end."""
        self.closing.close_unasked()

    def _stop(self) -> None:
        """Save what is at work as waiting, then stop it; the next start goes on from there."""
        if self._is_stopped:
            return
        self._is_stopped = True
        self.hide()  # the work answers within half a second, but nobody has to look at that
        self.dialogs.close_all()
        self.saver.finish()
        self.details.close_audio()
        self.controller.stop_for_now()
        worker.shut_down()
        self._store.close()
