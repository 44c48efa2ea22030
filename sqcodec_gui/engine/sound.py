"""The engine joins these two streams: a recording as audio at the codec's rate, and a .sqc file as audio."""

from bisect import bisect_left
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sqcodec_gui.audio import AudioInfo, AudioReader, LostSpan, StreamResampler, open_audio, resampled_length
from sqcodec_gui.audio.lost_spans import ENDS_EARLY
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.spectral.codec import SpectralCodec
from sqcodec_gui.codec.spectral.digits import MISSING
from sqcodec_gui.codec.sqcodec.engine import neutral_statistics
from sqcodec_gui.codec.streams import AnyCodec
from sqcodec_gui.container import BlockEntry, Part, SqcReader
from sqcodec_gui.marks import Mark, shifted
from sqcodec_gui.messages import Message

if TYPE_CHECKING:
    from sqcodec_gui.codec.sqcodec.streaming import StreamDecoder

READ_SECONDS = 2.0


@dataclass
class ReadCounts:
    """It holds what is known once a recording was read to its end."""

    source_frames: int = 0
    codec_samples: int = 0
    lost: tuple[LostSpan, ...] = ()
    notices: tuple[Message, ...] = ()


def read_at_rate(
    path: Path,
    sample_rate_hz: int,
    cancel: CancelToken | None = None,
    counts: ReadCounts | None = None,
    mixes_down: bool = False,
    track: int | None = None,
    info: AudioInfo | None = None,
) -> Generator[np.ndarray, None, None]:
    """Read a recording in pieces of float32 [channels, samples] at ``sample_rate_hz``, its length to the sample.

    With ``mixes_down`` there is one channel, the mean of all (so that nothing can be louder than it was). Raises the
    typed errors of ``open_audio`` and of its blocks. ``track`` and ``info``: as ``open_audio`` takes them.
    """
    counts = counts if counts is not None else ReadCounts()
    with open_audio(path, track, info) as reader:
        rate_hz = reader.info.sample_rate_hz
        resampler = StreamResampler(rate_hz, sample_rate_hz, 1 if mixes_down else reader.info.channels)
        for block in reader.blocks(max(1, int(READ_SECONDS * rate_hz))):
            if cancel is not None:
                cancel.check()
            counts.source_frames += len(block)
            piece = resampler.push(block.mean(axis=1, keepdims=True) if mixes_down else block)
            counts.codec_samples += len(piece)
            if len(piece):
                yield np.ascontiguousarray(piece.T)
        counts.lost, counts.notices = lost_of(reader, counts.source_frames), reader.notices
        total = resampled_length(counts.source_frames, rate_hz, sample_rate_hz)
        piece = resampler.flush(total)
        counts.codec_samples = total
        if len(piece):
            yield np.ascontiguousarray(piece.T)


def lost_of(reader: AudioReader, frames: int) -> tuple[LostSpan, ...]:
    """Return what a reader that ended after ``frames`` has lost, also where it only knows that the end is gone."""
    if reader.lost or not reader.truncated:
        return reader.lost
    info = reader.info
    missing = max(0, info.frames - frames) if info.frames is not None else 0
    rate_hz = info.sample_rate_hz
    return (LostSpan(frames / rate_hz, missing / rate_hz, ENDS_EARLY, filled=False),)


def marks_of(reader: SqcReader) -> tuple[Mark, ...]:
    """Return the marks of all parts, in the time of the whole file."""
    begin_s = 0.0
    marks: tuple[Mark, ...] = ()
    for part in reader.parts:
        marks += shifted(part.source.marks, begin_s)
        begin_s += part.sample_count / reader.header.sample_rate_hz
    return marks


