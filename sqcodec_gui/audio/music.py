"""This module guesses whether a recording sounds like music, cheaply from a few seconds, before it is made small.

What speech has and music has not: syllables (about four a second; E. Scheirer and M. Slaney, ICASSP 1997), pauses, and
tones that never stay and keep to no scale. Six numbers of each excerpt go through a logistic function whose weights
were fitted to speech and music, and also to speech that is noisy, narrow, echoes or has hum
(``tests/bench/bench_music.py`` fits them and tells how often it errs). Numpy only.
"""

from pathlib import Path

import numpy as np

from sqcodec_gui.audio.mel import mel_filters
from sqcodec_gui.audio.music_weights import BIAS, MEANS, SPREADS, THRESHOLD, WEIGHTS
from sqcodec_gui.audio.open_files import open_audio
from sqcodec_gui.audio.reader import AudioInfo
from sqcodec_gui.audio.resample import StreamResampler

RATE_HZ = 16_000
EXCERPT_S = 6.0
EXCERPTS_AT = (0.1, 0.5, 0.9)
"""Where they lie, as shares of what is looked at. The middle one of their scores decides: a jingle before a talk does
not make it music."""
LOOKED_AT_S = 180.0
"""Of a long recording only so much is looked at: to seek far costs much in some formats."""
SHORTEST_S = 3.0
"""Nothing is said of what is shorter."""

WINDOW, HOP = 1024, 256
"""Samples at ``RATE_HZ``: 64 ms and 16 ms."""
FRAMES_HZ = RATE_HZ / HOP
BANDS = 24
SILENCE = 1e-8
HUM_BELOW_HZ, TONES_BELOW_HZ = 130.0, 5000.0
TONE_ABOVE_AROUND = 1.2
"""Nepers of power by which a bin stands above those around it, to count as a tone."""
STAYS_FRAMES = 20
"""A tone that stays so long (0.32 s) at its place is rare in speech."""
TUNED_HZ = 250.0, 2000.0
"""Tones between these tell of a tuning: below, a bin is wider than half a semitone."""
TUNED_LEAST = 20
"""Of fewer tones nothing is said."""
FEATURES = ("steady tones", "syllables", "pauses", "change", "swell", "tuning")


def sounds_like_music(path: Path, track: int | None = None, info: AudioInfo | None = None) -> bool:
    """Return whether a recording is more likely music than speech. False where it is too short to say or almost silent.

    Reads a few seconds of at most its first three minutes. ``info``: what is known of it, see ``open_audio``. Raises
    AudioError for what cannot be read.
    """
    scores = [score(excerpt) for excerpt in _excerpts(path, track, info)]
    scored = [one for one in scores if one is not None]
    return bool(scored) and float(np.median(scored)) > THRESHOLD


def score(samples: np.ndarray) -> float | None:
    """Compute the log-odds of music against speech, for float32 [n] at ``RATE_HZ``; None for too little sound."""
    found = features(samples)
    if found is None:
        return None
    return float((found - np.array(MEANS)) / np.array(SPREADS) @ np.array(WEIGHTS) + BIAS)


def features(samples: np.ndarray) -> np.ndarray | None:
    """Compute float64 [6], in the order of ``FEATURES``, of float32 [n] at ``RATE_HZ``; None for too little sound."""
    if len(samples) < SHORTEST_S * RATE_HZ or float(np.abs(samples).max()) < 1e-3:
        return None
    windows = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP]
    shape = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
    power = np.abs(np.fft.rfft(windows * shape, axis=1)) ** 2 / WINDOW
    power = power / power.mean() + SILENCE
    bands = np.log(power @ mel_filters(BANDS, WINDOW, RATE_HZ) + SILENCE)
    loudness = power.mean(axis=1)
    swell = float(np.log(loudness).std())
    return np.array(
        [_steady_tones(power), _syllables(loudness), _pauses(loudness), _change(bands), swell, _tuning(power)]
    )


def _steady_tones(power: np.ndarray) -> float:
    """Return how many bins hold a tone that stays at its place, on average and as a logarithm; float [frames, bins] in.

    K. Seyerlehner et al., DAFx 2007: continuous frequency activation.
    """
    _, _, is_tone = _tones(power, 10)
    counts = np.cumsum(np.pad(is_tone, ((1, 0), (0, 0))), axis=0)
    full = counts[STAYS_FRAMES:] - counts[:-STAYS_FRAMES] >= STAYS_FRAMES - 1
    return float(np.log(full.sum(axis=1).mean() + 0.1))


