"""Scores do not show what becomes of digital silence, of quiet and loud speech and of its octaves, nor clicks.

PESQ-WB evens out how loud each band is: it gave weights 2.90 instead of 2.34 whose sound above 1 kHz was 30 dB too
quiet. Whether speech comes back dull is therefore measured apart.

All of it goes through files, as people's recordings do.
"""

import math
import tempfile
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from sqcodec_gui.codec.spectral.architecture import SPECTRAL
from sqcodec_gui.codec.spectral.grid import chunk_at
from sqcodec_gui.training.codec_comparison import RATE_HZ, Coder, Joined

SILENCE_SECONDS = 12.0
"""More than a block."""
STRETCH_SAMPLES = RATE_HZ // 50
LEVELS_DBFS = (-40, -30, -20, -10, 0)
BANDS_HZ = {"0-1 kHz": (0, 1000), "1-2 kHz": (1000, 2000), "2-4 kHz": (2000, 4000), "4-8 kHz": (4000, 8000)}
BANDS_AT_DBFS = -10
LEVEL_SECONDS = 4.0
LEVEL_CLIPS = 6
BORDER_RECORDINGS = 3
EDGE_SAMPLES = 8
AROUND_SAMPLES = RATE_HZ // 50
FLOOR_DBFS = -120.0

SILENCE_BELOW_DBFS = -60.0
LEVELS_WITHIN_DB = 1.5
"""What a codec of this project has to keep."""


def measure_extremes(coder: Coder, recordings: list[Joined]) -> dict[str, Any]:
    """Measure ``silence_dbfs``, ``level_errors_db`` by the level of the peaks, ``band_errors_db`` by the names of
    ``BANDS_HZ``, and ``border_step`` (see ``border_step``)."""
    speech = [recording for recording in recordings if recording.kind == "speech"]
    clips = [recording.samples[at : at + size] for recording in speech for _, at, size in recording.clips]
    heard = [clip[: int(LEVEL_SECONDS * RATE_HZ)] for clip in clips if clip.any()][:LEVEL_CLIPS]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        silence = coder(np.zeros(int(SILENCE_SECONDS * RATE_HZ), np.float32), folder)[0]
        sounds = {level: at_level(heard, level) for level in {*LEVELS_DBFS, BANDS_AT_DBFS}}
        again = {level: coder(sound, folder)[0] for level, sound in sounds.items()}
        decoded = [coder(recording.samples, folder)[0] for recording in speech[:BORDER_RECORDINGS]]
    return {
        "silence_dbfs": loudest_dbfs(silence),
        "level_errors_db": {
            f"{level}": louder_db(np.square(sounds[level]), np.square(again[level].astype(np.float64)))
            for level in LEVELS_DBFS
        },
        "band_errors_db": band_errors_db(sounds[BANDS_AT_DBFS], again[BANDS_AT_DBFS]),
        "border_step": border_step(decoded),
    }


def loudest_dbfs(samples: np.ndarray) -> float:
    """Return the RMS of the loudest 20 ms, not below ``FLOOR_DBFS``."""
    stretches = samples[: len(samples) // STRETCH_SAMPLES * STRETCH_SAMPLES].reshape(-1, STRETCH_SAMPLES)
    power = np.square(stretches.astype(np.float64)).mean(axis=1).max()
    return float(max(10 * math.log10(max(power, 1e-30)), FLOOR_DBFS))


def band_errors_db(sound: np.ndarray, again: np.ndarray) -> dict[str, float]:
    """Return how much louder each band of ``BANDS_HZ`` comes back."""
    before, after = (np.square(np.abs(np.fft.rfft(one[: len(sound)]))) for one in (sound, again))
    frequency_hz = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
    inside = {name: (frequency_hz >= low) & (frequency_hz < high) for name, (low, high) in BANDS_HZ.items()}
    return {name: louder_db(before[bins], after[bins]) for name, bins in inside.items()}


def at_level(clips: list[np.ndarray], level_dbfs: float) -> np.ndarray:
    """Return all clips in a row, float32, each with its peak at this level."""
    sound: np.ndarray = np.concatenate([clip / np.abs(clip).max() for clip in clips]) * np.float32(
        10 ** (level_dbfs / 20)
    )
    return sound


def louder_db(before: np.ndarray, after: np.ndarray) -> float:
    """Return how much more all powers of ``after`` are together than those of ``before``."""
    return float(10 * math.log10(max(after.sum(dtype=np.float64), 1e-30) / max(before.sum(dtype=np.float64), 1e-30)))


def border_step(recordings: Iterable[np.ndarray]) -> float:
    """Return how much larger the largest bend of the wave is at borders of chunks than halfway between, on average.

    A bend is the second difference within ±8 samples, over the RMS of that within ±20 ms: about 1 where nothing clicks.
    """
    at_borders: list[float] = []
    elsewhere: list[float] = []
    for samples in recordings:
        bends = np.abs(np.diff(samples.astype(np.float64), 2))
        borders = _borders(len(samples))
        at_borders += _steps(bends, borders)
        others = [place for a, b in pairwise(borders) for place in np.linspace(a, b, 18)[1:-1]]
        elsewhere += _steps(bends, [int(place) for place in others])
    return float(np.mean(at_borders) / np.mean(elsewhere)) if at_borders and elsewhere else math.nan


def _borders(samples: int) -> list[int]:
    """Return the samples at which chunks of a recording meet."""
    hop = SPECTRAL.hop_samples
    end, place, found = -(-samples // hop), 0, []
    while (place := chunk_at(place, end).stop) < end:
        found.append(place * hop)
    return found


def _steps(bends: np.ndarray, places: list[int]) -> list[float]:
    steps = []
    for place in places:
        around = bends[max(0, place - AROUND_SAMPLES) : place + AROUND_SAMPLES]
        usual = math.sqrt(float(np.square(around).mean())) if len(around) else 0.0
        if usual > 0:
            steps.append(float(bends[place - EDGE_SAMPLES : place + EDGE_SAMPLES].max()) / usual)
    return steps


def extremes_table(results: Mapping[str, Mapping[str, Any]]) -> str:
    """Return a table in Markdown: one line for each that was measured."""
    levels, silence = [f"{level} dBFS" for level in LEVELS_DBFS], "digital silence, dBFS"
    titles = ["", silence, *levels, *BANDS_HZ, "bend at chunk borders"]
    lines = [f"| {' | '.join(titles)} |", "|---" * len(titles) + "|"]
    for name, result in results.items():
        if found := result.get("extremes"):
            all_errors = [found["level_errors_db"][f"{level}"] for level in LEVELS_DBFS]
            all_errors += [found["band_errors_db"][band] for band in BANDS_HZ]
            errors = " | ".join(f"{error_db:+.2f} dB" for error_db in all_errors)
            lines.append(f"| {name} | {found['silence_dbfs']:.1f} | {errors} | {found['border_step']:.2f} × |")
    return "\n".join(lines)


def missed(found: Mapping[str, Any]) -> list[str]:
    """Say in words which of the figures found do not keep their limits."""
    words = []
    if found["silence_dbfs"] >= SILENCE_BELOW_DBFS:
        words.append(f"digital silence comes back at {found['silence_dbfs']:.1f} dBFS")
    for level, error_db in found["level_errors_db"].items():
        if abs(error_db) > LEVELS_WITHIN_DB:
            words.append(f"speech with peaks at {level} dBFS comes back {error_db:+.1f} dB")
    return words
