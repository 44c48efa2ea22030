"""Both plots, equally high, lie above one time axis, with the choice of what they show."""

from enum import IntEnum

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sqcodec_gui.gui.compare.colours import panel_colours
from sqcodec_gui.gui.compare.compared_tracks import Track
from sqcodec_gui.gui.compare.describe import short_facts, summary
from sqcodec_gui.gui.compare.levels_item import (
    LOUDEST_DB,
    QUIETEST_DB,
    Legend,
    difference_colours,
    level_colours,
)
from sqcodec_gui.gui.compare.quality_slider import QualitySlider
from sqcodec_gui.gui.compare.roles import Role, role_name
from sqcodec_gui.gui.compare.spectrograms import Picture, Spectrograms
from sqcodec_gui.gui.compare.timeaxis import TimeStrip
from sqcodec_gui.gui.compare.title import Title
from sqcodec_gui.gui.compare.waveform import WaveformPlot
from sqcodec_gui.gui.style.icons import give_icon
from sqcodec_gui.gui.style.theme import MEDIUM, NONE, TINY
from sqcodec_gui.listening.spectra import DIFFERENCE_DB, difference_picture

ORIGINAL, DECODED = 0, 1
LIMITED = 2
"""The original at the codec's rate: heard, but not drawn."""
HIGHEST_HZ = 24_000.0
"""Nobody hears more, and the bands below would get less room."""
_REDRAW_MS = 15
_MOST_COLUMNS = 1_200


class View(IntEnum):
    """It is what the plots show."""

    WAVEFORM = 0
    LEVELS = 1
    DIFFERENCE = 2


