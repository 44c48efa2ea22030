"""This module finds the sound in files of chunks, as their headers claim: WAV, RF64, W64, AIFF, CAF, AU.

RIFF: Microsoft and IBM, Multimedia Programming Interface 1.0; RF64: EBU Tech 3306; W64: Sony Pictures Digital, Vio
Wave64; AIFF: Apple, AIFF-C draft of 1991; CAF: Apple, Core Audio Format 1.0; AU: Sun, audio(5).
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, NamedTuple

from sqcodec_gui.audio.formats import Family, family_of_header
from sqcodec_gui.audio.wave64 import is_wave64

_W64_NODES = (bytes.fromhex("00c04f8edb8a"), bytes.fromhex("28db04c10000"))
"""How the names of all chunks end that Sony has given."""
_AIFF_PCM = {b"NONE", b"twos", b"in24", b"in32"}
_AIFF_FLOAT = {b"fl32": 6, b"FL32": 6, b"fl64": 7, b"FL64": 7}
_LAWS = {b"ulaw": 1, b"ULAW": 1, b"alaw": 27, b"ALAW": 27}
_PACKED_AIFF = {b"ima4": 64, b"GSM ": 1}
"""Frames in one of those that AIFF-C counts, by a coding of steady rate: of IMA, packets of 64 frames."""
_PACKED_AU_BITS = {23: 4, 25: 3, 26: 5}
"""Of a sample of G.721 and G.723 by AU's number of the encoding"""
_PCM_ENCODINGS = {1: 2, 2: 3, 3: 4, 4: 5}
"""AU's numbers for whole numbers of so many bytes."""
_CAF_FLOAT, _CAF_LITTLE = 1, 2
WAVE_PCM, WAVE_FLOAT, _WAVE_EXTENSIBLE = 1, 3, 0xFFFE
_LONG = 0xFFFFFFFF
CAF_HEADER_BYTES = 8
"""In front of the first chunk"""
_LEAST_HEAD_BYTES = 8
SOUND_CHUNKS = (b"data", b"SSND")
_USUAL_CHUNKS = (b"data", b"fmt ", b"fact", b"LIST", b"bext", b"iXML", b"cue ", b"SSND", b"COMM")


class Chunk(NamedTuple):
    """It is a chunk as its header claims it."""

    kind: bytes
    content: int
    """Offset of what is in it"""
    size_bytes: int
    following: int
    """Offset of the next chunk"""
    start: int
    """Offset of its header"""


@dataclass
class ChunkFile:
    """It is one file of chunks: what its headers say of its sound."""

    family: Family
    start: int
    sound_start: int = -1
    """-1: there is none."""
    claimed_bytes: int = 0
    size_field_bytes: int = 4
    """Width of the size field; a narrow one wraps around."""
    following: int = 0
    """Offset behind the sound as it is claimed"""
    block_bytes: int = 0
    """Of all channels at one time; of one block, where sound is packed in blocks"""
    rate_hz: int = 0
    wave_format: bytes = b""
    """Content of WAV's ``fmt `` chunk, or b"" if the numbers are big-endian: then there is ``au_encoding``."""
    au_encoding: int = 0
    channels: int = 0
    fact_frames: int | None = None
    """How much sound there is, as a header tells it of what is packed"""
    is_unpadded: bool = False
    """A chunk stands where libraries do not look for it."""

    @property
    def wave_tag(self) -> int:
        """Return WAV's number of the codec; 0 for other families."""
        if len(self.wave_format) < 16:
            return 0
        tag: int = struct.unpack_from("<H", self.wave_format)[0]
        if tag == _WAVE_EXTENSIBLE and len(self.wave_format) >= 26:
            sub_format: int = struct.unpack_from("<H", self.wave_format, 24)[0]
            return sub_format
        return tag

    @property
    def is_known(self) -> bool:
        """Return whether the headers describe the sound in a way that another header can repeat."""
        return bool(self.wave_format or self.au_encoding)

    @property
    def bytes_per_second(self) -> int:
        """Return the bytes a second, as far as the header tells; at least 1."""
        if len(self.wave_format) >= 16:
            rate: int = max(1, struct.unpack_from("<I", self.wave_format, 8)[0])
            return rate
        if self.fact_frames:
            return max(1, round(self.claimed_bytes * self.rate_hz / self.fact_frames))
        return max(1, self.block_bytes * self.rate_hz)

    @property
    def is_linear(self) -> bool:
        """Return whether each block is one frame."""
        return self.au_encoding > 0 or self.wave_tag in (WAVE_PCM, WAVE_FLOAT, 6, 7)


Walker = Callable[[BinaryIO, int, int], Iterator[Chunk]]


def riff_chunks_from(file: BinaryIO, position: int, stop: int) -> Iterator[Chunk]:
    """Return the chunks of a RIFF file from an offset on, up to the first that makes no sense or begins another."""
    return _chunks(file, position, stop, "<4sI", 2)


