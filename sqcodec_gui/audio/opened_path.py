"""This module shares a path whose file is open already: all who look into it, read it or hash it share one handle.

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

_BUFFER_BYTES = 1 << 16


class _Shared:
    """It is a handle that stays open as long as somebody holds it."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("rb", buffering=0)
        self._lock = threading.Lock()
        self._holders = 1
        self._first_bytes = b""
        self.is_lent = False

    def hold(self) -> Self:
        with self._lock:
            self._holders += 1
        return self

    def release(self) -> None:
        with self._lock:
            self._holders -= 1
            is_last = self._holders == 0
        if is_last:
            self._file.close()

    def fileno(self) -> int:
        return self._file.fileno()

    def first_bytes(self, size: int) -> bytes:
        if len(self._first_bytes) < size:
            self._first_bytes = self.read_at(0, size)
        return self._first_bytes[:size]

    def read_at(self, position: int, size: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self.fileno(), size, position)
        with self._lock:
            self._file.seek(position)
            return self._file.read(size)


class View(io.RawIOBase):
    """It is a handle of its own place on a file that several share."""

    def __init__(self, shared: _Shared, path: Path) -> None:
        self._shared, self._position = shared.hold(), 0
        self.name = str(path.absolute())
        """FFmpeg tells some kinds of file by their name alone."""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._shared.fileno()

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position}.get(whence)
        self._position = (os.fstat(self.fileno()).st_size if base is None else base) + offset
        return self._position

    def readinto(self, buffer: "WriteableBuffer") -> int:
        target = memoryview(buffer).cast("B")
        data = self._shared.read_at(self._position, len(target))
        target[: len(data)] = data
        self._position += len(data)
        return len(data)

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            return self.readall()
        data = self._shared.read_at(self._position, size)
        self._position += len(data)
        return data

    def close(self) -> None:
        if not self.closed:
            self._shared.release()
        super().close()


class LentHandle:
    """It lends the number of the shared handle, for a library that moves its place: for one at a time."""

    def __init__(self, shared: _Shared) -> None:
        self._shared: _Shared | None = shared.hold()
        shared.is_lent = True
        self.fileno = shared.fileno()
        os.lseek(self.fileno, 0, os.SEEK_SET)

    def release(self) -> None:
        """Give the handle back; may be called twice."""
        if self._shared is not None:
            self._shared.is_lent = False
            self._shared.release()
            self._shared = None


class OpenedPath(type(Path())):  # type: ignore[misc]  # the class of paths of this system
    """It is a path that opens for reading without asking the system, while it is used as a context manager.

    What was opened so stays open until it is closed itself.
    """

    _shared: _Shared | None = None

    @property
    def is_open(self) -> bool:
        """Return whether opening for reading gives a view of the file that is open already."""
        return self._shared is not None

    def open(self, mode: str = "r", buffering: int = -1, *args: Any, **options: Any) -> Any:
        """Open as ``Path.open`` does; with "rb", a view of the file that is open already."""
        if self._shared is None or mode != "rb":
            return super().open(mode, buffering, *args, **options)
        view = View(self._shared, self)
        return view if buffering == 0 else io.BufferedReader(view, _BUFFER_BYTES)

    def lend(self) -> LentHandle | None:
        """Lend the handle itself; None if it is lent, or where reading elsewhere in the file would move its place."""
        if self._shared is None or self._shared.is_lent or not hasattr(os, "pread"):
            return None
        return LentHandle(self._shared)

    def first_bytes(self, size: int) -> bytes:
        """Return the first bytes of the file that is open, fewer where it is shorter; they are read once."""
        assert self._shared is not None
        return self._shared.first_bytes(size)

    def status(self) -> os.stat_result:
        """Return the status of the file that is open, even if another one stands at its path now."""
        return self.stat() if self._shared is None else os.fstat(self._shared.fileno())

    def __enter__(self) -> Self:
        self._shared = _Shared(Path(self))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shared is not None:
            self._shared.release()
            self._shared = None
