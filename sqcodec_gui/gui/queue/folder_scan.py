"""What was dropped is searched for recordings. No Qt; it runs in a worker thread."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sqcodec_gui.audio import is_probably_audio
from sqcodec_gui.audio.formats import read_header
from sqcodec_gui.audio.opened_path import OpenedPath
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine.existing_output import is_made_of
from sqcodec_gui.engine.folders import find_files
from sqcodec_gui.engine.settings_and_results import SQC_SUFFIX
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.queue.open_recording import OpenRecording
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState


@dataclass(frozen=True)
class Scan:
    """It has jobs for what was found, and counts the other files of the folders that were left alone."""

    records: list[JobRecord]
    ignored: int


def scan(dropped: Iterable[Path], progress: Callable[[int], None], cancel: CancelToken) -> Scan:
    """Return jobs for files as they are, and for the audio and .sqc files inside folders.

    A file that was named itself is always taken, and a folder that cannot be looked into: its row will say so. A
    recording and the .sqc file made of it, side by side, are one job that is done. ``progress`` gets the number found
    so far. Raises CancelledError.
    """
    records: list[JobRecord] = []
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
        progress(len(records))
    return Scan(_join_finished_pairs(records, cancel), len(ignored))


def _join_finished_pairs(records: list[JobRecord], cancel: CancelToken) -> list[JobRecord]:
    """A .sqc file belongs to the recording beside it whose name and size its header bears."""
    recordings = {(one.source.parent, one.name): one for one in records if one.kind is JobKind.COMPRESS}
    folders = {folder for folder, _ in recordings}
    left = []
    for record in records:
        cancel.check()
        is_small = record.kind is JobKind.RESTORE and record.source.parent in folders
        if not (is_small and _finish(recordings, record.source)):
            left.append(record)
    return left


def _finish(recordings: dict[tuple[Path, str], JobRecord], small: Path) -> bool:
    """Whether ``small`` was made of one of these; that one is done then. Of several files, the newest counts."""
    try:
        with SqcReader(small) as reader:
            record = recordings.get((small.parent, reader.parts[0].source.name))
            duration_s, model = reader.duration_s, reader.header.model
            if record is None or not is_made_of(reader, record.source_bytes):
                return False
    except (OSError, SqcodecError):  # its own job will say what is wrong with it
        return False
    if record.target is None or small.stat().st_mtime_ns >= record.target.stat().st_mtime_ns:
        record.state, record.target, record.model = JobState.DONE, small, model
        record.target_bytes, record.duration_s = small.stat().st_size, duration_s
    return True


def _record(path: Path, subfolder: str, is_open: OpenRecording | None) -> JobRecord:
    try:
        size_bytes = path.stat().st_size
    except OSError:  # its row will say so
        size_bytes = 0
    return JobRecord(path, JobKind.of(path), subfolder, source_bytes=size_bytes, open_recording=is_open)
