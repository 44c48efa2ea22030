"""One table has all models: how they sound, what an hour takes, if they are here, and what one can do with them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMessageBox,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui.codec.model_store import install
from sqcodec_gui.codec.model_store.installed import InstalledModel
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.models.fetching import Fetching
from sqcodec_gui.gui.models.quality_choices import Quality, qualities, set_words, title_of
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.style.compact import Yielding
from sqcodec_gui.gui.style.question import Question
from sqcodec_gui.gui.style.row_table import RowTable
from sqcodec_gui.gui.style.theme import NONE, faint_colour
from sqcodec_gui.gui.wording.formatting import size_words
from sqcodec_gui.gui.wording.translate_message import translate_message


class ModelsTable(QWidget):
    """Choosing a row writes the setting ``model``; getting one is done by ``fetching``."""

    status_message = Signal(str)
    """How a removal ended, in a line."""
    removed = Signal()

    def __init__(self, settings: UserSettings, fetching: Fetching, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._fetching = settings, fetching
        self._qualities: list[Quality] = []
        titles = [self.tr("Quality"), self.tr("One hour takes"), self.tr("What one hears"), self.tr("Where it is")]
        self.table = RowTable(titles, self.tr("All models"))
        self.table.itemSelectionChanged.connect(self._show_selected)
        self.table.itemActivated.connect(lambda item: self._use())
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setProperty("kind", "facts")
        about = Yielding()
        inside = QVBoxLayout(about)
        inside.setContentsMargins(NONE, NONE, NONE, NONE)
        inside.addWidget(self.about)
        self.use_button = self._button(self.tr("&Use this one"), "", self._use)
        self.fetch_button = self._button("", "", lambda: fetching.begin(self.selected().name))
        self.save_button = self._button(
            self.tr("&Save this model to a stick…"),
            self.tr("For a computer without internet: there, “Import…” takes it from the stick"),
            self._save,
        )
        self.remove_button = self._button(
            self.tr("&Remove…"), self.tr("Frees its place on the disk; what came with the program stays"), self._remove
        )
        row = QHBoxLayout()
        for button in (self.use_button, self.fetch_button, self.save_button, self.remove_button):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(NONE, NONE, NONE, NONE)
        column.addWidget(self.table, 1)
        column.addWidget(about)
        column.addLayout(row)
        self.load()

    def _button(self, text: str, tip: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: slot())
        return button

    def load(self) -> None:
        """Show the models as they are on this computer now."""
        wanted = self.selected().name if self._qualities else self._settings.get("model")
        self._qualities = qualities()
        self.table.setRowCount(len(self._qualities))
        for row, quality in enumerate(self._qualities):
            name = quality.title if quality.is_preview else title_of(quality.name)
            hour = size_words(quality.bytes_per_hour)
            texts = (name, hour, quality.heard, self._place_words(quality))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if not quality.is_installed:
                    item.setForeground(faint_colour(self.palette()))
                item.setToolTip(quality.name)
                self.table.setItem(row, column, item)
            if quality.name == wanted:
                self.table.selectRow(row)
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._show_selected()

    def _place_words(self, quality: Quality) -> str:
        if not quality.is_installed:
            return self.tr("Not here yet")
        if quality.name == self._settings.get("model"):
            return self.tr("In use")
        return self.tr("Here")

    def selected(self) -> Quality:
        return self._qualities[max(0, self.table.currentRow())]

    def _show_selected(self) -> None:
        quality = self.selected()
        lines = [quality.sound, *(f"{quality.name}: {set_words(model)}" for model in quality.sets)]
        self.about.setText("\n".join(lines))
        self.show_buttons()

    def _removable(self) -> InstalledModel | None:
        return next((model for model in self.selected().sets if install.is_removable(model)), None)

    def show_buttons(self) -> None:
        quality, is_busy = self.selected(), self._fetching.is_at_work
        size = size_words(quality.download_bytes)
        self.fetch_button.setText(self.tr("&Get it ({size})").format(size=size) if quality.download_bytes else "")
        self.fetch_button.setVisible(quality.wants_fetching)
        self.fetch_button.setEnabled(not is_busy)
        self.save_button.setEnabled(not is_busy and quality.is_installed)
        self.remove_button.setEnabled(not is_busy and self._removable() is not None)
        self.use_button.setEnabled(quality.is_installed and quality.name != self._settings.get("model"))

    def _use(self) -> None:
        if self.selected().is_installed:
            self._settings.set("model", self.selected().name)

    def _save(self) -> None:
        model = self.selected().installed
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Where shall the model be saved?")) if model else ""
        if model is not None and chosen:
            self._fetching.save_to(model, Path(chosen))

    def _remove(self) -> None:
        model = self._removable()
        if model is None or not self._may_remove():
            return
        freed = size_words(model.size_bytes)
        try:
            install.remove(model)
        except SqcodecError as error:
            self.status_message.emit(translate_message(error))
            return
        self.status_message.emit(self.tr("Removed; {size} are free again.").format(size=freed))
        self.removed.emit()

    def _may_remove(self) -> bool:
        box = Question(
            self,
            self.tr("Remove"),
            self.tr("Remove “{title}” from this computer?").format(title=self.selected().title),
            self.tr("Files that were made with it can be neither heard nor restored until it is here again."),
        )
        remove = box.addButton(self.tr("&Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.add_safe(self.tr("&Keep it"))
        box.exec()
        box.deleteLater()
        return box.clickedButton() is remove
