"""What this computer has for the work, and a button that tries it with a short recording."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sqcodec_gui import paths
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.device import describe_devices
from sqcodec_gui.engine.job import CancelToken, CompressResult, CompressSettings
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.engine_words import in_words
from sqcodec_gui.gui.settings import Settings
from sqcodec_gui.gui.words import duration_words, speed_words
from sqcodec_gui.gui.worker import Lane, Task, run_task


def try_device(making: CompressSettings, cancel: CancelToken) -> CompressResult:
    """Makes the sample small, with the check, and throws it away. Raises SqcodecError. Loads torch: for a worker."""
    with tempfile.TemporaryDirectory(prefix="sqcodec-test-") as folder:
        return compress(paths.speech_sample(), Path(folder) / "test.sqc", making, cancel=cancel)


class DeviceTest(QWidget):
    """Both answers come from a worker; the test uses the device, the engine and the quality that are chosen."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
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
        column.setContentsMargins(0, 0, 0, 0)
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
            lambda progress, cancel: in_words(describe_devices(compute)),
            on_result=self.found.setText,
            on_error=self._take_no_device,
            lane=Lane.TRIAL,
        )

    def _take_no_device(self, error: SqcodecError) -> None:
        self.found.setText(in_words(error))

    def _try(self) -> None:
        get = self._settings.get
        making = CompressSettings(model=get("model"), compute=self._settings.compute)

        def work(progress: Callable[..., None], cancel: CancelToken) -> CompressResult:
            return try_device(making, cancel)

        self.button.setEnabled(False)
        self.result.setText(self.tr("Trying…"))
        self._task = run_task(work, on_result=self._take_result, on_error=self._take_error, lane=Lane.TRIAL)

    def stop(self) -> None:
        """Nobody waits for the answer any more."""
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
        self.result.setText(f"⚠ {in_words(error)}")
