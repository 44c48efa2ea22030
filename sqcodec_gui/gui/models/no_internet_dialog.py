"""Three steps in words say how a model comes to a computer without a network."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sqcodec_gui.gui.style.fitted_dialog import FittedDialog
from sqcodec_gui.gui.style.theme import MEDIUM, SMALL, give_size


class NoInternetDialog(FittedDialog):
    """It is accepted when the person wants to import; what that takes is asked by who shows it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Build the dialog. ``title``: of the quality that is wanted."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("No internet here?"))
        steps = (
            self.tr(
                "1.  On a computer with internet, open this program, then Qualities, and get “{title}” there."
            ).format(title=title),
            self.tr(
                "2.  In the same window there, under “All models”, choose “Save this model to a stick…”, and a memory"
                " stick."
            ),
            self.tr("3.  Bring the stick here, choose “Import…” below, and the stick. Done."),
        )
        column = QVBoxLayout(self)
        column.setSpacing(MEDIUM)
        for step in steps:
            label = QLabel(step)
            label.setWordWrap(True)
            column.addWidget(label)
        note = QLabel(
            self.tr(
                "An archive kit, or the files as their authors publish them, will do as well: any folder is searched."
            )
        )
        note.setProperty("kind", "facts")
        note.setWordWrap(True)
        column.addWidget(note)
        column.addStretch(1)
        self.import_button = QPushButton(self.tr("&Import…"))
        self.import_button.setProperty("kind", "filled")
        self.import_button.clicked.connect(self.accept)
        close_button = QPushButton(self.tr("Close"))
        close_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addStretch(1)
        row.addWidget(self.import_button)
        row.addWidget(close_button)
        column.addLayout(row)
        give_size(self, "small")
