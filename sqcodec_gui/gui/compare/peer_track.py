"""The same recording is made as Opus or MP3 keep it at the size of the small file, in the background, and heard."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.engine.peers import Peer, make_peer
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.compare.compared_tracks import FileTrack, Track
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import WorkQueue, run_task
from sqcodec_gui.paths import user_cache_dir
from sqcodec_gui.playback import recent_decodes
from sqcodec_gui.playback.envelope import GrowingPeaks
from sqcodec_gui.playback.playback_thread import OpenSource
from sqcodec_gui.playback.sample_sources import DecodedStore, StoreSource


class PeerTrack(Track):
    """It plays what a codec of ``audio.peer_codecs`` keeps in ``most_bytes``, the size of a small file of ``channels``.

    ``original`` must be ready. It is whole as soon as it is ready.
    """

    def __init__(
        self, original: FileTrack, codec: str, most_bytes: int, channels: int, parent: QObject | None = None
    ) -> None:
        super().__init__(original.path, parent)
        self.codec = codec
        self.most_bytes = most_bytes
        self._channels_wanted = channels
        self._track_number = original.track_number
        self._store: DecodedStore | None = None
        self._cancel = CancelToken()
        self._identity: recent_decodes.Identity | None = None
        self._fraction = 0.0

    @property
    def is_larger(self) -> bool:
        """Return whether the codec has no file as small as the one that it is compared with: this is its smallest."""
        return self.is_ready and self.file_bytes > self.most_bytes

    def start(self) -> None:
        form = f"{self.codec} {self.most_bytes} {self._track_number}"
        self._identity = recent_decodes.identity_of(self.path, form)
        decoded = recent_decodes.take(self._identity) if self._identity is not None else None
        if decoded is not None:
            self._take(decoded)
            return
        path, codec, most_bytes = self.path, self.codec, self.most_bytes
        channels, number = self._channels_wanted, self._track_number

        def work(progress: Callable[..., None], cancel: CancelToken) -> recent_decodes.Decoded:
            return _decoded(make_peer(path, codec, most_bytes, channels, number, progress, cancel), cancel)

        run_task(
            work,
            on_result=self._take,
            on_error=self._on_error,
            on_progress=self._on_progress,
            cancel=self._cancel,
            work_queue=WorkQueue.TRIAL,
        )

    def source_opener(self) -> OpenSource:
        store = self._store
        assert store is not None, "asked for before the track is ready"
        return lambda: StoreSource(store)

    def close(self) -> None:
        self._cancel.cancel()
        store, self._store = self._store, None
        if store is None or self._peaks is None:
            return
        if self._identity is not None:
            recent_decodes.store(
                self._identity, recent_decodes.Decoded(store, self._peaks, self.marks, self.file_bytes)
            )
        else:
            store.close()

    @property
    def fraction_known(self) -> float:
        return 1.0 if self.is_ready else self._fraction

    def _on_progress(self, fraction: float) -> None:
        self._fraction = fraction
        self.changed.emit()

    def _take(self, decoded: recent_decodes.Decoded) -> None:
        if self._cancel.is_cancelled:
            decoded.store.close()
            return
        self._store, self._peaks, self.file_bytes = decoded.store, decoded.peaks, decoded.file_bytes
        self.sample_rate_hz, self.channels = decoded.store.sample_rate_hz, decoded.store.channels
        self.duration_s = decoded.store.frames / decoded.store.sample_rate_hz
        self.is_ready = self.is_complete = True
        self.ready.emit()

    def _on_error(self, error: SqcodecError) -> None:
        if not isinstance(error, CancelledError):
            self.failed.emit(translate_message(error))

    def _samples(self, start: int, stop: int) -> tuple[int, np.ndarray] | None:
        return None if self._store is None else (start, self._store.read(start, stop - start))


def _decoded(peer: Peer, cancel: CancelToken) -> recent_decodes.Decoded:
    """Encode and decode, in a worker thread. Raises a subclass of SqcodecError."""
    store = DecodedStore(user_cache_dir() / "listening", peer.sample_rate_hz, peer.channels, peer.frames)
    peaks = GrowingPeaks(peer.sample_rate_hz, peer.channels)
    try:
        position = 0
        for piece in peer.pieces():
            cancel.check()
            store.write(position, piece)
            peaks.push(position, piece)
            position += len(piece)
        store.write(position, np.zeros((peer.frames - position, peer.channels), np.float32))
    except BaseException:
        store.close()
        raise
    return recent_decodes.Decoded(store, peaks, (), peer.file.file_bytes)
