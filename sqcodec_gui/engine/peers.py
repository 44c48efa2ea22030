"""A recording is made as another codec keeps it at the size of a small file, to be heard beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sqcodec_gui.audio import AudioReader, open_audio
from sqcodec_gui.audio.peer_codecs import PeerFile, decode_pieces, encode_pieces, largest_within
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.settings_and_results import EngineError

READ_FRAMES = 1 << 16


@dataclass(frozen=True)
class Peer:
    """It is a recording as another codec keeps it. ``file`` is that of the whole recording of ``frames`` at
    ``sample_rate_hz``, with ``channels`` of it."""

    file: PeerFile
    sample_rate_hz: int
    channels: int
    frames: int

    @property
    def duration_s(self) -> float:
        """Return the length of the recording."""
        return self.frames / self.sample_rate_hz

    def pieces(self) -> Iterator[np.ndarray]:
        """Yield what the other codec makes of the recording, float32 [frames, channels], in time with the recording,
        and at most as long."""
        for piece in decode_pieces(self.file, self.sample_rate_hz, self.channels, self.frames):
            yield np.ascontiguousarray(piece.T)


def make_peer(
    original: Path,
    codec: str,
    most_bytes: int,
    channels: int,
    track: int | None = None,
    progress: Callable[[float], None] = lambda fraction: None,
    cancel: CancelToken | None = None,
) -> Peer:
    """Make a file of the highest bit rate at which it is within ``most_bytes``; else the smallest.

    ``channels``: how many the small file has; of a recording that has others, all are mixed to one. ``track``: as
    ``open_audio`` takes it. ``progress(fraction)`` begins anew with each try. Raises a subclass of SqcodecError.
    """
    cancel = cancel or CancelToken()
    with open_audio(original, track) as reader:
        rate_hz, frames = reader.info.sample_rate_hz, reader.info.frames
        channels = channels if channels == reader.info.channels and channels <= 2 else 1
        if frames is None:
            frames = sum(map(len, reader.blocks(READ_FRAMES)))
        if not frames:
            raise EngineError("{name} holds no sound.", name=original.name)

        def encode(bit_rate_bps: int) -> PeerFile:
            pieces = _pieces(reader, channels, frames, progress, cancel)
            return encode_pieces(codec, pieces, rate_hz, channels, bit_rate_bps)

        return Peer(largest_within(codec, encode, most_bytes, frames / rate_hz), rate_hz, channels, frames)


def _pieces(
    reader: AudioReader, channels: int, frames: int, progress: Callable[[float], None], cancel: CancelToken
) -> Iterator[np.ndarray]:
    """Yield all of a recording from its start, float32 [channels, some]."""
    reader.seek(0)
    for block in reader.blocks(READ_FRAMES):
        cancel.check()
        progress(min(1.0, reader.position_frames / frames))
        yield block.T if block.shape[1] == channels else block.mean(axis=1)[None]
