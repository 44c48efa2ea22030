"""A setting that is a folder, or empty for what is meant without one."""

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from sqcodec_gui.gui.elided_label import ElidedLabel
from sqcodec_gui.gui.settings import Settings
from sqcodec_gui.gui.theme import NONE


class FolderField(QWidget):
    """Shows the folder of the setting ``key``, or ``otherwise`` where it is empty."""

    def __init__(self, settings: Settings, key: str, otherwise: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(key)
        self._settings = settings
        self._key = key
        self._otherwise = otherwise
        self.label = ElidedLabel()
        self.choose_button = QPushButton(self.tr("Choose…"))
        self.choose_button.clicked.connect(self._choose)
        self.reset_button = QPushButton(self.tr("Reset"))
        self.reset_button.clicked.connect(self._reset)
        self.setFocusProxy(self.choose_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(NONE, NONE, NONE, NONE)
        row.addWidget(self.label, 1)
        for button in (self.choose_button, self.reset_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        self._show()

    def _show(self) -> None:
        folder = self._settings.get(self._key)
        self.label.tell(folder or self._otherwise)
        self.reset_button.setEnabled(bool(folder))
        self.reset_button.setToolTip(self._otherwise)
        self.choose_button.setAccessibleDescription(self.label.words)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Which folder?"), self._settings.get(self._key))
        if folder:
            self._settings.set(self._key, folder)
            self._show()

    def _reset(self) -> None:
        self._settings.set(self._key, "")
        self._show()
        self.choose_button.setFocus()