class SqcSound:
    """It decodes an open .sqc file in order, from any time; lost blocks are silent and the decoder rests after them.

    With the family ``spectral`` it does not rest: sound fades at a hole, and changes little more than a second from it.
    ``low_latency``: for listening, see StreamDecoder.
    """

    def __init__(
        self, reader: SqcReader, codec: AnyCodec, cancel: CancelToken | None = None, low_latency: bool = False
    ) -> None:
        self.reader = reader
        self.codec = codec
        self.cancel = cancel
        self.low_latency = low_latency
        self.sample_rate_hz = reader.header.sample_rate_hz
        self.channels = reader.header.channels

    def pieces(self) -> Generator[np.ndarray, None, None]:
        """Yield all of the sound, float32 [channels, samples] at the codec's rate."""
        for part in self.reader.parts:
            yield from self.part_pieces(part)

    def part_pieces(self, part: Part, from_sample: int = 0) -> Generator[np.ndarray, None, None]:
        """Yield one part, float32 [channels, samples], from a sample of what is heard of it to its end."""
        wanted_from = part.skip_samples + from_sample
        wanted_to = part.skip_samples + part.sample_count
        position = 0
        is_spectral = isinstance(self.codec, SpectralCodec)
        for start, piece in (self._with_holes if is_spectral else self._decoded)(part, wanted_from):
            position = start
            first, last = max(wanted_from - position, 0), min(wanted_to - position, piece.shape[1])
            if first < last:
                yield piece[:, first:last]
            position += piece.shape[1]
            if position >= wanted_to:
                return

    def _blocks_of(self, part: Part) -> Iterator[tuple[int, BlockEntry]]:
        """Yield (index, entry); without a look at those of other parts, of which a join may have thousands."""
        blocks = self.reader.blocks
        first, stop = (
            bisect_left(blocks, number, key=lambda entry: entry.part) for number in (part.number, part.number + 1)
        )
        for index in range(first, stop):
            yield index, blocks[index]

    def _with_holes(self, part: Part, from_sample: int) -> Iterator[tuple[int, np.ndarray]]:
        """Yield (first sample, piece) of a part's tokens, from a bit before ``from_sample`` (``spectral``)."""
        from sqcodec_gui.codec.spectral.streaming import SpectralDecoder, decoder_place, decoder_start

        header, codec = self.reader.header, self.codec
        assert isinstance(codec, SpectralCodec)
        tokens_per_frame = sum(header.layer_tokens[: self.reader.layers])
        wanted = from_sample // header.hop_samples
        begin = decoder_start(codec.spectral_engine, wanted, self.low_latency)
        position = decoder_place(codec.spectral_engine, wanted, self.low_latency) * header.hop_samples
        decoder = SpectralDecoder(
            codec.spectral_engine, tokens_per_frame, self.channels, begin, wanted, self.low_latency
        )
        with closing(decoder):
            for index, entry in self._blocks_of(part):
                if entry.first_token + entry.token_count <= begin:
                    continue
                if self.cancel is not None:
                    self.cancel.check()
                tokens = None if entry.lost else self.reader.read_block_or_none(index)
                if tokens is None:
                    tokens = np.full((self.channels, entry.token_count, tokens_per_frame), MISSING, np.int32)
                for piece in decoder.push_for_pieces(tokens[:, max(0, begin - entry.first_token) :]):
                    yield position, piece
                    position += piece.shape[1]
            for piece in decoder.flush_for_pieces():
                yield position, piece
                position += piece.shape[1]

    def _decoded(self, part: Part, from_sample: int) -> Iterator[tuple[int, np.ndarray]]:
        """Yield (first sample, piece) of a part's tokens, from a bit before ``from_sample``."""
        from sqcodec_gui.codec.sqcodec.streaming import seek_token

        assert not isinstance(self.codec, SpectralCodec)
        hop = self.reader.header.hop_samples
        at_once = 1 if self.low_latency else self.codec.chunks_at_once
        begin = seek_token(self.codec.config, from_sample // hop, at_once)
        run: list[tuple[int, BlockEntry]] = []
        for index, entry in self._blocks_of(part):
            if entry.first_token + entry.token_count <= begin:
                continue
            run.append((index, entry))
        yield from self._decode_run(part, run, begin, from_sample // hop)

    def _decode_run(
        self, part: Part, run: list[tuple[int, BlockEntry]], begin: int, wanted: int
    ) -> Iterator[tuple[int, np.ndarray]]:
        """Yield the sound from token ``begin`` on; before token ``wanted`` it may be silent."""
        hop, position, decoder = self.reader.header.hop_samples, begin * self.reader.header.hop_samples, None
        for index, entry in run:
            if self.cancel is not None:
                self.cancel.check()
            tokens = None if entry.lost else self.reader.read_block_or_none(index)
            if tokens is None:
                if decoder is not None:
                    rest = decoder.flush()
                    yield position, rest
                decoder = None
                position = entry.first_token * hop
                silence = np.zeros((self.channels, entry.token_count * hop), np.float32)
                yield position, silence
                position += silence.shape[1]
                continue
            if decoder is None:
                decoder = self._new_decoder(part, max(0, wanted - max(begin, entry.first_token)))
            for piece in self._pushed(decoder, tokens[:, max(0, begin - entry.first_token) :]):
                yield position, piece
                position += piece.shape[1]
        if decoder is not None:
            yield position, decoder.flush()

    def _pushed(self, decoder: "StreamDecoder", tokens: np.ndarray) -> Iterator[np.ndarray]:
        """Yield the sound chunk by chunk, so that cancelling is answered soon and sound comes early."""
        step = self.reader.header.window_tokens
        for start in range(0, tokens.shape[1], step):
            if self.cancel is not None:
                self.cancel.check()
            piece = decoder.push(tokens[:, start : start + step])
            while piece.shape[1]:
                yield piece
                piece = decoder.push(tokens[:, :0])  # what follows a first piece

    def _new_decoder(self, part: Part, first_token: int) -> "StreamDecoder":
        from sqcodec_gui.codec.sqcodec.streaming import RULE_STORED, StreamDecoder

        assert not isinstance(self.codec, SpectralCodec)
        statistics = None
        if part.statistics.rule == RULE_STORED:
            statistics = part.statistics.array
            if statistics is None:  # lost with a damaged header, or never known: the most neutral guess
                statistics = neutral_statistics(self.codec.config)
        return StreamDecoder(self.codec, statistics, self.channels, first_token, self.low_latency)
