"""One recording lies on the time axis: envelope or levels, what is missing yet, play head, loop."""

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsGridLayout, QSizePolicy, QWidget

from sqcodec_gui.gui.compare.colours import panel_colours
from sqcodec_gui.gui.compare.compared_tracks import Track
from sqcodec_gui.gui.compare.envelope_item import EnvelopeItem
from sqcodec_gui.gui.compare.levels_item import FrequencyAxis, LevelsItem
from sqcodec_gui.gui.compare.marks_item import MarksItem
from sqcodec_gui.gui.compare.roles import Role
from sqcodec_gui.gui.compare.spectrograms import Picture
from sqcodec_gui.gui.compare.timebox import TimeBox
from sqcodec_gui.gui.style.theme import FOCUS_PX, LINE_PX, NONE, PLOT_LEAST_PX, blend

SHORTEST_VIEW_S = 0.002
_LEAST_OF_VIEW = 0.03
_LEAST_LENGTHS_IN_VIEW, _MOST_LENGTHS_IN_VIEW = 3, 12
_LOWEST_SCALE = 0.02
_PALER = 0.5


class WaveformPlot(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """It draws a ``Track``, or a picture of levels. Several of these share one time axis if linked by ``link_time``.

    It has no more of pyqtgraph's plot than is seen, an axis and a view: all of it would take six times as long to make.
    """

    seek_asked = Signal(float)
    """The person clicked on this moment, in seconds."""
    loop_dragged = Signal(float, float)
    """The person drew, or moved an edge of, the loop; the first may be the later one while drawing."""

    view_changed = Signal()
    """Other moments are shown, or the plot has another width."""

    def __init__(self, role: Role, parent: QWidget | None = None) -> None:
        self._is_built = False  # the base class sends events while it is being made
        super().__init__(parent)
        self._box = TimeBox(enableMenu=False)
        self._frequencies = FrequencyAxis()
        self._role = role
        self._track: Track | None = None
        self._envelope = EnvelopeItem()
        self._levels = LevelsItem()
        self.marks = MarksItem()
        self._is_picture = False
        self._loudest = 0.0
        self._middle = pg.InfiniteLine(0, angle=0)
        self._head = pg.InfiniteLine(0, angle=90)
        self._loop = pg.LinearRegionItem((0, 0), movable=False)
        self._is_setting_loop = False
        self._is_heard = True
        self._build()
        self._is_built = True
        self.recolour()

    def _build(self) -> None:
        self._lay_out()
        self.enableMouse(False)  # the box takes it
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(PLOT_LEAST_PX)
        self._box.setDefaultPadding(0)
        self._box.setMouseEnabled(x=True, y=False)
        self._box.disableAutoRange()
        self._box.setYRange(-1, 1, padding=0)
        self._box.clicked.connect(self.seek_asked)
        self._box.loop_drawn.connect(self.loop_dragged)
        self._box.sigXRangeChanged.connect(self._on_view_changed)
        for line in self._loop.lines:
            line.setMovable(True)
        self._loop.sigRegionChanged.connect(self._on_loop_moved)
        self._loop.hide()
        self._head.setZValue(10)
        for item in (self._middle, self._levels, self._envelope, self.marks, self._loop, self._head):
            self._box.addItem(item, ignoreBounds=True)

    def _lay_out(self) -> None:
        """Put the box beside the axis. That of time has a row of its own below all plots, or this one would be lower
        than the others."""
        plot = pg.GraphicsWidget()
        layout = QGraphicsGridLayout(plot)
        layout.setContentsMargins(*(LINE_PX,) * 4)
        layout.setSpacing(NONE)
        layout.addItem(self._frequencies, 0, 0)
        layout.addItem(self._box, 0, 1)
        self._frequencies.linkToView(self._box)
        self._frequencies.hide()
        self.setCentralItem(plot)

    def link_time(self, other: "WaveformPlot") -> None:
        """Show, from now on, the same moments as another one, and let it show those of this one."""
        self._box.setXLink(other._box)

    @property
    def box(self) -> TimeBox:
        """Return what stands for moments and heights."""
        return self._box

    def set_track(self, track: Track | None, role: Role) -> None:
        """Draw this track from now on, in the colour of its role."""
        self._track = track
        if role is not self._role:
            self._role = role
            self.recolour()
        self.redraw()

    def set_duration(self, duration_s: float) -> None:
        """Set where the time axis ends, in seconds; it cannot be moved or zoomed beyond."""
        longest_s = max(duration_s, SHORTEST_VIEW_S)
        self._box.setLimits(xMin=0, xMax=longest_s, minXRange=SHORTEST_VIEW_S, maxXRange=longest_s)

    def set_scale(self, loudest: float) -> None:
        """Let the height of the plot show samples up to this."""
        self._loudest = loudest
        if not self._is_picture:
            scale = max(loudest, _LOWEST_SCALE)
            self._box.setYRange(-scale, scale, padding=0.04)

    def show_waveform(self) -> None:
        """Show the envelope of the track, from now on."""
        if self._is_picture:
            self._is_picture = False
            self._frequencies.hide()
            self._middle.show()
            self._levels.set_picture(None, [])
            self.set_scale(self._loudest)
            self.redraw()

    def show_levels(self, picture: Picture | None, colours: list[int], top_hz: float) -> None:
        """Show a picture of levels up to ``top_hz`` instead; ``colours`` has 256 ARGB values for its bytes."""
        if not self._is_picture:
            self._is_picture = True
            self._middle.hide()
            self._frequencies.show()
            self._box.setYRange(0, 1, padding=0)
            self.redraw()
        self._frequencies.set_top(top_hz)
        self._levels.set_picture(picture, colours)

    def set_heard(self, is_heard: bool) -> None:
        """Set whether this track is heard; the one that is not is drawn paler."""
        if is_heard != self._is_heard:
            self._is_heard = is_heard
            self.recolour()

    def set_position(self, position_s: float) -> None:
        self._head.setValue(position_s)

    def set_loop(self, loop_s: tuple[float, float] | None) -> None:
        self._loop.setVisible(loop_s is not None)
        if loop_s is not None:
            self._is_setting_loop = True
            self._loop.setRegion(loop_s)
            self._is_setting_loop = False

    def sizeHint(self) -> QSize:
        """Ask for as little as it may have: it takes what others leave."""
        smallest: QSize = self.minimumSize()
        return smallest

    @property
    def time_span_px(self) -> tuple[float, float]:
        """Return left edge and width of what stands for ``view_s``, in this widget's own coordinates."""
        to_widget = self.viewportTransform()
        ends = [to_widget.map(self._box.mapViewToScene(QPointF(time_s, 0))).x() for time_s in self.view_s]
        return ends[0], max(1.0, ends[1] - ends[0])

    @property
    def view_s(self) -> tuple[float, float]:
        """Return what is shown, in seconds."""
        (start_s, stop_s), _ = self._box.viewRange()
        return start_s, stop_s

    @property
    def columns(self) -> int:
        """Return the width of what is drawn, in the screen's own pixels."""
        return max(1, int(self._box.width() * self.devicePixelRatioF()))

    def set_view(self, start_s: float, stop_s: float) -> None:
        self._box.setXRange(start_s, stop_s, padding=0)

    def bring_into_view(self, start_s: float, stop_s: float) -> None:
        """Look at this passage and what is around it, unless it is in sight and large enough already."""
        view_start_s, view_stop_s = self.view_s
        length_s, shown_s = stop_s - start_s, view_stop_s - view_start_s
        if length_s < _LEAST_OF_VIEW * shown_s or start_s < view_start_s or stop_s > view_stop_s:
            wanted_s = min(max(shown_s, _LEAST_LENGTHS_IN_VIEW * length_s), _MOST_LENGTHS_IN_VIEW * length_s)
            middle_s, half_s = (start_s + stop_s) / 2, wanted_s / 2
            self.set_view(middle_s - half_s, middle_s + half_s)

    def zoom(self, factor: float, around_s: float) -> None:
        """Show ``factor`` times as much, ``around_s`` staying where it is."""
        self._box.scaleBy(x=factor, center=pg.Point(around_s, 0))

    def redraw(self) -> None:
        """Fetch the envelope of what is shown, and what is missing of it."""
        track = self._track
        self.marks.set_marks(() if track is None else track.marks)
        if track is None or not track.is_ready:
            self._envelope.set_envelopes([], [])
        elif self._is_picture:
            self._envelope.set_envelopes([], track.missing_s())
        else:
            self._envelope.set_envelopes(track.envelopes(*self.view_s, self.columns), track.missing_s())

    def recolour(self) -> None:
        """Take the colours that suit the palette."""
        colours = panel_colours(self.palette())
        self.setBackground(colours.ground)
        self._frequencies.setPen(colours.quiet)
        self._frequencies.setTextPen(colours.faint)
        self._middle.setPen(pg.mkPen(colours.quiet))
        self._head.setPen(pg.mkPen(colours.head, width=FOCUS_PX))
        self.marks.set_colours(colours.faint, colours.text, colours.ground)
        own = colours.roles[self._role]
        self._envelope.set_colours(own if self._is_heard else blend(own, colours.ground, _PALER), colours.quiet)
        self._loop.setBrush(colours.loop)
        edge = pg.mkPen(colours.accent, width=FOCUS_PX)
        for line in self._loop.lines:
            line.setPen(edge)
            line.setHoverPen(pg.mkPen(colours.text, width=2 * FOCUS_PX))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._is_built and event.type() == QEvent.Type.PaletteChange:
            self.recolour()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if self._is_built:
            self._on_view_changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # keys are the panel's: a graphics view would scroll with them

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def _on_view_changed(self) -> None:
        if not self._is_picture:
            self.redraw()
        self.view_changed.emit()

    def _on_loop_moved(self) -> None:
        if not self._is_setting_loop:
            self.loop_dragged.emit(*self._loop.getRegion())
