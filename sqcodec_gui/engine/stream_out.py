"""A recording becomes a stream of bytes, for a pipe: decoded, resampled and handed on piece by piece, kept nowhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sqcodec_gui.audio import StreamResampler
from sqcodec_gui.audio.wav_writer import encode_samples, stream_header
from sqcodec_gui.cancellation import CancelToken, cancellation_scope
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine import device, models
from sqcodec_gui.engine.completeness import Completeness, completeness_of
from sqcodec_gui.engine.restore import frames_of
from sqcodec_gui.engine.settings_and_results import Progress, RestoreSettings, no_progress
from sqcodec_gui.engine.sound import SqcSound
from sqcodec_gui.engine.sqc_file import open_for_reading

_PIECE_FRAMES = 65536


@dataclass(frozen=True)
class Streamed:
    """It says what was handed on: its length, what was damaged or lost, and how many samples were too loud."""

    duration_s: float
    completeness: Completeness
    clipped_samples: int


def stream(
    source: Path,
    write: Callable[[bytes], object],
    settings: RestoreSettings,
    raw: bool = False,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> Streamed:
    """Hand the sound of a .sqc file to ``write``: as WAV with its length in the header, or ``raw``, samples alone.

    Of ``settings`` rate, sample format and compute count. A WAV of 4 GiB or more tells no length (FFFFFFFF), as
    those of other programs do in a pipe. Tags are not in it. Damaged or lost time is silent. Raises a subclass of
    SqcodecError, and what ``write`` raises.
    """
    cancel = cancel or CancelToken()
    with open_for_reading(Path(source), settings.compute.weights_dir, settings.tolerant) as reader:
        header = reader.header
        rate_hz = header.source.sample_rate_hz if settings.rate == "original" else header.sample_rate_hz
        installed = reader.weights()
        with cancellation_scope(cancel):
            codec = models.load_with_fallback(installed, device.resolve(settings.compute), encodes=False)
            sound = SqcSound(reader, codec, cancel)
            frames = sum(frames_of(part, header.sample_rate_hz, rate_hz) for part in reader.parts)
            if not raw:
                write(stream_header(rate_hz, header.channels, settings.sample_format, frames))
            clipped = 0
            for block in _blocks(reader, sound, rate_hz, progress, cancel):
                if settings.sample_format != "FLOAT":
                    clipped += int(np.count_nonzero(np.abs(block) > 1))
                for start in range(0, len(block), _PIECE_FRAMES):
                    write(encode_samples(block[start : start + _PIECE_FRAMES], settings.sample_format))
        reader.check(lambda done, total: cancel.check())
        return Streamed(reader.duration_s, completeness_of(reader), clipped)


def _blocks(
    reader: SqcReader, sound: SqcSound, rate_hz: int, progress: Progress, cancel: CancelToken
) -> Iterator[np.ndarray]:
    """Yield float32 ``[frames, channels]`` at ``rate_hz``, part by part in its exact length."""
    samples = 0
    for part in reader.parts:
        resampler = StreamResampler(sound.sample_rate_hz, rate_hz, sound.channels)
        for piece in sound.part_pieces(part, 0):
            cancel.check()
            samples += piece.shape[1]
            progress(samples / sound.sample_rate_hz, reader.duration_s)
            yield resampler.push(np.ascontiguousarray(piece.T))
        yield resampler.flush(frames_of(part, sound.sample_rate_hz, rate_hz))
