"""A small header and small files that the container's tests share."""

import io
from collections.abc import Callable

import numpy as np
import pytest

from sqcodec_gui.container import Attachment, Header, Source, SqcWriter, Statistics
from sqcodec_gui.container.blocks import tokens_shape

Make = Callable[..., Header]


@pytest.fixture
def make_header() -> Make:
    """A header with blocks of 30 tokens; every field can be given."""

    def make(**fields) -> Header:
        usual = {
            "model": "6kbps",
            "family": "sqcodec",
            "weights_sha256": "0123456789abcdef" * 4,
            "sample_rate_hz": 16_000,
            "hop_samples": 45,
            "levels": (7, 7, 7, 7, 7, 7),
            "window_tokens": 10,
            "block_windows": 3,
            "channels": 1,
            "encoder": "sqcodec-gui 0.1.0",
            "source": Source("Ünterview 🎙.wav", 48_000, 1, 123_456, "PCM_16", "WAV"),
            "statistics": Statistics("stored", 4),
        }
        return Header(**(usual | fields))

    return make


@pytest.fixture
def make_layered(make_header: Make) -> Make:
    """The same with three layers, in blocks of 30 frames."""

    def make(**fields) -> Header:
        blocks = {"window_tokens": 0, "block_windows": 0, "layers": (1, 1, 2), "block_frames": 30, "context_frames": 35}
        usual = {"model": "spectral-6kbps", "family": "spectral", "hop_samples": 180, "statistics": Statistics()}
        return make_header(**(usual | blocks | fields))

    return make


@pytest.fixture
def make_tokens() -> Callable[[Header, int], np.ndarray]:
    """Random tokens int32[channels, n] (or [channels, n, tokens of a frame]) of a header, the same every time.

    The extremes occur."""

    def make(header: Header, count: int) -> np.ndarray:
        tokens = np.random.default_rng(count).integers(0, header.codes, tokens_shape(header, count), np.int32)
        tokens[:, :1], tokens[:, -1:] = 0, header.codes - 1
        return tokens

    return make


@pytest.fixture
def write_file() -> Callable[..., bytes]:
    """A whole file with these tokens."""

    def write(header: Header, tokens: np.ndarray, attachments: tuple[Attachment, ...] = (), tables=None) -> bytes:
        file = io.BytesIO()
        writer = SqcWriter(file, header, attachments=attachments, tables=tables)
        for start in range(0, tokens.shape[1], header.block_tokens):
            writer.write_block(tokens[:, start : start + header.block_tokens])
        samples = max(tokens.shape[1] * header.hop_samples - 7, 0)
        frames = samples * header.source.sample_rate_hz // header.sample_rate_hz
        values = np.arange(header.statistics.count) + 0.5 if header.statistics.values is None else None
        writer.finish(sample_count=samples, source_frames=frames, source_sha256="ef" * 32, statistics=values)
        return file.getvalue()

    return write


@pytest.fixture
def read_all() -> Callable[..., np.ndarray]:
    """All tokens of a reader, int32[channels, n] or [channels, n, tokens of a frame]."""

    def read(reader) -> np.ndarray:
        blocks = [reader.read_block(index) for index in range(len(reader.blocks))]
        return np.concatenate(blocks, axis=1) if blocks else np.empty(tokens_shape(reader.header, 0), np.int32)

    return read
