"""A compressed recording with blocks that can be damaged."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice

BLOCK_S = 0.945
"""Of the tiny models: seven windows of 48 tokens."""


@pytest.fixture
def compressed(tiny: CodecConfig, write_sound: Callable[..., Path]) -> Path:
    """Five and a half seconds of stereo at 44.1 kHz in six blocks, with the statistics of the recording."""
    source = write_sound("talk.wav", 5.5, rate_hz=44_100, channels=2)
    return compress(
        source, None, CompressSettings(model="tiny-stored", compute=ComputeChoice("cpu"), check=False)
    ).target


@pytest.fixture
def damage() -> Callable[[Path, int], tuple[float, float]]:
    """Flips a byte in the middle of a block; gives the span of its sound in seconds."""

    def flip(path: Path, block: int) -> tuple[float, float]:
        with SqcReader(path) as reader:
            entry, span_s = reader.blocks[block], reader.time_span_s(block)
        data = bytearray(path.read_bytes())
        data[entry.offset + entry.size_bytes // 2] ^= 0x40  # type: ignore[operator]
        path.write_bytes(bytes(data))
        return span_s

    return flip


@pytest.fixture
def read_sound() -> Callable[[Path], np.ndarray]:
    """All samples of a recording, float32 [frames, channels]."""
    import soundfile

    def read(path: Path) -> np.ndarray:
        return soundfile.read(path, dtype="float32", always_2d=True)[0]

    return read
