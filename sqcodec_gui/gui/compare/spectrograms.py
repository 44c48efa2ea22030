"""The levels of one recording become pictures: coarse ones of all of it, finer ones where somebody looks.

Everything is measured in the light worker, in pieces, and only while somebody looks at it.
"""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Signal

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.worker import close_in_turn, run_task
from sqcodec_gui.listening.spectra import BANDS, UNKNOWN, MelLevels
from sqcodec_gui.playback.playback_thread import OpenSource
from sqcodec_gui.playback.sample_sources import SampleSource

COARSE_S = 0.1
"""Width of a column of the coarsest level; of the next, half of it, and so on."""
FINEST_LEVEL = 6
TILE_COLUMNS = 256
"""Columns that are measured at a time: of the coarsest level, 25.6 seconds."""

_PLACES_IN_COARSE = (0.25, 0.75)
_MOST_READ_S = 6.4
_MOST_TILES = 64
_STRIDE_OF_SEARCH = 32
_SAMPLED_COLUMNS = 4
"""Of many coarse columns that fall into one on the screen, so many speak for all."""


class Picture(NamedTuple):
    """It holds levels between two moments; see ``listening.spectra``."""

    start_s: float
    stop_s: float
    levels: np.ndarray
    """uint8 ``[columns, BANDS]``"""


class _Work(NamedTuple):
    level: int
    first_column: int


