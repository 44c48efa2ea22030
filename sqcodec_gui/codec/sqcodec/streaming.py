"""This module codes recordings of any length in constant memory, on a fixed time grid.

What comes out depends on the weights and the time grid alone, never on how much is pushed at once: everything is
computed in chunks of a few whole attention windows that start at multiples of that length. The transformers carry the
window before as state. The convolutions get, on each side, as many frames as they look at (``config``), and zeros
stand only beyond the true ends of a recording. Encoding in chunks therefore gives the tokens of the whole.

A graphics processor computes many chunks of the grid at once (``ChunkCodec.chunks_at_once``), as one long one; where
its memory ends, fewer. Other lengths are other roundings there: within the tolerance that holds between devices.

The decoder's enhancement blocks normalise by a mean and a variance over the whole clip, which no chunk knows. The rule
here is that **these statistics are constants of a file**, so that every stretch of it can be decoded alone:

- rule ``model``: our own weights are trained with constants, which belong to the weights;
- rule ``stored``: published weights were trained with the statistics of each clip. They are measured when the encode
  ends, and stored in the file (6kbps: 24 numbers): over the whole recording up to ``MEASURED_SECONDS``, which is
  exactly the published whole-clip decode, and over segments spread evenly for a longer one.

What was measured to choose this rule stands in tests/bench/README.md.
"""

import time
from collections.abc import Callable

import numpy as np

from sqcodec_gui.cancellation import cancellation_point
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.errors import SmallerChunksError
from sqcodec_gui.codec.sqcodec.engine import ChunkCodec, chunk_tokens

MEASURED_SECONDS = 30.0
MEASURED_SEGMENTS = 6
REST_DUE_SHARE = 0.7
"""The rest of a chunk should be there within this share of the time for which its first piece is heard."""
CONVOLUTION_TIME_RATIO = 2.5
"""The convolutions take about so many times as long as the transformer for the same chunk."""
NEXT_CHUNK_TIME_RATIO = 3
"""The chunk after that is there after about so many times as long as the rest of the first one takes."""
RULE_MODEL = "model"
RULE_STORED = "stored"


def statistics_rule(codec: ChunkCodec) -> tuple[str, int]:
    """Return the rule for clip-wide statistics that these weights want, and how many numbers a file stores for it."""
    return (RULE_MODEL, 0) if codec.has_constants else (RULE_STORED, codec.config.statistics_count)


