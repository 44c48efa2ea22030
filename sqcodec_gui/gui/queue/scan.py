"""From what was dropped to the recordings in it. No Qt; runs in a worker thread."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqcodec_gui.audio import is_probably_audio
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


def walk(folder: Path) -> Iterator[tuple[Path, str]]:
    """All files below a folder, in the order in which people sort, with the folder's own name in the second part.

    Links to folders are not followed (they can lead in circles), hidden files and folders not entered.
    """
    for here, folders, names in os.walk(folder):
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=natural_key)
        subfolder = Path(folder.name, os.path.relpath(here, folder))
        for name in sorted((name for name in names if not name.startswith(".")), key=natural_key):
            yield Path(here, name), str(subfolder)


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """Sorts “talk 2” before “talk 10”, and capitals with small letters."""
    return [
        (0, int(part), "") if part.isdecimal() else (1, 0, part.casefold()) for part in re.split(r"(\d+)", name) if part
    ]


def _record(path: Path, subfolder: str = "") -> JobRecord:
    try:
        size_bytes = path.stat().st_size
    except OSError:  # its row will say so
        size_bytes = 0
    return JobRecord(path, JobKind.of(path), subfolder, source_bytes=size_bytes)
