"""A slider beside the small file sets in which of the qualities that it holds one hears it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from sqcodec_gui.engine.preview import StoredQuality
from sqcodec_gui.gui.models.quality_choices import title_of
from sqcodec_gui.gui.style.theme import NONE, QUALITY_SLIDER_PX, SMALL
from sqcodec_gui.gui.window.announce import announce
from sqcodec_gui.gui.wording.formatting import kbit_words, size_words


class QualitySlider(QWidget):
    """It has as many places as there are qualities, the smallest at the left, and hides where there is no choice."""

    chosen = Signal(int)
    """A place, from 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: tuple[StoredQuality, ...] = ()
        self._duration_s = 0.0
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setPageStep(1)
        self.slider.setFixedWidth(QUALITY_SLIDER_PX)
        self.slider.setAccessibleName(self.tr("Quality of the small file"))
        self.slider.valueChanged.connect(self._choose)
        self.label = QLabel()
        self.label.setProperty("kind", "facts")
        self.label.setBuddy(self.slider)
        row = QHBoxLayout(self)
        row.setContentsMargins(NONE, NONE, NONE, NONE)
        row.setSpacing(SMALL)
        self.label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.label)
        row.addWidget(self.slider)
        self.hide()

    def show_qualities(self, held: Sequence[StoredQuality], place: int, duration_s: float) -> None:
        """Show the qualities of a file that lasts ``duration_s``, and which is chosen; there may be none."""
        is_new = tuple(held) != self._held
        self._held, self._duration_s = tuple(held), duration_s
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, len(self._held) - 1))
        self.slider.setValue(place)
        self.slider.blockSignals(False)
        if is_new and self._held:
            widths_px = [self.label.fontMetrics().horizontalAdvance(title_of(one.model)) for one in self._held]
            self.label.setMinimumWidth(max(widths_px) + 1)
        self.setVisible(bool(self._held))
        self._describe_choice()

    def words(self) -> str:
        """Describe the chosen quality, such as “Compact: 42 kB, 2.6 kbit/s”."""
        if not self._held:
            return ""
        one = self._held[self.slider.value()]
        size, rate = size_words(one.file_bytes), kbit_words(one.file_bytes, self._duration_s)
        return self.tr("{quality}: {size}, {rate}").format(quality=title_of(one.model), size=size, rate=rate)

    def _describe_choice(self) -> None:
        if not self._held:
            return
        self.label.setText(title_of(self._held[self.slider.value()].model))
        tip = self.tr("How much of the small file is heard: less of it is a smaller file (Q; Shift+Q: more)")
        self.slider.setToolTip(f"{self.words()}\n{tip}")
        self.slider.setAccessibleDescription(f"{self.words()}. {tip}")

    def _choose(self, place: int) -> None:
        self._describe_choice()
        announce(self.slider, self.words())
        self.chosen.emit(place)