class Views(QWidget):
    """The original is above, what came of it below; as a difference, its levels above, what changed below."""

    view_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = View.WAVEFORM
        self.roles = [Role.ORIGINAL, Role.SMALL]
        self.plots = [WaveformPlot(role) for role in self.roles]
        self.time_strip = TimeStrip()
        self.titles = [Title(), Title()]
        self._colours = (level_colours(), difference_colours(self.palette()))
        self._tracks: list[Track | None] = [None, None]
        self._spectra: list[Spectrograms | None] = [None, None]
        self._heard, self._is_playing = ORIGINAL, False
        # Several changes at once, such as those of both plots, make one new picture.
        self._soon = QTimer(self, singleShot=True, interval=_REDRAW_MS)
        self._soon.timeout.connect(self._show_pictures)
        self._build()
        self._show_legend()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(NONE, NONE, NONE, NONE)
        layout.setSpacing(TINY)
        layout.addWidget(self.titles[ORIGINAL])
        layout.addWidget(self.plots[ORIGINAL], stretch=1)
        layout.addLayout(self._build_middle())
        layout.addWidget(self.plots[DECODED], stretch=1)
        layout.addWidget(self.time_strip)
        self._build_buttons()
        for plot in self.plots:
            plot.view_changed.connect(self._on_view_changed)
        self.plots[ORIGINAL].link_time(self.plots[DECODED])

    def _build_buttons(self) -> None:
        """Build one button for each view; whoever shows this widget finds a place for them."""
        self._group = QButtonGroup(self)
        self.buttons: list[QPushButton] = []
        for view, icon, text, tip in (
            (View.WAVEFORM, "audio-waveform", self.tr("Wave"), self.tr("Loudness over time (V: the next view)")),
            (
                View.LEVELS,
                "audio-lines",
                self.tr("Spectrum"),
                self.tr("Which pitches sound when, low ones below (V)"),
            ),
            (
                View.DIFFERENCE,
                "diff",
                self.tr("Difference"),
                self.tr("Above the original, below what became of it (V)"),
            ),
        ):
            button = QPushButton(text)
            button.setProperty("kind", "quiet")
            give_icon(button, icon)
            button.setCheckable(True)
            button.setAutoExclusive(True)  # a screen reader says that it is one of several
            button.setToolTip(tip)
            button.setAccessibleDescription(tip)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the plots
            self._group.addButton(button, view)
            self.buttons.append(button)
        self._group.button(View.WAVEFORM).setChecked(True)
        self._group.idClicked.connect(lambda view: self.choose(View(view)))

    def _build_middle(self) -> QHBoxLayout:
        self.legend = Legend()
        self.quality = QualitySlider()
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        row.addWidget(self.titles[DECODED], stretch=1)
        row.addWidget(self.legend)
        row.addWidget(self.quality)
        return row

    # --- what others call ----------------------------------------------------------------------------------

    def set_tracks(self, tracks: list[Track | None], lower_role: Role = Role.SMALL) -> None:
        """Show these tracks from now on, and forget everything of others. ``lower_role`` is that of the second."""
        for spectra in self._spectra:
            if spectra is not None:
                spectra.close()
        self._tracks, self._spectra = list(tracks), [None, None]
        self.roles[DECODED] = lower_role
        for plot, track, role in zip(self.plots, tracks, self.roles, strict=True):
            plot.set_track(track, role)
        # Of a lone recording, its own plot has all the room.
        is_lone = [track is not None and other is None for track, other in zip(tracks, tracks[::-1], strict=True)]
        for index, other in ((ORIGINAL, DECODED), (DECODED, ORIGINAL)):
            for widget in (self.plots[index], self.titles[index]):
                widget.setVisible(not is_lone[other])
        self._group.button(View.DIFFERENCE).setEnabled(all(tracks))
        if self.view is View.DIFFERENCE and any(tracks) and not all(tracks):
            self.choose(View.LEVELS)
        self._soon.start()

    def exchange_lower(self, track: Track, role: Role) -> None:
        """Put another one in the place of the lower one; what is known of the upper one stays."""
        spectra, self._spectra[DECODED] = self._spectra[DECODED], None
        if spectra is not None:
            spectra.close()
        self._tracks[DECODED], self.roles[DECODED] = track, role
        self.plots[DECODED].set_track(track, role)
        self._soon.start()

    @property
    def lead(self) -> WaveformPlot:
        """Return the plot whose time span counts: the lower one, or the only one that is seen."""
        return self.plots[ORIGINAL] if self.plots[DECODED].isHidden() else self.plots[DECODED]

    def choose(self, view: View) -> None:
        self.view = view
        self._group.button(view).setChecked(True)
        self._show_legend()
        if view is View.WAVEFORM:
            for plot in self.plots:
                plot.show_waveform()
        else:
            self._show_pictures()
        self.view_chosen.emit(view)

    def take_keys(self) -> None:
        """Take the keys after a click beside the plots: they are for what one listens to, not for the list above."""
        focus, panel = QApplication.focusWidget(), self.parentWidget()
        if panel is not None and (focus is None or not panel.isAncestorOf(focus)):
            self.lead.setFocus()

    def next_view(self) -> None:
        """Show the view after this one, of those that there are."""
        views = [view for view in View if self._group.button(view).isEnabled()]
        self.choose(views[(views.index(self.view) + 1) % len(views)])

    @property
    def what_is_below(self) -> str:
        """Return the heading of the lower plot."""
        name = role_name(self.roles[DECODED])
        return self.tr("{name} against the original").format(name=name) if self.view is View.DIFFERENCE else name

    def show_titles(self, heard: int, is_playing: bool) -> None:
        """Show names and facts of the tracks, and which of them is ``heard`` (it may be LIMITED), or would be."""
        self._heard, self._is_playing = heard, is_playing
        colours = panel_colours(self.palette())
        limited = self.tr("Original, treble limited")
        names = [limited if heard == LIMITED else role_name(Role.ORIGINAL), self.what_is_below]
        for index, track in enumerate(self._tracks):
            facts = short_facts(track)
            is_heard = track is not None and index == (ORIGINAL if heard == LIMITED else heard)
            name = f"♪ {names[index]}" if is_heard else names[index]
            if is_heard and is_playing:
                name = self.tr("♪ {name}, heard now").format(name=names[index])
            is_seen = not self.plots[index].isHidden()
            self.titles[index].set_texts(name if is_seen else "", colours.roles[self.roles[index]], facts)
            self.plots[index].set_heard(is_heard or not any(self._tracks))
            self.plots[index].setAccessibleName(self.tr("Waveform: {name}").format(name=names[index]))
            self.plots[index].setAccessibleDescription(summary(track))

    def refresh(self) -> None:
        """Draw anew: more of the tracks is known."""
        loudest = max((track.loudest()[0] for track in self._tracks if track is not None), default=0.0)
        for plot in self.plots:
            plot.set_scale(loudest)
            plot.redraw()
        self._on_view_changed()

    # --- pictures ------------------------------------------------------------------------------------------

    def _show_time_axis(self) -> None:
        """Lay the strip below as far to the left and right as what the plots show."""
        plot = self.lead
        left_px, width_px = plot.time_span_px
        is_known = any(track is not None and track.is_ready for track in self._tracks)
        self.time_strip.show_view(plot.view_s if is_known else (0.0, 0.0), left_px, width_px)

    def _on_view_changed(self) -> None:
        self._show_time_axis()
        if self.view is not View.WAVEFORM and not self._soon.isActive():
            self._soon.start()

    def _show_pictures(self) -> None:
        if self.view is View.WAVEFORM:
            return
        top_hz = self._top_hz()
        pictures = [self._picture(index, top_hz) for index in (ORIGINAL, DECODED)]
        of_levels, of_differences = self._colours
        self.plots[ORIGINAL].show_levels(pictures[ORIGINAL], of_levels, top_hz)
        if self.view is View.DIFFERENCE:
            self.plots[DECODED].show_levels(_difference(pictures), of_differences, top_hz)
        else:
            self.plots[DECODED].show_levels(pictures[DECODED], of_levels, top_hz)

    def _top_hz(self) -> float:
        rates_hz = [track.sample_rate_hz for track in self._tracks if track is not None and track.is_ready]
        return min(HIGHEST_HZ, max(rates_hz, default=16_000) / 2)

    def _picture(self, index: int, top_hz: float) -> Picture | None:
        track, spectra = self._tracks[index], self._spectra[index]
        if track is None or not track.is_ready:
            return None
        if spectra is not None and spectra.top_hz != top_hz:
            spectra.close()
            spectra = None
        if spectra is None:
            spectra = Spectrograms(track.source_opener(), track.sample_rate_hz, top_hz, self)
            spectra.changed.connect(self._on_view_changed)
            self._spectra[index] = spectra
        plot = self.lead
        columns = min(plot.columns, _MOST_COLUMNS)
        spectra.want(*plot.view_s, columns, track.duration_s)
        return spectra.picture(*plot.view_s, columns)

    def _show_legend(self) -> None:
        self.legend.setVisible(self.view is not View.WAVEFORM)
        if self.view is View.LEVELS:
            low, high = (self.tr("{n} dB").format(n=f"{level_db:g}") for level_db in (QUIETEST_DB, LOUDEST_DB))
            self.legend.show_colours(self._colours[0], low.replace("-", "−"), high.replace("-", "−"))
        elif self.view is View.DIFFERENCE:
            low = self.tr("softer by {n} dB").format(n=f"{DIFFERENCE_DB:g}")
            high = self.tr("{n} dB louder").format(n=f"{DIFFERENCE_DB:g}")
            self.legend.show_colours(self._colours[1], self.tr("softer"), self.tr("louder"), (low, high))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "legend"):
            self._colours = (self._colours[0], difference_colours(self.palette()))
            self._show_legend()
            self.show_titles(self._heard, self._is_playing)
            self._on_view_changed()


def _difference(pictures: list[Picture | None]) -> Picture | None:
    original, decoded = pictures
    if original is None or decoded is None:
        return None
    return decoded._replace(levels=difference_picture(original.levels, decoded.levels))
