"""The window “Which quality is enough?” leads from a passage through listening and a blind search to a setting."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.blind_test.listening_dialog import ListeningDialog
from sqcodec_gui.gui.models.quality_choices import qualities
from sqcodec_gui.gui.quality_chooser.encoding import QueuedRecording, Request, Version, Versions, make_versions
from sqcodec_gui.gui.quality_chooser.intro_page import IntroPage
from sqcodec_gui.gui.quality_chooser.listen_page import ListenPage
from sqcodec_gui.gui.quality_chooser.verdict_page import VerdictPage
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.style.theme import give_size
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import WorkQueue, run_task
from sqcodec_gui.listening.abx import CODED, REFERENCE
from sqcodec_gui.listening.adaptive import Search, most_trials


class QualityChooser(ListeningDialog):
    """It has the ``recordings`` of the queue, of which ``current`` is selected there. ``loop_s`` is the passage that is
    looped in its comparison, ``device`` the name of the sound output to use. Applying writes the setting ``model``."""

    more_wanted = Signal()
    """The person wants to fetch or import qualities; call ``reload`` afterwards."""

    def __init__(
        self,
        recordings: Sequence[QueuedRecording],
        settings: UserSettings,
        parent: QWidget | None = None,
        *,
        current: int = 0,
        loop_s: tuple[float, float] | None = None,
        device: str | None = None,
    ) -> None:
        super().__init__(settings, parent)
        self.setWindowTitle(self.tr("Which quality is enough?"))
        self._recordings = recordings
        self._made: Versions | None = None
        self._search: Search | None = None
        self._listened: Version | None = None
        self.intro_page = IntroPage(recordings, current, loop_s)
        self.listen_page = ListenPage()
        self.verdict_page = VerdictPage()
        self._add_pages(self.intro_page, self.listen_page, self.trial_page, self.verdict_page)
        self._connect()
        give_size(self, "large")
        self.reload()
        self.passage_player.open(device)

    def _connect(self) -> None:
        self.intro_page.start_clicked.connect(self._make)
        self.listen_page.heard.connect(self._hear)
        self.listen_page.pause_clicked.connect(self.passage_player.toggle)
        self.listen_page.use_clicked.connect(lambda version: self._apply(version.quality.name))
        self.listen_page.test_clicked.connect(self._begin_search)
        self.runner.finished.connect(self._show_outcome)
        self.passage_player.state_changed.connect(self._show_state)
        self.verdict_page.apply_clicked.connect(self._apply)
        self.verdict_page.save_clicked.connect(self._save)
        self.verdict_page.back_clicked.connect(self._listen_again)
        self.verdict_page.close_clicked.connect(self.accept)
        for page in (self.intro_page, self.verdict_page):
            page.more_clicked.connect(self.more_wanted)

    def reload(self) -> None:
        """See anew which qualities are installed, and begin with these."""
        self._cancel.cancel()
        self.passage_player.stop()
        self._installed = [quality for quality in qualities() if quality.is_installed]
        self.intro_page.show_ready()
        self.intro_page.show_qualities(self._installed)
        self.pages.setCurrentWidget(self.intro_page)

    # --- making and listening ------------------------------------------------------------------------------

    def _make(self) -> None:
        self._cancel = CancelToken()
        request = Request(
            original=self._recordings[self.intro_page.recording_box.currentIndex()].path,
            passage=self.intro_page.passage_choice.passage,
            qualities=self._installed,
            compute=self._settings.compute,
            channels=self._settings.get("channels"),
        )
        self.intro_page.show_making(0, len(self._installed))
        run_task(
            lambda progress, cancel: make_versions(request, progress, cancel),
            on_result=self._take_versions,
            on_error=self._take_error,
            on_progress=self.intro_page.show_making,
            cancel=self._cancel,
            work_queue=WorkQueue.TRIAL,
        )

    def _take_error(self, error: SqcodecError) -> None:
        self.intro_page.show_ready("" if isinstance(error, CancelledError) else translate_message(error))

    def _take_versions(self, made: Versions) -> None:
        if self._cancel.is_cancelled:
            return
        self._made = made
        self.intro_page.show_ready()
        self._listen_again()

    def _listen_again(self) -> None:
        assert self._made is not None
        self._listened = first = self._made.versions[0]
        self.passage_player.load(first.material.reference, first.material.coded)
        self.pages.setCurrentWidget(self.listen_page)
        most = most_trials(len(self._made.versions))
        self.listen_page.show_versions(self._made, self._queue_bytes, self._source_bytes, most)

    def _hear(self, version: Version | None) -> None:
        if version is not None and version is not self._listened:
            self._listened = version
            self.passage_player.exchange(version.material.reference, version.material.coded)
        self.passage_player.hear(REFERENCE if version is None else CODED, openly=True)

    def _queue_bytes(self, model: str) -> int:
        return sum(one.bytes_with(model) for one in self._recordings)

    @property
    def _source_bytes(self) -> int:
        return sum(one.size_bytes for one in self._recordings)

    def _show_state(self) -> None:
        self.listen_page.show_playing(self.passage_player.is_playing, self.passage_player.problem)

    # --- searching -----------------------------------------------------------------------------------------

    def _begin_search(self) -> None:
        assert self._made is not None
        materials = {version.quality.name: version.material for version in self._made.versions}
        self._search = search = Search(tuple(materials), self.listen_page.question)
        self.pages.setCurrentWidget(self.trial_page)
        self.runner.begin(search, lambda: materials[search.quality])

    def _show_outcome(self) -> None:
        assert self._made is not None
        assert self._search is not None
        titles = {version.quality.name: version.quality.title for version in self._made.versions}
        question = self._search.test.plan.question
        outcome = self._search.outcome
        self.verdict_page.show_outcome(outcome, question, titles, self._queue_bytes, self._source_bytes)
        self.pages.setCurrentWidget(self.verdict_page)

    def _apply(self, model: str) -> None:
        self._settings.set("model", model)
        self.accept()

    def _save(self) -> None:
        stem = self._recordings[self.intro_page.recording_box.currentIndex()].path.stem
        if said := self.save_report(stem, self._settings.get("listener")):
            self.verdict_page.note.setText(said)
