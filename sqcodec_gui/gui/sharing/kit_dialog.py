"""This dialog makes an archive kit of small recordings: what it is, where it goes, progress, and where it lies."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui.audio.errors import shown_name
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.files import free_name
from sqcodec_gui.engine.kit import KitResult, make_kit
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.sharing.making_dialog import MakingDialog
from sqcodec_gui.gui.style.theme import give_size
from sqcodec_gui.gui.wording.formatting import duration_words, size_words
from sqcodec_gui.gui.wording.translate_message import translate_message


class KitDialog(MakingDialog):
    """It makes a kit of ``sources``, .sqc files. If ``selected`` is one of them, it asks whether all are meant."""

    def __init__(
        self,
        sources: Sequence[Path],
        settings: UserSettings,
        parent: QWidget | None = None,
        selected: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Archive kit"))
        self._all = list(sources)
        self._selected = selected
        start = settings.get("output_folder") or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        self.folder = QLineEdit(str(free_name(Path(start) / self.tr("Archive kit"))))
        self.folder.setAccessibleName(self.tr("New folder for the kit"))
        self._build_layout()
        give_size(self, "small")

    def _build_layout(self) -> None:
        self.about = about = QLabel()
        masters = QLabel(
            self.tr(
                "It is for access, not for preservation: keep the originals. Archives do not use lossy coding for"
                " masters (IASA-TC 03, section 11)."
            )
        )
        self.all_button = QRadioButton(self.tr("&All finished recordings: {n}").format(n=len(self._all)))
        name = shown_name(self._selected).replace("&", "&&") if self._selected is not None else ""
        self.one_button = QRadioButton(self.tr("&Only “{name}”").format(name=name))
        self.all_button.setChecked(True)
        self.all_button.toggled.connect(self._show_about)
        self._show_about()
        label = QLabel(self.tr("&New folder:"))
        label.setBuddy(self.folder)
        self.choose_button = QPushButton(self.tr("&Choose…"))
        self.choose_button.setAutoDefault(False)
        self.choose_button.clicked.connect(self._choose)
        place = QHBoxLayout()
        for widget in (label, self.folder, self.choose_button):
            place.addWidget(widget)
        column = QVBoxLayout(self)
        for text in (about, masters):
            text.setWordWrap(True)
            column.addWidget(text)
        column.addLayout(self._build_which())
        column.addLayout(place)
        self._build_foot(column, self.tr("&Make the kit"), self.tr("Progress of the kit"))

    @property
    def _fields(self) -> tuple[QWidget, ...]:
        return self.folder, self.choose_button, self.all_button, self.one_button

    def _build_which(self) -> QVBoxLayout:
        """Build the choice of what goes in, which is seen where it is to be asked."""
        column = QVBoxLayout()
        for button in (self.all_button, self.one_button):
            column.addWidget(button)
            button.setVisible(self._selected is not None)
        return column

    @property
    def sources(self) -> list[Path]:
        """Return what goes into the kit, as it is chosen now."""
        return [self._selected] if self._selected is not None and self.one_button.isChecked() else self._all

    def _show_about(self) -> None:
        self.about.setText(
            self.tr(
                "A kit is a folder that needs nothing else: the small recordings ({n}), the models that play them,"
                " the description of the format and a plain decoder, with checksums of everything (BagIt). It opens"
                " without a network and without this program."
            ).format(n=len(self.sources))
        )

    def _choose(self) -> None:
        start = str(Path(self.folder.text()).parent)
        chosen = QFileDialog.getExistingDirectory(self, self.tr("In which folder shall the kit lie?"), start)
        if chosen:
            self.folder.setText(str(free_name(Path(chosen) / self.tr("Archive kit"))))

    def _make(self) -> None:
        sources, target = self.sources, Path(self.folder.text()).expanduser()
        if not target.is_absolute():
            self.note.setText(self.tr("Name a whole path, such as the one that “Choose…” gives."))
            return

        def work(progress: Callable[..., None], cancel: CancelToken) -> KitResult:
            return make_kit(sources, target, progress=progress, cancel=cancel)

        self._run(work, self.tr("Copying and checking…"))

    def _result_text(self, result: KitResult) -> str:
        done = self.tr("Done and checked: {time} of sound, {size} in {folder}.").format(
            time=duration_words(result.duration_s),
            size=size_words(result.size_bytes),
            folder=result.target,
        )
        return "\n".join([done, *map(translate_message, result.incomplete)])
