"""The decoded recording fills while the codec works, from where it is wanted first; the waveform shows it so."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from PySide6.QtCore import QObject

from sqcodec_gui.audio.errors import shown_name
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.engine.preview import PreviewInfo, StoredQuality, decode_preview, preview_info, stored_qualities
from sqcodec_gui.engine.settings_and_results import ComputeChoice
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.compare.compared_tracks import Track
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import Task, WorkQueue, run_task
from sqcodec_gui.paths import user_cache_dir
from sqcodec_gui.playback import recent_decodes
from sqcodec_gui.playback.envelope import GrowingPeaks
from sqcodec_gui.playback.playback_thread import OpenSource
from sqcodec_gui.playback.sample_sources import DecodedStore, StoreSource

_LEAD_S = 0.12
"""Decoding begins this long before the place that is wanted: the player's resampler warms up before it, within a tenth
of a second at all rates that outputs have."""
_NEAR_S = 5.0
"""A place that the decoder reaches within so many seconds of sound is worth waiting for."""


class PreviewEngine(NamedTuple):
    """It makes sound of a .sqc file: by ``engine.preview``, or by something simpler in tests."""

    info: Callable[[Path], PreviewInfo]
    decode: Callable[..., Any]
    """``decode(sqc, on_block, start_s=…, compute=…, cancel=…, layers=…)``, see ``engine.preview.decode_preview``."""
    held: Callable[[Path], tuple[StoredQuality, ...]]


REAL_ENGINE = PreviewEngine(preview_info, decode_preview, stored_qualities)


class DecodedTrack(Track):
    """A .sqc file is decoded into a temporary file that the player reads from while it grows.

    ``layers``: of a file that has several, the first so many are heard. ``file_bytes``: what a file of these takes.
    ``begin_s``: where decoding begins.
    """

    def __init__(
        self,
        path: Path,
        engine: PreviewEngine,
        compute: ComputeChoice,
        parent: QObject | None = None,
        layers: int | None = None,
        file_bytes: int = 0,
        begin_s: float = 0.0,
    ) -> None:
        super().__init__(path, parent)
        self._engine = engine
        self._compute = compute
        self._layers = layers
        self.file_bytes = file_bytes
        self._begin_s = begin_s
        self._is_resting = False
        self._store: DecodedStore | None = None
        self._task: Task | None = None
        self._cancel = CancelToken()
        self._is_closed = False
        self.has_failed = False
        """What is missing will not come."""
        self._wanted_frame: int | None = None
        self._head_frame = 0
        self._stored_before = 0
        self._identity: recent_decodes.Identity | None = None

    def start(self) -> None:
        self._identity = recent_decodes.identity_of(self.path, "" if self._layers is None else str(self._layers))
        if self._identity is not None:
            self.file_bytes = self.file_bytes or self._identity[1]
        decoded = recent_decodes.take(self._identity) if self._identity is not None else None
        if decoded is not None:
            self._take(decoded)
            return
        engine, path = self._engine, self.path
        run_task(
            lambda _progress, _cancel: engine.info(path),
            on_result=self._on_info,
            on_error=self._on_error,
            cancel=self._cancel,
        )

    def source_opener(self) -> OpenSource:
        store = self._store
        assert store is not None, "asked for before the track is ready"
        return lambda: StoreSource(store)

    def close(self) -> None:
        self._is_closed = True
        self._cancel.cancel()
        if self._store is None:
            return
        if self._identity is not None and self._peaks is not None and not self.has_failed:
            recent_decodes.store(self._identity, recent_decodes.Decoded(self._store, self._peaks, self.marks))
        else:
            self._store.close()

    def _take(self, decoded: recent_decodes.Decoded) -> None:
        """Take what was decoded before, or a part of it, if the file is the same."""
        self._store, self._peaks, self.marks = decoded.store, decoded.peaks, decoded.marks
        self.sample_rate_hz, self.channels = decoded.store.sample_rate_hz, decoded.store.channels
        self.duration_s = decoded.store.frames / decoded.store.sample_rate_hz
        self.is_ready = True
        self.is_complete = not decoded.store.missing_spans()
        if not self.is_complete:
            self._decode_from(self._first_missing(self._begin_s))
        self.ready.emit()

    def rest(self) -> None:
        self._is_resting = True
        if self._store is not None:
            self._cancel.cancel()

    def go_on(self, position_s: float) -> None:
        was_resting, self._is_resting = self._is_resting, False
        if not was_resting or self._store is None or self.is_complete or self.has_failed or self._is_closed:
            return
        if self._task is not None and self._task.is_running:
            self._wanted_frame = self._first_missing(position_s)  # it goes on there as soon as it has stopped
        else:
            self._decode_from(self._first_missing(position_s))

    @property
    def fraction_known(self) -> float:
        """Return how much is decoded, 0 to 1."""
        return 0.0 if self._store is None else self._store.stored_frames / max(1, self._store.frames)

    def missing_s(self) -> list[tuple[float, float]]:
        if self._store is None:
            return []
        rate_hz = self.sample_rate_hz
        return [(start / rate_hz, stop / rate_hz) for start, stop in self._store.missing_spans()]

    def want(self, position_s: float) -> None:
        """Decode from this moment, in seconds, if its sound is not there and not about to come."""
        store = self._store
        if store is None or self.is_complete or self.has_failed or self._is_closed or self._is_resting:
            return
        frame = min(int(position_s * self.sample_rate_hz), store.frames - 1)
        ready_frames = store.ready_frames(frame)
        is_coming = 0 <= frame + ready_frames - self._head_frame < _NEAR_S * self.sample_rate_hz
        if ready_frames < self.sample_rate_hz and frame + ready_frames < store.frames and not is_coming:
            self._wanted_frame = frame + ready_frames
            self._cancel.cancel()

    def _on_info(self, info: PreviewInfo) -> None:
        if self._is_closed:
            return
        self.sample_rate_hz, self.channels = info.sample_rate_hz, info.channels
        self.duration_s = info.frames / info.sample_rate_hz
        self.marks = info.marks
        try:
            self._store = DecodedStore(user_cache_dir() / "listening", info.sample_rate_hz, info.channels, info.frames)
        except SqcodecError as error:
            self._fail(translate_message(error))
            return
        self._peaks = GrowingPeaks(info.sample_rate_hz, info.channels)
        self.is_ready = True
        if not self._is_resting:
            self._decode_from(self._first_missing(self._begin_s))
        self.ready.emit()

    def _first_missing(self, position_s: float) -> int:
        """Return the first frame from this place on that is not there, else the first of all."""
        assert self._store is not None
        frame, missing = int(position_s * self.sample_rate_hz), self._store.missing_spans()
        after = [max(start, frame) for start, stop in missing if stop > frame]
        return after[0] if after else missing[0][0] if missing else 0

    def _decode_from(self, frame: int) -> None:
        """Run the decoder from here; it stops where it meets what is there already."""
        store, peaks, path, engine, compute = self._store, self._peaks, self.path, self._engine, self._compute
        layers = self._layers
        assert store is not None
        assert peaks is not None
        self._cancel = cancel = CancelToken()
        self._head_frame = frame
        self._stored_before = store.stored_frames
        start_s = max(0.0, frame / self.sample_rate_hz - _LEAD_S)

        def work(progress: Callable[..., None], _cancel: CancelToken) -> None:
            def on_block(start_frame: int, block: np.ndarray) -> None:
                stop_frame = min(start_frame + len(block), store.frames)
                missing = store.missing_between(start_frame, stop_frame)
                if not missing and start_frame > frame:
                    cancel.cancel()
                for first, stop in missing:
                    piece = block[first - start_frame : stop - start_frame]
                    peaks.push(first, piece)
                    store.write(first, piece)
                progress(stop_frame)

            engine.decode(path, on_block, start_s=start_s, compute=compute, cancel=cancel, layers=layers)

        self._task = run_task(
            work,
            on_result=self._on_end,
            on_error=self._on_error,
            on_progress=self._on_progress,
            cancel=cancel,
            work_queue=WorkQueue.PREVIEW,
        )

    def _on_progress(self, head_frame: int) -> None:
        self._head_frame = head_frame
        self.changed.emit()

    def _on_end(self, _info: object) -> None:
        """Go on with what is wanted, else with the first gap, until there is none."""
        store = self._store
        if self._is_closed or self._is_resting or store is None:
            return
        missing = store.missing_spans()
        wanted, self._wanted_frame = self._wanted_frame, None
        if not missing:
            self.is_complete = True
        elif wanted is not None:
            self._decode_from(wanted)
        elif store.stored_frames > self._stored_before:
            self._decode_from(missing[0][0])
        else:
            self._fail(self.tr("A part of {name} could not be brought back.").format(name=shown_name(self.path)))
        self.changed.emit()

    def _on_error(self, error: SqcodecError) -> None:
        if isinstance(error, CancelledError):
            self._on_end(None)
        elif not self._is_closed:
            self._fail(translate_message(error))
            self.changed.emit()

    def _fail(self, line: str) -> None:
        self.has_failed = True
        self.failed.emit(line)

    def _samples(self, start: int, stop: int) -> tuple[int, np.ndarray] | None:
        store = self._store
        if store is None or store.ready_frames(start) < min(stop, store.frames) - start:
            return None
        return start, store.read(start, stop - start)
