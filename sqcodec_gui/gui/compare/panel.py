"""The compare panel: both waveforms, one play head, and a key that switches what is heard."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from sqcodec_gui.gui.compare.alignment import AlignmentCheck
from sqcodec_gui.gui.compare.colours import panel_colours
from sqcodec_gui.gui.compare.decoding import REAL_ENGINE, DecodedTrack, PreviewEngine
from sqcodec_gui.gui.compare.describe import short_facts, summary
from sqcodec_gui.gui.compare.tracks import OriginalTrack, Track
from sqcodec_gui.gui.compare.transport import Transport
from sqcodec_gui.gui.compare.waveform import WaveformPlot
from sqcodec_gui.gui.player import Player

ORIGINAL, DECODED = 0, 1
STEP_S = 5.0
NUDGE_S = 0.01
_SHORTEST_LOOP_S = 0.05
_MARGIN = 0.08


class ComparePanel(QWidget):
    """Original and decoded, one above the other.

    Keys, wherever in the panel the focus is: Space plays, X switches, H (held) lets the other one be heard, 1 and 2
    choose, Left and Right go five seconds, Home and End to the ends, + − 0 zoom, [ and ] set the loop's ends to the
    play head, Ctrl+Left/Right move its start and Ctrl+Shift+Left/Right its end by 10 ms, Esc clears it.
    """

    failed = Signal(str)
    """One line for the status bar."""

    def __init__(self, parent: QWidget | None = None, engine: PreviewEngine = REAL_ENGINE) -> None:
        super().__init__(parent)
        self._engine = engine
        self._tracks: list[Track | None] = [None, None]
        self._alignment: AlignmentCheck | None = None
        self._loop_s: tuple[float, float] | None = None
        self._position_s = 0.0
        self._is_holding = False
        self._problems: list[str] = []
        self.player = Player(self)
        self._build()
        self._connect()
        self.clear()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        self.titles = [QLabel(), QLabel()]
        self.plots = [WaveformPlot(ORIGINAL), WaveformPlot(DECODED)]
        for title, plot in zip(self.titles, self.plots, strict=True):
            title.setTextFormat(Qt.TextFormat.RichText)
            layout.addWidget(title)
            layout.addWidget(plot, stretch=1)
        self.plots[ORIGINAL].hideAxis("bottom")
        self.plots[ORIGINAL].setXLink(self.plots[DECODED])
        self.transport = Transport()
        self.status_label = QLabel()
        self.status_label.setWordWrap(True)
        self.details_label = QLabel()
        for widget in (self.transport, self.status_label, self.details_label):
            layout.addWidget(widget)

    def _connect(self) -> None:
        for plot in self.plots:
            plot.seek_asked.connect(self.seek)
            plot.loop_dragged.connect(self._on_loop_dragged)
        self.player.moved.connect(self._on_moved)
        self.player.state_changed.connect(self._show_state)
        self.player.failed.connect(self._on_failed)
        self.transport.play_clicked.connect(self.toggle_play)
        self.transport.track_chosen.connect(self.hear)
        self.transport.switch_clicked.connect(self.switch_track)
        self.transport.hold_changed.connect(self._hold)
        self.transport.clear_loop_clicked.connect(self.clear_loop)
        self.transport.zoom_clicked.connect(self.zoom)
        self.transport.level_changed.connect(self.player.set_level)
        self.transport.device_chosen.connect(self.player.set_device)
        self.transport.look_again_clicked.connect(self.player.look_again)

    # --- what others call ----------------------------------------------------------------------------------

    def show_pair(self, original: Path | None, compressed: Path | None) -> None:
        """Show a recording and the .sqc file that was made of it; either may be None. Returns at once."""
        self.clear()
        self.player.open()
        self._tracks[ORIGINAL] = OriginalTrack(original, self) if original else None
        self._tracks[DECODED] = DecodedTrack(compressed, self._engine, self) if compressed else None
        self.player.set_heard(ORIGINAL if original else DECODED)
        for index, track in enumerate(self._tracks):
            if track is not None:
                track.ready.connect(self._on_track_ready)
                track.changed.connect(self._on_track_changed)
                track.failed.connect(self._on_failed)
                self.plots[index].set_track(track)
                track.start()
        self._show_all_texts()

    def clear(self) -> None:
        """Show nothing, and let files go."""
        self.player.unload()
        if self._alignment is not None:
            self._alignment.cancel()
            self._alignment = None
        for index, track in enumerate(self._tracks):
            self.plots[index].set_track(None)
            if track is not None:
                track.close()
                track.deleteLater()
        self._tracks = [None, None]
        self._loop_s = None
        self._position_s = 0.0
        self._problems = []
        self._is_holding = False
        for plot in self.plots:
            plot.set_loop(None)
            plot.set_position(0.0)
        self._show_all_texts()

    def close_audio(self) -> None:
        """Let the sound device and all files go; before the window closes."""
        self.clear()
        self.player.close()

    def toggle_play(self) -> None:
        if any(self._tracks):
            self.player.toggle()

    def switch_track(self) -> None:
        """Hear the other one, at the same moment."""
        self.hear(1 - self.player.heard)

    def hear(self, track: int) -> None:
        """Hear the original (0) or the decoded one (1), if it is there."""
        if self._tracks[track] is not None:
            self.player.set_heard(track)
            self._want(self._position_s)
        self._show_state()

    def seek(self, position_s: float) -> None:
        """Go to this moment; outside of the recording, to its nearest end."""
        position_s = min(max(0.0, position_s), self.duration_s)
        if self._loop_s is not None and not self._loop_s[0] <= position_s < self._loop_s[1]:
            self.clear_loop()
        self._want(position_s)
        self.player.seek(position_s)

    def zoom(self, factor: float) -> None:
        """Show so many times more than now, around the play head if it is in sight; 0 shows everything."""
        plot = self.plots[DECODED]
        start_s, stop_s = plot.view_s
        if factor == 0:
            plot.set_view(0.0, self.duration_s)
        else:
            is_in_sight = start_s <= self._position_s <= stop_s
            plot.zoom(factor, self._position_s if is_in_sight else (start_s + stop_s) / 2)

    def set_loop(self, start_s: float, stop_s: float) -> None:
        """Repeat this passage (at least 50 ms of it)."""
        start_s, stop_s = sorted((start_s, stop_s))
        start_s = max(0.0, min(start_s, self.duration_s - _SHORTEST_LOOP_S))
        stop_s = max(start_s + _SHORTEST_LOOP_S, min(stop_s, self.duration_s))
        self._loop_s = (start_s, stop_s)
        self._want(start_s)
        self._show_loop()

    def clear_loop(self) -> None:
        """Play on, without a loop."""
        self._loop_s = None
        self._show_loop()

    @property
    def duration_s(self) -> float:
        """Of the longer one, as far as it is known."""
        return max((track.duration_s for track in self._tracks if track is not None), default=0.0)

    @property
    def loop_s(self) -> tuple[float, float] | None:
        return self._loop_s

    # --- what tracks and player say ------------------------------------------------------------------------

    def _on_track_ready(self) -> None:
        track = self.sender()
        if track not in self._tracks or not isinstance(track, Track):
            return
        is_first = sum(other is not None and other.is_ready for other in self._tracks) == 1
        self.player.set_track(self._tracks.index(track), track.source_opener())
        self._on_track_changed()
        if is_first:
            self.zoom(0)

    def _on_track_changed(self) -> None:
        shows_all = self.plots[DECODED].view_s[1] >= self._shown_duration_s
        if self.duration_s != self._shown_duration_s:
            self._show_duration()
            if shows_all:
                self.zoom(0)
        loudest = max((track.loudest()[0] for track in self._tracks if track is not None), default=0.0)
        for plot in self.plots:
            plot.set_scale(loudest)
            plot.redraw()
        self._show_state()
        self._check_alignment()

    def _on_moved(self, position_s: float) -> None:
        before_s, self._position_s = self._position_s, position_s
        start_s, stop_s = self.plots[DECODED].view_s
        if self.player.state.is_playing and start_s <= before_s <= stop_s and not start_s <= position_s <= stop_s:
            length_s = stop_s - start_s
            self.plots[DECODED].set_view(position_s - _MARGIN * length_s, position_s + (1 - _MARGIN) * length_s)
        for plot in self.plots:
            plot.set_position(position_s)
        self.transport.show_time(position_s, self.duration_s)

    def _on_loop_dragged(self, first_s: float, second_s: float) -> None:
        self.set_loop(first_s, second_s)

    def _on_failed(self, line: str) -> None:
        if line in self._problems:
            return  # the waveform and the player meet the same damage
        self._problems.append(line)
        self.failed.emit(line)
        self._show_state()

    def _want(self, position_s: float) -> None:
        """Let the decoder begin where somebody wants to listen."""
        track = self._tracks[DECODED]
        if isinstance(track, DecodedTrack):
            track.want(position_s)

    def _hold(self, is_holding: bool) -> None:
        if is_holding != self._is_holding and all(self._tracks):
            self._is_holding = is_holding
            self.switch_track()

    def _check_alignment(self) -> None:
        original, decoded = self._tracks
        if self._alignment is None and isinstance(original, OriginalTrack) and isinstance(decoded, DecodedTrack):
            self._alignment = AlignmentCheck.start_if_possible(original, decoded, self._show_details, self)

    # --- showing -------------------------------------------------------------------------------------------

    def _show_all_texts(self) -> None:
        self._show_duration()
        self._show_loop()
        self._show_state()
        self._show_details("")
        self.transport.show_time(0.0, self.duration_s)

    def _show_duration(self) -> None:
        self._shown_duration_s = self.duration_s
        for plot in self.plots:
            plot.set_duration(self.duration_s)
        self.transport.show_time(self._position_s, self.duration_s)

    def _show_titles(self) -> None:
        colours = panel_colours(self.palette())
        names = (self.tr("Original"), self.tr("Decoded"))
        for index, track in enumerate(self._tracks):
            facts = short_facts(track)
            is_heard = track is not None and index == self.player.heard
            name = self.tr("♪ {name}, heard now").format(name=names[index]) if is_heard else names[index]
            heading = f'<b style="color:{colours.tracks[index].name()}">{name}</b>'
            self.titles[index].setText(f"{heading}&nbsp; {facts}" if facts else heading)
            self.plots[index].set_heard(is_heard or not any(self._tracks))
            self.plots[index].setAccessibleName(self.tr("Waveform: {name}").format(name=names[index]))
            self.plots[index].setAccessibleDescription(summary(track))

    def _show_loop(self) -> None:
        self.player.set_loop(self._loop_s)
        self.transport.show_loop(self._loop_s)
        for plot in self.plots:
            plot.set_loop(self._loop_s)

    def _show_state(self) -> None:
        state, tracks = self.player.state, self._tracks
        there = (tracks[ORIGINAL] is not None, tracks[DECODED] is not None)
        can_play = state.device is not None and any(track is not None and track.is_ready for track in tracks)
        self.transport.show_playing(state.is_playing, can_play)
        self.transport.show_tracks(there, self.player.heard)
        self._show_titles()
        self.transport.show_devices(state.devices, state.device)
        lines = [self._decoding_line(), state.problem or "", *self._problems[-2:], self._gaps_line()]
        self.status_label.setText("  ·  ".join(line for line in lines if line))
        self.status_label.setVisible(bool(self.status_label.text()))

    def _show_details(self, text: str) -> None:
        self.details_label.setText(text)
        self.details_label.setVisible(bool(text))

    def _decoding_line(self) -> str:
        decoded = self._tracks[DECODED]
        if not isinstance(decoded, DecodedTrack) or decoded.is_complete or decoded.has_failed:
            return ""
        percent = int(100 * decoded.fraction_decoded)
        if self.player.state.is_waiting:
            return self.tr("Decoding… {percent} % – the sound goes on as soon as it is there").format(percent=percent)
        return self.tr("Decoding… {percent} %").format(percent=percent)

    def _gaps_line(self) -> str:
        gaps = self.player.underruns
        return self.tr("Gaps while playing, as this computer was too busy: {count}").format(count=gaps) if gaps else ""

    # --- events --------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "transport"):
            self._show_titles()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() and event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return
        if not self._act_on(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_H and not event.isAutoRepeat():
            self._hold(False)
        else:
            super().keyReleaseEvent(event)

    def _act_on(self, event: QKeyEvent) -> bool:
        """Do what this key stands for; False if it stands for nothing here."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move(-1 if key == Qt.Key.Key_Left else 1, event.modifiers())
            return True
        actions = {
            Qt.Key.Key_Space: self.toggle_play,
            Qt.Key.Key_X: self.switch_track,
            Qt.Key.Key_H: lambda: self._hold(True),
            Qt.Key.Key_1: lambda: self.hear(ORIGINAL),
            Qt.Key.Key_2: lambda: self.hear(DECODED),
            Qt.Key.Key_Home: lambda: self.seek(0.0),
            Qt.Key.Key_End: lambda: self.seek(self.duration_s),
            Qt.Key.Key_Plus: lambda: self.zoom(0.5),
            Qt.Key.Key_Equal: lambda: self.zoom(0.5),
            Qt.Key.Key_Minus: lambda: self.zoom(2.0),
            Qt.Key.Key_0: lambda: self.zoom(0.0),
            Qt.Key.Key_BracketLeft: lambda: self._set_loop_edge(0),
            Qt.Key.Key_BracketRight: lambda: self._set_loop_edge(1),
        }
        if key == Qt.Key.Key_Escape and self._loop_s is not None:
            self.clear_loop()
        elif key in actions:
            actions[key]()
        else:
            return False
        return True

    def _move(self, direction: int, modifiers: Qt.KeyboardModifier) -> None:
        """The play head, or with Ctrl an edge of the loop."""
        if not modifiers & Qt.KeyboardModifier.ControlModifier:
            self.seek(self._position_s + direction * STEP_S)
        elif self._loop_s is not None:
            start_s, stop_s = self._loop_s
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                self.set_loop(start_s, max(start_s, stop_s + direction * NUDGE_S))
            else:
                self.set_loop(min(start_s + direction * NUDGE_S, stop_s), stop_s)

    def _set_loop_edge(self, edge: int) -> None:
        """An edge of the loop comes to the play head; without a loop, the other edge is the recording's own."""
        start_s, stop_s = self._loop_s or (0.0, self.duration_s)
        if edge == 0:
            self.set_loop(self._position_s, max(stop_s, self._position_s))
        else:
            self.set_loop(min(start_s, self._position_s), self._position_s)
