"""The panel knows where one is in what it compares: play head, the stretch of time that is seen, and the loop."""

from PySide6.QtWidgets import QWidget

from sqcodec_gui.gui.compare.compared_tracks import Track
from sqcodec_gui.gui.compare.panel_layout import PanelLayout
from sqcodec_gui.gui.player import Player
from sqcodec_gui.playback import loops

_FAR_S = 10.0
"""Who repeats a passage hears its start again sooner than this."""
_MARGIN = 0.08
_SAME_MARK_S = 0.02
_MARK_LEFT_S = 1.0
"""So long after a mark, “the one before” is still the one before that."""


class TimePanel(PanelLayout):
    """This is the base of the compare panel. ``_tracks`` are what is compared, as far as it is there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tracks: list[Track | None] = [None, None]
        self._loop_s: tuple[float, float] | None = None
        self._position_s = 0.0
        self._shown_duration_s = 0.0
        self.player = Player(self)

    def _want(self, position_s: float) -> None:
        """Prepare this moment, which somebody wants to hear."""
        raise NotImplementedError

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
        """Show ``factor`` times more than now, around the play head if it is in sight; 0 shows everything."""
        plot = self.views.lead
        start_s, stop_s = plot.view_s
        if factor == 0:
            plot.set_view(0.0, self.duration_s)
        else:
            is_in_sight = start_s <= self._position_s <= stop_s
            plot.zoom(factor, self._position_s if is_in_sight else (start_s + stop_s) / 2)

    def set_loop(self, start_s: float, stop_s: float) -> None:
        """Repeat the passage between these moments, in seconds (at least 50 ms of it)."""
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
        """Bring an edge of the loop to the play head; without a loop, the other edge is the recording's own."""
        self.set_loop(*loops.with_edge(self._loop_s or (0.0, self.duration_s), is_end, self._position_s))

    @property
    def duration_s(self) -> float:
        """Return the duration of the longer one, as far as it is known."""
        return max((track.duration_s for track in self._tracks if track is not None), default=0.0)

    @property
    def loop_s(self) -> tuple[float, float] | None:
        return self._loop_s

    @property
    def position_s(self) -> float:
        """Return where the play head is, in seconds."""
        return self._position_s

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
        """Set a loop from the play head on, of a few seconds; whoever wants another passage moves its ends."""
        if is_wanted and self.duration_s:
            self.set_loop(self._position_s, self._position_s + loops.USUAL_S)
        else:
            self.clear_loop()

    def _heard_next_s(self) -> float:
        """Return where another quality is wanted first: at the play head, or where its short loop begins anew."""
        loop_s = self._loop_s
        is_looping = loop_s is not None and 0 <= self._position_s - loop_s[0] < _FAR_S
        return loop_s[0] if loop_s is not None and is_looping else self._position_s

    def _show_duration(self) -> None:
        self._shown_duration_s = self.duration_s
        for plot in self.plots:
            plot.set_duration(self.duration_s)
        self.transport.show_time(self._position_s, self.duration_s)

    def _show_loop(self) -> None:
        self.player.set_loop(self._loop_s)
        self.transport.show_loop(self._loop_s)
        for plot in self.plots:
            plot.set_loop(self._loop_s)