class StreamEncoder:
    """It encodes audio in pieces of any size to tokens. Each channel is coded on its own, as long as they differ.

    ``first_token``: where to begin, for going on with an interrupted encode (see ``encoder_start``); audio before it
    is pushed all the same, and costs nothing.
    """

    def __init__(self, codec: ChunkCodec, channels: int = 1, first_token: int = 0) -> None:
        self.codec = codec
        self.config = codec.config
        self.channels = channels
        self._chunk_frames = chunk_tokens(self.config) * self.config.token_stride
        self._state = codec.encoder_state()
        self._done_frames = first_token * self.config.token_stride
        self._audio_start_frame = max(0, self._done_frames - self.config.encoder_context_frames)
        self._samples_to_skip = self._audio_start_frame * self.config.frame_samples
        self._audio = np.zeros((channels, 0), np.float32)
        self._waiting: list[np.ndarray] = []
        self._waiting_samples = 0
        self._rows = 1
        self._samples = 0

    def push(self, audio: np.ndarray) -> np.ndarray:
        """Take audio float32 [channels, samples] within ±1 and return ready tokens, int32 [channels, tokens]."""
        self._samples += audio.shape[1]
        skipped = min(self._samples_to_skip, audio.shape[1])
        self._samples_to_skip -= skipped
        audio = audio[:, skipped:].astype(np.float32, copy=False)
        self._waiting.append(audio)
        self._waiting_samples += audio.shape[1]
        context = self.config.encoder_context_frames
        pieces: list[np.ndarray] = []
        while self._buffered_frames() >= (stop := self._next_stop()) + context:
            pieces += self._encode_to(stop, context)
        return self._joined(pieces)

    def flush(self) -> np.ndarray:
        """Return the rest: in all ceil(samples / hop) tokens. After its end a recording counts as silent."""
        config = self.config
        tokens = config.tokens_for(self._samples)
        end_frame = config.padded_tokens(tokens) * config.token_stride
        missing = end_frame * config.frame_samples - self._samples
        self._waiting.append(np.zeros((self.channels, missing), np.float32))
        self._waiting_samples += missing
        pieces: list[np.ndarray] = []
        while self._done_frames < tokens * config.token_stride:
            stop = min(self._next_stop(), end_frame)
            context = min(config.encoder_context_frames, end_frame - stop)
            start = self._done_frames // config.token_stride
            pieces += [piece[:, : tokens - start] for piece in self._encode_to(stop, context)]
        return self._joined(pieces)

    def _next_stop(self) -> int:
        step = self._chunk_frames * self.codec.chunks_at_once
        return self._done_frames // step * step + step

    def _buffered_frames(self) -> int:
        return self._audio_start_frame + (self._audio.shape[1] + self._waiting_samples) // self.config.frame_samples

    def _gather(self) -> None:
        """Join what was pushed, once it is needed: joining often would take longer than computing long chunks."""
        self._audio = np.concatenate([self._audio, *self._waiting], axis=1)
        self._waiting, self._waiting_samples = [], 0

    def _encode_to(self, stop_frame: int, right: int) -> list[np.ndarray]:
        """Encode one long chunk, with ``right`` frames of context after it; forget what no later chunk looks at.

        Nothing, where the device has no memory for so long a one.
        """
        self._gather()
        frame_samples, context = self.config.frame_samples, self.config.encoder_context_frames
        left = self._done_frames - self._audio_start_frame
        wanted = self._audio[:, : (stop_frame + right - self._audio_start_frame) * frame_samples]
        if self._rows < self.channels and not _rows_are_equal(wanted):
            self._rows = self.channels
            self._state.expand_batch(self.channels)
        cancellation_point()
        try:
            tokens = self.codec.encode_chunk(wanted[: self._rows], left, right, self._state)
        except SmallerChunksError:
            return []
        keep_from = max(0, stop_frame - context)
        self._audio = self._audio[:, (keep_from - self._audio_start_frame) * frame_samples :]
        self._audio_start_frame = keep_from
        self._done_frames = stop_frame
        return [tokens]

    def _joined(self, pieces: list[np.ndarray]) -> np.ndarray:
        return _for_all_channels(pieces, self.channels, np.int32)


