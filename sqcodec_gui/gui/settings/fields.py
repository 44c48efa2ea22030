"""The settings dialog consists of these: a folder, the pattern for names, and a trial of what this computer has."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sqcodec_gui import paths
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.device import describe_devices
from sqcodec_gui.engine.naming import stem_for
from sqcodec_gui.engine.settings_and_results import SQC_SUFFIX, CompressResult, CompressSettings
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.style.elided_label import ElidedLabel
from sqcodec_gui.gui.style.theme import NONE
from sqcodec_gui.gui.wording.formatting import duration_words, speed_words
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import Task, WorkQueue, run_task


class FolderField(QWidget):
    """It shows the folder of the setting ``key``, or ``otherwise`` where it is empty."""

    def __init__(self, settings: UserSettings, key: str, otherwise: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(key)
        self._settings = settings
        self._key = key
        self._otherwise = otherwise
        self.label = ElidedLabel()
        self.choose_button = QPushButton(self.tr("Choose…"))
        self.choose_button.clicked.connect(self._choose)
        self.reset_button = QPushButton(self.tr("Reset"))
        self.reset_button.clicked.connect(self._reset)
        self.setFocusProxy(self.choose_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(NONE, NONE, NONE, NONE)
        row.addWidget(self.label, 1)
        for button in (self.choose_button, self.reset_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        self._show()

    def _show(self) -> None:
        folder = self._settings.get(self._key)
        self.label.set_full_text(folder or self._otherwise)
        self.reset_button.setEnabled(bool(folder))
        self.reset_button.setToolTip(self._otherwise)
        self.choose_button.setAccessibleDescription(self.label.full_text)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Which folder?"), self._settings.get(self._key))
        if folder:
            self._settings.set(self._key, folder)
            self._show()

    def _reset(self) -> None:
        self._settings.set(self._key, "")
        self._show()
        self.choose_button.setFocus()


class NameField(QWidget):
    """It writes the setting only while the pattern is a good one; otherwise it says what is wrong."""

    def __init__(self, settings: UserSettings, example: Path | None, parent: QWidget | None = None) -> None:
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
        column.setContentsMargins(NONE, NONE, NONE, NONE)
        for widget in (self.edit, self.preview, hint):
            column.addWidget(widget)
        self.setFocusProxy(self.edit)
        self._take(self.edit.text())

    def _take(self, pattern: str) -> None:
        try:
            stem = stem_for(pattern, self._example, self._settings.get("model"))
        except SqcodecError as error:
            text = f"⚠ {translate_message(error)}"
        else:
            self._settings.set("name_pattern", pattern)
            text = f"{self._example.name} → {stem}{SQC_SUFFIX}"
        self.preview.setText(text)
        self.edit.setAccessibleDescription(text)


def try_device(making: CompressSettings, cancel: CancelToken) -> CompressResult:
    """Make the sample small, check it, and throw it away. Raises SqcodecError. Loads torch: call it in a worker."""
    with tempfile.TemporaryDirectory(prefix="sqcodec-test-") as folder:
        return compress(paths.speech_sample(), Path(folder) / "test.sqc", making, cancel=cancel)


class DeviceTest(QWidget):
    """Its answers come from a worker; the test uses the device, the engine and the quality that are chosen."""

    def __init__(self, settings: UserSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._task: Task | None = None
        self.found = QLabel(self.tr("Looking what there is…"))
        self.button = QPushButton(self.tr("&Try it"))
        self.button.setToolTip(self.tr("Makes a short sample small and checks it; nothing is kept"))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._try)
        self.result = QLabel()
        for label in (self.found, self.result):
            label.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(self.result, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(NONE, NONE, NONE, NONE)
        column.addWidget(self.found)
        column.addLayout(row)
        settings.changed.connect(self._follow_setting)
        self._look()

    def _follow_setting(self, key: str) -> None:
        if key in ("device", "engine"):
            self._look()

    def _look(self) -> None:
        compute = self._settings.compute
        run_task(
            lambda progress, cancel: translate_message(describe_devices(compute)),
            on_result=self.found.setText,
            on_error=self._take_no_device,
            work_queue=WorkQueue.TRIAL,
        )

    def _take_no_device(self, error: SqcodecError) -> None:
        self.found.setText(translate_message(error))

    def _try(self) -> None:
        get = self._settings.get
        making = CompressSettings(model=get("model"), compute=self._settings.compute)

        def work(progress: Callable[..., None], cancel: CancelToken) -> CompressResult:
            return try_device(making, cancel)

        self.button.setEnabled(False)
        self.result.setText(self.tr("Trying…"))
        self._task = run_task(work, on_result=self._take_result, on_error=self._take_error, work_queue=WorkQueue.TRIAL)

    def stop(self) -> None:
        """Cancel the test: nobody waits for the answer any more."""
        if self._task is not None:
            self._task.cancel()

    def _take_result(self, made: CompressResult) -> None:
        self._task = None
        self.button.setEnabled(True)
        self.result.setText(
            self.tr("✓ It works: {speed}. An hour would take about {time}, with the check.").format(
                speed=speed_words(made.speed_x_real_time), time=duration_words(3600 / max(made.speed_x_real_time, 0.01))
            )
        )

    def _take_error(self, error: SqcodecError) -> None:
        self._task = None
        self.button.setEnabled(True)
        self.result.setText(f"⚠ {translate_message(error)}")
