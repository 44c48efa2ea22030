"""This module reads the parts of a recording as a plan has them, at their own rates: packets, inner files, pauses."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple, Protocol

import av
import numpy as np

from sqcodec_gui.audio.counting.first_sound import make_decoder
from sqcodec_gui.audio.counting.plan import PacketPart, Silence, Unit
from sqcodec_gui.audio.errors import DamagedAudioError
from sqcodec_gui.audio.frames_to_array import FrameConverter, StrangeFrameError
from sqcodec_gui.audio.lost_spans import DAMAGED, ENDS_EARLY, MISSING
from sqcodec_gui.audio.reader import AudioReader
from sqcodec_gui.audio.virtual_file import VirtualFile
from sqcodec_gui.messages import Message


class Span(NamedTuple):
    """It is a run of frames of a source that were lost."""

    start: int
    stop: int
    reason: str
    filled: bool


class Source(Protocol):
    """It is one part, open. ``frames`` None: only reading will tell."""

    rate_hz: int
    channels: int
    frames: int | None

    @property
    def lost(self) -> list[Span]:
        """Return what is missing of what was read so far."""

    @property
    def notices(self) -> list[Message]:
        """Return what else a person should know."""

    def read(self, frames: int) -> np.ndarray:
        """Read the next frames, float32 ``[n, channels]``; fewer only at the end."""

    def seek(self, frame: int) -> None:
        """Go to a frame exactly."""

    def close(self) -> None:
        """Let go of what is open."""


class SilenceSource:
    """It is a pause, at any rate that it is asked for."""

    def __init__(self, part: Silence, rate_hz: int) -> None:
        self.rate_hz, self.channels = rate_hz, 1
        self.frames: int | None = round(part.duration_s * rate_hz)
        self.lost: list[Span] = []
        self.notices: list[Message] = []
        self._position = 0

    def read(self, frames: int) -> np.ndarray:
        """See ``Source``."""
        frames = max(0, min(frames, (self.frames or 0) - self._position))
        self._position += frames
        return np.zeros((frames, 1), np.float32)

    def seek(self, frame: int) -> None:
        """See ``Source``."""
        self._position = frame

    def close(self) -> None:
        """Do nothing, as nothing is open."""


class FileSource:
    """It is a part that a library reads as a file of its own."""

    def __init__(self, reader: AudioReader, declared_frames: int | None = None) -> None:
        """Take what is known before reading. ``declared_frames``: by the headers, which are believed where the library
        finds no fewer."""
        self.reader = reader
        self.rate_hz, self.channels = reader.info.sample_rate_hz, reader.info.channels
        self.frames = reader.info.frames
        if declared_frames is not None:
            self.frames = declared_frames if self.frames is None else min(self.frames, declared_frames)
        self._breaks_off: list[Span] = []

    @property
    def lost(self) -> list[Span]:
        """Return what the reader lost, and where it broke off."""
        rate_hz = self.rate_hz
        spans = [
            Span(
                round(span.start_s * rate_hz),
                round((span.start_s + span.duration_s) * rate_hz),
                span.reason,
                span.filled,
            )
            for span in self.reader.lost
        ]
        return spans + self._breaks_off

    @property
    def notices(self) -> list[Message]:
        """Return the reader's notices."""
        return list(self.reader.notices)

    def read(self, frames: int) -> np.ndarray:
        """See ``Source``. Where the sound cannot be decoded any more, the part ends."""
        if self.frames is not None:
            frames = max(0, min(frames, self.frames - self.reader.position_frames))
        try:
            return self.reader.read(frames)
        except DamagedAudioError:
            at = self.reader.position_frames
            self._breaks_off = [Span(at, at, "the sound is damaged from here on", False)]
            return np.zeros((0, self.channels), np.float32)

    def seek(self, frame: int) -> None:
        """See ``Source``."""
        if frame != self.reader.position_frames:  # some formats cannot be sought in at all
            self.reader.seek(frame)

    def close(self) -> None:
        """Close the reader."""
        self.reader.close()


