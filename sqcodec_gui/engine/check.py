"""This module checks what was written: re-reads, verifies, decodes it, compares length and sound with the source."""

import math
from contextlib import suppress
from pathlib import Path

import numpy as np

from sqcodec_gui.audio import AudioInfo
from sqcodec_gui.audio.errors import AudioError
from sqcodec_gui.audio.mel import MelDistance
from sqcodec_gui.audio.music import sounds_like_music
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.model_store.installed import InstalledModel, read_metadata
from sqcodec_gui.codec.streams import AnyCodec
from sqcodec_gui.engine.prefetch import prefetched
from sqcodec_gui.engine.settings_and_results import EngineError, Likeness, Progress
from sqcodec_gui.engine.sound import SqcSound, read_at_rate
from sqcodec_gui.engine.sqc_file import open_sqc

USUAL_KEY = "usual_mel_distance"
"""In the metadata of weights: the distance that 95 of 100 recordings of held-out speakers stay below. Where weights
serve several models, the name of one may follow behind a space."""


def check_written(
    work: Path,
    source: Path,
    info: AudioInfo,
    codec: AnyCodec,
    installed: InstalledModel,
    progress: Progress,
    cancel: CancelToken,
) -> Likeness:
    """Check that the file is whole, and decodes to the length of its source. Raises EngineError if not.

    ``info``: what opening the source told.
    """
    with open_sqc(work, here=[installed]) as reader:
        sound = SqcSound(reader, codec, cancel)
        distance, samples = _compare(source, info, sound, progress, reader.duration_s, cancel)
        problems = reader.check(lambda done, total: cancel.check())
        if problems:
            raise EngineError(
                "{source}: what was written does not read back ({reason}). Try again.",
                source=source.name,
                reason=problems[0].error.message,
            )
        if samples != reader.parts[0].sample_count:
            raise EngineError("{source}: what was written decodes to another length. Try again.", source=source.name)
    return Likeness(distance, _usual_distance(installed))


def is_unlike_and_music(likeness: Likeness, source: Path, info: AudioInfo) -> bool:
    """Return whether a recording sounds like music, asked where it turned out unlike its source. ``info``: as above."""
    if likeness.is_usual:
        return False
    with suppress(AudioError):  # what cannot be read was told by the encode
        return sounds_like_music(source, info.track, info)
    return False


def _usual_distance(installed: InstalledModel) -> float | None:
    """Return the distance that the weights tell; None where they do not, or tell something that is no distance."""
    metadata = read_metadata(installed.path)
    try:
        usual = float(metadata.get(f"{USUAL_KEY} {installed.name}") or metadata[USUAL_KEY])
    except (KeyError, ValueError):
        return None
    return usual if 0 <= usual < math.inf else None


def _compare(
    source: Path, info: AudioInfo, sound: SqcSound, progress: Progress, total_s: float, cancel: CancelToken
) -> tuple[float, int]:
    """Return (mean distance over all channels, decoded samples of one channel)."""
    distances = [MelDistance(sound.sample_rate_hz) for _ in range(sound.channels)]
    mixes_down = sound.channels < sound.reader.parts[0].source.channels
    waiting = np.zeros((sound.channels, 0), np.float32)
    samples = 0
    source_pieces = read_at_rate(
        source, sound.sample_rate_hz, cancel, mixes_down=mixes_down, track=info.track, info=info
    )
    with prefetched(source_pieces) as originals, prefetched(sound.pieces()) as pieces:
        for decoded in pieces:
            cancel.check()
            samples += decoded.shape[1]
            while waiting.shape[1] < decoded.shape[1]:
                piece = next(originals, None)
                if piece is None:
                    raise EngineError(
                        "{source}: the recording is shorter than what was written. Try again.", source=source.name
                    )
                waiting = np.concatenate([waiting, piece], axis=1)
            for channel, one in enumerate(distances):
                one.push(waiting[channel, : decoded.shape[1]], decoded[channel])
            waiting = waiting[:, decoded.shape[1] :]
            progress(samples / sound.sample_rate_hz, total_s)
        if waiting.shape[1] or next(originals, None) is not None:
            raise EngineError("{source}: the recording is longer than what was written. Try again.", source=source.name)
    return float(np.mean([one.mean for one in distances])), samples
