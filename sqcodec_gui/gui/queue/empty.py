"""Before there is anything in the queue, all of the window takes what is dropped, and it says what to do."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sqcodec_gui.gui.style import icons
from sqcodec_gui.gui.style.theme import (
    BAR_PX,
    FOCUS_PX,
    LARGE,
    MEDIUM,
    RADIUS_PX,
    SMALL,
    follow_theme,
    tokens_of,
)
from sqcodec_gui.gui.wording.formatting import key_words, without_key


class EmptyPage(QWidget):
    """It invites to drop, add or paste; ``add`` is the one filled button, ``others`` are quiet ones."""

    def __init__(self, add: QAction, others: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_hovered = False
        self.picture = QLabel()
        title = QLabel(self.tr("Drop recordings or folders here"))
        self.setAccessibleName(title.text())
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # here a fresh window has it: no button is marked before Tab
        title.setProperty("kind", "title")
        explanation = QLabel(
            self.tr("They become small .sqc files beside the originals, which stay as they are. Hear the difference.")
        )
        paste = QLabel(
            self.tr("Or copy files elsewhere and paste them with {key}. A .sqc file that you drop is restored.").format(
                key=key_words("Ctrl+V")
            )
        )
        paste.setProperty("kind", "facts")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(BAR_PX, LARGE, BAR_PX, LARGE)
        self.column.setSpacing(MEDIUM)
        self.column.addStretch(3)
        for label in (self.picture, title, explanation):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(label is not self.picture)
            self.column.addWidget(label)
        self.column.addLayout(_button_row(add, self.tr("Add recordings"), others))
        paste.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        paste.setWordWrap(True)
        self.column.addWidget(paste)
        self.column.addStretch(3)
        self._below = QHBoxLayout()
        self._below.addStretch(1)
        self._below.addStretch(1)
        self.column.addLayout(self._below)
        self.column.addStretch(1)
        self.show_picture()
        follow_theme(self.show_picture)

    def add_below(self, widget: QWidget) -> None:
        """Add this widget below all words."""
        self._below.insertWidget(1, widget, 2)

    def show_picture(self) -> None:
        colour = tokens_of(self.palette()).accent
        self.picture.setPixmap(icons.pixmap("audio-waveform", colour, 2 * BAR_PX, self.devicePixelRatioF()))

    def set_hovered(self, is_hovered: bool) -> None:
        """Show whether something that can be dropped is over the window."""
        self._is_hovered = is_hovered
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self.palette())
        frame = QRectF(self.rect()).adjusted(MEDIUM, MEDIUM, -MEDIUM, -MEDIUM)
        if self._is_hovered:
            painter.setPen(QPen(QColor(tokens.accent), FOCUS_PX, Qt.PenStyle.SolidLine))
            painter.setBrush(QColor(tokens.chosen))
        else:
            painter.setPen(QPen(QColor(tokens.outline), FOCUS_PX, Qt.PenStyle.DashLine))
            painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(frame, 2 * RADIUS_PX, 2 * RADIUS_PX)


def _button_row(add: QAction, add_text: str, others: Sequence[QAction]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SMALL)
    row.addStretch()
    for action in (add, *others):
        button = QPushButton(add_text if action is add else without_key(action.text()).rstrip("…"))
        button.setProperty("kind", "filled" if action is add else "quiet")
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(button)
    row.addStretch()
    return row
