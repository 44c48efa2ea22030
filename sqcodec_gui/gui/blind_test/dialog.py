"""The window of a blind test leads from its set-up through the trials to the result."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from sqcodec_gui.audio.errors import shown_name
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.blind_test.listening_dialog import ListeningDialog
from sqcodec_gui.gui.blind_test.result_page import ResultPage
from sqcodec_gui.gui.blind_test.runner import SingleTest
from sqcodec_gui.gui.blind_test.setup_page import Chosen, SetupPage
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.style.theme import give_size
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import WorkQueue, run_task
from sqcodec_gui.listening.abx import BlindTest, Plan
from sqcodec_gui.playback.material import Material, Request, prepare


class BlindTestDialog(ListeningDialog):
    """It compares ``original`` with the ``small`` file that was made of it. ``loop_s`` is the passage that is looped in
    the comparison, ``narrow_khz`` is explained at ``SetupPage``, ``device`` names the sound output to use."""

    def __init__(
        self,
        original: Path,
        small: Path,
        settings: UserSettings,
        parent: QWidget | None = None,
        *,
        loop_s: tuple[float, float] | None = None,
        narrow_khz: float | None = None,
        device: str | None = None,
    ) -> None:
        super().__init__(settings, parent)
        self.setWindowTitle(self.tr("Blind test"))
        self._original, self._small = original, small
        self._chosen: Chosen | None = None
        self._test: BlindTest | None = None
        self.setup_page = SetupPage(shown_name(original), loop_s, narrow_khz, settings.get("listener"))
        self.result_page = ResultPage()
        self._add_pages(self.setup_page, self.trial_page, self.result_page)
        self._connect()
        give_size(self, "large")
        self.passage_player.open(device)

    def _connect(self) -> None:
        self.setup_page.start_clicked.connect(self._prepare)
        self.runner.finished.connect(self._show_result)
        self.result_page.save_clicked.connect(self._save)
        self.result_page.again_clicked.connect(self._begin_anew)
        self.result_page.close_clicked.connect(self.accept)

    def _prepare(self) -> None:
        self._chosen = chosen = self.setup_page.chosen
        self._settings.set("listener", chosen.listener)
        self._cancel = CancelToken()
        compute = self._settings.compute
        request = Request(self._original, self._small, chosen.passage, chosen.is_limited, compute, chosen.kinds)
        self.setup_page.show_preparing()
        run_task(
            lambda _progress, cancel: prepare(request, cancel),
            on_result=self._begin,
            on_error=self._take_error,
            cancel=self._cancel,
            work_queue=WorkQueue.TRIAL,
        )

    def _take_error(self, error: SqcodecError) -> None:
        self.setup_page.show_ready("" if isinstance(error, CancelledError) else translate_message(error))

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

    def _show_result(self) -> None:
        assert self._test is not None
        assert self._chosen is not None
        sessions = self.runner.sessions(self._chosen.listener)
        self.result_page.show_result(self._test, sessions[0] if sessions else None, self._chosen.kinds)
        self.pages.setCurrentWidget(self.result_page)

    def _save(self) -> None:
        assert self._chosen is not None
        if said := self.save_report(self._original.stem, self._chosen.listener):
            self.result_page.note.setText(said)
