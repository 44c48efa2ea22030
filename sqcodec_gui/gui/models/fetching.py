"""Models come from the network or out of a folder, in the background, one at a time, whatever windows are open."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.codec.errors import DownloadError
from sqcodec_gui.codec.model_store.installed import InstalledModel
from sqcodec_gui.engine.stopwatch import Stopwatch
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.models.quality_choices import BEST_MODEL, qualities, title_of
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.wording.formatting import list_words, sentences, size_words, time_left_words
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import Task, Work, WorkQueue, run_task

SHOWN_OF_HASH = 12


class FetchStage(Enum):
    NOTHING = "nothing"
    ASKING = "asking"
    """The server is asked, or a folder is searched."""
    DOWNLOADING = "downloading"
    CHECKING = "checking"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_at_work(self) -> bool:
        return self in (FetchStage.ASKING, FetchStage.DOWNLOADING, FetchStage.CHECKING)


@dataclass(frozen=True)
class Got:
    """It says what came, and which of it is used from now on."""

    models: tuple[InstalledModel, ...]
    in_use: InstalledModel | None


class Fetching(QObject):
    """Its signal ``changed`` says that ``stage`` or the numbers changed; ``got`` and ``saved``, how it ended well."""

    changed = Signal()
    got = Signal(object)
    """A ``Got``."""

    def __init__(self, settings: UserSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._task: Task | None = None
        self._uses_it = False
        self._were_here: set[str] = set()
        self._watch = Stopwatch()
        self.model = ""
        """Of which quality this is; empty for whatever a folder holds."""
        self.missed = ""
        """The last one that was asked for from the network, as long as it has not come."""
        self._uses_missed = False
        self.is_download = False
        self.stage = FetchStage.NOTHING
        self.done_bytes = self.total_bytes = 0
        self.problem = ""
        """Why it failed, in words."""
        self.is_network_problem = False
        self.note = ""
        """How it ended, in words."""

    @property
    def is_at_work(self) -> bool:
        return self.stage.is_at_work

    @property
    def fraction(self) -> float | None:
        """Return how much has come, 0 to 1; None where nobody can tell."""
        is_known = self.stage is FetchStage.DOWNLOADING and self.total_bytes > 0
        return self.done_bytes / self.total_bytes if is_known else None

    def begin(self, model: str, uses_it: bool = True) -> None:
        """Fetch the published weights of ``model``; ``uses_it``: they are what is used when they have come."""

        def fetch(progress: Callable[..., None], cancel: CancelToken) -> list[InstalledModel]:
            from sqcodec_gui.codec.model_store import hub

            return [hub.fetch(model, progress=progress, cancel=cancel)]

        if not self.is_at_work:
            self.missed, self._uses_missed = model, uses_it
        self._begin(model, fetch, uses_it, is_download=True)

    def go_on(self) -> None:
        """Go on with what was asked for last and has not come, for what it was asked for."""
        self.begin(self.missed, self._uses_missed)

    def begin_import(self, folder: Path, uses_it: bool = True) -> None:
        """Import all sets in a folder, stick or kit. ``uses_it``: what was waited for is used once it is there."""

        def take(progress: Callable[..., None], cancel: CancelToken) -> list[InstalledModel]:
            from sqcodec_gui.codec.model_store import find_sets

            return find_sets.import_sets(folder, cancel=cancel)

        self._were_here = {quality.name for quality in qualities() if quality.is_installed}
        self._begin("", take, uses_it, is_download=False)

    def save_to(self, model: InstalledModel, folder: Path) -> None:
        """Write a set to a folder or stick, from which another computer takes it in."""

        def save(progress: Callable[..., None], cancel: CancelToken) -> Path:
            from sqcodec_gui.codec.model_store import install

            return install.save_set(model, folder)

        self._begin(model.name, save, uses_it=False, is_download=False, on_result=self._take_saved)

    def _begin(
        self,
        model: str,
        work: Work,
        uses_it: bool,
        is_download: bool,
        on_result: Callable[..., None] | None = None,
    ) -> None:
        if self.is_at_work:
            return
        self.model, self._uses_it, self.is_download = model, uses_it, is_download
        self.done_bytes = self.total_bytes = 0
        self.problem, self.note, self._watch = "", "", Stopwatch()
        self._task = run_task(
            work,
            on_result=on_result or self._take_models,
            on_error=self._take_error,
            on_progress=self._take_progress,
            work_queue=WorkQueue.FETCH,
        )
        self._go_to(FetchStage.ASKING if is_download else FetchStage.CHECKING)

    def cancel(self) -> None:
        """Stop; what has arrived stays for the next time."""
        if self._task is not None:
            self._task.cancel()

    def put_away(self) -> None:
        """Forget how the last download or import ended, as it has been read."""
        if not self.is_at_work:
            self._go_to(FetchStage.NOTHING)

    def words(self) -> str:
        """Describe the stage in a line."""
        title = title_of(self.model) if self.model else ""
        if self.stage is FetchStage.ASKING:
            return self.tr("Asking for “{title}”…").format(title=title)
        if self.stage is FetchStage.DOWNLOADING:
            return self._download_words(title)
        if self.stage is FetchStage.CHECKING:
            return self.tr("Checking “{title}”…").format(title=title) if title else self.tr("Looking for models…")
        if self.stage is FetchStage.CANCELLED:
            return self.tr("Stopped; what has arrived is kept for the next time.")
        return self.problem if self.stage is FetchStage.FAILED else self.note

    def _download_words(self, title: str) -> str:
        done, total = size_words(self.done_bytes), size_words(self.total_bytes)
        parts = [self.tr("Downloading “{title}”: {done} of {total}").format(title=title, done=done, total=total)]
        speed = self._watch.speed(self.done_bytes)
        if speed is not None:
            parts.append(self.tr("{size} a second").format(size=size_words(speed)))
            parts.append(time_left_words((self.total_bytes - self.done_bytes) / speed))
        return " · ".join(parts)

    def _go_to(self, stage: FetchStage) -> None:
        self.stage = stage
        self.changed.emit()

    def _take_progress(self, done_bytes: int, total_bytes: int) -> None:
        self.done_bytes, self.total_bytes = done_bytes, total_bytes
        self._go_to(FetchStage.CHECKING if done_bytes >= total_bytes else FetchStage.DOWNLOADING)

    def _take_models(self, models: list[InstalledModel]) -> None:
        self._task = None
        in_use = self._to_use(models)
        if any(model.name == self.missed for model in models):
            self.missed = ""
        if in_use is not None:
            self._settings.set("model", in_use.name)
        self.note = self._note_of(models, in_use)
        self._go_to(FetchStage.READY)
        self.got.emit(Got(tuple(models), in_use))

    def _to_use(self, models: list[InstalledModel]) -> InstalledModel | None:
        """Return the set of a folder to use: what did not come from the network, else what is chosen, or offered, and
        was not here."""
        if self.is_download:
            return models[0] if self._uses_it else None
        came = {model.name: model for model in models}
        if self.missed in came:
            return came[self.missed] if self._uses_missed else None
        wanted = (self._settings.get("model"), BEST_MODEL) if self._uses_it else ()
        return next((came[name] for name in wanted if name in came and name not in self._were_here), None)

    def _note_of(self, models: list[InstalledModel], in_use: InstalledModel | None) -> str:
        if len(models) == 1:
            title = title_of(models[0].name)
            checked = self.tr("checked ✓ {hash}").format(hash=models[0].sha256[:SHOWN_OF_HASH])
            if in_use is not None:
                text = self.tr("“{title}” is here, {checked}, and in use from now on.")
            else:
                text = self.tr("“{title}” is here, {checked}.")
            return text.format(title=title, checked=checked)
        titles = list_words(f"“{title_of(model.name)}”" for model in models)
        note = self.tr("These are here now, all checked ✓: {titles}.").format(titles=titles)
        if in_use is not None:
            note = sentences([note, self.tr("“{title}” is in use from now on.").format(title=title_of(in_use.name))])
        return note

    def _take_saved(self, folder: Path) -> None:
        self._task = None
        text = self.tr("“{title}” is in {folder}, checked ✓. On the other computer, choose “Import…” and this place.")
        self.note = text.format(title=title_of(self.model), folder=folder)
        self._go_to(FetchStage.READY)

    def _take_error(self, error: SqcodecError) -> None:
        self._task = None
        if isinstance(error, CancelledError):
            self._go_to(FetchStage.CANCELLED if self.is_download else FetchStage.NOTHING)
            return
        self.problem = translate_message(error)
        self.is_network_problem = self.is_download and isinstance(error, DownloadError)
        self._go_to(FetchStage.FAILED)
