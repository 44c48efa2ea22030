"""The compare panel shows an original and what came of it, with one play head, and a key that switches."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from sqcodec_gui.engine.settings_and_results import DEFAULT_COMPUTE
from sqcodec_gui.gui.compare.compared_tracks import FileTrack, Track
from sqcodec_gui.gui.compare.decoded_track import REAL_ENGINE, PreviewEngine
from sqcodec_gui.gui.compare.describe import coming_line, decoding_line, gaps_line, short_facts
from sqcodec_gui.gui.compare.differing_seconds_list import marks_of
from sqcodec_gui.gui.compare.keys import act_on
from sqcodec_gui.gui.compare.lower_track_choice import LowerTrackChoice
from sqcodec_gui.gui.compare.measuring import Measuring
from sqcodec_gui.gui.compare.output_choice import OutputChoice
from sqcodec_gui.gui.compare.roles import PEERS, Role, role_name
from sqcodec_gui.gui.compare.time_panel import TimePanel
from sqcodec_gui.gui.compare.views import DECODED, LIMITED, ORIGINAL
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.style.eliding import PARTS
from sqcodec_gui.gui.window.announce import announce
from sqcodec_gui.playback import recent_decodes
from sqcodec_gui.playback.band_limited import BandLimitedSource

_PLACE_LEAD_S = 0.5
"""A place that differs is heard from so much before to so much after its second."""


class ComparePanel(TimePanel):
    """It shows an original and what came of it, one above the other, and the places where they differ most.

    Keys, wherever in the panel the focus is: Space plays, X switches, H (held) lets the other one be heard, 1, 2 and 3
    choose, Q hears less of the small file (Shift+Q: more), O another codec at its size and back, V changes the view,
    W goes to the next place that differs most (Shift+W: the one before), Left and Right go five seconds, Page Up and
    Page Down to marks, Home and End to the ends, + − 0 zoom, [ and ] set the loop's ends to the play head,
    Ctrl+Left/Right move its start and Ctrl+Shift+Left/Right its end by 10 ms (with Alt: by 1 ms), Esc clears it.
    """

    failed = Signal(str)
    """One line for the status bar."""

    def __init__(
        self, parent: QWidget | None = None, engine: PreviewEngine = REAL_ENGINE, settings: UserSettings | None = None
    ) -> None:
        """Build the panel. ``settings``: where output and level are kept, and what decodes."""
        super().__init__(parent)
        self._engine = engine
        self._settings = settings
        self._lower: LowerTrackChoice | None = None
        self._measuring: Measuring | None = None
        self._reference = ORIGINAL
        self._role = Role.SMALL
        self._has_limited = False
        self._plays_when_ready = False
        self._is_holding = False
        self._problems: list[str] = []
        self._connect()
        self._output = OutputChoice(self.transport, self.player, settings)
        self.clear()

    def _connect(self) -> None:
        for plot in self.plots:
            plot.seek_asked.connect(self.seek)
            plot.loop_dragged.connect(self._on_loop_dragged)
        self.views.view_chosen.connect(self._show_titles)
        self.views.time_strip.seek_asked.connect(self.seek)
        self.views.time_strip.mark_chosen.connect(self.differing_seconds.choose)
        self.differing_seconds.chosen.connect(self.hear_second)
        self.quality.chosen.connect(self.choose_quality)
        self.peer_button.chosen.connect(self.choose_role)
        self.player.moved.connect(self._on_moved)
        self.player.moved.connect(self._look_for_coming)
        self.player.state_changed.connect(self._show_state)
        self.player.failed.connect(self._on_failed)
        self.transport.play_clicked.connect(self.toggle_play)
        for signal in (self.transport.play_clicked, self.transport.track_chosen, self.transport.switch_clicked):
            signal.connect(lambda *_values: self.views.take_keys())
        self.transport.track_chosen.connect(self.hear)
        self.transport.switch_clicked.connect(self.switch_track)
        self.transport.start_clicked.connect(lambda: self.seek(0.0))
        self.transport.loop_clicked.connect(self._on_loop_clicked)
        self.transport.differences_button.toggled.connect(self._show_list_of_seconds)
        self.transport.zoom_clicked.connect(self.zoom)
        self.transport.look_again_clicked.connect(self.player.look_again)

    # --- what others call ----------------------------------------------------------------------------------

    def show_pair(self, original: Path | None, other: Path | None, play: bool = False, role: Role = Role.SMALL) -> None:
        """Show a recording and what came of it; either may be None. It returns at once.

        ``role`` says what the second one is: a .sqc file, which is decoded, or a restored recording, which is read.
        ``play`` asks for sound, as soon as there is some.
        """
        self.clear()
        self.player.open()
        self._plays_when_ready = play
        small = other if role is Role.SMALL else None
        first = FileTrack(original, self, small) if original else None
        self._role = role
        if small is not None:
            self._lower = self._lower_of(small, first)
            self._tracks = [first, self._lower.track]
        else:
            self._tracks = [first, None if other is None else FileTrack(other, self)]
        self.player.set_heard(ORIGINAL if original else DECODED)
        self._measure()
        for track in self._tracks:
            if track is not None:
                track.ready.connect(self._on_track_ready)
                track.changed.connect(self._on_track_changed)
                track.failed.connect(self._on_failed)
        self.views.set_tracks(self._tracks, role)
        self._show_list_of_seconds()
        for track in self._tracks:
            if track is not None:
                track.start()
        if self._lower is not None:
            self._lower.start()
        self._show_all_texts()

    def _lower_of(self, small: Path, original: FileTrack | None) -> LowerTrackChoice:
        compute = self._settings.compute if self._settings is not None else DEFAULT_COMPUTE
        lower = LowerTrackChoice(small, original, self._engine, compute, self._heard_next_s, self)
        lower.changed.connect(self._show_state)
        lower.exchanged.connect(self._exchange_lower)
        lower.failed.connect(self._on_failed)
        return lower

    def _measure(self) -> None:
        """Measure anew how different the tracks are that are here now."""
        if self._measuring is not None:
            self._measuring.close()
        self._measuring = Measuring(self._tracks, self)
        self._measuring.alignment_found.connect(self._show_details)
        self._measuring.differences_changed.connect(self._show_differing_seconds)

    def clear(self) -> None:
        """Show nothing, and let files go."""
        self.player.unload()
        if self._measuring is not None:
            self._measuring.close()
            self._measuring = None
        if self._lower is not None:
            self._lower.close()
            self._lower = None
        self.views.set_tracks([None, None])
        for track in self._tracks:
            if track is not None:
                track.close()
                track.deleteLater()
        self._tracks = [None, None]
        self._reference = ORIGINAL
        self._role = Role.SMALL
        self._has_limited = self._plays_when_ready = False
        self.differing_seconds.hide()
        self.differing_seconds.show_seconds([], 1.0)
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
        """Let the sound device and all files go, before the window closes."""
        self.clear()
        recent_decodes.clear()
        self.player.close()

    def toggle_play(self) -> None:
        if any(self._tracks):
            if self.player.problem is not None:
                self.failed.emit(self.player.problem)  # beside the buttons there may be no room for it
            self.player.toggle()

    def play(self) -> None:
        """Play now, or as soon as there is some sound."""
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

    def choose_quality(self, place: int) -> None:
        """Choose a quality that the small file holds, 0 the smallest: it is heard once decoded, at the same moment."""
        if self._lower is not None:
            self._lower.choose_quality(place)

    def next_quality(self, step: int) -> None:
        """Choose the larger (1) or smaller (-1) quality, in a circle."""
        if self._lower is not None and self._lower.held:
            self._lower.choose_quality((self._lower.place + step) % len(self._lower.held))

    def choose_role(self, role: Role) -> None:
        """Choose the small file, or the same recording as another codec keeps it at that size."""
        if self._lower is not None:
            self._lower.choose_role(role)

    def switch_peer(self) -> None:
        """Hear the other codec that was heard last, or the small file again."""
        if self._lower is not None:
            self._lower.switch_role()

    def hold(self, is_holding: bool) -> None:
        """Hear the other one until this is called with False."""
        if is_holding != self._is_holding and all(self._tracks):
            self._is_holding = is_holding
            self.switch_track()

    def hear_second(self, second: int) -> None:
        """Play this second again and again, with a little before and after; look closer if it were hard to see."""
        start_s = min(second, self.duration_s) - _PLACE_LEAD_S
        self.set_loop(start_s, start_s + 1 + 2 * _PLACE_LEAD_S)
        loop_start_s, loop_stop_s = self._loop_s or (0.0, 0.0)
        self.views.lead.bring_into_view(loop_start_s, loop_stop_s)
        self.player.seek(loop_start_s)
        self.player.play()

    def next_view(self) -> None:
        """Show waveform, spectrogram and difference in turns."""
        self.views.next_view()

    @property
    def _there(self) -> tuple[bool, bool, bool]:
        """Return what can be heard."""
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

    def _exchange_lower(self, track: Track, before: Track) -> None:
        """Exchange the lower track; what one listens to goes on at the same moment."""
        assert self._lower is not None
        self._tracks = [self._tracks[ORIGINAL], track]
        self._role = self._lower.form.role
        track.changed.connect(self._on_track_changed)
        self.player.set_track(DECODED, track.source_opener())
        self.views.exchange_lower(track, self._role)
        if self._role in PEERS:
            announce(self, f"{role_name(self._role)}: {short_facts(track)}")
        self._show_details("")
        self._measure()
        before.close()
        before.deleteLater()
        self._on_track_changed()

    def _look_for_coming(self) -> None:
        """Look, at another moment, whether what was chosen is there."""
        if self._lower is not None:
            self._lower.go_on()

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
        """Offer the third one once the rates of both are known, if it would be another than the original."""
        original, decoded = self._tracks
        if original is None or decoded is None or not (original.is_ready and decoded.is_ready):
            return
        if original.sample_rate_hz > decoded.sample_rate_hz:
            open_original, rate_hz = original.source_opener(), decoded.sample_rate_hz
            self.player.set_track(LIMITED, lambda: BandLimitedSource(open_original(), rate_hz))
            self._has_limited = True

    def _on_failed(self, line: str) -> None:
        if line in self._problems:
            return  # the waveform and the player meet the same damage
        self._problems.append(line)
        self.failed.emit(line)
        self._show_state()

    def _want(self, position_s: float) -> None:
        """Let the decoder begin where somebody wants to listen."""
        if self._lower is not None:
            self._lower.want(position_s)

    # --- showing -------------------------------------------------------------------------------------------

    def _show_all_texts(self) -> None:
        self._show_duration()
        self._show_loop()
        self._show_state()
        self._show_details("")
        self.transport.show_time(0.0, self.duration_s)

    def _show_titles(self) -> None:
        self.views.show_titles(self.player.heard, self.player.state.is_playing)

    def _show_state(self) -> None:
        state, tracks = self.player.state, self._tracks
        can_play = state.device is not None and any(track is not None and track.is_ready for track in tracks)
        self.transport.show_playing(state.is_playing, can_play)
        self.transport.show_tracks(self._there, self.player.heard, self._role)
        self._show_titles()
        self.transport.show_devices(state.devices, state.device)
        self._show_lower()
        is_coming = self._lower is not None and self._lower.coming is not None
        said = coming_line(self._lower)
        decoding = (said if is_coming else "") or decoding_line(tracks[DECODED], state.is_waiting)
        gaps = gaps_line(self.player.underruns, self.player.waits)
        problems = ["" if is_coming else said, self.player.problem or "", *self._problems[-2:], gaps]
        self.problem_label.set_full_text(PARTS.join(filter(None, problems)))
        self.problem_label.setVisible(any(problems))
        self.status_label.set_full_text(decoding)
        self.status_label.setVisible(bool(decoding))
        self.details_label.setVisible(not decoding)

    def _show_lower(self) -> None:
        lower = self._lower
        self.peer_button.show_choice(
            lower.chosen.role if lower else self._role, lower is not None and lower.may_be_peer
        )
        self.quality.show_qualities(lower.held if lower else (), lower.place if lower else 0, self.duration_s)

    def _show_details(self, text: str) -> None:
        self.details_label.set_full_text(text)

    def _show_differing_seconds(self) -> None:
        if self._measuring is not None:
            worst = self._measuring.worst
            self.differing_seconds.show_seconds(worst, self._measuring.fraction_done)
            self.views.time_strip.show_marks(marks_of(worst))

    def _show_list_of_seconds(self) -> None:
        self.differing_seconds.setVisible(self.transport.differences_button.isChecked() and all(self._tracks))

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
