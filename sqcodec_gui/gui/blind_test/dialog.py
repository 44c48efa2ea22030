"""The window of a blind test: set up, trials, result."""

from pathlib import Path

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from sqcodec_gui.audio.errors import shown_name
from sqcodec_gui.engine.job import CancelledError, CancelToken
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.blind_test.material import Material, Request, prepare
from sqcodec_gui.gui.blind_test.result_page import ResultPage
from sqcodec_gui.gui.blind_test.runner import Runner, SingleTest
from sqcodec_gui.gui.blind_test.saving import ask_where, save
from sqcodec_gui.gui.blind_test.setup_page import Chosen, SetupPage
from sqcodec_gui.gui.blind_test.stage import Stage
from sqcodec_gui.gui.blind_test.stopping import wants_to_stop
from sqcodec_gui.gui.blind_test.trial_page import TrialPage
from sqcodec_gui.gui.engine_words import in_words
from sqcodec_gui.gui.settings import Settings
from sqcodec_gui.gui.worker import Lane, run_task
from sqcodec_gui.listening.abx import BlindTest, Plan


class BlindTestDialog(QDialog):
    """Compares ``original`` with the ``small`` file that was made of it. ``loop_s``: the passage that is looped in the
    comparison. ``narrow_khz``: see ``SetupPage``. ``device``: the name of the sound output to use."""

    def __init__(
        self,
        original: Path,
        small: Path,
        settings: Settings,
        parent: QWidget | None = None,
        *,
        loop_s: tuple[float, float] | None = None,
        narrow_khz: float | None = None,
        device: str | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Blind test"))
        self._original, self._small, self._settings = original, small, settings
        self._cancel = CancelToken()
        self._chosen: Chosen | None = None
        self._test: BlindTest | None = None
        self.stage = Stage(self)
        self.setup_page = SetupPage(shown_name(original), loop_s, narrow_khz, settings.get("listener"))
        self.trial_page = TrialPage()
        self.result_page = ResultPage()
        self.runner = Runner(self.stage, self.trial_page, self)
        self.pages = QStackedWidget()
        for page in (self.setup_page, self.trial_page, self.result_page):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.addWidget(self.pages)
        self._connect()
        self.resize(680, 560)
        self.stage.open(device)

    def _connect(self) -> None:
        self.setup_page.start_clicked.connect(self._prepare)
        self.trial_page.stop_clicked.connect(self.ask_to_stop)
        self.runner.finished.connect(self._show_result)
        self.result_page.save_clicked.connect(self._save)
        self.result_page.again_clicked.connect(self._begin_anew)
        self.result_page.close_clicked.connect(self.accept)

    def _prepare(self) -> None:
        self._chosen = chosen = self.setup_page.chosen
        self._settings.set("listener", chosen.listener)
        self._cancel = cancel = CancelToken()
        get = self._settings.get
        request = Request(self._original, self._small, chosen.passage, chosen.is_limited, get("device"), get("engine"))
        self.setup_page.show_preparing()
        run_task(
            lambda _progress, _cancel: prepare(request, cancel),
            on_result=self._begin,
            on_error=self._take_error,
            cancel=cancel,
            lane=Lane.TRIAL,
        )

    def _take_error(self, error: SqcodecError) -> None:
        self.setup_page.show_ready("" if isinstance(error, CancelledError) else in_words(error))

    def _begin(self, material: Material) -> None:
        if self._cancel.is_cancelled:
            return
        assert self._chosen is not None
        self.setup_page.show_ready()
        self._test = BlindTest(Plan.draw(self._chosen.question, self._chosen.trials))
        self.pages.setCurrentWidget(self.trial_page)
        self.runner.begin(SingleTest(self._test), lambda: material)

    def _begin_anew(self) -> None:
        self.pages.setCurrentWidget(self.setup_page)
        self.setup_page.start_button.setFocus()

    def ask_to_stop(self) -> None:
        """Stop the test if the person says so."""
        if wants_to_stop(self):
            self.runner.stop()

    def _show_result(self) -> None:
        assert self._test is not None
        assert self._chosen is not None
        sessions = self.runner.sessions(self._chosen.listener)
        self.result_page.show_result(self._test, sessions[0] if sessions else None)
        self.pages.setCurrentWidget(self.result_page)

    def _save(self) -> None:
        assert self._chosen is not None
        base = ask_where(self, self._settings, self._original.stem)
        if base is None:
            return
        try:
            text = save(base, self.runner.sessions(self._chosen.listener))
        except SqcodecError as error:
            text = in_words(error)
        self.result_page.note.setText(text)

    # --- the end -------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Esc: while a test runs, asks first and then shows what came of it."""
        if self.runner.is_running:
            self.ask_to_stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.runner.is_running:
            event.ignore()
            self.ask_to_stop()
        else:
            super().closeEvent(event)

    def done(self, result: int) -> None:
        self._cancel.cancel()
        self.stage.close()
        super().done(result)
