"""The compare panel: an original and what came of it, one play head, and a key that switches what is heard."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from sqcodec_gui.engine.job import DEFAULT_COMPUTE
from sqcodec_gui.gui.compare import kept, loops
from sqcodec_gui.gui.compare.decoding import REAL_ENGINE, DecodedTrack, PreviewEngine
from sqcodec_gui.gui.compare.describe import decoding_line, gaps_line
from sqcodec_gui.gui.compare.keys import act_on
from sqcodec_gui.gui.compare.measuring import Measuring
from sqcodec_gui.gui.compare.output import OutputChoice
from sqcodec_gui.gui.compare.panel_layout import PanelLayout
from sqcodec_gui.gui.compare.places import marks_of
from sqcodec_gui.gui.compare.roles import Role
from sqcodec_gui.gui.compare.tracks import FileTrack, Track
from sqcodec_gui.gui.compare.views import DECODED, LIMITED, ORIGINAL
from sqcodec_gui.gui.playback.limited import LimitedSource
from sqcodec_gui.gui.player import Player
from sqcodec_gui.gui.settings import Settings

_PLACE_LEAD_S = 0.5
"""A place that differs is heard from so much before to so much after its second."""
_MARGIN = 0.08
_SAME_MARK_S = 0.02
_MARK_LEFT_S = 1.0
"""So long after a mark, “the one before” is still the one before that."""


class ComparePanel(PanelLayout):
    """An original and what came of it, one above the other, and the places where they differ most.

    Keys, wherever in the panel the focus is: Space plays, X switches, H (held) lets the other one be heard, 1, 2 and 3
    choose, V changes the view, W goes to the next place that differs most (Shift+W: the one before), Left and Right go
    five seconds, Page Up and Page Down to marks, Home and End to the ends, + − 0 zoom, [ and ] set the loop's ends to
    the play head, Ctrl+Left/Right move its start and Ctrl+Shift+Left/Right its end by 10 ms (with Alt: by 1 ms), Esc
    clears it.
    """

    failed = Signal(str)
    """One line for the status bar."""

    def __init__(
        self, parent: QWidget | None = None, engine: PreviewEngine = REAL_ENGINE, settings: Settings | None = None
    ) -> None:
        """``settings``: where output and level are kept, and what decodes."""
        super().__init__(parent)
        self._engine = engine
        self._settings = settings
        self._tracks: list[Track | None] = [None, None]
        self._measuring: Measuring | None = None
        self._reference = ORIGINAL
        self._role = Role.SMALL
        self._has_limited = False
        self._plays_when_ready = False
        self._loop_s: tuple[float, float] | None = None
        self._position_s = 0.0
        self._is_holding = False
        self._problems: list[str] = []
        self.player = Player(self)
        self._connect()
        self._output = OutputChoice(self.transport, self.player, settings)
        self.clear()

    def _connect(self) -> None:
        for plot in self.plots:
            plot.seek_asked.connect(self.seek)
            plot.loop_dragged.connect(self._on_loop_dragged)
        self.views.view_chosen.connect(self._show_titles)
        self.views.time_strip.seek_asked.connect(self.seek)
        self.views.time_strip.mark_chosen.connect(self.places.choose)
        self.places.chosen.connect(self.hear_place)
        self.player.moved.connect(self._on_moved)
        self.player.state_changed.connect(self._show_state)
        self.player.failed.connect(self._on_failed)
        self.transport.play_clicked.connect(self.toggle_play)
        for signal in (self.transport.play_clicked, self.transport.track_chosen, self.transport.switch_clicked):
            signal.connect(lambda *_values: self.views.take_keys())
        self.transport.track_chosen.connect(self.hear)
        self.transport.switch_clicked.connect(self.switch_track)
        self.transport.start_clicked.connect(lambda: self.seek(0.0))
        self.transport.loop_clicked.connect(self._on_loop_clicked)
        self.transport.places_button.toggled.connect(self._show_list_of_places)
        self.transport.zoom_clicked.connect(self.zoom)
        self.transport.look_again_clicked.connect(self.player.look_again)

    # --- what others call ----------------------------------------------------------------------------------

    def show_pair(self, original: Path | None, other: Path | None, play: bool = False, role: Role = Role.SMALL) -> None:
        """Show a recording and what came of it; either may be None. Returns at once.

        ``role``: what the second one is: a .sqc file, which is decoded, or a restored recording, which is read.
        ``play``: sound, as soon as there is some.
        """
        self.clear()
        self.player.open()
        self._plays_when_ready = play
        small = other if role is Role.SMALL else None
        self._tracks[ORIGINAL] = FileTrack(original, self, small) if original else None
        self._role = role
        if other is not None:
            is_small = role is Role.SMALL
            self._tracks[DECODED] = self._decoded_track(other) if is_small else FileTrack(other, self)
        self.player.set_heard(ORIGINAL if original else DECODED)
        self._measuring = Measuring(self._tracks, self)
        self._measuring.told.connect(self._show_details)
        self._measuring.places_changed.connect(self._show_places)
        for track in self._tracks:
            if track is not None:
                track.ready.connect(self._on_track_ready)
                track.changed.connect(self._on_track_changed)
                track.failed.connect(self._on_failed)
        self.views.set_tracks(self._tracks, role)
        self._show_list_of_places()
        for track in self._tracks:
            if track is not None:
                track.start()
        self._show_all_texts()

    def _decoded_track(self, small: Path) -> DecodedTrack:
        compute = self._settings.compute if self._settings is not None else DEFAULT_COMPUTE
        return DecodedTrack(small, self._engine, compute, self)

    def clear(self) -> None:
        """Show nothing, and let files go."""
        self.player.unload()
        if self._measuring is not None:
            self._measuring.close()
            self._measuring = None
        self.views.set_tracks([None, None])
        for track in self._tracks:
            if track is not None:
                track.close()
                track.deleteLater()
        self._tracks = [None, None]
        self._reference = ORIGINAL
        self._role = Role.SMALL
        self._has_limited = self._plays_when_ready = False
        self.places.hide()
        self.places.show_places([], 1.0)
        self.views.time_strip.show_marks([])
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
        kept.forget()
        self.player.close()

    def toggle_play(self) -> None:
        if any(self._tracks):
            self.player.toggle()

    def play(self) -> None:
        """Sound, now or as soon as there is some."""
        track = self._tracks[DECODED if self.player.heard == DECODED else ORIGINAL]
        if track is not None and track.is_ready:
            self.player.play()
        else:
            self._plays_when_ready = True

    def switch_track(self) -> None:
        """Hear the other one, at the same moment: decoded, or the original as it was heard last."""
        self.hear(DECODED if self.player.heard != DECODED else self._reference)

    def hear(self, track: int) -> None:
        """Hear the original (0), the decoded one (1), or the original at the codec's rate (2), if it is there."""
        if self._there[track]:
            if track != DECODED:
                self._reference = track
            self.player.set_heard(track)
            self._want(self._position_s)
        self._show_state()

    def hold(self, is_holding: bool) -> None:
        """Hear the other one until this is called with False."""
        if is_holding != self._is_holding and all(self._tracks):
            self._is_holding = is_holding
            self.switch_track()

    def hear_place(self, second: int) -> None:
        """Play this second again and again, with a little before and after; look closer if it were hard to see."""
        start_s = min(second, self.duration_s) - _PLACE_LEAD_S
        self.set_loop(start_s, start_s + 1 + 2 * _PLACE_LEAD_S)
        loop_start_s, loop_stop_s = self._loop_s or (0.0, 0.0)
        self.views.lead.bring_into_view(loop_start_s, loop_stop_s)
        self.player.seek(loop_start_s)
        self.player.play()

    def next_view(self) -> None:
        """Waveform, spectrogram, difference in turns."""
        self.views.next_view()

    def seek(self, position_s: float) -> None:
        """Go to this moment; outside of the recording, to its nearest end."""
        position_s = min(max(0.0, position_s), self.duration_s)
        if self._loop_s is not None and not self._loop_s[0] <= position_s < self._loop_s[1]:
            self.clear_loop()
        self._want(position_s)
        self.player.seek(position_s)

    def to_mark(self, direction: int) -> None:
        """Go to the mark after (1) or before (-1) the play head; without one, nothing happens."""
        starts_s = sorted({mark.start_s for track in self._tracks if track is not None for mark in track.marks})
        if direction > 0:
            found = [start_s for start_s in starts_s if start_s > self._position_s + _SAME_MARK_S]
        else:
            found = [start_s for start_s in starts_s if start_s < self._position_s - _MARK_LEFT_S][-1:]
        if found:
            self.seek(found[0])

    def zoom(self, factor: float) -> None:
        """Show so many times more than now, around the play head if it is in sight; 0 shows everything."""
        plot = self.views.lead
        start_s, stop_s = plot.view_s
        if factor == 0:
            plot.set_view(0.0, self.duration_s)
        else:
            is_in_sight = start_s <= self._position_s <= stop_s
            plot.zoom(factor, self._position_s if is_in_sight else (start_s + stop_s) / 2)

    def set_loop(self, start_s: float, stop_s: float) -> None:
        """Repeat this passage (at least 50 ms of it)."""
        self._loop_s = loops.within(start_s, stop_s, self.duration_s)
        self._want(self._loop_s[0])
        self._show_loop()

    def clear_loop(self) -> None:
        """Play on, without a loop."""
        self._loop_s = None
        self._show_loop()

    def nudge_loop(self, is_end: bool, by_s: float) -> None:
        """Move the start or the end of the loop, if there is one."""
        if self._loop_s is not None:
            self.set_loop(*loops.nudged(self._loop_s, is_end, by_s))

    def set_loop_edge(self, is_end: bool) -> None:
        """An edge of the loop comes to the play head; without a loop, the other edge is the recording's own."""
        self.set_loop(*loops.with_edge(self._loop_s or (0.0, self.duration_s), is_end, self._position_s))

    @property
    def duration_s(self) -> float:
        """Of the longer one, as far as it is known."""
        return max((track.duration_s for track in self._tracks if track is not None), default=0.0)

    @property
    def loop_s(self) -> tuple[float, float] | None:
        return self._loop_s

    @property
    def position_s(self) -> float:
        """Where the play head is."""
        return self._position_s

    @property
    def _there(self) -> tuple[bool, bool, bool]:
        """What can be heard."""
        original, decoded = self._tracks
        return original is not None, decoded is not None, self._has_limited

    # --- what tracks and player say ------------------------------------------------------------------------

    def _on_track_ready(self) -> None:
        track = self.sender()
        if track not in self._tracks or not isinstance(track, Track):
            return
        is_first = sum(other is not None and other.is_ready for other in self._tracks) == 1
        self.player.set_track(self._tracks.index(track), track.source_opener())
        self._set_limited()
        if self._plays_when_ready and self._tracks.index(track) == self.player.heard:
            self._plays_when_ready = False
            self.player.play()
        self._on_track_changed()
        if is_first:
            self.zoom(0)

    def _on_track_changed(self) -> None:
        shows_all = self.views.lead.view_s[1] >= self._shown_duration_s
        if self.duration_s != self._shown_duration_s:
            self._show_duration()
            if shows_all:
                self.zoom(0)
        self.views.refresh()
        self._show_state()
        if self._measuring is not None:
            self._measuring.go_on()

    def _set_limited(self) -> None:
        """The third one is there once the rates of both are known, if it would be another than the original."""
        original, decoded = self._tracks
        if original is None or decoded is None or not (original.is_ready and decoded.is_ready):
            return
        if original.sample_rate_hz > decoded.sample_rate_hz:
            open_original, rate_hz = original.source_opener(), decoded.sample_rate_hz
            self.player.set_track(LIMITED, lambda: LimitedSource(open_original(), rate_hz))
            self._has_limited = True

    def _on_moved(self, position_s: float) -> None:
        before_s, self._position_s = self._position_s, position_s
        start_s, stop_s = self.views.lead.view_s
        if self.player.state.is_playing and start_s <= before_s <= stop_s and not start_s <= position_s <= stop_s:
            length_s = stop_s - start_s
            self.views.lead.set_view(position_s - _MARGIN * length_s, position_s + (1 - _MARGIN) * length_s)
        for plot in self.plots:
            plot.set_position(position_s)
        self.views.time_strip.show_position(position_s)
        self.transport.show_time(position_s, self.duration_s)

    def _on_loop_dragged(self, first_s: float, second_s: float) -> None:
        self.set_loop(first_s, second_s)

    def _on_loop_clicked(self, is_wanted: bool) -> None:
        """From the play head on, a few seconds; whoever wants another passage moves its ends."""
        if is_wanted and self.duration_s:
            self.set_loop(self._position_s, self._position_s + loops.USUAL_S)
        else:
            self.clear_loop()

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
        self.views.show_titles(self.player.heard)

    def _show_loop(self) -> None:
        self.player.set_loop(self._loop_s)
        self.transport.show_loop(self._loop_s)
        for plot in self.plots:
            plot.set_loop(self._loop_s)

    def _show_state(self) -> None:
        state, tracks = self.player.state, self._tracks
        can_play = state.device is not None and any(track is not None and track.is_ready for track in tracks)
        self.transport.show_playing(state.is_playing, can_play)
        self.transport.show_tracks(self._there, self.player.heard, self._role)
        self._show_titles()
        self.transport.show_devices(state.devices, state.device)
        decoding = decoding_line(tracks[DECODED], state.is_waiting)
        gaps = gaps_line(self.player.underruns, self.player.waits)
        lines = [decoding, state.problem or "", *self._problems[-2:], gaps]
        self.status_label.tell("  ·  ".join(line for line in lines if line))
        self.status_label.setVisible(any(lines))
        self.details_label.setVisible(not any(lines))

    def _show_details(self, text: str) -> None:
        self.details_label.tell(text)

    def _show_places(self) -> None:
        if self._measuring is not None:
            worst = self._measuring.worst
            self.places.show_places(worst, self._measuring.fraction_done)
            self.views.time_strip.show_marks(marks_of(worst))

    def _show_list_of_places(self) -> None:
        self.places.setVisible(self.transport.places_button.isChecked() and all(self._tracks))

    # --- events --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() and event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return
        if not act_on(self, Qt.Key(event.key()), event.modifiers()):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_H and not event.isAutoRepeat():
            self.hold(False)
        else:
            super().keyReleaseEvent(event)
