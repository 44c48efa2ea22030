"""This module reads pieces of a file at given places, never more than the file holds."""

import io
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sqcodec_gui.container.errors import SqcSignatureError, SqcTruncatedError
from sqcodec_gui.messages import Message

CHUNK_BYTES = 1 << 20


class ByteSource:
    """It is a seekable file, opened by path (and then closed by ``close``) or handed over open.

    ``size_bytes`` is taken once, when it is opened: a file that shrinks while it is read gives a
    ``SqcTruncatedError``, one that grows is read up to its first size.
    """

    def __init__(self, source: str | os.PathLike[str] | BinaryIO):
        if isinstance(source, str | os.PathLike):
            self.name = Path(source).name
            mode = os.stat(source).st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):  # a pipe would be waited for; a folder is told by open
                raise SqcSignatureError("this is not a .sqc file", offset=0, file_name=self.name)
            self._file: BinaryIO = open(source, "rb")  # noqa: SIM115
            self._owned = True
        else:
            self._file = source
            self._owned = False
            name = getattr(source, "name", "")  # of a file without one, such as a new one, the number of its handle
            self.name = Path(name).name if isinstance(name, str | os.PathLike) else ""
        self.size_bytes = self._file.seek(0, os.SEEK_END)
        self._searched = (0, b"")
        """What was searched last: (offset, bytes). A file full of false finds would else be read again for each."""

    @staticmethod
    def of_bytes(data: bytes) -> "ByteSource":
        """Make a source of bytes in memory."""
        return ByteSource(io.BytesIO(data))

    def close(self) -> None:
        """Close the file if it was opened by path."""
        if self._owned:
            self._file.close()

    def read_at(self, offset: int, size_bytes: int) -> bytes:
        """Read exactly ``size_bytes`` bytes from ``offset``. Raises SqcTruncatedError if they are not there."""
        available_bytes = max(self.size_bytes - offset, 0)
        if size_bytes > available_bytes:
            raise SqcTruncatedError(
                "the file ends {missing_bytes:,} bytes too early",
                missing_bytes=size_bytes - available_bytes,
                offset=self.size_bytes,
                file_name=self.name,
            )
        self._file.seek(offset)
        data = self._file.read(size_bytes)
        if len(data) != size_bytes:
            raise SqcTruncatedError(
                "the file became shorter while it was read",
                offset=offset + len(data),
                hint=Message("Try again when nothing writes to it."),
                file_name=self.name,
            )
        return data

    def chunks(self, start: int, stop: int) -> Iterator[bytes]:
        """Read the bytes from ``start`` to ``stop`` in pieces of at most 1 MiB."""
        while start < stop:
            data = self.read_at(start, min(CHUNK_BYTES, stop - start))
            yield data
            start += len(data)

    def find(self, pattern: re.Pattern[bytes], length: int, start: int) -> int:
        """Find the offset of the first match of ``pattern`` at or after ``start``, or -1. Every match has ``length``
        bytes."""
        while start < self.size_bytes:
            offset, data = self._searched
            if not offset <= start < offset + len(data) - (length - 1):
                offset, data = start, self.read_at(start, min(CHUNK_BYTES, self.size_bytes - start))
                self._searched = offset, data
            found = pattern.search(data, start - offset)
            if found:
                return offset + found.start()
            if offset + len(data) == self.size_bytes:
                break
            start = offset + len(data) - (length - 1)
        return -1
