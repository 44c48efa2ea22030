"""What a restore has decoded is kept beside its target, so that one that was killed goes on in the middle.

No format could be continued so that its bytes are those of one go: resampler and encoder carry a state that no file
has. So what takes the time is kept, the decoded sound at the codec's rate, and runs through them again from the start.
(Reading it back, resampling and writing WAV or FLAC is about a hundred times as fast as decoding, MP3 and Opus ten
times; see tests/bench/README.md.) The target that was unfinished is thrown away.

A kept file is a line of JSON, which says what it is of, and records: frames (uint32) and CRC-32 of the samples (both
little-endian), float32 samples [channels, frames]. What is torn or of something else is not used. An hour of one
channel at 16 kHz takes 230 MB; keeping it is a help, not a duty: where the disk has no room for it, nothing is kept.
"""

import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np

from sqcodec_gui.atomic_write import ONLY_OURS, new_file, no_follow

_RECORD = struct.Struct("<II")
_IDENTITY_LIMIT_BYTES = 1 << 16


class DecodeCache:
    """It keeps decoded samples in order: first ``replay`` those that are there, then ``append`` what follows them.

    ``identity``: everything on which the samples depend. The file stays when this is closed; ``discard`` removes it.
    ``frames``: how many an earlier try has left, as the size of the file has it.
    """

    def __init__(self, path: Path, identity: Mapping[str, object], channels: int) -> None:
        """Make the empty cache. Raises OSError."""
        self._path = path
        self._channels = channels
        self._file: BinaryIO | None = _open(path)
        line = json.dumps(identity, sort_keys=True).encode() + b"\n"
        if self._file.readline(_IDENTITY_LIMIT_BYTES) != line:
            self._file.seek(0)
            self._file.truncate()
            self._file.write(line)
        self.frames = max(0, path.stat().st_size - len(line)) // (4 * channels)

    def replay(self, frames: int) -> Iterator[np.ndarray]:
        """Yield the next pieces, float32 [channels, n], in all ``frames`` or as many as are there.

        Ends before a piece that is torn, or that would be more; from there on all is forgotten.
        """
        while self._file is not None and frames:
            place = self._file.tell()
            piece = self._read_record(frames)
            if piece is None:
                self._file.seek(place)
                self._file.truncate()
                return
            frames -= piece.shape[1]
            yield piece

    def _read_record(self, most_frames: int) -> np.ndarray | None:
        assert self._file is not None
        head = self._file.read(_RECORD.size)
        if len(head) < _RECORD.size:
            return None
        frames, checksum = _RECORD.unpack(head)
        if not 0 < frames <= most_frames:
            return None
        data = self._file.read(4 * frames * self._channels)
        if len(data) < 4 * frames * self._channels or zlib.crc32(data) != checksum:
            return None
        return np.frombuffer(data, "<f4").reshape(self._channels, frames)

    def append(self, piece: np.ndarray) -> None:
        """Keep float32 [channels, frames]. A disk that refuses ends the keeping, and is given its room back."""
        if self._file is None:
            return
        data = piece.astype("<f4").tobytes()
        try:
            self._file.write(_RECORD.pack(piece.shape[1], zlib.crc32(data)) + data)
            self._file.flush()
        except OSError:
            self.discard()

    def discard(self) -> None:
        """Remove the file, and keep nothing more."""
        self.frames = 0
        self._close()
        self._path.unlink(missing_ok=True)

    def _close(self) -> None:
        file, self._file = self._file, None
        if file is None:
            return
        try:
            file.close()
        except OSError:  # what is still in its buffer: a torn record, at which the next replay ends
            file.raw.close()  # type: ignore[attr-defined]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()


def _open(path: Path) -> BinaryIO:
    """Open a file of ours that is there, or a new one that nobody else may read."""
    try:
        return open(path, "r+b", opener=no_follow)
    except FileNotFoundError:
        return new_file(path, mode=ONLY_OURS)