def _aiff_chunks(file: BinaryIO, position: int, stop: int) -> Iterator[Chunk]:
    return _chunks(file, position, stop, ">4sI", 2)


def _caf_chunks(file: BinaryIO, position: int, stop: int) -> Iterator[Chunk]:
    return _chunks(file, position, stop, ">4sQ", 1)


def _chunks(file: BinaryIO, position: int, stop: int, layout: str, padded_to: int) -> Iterator[Chunk]:
    head_bytes, is_odd = struct.calcsize(layout), False
    while position + head_bytes <= stop:
        file.seek(position - 1)
        around = file.read(17)
        head = around[1:]
        if is_odd and around[:4] in _USUAL_CHUNKS:
            position, head = position - 1, around[:16]  # a writer that forgot to fill up to an even size
        if len(head) < head_bytes or _begins_file(head):
            return
        kind, size = struct.unpack_from(layout, head)
        if not (kind.isascii() and kind.decode().isprintable()):
            return
        start, content = position, position + head_bytes
        is_odd = bool(size % padded_to)
        position = content + size + -size % padded_to
        yield Chunk(kind, content, size, position, start)


def _w64_chunks(file: BinaryIO, position: int, stop: int) -> Iterator[Chunk]:
    while position + 24 <= stop:
        file.seek(position)
        head = file.read(24)
        size = int.from_bytes(head[16:24], "little")
        if head[10:16] not in _W64_NODES or is_wave64(head):
            return
        start, content = position, position + 24
        position += max(24, size + -size % 8)
        yield Chunk(head[:4], content, max(0, size - 24), position, start)


def _begins_file(head: bytes) -> bool:
    return head[:4] in (b"RIFF", b"RF64", b"FORM", b"caff", b".snd") and family_of_header(head) is not Family.UNKNOWN


_WALKERS: dict[Family, tuple[Walker, int]] = {
    Family.RIFF: (riff_chunks_from, 12),
    Family.WAVE64: (_w64_chunks, 40),
    Family.IFF: (_aiff_chunks, 12),
    Family.CAF: (_caf_chunks, CAF_HEADER_BYTES),
}
HEAD_BYTES = {Family.RIFF: 8, Family.WAVE64: 24, Family.IFF: 8, Family.CAF: 12, Family.AU: 0}
"""Of a chunk: its name and its size"""
CHUNK_FAMILIES = (*_WALKERS, Family.AU)


def chunks_of(family: Family, file: BinaryIO, position: int, stop: int) -> Iterator[Chunk]:
    """Return the chunks of a file of some family from an offset on. Raises OSError."""
    return _WALKERS[family][0](file, position, stop) if family in _WALKERS else iter(())


def read_chunk_file(file: BinaryIO, start: int, stop: int) -> ChunkFile | None:
    """Read what the headers of the file at ``start`` say; None if it is of no such family. Raises OSError."""
    file.seek(start)
    head = file.read(40)
    family = family_of_header(head)
    found = ChunkFile(family, start)
    if family is Family.AU and len(head) >= 24:
        return _read_au(found, head)
    if family not in _WALKERS or head[:4] == b"RIFX":
        return None
    long_bytes, following = 0, start + _WALKERS[family][1]
    for chunk in chunks_of(family, file, start + _WALKERS[family][1], stop):
        found.is_unpadded |= chunk.content < following + _LEAST_HEAD_BYTES
        following = chunk.following
        file.seek(chunk.content)
        if chunk.kind == b"ds64":
            content = file.read(24)
            long_bytes, found.size_field_bytes = int.from_bytes(content[8:16], "little"), 8
        elif chunk.kind in SOUND_CHUNKS:
            _set_sound(found, chunk, long_bytes, head, file)
            if found.is_known or chunk.following > stop:
                break
        elif found.sound_start < 0 or not found.is_known:
            _read_description(found, chunk, file.read(min(chunk.size_bytes, 1 << 16)))
    return found if found.sound_start >= 0 else None


def further_sound(before: ChunkFile, file: BinaryIO, start: int, stop: int) -> ChunkFile | None:
    """Return another chunk of sound at an offset, behind that of ``before``; None for anything else. Raises OSError.

    No format allows for it. It stands in files that were put together without care.
    """
    chunk = next(chunks_of(before.family, file, start, stop), None)
    if chunk is None or chunk.kind not in SOUND_CHUNKS or not before.is_known:
        return None
    file.seek(chunk.content)
    found = replace(before, start=start, is_unpadded=True)
    _set_sound(found, chunk, 0, b"RIFF", file)
    return found


