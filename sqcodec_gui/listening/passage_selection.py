"""A distinctive passage of a recording is one in which most is said, and what is said varies most.

The measure is spectral flux, the mean rise of a log-mel spectrum from one frame to the next, which is high where
consonants and vowels follow each other quickly, and low in silence, in held tones and in steady noise. Frames more than
40 dB below the loudest count as silence: nothing.
"""

from pathlib import Path

import numpy as np

from sqcodec_gui.audio import AudioReader, open_audio
from sqcodec_gui.audio.mel import FLOOR, mel_filters
from sqcodec_gui.cancellation import NEVER, CancelToken
from sqcodec_gui.listening.passage import Passage, Sound

USUAL_S = 8.0
"""Long enough to hold a sentence, short enough to be remembered."""
MOST_READ_S = 600.0
"""Of longer recordings, so much is looked at, in pieces spread over all of it."""
_PIECE_S = 20.0
_RATE_HZ = 16_000
_WINDOW, _HOP, _BANDS = 512, 256, 40
_ACTIVE_RANGE_DB = 40.0
_STEP_S = 0.25


def propose_passage(path: Path, length_s: float = USUAL_S, cancel: CancelToken = NEVER) -> Passage:
    """Return the passage of about this length in which most happens; all of a recording that is shorter.

    ``cancel`` is asked between pieces. Raises AudioError, CancelledError.
    """
    with open_audio(path) as reader:
        starts_s = _starts_s(reader.info.duration_s)
        _score, *best = max(_best_in(_mono(reader, start_s, cancel), start_s, length_s) for start_s in starts_s)
    return Passage(*best)


def _starts_s(duration_s: float | None) -> list[float]:
    """Return where to read pieces of 20 s: side by side, or spread where the recording is too long for all of it."""
    if duration_s is None or duration_s <= _PIECE_S:
        return [0.0]
    count = int(min(duration_s, MOST_READ_S) / _PIECE_S)
    last_s = duration_s - _PIECE_S
    return [float(start_s) for start_s in np.linspace(0, last_s, count + 1)]


def _mono(reader: AudioReader, start_s: float, cancel: CancelToken) -> np.ndarray:
    """Return float32 ``[samples]`` at 16 kHz, 20 s at most, all channels in one."""
    cancel.check()
    rate_hz = reader.info.sample_rate_hz
    reader.seek(round(start_s * rate_hz))
    block = reader.read(round(_PIECE_S * rate_hz))
    return Sound(block.mean(axis=1, keepdims=True), rate_hz).at_rate(_RATE_HZ).samples[:, 0]


def _best_in(sound: np.ndarray, offset_s: float, length_s: float) -> tuple[float, float, float]:
    """Return (score, start, stop) of the best window of this length in a piece that begins at ``offset_s``."""
    duration_s = len(sound) / _RATE_HZ
    flux = spectral_flux(sound)
    frames = max(1, round(length_s * _RATE_HZ / _HOP))
    if len(flux) <= frames:
        return float(flux.mean()) if len(flux) else 0.0, offset_s, offset_s + min(duration_s, length_s)
    sums = np.concatenate([[0.0], np.cumsum(flux)])
    starts = np.arange(0, len(flux) - frames + 1, max(1, round(_STEP_S * _RATE_HZ / _HOP)))
    scores = (sums[starts + frames] - sums[starts]) / frames
    best = int(scores.argmax())
    start_s = offset_s + float(starts[best]) * _HOP / _RATE_HZ
    return float(scores[best]), start_s, min(start_s + length_s, offset_s + duration_s)


def spectral_flux(sound: np.ndarray) -> np.ndarray:
    """Return float64 ``[frames]``: mean rise of log-mel bands from frame to frame of float ``[samples]`` at 16 kHz."""
    if len(sound) < _WINDOW + _HOP:
        return np.zeros(0)
    windows = np.lib.stride_tricks.sliding_window_view(sound, _WINDOW)[::_HOP]
    magnitude = np.abs(np.fft.rfft(windows * np.hanning(_WINDOW + 1)[:-1].astype(np.float32), axis=1)) / _WINDOW
    bands = np.log(magnitude @ mel_filters(_BANDS, _WINDOW, _RATE_HZ) + FLOOR)
    power = np.square(magnitude).sum(axis=1)
    is_active = power > max(power.max() * 10 ** (-_ACTIVE_RANGE_DB / 10), 1e-12)
    rises = np.maximum(np.diff(bands, axis=0), 0).mean(axis=1)
    return np.where(is_active[1:], rises, 0.0)
