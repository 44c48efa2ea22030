"""One recording is made as a corpus wants it: mono at 16 kHz, trimmed, neither clipped nor dull, joined with others."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import av
import numpy as np
import soundfile
import soxr

RATE_HZ = 16_000
PAUSE_S = 0.15
LONGEST_FILE_S = 30.0
SHORTEST_CLIP_S = 0.3
TRIM_DB = -42.0
TRIM_MARGIN_S = 0.04
FADE_S = 0.005
RECORDING_SECONDS = {"speech": 120.0, "music": 100.0, "sfx": 20.0}
"""What one recording gives at most (from its middle)."""

NARROWEST_HZ = 5000
NARROWEST_WORD_HZ = 3750
"""Of single recordings; short words may hold no sound with high frequencies."""


@dataclass(frozen=True)
class Prepared:
    """It has ``samples``: float32 [n] at ``RATE_HZ``; ``bandwidth_hz``: see ``bandwidth``."""

    samples: np.ndarray
    bandwidth_hz: int


def prepare(path: str, content: bytes, kind: str) -> tuple[Prepared | None, str]:
    """Return a recording as the corpus wants it, or None; and a word for what was found."""
    try:
        samples, rate_hz = decode(path, content, RECORDING_SECONDS[kind])
    except (soundfile.SoundFileError, av.FFmpegError):
        return None, "undecodable"
    if not 12_000 <= rate_hz <= 96_000:
        return None, "at a low rate"
    samples = trim(samples, rate_hz)
    if len(samples) < SHORTEST_CLIP_S * rate_hz:
        return None, "too short or silent"
    if kind == "speech" and (np.abs(samples) > 0.985).mean() > 0.005:
        return None, "clipped"
    resampled = soxr.resample(fade(level(samples), rate_hz), rate_hz, RATE_HZ, "HQ").astype(np.float32)
    bandwidth_hz = bandwidth(resampled)
    is_word = kind == "speech" and len(resampled) < 3 * RATE_HZ
    if bandwidth_hz < (NARROWEST_WORD_HZ if is_word else NARROWEST_HZ):
        return None, "dull"
    return Prepared(resampled, bandwidth_hz), "used"


def decode(path: str, content: bytes, longest_s: float) -> tuple[np.ndarray, int]:
    """Return mono float32 [samples] and their rate in Hz; of a longer recording the middle ``longest_s`` seconds."""
    if path.lower().endswith(".g722"):  # bare G.722 has no header; libsndfile does not know it
        with av.open(io.BytesIO(content), "r", format="g722") as container:
            frames = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
        return np.concatenate([np.zeros(0, np.int16), *frames]).astype(np.float32) / 32768, RATE_HZ
    with soundfile.SoundFile(io.BytesIO(content)) as file:
        wanted = int(longest_s * file.samplerate)
        if wanted < file.frames < 1 << 40:  # beyond that, libsndfile does not know the length
            file.seek(int((file.frames - longest_s * file.samplerate) // 2))
        return file.read(wanted, "float32", always_2d=True).mean(1), file.samplerate


def trim(samples: np.ndarray, rate_hz: int) -> np.ndarray:
    """Leave out the parts before and after that are 42 dB below the loudest 20 ms; of nothing, nothing is left."""
    hop = max(1, rate_hz // 50)
    count = len(samples) // hop
    if count < 3:
        return samples[:0]
    rms = np.sqrt(np.square(samples[: count * hop].reshape(count, hop), dtype=np.float64).mean(1))
    if rms.max() < 1e-3:
        return samples[:0]
    loud = np.flatnonzero(rms > rms.max() * 10 ** (TRIM_DB / 20))
    margin = int(TRIM_MARGIN_S * rate_hz)
    return samples[max(0, loud[0] * hop - margin) : (loud[-1] + 1) * hop + margin]


def level(samples: np.ndarray) -> np.ndarray:
    """Make very quiet recordings louder (to a peak of 0.3), and those near full scale a little quieter."""
    peak = np.abs(samples).max()
    if peak > 0.97:
        levelled: np.ndarray = samples * (0.97 / peak)
        return levelled
    return samples * (0.3 / peak) if peak < 0.1 else samples


def fade(samples: np.ndarray, rate_hz: int) -> np.ndarray:
    """Fade 5 ms in and out, so that joined clips do not click."""
    count = min(len(samples) // 2, int(FADE_S * rate_hz))
    faded = samples.astype(np.float32)
    ramp = np.linspace(0, 1, count, dtype=np.float32)
    faded[:count] *= ramp
    faded[len(faded) - count :] *= ramp[::-1]
    return faded


def bandwidth(samples: np.ndarray) -> int:
    """Return Hz at 16 kHz: the top of the highest 250 Hz band that in loud frames is within 60 dB of the strongest."""
    frames = np.lib.stride_tricks.sliding_window_view(samples, 512)[::256][:4000]
    power = np.abs(np.fft.rfft(frames * np.hanning(512), axis=1)) ** 2 + 1e-14
    energy = power.sum(1)
    bands = power[energy > energy.max() * 1e-4][:, 1:].reshape(-1, 32, 8).mean(2)
    levels = np.percentile(bands, 95, axis=0)
    return 250 * (1 + int(np.flatnonzero(levels > levels.max() * 1e-6)[-1]))


def join_clips(clips: Iterable[np.ndarray]) -> Iterator[list[np.ndarray]]:
    """Yield lists of consecutive clips that make one file each; longer ones are cut, ends below a second dropped."""
    together: list[np.ndarray] = []
    seconds = 0.0
    longest = int(LONGEST_FILE_S * RATE_HZ)
    for clip in clips:
        for start in range(0, len(clip), longest):
            piece = clip[start : start + longest]
            duration_s = len(piece) / RATE_HZ
            if duration_s < SHORTEST_CLIP_S:
                continue
            if together and seconds + PAUSE_S + duration_s > LONGEST_FILE_S:
                yield together
                together, seconds = [], 0.0
            together.append(piece)
            seconds += duration_s + PAUSE_S
    if seconds >= 1:
        yield together


def with_pauses(clips: list[np.ndarray]) -> np.ndarray:
    """Join a list of clips to one recording, with pauses between them."""
    pause = np.zeros(int(PAUSE_S * RATE_HZ), np.float32)
    return np.concatenate([piece for clip in clips for piece in (clip, pause)][:-1])
