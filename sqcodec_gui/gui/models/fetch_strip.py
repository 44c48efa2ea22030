"""One line with a bar shows how far a model is that is being fetched or taken in, wherever one looks at it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from sqcodec_gui.gui.models.fetching import Fetching, FetchStage
from sqcodec_gui.gui.style.theme import MEDIUM, NONE, SMALL, TINY
from sqcodec_gui.gui.window.announce import announce

_STEPS = 1000


class FetchStrip(QWidget):
    """It is hidden while there is nothing to say."""

    help_wanted = Signal()
    """There is no network here: what one can do."""

    def __init__(self, fetching: Fetching, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fetching = fetching
        self._said = FetchStage.NOTHING
        frame = QFrame()
        frame.setProperty("kind", "notice")
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the download"))
        self.cancel_button = self._button(self.tr("Stop"), self.tr("What has arrived is kept for the next time"))
        self.cancel_button.clicked.connect(fetching.cancel)
        self.retry_button = self._button(self.tr("Go on"), self.tr("Fetches what is still missing"))
        self.retry_button.clicked.connect(fetching.go_on)
        self.help_button = self._button(
            self.tr("No internet here?"), self.tr("How a model comes from another computer, on a stick")
        )
        self.help_button.clicked.connect(self.help_wanted)
        self.close_button = self._button(self.tr("Close"), "")
        self.close_button.clicked.connect(fetching.put_away)
        words = QVBoxLayout()
        words.setSpacing(TINY)
        words.addWidget(self.label)
        words.addWidget(self.bar)
        row = QHBoxLayout(frame)
        row.setContentsMargins(MEDIUM, SMALL, SMALL, SMALL)
        row.addLayout(words, 1)
        for button in (self.retry_button, self.help_button, self.cancel_button, self.close_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(SMALL, SMALL, SMALL, NONE)
        column.addWidget(frame)
        fetching.changed.connect(self._show)
        self._show()

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _show(self) -> None:
        fetching = self._fetching
        stage = fetching.stage
        self.label.setText(fetching.words())
        fraction = fetching.fraction
        self.bar.setRange(0, 0 if fraction is None else _STEPS)
        if fraction is not None:
            self.bar.setValue(round(_STEPS * fraction))
        self.bar.setVisible(stage.is_at_work)
        self.cancel_button.setVisible(stage.is_at_work and fetching.is_download)
        has_stopped = stage is FetchStage.CANCELLED or (stage is FetchStage.FAILED and fetching.is_download)
        self.retry_button.setVisible(has_stopped)
        self.retry_button.setText(self.tr("Go on") if stage is FetchStage.CANCELLED else self.tr("Try again"))
        self.help_button.setVisible(stage is FetchStage.FAILED and fetching.is_network_problem)
        self.close_button.setVisible(not stage.is_at_work)
        self.setVisible(stage is not FetchStage.NOTHING)
        if stage is not self._said:
            self._said = stage
            announce(self, self.label.text())