class StreamDecoder:
    """It decodes tokens in pieces of any size to audio.

    ``statistics``: float32 [statistics_count] as stored in the file (rule ``stored``); None for rule ``model``.
    After its last token a recording ends: the convolutions see zeros there, and so they do before its first. Channels
    are decoded once as long as they are the same.

    ``first_token``: of those that are pushed, the first whose sound is wanted (see ``seek_token``). Chunks that end
    before it are not synthesised, but silent; from it on, no bit depends on that.

    ``low_latency``: sound comes after each chunk of the time grid, also where more at once would be faster. A codec
    that is prepared for it (``first_piece_frames``) gives a short piece first; the rest of its chunk comes with the
    next ``push``.
    """

    def __init__(
        self,
        codec: ChunkCodec,
        statistics: np.ndarray | None = None,
        channels: int = 1,
        first_token: int = 0,
        low_latency: bool = False,
    ) -> None:
        self.codec = codec
        self.config = codec.config
        if statistics is None and not codec.has_constants:
            raise ValueError("published weights need the statistics that are stored with the tokens")
        self._statistics = statistics
        self.channels = channels
        self._chunk_tokens = chunk_tokens(self.config)
        self._state = codec.decoder_state()
        self._low_latency = low_latency
        self._is_first = low_latency and codec.first_piece_frames > 0
        self._transform_s = 0.0
        self._tokens = np.zeros((channels, 0), np.int32)
        self._done_tokens = 0
        self._rows = 1
        self._frames: np.ndarray | None = None
        self._frames_start = 0
        self._done_frames = 0
        self._first_frame = first_token * self.config.token_stride

    def push(self, tokens: np.ndarray) -> np.ndarray:
        """Take tokens int32 [channels, tokens] and return ready audio, float32 [channels, samples] within ±1."""
        self._tokens = np.concatenate([self._tokens, tokens.astype(np.int32, copy=False)], axis=1)
        pieces: list[np.ndarray] = [] if self._frames is None else self._decode_ready()
        while self._tokens.shape[1] >= (count := self._step_tokens() - self._done_tokens % self._step_tokens()):
            self._transform(count, last=False)
            pieces += self._decode_ready()
        return self._joined(pieces)

    def flush(self) -> np.ndarray:
        """Return the rest: in all tokens · hop samples."""
        pieces = []
        while not self._transform(self._tokens.shape[1], last=True):
            pieces.append(self.push(self._tokens[:, :0]))
        pieces += self._decode_ready()
        end = self._end_frame()
        while self._done_frames < end:
            pieces += self._decode_to(min(self._next_stop(), end))
        return self._joined(pieces)

    def _step_tokens(self) -> int:
        return self._chunk_tokens * (1 if self._low_latency else self.codec.chunks_at_once)

    def _transform(self, count: int, last: bool) -> bool:
        """Transform the next ``count`` tokens; False where the device has no memory for so many."""
        tokens = self._tokens[:, :count]
        if self._rows < self.channels and not _rows_are_equal(tokens):
            self._rows = self.channels
            self._frames = None if self._frames is None else np.repeat(self._frames, self._rows, axis=0)
            self._state.expand_batch(self._rows)
        cancellation_point()
        began_s = time.monotonic()
        try:
            frames = self.codec.transform_chunk(tokens[: self._rows], self._state, last)
        except SmallerChunksError:
            return False
        self._transform_s = time.monotonic() - began_s
        self._frames = frames if self._frames is None else np.concatenate([self._frames, frames], axis=1)
        self._tokens = self._tokens[:, count:]
        self._done_tokens += count
        return True

    def _end_frame(self) -> int:
        return self._frames_start + (0 if self._frames is None else self._frames.shape[1])

    def _next_stop(self) -> int:
        """Return where the next chunk ends. Chunks of the convolutions end one context before those of the transformer:
        so each can be computed at once.

        The first chunk is shorter by that much, all others are equally long.
        """
        chunk = self._step_tokens() * self.config.token_stride
        context = self.config.decoder_context_frames[0]
        return (self._done_frames + context) // chunk * chunk + chunk - context

    def _decode_ready(self) -> list[np.ndarray]:
        pieces: list[np.ndarray] = []
        while self._end_frame() >= (stop := self._next_stop()) + self.config.decoder_context_frames[0]:
            if self._is_first and stop > self._first_frame:
                pieces += self._decode_first(stop)
                break
            pieces += self._decode_to(stop)
        return pieces

    def _decode_first(self, stop: int) -> list[np.ndarray]:
        """Decode the first sound that is wanted; all of it up to ``stop``, if what follows would come too late."""
        self._is_first = False
        seconds_per_frame = self.config.frame_samples / self.config.sample_rate_hz
        if (
            CONVOLUTION_TIME_RATIO * self._transform_s
            > REST_DUE_SHARE * self.codec.first_piece_frames * seconds_per_frame
        ):
            return self._decode_to(stop)
        pieces = self._decode_to(self._first_frame) if self._first_frame > self._done_frames else []
        began_s, start = time.monotonic(), self._done_frames
        pieces += self._decode_to(min(start + self.codec.first_piece_frames, stop), low_latency=True)
        took_s = time.monotonic() - began_s
        wide = 2 * self.config.decoder_context_frames[0]
        chunk = self._chunk_tokens * self.config.token_stride
        chunk_s = took_s * (chunk + wide) / (self.codec.first_piece_frames + wide)
        heard_s, known_s = ((frame - start) * seconds_per_frame for frame in (self._done_frames, stop))
        is_late = chunk_s > REST_DUE_SHARE * heard_s or NEXT_CHUNK_TIME_RATIO * chunk_s > known_s
        return pieces + (self._decode_to(stop) if is_late and self._done_frames < stop else [])

    def _decode_to(self, stop: int, low_latency: bool = False) -> list[np.ndarray]:
        """Decode one long chunk; return nothing where the device has no memory for it."""
        context = self.config.decoder_context_frames[0]
        assert self._frames is not None
        if stop <= self._first_frame:
            samples = (stop - self._done_frames) * self.config.frame_samples
            audio = np.zeros((len(self._frames), samples), np.float32)
        else:
            left = self._done_frames - self._frames_start
            right = min(context, self._end_frame() - stop)
            chunk = self._frames[:, : stop + right - self._frames_start]
            cancellation_point()
            try:
                audio = self.codec.synthesise(chunk, self._statistics, left, right, low_latency)
            except SmallerChunksError:
                return []
        keep_from = max(0, stop - context)
        self._frames = self._frames[:, keep_from - self._frames_start :]
        self._frames_start = keep_from
        self._done_frames = stop
        return [audio]

    def _joined(self, pieces: list[np.ndarray]) -> np.ndarray:
        return _for_all_channels(pieces, self.channels, np.float32)


