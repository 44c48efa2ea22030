"""One of the four choices is a card: what one hears, what it takes, a passage to hear, and a button to choose it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sqcodec_gui.gui.models.quality_choices import Offer
from sqcodec_gui.gui.style.icons import give_icon
from sqcodec_gui.gui.style.theme import SMALL, TINY
from sqcodec_gui.gui.wording.formatting import size_words


class QualityCard(QFrame):
    """Its signals ``choose_wanted``, ``get_wanted`` and ``play_wanted`` carry nothing: who made it knows its offer."""

    choose_wanted = Signal()
    get_wanted = Signal()
    play_wanted = Signal()

    def __init__(self, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer = offer
        self.setProperty("kind", "card")
        self.setAccessibleName(offer.choice.title)
        self.title = self._label(offer.choice.title, "heading")
        self.star = QLabel(self._star_words())
        self.star.setProperty("kind", "facts")
        self.badge = self._label(self.tr("preview: still being trained") if offer.quality.is_preview else "", "facts")
        self.badge.setVisible(bool(self.badge.text()))
        self.about = self._label(offer.choice.about, "")
        self.sizes = self._label("", "facts")
        self.play_button = QPushButton()
        self.play_button.setProperty("kind", "soft")
        self.play_button.clicked.connect(self.play_wanted)
        self.choose_button = QPushButton()
        self.choose_button.clicked.connect(self.choose_wanted)
        self.get_button = QPushButton(self.tr("Get it ({size})").format(size=size_words(offer.quality.download_bytes)))
        give_icon(self.get_button, "download")
        self.get_button.setToolTip(self.tr("Fetches it once from the network; the queue goes on meanwhile"))
        self.get_button.clicked.connect(self.get_wanted)
        self._build_layout()
        self.show_playing(False, False)

    def _label(self, text: str, kind: str) -> QLabel:
        label = QLabel(text)
        label.setWordWrap(True)
        if kind:
            label.setProperty("kind", kind)
        return label

    def _build_layout(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SMALL + TINY, SMALL, SMALL + TINY, SMALL)
        column.setSpacing(TINY)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.star)
        column.addLayout(head)
        for label in (self.badge, self.about, self.sizes):
            column.addWidget(label)
        column.addStretch(1)
        column.addWidget(self.play_button, 0, Qt.AlignmentFlag.AlignLeft)
        choices = QHBoxLayout()
        choices.addWidget(self.choose_button)
        choices.addWidget(self.get_button)
        column.addLayout(choices)
        for button in (self.play_button, self.choose_button, self.get_button):
            button.setAutoDefault(False)
        is_here = self.offer.quality.is_installed
        self.play_button.setVisible(is_here)
        self.choose_button.setVisible(is_here)
        self.get_button.setVisible(not is_here)

    def _star_words(self) -> str:
        """Return the words beside the name."""
        if not self.offer.quality.is_installed:
            return self.tr("not here yet")
        return self.tr("★ Recommended") if self.offer.is_recommended else ""

    def show_sizes(self, list_bytes: int | None) -> None:
        """Show what the list will take, ``list_bytes``; None where it is empty, or nobody knows."""
        hour = self.tr("{size} an hour").format(size=size_words(self.offer.quality.bytes_per_hour))
        lines = [hour]
        if list_bytes is not None:
            lines.append(self.tr("your list: about {size}").format(size=size_words(list_bytes)))
        self.sizes.setText("\n".join(lines))
        self.setAccessibleDescription(
            ", ".join(filter(None, [self.star.text(), self.badge.text(), self.about.text(), *lines]))
        )

    def show_chosen(self, is_chosen: bool, is_emphasized: bool) -> None:
        """Show whether this quality is chosen; ``is_emphasized``: the card has the one filled button of the window."""
        self.choose_button.setText(self.tr("In use") if is_chosen else self.tr("Use it"))
        self.choose_button.setEnabled(not is_chosen)
        self.choose_button.setAccessibleName(f"{self.offer.choice.title}: {self.choose_button.text()}")
        self.setProperty("chosen", is_chosen)
        for button in (self.choose_button, self.get_button):
            button.setProperty("kind", "filled" if is_emphasized else "")
            button.style().unpolish(button)
            button.style().polish(button)
        give_icon(self.get_button, "download", "on_accent" if is_emphasized else "text")
        self.style().unpolish(self)
        self.style().polish(self)

    def show_playing(self, is_heard: bool, is_preparing: bool) -> None:
        heard_text = self.tr("One moment…") if is_preparing else self.tr("Stop")
        text = heard_text if is_heard else self.tr("Hear it")
        self.play_button.setText(text)
        give_icon(self.play_button, "pause" if is_heard and not is_preparing else "play")
        name = self.tr("Hear how {title} sounds").format(title=self.offer.choice.title)
        self.play_button.setAccessibleName(name if not is_heard else text)
        self.play_button.setToolTip(
            self.tr("A short passage of speech, made small and brought back on this computer just now")
        )
