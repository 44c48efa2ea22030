"""A recording that comes through a pipe is spooled into a temporary file, as coding and its check each read it.

A WAV stream of ffmpeg or sox has no true length in its header; the readers of ``audio`` take what there is.
"""

import select
import shutil
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqcodec_gui import atomic_write
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.files import disk_errors
from sqcodec_gui.engine.settings_and_results import EngineError

NAME = "stdin.wav"
"""What a .sqc file tells its source was called."""
RAW_FORMATS = {"u8": (1, 8), "s16le": (1, 16), "s24le": (1, 24), "s32le": (1, 32), "f32le": (3, 32)}
"""WAV's format code and bits of each sample format, by the names that FFmpeg gives them."""
_PIECE_BYTES = 1 << 18
_ASK_EVERY_S = 0.2
_UNKNOWN_SIZE = 0xFFFFFFFF


@dataclass(frozen=True)
class RawFormat:
    """It describes samples without a header: ``sample_format`` is a key of RAW_FORMATS, channels interleaved."""

    sample_rate_hz: int
    channels: int
    sample_format: str

    @property
    def frame_bytes(self) -> int:
        """Return the number of bytes of one sample of each channel."""
        return RAW_FORMATS[self.sample_format][1] // 8 * self.channels


@contextmanager
def spooled(stream: BinaryIO, target: Path, raw: RawFormat | None, cancel: CancelToken) -> Iterator[Path]:
    """Spool all of ``stream`` into a file in a new folder beside ``target``; both are gone when the block ends.

    ``raw``: what the samples are, where the stream has no header. Raises EngineError, also for an empty stream or
    one that ends within a sample, and CancelledError.
    """
    folder = atomic_write.temporary_beside(target)
    with atomic_write.no_empty_folders(target.parent):
        with disk_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700)
        try:
            with disk_errors(target), atomic_write.new_file(folder / NAME, mode=0o600) as file:
                _spool(stream, file, raw, cancel)
            yield folder / NAME
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _spool(stream: BinaryIO, file: BinaryIO, raw: RawFormat | None, cancel: CancelToken) -> None:
    """Write all that comes, with a header where it has none. Raises as ``spooled`` does, and OSError."""
    file.write(b"" if raw is None else _wav_header(raw, _UNKNOWN_SIZE))
    size_bytes = 0
    for piece in _pieces(stream, cancel):
        file.write(piece)
        size_bytes += len(piece)
    if not size_bytes:
        raise EngineError("Nothing came on standard input; pipe a recording into it.")
    if raw is not None:
        _finish(file, raw, size_bytes)


def _finish(file: BinaryIO, raw: RawFormat, size_bytes: int) -> None:
    """Write the length, where a WAV header has room for it."""
    if size_bytes % raw.frame_bytes:
        raise EngineError(
            "The raw samples end in the middle of one ({count} bytes are no whole number of {frame_bytes}); check the"
            " rate, channels and format that were given.",
            count=size_bytes,
            frame_bytes=raw.frame_bytes,
        )
    header = _wav_header(raw, min(size_bytes, _UNKNOWN_SIZE))
    if size_bytes + len(header) < _UNKNOWN_SIZE:
        file.seek(0)
        file.write(header)


def _wav_header(raw: RawFormat, size_bytes: int) -> bytes:
    code, bits = RAW_FORMATS[raw.sample_format]
    bytes_per_s = raw.sample_rate_hz * raw.frame_bytes
    form = struct.pack("<HHIIHH", code, raw.channels, raw.sample_rate_hz, bytes_per_s, raw.frame_bytes, bits)
    riff_bytes = min(_UNKNOWN_SIZE, size_bytes + 28 + len(form) - 8)
    head = b"RIFF" + struct.pack("<I", riff_bytes) + b"WAVE" + b"fmt " + struct.pack("<I", len(form)) + form
    return head + b"data" + struct.pack("<I", size_bytes)


def _pieces(stream: BinaryIO, cancel: CancelToken) -> Iterator[bytes]:
    """Yield what arrives, as it does; cancelling is answered while nothing comes, where the system can."""
    read = getattr(stream, "read1", stream.read)
    while True:
        while sys.platform != "win32" and not select.select([stream], [], [], _ASK_EVERY_S)[0]:
            cancel.check()
        cancel.check()
        piece = read(_PIECE_BYTES)
        if not piece:
            return
        yield piece
