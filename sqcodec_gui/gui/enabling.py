"""Which actions make sense at the moment."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from sqcodec_gui.gui.actions import Actions
from sqcodec_gui.gui.queue.controller import QueueController
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState

translate = QCoreApplication.translate


def enable_for_queue(act: Actions, controller: QueueController, records: Sequence[JobRecord]) -> None:
    """Those that concern the queue as a whole."""
    waiting = any(record.state is JobState.WAITING for record in records)
    held = any(record.is_held for record in records)
    act.show_work(controller.is_working, controller.is_paused)
    act["pause"].setEnabled(controller.is_working or controller.is_paused or waiting)
    act["continue"].setEnabled(held or (waiting and not controller.is_working and not controller.is_paused))
    act["cancel_all"].setEnabled(controller.is_working or waiting)
    act["clear_finished"].setEnabled(any(record.state.is_over for record in records))
    act["look_for_lesser"].setEnabled(any(record.state.is_result for record in records))
    act["trash_originals"].setEnabled(any(record.may_replace_original for record in records))


def enable_for_selection(act: Actions, selected: Sequence[JobRecord], current: JobRecord | None) -> None:
    """Those that concern the selected rows, or the current one."""
    act["cancel"].setEnabled(any(not record.state.is_over for record in selected))
    act["retry"].setEnabled(any(record.state.is_over for record in selected))
    is_first_time = bool(selected) and all(record.state is JobState.OPENED for record in selected)
    again, restore = translate("actions", "&Try again"), translate("actions", "Restore &it")
    act.set_text("retry", restore if is_first_time else again)
    for name in ("move_up", "move_down", "remove"):
        act[name].setEnabled(bool(selected))
    is_compared = current is not None and current.kind is JobKind.COMPRESS and None not in current.pair
    act["blind_test"].setEnabled(is_compared)
    act["make_smaller"].setEnabled(current is not None and current.may_be_smaller)
    act["show_source"].setEnabled(current is not None)
    act["show_result"].setEnabled(current is not None and current.target is not None)
