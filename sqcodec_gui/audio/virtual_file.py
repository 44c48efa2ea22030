"""This module puts a file together from stretches of another one, so that a library can read a part by itself."""

import io
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import TYPE_CHECKING, BinaryIO

from sqcodec_gui.audio.formats import HEADER_BYTES

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Piece = bytes | range
"""Bytes that stand for themselves, or the offsets of a stretch of the file below."""


class VirtualFile(io.RawIOBase):
    """It is a file put together from stretches, read-only and seekable. The file below is shared and not closed: used
    by one thread at a time."""

    def __init__(self, file: BinaryIO, pieces: Iterable[Piece]) -> None:
        self._file = file
        self._pieces = [piece for piece in pieces if len(piece)]
        self._starts = [0, *accumulate(map(len, self._pieces))]
        self._position = 0

    def again(self) -> "VirtualFile":
        """Return the same bytes with a place of their own."""
        return VirtualFile(self._file, self._pieces)

    def first_bytes(self) -> bytes:
        """Read as many bytes as tell what kind of file it is; stand at the start then. Raises OSError."""
        self.seek(0)
        header = self.read(HEADER_BYTES) or b""
        self.seek(0)
        return header

    @property
    def size_bytes(self) -> int:
        """Return the size of the whole file."""
        return self._starts[-1]

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to an offset, which may lie beyond the end. Raises ValueError before the start."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size_bytes}[whence]
        if base + offset < 0:
            raise ValueError(f"cannot seek to byte {base + offset}")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill ``buffer``; only at the end it stays unfilled. Raises OSError."""
        target = memoryview(buffer).cast("B")
        done = 0
        while done < len(target) and self._position < self.size_bytes:
            index = bisect_right(self._starts, self._position) - 1
            piece, offset = self._pieces[index], self._position - self._starts[index]
            size = min(len(target) - done, len(piece) - offset)
            got = self._copy(piece, offset, target[done : done + size])
            if not got:
                break
            done += got
            self._position += got
        return done

    def _copy(self, piece: Piece, offset: int, target: memoryview) -> int:
        if isinstance(piece, bytes):
            target[:] = piece[offset : offset + len(target)]
            return len(target)
        self._file.seek(piece.start + offset)
        data = self._file.read(len(target))
        target[: len(data)] = data
        return len(data)
