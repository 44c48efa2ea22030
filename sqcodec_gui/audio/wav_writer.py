"""This module writes WAV files by hand: libsndfile neither writes tags beyond ten nor turns to RF64 when a file
grows."""

import struct
from typing import BinaryIO

import numpy as np

from sqcodec_gui.audio.broadcast_wave import make_bext
from sqcodec_gui.audio.content import FileContent
from sqcodec_gui.audio.id3 import make_id3
from sqcodec_gui.audio.marks.notices import too_many_marks
from sqcodec_gui.audio.marks.riff import make_riff_marks
from sqcodec_gui.audio.riff_info import make_riff_info
from sqcodec_gui.audio.tags import Cover, Tags
from sqcodec_gui.messages import Message

MAX_RIFF_BYTES = 2**32 - 1
"""Largest size that a WAV header can hold; beyond it the file becomes RF64 (EBU Tech 3306)."""

_SAMPLE_BYTES = {"PCM_16": 2, "PCM_24": 3, "FLOAT": 4}
_FORMAT_PCM, _FORMAT_FLOAT, _FORMAT_EXTENSIBLE = 1, 3, 0xFFFE
_SUBFORMAT_TAIL = bytes.fromhex("000000001000800000aa00389b71")
_DS64_BYTES = 28


class WavSink:
    """It writes PCM_16, PCM_24 or FLOAT; tags go into ``LIST INFO`` (the common ones) and an ``id3`` chunk (all).

    Marks go into ``cue `` and ``LIST adtl``.

    Room for RF64's ``ds64`` chunk is kept at the start, so that no size needs to be known in advance.
    """

    def __init__(self, file: BinaryIO, content: FileContent, notices: list[Message]) -> None:
        tags = content.tags
        self._file = file
        self._format = content.sample_format
        self._frame_bytes = content.channels * _SAMPLE_BYTES[content.sample_format]
        self._data_bytes = 0
        info = make_riff_info(tags)
        marks, late = make_riff_marks(content.marks, content.sample_rate_hz)
        notices += too_many_marks(late, "WAV")
        self._tail = (_chunk(b"LIST", info) if info else b"") + marks + _id3_chunk(tags, content.cover)
        fmt = _fmt_content(content.sample_rate_hz, content.channels, content.sample_format)
        head = b"RIFF" + bytes(4) + b"WAVE" + _chunk(b"JUNK", bytes(_DS64_BYTES)) + _chunk(b"fmt ", fmt)
        if _needs_fact(fmt):
            self._fact_at: int | None = len(head) + 8
            head += _chunk(b"fact", bytes(4))
        else:
            self._fact_at = None
        bext = make_bext(tags)
        head += _chunk(b"bext", bext) if bext else b""
        head += _chunk(b"iXML", tags["ixml"][0].encode()) if tags.get("ixml") else b""
        self._size_at = len(head) + 4
        file.write(head + b"data" + bytes(4))

    def write(self, block: np.ndarray) -> None:
        data = encode_samples(block, self._format)
        self._file.write(data)
        self._data_bytes += len(data)

    def close(self) -> None:
        """Write the tags and the sizes. Raises OSError."""
        self._file.write(bytes(self._data_bytes % 2) + self._tail)
        riff_bytes = self._file.tell() - 8
        frames = self._data_bytes // self._frame_bytes
        is_long = riff_bytes > MAX_RIFF_BYTES
        self._patch(4, 0xFFFFFFFF if is_long else riff_bytes)
        self._patch(self._size_at, 0xFFFFFFFF if is_long else self._data_bytes)
        if self._fact_at is not None:
            self._patch(self._fact_at, min(frames, 0xFFFFFFFF))
        if is_long:
            self._file.seek(0)
            self._file.write(b"RF64")
            self._file.seek(12)
            ds64 = struct.pack("<QQQI", riff_bytes, self._data_bytes, frames, 0)
            self._file.write(_chunk(b"ds64", ds64))
        self._file.flush()

    def _patch(self, offset: int, value: int) -> None:
        self._file.seek(offset)
        self._file.write(struct.pack("<I", value))


def stream_header(sample_rate_hz: int, channels: int, sample_format: str, frames: int) -> bytes:
    """Make what comes before the samples of a WAV that cannot be gone back into; ``frames`` will follow.

    A length that has no room in it is FFFFFFFF, which readers of pipes take as “to the end”.
    """
    fmt = _fmt_content(sample_rate_hz, channels, sample_format)
    data_bytes = frames * channels * _SAMPLE_BYTES[sample_format]
    fact = _chunk(b"fact", struct.pack("<I", min(frames, MAX_RIFF_BYTES))) if _needs_fact(fmt) else b""
    rest = b"WAVE" + _chunk(b"fmt ", fmt) + fact + b"data"
    riff_bytes = len(rest) + 4 + data_bytes + data_bytes % 2
    is_long = riff_bytes > MAX_RIFF_BYTES
    sizes = [MAX_RIFF_BYTES if is_long else one for one in (riff_bytes, data_bytes)]
    return b"RIFF" + struct.pack("<I", sizes[0]) + rest + struct.pack("<I", sizes[1])


def encode_samples(block: np.ndarray, sample_format: str) -> bytes:
    """Return little-endian bytes of float32 ``[n, channels]`` in ±1; integers are rounded to the nearest."""
    if sample_format == "FLOAT":
        return block.astype("<f4").tobytes()
    integers = to_integers(block, 8 * _SAMPLE_BYTES[sample_format])
    if sample_format == "PCM_16":
        return integers.astype("<i2").tobytes()
    # The low three bytes of each little-endian 32-bit number.
    return np.ascontiguousarray(integers.astype("<i4")).view(np.uint8).reshape(-1, 4)[:, :3].tobytes()


def to_integers(block: np.ndarray, bits: int) -> np.ndarray:
    """Return int32 of float32 in ±1; full scale is 2^(bits-1), and +1 becomes the largest number below it."""
    scale = 2.0 ** (bits - 1)
    return np.clip(np.rint(block.astype(np.float64) * scale), -scale, scale - 1).astype(np.int32)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def _fmt_content(sample_rate_hz: int, channels: int, sample_format: str) -> bytes:
    """Return the chunk ``fmt `` in its plain form where old programs know it, else WAVE_FORMAT_EXTENSIBLE without
    places of loudspeakers."""
    sample_bytes = _SAMPLE_BYTES[sample_format]
    frame_bytes = channels * sample_bytes
    kind = _FORMAT_FLOAT if sample_format == "FLOAT" else _FORMAT_PCM
    is_plain = channels <= 2 and sample_format != "PCM_24"
    content = struct.pack(
        "<HHIIHH",
        kind if is_plain else _FORMAT_EXTENSIBLE,
        channels,
        sample_rate_hz,
        sample_rate_hz * frame_bytes,
        frame_bytes,
        8 * sample_bytes,
    )
    if not is_plain:
        content += struct.pack("<HHIH", 22, 8 * sample_bytes, 0, kind) + _SUBFORMAT_TAIL
    return content


def _needs_fact(fmt: bytes) -> bool:
    """Return whether the number of frames is written once more, as all but plain PCM carry it."""
    is_extended: bool = struct.unpack_from("<H", fmt)[0] != _FORMAT_PCM
    return is_extended


def _id3_chunk(tags: Tags, cover: Cover | None) -> bytes:
    # What has a chunk of its own in a Broadcast WAV is not repeated here.
    id3 = make_id3({key: values for key, values in tags.items() if key != "ixml"}, cover)
    return _chunk(b"id3 ", id3) if id3 else b""
