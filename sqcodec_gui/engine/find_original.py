"""This module finds which recording near a .sqc file is the one that it was made of. No torch."""

import os
from collections.abc import Iterator
from pathlib import Path

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.container import Part, SqcReader
from sqcodec_gui.engine.files import file_sha256
from sqcodec_gui.errors import SqcodecError


def find_original(small: Path, cancel: CancelToken) -> Path | None:
    """Find the recording in the same folder whose bytes have the SHA-256 in the header of ``small``, or None.

    One of the name in the header is looked at first, then those of its size: other files are not read. A cut, or a file
    that was joined, is made of no recording alone. What cannot be read counts as not there. Raises CancelledError.
    """
    try:
        with SqcReader(small) as reader:
            parts = reader.parts
    except (OSError, SqcodecError):  # whoever plays it will say what is wrong with it
        return None
    if len(parts) != 1 or not parts[0].source_sha256:
        return None
    for path in _candidates(small, parts[0]):
        try:
            if file_sha256(path, cancel) == parts[0].source_sha256:
                return path
        except OSError:
            continue
    return None


def is_changed(source: Path, small: Path, cancel: CancelToken) -> bool:
    """Return whether ``source`` is there, but another file by now than that of which ``small`` was made.

    Its bytes are read only where the length is the same and it was written to after ``small``. What cannot be told (of
    a cut, a joined or an unreadable file) counts as unchanged. Raises CancelledError.
    """
    try:
        with SqcReader(small, tolerant=True) as reader:
            parts = reader.parts
        now, made_ns = source.stat(), small.stat().st_mtime_ns
        if len(parts) != 1 or not parts[0].source_sha256:
            return False
        if now.st_size != parts[0].source.size_bytes:
            return True
        is_later = max(now.st_mtime_ns, now.st_ctime_ns) >= made_ns
        return is_later and file_sha256(source, cancel) != parts[0].source_sha256
    except (OSError, SqcodecError) as error:
        if isinstance(error, CancelledError):
            raise
        return False


def _candidates(small: Path, part: Part) -> Iterator[Path]:
    """Yield files beside ``small`` of the right size, that of the right name first."""
    size_bytes = part.source.size_bytes
    try:
        entries = [entry for entry in os.scandir(small.parent) if entry.is_file()]
        fitting = [entry for entry in entries if entry.stat().st_size == size_bytes and entry.name != small.name]
    except OSError:
        return
    for entry in sorted(fitting, key=lambda entry: (entry.name != part.source.name, entry.name)):
        yield small.parent / entry.name
