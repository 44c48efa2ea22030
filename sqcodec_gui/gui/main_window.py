"""The window: choices above, the queue, and below it the comparison of the selected item."""

import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtWidgets import QMainWindow, QRubberBand, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from sqcodec_gui.gui import worker
from sqcodec_gui.gui.actions import Actions, appearance_group
from sqcodec_gui.gui.choice_bar import ChoiceBar
from sqcodec_gui.gui.choose_files import ask_for_folder, ask_for_recordings, ask_for_sqc
from sqcodec_gui.gui.closing import Closing, ask_how_to_close
from sqcodec_gui.gui.details import DetailsPane
from sqcodec_gui.gui.drops import accept_as_copy, paths_from
from sqcodec_gui.gui.help_dialogs import AboutDialog, KeysDialog
from sqcodec_gui.gui.log import log_path
from sqcodec_gui.gui.menus import build_menu_bar, item_menu
from sqcodec_gui.gui.notify import Notifier
from sqcodec_gui.gui.qualities_dialog import QualitiesDialog
from sqcodec_gui.gui.queue.controller import QueueController, RunOrder, Tally
from sqcodec_gui.gui.queue.empty import EmptyPage
from sqcodec_gui.gui.queue.estimates import Estimates
from sqcodec_gui.gui.queue.intake import Intake
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.page import QueuePage
from sqcodec_gui.gui.queue.phrases import summary_words
from sqcodec_gui.gui.queue.record import JobRecord, JobState
from sqcodec_gui.gui.queue.store import QueueStore
from sqcodec_gui.gui.queue.view import QueueView
from sqcodec_gui.gui.reveal import reveal
from sqcodec_gui.gui.settings import Settings
from sqcodec_gui.gui.settings_dialog import SettingsDialog
from sqcodec_gui.gui.status_line import StatusLine
from sqcodec_gui.gui.theme import apply_appearance

TITLE = "SQCodec"
SAVE_DELAY_MS = 300
MESSAGE_MS = 8000
logger = logging.getLogger(__name__)