def all_of(stream: StreamEncoder | StreamDecoder, *pieces: np.ndarray) -> np.ndarray:
    """Return what comes out of ``stream`` for these pieces and for their end, in one array."""
    return np.concatenate([*(stream.push(piece) for piece in pieces), stream.flush()], axis=1)


def seek_token(config: CodecConfig, token: int, chunks_at_once: int = 1) -> int:
    """Return where a StreamDecoder must start, so that from ``token`` on its sound is bit for bit that of the whole.

    A place on the time grid, with the windows that attention looks back on and the convolutions' context before it.
    ``chunks_at_once`` of the codec, or 1 for ``low_latency``.
    """
    chunk = chunk_tokens(config) * chunks_at_once
    context = -(-config.decoder_context_frames[0] // config.token_stride)
    needed = token - context - config.lookback_windows * config.window_tokens
    return max(0, needed // chunk * chunk)


def measure_statistics(
    codec: ChunkCodec, token_count: int, read_tokens: Callable[[int, int], np.ndarray]
) -> np.ndarray:
    """Measure the statistics that rule ``stored`` keeps, float32 [statistics_count].

    ``read_tokens(start, stop)`` gives int32 [channels, stop - start] of the ``token_count`` tokens of a recording.
    """
    config = codec.config
    whole = int(MEASURED_SECONDS * config.token_rate_hz)
    if token_count <= whole:
        segments = [read_tokens(0, token_count)]
    else:
        window = config.window_tokens
        length = max(window, whole // MEASURED_SEGMENTS // window * window)
        starts = np.linspace(0, token_count - length, MEASURED_SEGMENTS).astype(int) // window * window
        segments = [read_tokens(int(start), int(start) + length) for start in starts]
    return codec.measure(np.concatenate(segments).astype(np.int32))


def _rows_are_equal(rows: np.ndarray) -> bool:
    return bool((rows == rows[:1]).all())


def _for_all_channels(pieces: list[np.ndarray], channels: int, dtype: type) -> np.ndarray:
    """Return [channels, n] of pieces that may have one row for all channels."""
    if not pieces:
        return np.zeros((channels, 0), dtype)
    return np.concatenate([np.broadcast_to(piece, (channels, piece.shape[1])) for piece in pieces], axis=1)


def encoder_start(config: CodecConfig, token: int, chunks_at_once: int = 1) -> int:
    """Return where a StreamEncoder must start, so that from ``token`` on its tokens are those of the whole."""
    chunk = chunk_tokens(config) * chunks_at_once
    return max(0, (token - config.encoder_transformer_depth * config.window_tokens) // chunk * chunk)
