"""Small files of streams, made in the test, and what reading them gives."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from sqcodec_gui.audio import AudioInfo, LostSpan, open_audio
from sqcodec_gui.audio.ogg_pages import ogg_crc


class Heard(NamedTuple):
    """Everything that reading a file told."""

    info: AudioInfo
    sound: np.ndarray
    lost: tuple[LostSpan, ...]
    notices: tuple[str, ...]
    truncated: bool

    @property
    def lost_s(self) -> float:
        return sum(span.duration_s for span in self.lost)


@pytest.fixture
def hear() -> Callable[[Path], Heard]:
    def read(path: Path) -> Heard:
        with open_audio(path) as reader:
            sound = np.concatenate(list(reader.blocks(10_000)))
            assert reader.info.frames in (None, len(sound))
            return Heard(reader.info, sound, reader.lost, reader.notices, reader.truncated)

    return read


@pytest.fixture
def stream(tmp_path, encode, chirp) -> Callable[..., bytes]:
    """The bytes of a chirp as FFmpeg encodes it."""

    def make(
        suffix: str, codec: str, frames: int = 88_200, channels: int = 1, rate_hz: int = 44100, **options
    ) -> bytes:
        path = tmp_path / f"part.{suffix}"
        encode(path, chirp(frames, channels, rate_hz), rate_hz, codec, **options)
        return path.read_bytes()

    return make


@pytest.fixture
def ogg_pages() -> Callable[[bytes], list[bytes]]:
    """Cuts an Ogg file into its pages (RFC 3533, section 6)."""

    def cut(data: bytes) -> list[bytes]:
        pages, at = [], 0
        while at < len(data):
            segments = data[at + 26]
            size = 27 + segments + sum(data[at + 27 : at + 27 + segments])
            pages.append(data[at : at + size])
            at += size
        return pages

    return cut


@pytest.fixture
def with_granule() -> Callable[[bytes, int], bytes]:
    """An Ogg page with another granule, its checksum made right."""

    def make(page: bytes, granule: int) -> bytes:
        blank = page[:6] + granule.to_bytes(8, "little", signed=True) + page[14:22] + bytes(4) + page[26:]
        return blank[:22] + ogg_crc(blank).to_bytes(4, "little") + blank[26:]

    return make


@pytest.fixture
def granule_of() -> Callable[[bytes], int]:
    """The granule of an Ogg page."""
    return lambda page: int.from_bytes(page[6:14], "little", signed=True)
