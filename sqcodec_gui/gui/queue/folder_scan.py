"""What was dropped is searched for recordings. No Qt; it runs in a worker thread."""

import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sqcodec_gui.audio import is_probably_audio
from sqcodec_gui.audio.formats import read_header
from sqcodec_gui.audio.opened_path import OpenedPath
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine.completeness import Completeness, stored_completeness
from sqcodec_gui.engine.existing_output import stems_from
from sqcodec_gui.engine.files import choose_target
from sqcodec_gui.engine.folders import find_files
from sqcodec_gui.engine.settings_and_results import SQC_SUFFIX
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.queue.open_recording import OpenRecording
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState


@dataclass(frozen=True)
class Scan:
    """It has jobs for what was found, and counts the other files of the folders that were left alone.

    ``named_files``: those that were dropped themselves, and are there.
    """

    records: list[JobRecord]
    ignored: int
    named_files: list[Path]


def scan(dropped: Iterable[Path], progress: Callable[[int], None], cancel: CancelToken) -> Scan:
    """Return jobs for files as they are, and for the audio and .sqc files inside folders.

    A file that was named itself is always taken, and a folder that cannot be looked into: its row will say so. A
    recording and the .sqc file made of it, side by side, are one job that is done. ``progress`` gets the number found
    so far. Raises CancelledError.
    """
    records: list[JobRecord] = []
    named_files: list[Path] = []
    ignored: list[Path] = []
    all_open: dict[Path, OpenRecording] = {}

    def read(path: Path) -> bytes:
        """Keep open what has a name that says nothing, for the look at it: two opens are enough for a slow share."""
        with ExitStack() as stack:
            file = stack.enter_context(OpenedPath(path))
            header = read_header(file)
            is_open = OpenRecording.of(file, stack)
        if is_open is not None:
            all_open[path] = is_open
        return header

    def is_wanted(path: Path) -> bool:
        cancel.check()
        wanted = path.suffix.lower() == SQC_SUFFIX or is_probably_audio(path, read)
        if not wanted:
            ignored.append(path)
            all_open.pop(path, None)
        return wanted

    for found in find_files(dropped, is_wanted):
        records.append(_record(found.path, found.subfolder, all_open.pop(found.path, None)))
        if not found.subfolder and os.path.isfile(found.path):
            named_files.append(found.path)
        progress(len(records))
    return Scan(_join_finished_pairs(records, cancel), len(ignored), named_files)


def _join_finished_pairs(records: list[JobRecord], cancel: CancelToken) -> list[JobRecord]:
    """Join each .sqc file to the recording beside it whose name and size its header bears."""
    recordings = {(one.source.parent, one.name): one for one in records if one.kind is JobKind.COMPRESS}
    folders = {folder for folder, _ in recordings}
    results: dict[str, list[_Result]] = {}
    left = []
    for record in records:
        cancel.check()
        is_small = record.kind is JobKind.RESTORE and record.source.parent in folders
        result = _result_in(record.source, recordings, cancel) if is_small else None
        if result is None:
            left.append(record)
        else:
            results.setdefault(result.recording.id, []).append(result)
    return [row for record in left for row in _rows_of(record, results.get(record.id, []))]


def _rows_of(record: JobRecord, results: "list[_Result]") -> list[JobRecord]:
    """Return the row of a recording, done by the best of its small files, and below it one of each damaged other."""
    if not results:
        return [record]
    best = max(results, key=lambda result: result.rank)
    best.finish()
    others = [result for result in results if result is not best and not result.completeness.is_complete]
    return [record, *(other.damaged_copy(best.small) for other in others)]


@dataclass(frozen=True)
class _Result:
    """It is a small file that was made of a recording beside it."""

    recording: JobRecord
    small: Path
    model: str
    size_bytes: int
    changed_ns: int
    duration_s: float
    completeness: Completeness

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """Return a rank, the highest of which counts: a complete one, then the one with the recording's name, then the
        newest."""
        has_name = self.small == choose_target(self.recording.source, None, SQC_SUFFIX, "overwrite")
        return self.completeness.is_complete, has_name, self.changed_ns

    def finish(self) -> None:
        """Finish the recording, and say what is lost or damaged of its small file."""
        record, found = self.recording, self.completeness
        record.state, record.target, record.model = JobState.DONE, self.small, self.model
        record.target_bytes, record.duration_s = self.size_bytes, self.duration_s
        record.is_incomplete, record.lost_s = not found.is_complete, found.lost_s
        record.notices = list(found.problems)

    def damaged_copy(self, used: Path) -> JobRecord:
        """Make a row that says what is damaged of this file, and that ``used`` is used instead."""
        record = JobRecord.opened(self.small)
        record.subfolder, record.used_instead = self.recording.subfolder, used
        record.source_bytes, record.duration_s, record.model = self.size_bytes, self.duration_s, self.model
        record.is_incomplete, record.lost_s = True, self.completeness.lost_s
        record.notices = list(self.completeness.problems)
        return record


def _result_in(small: Path, recordings: dict[tuple[Path, str], JobRecord], cancel: CancelToken) -> _Result | None:
    """Return what ``small`` is to one of these, by header and all checksums; None if it was made of none of them."""
    try:
        with SqcReader(small, tolerant=True) as reader:
            record = recordings.get((small.parent, reader.parts[0].source.name))
            if record is None or not stems_from(reader, record.source_bytes):
                return None
            found = stored_completeness(reader, cancel)
            changed_ns = small.stat().st_mtime_ns
            return _Result(record, small, reader.header.model, reader.size_bytes, changed_ns, reader.duration_s, found)
    except CancelledError:
        raise
    except (OSError, SqcodecError):  # its own job will say what is wrong with it
        return None


def _record(path: Path, subfolder: str, is_open: OpenRecording | None) -> JobRecord:
    try:
        size_bytes = path.stat().st_size
    except OSError:  # its row will say so
        size_bytes = 0
    return JobRecord(path, JobKind.of(path), subfolder, source_bytes=size_bytes, open_recording=is_open)