def _set_sound(found: ChunkFile, chunk: Chunk, long_bytes: int, head: bytes, file: BinaryIO) -> None:
    found.sound_start, found.claimed_bytes, found.following = chunk.content, chunk.size_bytes, chunk.following
    if found.family is Family.RIFF and head[:4] != b"RIFF" and chunk.size_bytes == _LONG and long_bytes:
        found.claimed_bytes = long_bytes
        found.following = chunk.content + long_bytes + long_bytes % 2
    elif found.family is Family.RIFF:
        found.size_field_bytes = 4
    elif found.family is Family.IFF:  # in front of the sound: an offset and a size of blocks
        offset = int.from_bytes(file.read(4))
        found.sound_start += 8 + offset
        found.claimed_bytes -= min(found.claimed_bytes, 8 + offset)
    elif found.family is Family.CAF:  # the number of an edit
        found.sound_start += 4
        found.claimed_bytes -= min(found.claimed_bytes, 4)
        found.size_field_bytes = 8
    else:
        found.size_field_bytes = 8


def _read_description(found: ChunkFile, chunk: Chunk, content: bytes) -> None:
    """Read what a chunk says of the kind of sound into ``found``."""
    if chunk.kind == b"fmt " and len(content) >= 16:
        found.wave_format = content
        found.channels, found.rate_hz = struct.unpack_from("<HI", content, 2)
        found.block_bytes = struct.unpack_from("<H", content, 12)[0]
    elif chunk.kind == b"fact" and len(content) >= 4:
        found.fact_frames = int.from_bytes(content[:4], "little")
    elif chunk.kind == b"COMM" and len(content) >= 18:
        _read_aiff_description(found, content)
    elif chunk.kind == b"desc" and len(content) >= 32:
        _read_caf_description(found, content)


def _read_aiff_description(found: ChunkFile, content: bytes) -> None:
    found.channels, frames, bits = struct.unpack_from(">HIH", content)
    exponent, mantissa = struct.unpack_from(">HQ", content, 8)
    found.rate_hz = round(mantissa * 2.0 ** ((exponent & 0x7FFF) - 16383 - 63))
    coding = content[18:22] or b"NONE"
    width = (bits + 7) // 8
    if coding in _AIFF_PCM:
        _set_big_endian(found, _PCM_ENCODINGS.get(width, 0), width)
    elif coding == b"sowt":
        _set_little_endian(found, WAVE_PCM, width)
    elif coding in _AIFF_FLOAT:
        _set_big_endian(found, _AIFF_FLOAT[coding], 4 if _AIFF_FLOAT[coding] == 6 else 8)
    elif coding in _LAWS:
        _set_big_endian(found, _LAWS[coding], 1)
    elif coding in _PACKED_AIFF:
        found.fact_frames = frames * _PACKED_AIFF[coding]


def _read_caf_description(found: ChunkFile, content: bytes) -> None:
    rate_hz, coding, flags, packet_bytes, _, channels, _ = struct.unpack_from(">d4sIIIII", content)
    found.rate_hz, found.channels = round(rate_hz), channels
    width = packet_bytes // max(1, channels)
    if coding in _LAWS:
        _set_big_endian(found, _LAWS[coding], 1)
    elif coding == b"lpcm" and flags & _CAF_LITTLE:
        # WAV's whole numbers of one byte have no sign.
        if width > 1:
            _set_little_endian(found, WAVE_FLOAT if flags & _CAF_FLOAT else WAVE_PCM, width)
        else:
            _set_big_endian(found, _PCM_ENCODINGS[1], 1)
    elif coding == b"lpcm":
        encoding = {4: 6, 8: 7}.get(width, 0) if flags & _CAF_FLOAT else _PCM_ENCODINGS.get(width, 0)
        _set_big_endian(found, encoding, width)


def _set_big_endian(found: ChunkFile, encoding: int, width: int) -> None:
    found.au_encoding, found.block_bytes = encoding, width * found.channels


def _set_little_endian(found: ChunkFile, tag: int, width: int) -> None:
    found.block_bytes = width * found.channels
    found.wave_format = struct.pack(
        "<HHIIHH", tag, found.channels, found.rate_hz, found.rate_hz * found.block_bytes, found.block_bytes, 8 * width
    )


def _read_au(found: ChunkFile, head: bytes) -> ChunkFile | None:
    offset, size, encoding, found.rate_hz, found.channels = struct.unpack_from(">IIIII", head, 4)
    width = {1: 1, 27: 1, 2: 1, 3: 2, 4: 3, 5: 4, 6: 4, 7: 8}.get(encoding)
    packed_bits = _PACKED_AU_BITS.get(encoding)
    if width is not None:
        _set_big_endian(found, encoding, width)
    elif packed_bits is not None and found.channels:
        found.fact_frames = size * 8 // packed_bits // found.channels
    else:
        return None
    found.sound_start, found.claimed_bytes = found.start + offset, size
    found.following = found.sound_start + size
    return found
