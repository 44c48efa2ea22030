"""A meter shows how loud it is, as a bar and in a word."""

import math

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.style.theme import LARGE, LINE_PX, RADIUS_PX, SLIDER_PX, blend, state_colour, tokens_of

FLOOR_DB = -60.0
QUIET_DB = -36.0
LOUD_DB = -3.0


class LevelMeter(QWidget):
    """Its ``show_level`` takes peaks from 0 to 1; the bar is in decibels, from -60 to 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level_db = FLOOR_DB
        self.setAccessibleName(self.tr("Level"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(2 * SLIDER_PX, LARGE)

    @property
    def level_db(self) -> float:
        """Return the level in decibels of full scale, not below -60."""
        return self._level_db

    @property
    def word(self) -> str:
        """Return the level in a word, for those who do not see the bar, or do not know what it should be."""
        if self._level_db <= FLOOR_DB:
            return self.tr("nothing is heard")
        if self._level_db < QUIET_DB:
            return self.tr("quiet: speak up or come closer")
        if self._level_db < LOUD_DB:
            return self.tr("good")
        return self.tr("too loud: go farther away")

    def show_level(self, peak: float) -> None:
        level_db = 20 * math.log10(peak) if peak > 0 else FLOOR_DB
        self._level_db = min(0.0, max(FLOOR_DB, level_db))
        self.setAccessibleDescription(self.word)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette, rect = self.palette(), QRectF(self.rect())
        base, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = rect.adjusted(LINE_PX / 2, LINE_PX / 2, -LINE_PX / 2, -LINE_PX / 2)
        outline = QPainterPath()
        outline.addRoundedRect(inside, RADIUS_PX, RADIUS_PX)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(rect, base)
        is_loud = self._level_db >= LOUD_DB
        colour = state_colour(JobState.FAILED if is_loud else JobState.DONE, palette)
        bar = QRectF(rect)
        bar.setWidth(rect.width() * (1 - self._level_db / FLOOR_DB))
        painter.fillRect(bar, colour)
        painter.setPen(blend(base, text, 0.5))
        for mark_db in (QUIET_DB, LOUD_DB):  # between the two marks it is good
            x = rect.width() * (1 - mark_db / FLOOR_DB)
            painter.drawLine(round(x), 0, round(x), self.height())
        painter.restore()
        painter.setPen(QColor(tokens_of(palette).outline))
        painter.drawPath(outline)