def _tuning(power: np.ndarray) -> float:
    """Return how far the tones keep to the semitones of one tuning, whichever that is: 0 (not at all) to 1; float
    [frames, bins] in.

    K. Dressler and S. Streich, ISMIR 2007: tuning by circular statistics.
    """
    levels, above, is_tone = _tones(power, 6)
    is_peak = is_tone.copy()
    is_peak[:, 1:-1] &= (levels[:, 1:-1] >= levels[:, :-2]) & (levels[:, 1:-1] > levels[:, 2:])
    is_peak[:, [0, -1]] = False
    frames, bins = np.nonzero(is_peak)
    left, middle, right = (levels[frames, bins + step] for step in (-1, 0, 1))
    offsets = 0.5 * (left - right) / (left - 2 * middle + right - SILENCE)  # of the vertex of a parabola
    peaks_hz = (bins + _bin_of(HUM_BELOW_HZ) + np.clip(offsets, -0.5, 0.5)) * RATE_HZ / WINDOW
    is_used = (peaks_hz > TUNED_HZ[0]) & (peaks_hz < TUNED_HZ[1])
    if is_used.sum() <= TUNED_LEAST:
        return 0.0
    weights = np.clip(above[frames, bins], 0, 6)[is_used]
    semitones = 12 * np.log2(peaks_hz[is_used] / 440)
    return float(abs((weights * np.exp(2j * np.pi * semitones)).sum()) / weights.sum())


def _bin_of(frequency_hz: float) -> int:
    return round(frequency_hz * WINDOW / RATE_HZ)


def _tones(power: np.ndarray, width: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find tones: levels in nepers, how far each is above ``width`` bins to both sides, and whether it is a tone; each
    [frames, bins from ``HUM_BELOW_HZ`` to ``TONES_BELOW_HZ``]."""
    levels = np.log(power[:, _bin_of(HUM_BELOW_HZ) : _bin_of(TONES_BELOW_HZ)])
    padded = np.pad(levels, ((0, 0), (width, width)), mode="edge")
    sums = np.cumsum(np.pad(padded, ((0, 0), (1, 0))), axis=1)
    above = levels - (sums[:, 2 * width + 1 :] - sums[:, : -2 * width - 1]) / (2 * width + 1)
    return levels, above, (above > TONE_ABOVE_AROUND) & (levels > np.log(1e-3))


def _syllables(loudness: np.ndarray) -> float:
    """Return the share of the swelling of the loudness that happens three to six times a second."""
    envelope = np.sqrt(loudness)
    spectrum = np.abs(np.fft.rfft((envelope - envelope.mean()) * np.hanning(len(envelope)))) ** 2
    rates_hz = np.fft.rfftfreq(len(envelope), 1 / FRAMES_HZ)
    whole = spectrum[(rates_hz > 0.4) & (rates_hz < 20)].sum() + SILENCE
    return float(spectrum[(rates_hz > 2.5) & (rates_hz < 7)].sum() / whole)


def _pauses(loudness: np.ndarray) -> float:
    """Return the share of frames with less than a tenth of the mean power."""
    return float((loudness < 0.1 * loudness.mean()).mean())


def _change(bands: np.ndarray) -> float:
    """Return how much the colour of the sound changes from frame to frame, without its loudness, in nepers."""
    colour = bands - bands.mean(axis=1, keepdims=True)
    steps = np.abs(np.diff(colour, axis=0)).mean(axis=1)
    return float(np.log(steps.mean() + SILENCE))


def _excerpts(path: Path, track: int | None, info: AudioInfo | None) -> list[np.ndarray]:
    """Return the excerpts to judge, each float32 [n] at ``RATE_HZ``; all of a short recording is one."""
    with open_audio(path, track, info) as reader:
        rate_hz = reader.info.sample_rate_hz
        known_s = reader.info.duration_s
        looked_at_s = min(known_s, LOOKED_AT_S) if known_s else EXCERPT_S
        room_s = max(0.0, looked_at_s - EXCERPT_S)
        starts_s = sorted({share * room_s for share in EXCERPTS_AT}) if room_s > EXCERPT_S else [room_s / 2]
        found = []
        for start_s in starts_s:
            reader.seek(round(start_s * rate_hz))
            block = reader.read(round(EXCERPT_S * rate_hz))
            if len(block):
                found.append(_at_rate(block, rate_hz))
        return found


def _at_rate(block: np.ndarray, rate_hz: int) -> np.ndarray:
    resampler = StreamResampler(rate_hz, RATE_HZ, 1)
    first = resampler.push(block.mean(axis=1, keepdims=True))
    return np.concatenate([first, resampler.flush()])[:, 0]
