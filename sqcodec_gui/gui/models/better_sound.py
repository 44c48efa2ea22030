"""Better sound is offered by and by: the best quality once, and files of a lesser one are made again if one likes."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.model_store.installed import InstalledModel, find_installed
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.models.fetching import Fetching, Got
from sqcodec_gui.gui.models.quality_choices import BEST_MODEL, qualities, title_of
from sqcodec_gui.gui.queue.controller import QueueController, Tally
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.record import NOTHING_SAID, JobKind, JobRecord, JobState, not_made_again
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.window.actions import Actions
from sqcodec_gui.gui.window.info_bar import InfoBar
from sqcodec_gui.gui.wording.formatting import size_words
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import run_task

if TYPE_CHECKING:
    from sqcodec_gui.engine.again import Candidate


def _move_out_of_the_cache(_progress: object, _cancel: CancelToken) -> None:
    from sqcodec_gui.codec.model_store.install import move_out_of_the_cache

    move_out_of_the_cache()


class BetterSound(QObject):
    """It gets models by ``fetching`` and asks in ``info_bar``. Nothing is asked twice."""

    status_message = Signal(str)
    """One line for the status bar."""

    def __init__(
        self,
        settings: UserSettings,
        model: QueueModel,
        controller: QueueController,
        fetching: Fetching,
        info_bar: InfoBar,
        actions: Actions,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._settings, self._model, self._controller = settings, model, controller
        self._fetching, self._info_bar, self._actions = fetching, info_bar, actions
        self._candidates: Sequence[Candidate] = ()
        self._is_asked_for = False
        actions["get_best"].triggered.connect(self._get_best)
        actions["make_again"].triggered.connect(self._make_again)
        actions["look_for_lesser"].triggered.connect(self.look)
        for name in ("not_now", "leave_them"):
            actions[name].triggered.connect(partial(self._drop_question, name))
        fetching.got.connect(self._take_got)
        controller.job_ended.connect(self._report_what_stayed)

    # The best quality

    def after_queue(self, tally: Tally) -> None:
        """Offer the best quality, once for all times, when small files were made for the first time."""
        if not tally.done or self._settings.get("best_offered") or not self._info_bar.isHidden():
            return
        if self._fetching.missed == BEST_MODEL:  # the person has asked for it, and is told how that goes
            return
        best = next((one for one in qualities() if one.name == BEST_MODEL), None)
        if best is None or best.is_installed:
            return
        self._settings.set("best_offered", True)
        text = self.tr("“{title}” sounds closer to the original. Shall it be fetched once? It takes {size}.")
        self._info_bar.ask(
            text.format(title=title_of(BEST_MODEL), size=size_words(best.download_bytes)),
            self._actions["get_best"],
            self._actions["not_now"],
        )

    def _drop_question(self, answer: str, _checked: bool = False) -> None:
        self._info_bar.drop_question(self._actions[answer])

    def _get_best(self) -> None:
        self._drop_question("get_best")
        self._fetching.begin(BEST_MODEL)

    def _take_got(self, got: Got) -> None:
        if got.in_use is not None:
            self._search(got.in_use.name, is_asked_for=False)

    # Made again

    def start(self) -> None:
        """Move models out of the cache, and look for better ones in this version; call it when the window stands."""
        run_task(_move_out_of_the_cache, on_result=self._look_at_start, on_error=None)

    def _look_at_start(self, _moved: object) -> None:
        self._search(self._settings.get("model"), is_asked_for=False, only_old_weights=True)

    def look(self) -> None:
        """Look whether anything could sound better, as the person asks."""
        self._search(self._settings.get("model"), is_asked_for=True)

    def _search(self, model: str, is_asked_for: bool, only_old_weights: bool = False) -> None:
        pairs = [
            (record.source, record.target) if record.kind is JobKind.COMPRESS else (None, record.source)
            for record in self._model.records
            if record.state in (JobState.DONE, JobState.SKIPPED, JobState.OPENED)
        ]
        pairs_with_small = [(source, small) for source, small in pairs if small is not None]
        if not pairs_with_small and not is_asked_for:
            return
        self._is_asked_for = is_asked_for

        def search(_progress: object, cancel: CancelToken) -> "tuple[InstalledModel, list[Candidate]]":
            from sqcodec_gui.engine.again import find_candidates

            better = find_installed(model)
            return better, find_candidates(pairs_with_small, better, cancel, only_old_weights)

        run_task(search, on_result=self._take_candidates, on_error=self._take_error)

    def _take_candidates(self, found: "tuple[InstalledModel, list[Candidate]]") -> None:
        better, self._candidates = found
        title = title_of(better.name)
        if not self._candidates:
            if self._is_asked_for:
                self.status_message.emit(
                    self.tr("Nothing in the list would gain by being made again with “{title}”.").format(title=title)
                )
            return
        if not self._is_asked_for and self._settings.get("again_offered") == better.sha256:
            return
        self._settings.set("again_offered", better.sha256)
        count = len(self._candidates)
        if count == 1:
            what = self.tr("One small file was made with a lesser quality, and its original is here.")
        else:
            what = self.tr("{n} small files were made with a lesser quality, and their originals are here.")
        takes = self.tr(
            "Made again with “{title}”: about {new} instead of {old}. What is there now is replaced only when the new"
            " one is verified."
        )
        new_bytes, old_bytes = (
            sum(getattr(one, name) for one in self._candidates) for name in ("new_bytes", "old_bytes")
        )
        self._info_bar.ask(
            f"{what} {takes}".format(n=count, title=title, new=size_words(new_bytes), old=size_words(old_bytes)),
            self._actions["make_again"],
            self._actions["leave_them"],
        )

    def _take_error(self, error: SqcodecError) -> None:
        """Do nothing more: the quality in use is not here, and its own errors say so where one wants to use it."""

    def _make_again(self) -> None:
        self._drop_question("make_again")
        candidates, self._candidates = self._candidates, ()
        made = {
            one.target: one for one in self._model.records if one.kind is JobKind.COMPRESS and one.target is not None
        }
        for candidate in candidates:
            record = made.get(candidate.small)
            if record is None:  # opened to be heard: it gets a row of its own
                record = JobRecord(candidate.source, JobKind.COMPRESS, is_again=True, planned=candidate.small)
                record.source_bytes = candidate.source_bytes
                self._model.add([record])
            elif record.state.is_over:
                record.begin_again()
                self._model.update(record)
        self._controller.start()

    def _report_what_stayed(self, record: JobRecord) -> None:
        """Report a file that was to be made again, and is what it was before."""
        template = not_made_again(NOTHING_SAID).template
        if record.state is JobState.DONE and record.notices and record.notices[-1].template == template:
            self.status_message.emit(translate_message(record.notices[-1]))
