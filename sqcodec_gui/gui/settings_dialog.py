"""A small dialog over the settings; what is changed counts at once for what still waits."""

from collections.abc import Mapping

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from sqcodec_gui.gui.settings import Settings


class SettingsDialog(QDialog):
    """One control for each setting that is not chosen in the main window itself."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self._settings = settings
        self._form = QFormLayout()
        self._build_compressing()
        self._build_restoring()
        self._build_window()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(self._form)
        column.addWidget(buttons)

    def _build_compressing(self) -> None:
        self._add_choice(
            "device",
            self.tr("&Work is done by:"),
            {
                "auto": self.tr("the fastest there is"),
                "cpu": self.tr("the processor"),
                "cuda": self.tr("the NVIDIA or AMD graphics processor"),
                "mps": self.tr("the Apple graphics processor"),
            },
        )
        self._add_choice(
            "exists",
            self.tr("If a &file is already there:"),
            {
                "number": self.tr("give the new one a number"),
                "skip": self.tr("skip it"),
                "overwrite": self.tr("replace the old one"),
            },
        )
        self._add_check(
            "check",
            self.tr("&Check each file after making it"),
            self.tr("Decodes the new file and compares it with the recording; takes about as long again."),
        )
        self._add_check("start_on_add", self.tr("&Begin as soon as something is added"), "")

    def _build_restoring(self) -> None:
        formats = {"wav": "WAV", "flac": "FLAC", "opus": "Opus", "mp3": "MP3"}
        self._add_choice("restore_format", self.tr("&Restored recordings become:"), formats)
        self._add_choice(
            "restore_rate",
            self.tr("Their &sample rate:"),
            {"original": self.tr("as the original"), "codec": self.tr("only what is needed")},
        )

    def _build_window(self) -> None:
        self._add_choice(
            "appearance",
            self.tr("&Appearance:"),
            {"system": self.tr("as the system"), "light": self.tr("light"), "dark": self.tr("dark")},
        )
        self._add_check("sound_when_done", self.tr("A s&ound when the queue is finished"), "")
        self._add_check("notify_when_done", self.tr("A &notice when the queue is finished"), "")

    def _add_choice(self, key: str, label: str, texts: Mapping[str, str]) -> None:
        box = QComboBox()
        box.setObjectName(key)
        for value, text in texts.items():
            box.addItem(text, value)
        box.setCurrentIndex(box.findData(self._settings.get(key)))
        box.activated.connect(lambda row: self._settings.set(key, box.itemData(row)))
        self._form.addRow(label, box)

    def _add_check(self, key: str, text: str, reason: str) -> None:
        check = QCheckBox(text)
        check.setObjectName(key)
        check.setToolTip(reason)
        check.setChecked(self._settings.get(key))
        check.toggled.connect(lambda is_on: self._settings.set(key, is_on))
        self._form.addRow("", check)
