"""The pattern for names of results, with what it gives for a real recording."""

from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from sqcodec_gui.engine.job import SQC_SUFFIX
from sqcodec_gui.engine.naming import stem_for
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.engine_words import in_words
from sqcodec_gui.gui.settings import Settings


class NameField(QWidget):
    """Writes the setting only while the pattern is a good one; otherwise it says what is wrong."""

    def __init__(self, settings: Settings, example: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._example = example or Path(self.tr("Interviews")) / self.tr("Grandmother.wav")
        self.edit = QLineEdit(settings.get("name_pattern"))
        self.edit.setObjectName("name_pattern")
        self.edit.setAccessibleName(self.tr("Names of results"))
        self.edit.textChanged.connect(self._take)
        self.preview = QLabel()
        self.preview.setWordWrap(True)
        hint = QLabel(
            self.tr("{name}: as the original · {folder}: its folder · {date}: day of its last change · {quality}")
        )
        hint.setWordWrap(True)
        hint.setProperty("kind", "facts")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.edit, self.preview, hint):
            column.addWidget(widget)
        self.setFocusProxy(self.edit)
        self._take(self.edit.text())

    def _take(self, pattern: str) -> None:
        try:
            stem = stem_for(pattern, self._example, self._settings.get("model"))
        except SqcodecError as error:
            text = f"⚠ {in_words(error)}"
        else:
            self._settings.set("name_pattern", pattern)
            text = f"{self._example.name} → {stem}{SQC_SUFFIX}"
        self.preview.setText(text)
        self.edit.setAccessibleDescription(text)
