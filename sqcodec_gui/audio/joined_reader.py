"""This module reads a recording in parts, by a plan: all of it at one rate and layout, its length to the sample."""

from typing import BinaryIO

import numpy as np

from sqcodec_gui.audio.counting.plan import FilePart, Plan, Silence
from sqcodec_gui.audio.lost_spans import LostSpan
from sqcodec_gui.audio.reader import AudioInfo, AudioReader
from sqcodec_gui.audio.resample import StreamResampler, resampled_length
from sqcodec_gui.audio.sources import FileSource, OpenFilePart, PacketSource, SilenceSource, Source
from sqcodec_gui.audio.virtual_file import VirtualFile
from sqcodec_gui.messages import Message

_AT_ONCE_FRAMES = 65536


class JoinedReader(AudioReader):
    """It reads parts one after the other, at the highest of their rates and with the most of their channels."""

    def __init__(self, info: AudioInfo, plan: Plan, sources: list[Source], file: BinaryIO) -> None:
        super().__init__(info)
        self._plan, self._sources, self._file = plan, sources, file
        self._begins: list[int | None] = [0]
        for source in sources:
            begin = self._begins[-1]
            frames = source.frames
            self._begins.append(None if begin is None or frames is None else begin + self._length(source, frames))
        self._enter(0)

    @property
    def lost(self) -> tuple[LostSpan, ...]:
        """See ``AudioReader``."""
        spans = []
        rate_hz = self.info.sample_rate_hz
        for begin, source in zip(self._begins, self._sources, strict=False):
            if begin is None:
                break
            for span in source.lost:
                start_s = begin / rate_hz + span.start / source.rate_hz
                duration_s = (span.stop - span.start) / source.rate_hz
                spans.append(LostSpan(start_s, duration_s, span.reason, span.filled))
        for loss in self._plan.losses:
            begin = self._begins[loss.part]
            if begin is not None:
                spans.append(LostSpan(begin / rate_hz, loss.duration_s, loss.reason, False))
        return tuple(sorted(spans, key=lambda span: span.start_s))

    @property
    def notices(self) -> tuple[Message, ...]:
        """See ``AudioReader``."""
        found = [*self._plan.notices, *(notice for source in self._sources for notice in source.notices)]
        return tuple(dict.fromkeys(found))

    def _length(self, source: Source, frames: int) -> int:
        return resampled_length(frames, source.rate_hz, self.info.sample_rate_hz)

    def _enter(self, index: int) -> None:
        """Stand at the beginning of a part."""
        self._index = index
        self._left = np.zeros((0, self.info.channels), np.float32)
        if index < len(self._sources):
            source = self._sources[index]
            source.seek(0)
            self._taken = 0
            self._resampler = StreamResampler(source.rate_hz, self.info.sample_rate_hz, source.channels)

    def _read(self, frames: int) -> np.ndarray:
        pieces, have = [], 0
        while have < frames and self._index < len(self._sources):
            block = self._read_part(frames - have)
            if not len(block):
                self._end_part()
                continue
            pieces.append(block)
            have += len(block)
        return np.concatenate(pieces) if pieces else np.zeros((0, self.info.channels), np.float32)

    def _end_part(self) -> None:
        if self._begins[self._index + 1] is None:
            begin = self._begins[self._index]
            if begin is not None:
                self._begins[self._index + 1] = begin + self._taken
        self._enter(self._index + 1)

    def _read_part(self, frames: int) -> np.ndarray:
        """Read up to ``frames`` frames of the part at hand, at least one unless it is at its end."""
        source = self._sources[self._index]
        if source.rate_hz == self.info.sample_rate_hz:
            block = source.read(frames)
            self._taken += len(block)
            return _with_channels(block, self.info.channels)
        while not len(self._left):
            block = source.read(_AT_ONCE_FRAMES)
            if len(block):
                self._left = self._resampler.push(block)
                continue
            self._left = self._resampler.flush(self._length(source, self._resampler.frames_in))
            if not len(self._left):
                return _with_channels(self._left, self.info.channels)
        block, self._left = self._left[:frames], self._left[frames:]
        self._taken += len(block)
        return _with_channels(block, self.info.channels)

    def _seek(self, frame: int) -> None:
        for index, source in enumerate(self._sources):
            end = self._begins[index + 1]
            if end is None or frame < end:
                self._enter(index)
                begin = self._begins[index]
                offset = frame - (begin or 0)
                if end is None:  # the place may be in a later part
                    self._read_up_to(offset)
                    return
                if source.rate_hz == self.info.sample_rate_hz:
                    source.seek(offset)
                    self._taken = offset
                else:
                    self._drop(offset)
                return
        self._enter(len(self._sources))

    def _read_up_to(self, frames: int) -> None:
        while frames > 0 and len(block := self._read(min(frames, _AT_ONCE_FRAMES))):
            frames -= len(block)

    def _drop(self, frames: int) -> None:
        while frames > 0 and len(block := self._read_part(min(frames, _AT_ONCE_FRAMES))):
            frames -= len(block)

    def _close(self) -> None:
        for source in self._sources:
            source.close()
        self._file.close()


def _with_channels(block: np.ndarray, channels: int) -> np.ndarray:
    """Return float32 ``[n, channels]``: one channel sounds left and right; others stay, and the rest is silent."""
    if block.shape[1] == channels:
        return block
    wide = np.zeros((len(block), channels), np.float32)
    if block.shape[1] == 1:
        wide[:, : min(2, channels)] = block
    else:
        wide[:, : block.shape[1]] = block
    return wide


def open_sources(plan: Plan, file: BinaryIO, open_file_part: OpenFilePart) -> tuple[list[Source], int, int]:
    """Open all parts and return them, the highest rate in Hz and the most channels. Raises AudioError and OSError."""
    opened: list[Source | Silence] = []
    for part in plan.parts:
        if isinstance(part, Silence):
            opened.append(part)
        elif isinstance(part, FilePart):
            opened.append(FileSource(open_file_part(VirtualFile(file, part.pieces)), part.frames))
        else:
            opened.append(PacketSource(part, file))
    heard = [source for source in opened if not isinstance(source, Silence)]
    rate_hz = max(source.rate_hz for source in heard)
    channels = max(source.channels for source in heard)
    sources = [SilenceSource(source, rate_hz) if isinstance(source, Silence) else source for source in opened]
    return sources, rate_hz, channels
