"""Files, folders and samples get into the queue here: they are scanned, added, and looked at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from sqcodec_gui import paths
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.wording.formatting import clauses
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import run_task
from sqcodec_gui.library_loading import load_libraries_of

if TYPE_CHECKING:
    from sqcodec_gui.gui.queue.folder_scan import Scan
    from sqcodec_gui.gui.queue.probe_files import ProbeResult

LOOKS_AT_ONCE = 8


@dataclass
class _Search:
    """It is a scan that runs or waits. ``paths`` are empty once nobody wants its result."""

    paths: list[Path]
    is_from_last_time: bool
    cancel: CancelToken = field(default_factory=CancelToken)


class QueueImport(QObject):
    """It does disk work in the light worker, so that a folder on a slow disk never stops the window."""

    added = Signal(list)
    """The new ``JobRecord``s, now in the model."""
    found_again = Signal(object)
    """A ``JobRecord`` that was in the list when its file was added once more."""
    files_named = Signal(list)
    """Files that were dropped, pasted or chosen themselves, and not found in a folder."""
    status_message = Signal(str)
    """One line for the status bar."""
    pending_changed = Signal()
    """Of ``pending_paths``, but for those of a search that has ended."""
    search_ended = Signal()
    """What was dropped has its rows now, if there are any, and is none of ``pending_paths`` any more."""
    left_found = Signal()
    """Rows came of what was dropped before the program ended last time; they are held."""

    def __init__(self, model: QueueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._looked_at: list[JobRecord] = []
        self._asked_for: set[str] = set()
        """Records, by id, that somebody wants to know of though they are finished"""
        self._searches: list[_Search] = []
        """In the order in which they end: one worker thread does them one after the other."""

    def warm_up(self) -> None:
        """Load what searches folders and opens recordings, so that the first drop does not wait for it."""
        run_task(_load_readers, on_result=None, on_error=None)

    @property
    def pending_paths(self) -> list[Path]:
        """Return what was dropped, and whose rows are not in the model yet."""
        return [path for search in self._searches for path in search.paths]

    def add(self, dropped: Sequence[Path]) -> None:
        """Add files and folders, as dropped, pasted or chosen."""
        if not dropped:
            self.status_message.emit(self.tr("There is no file or folder in what you pasted or dropped."))
            return
        self._search([path.absolute() for path in dropped], is_from_last_time=False)
        self.pending_changed.emit()

    def go_on_with(self, left: Sequence[Path]) -> None:
        """Search again what was dropped when the program ended before its rows were there; they will be held."""
        if left:
            self._search(list(left), is_from_last_time=True)

    def cancel_searches(self) -> None:
        """Want nothing any more of what was dropped and is not in the model yet."""
        if not self._searches:
            return
        for search in self._searches:
            search.paths = []
            search.cancel.cancel()
        self.pending_changed.emit()

    def _search(self, dropped: list[Path], is_from_last_time: bool) -> None:
        search = _Search(dropped, is_from_last_time)
        self._searches.append(search)

        def look_through(progress: Callable[..., None], cancel: CancelToken) -> "Scan":
            from sqcodec_gui.gui.queue.folder_scan import scan

            return scan(dropped, progress, cancel)

        run_task(
            look_through,
            on_result=self._take_scan,
            on_error=self._take_error,
            on_progress=self._show_found,
            cancel=search.cancel,
        )

    def add_sample(self) -> None:
        """Add a recording that came with the program; its result goes where it disturbs nobody."""
        try:
            sample = paths.speech_sample()
        except SqcodecError:
            self.status_message.emit(self.tr("No sample came with this copy of the program."))
            return
        record = JobRecord(sample, JobKind.COMPRESS, folder=paths.user_cache_dir() / "samples")
        record.source_bytes = sample.stat().st_size
        self._add([record])

    def look_at_all(self) -> None:
        """Find out length and rate of those that wait and were not looked at yet, a few at a time."""
        if self._looked_at:
            return
        left = (r for r in self._model.records if not r.is_looked_at)
        wanted = list(islice((r for r in left if r.id in self._asked_for or _is_worth_a_look(r)), LOOKS_AT_ONCE))
        if not wanted:
            return
        self._looked_at = wanted
        sources = [(record.source, record.kind) for record in wanted]
        all_open = {record.source: record.open_recording for record in wanted if record.open_recording is not None}
        to_be_heard = {record.source for record in wanted if record.state is JobState.OPENED}

        def look(progress: Callable[..., None], cancel: CancelToken) -> "list[ProbeResult]":
            from sqcodec_gui.gui.queue.probe_files import probe_files

            return probe_files(sources, progress, cancel, all_open, to_be_heard)

        run_task(
            look,
            on_result=self._take_looks,
            on_error=self._take_look_error,
        )

    def look_at(self, record: JobRecord) -> None:
        """Find out about a recording of which nothing is known, as of one that was finished before a restart."""
        if record.info is None and record.kind is JobKind.COMPRESS and record.id not in self._asked_for:
            self._asked_for.add(record.id)
            record.is_looked_at = False
            self.look_at_all()

    def open_sqc(self, path: Path, size_bytes: int) -> None:
        """Add a .sqc file to be heard; nothing is made of it."""
        record = JobRecord.opened(path)
        record.source_bytes = size_bytes
        self._add([record])

    def _add(self, records: list[JobRecord]) -> list[JobRecord]:
        present = {one.pair_key for one in self._model.records}
        new = self._model.add(one for one in records if not one.state.is_over or one.pair_key not in present)
        if new:
            self.added.emit(new)
            self.look_at_all()
        return new

    def _take_scan(self, found: "Scan") -> None:
        search = self._searches.pop(0)  # before there are rows, so that what is saved never has both
        if not search.paths:
            return  # cancelled when all was found already
        for record in found.records:
            record.is_held = search.is_from_last_time and record.state is JobState.WAITING
        if not search.is_from_last_time:
            self.files_named.emit(found.named_files)
        new = self._add(found.records)
        self.search_ended.emit()
        if search.is_from_last_time and new:
            self.left_found.emit()
        self._tell(found, new)

    def _tell(self, found: "Scan", new: list[JobRecord]) -> None:
        already_there = len(found.records) - len(new)
        if not found.records:
            self.status_message.emit(self.tr("No recordings were found there."))
        elif already_there and not new:
            self.status_message.emit(self.tr("Already in the queue."))
            there = self._model.find(found.records[0].source)
            if there is not None:
                self.found_again.emit(there)
        else:
            parts = [self.tr("{n} added").format(n=len(new))]
            if found.ignored == 1:
                parts.append(self.tr("1 other file left alone"))
            elif found.ignored:
                parts.append(self.tr("{n} other files left alone").format(n=found.ignored))
            self.status_message.emit(clauses(parts))

    def _take_error(self, error: SqcodecError) -> None:
        self._searches.pop(0)
        self.pending_changed.emit()
        self.status_message.emit(translate_message(error))

    def _show_found(self, found: int) -> None:
        self.status_message.emit(self.tr("Looking for recordings… {n} found").format(n=found))

    def _take_looks(self, looks: "list[ProbeResult]") -> None:
        for record, seen in zip(self._looked_at, looks, strict=True):
            record.is_looked_at = True
            self._asked_for.discard(record.id)
            if seen.info is not None:
                record.info = seen.info
            is_listened_to = not record.state.is_over or record.state is JobState.DONE  # it may have been faster
            record.open_recording = seen.open_recording if is_listened_to else None
            if seen.duration_s is not None and record.state is not JobState.DONE:
                record.duration_s = seen.duration_s
            found = seen.completeness
            record.needs = seen.needs
            if found is not None and record.state is JobState.OPENED:
                record.is_incomplete, record.lost_s = not found.is_complete, found.lost_s
                record.notices = list(found.problems)
            if seen.problem is not None and record.state is JobState.OPENED:
                record.state, record.reason = JobState.FAILED, seen.problem
        looked_at, self._looked_at = self._looked_at, []
        self._model.update_several(looked_at)
        self.look_at_all()

    def look_for_weights_again(self) -> None:
        """Look again for what small files need, as models came or went."""
        for record in self._model.records:
            if record.kind is JobKind.RESTORE:
                record.is_looked_at = False
        self.look_at_all()

    def _take_look_error(self, error: SqcodecError) -> None:
        from sqcodec_gui.gui.queue.probe_files import ProbeResult

        self._take_looks([ProbeResult()] * len(self._looked_at))


def _is_worth_a_look(record: JobRecord) -> bool:
    """Return whether to look at it: at what is to be done, and at small files that are not restored, as what they need
    may be missing."""
    return not record.state.is_over or (record.kind is JobKind.RESTORE and record.state is not JobState.DONE)


def _load_readers(_progress: object, _cancel: CancelToken) -> None:
    load_libraries_of("av")
    for name in ("audio.reader_choice", "gui.queue.folder_scan", "gui.queue.probe_files"):
        import_module(f"sqcodec_gui.{name}")
