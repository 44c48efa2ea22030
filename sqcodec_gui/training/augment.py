"""Few voices get variety, on the device: every function takes and gives (B, T) float32 segments."""

import math

import torch
from torch import Tensor

GAIN_RANGE_DB = (-18.0, 0.0)
QUIET_GAIN_RANGE_DB = (-50.0, 0.0)
LOUD_SHARE = 0.15
"""Recordings are often normalised to full scale: speech that was not trained there came back 1 dB quieter than else."""
LOUD_PEAK_RANGE_DBFS = (-6.0, 0.0)
RAISED_FROM = 1e-2
"""Peaks below are noise, which nobody raises to full scale."""
QUIET_SHARE = 0.15
"""Of the segments, how many may be as quiet as ``QUIET_GAIN_RANGE_DB`` says."""
PITCH_RANGE = 0.1
TAPS = 8


def augment(audio: Tensor, sample_rate_hz: int) -> Tensor:
    """Draw everything at random once; ``audio`` must be longer than the result needs (see ``source_length``)."""
    length = math.floor(audio.shape[1] / (1 + PITCH_RANGE))
    audio = change_speed(audio, length)
    audio = _for_some(audio, 0.2, equalise(audio, sample_rate_hz))
    audio = _for_some(audio, 0.1, reverberate(audio, sample_rate_hz))
    audio = _for_some(audio, 0.1, mix_with_neighbour(audio))
    audio = _for_some(audio, 0.05, with_silence(audio))
    return random_gain(audio)


def source_length(length: int) -> int:
    """Return how many samples ``augment`` needs to give ``length``."""
    return math.ceil(length * (1 + PITCH_RANGE)) + 1


def _for_some(audio: Tensor, share: float, changed: Tensor) -> Tensor:
    return torch.where(torch.rand(len(audio), 1, device=audio.device) < share, changed, audio)


def change_speed(audio: Tensor, length: int) -> Tensor:
    """Change speed and pitch together by up to ±10 %, for half of the segments; the others stay as they are.

    Band-limited interpolation (a sinc of ``TAPS`` zero crossings under a Hann window): linear interpolation would take
    8 dB off the highest frequencies. What a faster segment folds back lies within a tenth of half the rate.
    """
    count = len(audio)
    factor = 1 + PITCH_RANGE * (2 * torch.rand(count, 1, device=audio.device) - 1)
    factor = torch.where(torch.rand(count, 1, device=audio.device) < 0.5, factor, torch.ones_like(factor))
    at = torch.arange(length, device=audio.device) * factor
    left = at.long()
    share = at - left
    result = torch.zeros(count, length, device=audio.device)
    for tap in range(1 - TAPS, TAPS + 1):
        distance = share - tap
        weight = torch.sinc(distance) * torch.cos(distance * (math.pi / (2 * TAPS))).square()
        result += weight * audio.gather(1, (left + tap).clamp(0, audio.shape[1] - 1))
    return result


def equalise(audio: Tensor, sample_rate_hz: int) -> Tensor:
    """Filter by a smooth random curve of ±9 dB over the octaves, and for some an upper limit between 3 and 8 kHz."""
    count, length = audio.shape
    spectrum = torch.fft.rfft(audio)
    frequency_hz = torch.fft.rfftfreq(length, 1 / sample_rate_hz, device=audio.device)
    octave = torch.log2(frequency_hz.clamp(min=60) / 60)
    curve_db = torch.zeros(count, len(octave), device=audio.device)
    for waves in (0.15, 0.4):
        phase = 2 * math.pi * torch.rand(count, 1, device=audio.device)
        curve_db += 4.5 * torch.rand(count, 1, device=audio.device) * torch.sin(2 * math.pi * waves * octave + phase)
    limit_hz = 3000 + 12000 * torch.rand(count, 1, device=audio.device)
    curve_db -= 60 * torch.sigmoid((frequency_hz - limit_hz) / 100)
    equalised: Tensor = torch.fft.irfft(spectrum * 10 ** (curve_db / 20), length)
    return equalised


def reverberate(audio: Tensor, sample_rate_hz: int) -> Tensor:
    """Add a synthetic room: decaying noise of 0.1 to 0.6 s behind the direct sound."""
    count, length = audio.shape
    taps = int(0.6 * sample_rate_hz)
    seconds = torch.arange(taps, device=audio.device) / sample_rate_hz
    decay_s = 0.1 + 0.5 * torch.rand(count, 1, device=audio.device)
    room = torch.randn(count, taps, device=audio.device) * torch.exp(-6.9 * seconds / decay_s)
    room *= 0.5 * torch.rand(count, 1, device=audio.device) / room.square().sum(1, keepdim=True).sqrt()
    room[:, 0] = 1
    size = length + taps
    wet: Tensor = torch.fft.irfft(torch.fft.rfft(audio, size) * torch.fft.rfft(room, size), size)[:, :length]
    return wet


def mix_with_neighbour(audio: Tensor) -> Tensor:
    """Add another segment of the batch, 0 to 20 dB below."""
    level = 10 ** (-torch.rand(len(audio), 1, device=audio.device))
    return audio + level * audio.roll(1, 0)


def with_silence(audio: Tensor) -> Tensor:
    """Put digital silence before or after a random point."""
    count, length = audio.shape
    at = torch.rand(count, 1, device=audio.device) * length
    after = torch.rand(count, 1, device=audio.device) < 0.5
    return audio * ((torch.arange(length, device=audio.device) < at) == after)


def random_gain(audio: Tensor) -> Tensor:
    """Scale by −18 to 0 dB, some by −50 to 0 dB, others to peaks of −6 to 0 dBFS; in either polarity, within ±1."""
    low, high = GAIN_RANGE_DB
    is_quiet = torch.rand(len(audio), 1, device=audio.device) < QUIET_SHARE
    lowest = torch.where(is_quiet, QUIET_GAIN_RANGE_DB[0], low)
    gain = 10 ** ((lowest + (high - lowest) * torch.rand(len(audio), 1, device=audio.device)) / 20)
    sign = 1 - 2 * (torch.rand(len(audio), 1, device=audio.device) < 0.5).float()
    peak = audio.abs().amax(1, keepdim=True)
    # Most are normalised only where they would clip: quiet ones stay quiet, so that low levels are learned as well.
    is_loud = (torch.rand(len(audio), 1, device=audio.device) < LOUD_SHARE) & (peak > RAISED_FROM)
    softest_dbfs, loudest_dbfs = LOUD_PEAK_RANGE_DBFS
    loud_peak = 10 ** (
        (softest_dbfs + (loudest_dbfs - softest_dbfs) * torch.rand(len(audio), 1, device=audio.device)) / 20
    )
    return audio * sign * torch.where(is_loud, loud_peak / peak.clamp(min=RAISED_FROM), gain / peak.clamp(min=1))
