"""All models in plain words: how they sound, what an hour takes, whether they are here, and how to get them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui.codec import hub, keeping
from sqcodec_gui.codec.installed import InstalledModel
from sqcodec_gui.engine.job import CancelledError, CancelToken
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.engine_words import in_words
from sqcodec_gui.gui.quality import Quality, qualities, set_words
from sqcodec_gui.gui.row_table import RowTable
from sqcodec_gui.gui.settings import Settings
from sqcodec_gui.gui.theme import faint_colour, give_size
from sqcodec_gui.gui.words import size_words
from sqcodec_gui.gui.worker import Lane, Task, Work, run_task


class QualitiesDialog(QDialog):
    """Choosing writes the setting ``model``; fetching and importing run in a worker, and fetching can be cancelled."""

    installed_changed = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Qualities"))
        self._settings = settings
        self._qualities: list[Quality] = []
        self._task: Task | None = None
        self._is_download = False
        self._build_table()
        self._build_buttons()
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the download"))
        self.bar.hide()
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        column.addWidget(self.about)
        column.addWidget(self.note)
        column.addWidget(self.bar)
        column.addLayout(self._buttons)
        give_size(self, "large")
        self._load()

    def _build_table(self) -> None:
        titles = [self.tr("Quality"), self.tr("One hour takes"), self.tr("What one hears"), self.tr("Where it is")]
        self.table = RowTable(titles, self.tr("Qualities"))
        self.table.itemSelectionChanged.connect(self._show_selected)
        self.table.itemActivated.connect(lambda item: self._use())

    def _build_buttons(self) -> None:
        self.fetch_button = QPushButton(self.tr("&Fetch…"))
        self.fetch_button.setToolTip(self.tr("Downloads the published model once, about 25 MB; needs the network"))
        self.fetch_button.clicked.connect(self._fetch)
        self.cancel_button = QPushButton(self.tr("&Cancel the download"))
        self.cancel_button.clicked.connect(self._cancel)
        self.use_button = QPushButton(self.tr("&Use this one"))
        self.use_button.clicked.connect(self._use)
        close_button = QPushButton(self.tr("Close"))
        close_button.clicked.connect(self.reject)
        self._buttons = QHBoxLayout()
        self.import_button = QPushButton(self.tr("&Import…"))
        self.import_button.setToolTip(
            self.tr("Takes the selected model from a folder: one of an archive kit, or the published files")
        )
        self.import_button.clicked.connect(self._import)
        self.remove_button = QPushButton(self.tr("&Remove…"))
        self.remove_button.setToolTip(self.tr("Frees its place on the disk; what came with the program stays"))
        self.remove_button.clicked.connect(self._remove)
        for button in (self.fetch_button, self.cancel_button, self.import_button, self.remove_button):
            button.setAutoDefault(False)
            self._buttons.addWidget(button)
        self._buttons.addStretch()
        self._buttons.addWidget(self.use_button)
        self._buttons.addWidget(close_button)

    def _load(self) -> None:
        wanted = self._selected().name if self._qualities else self._settings.get("model")
        self._qualities = qualities()
        self.table.setRowCount(len(self._qualities))
        for row, quality in enumerate(self._qualities):
            texts = (quality.title, size_words(quality.bytes_per_hour), quality.sound, self._place_words(quality))
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
            return self.tr("Not on this computer yet")
        if quality.name == self._settings.get("model"):
            return self.tr("In use")
        return self.tr("On this computer")

    def _selected(self) -> Quality:
        return self._qualities[max(0, self.table.currentRow())]

    def _show_selected(self) -> None:
        quality = self._selected()
        lines = [quality.sound, *(f"{quality.name}: {set_words(model)}" for model in quality.sets)]
        self.about.setText("\n".join(lines))
        self._show_buttons()

    def _removable(self) -> InstalledModel | None:
        return next((model for model in self._selected().sets if keeping.is_removable(model)), None)

    def _show_buttons(self) -> None:
        quality, is_busy = self._selected(), self._task is not None
        is_fetching = is_busy and self._is_download
        self.fetch_button.setVisible(not is_fetching)
        self.fetch_button.setEnabled(not is_busy and quality.wants_fetching)
        self.import_button.setEnabled(not is_busy)
        self.remove_button.setEnabled(not is_busy and self._removable() is not None)
        self.cancel_button.setVisible(is_fetching)
        self.use_button.setEnabled(quality.is_installed and quality.name != self._settings.get("model"))

    def _use(self) -> None:
        if self._selected().is_installed:
            self._settings.set("model", self._selected().name)
            self._load()

    def _fetch(self) -> None:
        quality = self._selected()

        def fetch(progress: Callable[..., None], cancel: CancelToken) -> InstalledModel:
            return hub.fetch(quality.name, progress=progress, cancel=cancel)

        self._begin(fetch, self.tr("Asking for “{title}”…").format(title=quality.title), is_download=True)

    def _import(self) -> None:
        name = self._selected().name
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Which folder holds the model?"))
        if not chosen:
            return
        folder = Path(chosen)

        def take(progress: Callable[..., None], cancel: CancelToken) -> InstalledModel:
            if keeping.is_kept_form(folder):
                return keeping.keep(folder)
            from sqcodec_gui.codec.weights import import_published

            return import_published(name, folder)

        self._begin(take, self.tr("Checking what is in “{name}”…").format(name=folder.name), is_download=False)

    def _begin(self, work: Work, text: str, is_download: bool) -> None:
        """Get a model in a worker; ``text`` says so until there is progress. An import is over before one cancels."""
        self._is_download = is_download
        self.note.setText(text)
        self.bar.setRange(0, 0)
        self.bar.show()
        self._task = run_task(
            work,
            on_result=self._take_fetched,
            on_error=self._take_error,
            on_progress=self._take_progress,
            lane=Lane.FETCH,
        )
        self._show_buttons()

    def _remove(self) -> None:
        model = self._removable()
        if model is None or not self._may_remove(model):
            return
        freed = size_words(model.size_bytes)
        try:
            keeping.remove(model)
        except SqcodecError as error:
            self.note.setText(in_words(error))
            return
        self.note.setText(self.tr("Removed; {size} are free again.").format(size=freed))
        self._load()
        self.installed_changed.emit()

    def _may_remove(self, model: InstalledModel) -> bool:
        text = self.tr(
            "Remove “{title}” from this computer?\nFiles that were made with it can be neither heard nor restored until"
            " it is here again."
        )
        answer = QMessageBox.question(self, self.tr("Remove"), text.format(title=self._selected().title))
        return answer is QMessageBox.StandardButton.Yes

    def _take_progress(self, done_bytes: int, total_bytes: int) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(1000 * done_bytes / max(total_bytes, 1)))
        text = self.tr("{done} of {total}").format(done=size_words(done_bytes), total=size_words(total_bytes))
        self.note.setText(text)

    def _take_fetched(self, model: InstalledModel) -> None:
        self._end_fetch(self.tr("It is on this computer now; “Use this one” chooses it."))
        self._load()
        self.installed_changed.emit()

    def _take_error(self, error: SqcodecError) -> None:
        cancelled = self.tr("Cancelled; what has arrived is kept for the next time.")
        self._end_fetch(cancelled if isinstance(error, CancelledError) else in_words(error))

    def _end_fetch(self, text: str) -> None:
        self._task = None
        self.bar.hide()
        self.note.setText(text)
        self._show_buttons()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def done(self, result: int) -> None:
        """Also when the window is closed: a download that nobody watches is not wanted."""
        self._cancel()
        super().done(result)
