"""Once for each version of the program and each model it is checked that this machine decodes as it should."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.settings_and_results import ComputeChoice
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.models.quality_choices import title_of
from sqcodec_gui.gui.wording.formatting import list_words
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import WorkQueue, run_task

QUIET_MS = 10_000
"""So long after the start nobody is kept waiting by it: neither the first job nor who closes the window again."""


def wrong_models(compute: ComputeChoice, cancel: CancelToken) -> list[str]:
    """Return the names of the models that this machine decodes wrongly. It loads the codec, so call it in a worker.

    Raises SqcodecError.
    """
    from sqcodec_gui.engine.self_test import check_untested

    return [result.model.name for result in check_untested(compute, cancel) if not result.is_right]


class SelfCheck(QObject):
    """It calls ``warn(short, long)`` in the window's thread if something is wrong."""

    def __init__(self, warn: Callable[[str, str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._warn = warn

    def start(self, compute: ComputeChoice) -> None:
        """Check after a while, in the background: in the thread of downloads, which mostly wait."""
        QTimer.singleShot(QUIET_MS, self, lambda: self._check(compute))

    def _check(self, compute: ComputeChoice) -> None:
        def check(progress: object, cancel: CancelToken) -> list[str]:
            return wrong_models(compute, cancel)

        run_task(check, on_result=self._report_models, on_error=self._report_failure, work_queue=WorkQueue.FETCH)

    def _report_models(self, names: list[str]) -> None:
        if names:
            self._warn(
                self.tr("Sounds wrong here"),
                self.tr(
                    "This computer does not bring back {names} as it should: what you hear or restore may not be what"
                    " was recorded. Choose another device in the settings, or install the program again."
                ).format(names=list_words(map(title_of, names))),
            )

    def _report_failure(self, error: SqcodecError) -> None:
        self._warn(self.tr("Sound not tested"), translate_message(error))
