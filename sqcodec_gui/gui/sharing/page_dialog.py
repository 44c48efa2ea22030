"""Small recordings are shared as one page that any browser plays: how large it gets, where it goes and lies."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sqcodec_gui.audio.errors import shown_name
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.engine.files import free_name
from sqcodec_gui.engine.page import PageResult, make_page
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.sharing.making_dialog import MakingDialog
from sqcodec_gui.gui.style.theme import give_size
from sqcodec_gui.gui.wording.formatting import duration_words, size_words
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import run_task

SUFFIX = ".html"


class PageDialog(MakingDialog):
    """It makes a page of ``sources``, .sqc files."""

    def __init__(self, sources: Sequence[Path], settings: UserSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Share"))
        self._sources = list(sources)
        self._may_replace: Path | None = None
        self._size_task = CancelToken()
        start = settings.get("output_folder") or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        stem = self._sources[0].stem if len(self._sources) == 1 else self.tr("Recordings to listen to")
        self.place = QLineEdit(str(free_name(Path(start) / f"{stem}{SUFFIX}")))
        self.place.setAccessibleName(self.tr("File of the page"))
        self._build_layout()
        give_size(self, "small")
        self._look_at_size()

    def _build_layout(self) -> None:
        about = QLabel(self._about())
        self.size_label = QLabel(self.tr("How large it gets is being found out…"))
        label = QLabel(self.tr("&File:"))
        label.setBuddy(self.place)
        self.choose_button = QPushButton(self.tr("&Choose…"))
        self.choose_button.setAutoDefault(False)
        self.choose_button.clicked.connect(self._choose)
        place = QHBoxLayout()
        for widget in (label, self.place, self.choose_button):
            place.addWidget(widget)
        column = QVBoxLayout(self)
        for text in (about, self.size_label):
            text.setWordWrap(True)
            column.addWidget(text)
        column.addLayout(place)
        self._build_foot(column, self.tr("&Make the page"), self.tr("Progress of the page"))

    def _about(self) -> str:
        names = ", ".join(shown_name(path) for path in self._sources[:3])
        if len(self._sources) == 1:
            text = self.tr(
                "One file that any browser plays, without a network and without this program: {name} with all that"
                " it needs. Send it, or keep it on a stick."
            )
            return text.format(name=names)
        text = self.tr(
            "One file that any browser plays, without a network and without this program: {n} of your small"
            " recordings ({names}{more}) with all that they need. Send it, or keep it on a stick."
        )
        return text.format(n=len(self._sources), names=names, more="…" if len(self._sources) > 3 else "")

    @property
    def _fields(self) -> tuple[QWidget, ...]:
        return self.place, self.choose_button

    def _look_at_size(self) -> None:
        """Find out the size by making the page once and throwing it away, in a moment, and guess nothing."""
        sources = self._sources

        def work(progress: Callable[..., None], cancel: CancelToken) -> PageResult:
            with tempfile.TemporaryDirectory(prefix="sqcodec-page-") as folder:
                return make_page(sources, Path(folder) / f"page{SUFFIX}", progress=progress, cancel=cancel)

        run_task(work, on_result=self._take_size, on_error=self._take_size_error, cancel=self._size_task)

    def _take_size(self, result: PageResult) -> None:
        lines = [
            self.tr("The page will take {size}, for {time} of sound.").format(
                size=size_words(result.size_bytes), time=duration_words(result.duration_s)
            )
        ]
        if len(self._sources) > 1:
            lines.append(self.tr("What they need is in it once, however many they are."))
        if result.too_heavy:
            text = self.tr("It can name these, but not play them, as their models are too large for a page: {names}.")
            lines.append(text.format(names=", ".join(result.too_heavy)))
        self.size_label.setText("\n".join(lines))

    def _take_size_error(self, error: SqcodecError) -> None:
        if not isinstance(error, CancelledError):
            self.size_label.setText(translate_message(error))
            self.make_button.setEnabled(False)

    def _choose(self) -> None:
        title, filters = self.tr("Where shall the page lie?"), self.tr("Pages (*.html)")
        chosen, _filter = QFileDialog.getSaveFileName(self, title, self.place.text(), filters)
        if chosen:
            path = Path(chosen)
            path = path if path.suffix else path.with_name(path.name + SUFFIX)
            self._may_replace = path  # the system's dialog has asked
            self.place.setText(str(path))

    def _make(self) -> None:
        sources, target = self._sources, Path(self.place.text()).expanduser()
        if not target.is_absolute():
            self.note.setText(self.tr("Name a whole path, such as the one that “Choose…” gives."))
            return
        exists = "overwrite" if target == self._may_replace else "fail"

        def work(progress: Callable[..., None], cancel: CancelToken) -> PageResult:
            return make_page(sources, target, exists=exists, progress=progress, cancel=cancel)

        self._size_task.cancel()
        self._run(work, self.tr("The page is being made…"))

    def _result_text(self, result: PageResult) -> str:
        done = self.tr("Done: {time} of sound, {size} in {file}. Any browser opens it.").format(
            time=duration_words(result.duration_s), size=size_words(result.size_bytes), file=result.target
        )
        return "\n".join([done, *map(translate_message, result.incomplete)])

    def done(self, result: int) -> None:
        self._size_task.cancel()
        super().done(result)
