"""The saved queue is one JSON file, written so that it is whole whenever the program or the machine stops."""

import json
import logging
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile

from sqcodec_gui import paths
from sqcodec_gui.atomic_write import write_bytes
from sqcodec_gui.engine.files import free_name
from sqcodec_gui.gui.queue.record import JobRecord, path_from_json

VERSION = 1
MOST_BYTES = 1 << 28
"""Of a saved queue: more is none of ours. A row takes some hundred bytes."""
UNREADABLE = (
    *(OSError, ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError),
)
"""What a file of any content may raise."""
logger = logging.getLogger(__name__)


class QueueStore:
    """It belongs to the first window of a user; a second one works without a saved queue of its own."""

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or paths.user_data_dir()
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "queue.json"
        self._lock = QLockFile(str(folder / "queue.lock"))
        self._lock.setStaleLockTime(0)  # only a process that is gone makes a lock stale, never its age
        self.is_ours = self._lock.tryLock(100)
        self.put_aside: Path | None = None
        """Where a file went that could not be understood; None if there was none."""
        self.pending_imports: list[Path] = []
        """What ``load`` found that had been dropped and was not yet searched for recordings."""

    def load(self) -> list[JobRecord]:
        """Return what was saved last; a file that cannot be understood is put aside, not lost."""
        if not self.is_ours:
            return []
        try:
            if not self.path.is_file() and os.path.lexists(self.path):
                raise ValueError("no plain file")  # a pipe would be waited for
            if self.path.stat().st_size > MOST_BYTES:
                raise ValueError("too large")
            document = json.loads(self.path.read_text(encoding="utf-8"))
            if document["version"] != VERSION:
                raise ValueError(f"version {document['version']}")
            records = [JobRecord.from_json(values) for values in document["jobs"]]
            self.pending_imports = [path_from_json(value) for value in document.get("pending_imports", [])]
            return records
        except FileNotFoundError:
            return []
        except UNREADABLE as error:
            logger.warning("The saved queue cannot be read and is put aside: %r", error)
            self._put_aside()
            return []

    def _put_aside(self) -> None:
        aside = free_name(self.path.with_suffix(".unreadable.json"))  # earlier ones stay
        try:
            self.path.rename(aside)
            self.put_aside = aside
        except OSError as error:
            logger.warning("Not even put aside: %r", error)

    def save(self, records: Sequence[JobRecord], pending_imports: Sequence[Path] = ()) -> None:
        """Replace what was saved. ``pending_imports`` were dropped and have no rows yet. Raises OSError."""
        if not self.is_ours:
            return
        # Names of files that are not valid Unicode come as lone surrogates, which only ASCII JSON can carry. Row by
        # row, as a long list in one go would keep the window's thread from the interpreter all the while.
        jobs = ", ".join(json.dumps(record.to_json(), ensure_ascii=True) for record in records)
        pending = json.dumps([str(path) for path in pending_imports], ensure_ascii=True)
        document = f'{{"version": {VERSION}, "jobs": [{jobs}], "pending_imports": {pending}}}'
        write_bytes(self.path, document.encode("ascii"))

    def close(self) -> None:
        self._lock.unlock()
