"""A menu chooses a sound track of a recording, or all of them, one file each."""

from collections.abc import Callable

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from sqcodec_gui.gui.queue.job_formatting import translate
from sqcodec_gui.gui.queue.record import JobKind, JobRecord

Chosen = Callable[[JobRecord, list[int]], None]
"""What is told which tracks, by their numbers from 1, are wanted of a recording."""


def offer_tracks(menu: QMenu, record: JobRecord, chosen: Chosen, changed: SignalInstance) -> None:
    """Append the choice of sound tracks to an item's menu that opens: at once, or as soon as ``changed`` says that
    something is known."""
    if record.info is not None:
        add_track_menu(menu, record, chosen)
        return

    def look_again() -> None:
        if record.info is not None:
            changed.disconnect(look_again)
            menu.aboutToHide.disconnect(forget)
            add_track_menu(menu, record, chosen)

    def forget() -> None:
        changed.disconnect(look_again)

    changed.connect(look_again)
    menu.aboutToHide.connect(forget)


def add_track_menu(menu: QMenu, record: JobRecord, chosen: Chosen) -> QMenu | None:
    """Append the choice of sound tracks to an item's menu; None without a choice, or where nothing is known yet."""
    info = record.info
    if record.kind is not JobKind.COMPRESS or info is None or len(info.tracks) < 2:
        return None
    from sqcodec_gui.audio.tracks import describe_track

    tracks = menu.addMenu(translate("queue", "Sound track"))
    alone = QActionGroup(tracks)
    for track in info.tracks:
        action = alone.addAction(describe_track(track).replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(track.number == (record.track or info.track))
        action.setEnabled(bool(track.sample_format))  # else there is no decoder for it
        action.triggered.connect(lambda _checked, number=track.number: chosen(record, [number]))
    tracks.addActions(alone.actions())
    tracks.addSeparator()
    numbers = [track.number for track in info.tracks if track.sample_format]
    every = tracks.addAction(translate("queue", "All, one file each"))
    every.setEnabled(len(numbers) > 1)
    every.triggered.connect(lambda: chosen(record, numbers))
    return tracks