class PacketSource:
    """It reads packets that our own counting found, each put where it belongs; what does not decode is silent."""

    def __init__(self, part: PacketPart, file: BinaryIO) -> None:
        self.rate_hz, self.channels = part.rate_hz, part.channels
        self.frames: int | None = part.frames
        self.notices: list[Message] = []
        self._part, self._file = part, file
        self._lost: dict[int, Span] = {}
        self._left = self._silence(0)
        self._begin(0)

    @property
    def lost(self) -> list[Span]:
        """Return what was lost; spans that touch are one, for the reason of the longest of them."""
        joined: list[Span] = []
        longest = 0
        for span in sorted(self._lost.values()):
            length = span.stop - span.start
            if not joined or joined[-1].stop < span.start:
                joined.append(span)
                longest = length
                continue
            reason = span.reason if length > longest else joined[-1].reason
            longest = max(longest, length)
            joined[-1] = Span(joined[-1].start, max(joined[-1].stop, span.stop), reason, True)
        return joined

    def read(self, frames: int) -> np.ndarray:
        """See ``Source``."""
        frames = max(0, min(frames, self._part.frames - self._position))
        pieces, have = [self._left], len(self._left)
        while have < frames and (block := next(self._blocks, None)) is not None:
            pieces.append(block)
            have += len(block)
        whole = np.concatenate(pieces)
        if have < frames:
            self._note_lost(self._position + have, self._position + frames, ENDS_EARLY)
            whole = np.concatenate([whole, self._silence(frames - have)])
        self._left = whole[frames:]
        self._position += frames
        return whole[:frames]

    def seek(self, frame: int) -> None:
        """See ``Source``."""
        self._begin(frame)

    def close(self) -> None:
        """Do nothing, as the file below is another's."""

    def _begin(self, frame: int) -> None:
        self._decoder = make_decoder(self._part.decoder)
        self._converter = FrameConverter(self.rate_hz, self.channels)
        self._blocks = self._decoded(max(0, frame - self._part.warm_up_frames) if frame else 0, frame)
        self._left = self._silence(0)
        self._position = frame

    def _silence(self, frames: int) -> np.ndarray:
        return np.zeros((frames, self.channels), np.float32)

    def _decoded(self, from_frame: int, wanted: int) -> Iterator[np.ndarray]:
        """Yield everything from ``wanted`` on; from ``from_frame`` on it is decoded."""
        position = wanted
        for unit in self._part.units(self._file, from_frame):
            if unit.start > position:
                self._note_lost(position, unit.start, MISSING)
                yield self._silence(unit.start - position)
                position = unit.start
            sound = self._unit(unit)
            if position < unit.stop:
                yield sound[position - unit.start :]
                position = unit.stop

    def _unit(self, unit: Unit) -> np.ndarray:
        """Return the sound of a unit, of exactly its length."""
        length = unit.stop - unit.start
        if not unit.packets:
            self._note_lost(unit.start, unit.stop, unit.reason)
            return self._silence(length)
        if unit.is_fresh:
            self._decoder = make_decoder(self._part.decoder)
        pieces, at = [], unit.start
        for number, packet in enumerate(unit.packets):
            piece = self._packet(packet)
            expected = None if unit.packet_frames is None else unit.packet_frames[number]
            if expected is not None:
                if not len(piece):
                    self._note_lost(at, at + expected, DAMAGED)
                piece = _of_length(piece, expected, at_end=False)
            at += len(piece)
            pieces.append(piece)
        whole = np.concatenate(pieces)
        if len(whole) < length:
            begin = unit.start if unit.is_fresh else unit.start + len(whole)
            self._note_lost(begin, begin + length - len(whole), unit.reason or DAMAGED)
        return _of_length(whole, length, at_end=unit.is_fresh)

    def _packet(self, packet: bytes) -> np.ndarray:
        try:
            frames = self._decoder.decode(av.Packet(packet)) if packet else []
            pieces = [self._converter.convert(frame) for frame in frames]
        except (av.FFmpegError, StrangeFrameError):
            pieces = []
        return np.concatenate(pieces) if pieces else self._silence(0)

    def _note_lost(self, start: int, stop: int, reason: str) -> None:
        start, stop = max(0, start), min(stop, self._part.frames)
        if start < stop:
            self._lost[start] = Span(start, stop, reason, True)


def _of_length(block: np.ndarray, frames: int, at_end: bool) -> np.ndarray:
    """Return a block cut to its length, or filled with silence; the block stands at the start or at the end of it."""
    if len(block) == frames:
        return block
    if len(block) > frames:
        return block[len(block) - frames :] if at_end else block[:frames]
    silence = np.zeros((frames - len(block), block.shape[1]), np.float32)
    return np.concatenate([silence, block] if at_end else [block, silence])


OpenFilePart = Callable[[VirtualFile], AudioReader]
