"""What comes from the microphone goes into a FLAC file. No Qt; the audio thread only fills a queue."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue

import numpy as np
import soundfile

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.files import free_name
from sqcodec_gui.errors import system_reason
from sqcodec_gui.playback.microphone import RecordingError

POLL_S = 0.2
DECAY = 0.8
"""Of the level shown, from block to block: a meter that falls slowly can be read."""
FLUSH_AFTER_S = 5.0
"""So that a power cut takes a few seconds and not all."""


@dataclass(frozen=True)
class Recording:
    """This recording is finished. ``gaps`` counts how often the computer was too busy to listen."""

    path: Path
    duration_s: float
    gaps: int


class _End:
    """It comes after the last block."""


class RecordingWriter:
    """It has blocks and wishes in one queue, so that a recording begins and ends exactly between two blocks."""

    def __init__(self, sample_rate_hz: int, channels: int) -> None:
        self._items: SimpleQueue[np.ndarray | Path | _End] = SimpleQueue()
        self._rate_hz = sample_rate_hz
        self._channels = channels
        self._gaps = 0
        self._file: soundfile.SoundFile | None = None
        self._frames = 0
        self._unflushed_frames = 0

    def push(self, block: np.ndarray, has_overflowed: bool) -> None:
        """Take float32 [n, channels], in the audio thread."""
        self._gaps += has_overflowed and self._file is not None
        self._items.put(block)

    def begin(self, path: Path) -> None:
        """Write all blocks into this new file, from the next one on."""
        self._items.put(path)

    def end(self) -> None:
        """Finish the file after the blocks that were pushed so far; ``run`` returns then."""
        self._items.put(_End())

    def run(self, progress: Callable[..., None], cancel: CancelToken) -> Recording | None:
        """Write until ``end``, in a worker; ``progress(level, recorded_s, gaps)``, level being a peak in 0 to 1.

        Cancelling ends it as well; what was recorded is kept in any case. It returns None if no recording was begun.
        Raises RecordingError if the file cannot be written (any more).
        """
        level, path = 0.0, None
        try:
            while not isinstance(item := self._next(cancel), _End):
                if isinstance(item, Path):
                    path = item
                    self._open(path)
                    continue
                level = max(float(np.abs(item).max(initial=0.0)), level * DECAY)
                if self._file is not None:
                    self._write(item)
                progress(level, self._frames / self._rate_hz, self._gaps)
            if self._file is not None:
                self._file.close()
        except (OSError, soundfile.SoundFileError) as error:
            name = path.name if path else ""
            raise RecordingError(
                "{name} could not be written ({reason}). What was recorded until then is kept; make"
                " room, or choose another folder, and record on.",
                name=name,
                reason=system_reason(error),
            ) from error
        return Recording(path, self._frames / self._rate_hz, self._gaps) if path is not None else None

    def _next(self, cancel: CancelToken) -> np.ndarray | Path | _End:
        while True:
            try:
                return self._items.get(timeout=POLL_S)
            except Empty:
                if cancel.is_cancelled:
                    return _End()

    def _open(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = soundfile.SoundFile(path, "x", self._rate_hz, self._channels, subtype="PCM_24", format="FLAC")

    def _write(self, block: np.ndarray) -> None:
        assert self._file is not None
        self._file.write(block)
        self._frames += len(block)
        self._unflushed_frames += len(block)
        if self._unflushed_frames > FLUSH_AFTER_S * self._rate_hz:
            self._file.flush()
            self._unflushed_frames = 0


def path_for_recording(folder: Path, word: str, now: datetime) -> Path:
    """Return a new name in ``folder``, such as “Recording 2026-03-01 14.05.flac” (``word`` is “Recording”)."""
    return free_name(folder / f"{word} {now:%Y-%m-%d %H.%M}.flac")
