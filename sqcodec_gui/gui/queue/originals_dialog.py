"""This dialog asks whether originals shall go to the trash: each is checked first, then the person decides."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.codec.model_store.installed import list_installed
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine.originals import CheckedPair, prove, trash
from sqcodec_gui.engine.settings_and_results import DEFAULT_COMPUTE, ComputeChoice
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.models.quality_choices import title_of
from sqcodec_gui.gui.queue.job_formatting import music_words, state_words
from sqcodec_gui.gui.queue.record import JobRecord
from sqcodec_gui.gui.style.theme import give_size
from sqcodec_gui.gui.wording.formatting import sentences, size_words
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import Task, WorkQueue, run_task

Checked = tuple[JobRecord, CheckedPair | None, str]
"""A record, and what was proven of it, or why not."""
BAR_STEPS = 1000


class OriginalsDialog(QDialog):
    """It moves nothing before the button says so, and the button that keeps everything is the default."""

    trashed = Signal(object)
    """A ``JobRecord`` whose original lies in the trash now."""

    def __init__(
        self, records: Sequence[JobRecord], compute: ComputeChoice = DEFAULT_COMPUTE, parent: QWidget | None = None
    ) -> None:
        """Build the dialog. ``compute``: with what a small file is decoded that was not decoded when it was made."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Originals to the trash"))
        self._records = list(records)
        self._compute = compute
        self._checked: list[Checked] = []
        self._task: Task | None = None
        self._is_moving = False
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Originals"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, BAR_STEPS)
        self.bar.setAccessibleName(self.tr("Progress of the check"))
        self._previews: set[str] = set()
        """Records whose small file was made with weights of preview quality."""
        self.preview_box = QCheckBox(self.tr("&Also those whose small file was made with a preview quality"))
        self.preview_box.toggled.connect(self._show_checked)
        self.preview_box.hide()
        self.move_button = QPushButton()
        self.move_button.setAutoDefault(False)
        self.move_button.clicked.connect(self._move)
        self.keep_button = QPushButton(self.tr("&Keep the originals"))
        self.keep_button.setDefault(True)
        self.keep_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.move_button)
        buttons.addWidget(self.keep_button)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(self.list, 1)
        column.addWidget(self.preview_box)
        column.addWidget(self.bar)
        column.addLayout(buttons)
        give_size(self, "medium")
        self._check()

    def _check(self) -> None:
        self.text.setText(
            self.tr(
                "Checking each small file first: that it is whole, that it is another file than the original, and that"
                " it was made from just this original…"
            )
        )
        self.move_button.hide()
        self.list.addItems([record.name for record in self._records])
        records, compute = self._records, self._compute
        self._task = run_task(
            lambda progress, cancel: check_all(records, compute, progress, cancel),
            on_result=self._take_checked,
            on_error=self._take_error,
            on_progress=self._take_progress,
            # Hashing and checksums need no torch; only what was never decoded has to wait for the codec's thread.
            work_queue=WorkQueue.LIGHT if all(record.is_verified for record in records) else WorkQueue.CODEC,
        )

    def _take_progress(self, fraction: float, number: int) -> None:
        self.bar.setValue(round(fraction * BAR_STEPS))
        self.list.setCurrentRow(number)

    def _take_error(self, error: SqcodecError) -> None:
        if self._is_moving and isinstance(error, CancelledError):  # before the first was moved
            self._take_moved([])
            return
        self._task, self._is_moving = None, False
        self.bar.hide()
        self.text.setText(translate_message(error))

    def _take_checked(self, checked: list[Checked]) -> None:
        self._task = None
        self._checked = checked
        self.bar.hide()
        self._previews = {record.id for record, proof, _ in checked if proof is not None and is_of_preview(proof.small)}
        self.preview_box.setVisible(bool(self._previews))
        self._show_checked()
        self.keep_button.setFocus()

    def _going(self) -> list[tuple[JobRecord, CheckedPair]]:
        """Return what is proven, without what a preview has made, unless the person wants that, too."""
        with_previews = self.preview_box.isChecked()
        proven = [(record, proof) for record, proof, _ in self._checked if proof is not None]
        return [(record, proof) for record, proof in proven if with_previews or record.id not in self._previews]

    def _show_checked(self) -> None:
        going = {record.id for record, _ in self._going()}
        self.list.clear()
        for record, proof, reason in self._checked:
            if record.id in going:
                quality = title_of(record.model) if record.model else ""
                doubt = state_words(record) if record.is_worth_a_listen else ""
                text = " · ".join(filter(None, [f"✓  {record.source}", quality, doubt, music_words(record)]))
            elif proof is not None:
                kept = self.tr("{name}: the small file was made with a preview quality; keep the original")
                text = f"—  {kept.format(name=record.name)}"
            else:
                text = f"—  {reason}"
            self.list.addItem(QListWidgetItem(text))
        self.move_button.setVisible(bool(going))
        if not going:
            self.text.setText(self.tr("No original can go: the list says why."))
            return
        size = size_words(sum(proof.source_bytes for _, proof in self._going()))
        words = self.tr(
            "Originals that can go: {n} ({size}). Of each, this was proven: its small file is whole, plays, and was"
            " made from just this original, with the quality that stands beside it."
        )
        lossy = self.tr("It is not the same sound: what the quality leaves out, only the trash can give back.")
        self.text.setText(sentences([words.format(n=len(going), size=size), lossy]))
        self.move_button.setText(self.tr("&Move {n} to the trash").format(n=len(going)))

    def _move(self) -> None:
        """Move the originals one by one in the worker; what fails, or is not moved before Esc, stays and is told."""
        self.move_button.setEnabled(False)
        proven = self._going()
        self.preview_box.hide()
        self.keep_button.setText(self.tr("&Stop"))
        kept = {record.id: self.tr("{name}: not moved").format(name=record.name) for record, _ in proven}

        def work(progress: Callable[..., None], cancel: CancelToken) -> list[tuple[JobRecord, str]]:
            moved = []
            for record, proof in proven:
                if cancel.is_cancelled:
                    moved.append((record, kept[record.id]))
                    continue
                try:
                    trash(proof)
                    moved.append((record, ""))
                except SqcodecError as error:
                    moved.append((record, translate_message(error)))
            return moved

        self._is_moving = True
        self._task = run_task(work, on_result=self._take_moved, on_error=self._take_error)

    def _take_moved(self, moved: list[tuple[JobRecord, str]]) -> None:
        self._task, self._is_moving = None, False
        self.list.clear()
        for record, reason in moved:
            if not reason:
                record.is_original_in_trash = True
                self.trashed.emit(record)
            self.list.addItem(reason or self.tr("{name} lies in the trash").format(name=record.name))
        done = sum(not reason for _, reason in moved)
        self.text.setText(self.tr("Moved to the trash: {n}.").format(n=done))
        self.move_button.hide()
        self.keep_button.setText(self.tr("Close"))

    def done(self, result: int) -> None:
        """Close, but while originals are moved, stay until it can say which of them were."""
        if self._task is not None:
            self._task.cancel()
        if self._is_moving:
            return
        super().done(result)


def is_of_preview(small: Path) -> bool:
    """Return whether the weights that made this file are here and are of preview quality."""
    try:
        with SqcReader(small, tolerant=True) as reader:
            sha256 = reader.header.weights_sha256
    except (OSError, SqcodecError):
        return False
    return any(model.sha256 == sha256 and model.is_preview for model in list_installed())


def check_all(
    records: Sequence[JobRecord], compute: ComputeChoice, progress: Callable[..., None], cancel: CancelToken
) -> list[Checked]:
    """Check the pairs one after the other, in a worker; what was compared when it was made is not decoded again."""
    checked: list[Checked] = []
    for number, record in enumerate(records):
        assert record.target is not None

        def report(done_s: float, total_s: float, number: int = number) -> None:
            progress((number + min(1.0, done_s / max(total_s, 1e-9))) / len(records), number)

        cancel.check()
        progress(number / len(records), number)
        try:
            decodes = not record.is_verified
            proof = prove(
                record.source, record.target, decodes=decodes, compute=compute, progress=report, cancel=cancel
            )
            checked.append((record, proof, ""))
        except CancelledError:
            raise
        except SqcodecError as error:
            checked.append((record, None, translate_message(error)))
    return checked
