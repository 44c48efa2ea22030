"""Makes an archive kit of small recordings: what it is, where it goes, progress, and where it lies."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui.engine.files import free_name
from sqcodec_gui.engine.job import CancelledError, CancelToken
from sqcodec_gui.engine.kit import KitResult, make_kit
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.engine_words import in_words
from sqcodec_gui.gui.reveal import reveal
from sqcodec_gui.gui.settings import Settings
from sqcodec_gui.gui.theme import give_size
from sqcodec_gui.gui.words import duration_words, size_words
from sqcodec_gui.gui.worker import Task, run_task

BAR_STEPS = 1000


class KitDialog(QDialog):
    """``sources``: the .sqc files that go into it."""

    def __init__(self, sources: Sequence[Path], settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Archive kit"))
        self._sources = list(sources)
        self._task: Task | None = None
        self._result: KitResult | None = None
        start = settings.get("output_folder") or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        self.folder = QLineEdit(str(free_name(Path(start) / self.tr("Archive kit"))))
        self.folder.setAccessibleName(self.tr("New folder for the kit"))
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, BAR_STEPS)
        self.bar.setAccessibleName(self.tr("Progress of the kit"))
        self.bar.hide()
        self._build_layout()
        give_size(self, "small")

    def _build_layout(self) -> None:
        about = QLabel(
            self.tr(
                "A kit is a folder that needs nothing else: the small recordings ({n}), the models that decode them,"
                " the description of the format and a plain decoder, with checksums of everything (BagIt). It opens"
                " without a network and without this program."
            ).format(n=len(self._sources))
        )
        masters = QLabel(
            self.tr(
                "It is for access, not for preservation: keep the originals. Archives do not use lossy coding for"
                " masters (IASA-TC 03, section 11)."
            )
        )
        for text in (about, masters):
            text.setWordWrap(True)
        label = QLabel(self.tr("&New folder:"))
        label.setBuddy(self.folder)
        self.choose_button = QPushButton(self.tr("&Choose…"))
        self.choose_button.setAutoDefault(False)
        self.choose_button.clicked.connect(self._choose)
        place = QHBoxLayout()
        for widget in (label, self.folder, self.choose_button):
            place.addWidget(widget)
        self.make_button = QPushButton(self.tr("&Make the kit"))
        self.make_button.setDefault(True)
        self.make_button.clicked.connect(self._make)
        self.show_button = QPushButton(self.tr("&Show it"))
        self.show_button.clicked.connect(self._show)
        self.show_button.hide()
        self.close_button = QPushButton(self.tr("Cancel"))
        self.close_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.make_button, self.show_button, self.close_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(about)
        column.addWidget(masters)
        column.addLayout(place)
        column.addWidget(self.note)
        column.addWidget(self.bar)
        column.addStretch(1)
        column.addLayout(buttons)

    def _choose(self) -> None:
        start = str(Path(self.folder.text()).parent)
        chosen = QFileDialog.getExistingDirectory(self, self.tr("In which folder shall the kit lie?"), start)
        if chosen:
            self.folder.setText(str(free_name(Path(chosen) / self.tr("Archive kit"))))

    def _make(self) -> None:
        sources, target = self._sources, Path(self.folder.text()).expanduser()
        if not target.is_absolute():
            self.note.setText(self.tr("Name a whole path, such as the one that “Choose…” gives."))
            return

        def work(progress: Callable[..., None], cancel: CancelToken) -> KitResult:
            return make_kit(sources, target, progress=progress, cancel=cancel)

        self._show_work(True)
        self._task = run_task(
            work, on_result=self._take_result, on_error=self._take_error, on_progress=self._take_progress
        )

    def _show_work(self, is_working: bool) -> None:
        self.note.setText(self.tr("Copying and checking…") if is_working else "")
        self.bar.setVisible(is_working)
        for widget in (self.make_button, self.folder, self.choose_button):
            widget.setEnabled(not is_working)

    def _take_progress(self, done_s: float, total_s: float) -> None:
        self.bar.setValue(round(BAR_STEPS * done_s / max(total_s, 1e-9)))

    def _take_result(self, result: KitResult) -> None:
        self._task, self._result = None, result
        self._show_work(False)
        done = self.tr("Done and checked: {time} of sound, {size} in {folder}.").format(
            time=duration_words(result.duration_s),
            size=size_words(result.size_bytes),
            folder=result.target,
        )
        self.note.setText("\n".join([done, *map(in_words, result.incomplete)]))
        self.make_button.hide()
        self.show_button.show()
        self.show_button.setFocus()
        self.close_button.setText(self.tr("Close"))

    def _take_error(self, error: SqcodecError) -> None:
        self._task = None
        self._show_work(False)
        self.note.setText(
            self.tr("Cancelled; nothing was left.") if isinstance(error, CancelledError) else in_words(error)
        )

    def _show(self) -> None:
        if self._result is not None:
            reveal(self._result.target)

    def done(self, result: int) -> None:
        """Closing while it is made cancels it first; the window stays to say so."""
        if self._task is not None:
            self._task.cancel()
            return
        super().done(result)
