"""This dialog makes an archive kit of small recordings: what it is, where it goes, progress, and where it lies."""

from collections.abc import Callable, Collection, Sequence
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
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.engine.files import free_name
from sqcodec_gui.engine.kit import KitResult, Unfit, UnfitKind, find_unfit, make_kit
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.sharing.making_dialog import MakingDialog
from sqcodec_gui.gui.style.state_sign import give_state
from sqcodec_gui.gui.style.theme import give_size
from sqcodec_gui.gui.wording.formatting import duration_words, size_words
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import run_task

NAMED = 5
"""So many files are named in a line."""


class KitDialog(MakingDialog):
    """It makes a kit of ``sources``, .sqc files. If ``selected`` is one of them, it asks whether all are meant.

    What cannot go into a kit is found out first, said, and left out.
    """

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
        self._look = CancelToken()
        self._build_layout()
        give_size(self, "small")
        self._look_for_unfit()

    def _build_layout(self) -> None:
        self.about = about = QLabel()
        masters = QLabel(
            self.tr(
                "It is for access, not for preservation: keep the originals. Archives do not use lossy coding for"
                " masters (IASA-TC 03, section 11)."
            )
        )
        self.left_out = QLabel()
        self.left_out.hide()
        give_state(self.left_out, "caution")
        self.all_button = QRadioButton()
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
        for text in (about, masters, self.left_out):
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

    def _look_for_unfit(self) -> None:
        """Find out, before anybody waits for a kit, which files keep one from being made."""
        sources = self._all
        self.note.setText(self.tr("Looking whether all of them are whole…"))
        self.bar.show()
        self.make_button.setEnabled(False)  # all else may be chosen meanwhile

        def work(progress: Callable[..., None], cancel: CancelToken) -> list[Unfit]:
            return find_unfit(sources, progress=progress, cancel=cancel)

        run_task(
            work,
            on_result=self._take_unfit,
            on_error=self._take_look_error,
            on_progress=self._take_progress,
            cancel=self._look,
        )

    def _take_unfit(self, unfit: list[Unfit]) -> None:
        """Leave out what cannot go into a kit, and say which and why."""
        self._show_work("")
        out = {one.path for one in unfit}
        self._all = [path for path in self._all if path not in out]
        if self._selected in out or not self._all:
            self._selected = None
            for button in (self.all_button, self.one_button):
                button.hide()
        self.left_out.setText("\n".join(self._why_left_out(unfit)))
        self.left_out.setVisible(bool(unfit))
        self.make_button.setEnabled(bool(self._all))
        self._show_about()

    def _why_left_out(self, unfit: Collection[Unfit]) -> list[str]:
        """Return a line for each reason."""
        lines = [] if self._all else [self.tr("There is nothing that a kit can be made of.")]
        for kind, text in (
            (UnfitKind.DAMAGED, self.tr("Damaged, and so left out: {names}.")),
            (UnfitKind.LACKS_WEIGHTS, self.tr("Left out, as their quality is not on this computer: {names}.")),
        ):
            names = [shown_name(one.path) for one in unfit if one.kind is kind]
            if names:
                lines.append(text.format(names=", ".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")))
        text = self.tr("Left out: {reason}")
        return [*lines, *(text.format(reason=translate_message(one.reason)) for one in unfit if one.reason is not None)]

    def _take_look_error(self, error: SqcodecError) -> None:
        """Let a kit be tried all the same: it checks all that goes into it."""
        self._show_work("")
        if not isinstance(error, CancelledError):
            self.note.setText(translate_message(error))

    def done(self, result: int) -> None:
        self._look.cancel()
        super().done(result)

    def _show_about(self) -> None:
        self.all_button.setText(self.tr("&All finished recordings: {n}").format(n=len(self._all)))
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
