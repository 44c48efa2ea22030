"""A path whose file is open already: all who look into it at the beginning share one handle.

A recording on a slow network share or a tape is so asked for once, however many look at its first bytes and its tags.
"""

import io
import os
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class _View(io.RawIOBase):
    """A handle of its own place on a file that another owns; closing it leaves the file open."""

    def __init__(self, file: BinaryIO, lock: threading.Lock) -> None:
        self._file, self._lock, self._position = file, lock, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._file.fileno()

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position}.get(whence)
        self._position = (os.fstat(self.fileno()).st_size if base is None else base) + offset
        return self._position

    def readinto(self, buffer: "WriteableBuffer") -> int:
        target = memoryview(buffer).cast("B")
        with self._lock:
            self._file.seek(self._position)
            data = self._file.read(len(target))
        target[: len(data)] = data
        self._position += len(data)
        return len(data)


class OpenedPath(type(Path())):  # type: ignore[misc]  # the class of paths of this system
    """A path that opens for reading without asking the system, as long as ``opened`` lasts."""

    _file: BinaryIO | None = None

    def open(self, mode: str = "r", *args: Any, **options: Any) -> Any:
        """As ``Path.open``; with "rb", a view of the file that is open already."""
        if self._file is None or mode != "rb":
            return super().open(mode, *args, **options)
        return io.BufferedReader(_View(self._file, self._lock), 1 << 16)

    def __enter__(self) -> Self:
        self._lock = threading.Lock()
        self._file = Path(self).open("rb", buffering=0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
