"""A smaller copy is made of a small file: which qualities it holds, what they take, and where the copy lies."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from sqcodec_gui.audio.errors import shown_name
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.edit import EditResult, shrink
from sqcodec_gui.engine.preview import StoredQuality, stored_qualities
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.models.quality_choices import title_of
from sqcodec_gui.gui.sharing.making_dialog import MakingDialog
from sqcodec_gui.gui.style.theme import SMALL, give_size
from sqcodec_gui.gui.wording.formatting import duration_words, kbit_words, size_words
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import run_task


class ShrinkDialog(MakingDialog):
    """It shrinks the .sqc file ``source``, which lasts ``duration_s`` (0: not known)."""

    made = Signal(Path)
    """The copy, verified."""

    def __init__(self, source: Path, duration_s: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Make smaller"))
        self._source, self._duration_s = source, duration_s
        self._group = QButtonGroup(self)
        self.choices: list[QRadioButton] = []
        self._models: list[str] = []
        about = QLabel(
            self.tr(
                "{name} holds smaller qualities: what they do not need is left away in a copy. Neither the original nor"
                " another conversion is needed, and the file itself stays as it is."
            ).format(name=shown_name(source))
        )
        about.setWordWrap(True)
        self.size_label = QLabel(self.tr("Its qualities are being looked at…"))
        column = QVBoxLayout(self)
        column.setSpacing(SMALL)
        column.addWidget(about)
        column.addWidget(self.size_label)
        self._buttons = QVBoxLayout()
        column.addLayout(self._buttons)
        self._build_foot(column, self.tr("&Make the copy"), self.tr("Progress of the copy"))
        self.make_button.setEnabled(False)
        give_size(self, "small")
        run_task(
            lambda _progress, _cancel: stored_qualities(source),
            on_result=self._take_held,
            on_error=self._take_look_error,
        )

    @property
    def _fields(self) -> tuple[QWidget, ...]:
        return tuple(self.choices)

    def _take_held(self, held: tuple[StoredQuality, ...]) -> None:
        if not held:
            self.size_label.setText(
                self.tr("It holds no smaller quality: make the original small anew, in a smaller one.")
            )
            return
        now = self.tr("Now: {quality}, {size}, {rate}")
        self.size_label.setText(self._words(now, held[-1]))
        for quality in reversed(held[:-1]):
            button = QRadioButton(self._words(self.tr("{quality}: {size}, {rate}"), quality))
            self._group.addButton(button)
            self._buttons.addWidget(button)
            self.choices.append(button)
            self._models.append(quality.model)
        self.choices[0].setChecked(True)
        self.choices[0].setFocus()
        self.make_button.setEnabled(True)

    def _words(self, text: str, quality: StoredQuality) -> str:
        rate = kbit_words(quality.file_bytes, self._duration_s)
        words = text.format(quality=title_of(quality.model), size=size_words(quality.file_bytes), rate=rate)
        return words.rstrip(", ")

    def _take_look_error(self, error: SqcodecError) -> None:
        self.size_label.setText(translate_message(error))

    def _make(self) -> None:
        source = self._source
        model = next(name for name, button in zip(self._models, self.choices, strict=True) if button.isChecked())

        def work(_progress: Callable[..., None], _cancel: CancelToken) -> EditResult:
            return shrink(source, None, model)

        self._run(work, self.tr("Copying and checking…"))

    def _result_text(self, result: EditResult) -> str:
        self.made.emit(result.target)
        done = self.tr("Done and checked: {name}, {size}, {time} of sound.").format(
            name=shown_name(result.target), size=size_words(result.size_bytes), time=duration_words(result.duration_s)
        )
        return "\n".join([done, *map(translate_message, result.notices)])