class Spectrograms(QObject):
    """It measures what ``want`` asks for first, then all of the recording coarsely.

    Memory: one byte for each of ``BANDS`` bands in every tenth of a second (10 MB for three hours), and at most 1.6 MB
    of finer columns.
    """

    changed = Signal()
    """More is known."""

    def __init__(self, open_source: OpenSource, sample_rate_hz: int, top_hz: float, parent: QObject) -> None:
        super().__init__(parent)
        self._open_source = open_source
        self._source: SampleSource | None = None
        self._measure = MelLevels(sample_rate_hz, top_hz)
        self.top_hz = top_hz
        self._coarse = np.zeros((0, BANDS), np.uint8)
        self._tiles: OrderedDict[tuple[int, int], np.ndarray] = OrderedDict()
        self._duration_s = 0.0
        self._view: tuple[float, float, int] | None = None
        self._first_gap = 0
        self._cancel = CancelToken()
        self._is_working = False

    def close(self) -> None:
        """Stop, and give the file up."""
        self._cancel.cancel()
        if self._source is not None:
            self._give_up(self._source)
        self.deleteLater()

    def want(self, start_s: float, stop_s: float, columns: int, duration_s: float) -> None:
        """Measure a stretch that somebody looks at, in so many columns; ``duration_s``: as far as known.

        Call it again when more of the recording has become readable.
        """
        self._duration_s = duration_s
        missing = int(np.ceil(duration_s / COARSE_S)) - len(self._coarse)
        if missing > 0:
            self._coarse = np.concatenate([self._coarse, np.zeros((missing, BANDS), np.uint8)])
            self._first_gap = min(self._first_gap, len(self._coarse) - missing)
        self._view = (start_s, min(stop_s, duration_s), columns)
        self._go_on()

    def picture(self, start_s: float, stop_s: float, columns: int) -> Picture:
        """Return what is known between two moments, in about ``columns`` columns (twice as many, or fewer at the ends).

        Columns stay where they are in the recording, so that two recordings' pictures of the same moments fit.
        """
        level = _level_for(start_s, stop_s, columns)
        column_s = COARSE_S / 2**level
        first, stop = int(start_s / column_s), int(np.ceil(stop_s / column_s))
        stride = max(1, (stop - first) // max(1, columns))
        first, stop = first // stride * stride, -(-stop // stride) * stride
        levels = self._fine(level, first, stop) if level else self._thinned(first, stop, stride)
        return Picture(first * column_s, stop * column_s, levels)

    # --- putting together ----------------------------------------------------------------------------------

    def _thinned(self, first: int, stop: int, stride: int) -> np.ndarray:
        """Return coarse columns, each made of ``stride`` of them."""
        places = np.arange(first, stop, stride)[:, None] + np.linspace(
            0, stride - 1, min(stride, _SAMPLED_COLUMNS), dtype=int
        )
        if not len(self._coarse):
            return np.zeros((len(places), BANDS), np.uint8)
        columns = self._coarse[np.minimum(places, len(self._coarse) - 1)]
        columns[places >= len(self._coarse)] = UNKNOWN
        if columns.shape[1] == 1:
            return columns[:, 0]
        # The one that is unknown makes all unknown: the smallest is then 0.
        known = columns.min(axis=1) > UNKNOWN
        pixels: np.ndarray = (columns.mean(axis=1, dtype=np.float32) * known).astype(np.uint8)
        return pixels

    def _fine(self, level: int, first: int, stop: int) -> np.ndarray:
        """Return fine columns where they are known, coarse ones stretched elsewhere."""
        per_coarse = 2**level
        rough = self._thinned(first // per_coarse, (stop - 1) // per_coarse + 1, 1)
        levels = np.repeat(rough, per_coarse, axis=0)[first % per_coarse :][: stop - first]
        for index in range(first // TILE_COLUMNS, (stop - 1) // TILE_COLUMNS + 1):
            tile = self._tiles.get((level, index))
            if tile is None:
                continue
            self._tiles.move_to_end((level, index))
            begin, end = max(first, index * TILE_COLUMNS), min(stop, (index + 1) * TILE_COLUMNS)
            piece = tile[begin - index * TILE_COLUMNS : end - index * TILE_COLUMNS]
            here = levels[begin - first : end - first]
            np.copyto(here, piece, where=piece != UNKNOWN)
        return levels

    # --- measuring -----------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        if self._is_working or self._cancel.is_cancelled:
            return
        if self._source is None:
            self._run(self._open_source, self._on_opened)
            return
        for work in self._wishes():
            columns = self._missing(work)
            if columns is not None:
                self._run(partial(self._measured, work.level, *columns), self._on_measured)
                return

    def _run(self, work: Callable[[], object], on_result: Callable[..., None]) -> None:
        self._is_working = True
        run_task(lambda _progress, _cancel: work(), on_result=on_result, on_error=self._on_error, cancel=self._cancel)

    def _on_opened(self, source: SampleSource) -> None:
        self._is_working = False
        self._source = source
        if self._cancel.is_cancelled:
            self._give_up(source)
        else:
            self._go_on()

    def _wishes(self) -> list[_Work]:
        """Return what to measure next, the dearest first."""
        if self._view is None or self._duration_s <= 0:
            return []
        start_s, stop_s, columns = self._view
        level = _level_for(start_s, stop_s, columns)
        wishes = []
        for each in (level, 0) if level else (0,):
            column_s = COARSE_S / 2**each
            tiles = range(
                int(start_s / column_s) // TILE_COLUMNS, int(max(start_s, stop_s - 1e-9) / column_s) // TILE_COLUMNS + 1
            )
            wishes += [_Work(each, tile * TILE_COLUMNS) for tile in tiles]
        rest = range(self._first_gap // TILE_COLUMNS * TILE_COLUMNS, len(self._coarse), TILE_COLUMNS)
        return [*wishes, *(_Work(0, first) for first in rest)]

    def _missing(self, work: _Work) -> tuple[int, int] | None:
        """Return the columns ``[first, stop)`` of a tile that can be measured now."""
        column_s = COARSE_S / 2**work.level
        stop = min(work.first_column + TILE_COLUMNS, int(np.ceil(self._duration_s / column_s)))
        if work.level == 0:
            known = self._coarse[work.first_column : stop, 0] != UNKNOWN
        else:
            tile = self._tiles.get((work.level, work.first_column // TILE_COLUMNS))
            count = max(0, stop - work.first_column)
            known = np.zeros(count, bool) if tile is None else tile[:count, 0] != UNKNOWN
        if known.all():
            if work.level == 0 and work.first_column <= self._first_gap:
                self._first_gap = max(self._first_gap, stop)
            return None
        return self._readable(work, known)

    def _readable(self, work: _Work, known: np.ndarray) -> tuple[int, int] | None:
        """Return the first columns that are not known and can be read."""
        column_s, source = COARSE_S / 2**work.level, self._source
        assert source is not None
        unknown = np.flatnonzero(~known)
        rate_hz = source.sample_rate_hz
        end = round(self._duration_s * rate_hz)
        for place in unknown[::_STRIDE_OF_SEARCH]:
            first = work.first_column + int(place)
            start_frame = max(0, round(first * column_s * rate_hz) - self._measure.window_frames)
            stop_frame = start_frame + source.ready_frames(start_frame)
            if stop_frame >= end:
                return first, work.first_column + int(unknown[-1]) + 1
            stop = int((stop_frame - self._measure.window_frames) / rate_hz / column_s)
            if stop > first:
                return first, min(stop, work.first_column + int(unknown[-1]) + 1)
        return None

    def _measured(self, level: int, first: int, stop: int) -> tuple[int, int, np.ndarray]:
        """Measure columns in the light worker. Raises AudioError."""
        column_s = COARSE_S / 2**level
        step = max(1, int(_MOST_READ_S / column_s))
        pieces = [self._measured_piece(level, one, min(stop, one + step)) for one in range(first, stop, step)]
        return level, first, np.concatenate(pieces)

    def _measured_piece(self, level: int, first: int, stop: int) -> np.ndarray:
        source, measure = self._source, self._measure
        assert source is not None
        column_s = COARSE_S / 2**level
        places = np.array(_PLACES_IN_COARSE if level == 0 else (0.5,))
        middles = (np.arange(first, stop)[:, None] + places) * column_s * source.sample_rate_hz
        starts = np.rint(middles).astype(int) - measure.window_frames // 2
        begin = max(0, int(starts.min()))
        samples = source.read(begin, max(0, int(starts.max()) + measure.window_frames - begin))
        return measure.measure(samples, starts - begin)

    def _on_measured(self, measured: tuple[int, int, np.ndarray]) -> None:
        level, first, columns = measured
        self._is_working = False
        if level == 0:
            self._coarse[first : first + len(columns)] = columns
        else:
            key = (level, first // TILE_COLUMNS)
            tile = self._tiles.setdefault(key, np.zeros((TILE_COLUMNS, BANDS), np.uint8))
            tile[first % TILE_COLUMNS :][: len(columns)] = columns
            self._tiles.move_to_end(key)
            while len(self._tiles) > _MOST_TILES:
                self._tiles.popitem(last=False)
        self._go_on()
        self.changed.emit()

    def _on_error(self, _error: SqcodecError) -> None:
        """Leave blank what cannot be read; those who play and draw the recording say why."""
        self._cancel.cancel()

    def _give_up(self, source: SampleSource) -> None:
        """Close the file in the thread that reads, after what it is doing."""
        close_in_turn(source.close)


def _level_for(start_s: float, stop_s: float, columns: int) -> int:
    """Return the coarsest level with at least as many columns as the screen has, if there is one."""
    wanted_s = max(1e-9, stop_s - start_s) / max(1, columns)
    return int(np.clip(np.ceil(np.log2(COARSE_S / wanted_s)), 0, FINEST_LEVEL))
