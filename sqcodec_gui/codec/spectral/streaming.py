"""Recordings of any length take constant memory: audio in pieces to tokens, and tokens in pieces to audio.

What comes out depends on the weights, the engine and the recording alone: every chunk of the grid (grid.py) is computed
from its audio or its tokens, whatever was pushed at once, wherever one began, and on whichever thread.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future

import numpy as np

from sqcodec_gui.cancellation import cancellation_point
from sqcodec_gui.codec.spectral.digits import MISSING, digits_of, tokens_of
from sqcodec_gui.codec.spectral.engine import SpectralEngine
from sqcodec_gui.codec.spectral.grid import (
    Chunk,
    Grid,
    chunk_at,
    chunk_before,
    decoder_context,
    encoder_context,
    low_latency_grid,
    small_before,
)
from sqcodec_gui.codec.spectral.transforms import window_sums

ANSWER_S = 0.01
"""While a chunk is waited for, a wish to stop is looked for this often: whoever jumps waits for the answer."""

ASKED_RATIO = 2
"""So many times the chunks that are computed at once may be asked for: nobody is idle, and memory stays constant."""


FIRST_S = 0.6
"""With ``low_latency`` so much sound is waited for before any more is asked for: a player begins with less."""


class SpectralEncoder:
    """It brings audio in pieces of any size to tokens. Channels that are equal are computed once.

    ``tokens_per_frame``: of those that the network gives, the first so many are wanted. ``first_frame``: a place on the
    grid where to begin, for going on with an interrupted encode (see ``encoder_start``); audio before it is pushed all
    the same, and costs nothing. ``grid``: another one is for trying a shape out.
    """

    def __init__(
        self,
        spectral_engine: SpectralEngine,
        tokens_per_frame: int,
        channels: int = 1,
        first_frame: int = 0,
        grid: Grid = chunk_at,
    ) -> None:
        self._engine, self._architecture = spectral_engine, spectral_engine.architecture
        self._channels, self._tokens_per_frame = channels, tokens_per_frame
        self._context = encoder_context(self._architecture)
        self._place, self._grid = first_frame, grid
        self._audio = _Sliding(np.zeros((channels, 0), np.float32), 0.0, self._first_sample(first_frame))
        self._asked = _Asked()

    def push(self, audio: np.ndarray) -> np.ndarray:
        """Take audio float32 [channels, samples] within ±1; return ready tokens, int32 [channels, frames, tokens]."""
        self._audio.append(audio)
        pieces: list[np.ndarray] = []
        while self._last_sample(chunk := self._grid(self._place, None)) <= self._audio.stop:
            pieces += self._ask(chunk, None)
        return self._joined([*pieces, *self._asked.ready()])

    def flush(self) -> np.ndarray:
        """Return the rest: in all ceil(samples / hop) frames. After its end a recording counts as silent."""
        end = -(-self._audio.stop // self._architecture.hop_samples)
        pieces: list[np.ndarray] = []
        while self._place < end:
            pieces += self._ask(self._grid(self._place, end), end)
        return self._joined([*pieces, *self._asked.ready(may_wait=0)])

    def _first_sample(self, place: int) -> int:
        """Return the first sample of the audio that a chunk at ``place`` looks at."""
        return (place - self._context) * self._architecture.hop_samples - self._architecture.side_samples

    def _last_sample(self, chunk: Chunk) -> int:
        """Return the sample behind the audio that a chunk looks at."""
        return (chunk.stop + self._context) * self._architecture.hop_samples + self._architecture.side_samples

    def _ask(self, chunk: Chunk, end: int | None) -> Iterator[np.ndarray]:
        hop = self._architecture.hop_samples
        samples = (chunk.frames + 2 * self._context) * hop + 2 * self._architecture.side_samples
        start = self._first_sample(chunk.start)
        rows = _different(self._audio.between(start, start + samples))
        inside = chunk.inside(self._context, end)
        futures = [self._engine.encode(chunk, row.reshape(-1, hop), inside) for row in rows]

        def finish(results: list[np.ndarray]) -> np.ndarray:
            wanted = [tokens_of(one[: chunk.stop - chunk.start], self._architecture) for one in results]
            tokens = np.stack(wanted)[..., : self._tokens_per_frame]
            return np.broadcast_to(tokens, (self._channels, *tokens.shape[1:]))

        self._place = chunk.stop
        self._audio.forget_before(self._first_sample(chunk.stop))
        self._asked.add(futures, finish)
        return self._asked.ready(ASKED_RATIO * self._engine.at_once)

    def _joined(self, pieces: list[np.ndarray]) -> np.ndarray:
        return np.concatenate([np.zeros((self._channels, 0, self._tokens_per_frame), np.int32), *pieces], axis=1)


class SpectralDecoder:
    """It brings tokens in pieces of any size to audio. Channels are decoded once as long as they are the same.

    ``first_frame`` is that of the first token that will be pushed, and ``wanted_frame`` the first whose sound is
    wanted; what comes out begins at the chunk that it lies in (``decoder_place``). See ``decoder_start``.

    Frames of ``MISSING`` tokens are a hole: their time is silent but for the ends of the windows around it, over which
    the sound dies away, and sound changes at most ``decoder_context`` frames away from it. Before its first frame and
    behind its last, a recording has an end.

    ``low_latency``: the first sound is waited for, however many chunks could be computed at once; and it comes in small
    ones wherever it lies, if the engine is known to give the same bits then.
    """

    def __init__(
        self,
        spectral_engine: SpectralEngine,
        tokens_per_frame: int,
        channels: int = 1,
        first_frame: int = 0,
        wanted_frame: int = 0,
        low_latency: bool = False,
        grid: Grid = chunk_at,
    ) -> None:
        self._engine, self._architecture = spectral_engine, spectral_engine.architecture
        self._channels = channels
        self._context = decoder_context(self._architecture)
        self._place = decoder_place(spectral_engine, wanted_frame, low_latency)
        first_samples = round(FIRST_S * self._architecture.sample_rate_hz) if low_latency else 0
        self._first_stop = wanted_frame + first_samples // self._architecture.hop_samples
        if low_latency and spectral_engine.is_alike_in_pieces:
            grid = low_latency_grid(wanted_frame, self._first_stop)
        self._grid = grid
        self._tokens = _Sliding(np.zeros((channels, 0, tokens_per_frame), np.int32), MISSING, first_frame)
        self._tokens.stop = first_frame
        self._asked = _Asked()

    def push(self, tokens: np.ndarray) -> np.ndarray:
        """Take tokens int32 [channels, frames, tokens]; return ready audio, float32 [channels, samples] within ±1."""
        return self._joined(self.push_for_pieces(tokens))

    def flush(self) -> np.ndarray:
        """Return the rest: in all frames · hop samples."""
        return self._joined(self.flush_for_pieces())

    def push_for_pieces(self, tokens: np.ndarray) -> Iterator[np.ndarray]:
        """Yield what ``push`` returns, each piece as soon as it is there; all must be taken before the next push."""
        self._tokens.append(tokens)
        while (chunk := self._grid(self._place, None)).stop + self._context <= self._tokens.stop:
            yield from self._ask(chunk, None)
        yield from self._asked.ready()

    def flush_for_pieces(self) -> Iterator[np.ndarray]:
        """Yield what ``flush`` returns, each piece as soon as it is there."""
        end = self._tokens.stop
        while self._place < end:
            yield from self._ask(self._grid(self._place, end), end)
        yield from self._asked.ready(may_wait=0)

    def _ask(self, chunk: Chunk, end: int | None) -> Iterator[np.ndarray]:
        """Ask for a chunk, and return what is ready before the next may be asked for."""
        frames, hop = chunk.stop - chunk.start, self._architecture.hop_samples
        seen = self._tokens.between(chunk.start - self._context, chunk.start + chunk.frames + self._context)
        futures = [self._decoded(chunk, row) for row in _different(seen)]
        sums = window_sums(self._architecture, chunk.start, frames, end)

        def finish(results: list[np.ndarray]) -> np.ndarray:
            rows = np.stack([one.reshape(-1)[hop // 2 :][: frames * hop] for one in results])
            return np.broadcast_to(np.clip(rows / sums, -1, 1), (self._channels, frames * hop))

        self._place = chunk.stop
        self._tokens.forget_before(chunk.stop - self._context)
        self._asked.add(futures, finish)
        ends_first = chunk.start < self._first_stop <= chunk.stop
        return self._asked.ready(may_wait=0 if ends_first else ASKED_RATIO * self._engine.at_once)

    def close(self) -> None:
        """Let go of what was asked for and nobody will take: what begins elsewhere would wait for it."""
        self._asked.cancel()

    def _decoded(self, chunk: Chunk, tokens: np.ndarray) -> "Future[np.ndarray]":
        digits, nesting = digits_of(tokens, self._architecture)
        if (nesting == MISSING).all():
            nothing: Future[np.ndarray] = Future()
            nothing.set_result(np.zeros((chunk.frames + 1, self._architecture.hop_samples), np.float32))
            return nothing
        return self._engine.decode(chunk, digits, nesting)

    def _joined(self, pieces: Iterator[np.ndarray]) -> np.ndarray:
        return np.concatenate([np.zeros((self._channels, 0), np.float32), *pieces], axis=1)


def encoder_start(frame: int) -> int:
    """Return where a SpectralEncoder must begin, so that from ``frame`` on its tokens are those of the whole."""
    return chunk_before(frame)


def decoder_place(spectral_engine: SpectralEngine, frame: int, low_latency: bool = False) -> int:
    """Return the frame at which the sound of a SpectralDecoder begins that is asked for ``frame``."""
    return small_before(frame) if low_latency and spectral_engine.is_alike_in_pieces else chunk_before(frame)


def decoder_start(spectral_engine: SpectralEngine, frame: int, low_latency: bool = False) -> int:
    """Return the first frame that a SpectralDecoder must get, so that from ``frame`` on sound is that of the whole."""
    return max(0, decoder_place(spectral_engine, frame, low_latency) - decoder_context(spectral_engine.architecture))


class _Asked:
    """It holds chunks that were asked for, and what becomes of them, in their order."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[list[Future[np.ndarray]], Callable[[list[np.ndarray]], np.ndarray]]] = deque()

    def add(
        self,
        futures: list["Future[np.ndarray]"],
        finish: Callable[[list[np.ndarray]], np.ndarray],
    ) -> None:
        """Add calls, of whose ``futures`` ``finish`` makes one result."""
        self._waiting.append((futures, finish))

    def cancel(self) -> None:
        """Let no chunk be computed that is not begun."""
        for futures, _ in self._waiting:
            for future in futures:
                future.cancel()
        self._waiting.clear()

    def ready(self, may_wait: int | None = None) -> Iterator[np.ndarray]:
        """Yield what is done, in order, until at most ``may_wait`` are still to be done."""
        while self._waiting:
            futures, finish = self._waiting[0]
            has_room = may_wait is None or sum(len(one) for one, _ in self._waiting) <= may_wait
            if has_room and not all(one.done() for one in futures):
                break
            result = finish([_result(one) for one in futures])
            self._waiting.popleft()
            yield result


