"""A small file whose weights are not here shows what it needs, and the ways to get that."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from sqcodec_gui.codec.config import published_configs
from sqcodec_gui.gui.models.fetching import SHOWN_OF_HASH
from sqcodec_gui.gui.models.quality_choices import title_of
from sqcodec_gui.gui.queue.record import Needs
from sqcodec_gui.gui.style.theme import NONE, SMALL
from sqcodec_gui.gui.wording.formatting import sentences, size_words

translate = QCoreApplication.translate


def needs_words(needs: Needs) -> str:
    """Say what is missing, and which way leads to it. Whether published weights are right, their hash tells."""
    what = translate("needs", "It was made with a set of “{title}” (number {hash}…) that is not on this computer.")
    parts = [what.format(title=title_of(needs.model), hash=needs.weights_sha256[:SHOWN_OF_HASH])]
    if _can_be_fetched(needs):
        parts.append(
            translate("needs", "The published set may be the right one or another: when it is here, that is checked.")
        )
    elif needs.has_others:
        parts.append(
            translate("needs", "The “{title}” that is here is another set.").format(title=title_of(needs.model))
        )
    parts.append(
        translate("needs", "It is on the computer that made the file, or in an archive kit of it: Import… takes it.")
    )
    return sentences(parts)


def _can_be_fetched(needs: Needs) -> bool:
    return needs.model in published_configs() and not needs.has_others


class NeedsRow(QWidget):
    """It is hidden where nothing is missing."""

    get_wanted = Signal(str)
    """The published weights of this model."""
    import_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ""
        self.get_button = QPushButton()
        self.get_button.clicked.connect(lambda: self.get_wanted.emit(self._model))
        self.import_button = QPushButton(self.tr("Import…"))
        self.import_button.setToolTip(self.tr("Takes models from any folder, memory stick or archive kit"))
        self.import_button.clicked.connect(self.import_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(NONE, NONE, NONE, NONE)
        row.setSpacing(SMALL)
        row.addWidget(self.get_button)
        row.addWidget(self.import_button)
        row.addStretch(1)
        self.hide()

    def show_needs(self, needs: Needs | None) -> None:
        self.setVisible(needs is not None)
        if needs is None:
            return
        self._model = needs.model
        self.get_button.setVisible(_can_be_fetched(needs))
        if _can_be_fetched(needs):
            size = size_words(published_configs()[needs.model].published_bytes)
            self.get_button.setText(self.tr("Get it ({size})").format(size=size))
