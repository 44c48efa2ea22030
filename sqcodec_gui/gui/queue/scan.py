"""From what was dropped to the recordings in it. No Qt; runs in a worker thread."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sqcodec_gui.audio import is_probably_audio
from sqcodec_gui.engine.folders import walk
from sqcodec_gui.engine.job import CancelToken
from sqcodec_gui.gui.queue.record import SQC_SUFFIX, JobKind, JobRecord


@dataclass(frozen=True)
class Scan:
    """Jobs for what was found, and how many other files of the folders were left alone."""

    records: list[JobRecord]
    ignored: int


def scan(dropped: Iterable[Path], progress: Callable[[int], None], cancel: CancelToken) -> Scan:
    """Jobs for files as they are, and for the audio and .sqc files inside folders.

    A file that was named itself is always taken: if it is no audio, its row will say so. ``progress`` gets the number
    found so far. Raises CancelledError.
    """
    records: list[JobRecord] = []
    ignored = 0
    for path in dropped:
        if not path.is_dir():
            records.append(_record(path))
            continue
        for found, subfolder in walk(path):
            cancel.check()
            if found.suffix.lower() == SQC_SUFFIX or is_probably_audio(found):
                records.append(_record(found, subfolder))
                progress(len(records))
            else:
                ignored += 1
    return Scan(records, ignored)


def _record(path: Path, subfolder: str = "") -> JobRecord:
    try:
        size_bytes = path.stat().st_size
    except OSError:  # its row will say so
        size_bytes = 0
    return JobRecord(path, JobKind.of(path), subfolder, source_bytes=size_bytes)