class MainWindow(QMainWindow):
    """``run_order`` does the jobs (tests give a faster one); ``store`` keeps the queue over restarts."""

    def __init__(self, settings: Settings, store: QueueStore, run_order: RunOrder) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setAcceptDrops(True)
        self._settings = settings
        self._store = store
        self._closes_when_done = False
        self._asks_before_closing = True
        self._is_stopped = False
        self.estimates = Estimates(settings)
        self.model = QueueModel(self, self.estimates.losses)
        self.controller = QueueController(self.model, settings, run_order, self)
        self.intake = Intake(self.model, self)
        self.actions_by_name = Actions(self)
        self.notifier = Notifier(self, settings)
        self._build_central()
        self._build_menus()
        self._build_status_bar()
        self._build_saving()
        self._connect_actions()
        self._connect_parts()
        self._restore_queue()
        self._restore_place()
        self._follow_queue()

    # Building

    def _build_central(self) -> None:
        act = self.actions_by_name
        self.choices = ChoiceBar(self._settings)
        self.view = QueueView(self.model, self.estimates.projected_bytes)
        footer = [act[name] for name in ("pause", "cancel_all", "clear_finished")]
        self.page = QueuePage(self.model, self.controller, self.view, footer)
        self.details = DetailsPane(self.estimates)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(self.page)
        self.splitter.addWidget(self.details)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setChildrenCollapsible(False)
        self.empty = EmptyPage(act["add_files"], act["add_folder"], act["sample"])
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.splitter)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.choices)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(central)
        self._drop_frame = QRubberBand(QRubberBand.Shape.Rectangle, self.pages)

    def _build_menus(self) -> None:
        self.appearance = appearance_group(self, self._settings.get("appearance"))
        build_menu_bar(self.menuBar(), self.actions_by_name, self.appearance)
        for name in Actions.LIST_ONLY:
            self.view.addAction(self.actions_by_name[name])
        self.view.set_menu_actions(item_menu(self.actions_by_name))

    def _build_status_bar(self) -> None:
        self.status_line = StatusLine(self.statusBar())

    def _build_saving(self) -> None:
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._save_timer.setInterval(SAVE_DELAY_MS)
        self._save_timer.timeout.connect(self.save_queue)
        self.model.saved_part_changed.connect(self._save_timer.start)

    def _connect_actions(self) -> None:
        view, controller, model = self.view, self.controller, self.model
        for name, slot in {
            "add_files": lambda: self.add_chosen(ask_for_recordings(self, self._settings)),
            "add_folder": lambda: self.add_chosen(ask_for_folder(self, self._settings)),
            "paste": self.paste,
            "restore": lambda: self.add_chosen(ask_for_sqc(self, self._settings)),
            "sample": self.intake.add_sample,
            "settings": self.show_settings,
            "quit": self.close,
            "pause": self.start_or_pause,
            "continue": self.go_on_from_last_time,
            "cancel": lambda: controller.cancel(view.selected_records()),
            "cancel_all": controller.cancel_all,
            "retry": lambda: controller.retry(view.selected_records()),
            "move_up": lambda: model.move(view.selected_records(), -1),
            "move_down": lambda: model.move(view.selected_records(), +1),
            "remove": self.remove_selected,
            "clear_finished": lambda: model.remove([r for r in model.records if r.state.is_over]),
            "show_result": self.show_result,
            "show_source": self.show_source,
            "select_all": view.selectAll,
            "qualities": self.show_qualities,
            "show_compare": self.details.setVisible,
            "keys": self.show_keys,
            "show_log": self.show_log,
            "about": self.show_about,
        }.items():
            self.actions_by_name[name].triggered.connect(slot)
        self.appearance.triggered.connect(lambda action: self._settings.set("appearance", action.data()))

    def _connect_parts(self) -> None:
        self.choices.more_wanted.connect(self.show_qualities)
        self.intake.added.connect(self._take_added)
        self.intake.told.connect(self.tell)
        self.details.failed.connect(self.tell)
        self.details.sound_found.connect(self.status_line.show_sound)
        self.view.selection_changed.connect(self._show_selected)
        self.view.opened.connect(lambda record: self.show_result())
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
            self.tell(self.tr("Another window is open: the list of this one is not kept."), lasting=True)
        records = self._store.load()
        self.model.add(records)
        left = sum(record.is_held for record in records)
        if left:
            text = self.tr("{n} left from last time: go on?").format(n=left)
            self.page.info_bar.ask(text, self.actions_by_name["continue"], self.actions_by_name["cancel_all"])
        self.intake.look_at_all()

    def _restore_place(self) -> None:
        if not self.restoreGeometry(self._settings.get("window_geometry")):
            self.resize(1000, 720)
        self.splitter.restoreState(self._settings.get("splitter_state"))

    def save_queue(self) -> None:
        """Also called at the end; a full disk is said once and then tried again with the next change."""
        self._save_timer.stop()
        try:
            self._store.save(self.model.records)
        except OSError as error:
            logger.warning("The queue was not saved: %r", error)
            self.tell(self.tr("The list could not be saved: {reason}").format(reason=error.strerror))

    # Getting things in

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Files and folders, from wherever they come."""
        self.intake.add(paths)

    def add_chosen(self, paths: Sequence[Path]) -> None:
        """From a file dialog, where choosing nothing means nothing."""
        if paths:
            self.add_paths(paths)

    def paste(self) -> None:
        self.intake.add(paths_from(QGuiApplication.clipboard().mimeData()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            accept_as_copy(event)
            self._show_hover(True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        accept_as_copy(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_hover(False)
        accept_as_copy(event)
        self.add_paths(paths_from(event.mimeData()))

    def _show_hover(self, is_hovered: bool) -> None:
        self.empty.set_hovered(is_hovered)
        self._drop_frame.setGeometry(self.pages.rect())
        self._drop_frame.setVisible(is_hovered and self.pages.currentWidget() is self.splitter)

    def _take_added(self, records: list[JobRecord]) -> None:
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(self.model.row_of(records[0])))
        if self._settings.get("start_on_add"):
            self.controller.start()

    # What happens to the queue

    def start_or_pause(self) -> None:
        """Whatever makes sense at this moment; the button says what."""
        if self.controller.is_paused:
            self.controller.resume()
        elif self.controller.is_working:
            self.controller.pause()
        else:
            self.go_on_from_last_time()

    def go_on_from_last_time(self) -> None:
        self.page.info_bar.hide()
        self.controller.start_held()

    def remove_selected(self) -> None:
        """The one at work is cancelled first and stays, so that one sees what became of it."""
        records = self.view.selected_records()
        self.controller.cancel([record for record in records if record.state is JobState.WORKING])
        self.model.remove(records)

    def show_result(self) -> None:
        record = self.view.current_record()
        if record is None or record.target is None:
            self.tell(self.tr("There is no result yet."))
        elif not reveal(record.target):
            self.tell(self.tr("{name} is not there any more.").format(name=record.target.name))

    def show_source(self) -> None:
        record = self.view.current_record()
        if record is not None and not reveal(record.source):
            self.tell(self.tr("{name} is not there any more.").format(name=record.name))

    def _after_job(self, record: JobRecord) -> None:
        if record.state is JobState.FAILED:
            self.tell(record.reason)
        self._show_selected()

    def _after_queue(self, tally: Tally) -> None:
        text = summary_words(tally.done, tally.failed, tally.others)
        self.tell(text, lasting=True)
        if self._closes_when_done:
            self.close()
        elif tally.done or tally.failed:
            self.notifier.tell(self.tr("The queue is finished"), text)

    def _follow_queue(self) -> None:
        """Which page is seen, which actions make sense, and the title."""
        act, controller, records = self.actions_by_name, self.controller, self.model.records
        self.pages.setCurrentWidget(self.splitter if records else self.empty)
        waiting = any(record.state is JobState.WAITING for record in records)
        held = any(record.is_held for record in records)
        if not held:
            self.page.info_bar.hide()
        act.show_work(controller.is_working, controller.is_paused)
        act["pause"].setEnabled(controller.is_working or controller.is_paused or waiting)
        act["continue"].setEnabled(held or (waiting and not controller.is_working and not controller.is_paused))
        act["cancel_all"].setEnabled(controller.is_working or waiting)
        act["clear_finished"].setEnabled(any(record.state.is_over for record in records))
        current = controller.current
        self.setWindowTitle(f"{current.name} – {TITLE}" if current else TITLE)

    def _follow_change(self) -> None:
        record = self.view.current_record()
        if record is not None and record.state is not JobState.WORKING:
            self._show_selected()

    def _show_selected(self) -> None:
        act, records, current = self.actions_by_name, self.view.selected_records(), self.view.current_record()
        self.details.show_record(current)
        act["cancel"].setEnabled(any(not record.state.is_over for record in records))
        act["retry"].setEnabled(any(record.state.is_over for record in records))
        for name in ("move_up", "move_down", "remove"):
            act[name].setEnabled(bool(records))
        act["show_source"].setEnabled(current is not None)
        act["show_result"].setEnabled(current is not None and current.target is not None)

    def _follow_setting(self, key: str) -> None:
        if key == "appearance":
            apply_appearance(self._settings.get(key))
        elif key == "device":
            self.status_line.warm_up(self._settings.get(key))
        elif key == "model":
            self.model.update_all()
            self._show_selected()

    def warm_up(self) -> None:
        """Loads what the first job needs; to be called when the window stands."""
        self.status_line.warm_up(self._settings.get("device"))
        self.details.warm_up()

    def tell(self, text: str, lasting: bool = False) -> None:
        """One line in the status bar, which a screen reader reads too."""
        self.statusBar().showMessage(text, 0 if lasting else MESSAGE_MS)

    # Other windows

    def show_settings(self) -> None:
        SettingsDialog(self._settings, self).exec()

    def show_qualities(self) -> None:
        dialog = QualitiesDialog(self._settings, self)
        dialog.installed_changed.connect(self.choices.load_qualities)
        dialog.exec()

    def show_keys(self) -> None:
        KeysDialog(self.actions_by_name.with_keys(), self).exec()

    def show_about(self) -> None:
        AboutDialog(self).exec()

    def show_log(self) -> None:
        if not reveal(log_path()):
            self.tell(self.tr("There is no log file yet."))

    # The end

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._asks_before_closing and self.controller.is_working and not self._may_close():
            event.ignore()
            return
        self._settings.set("window_geometry", self.saveGeometry())
        self._settings.set("splitter_state", self.splitter.saveState())
        self._settings.save()
        self._stop()
        event.accept()

    def stop_and_close(self) -> None:
        """Without a question: somebody outside has asked the program to end."""
        self._asks_before_closing = False
        self.close()

    def _may_close(self) -> bool:
        choice = ask_how_to_close(self)
        self._closes_when_done = choice is Closing.WHEN_DONE
        if self._closes_when_done:
            self.controller.resume()
            self.tell(self.tr("The window closes when the queue is finished."), lasting=True)
        # The queue may have come to its end while the question stood there.
        return choice is Closing.NOW or (choice is Closing.WHEN_DONE and not self.controller.is_working)

    def _stop(self) -> None:
        """What is at work is saved as waiting, then stopped; no half file stays behind."""
        if self._is_stopped:
            return
        self._is_stopped = True
        self.hide()  # the work answers within half a second, but nobody has to look at that
        self.save_queue()
        self.model.saved_part_changed.disconnect(self._save_timer.start)
        self.details.close_audio()
        worker.shut_down()
        self._store.close()
