"""MPEG audio, layers I and II: read whole, joined, cut and with bytes missing (ISO 11172-3, 2.4.1 and 2.4.2).

Frames of layer I are put together here by the standard, as no encoder that is at hand writes them.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from sqcodec_gui.audio import open_audio

RATE_HZ = 48_000
COUNT = 250
_LAYER_I_HEADER = bytes([0xFF, 0xFF, 0x44, 0xC0])
"""MPEG-1, layer I, no checksum; 128 kbit/s, 48 kHz; one channel"""
_LAYER_I_BYTES, _LAYER_I_FRAMES = 128, 384


def _layer_i_frame(number: int) -> bytes:
    """A tone in the third of 32 bands: 4 bits of allocation each, a scale factor of 6 bits, 12 samples of 8 bits."""
    samples = [100 if (number + index) % 2 else 156 for index in range(12)]
    bits = "".join("0111" if band == 2 else "0000" for band in range(32)) + f"{12:06b}"
    bits += "".join(f"{sample:08b}" for sample in samples)
    bits = bits.ljust(8 * (_LAYER_I_BYTES - len(_LAYER_I_HEADER)), "0")
    return _LAYER_I_HEADER + int(bits, 2).to_bytes(len(bits) // 8)


class Layer(NamedTuple):
    """A stream of frames of one size."""

    name: str
    data: bytes
    packet_bytes: int
    packet_frames: int

    @property
    def count(self) -> int:
        return len(self.data) // self.packet_bytes


@pytest.fixture(params=["I", "II"])
def layer(request: pytest.FixtureRequest, tmp_path: Path, encode: Callable, chirp: Callable) -> Layer:
    if request.param == "I":
        data = b"".join(map(_layer_i_frame, range(COUNT)))
        return Layer("I", data, _LAYER_I_BYTES, _LAYER_I_FRAMES)
    path = encode(tmp_path / "whole.mp2", chirp(110_000, 1, RATE_HZ), RATE_HZ, "mp2", container="mp2", bit_rate=96_000)
    return Layer("II", path.read_bytes(), 288, 1152)  # 144 · 96,000 / 48,000


class Heard(NamedTuple):
    """What a file gave."""

    frames: int
    lost_s: float
    is_told: bool
    level: float


@pytest.fixture
def hear(tmp_path: Path, layer: Layer) -> Callable[[bytes], Heard]:
    def hear(data: bytes) -> Heard:
        path = tmp_path / f"a.mp{len(layer.name)}"
        path.write_bytes(data)
        with open_audio(path) as reader:
            sound = np.concatenate(list(reader.blocks()))
            assert (reader.info.sample_rate_hz, reader.info.channels) == (RATE_HZ, 1)
            assert reader.info.sample_format == f"MPEG_LAYER_{layer.name}"
            lost = reader.lost
        return Heard(len(sound), sum(span.duration_s for span in lost), bool(lost), float(np.abs(sound).max()))

    return hear


def test_whole(layer: Layer, hear: Callable[[bytes], Heard]) -> None:
    heard = hear(layer.data)
    assert heard[:3] == (layer.count * layer.packet_frames, 0.0, False)
    assert heard.level > 0.01


def test_joined(layer: Layer, hear: Callable[[bytes], Heard]) -> None:
    assert hear(layer.data * 2)[:3] == (2 * layer.count * layer.packet_frames, 0.0, False)


def test_joined_with_a_tag_between(layer: Layer, hear: Callable[[bytes], Heard]) -> None:
    tagged = layer.data + b"TAG".ljust(128, b"\0") + layer.data
    assert hear(tagged)[:3] == (2 * layer.count * layer.packet_frames, 0.0, False)


def test_cut_in_a_frame(layer: Layer, hear: Callable[[bytes], Heard]) -> None:
    whole = layer.count // 2
    heard = hear(layer.data[: whole * layer.packet_bytes + 40])
    assert heard.frames == whole * layer.packet_frames
    assert heard.is_told
    assert heard.lost_s == pytest.approx(layer.packet_frames / RATE_HZ)


def test_one_that_is_cut_in_a_frame_and_another_behind_it(layer: Layer, hear: Callable[[bytes], Heard]) -> None:
    """The torn frame's size reaches into the first frame of the other."""
    whole = layer.count // 2
    heard = hear(layer.data[: whole * layer.packet_bytes + 40] + layer.data)
    assert heard.frames == (whole + 1 + layer.count) * layer.packet_frames
    assert heard.is_told
    assert heard.lost_s == pytest.approx(layer.packet_frames / RATE_HZ)


def test_bytes_that_are_overwritten(layer: Layer, hear: Callable[[bytes], Heard]) -> None:
    start = 100 * layer.packet_bytes if layer.name == "I" else 40 * layer.packet_bytes
    stop = start + 5 * layer.packet_bytes
    heard = hear(layer.data[:start] + bytes(stop - start) + layer.data[stop:])
    assert heard.is_told
    assert heard.frames == pytest.approx(layer.count * layer.packet_frames, abs=layer.packet_frames)
    assert heard.lost_s == pytest.approx(5 * layer.packet_frames / RATE_HZ, abs=1.01 * layer.packet_frames / RATE_HZ)


def test_a_place_is_exact(layer: Layer, tmp_path: Path) -> None:
    path = tmp_path / f"a.mp{len(layer.name)}"
    path.write_bytes(layer.data)
    with open_audio(path) as reader:
        whole = np.concatenate(list(reader.blocks()))
        reader.seek(30_001)
        assert np.allclose(reader.read(5000), whole[30_001:35_001], atol=1e-4)