def _result(future: "Future[np.ndarray]") -> np.ndarray:
    while True:
        cancellation_point()
        try:
            return future.result(ANSWER_S)
        except TimeoutError:
            if future.done():
                return future.result()


class _Sliding:
    """It is a stretch of a recording, along axis 1, by absolute places; what lies beyond it is ``fill``.

    ``pushed``: nothing, of the wanted shape and kind. ``start``: what is appended before it is not kept.
    """

    def __init__(self, pushed: np.ndarray, fill: float, start: int) -> None:
        self._fill, self._held, self._start = fill, pushed, start
        self._new: list[np.ndarray] = []
        self.stop = 0

    def append(self, piece: np.ndarray) -> None:
        self.stop += piece.shape[1]
        kept = piece[:, max(0, piece.shape[1] - max(0, self.stop - self._start)) :]
        if kept.shape[1]:
            self._new.append(kept.astype(self._held.dtype, copy=False))

    def between(self, start: int, stop: int) -> np.ndarray:
        if self._new:
            self._held, self._new = np.concatenate([self._held, *self._new], axis=1), []
        first = self.stop - self._held.shape[1]
        found = self._held[:, max(0, start - first) : max(0, stop - first)]
        if found.shape[1] == stop - start:
            return found
        whole = np.full((found.shape[0], stop - start, *found.shape[2:]), self._fill, found.dtype)
        at = max(0, first - start)
        whole[:, at : at + found.shape[1]] = found
        return whole

    def forget_before(self, start: int) -> None:
        first = self.stop - self._held.shape[1]
        self._held = self._held[:, max(0, start - first) :]
        self._start = max(self._start, start)


def _different(rows: np.ndarray) -> np.ndarray:
    """Return the rows that differ: only the first, if all are equal."""
    return rows[:1] if (rows == rows[:1]).all() else rows
