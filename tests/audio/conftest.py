"""Sounds with known content, and files of formats that only FFmpeg writes."""

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

Samples = np.ndarray


@pytest.fixture
def chirp() -> Callable[..., Samples]:
    """Makes float32 ``[frames, channels]``: a rising tone with little noise, each channel at another level."""

    def make(frames: int, channels: int = 1, rate_hz: int = 44100) -> Samples:
        time_s = np.arange(frames) / rate_hz
        tone = np.sin(2 * np.pi * (150 * time_s + 200 * time_s**2))
        noise = np.random.default_rng(frames).standard_normal((frames, channels))
        levels = 0.4 / np.arange(1, channels + 1)
        return (tone[:, None] * levels + 0.003 * noise).astype(np.float32)

    return make


@pytest.fixture
def encode() -> Callable[..., Path]:
    """Writes samples through FFmpeg."""

    def write(
        path: Path,
        samples: Samples,
        rate_hz: int,
        codec: str,
        *,
        container: str | None = None,
        container_options: dict[str, str] | None = None,
        codec_options: dict[str, str] | None = None,
        sample_format: str | None = None,
        bit_rate: int = 128_000,
        metadata: dict[str, str] | None = None,
    ) -> Path:
        layout = {1: "mono", 2: "stereo", 6: "5.1"}[samples.shape[1]]
        with av.open(str(path), "w", format=container, options=container_options) as out:
            out.metadata.update(metadata or {})
            stream = out.add_stream(codec, rate=rate_hz, layout=layout, options=codec_options or {})
            stream.bit_rate = bit_rate * samples.shape[1]
            if sample_format:
                stream.format = sample_format
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T), "fltp", layout)
            frame.sample_rate, frame.pts = rate_hz, 0
            for packet in [*stream.encode(frame), *stream.encode(None)]:
                out.mux(packet)
        return path

    return write


@pytest.fixture
def likeness_db() -> Callable[[Samples, Samples], float]:
    """Scale-invariant signal-to-distortion ratio in dB of an estimate, over all channels."""

    def measure(estimate: Samples, source: Samples) -> float:
        assert estimate.shape == source.shape
        target = source * (np.vdot(estimate, source) / np.vdot(source, source))
        return float(10 * np.log10(np.sum(target**2) / (np.sum((estimate - target) ** 2) + 1e-20)))

    return measure
