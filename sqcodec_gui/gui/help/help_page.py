"""One page of help has four pictures, painted from the theme's own colours: light or dark as it is."""

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from sqcodec_gui.gui.style import icons
from sqcodec_gui.gui.style.theme import (
    BAR_OF_PROGRESS_PX,
    CONTROL_PX,
    FOCUS_PX,
    HELP_PICTURE_PX,
    ICON_PX,
    LARGE,
    LINE_PX,
    MEDIUM,
    NONE,
    PLAY_PX,
    RADIUS_PX,
    SMALL,
    TINY,
    Tokens,
    font_for,
    tokens_of,
)
from sqcodec_gui.gui.wording.formatting import key_words, size_words

Paint = Callable[[QPainter, QRectF, Tokens], None]


class HelpPage(QScrollArea):
    """It says what one does with the program, in four steps: put in, make small, hear, get back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Help"))
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        grid.setHorizontalSpacing(LARGE)
        grid.setVerticalSpacing(LARGE)
        for number, (paint, title, text) in enumerate(self._steps()):
            grid.addWidget(_Step(paint, title, text), number // 2, number % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(2, 1)
        self.setWidget(page)
        for ground in (self.viewport(), page):  # that of the dialog's page is seen
            ground.setAutoFillBackground(False)

    def _steps(self) -> tuple[tuple[Paint, str, str], ...]:
        return (
            (
                _paint_drop,
                self.tr("1. Put recordings in"),
                self.tr(
                    "Drop files or whole folders into the window, paste them with {key}, or record with a microphone."
                    " The originals stay as they are."
                ).format(key=key_words("Ctrl+V")),
            ),
            (
                _paint_small,
                self.tr("2. They become small"),
                self.tr(
                    "Each becomes a small .sqc file beside its original, and is checked against it. How small, and how"
                    " it sounds, you choose at the top."
                ),
            ),
            (
                _paint_compare,
                self.tr("3. Hear what was lost"),
                self.tr(
                    "Choose a card and press Space, which plays and pauses everywhere. X switches between the original"
                    " and the small file at the same moment; W goes to where they differ most."
                ),
            ),
            (
                _paint_back,
                self.tr("4. Get recordings back"),
                self.tr(
                    "{key} on a small file makes an ordinary recording of it. An archive kit (File menu) holds all that"
                    " is needed to open small files in twenty years, without this program."
                ).format(key=key_words("F5")),
            ),
        )


class _Step(QWidget):
    """It has a picture, and below it what it shows."""

    def __init__(self, paint: Paint, title: str, text: str) -> None:
        super().__init__()
        heading, words = QLabel(title), QLabel(text)
        heading.setProperty("kind", "heading")
        for label in (heading, words):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(NONE, NONE, NONE, NONE)
        column.setSpacing(TINY)
        for widget in (_Picture(paint), heading, words):
            column.addWidget(widget)
        column.addStretch(1)


class _Picture(QWidget):
    """It says nothing that the words below it do not say."""

    def __init__(self, paint: Paint) -> None:
        super().__init__()
        self._paint = paint
        self.setFixedHeight(HELP_PICTURE_PX)

    def sizeHint(self) -> QSize:
        return QSize(2 * HELP_PICTURE_PX, HELP_PICTURE_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), tokens_of(self.palette())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(LINE_PX, LINE_PX, -LINE_PX, -LINE_PX)
        painter.setPen(QPen(QColor(tokens.line), LINE_PX))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(ground, RADIUS_PX, RADIUS_PX)
        painter.setFont(font_for("facts"))
        self._paint(painter, ground.adjusted(MEDIUM, SMALL, -MEDIUM, -SMALL), tokens)


def _icon(painter: QPainter, name: str, centre: QPointF, size_px: int, colour: str) -> None:
    scale = painter.device().devicePixelRatioF()
    half = size_px / 2
    painter.drawPixmap(centre - QPointF(half, half), icons.pixmap(name, colour, size_px, scale))


def _paint_drop(painter: QPainter, room: QRectF, tokens: Tokens) -> None:
    """Paint files that come into a window."""
    frame = QRectF(room.center().x() - room.height(), room.top() + TINY, 2 * room.height(), room.height() - SMALL)
    painter.setPen(QPen(QColor(tokens.accent), FOCUS_PX, Qt.PenStyle.DashLine))
    painter.setBrush(QColor(tokens.chosen))
    painter.drawRoundedRect(frame, RADIUS_PX, RADIUS_PX)
    for place in (-1, 0, 1):
        at = frame.center() + QPointF(place * (CONTROL_PX + SMALL), -TINY if place == 0 else TINY)
        _icon(painter, "file-audio", at, CONTROL_PX, tokens.accent if place == 0 else tokens.faint)


def _paint_small(painter: QPainter, room: QRectF, tokens: Tokens) -> None:
    """Paint a long bar that became a short one."""
    bar_px, half = float(BAR_OF_PROGRESS_PX + SMALL), room.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    for row, (share, colour, size_bytes) in enumerate(
        ((0.7, tokens.original, 12_300_000.0), (0.03, tokens.small, 84_000.0))
    ):
        top = room.top() + row * half + (half - bar_px) / 2
        bar = QRectF(room.left(), top, share * room.width(), bar_px)
        painter.setBrush(QColor(colour))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(bar, TINY, TINY)
        painter.setPen(QColor(tokens.text))
        words = QRectF(bar.right() + SMALL, room.top() + row * half, room.width(), half)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, size_words(size_bytes))
        if row:
            width_px = painter.fontMetrics().horizontalAdvance(size_words(size_bytes))
            at = QPointF(words.left() + width_px + MEDIUM, words.center().y())
            _icon(painter, "circle-check", at, ICON_PX, tokens.good)


def _paint_compare(painter: QPainter, room: QRectF, tokens: Tokens) -> None:
    """Paint two waveforms, one play head, and a button."""
    left = room.left() + PLAY_PX + MEDIUM
    painter.setBrush(QColor(tokens.accent))
    painter.setPen(Qt.PenStyle.NoPen)
    button = QPointF(room.left() + PLAY_PX / 2, room.center().y())
    painter.drawEllipse(button, PLAY_PX / 2, PLAY_PX / 2)
    _icon(painter, "play", button, ICON_PX, tokens.on_accent)
    half = room.height() / 2
    for row, colour in enumerate((tokens.original, tokens.small)):
        middle = room.top() + (row + 0.5) * half
        painter.setPen(QPen(QColor(colour), FOCUS_PX))
        for number in range(int((room.right() - left) / TINY)):
            height = (half - SMALL) / 2 * _loudness(number)
            x = left + number * TINY
            painter.drawLine(QPointF(x, middle - height), QPointF(x, middle + height))
    painter.setPen(QPen(QColor(tokens.text), LINE_PX))
    head = left + (room.right() - left) * 0.4
    painter.drawLine(QPointF(head, room.top()), QPointF(head, room.bottom()))


def _loudness(number: int) -> float:
    """Return the loudness of one stroke of a drawn voice, 0.1 to 1: syllables in phrases."""
    return 0.1 + 0.9 * abs(math.sin(number * 0.31) * math.sin(number * 0.083 + 0.4))


def _paint_back(painter: QPainter, room: QRectF, tokens: Tokens) -> None:
    """Paint a small file, and the recording that comes of it."""
    centre, apart = room.center(), room.height()
    small, arrow, large = (centre + QPointF(step * apart, 0) for step in (-1, 0, 1))
    _icon(painter, "file-audio", small, ICON_PX + SMALL, tokens.small)
    painter.setPen(QPen(QColor(tokens.faint), FOCUS_PX))
    painter.drawLine(arrow - QPointF(MEDIUM, 0), arrow + QPointF(MEDIUM, 0))
    for step in (-1, 1):
        painter.drawLine(arrow + QPointF(MEDIUM, 0), arrow + QPointF(SMALL, step * SMALL))
    _icon(painter, "file-audio", large, PLAY_PX + SMALL, tokens.restored)
