"""What stands in the window before there is anything in the queue: it says what to do."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sqcodec_gui.gui.theme import blend
from sqcodec_gui.gui.words import without_key

FRAME_MARGIN = 18
FRAME_RADIUS = 14


class EmptyPage(QWidget):
    """An invitation to drop, add or paste; the buttons are those of the actions given."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_hovered = False
        title = QLabel(self.tr("Drop recordings or folders here"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        font.setWeight(font.Weight.DemiBold)
        title.setFont(font)
        explanation = QLabel(
            self.tr(
                "Recordings become small .sqc files, right beside the originals, which stay as they are.\n"
                "Drop a .sqc file and you get a recording back.\n"
                "Afterwards you can compare the two by ear."
            )
        )
        paste = QLabel(self.tr("You can also copy files and paste them here with {key}.").format(key="Ctrl+V"))
        column = QVBoxLayout(self)
        column.addStretch(3)
        for label in (title, explanation):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
            column.addSpacing(8)
        column.addLayout(_button_row(actions))
        column.addSpacing(8)
        paste.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        paste.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        column.addWidget(paste)
        column.addStretch(4)

    def set_hovered(self, is_hovered: bool) -> None:
        """Whether something that can be dropped is over the window."""
        self._is_hovered = is_hovered
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        ground, text = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
        highlight = palette.color(QPalette.ColorRole.Highlight)
        frame = QRectF(self.rect()).adjusted(FRAME_MARGIN, FRAME_MARGIN, -FRAME_MARGIN, -FRAME_MARGIN)
        if self._is_hovered:
            painter.setPen(QPen(highlight, 2.5, Qt.PenStyle.SolidLine))
            painter.setBrush(blend(ground, highlight, 0.12))
        else:
            painter.setPen(QPen(blend(ground, text, 0.4), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(frame, FRAME_RADIUS, FRAME_RADIUS)


def _button_row(actions: Sequence[QAction]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch()
    for action in actions:
        button = QPushButton(without_key(action.text()))
        button.setToolTip(action.toolTip())
        button.setMinimumHeight(36)
        button.clicked.connect(action.trigger)
        row.addWidget(button)
    row.addStretch()
    return row
