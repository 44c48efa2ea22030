"""This page asks with which recording and passage the choice is made, and says which qualities there are."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from sqcodec_gui.audio.errors import shown_name
from sqcodec_gui.gui.blind_test.passage_choice import PassageChoice
from sqcodec_gui.gui.blind_test.start_page import StartPage
from sqcodec_gui.gui.models.quality_choices import Quality
from sqcodec_gui.gui.quality_chooser.encoding import QueuedRecording
from sqcodec_gui.gui.style.theme import MEDIUM
from sqcodec_gui.gui.wording.formatting import list_words


class IntroPage(StartPage):
    """Its ``loop_s`` is the passage that the comparison loops, of the recording ``current``; None if there is none."""

    more_clicked = Signal()

    def __init__(
        self,
        recordings: Sequence[QueuedRecording],
        current: int,
        loop_s: tuple[float, float] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._loop_s, self._loop_of = loop_s, current
        title = QLabel(self.tr("<h2>Which quality is enough?</h2>"))
        title.setTextFormat(Qt.TextFormat.RichText)
        about = QLabel(
            self.tr(
                "A short passage is made small at every quality that is on this computer. You listen to all of them,"
                " and a blind test can find the smallest one that is good enough for your ears."
            )
        )
        self.here_label = QLabel()
        self.more_button = QPushButton(self.tr("&Get other qualities…"))
        self.more_button.setAutoDefault(False)
        self.more_button.clicked.connect(self.more_clicked)
        self.recording_box = QComboBox()
        for recording in recordings:
            self.recording_box.addItem(shown_name(recording.path))
        self.recording_box.setCurrentIndex(current)
        self.recording_box.currentIndexChanged.connect(self._show_loop)
        self.passage_choice = PassageChoice()
        form = QFormLayout()
        form.setVerticalSpacing(MEDIUM)
        form.addRow(self.tr("&Recording:"), self.recording_box)
        form.addRow(self.tr("Passage:"), self.passage_choice)
        for label in (title, about, self.here_label):
            label.setWordWrap(True)
        self._build_page([title, about, self.here_label, self.more_button], form)
        self._build_start(self.tr("&Make them"), self.tr("Qualities that are made"))
        self._show_loop()

    def show_qualities(self, installed: Sequence[Quality]) -> None:
        """Say plainly what there is to choose from."""
        titles = list_words(self.tr("“{title}”").format(title=quality.title) for quality in installed)
        if not installed:
            text = self.tr("There is no quality on this computer yet: get one first.")
        elif len(installed) == 1:
            text = self.tr(
                "Only one quality is on this computer: {title}. You can find out whether it is enough; to find a"
                " smaller or a better one, get others first."
            ).format(title=titles)
        else:
            text = self.tr("{n} qualities are on this computer: {titles}.").format(n=len(installed), titles=titles)
        self.here_label.setText(text)
        self.start_button.setEnabled(bool(installed) and self.recording_box.count() > 0)

    def show_making(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        text = self.tr("The passage is being made small: {n} of {total} qualities…")
        self._show_busy(text.format(n=min(done + 1, total), total=total))

    def _show_loop(self) -> None:
        is_its_own = self.recording_box.currentIndex() == self._loop_of
        self.passage_choice.offer_loop(self._loop_s if is_its_own else None)
