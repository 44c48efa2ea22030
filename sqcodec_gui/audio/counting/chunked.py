"""This module counts how much sound a WAV, RF64, W64, AIFF, CAF or AU file holds: what its headers claim, held against
its size."""

import struct
from dataclasses import dataclass, replace
from typing import BinaryIO

from sqcodec_gui.audio.counting.chunk_files import (
    CHUNK_FAMILIES,
    HEAD_BYTES,
    SOUND_CHUNKS,
    ChunkFile,
    chunks_of,
    further_sound,
    read_chunk_file,
)
from sqcodec_gui.audio.counting.elementary import plan_adts
from sqcodec_gui.audio.counting.frame_walk import tag_at
from sqcodec_gui.audio.counting.mpeg import count_mpeg
from sqcodec_gui.audio.counting.plan import FilePart, Loss, Part, Plan, skipped_at_start
from sqcodec_gui.audio.formats import Family, family_of_header
from sqcodec_gui.audio.lost_spans import ENDS_EARLY
from sqcodec_gui.audio.virtual_file import Piece
from sqcodec_gui.messages import Message

_MPEG_TAGS = (0x50, 0x55)
_AAC_TAGS = (0xFF, 0x1600, 0x706D, 0xA106)
_WRAP_BYTES = 1 << 32
_TAIL_BYTES = 4096
_NAMES = {Family.RIFF: "WAV", Family.WAVE64: "W64", Family.IFF: "AIFF", Family.CAF: "CAF", Family.AU: "AU"}
_LOOKED_AT_CHUNKS = 1000
_CHUNKS_BEHIND = frozenset(
    (  # of WAV and Wave64, of AIFF, of CAF
        *(b"LIST", b"list", b"INFO", b"id3 ", b"ID3 ", b"bext", b"iXML", b"axml", b"cue ", b"smpl", b"inst", b"plst"),
        *(b"fact", b"PEAK", b"DISP", b"JUNK", b"junk", b"PAD ", b"FLLR", b"_PMX", b"cart", b"umid", b"chna", b"levl"),
        *(b"afsp", b"acid", b"strc", b"minf", b"elm1", b"regn", b"LGWV", b"mext", b"qlty", b"dbmd", b"SAUR", b"ResU"),
        *(b"NAME", b"AUTH", b"(c) ", b"ANNO", b"COMT", b"MARK", b"INST", b"MIDI", b"AESD", b"APPL", b"SAXL", b"CHAN"),
        *(b"COMM", b"FVER", b"free", b"info", b"mark", b"ovvw", b"peak", b"edct", b"midi", b"strg", b"uuid", b"kuki"),
    )
)
"""What stands behind the sound in files that people have: by its name alone it is known as no sound."""


@dataclass(frozen=True)
class Extent:
    """It says where the sound of one file really stands."""

    stop: int
    following: int
    """Where another file may begin"""
    is_as_claimed: bool
    notice: Message | None = None
    lost_bytes: int = 0


@dataclass(frozen=True)
class ChunkedCount:
    """It holds what was counted. ``frames`` None: headers account for every byte; only decoding tells the frames."""

    plan: Plan
    is_plain: bool
    frames: int | None
    padding_frames: int = 0
    """So many more a library may find: a last block that is filled up"""


def count_chunked(file: BinaryIO, start: int, stop: int) -> ChunkedCount | None:
    """Count the files of chunks from an offset on; None if it is none that is known. Raises OSError."""
    files = _files(file, start, stop)
    if not files or (len(files) == 1 and not start and not _tells_more_than_libraries(*files[0])):
        return None
    parts: list[Part] = []
    losses: list[Loss] = []
    notices: list[Message] = []
    sample_format = ""
    for found, extent in files:
        inner = _coded(file, found, extent)
        if inner is not None:
            losses += [loss._replace(part=loss.part + len(parts)) for loss in inner.losses]
            notices += inner.notices
            sample_format = sample_format or inner.sample_format
            parts += inner.parts
        else:
            parts.append(_part(found, extent))
        if extent.notice and found.is_known:
            notices.append(extent.notice)
        if extent.lost_bytes:
            losses = [loss for loss in losses if loss.part < len(parts)]  # a torn frame is part of it
            losses.append(Loss(len(parts), extent.lost_bytes / found.bytes_per_second, ENDS_EARLY))
    if len(files) > 1:
        joined = Message("{count} recordings stand in one file; they were read one after the other.", count=len(files))
        notices.insert(0, joined)
    if start:
        notices.insert(0, skipped_at_start(start))
    truncated = bool(losses) and losses[-1].part == len(parts)
    found, extent = files[0]
    plan = Plan(_NAMES[found.family], sample_format, tuple(parts), tuple(losses), tuple(notices), truncated)
    frames, padding = _frames(found, extent)
    is_plain = not start and len(files) == 1 and not sample_format and extent.is_as_claimed
    return ChunkedCount(plan, is_plain, frames, padding)


def _tells_more_than_libraries(found: ChunkFile, extent: Extent) -> bool:
    """Return whether another header can be written for the sound, or it is known how much of it is missing."""
    return found.is_known or bool(extent.lost_bytes and found.fact_frames)


def _files(file: BinaryIO, start: int, stop: int) -> list[tuple[ChunkFile, Extent]]:
    """Return the files that stand one behind the other."""
    files = []
    position, found = start, None
    while position < stop:
        found = read_chunk_file(file, position, stop) or (found and further_sound(found, file, position, stop))
        if found is None:
            break
        extent = _extent(file, found, stop)
        if found.is_unpadded:  # no library would find it
            extent = replace(extent, is_as_claimed=False)
        files.append((found, extent))
        position = max(extent.following, position + 1)
    return files


def _frames(found: ChunkFile, extent: Extent) -> tuple[int | None, int]:
    """Return (frames, or None; how many more the last block may hold)."""
    sound_bytes = extent.stop - found.sound_start
    if found.is_linear:
        return (sound_bytes // found.block_bytes if found.block_bytes else None), 0
    block = struct.unpack_from("<H", found.wave_format, 18)[0] if len(found.wave_format) >= 20 else 0
    if not block or not found.block_bytes or not found.fact_frames:
        return None, 0
    # The last block may be cut short by the encoder or filled up: the fact chunk decides between the two.
    most = -(-sound_bytes // found.block_bytes) * block
    # libsndfile takes the byte that makes a size even for one more block.
    return (found.fact_frames, 2 * block) if 0 <= most - found.fact_frames <= block else (None, 0)


def _extent(file: BinaryIO, found: ChunkFile, stop: int) -> Extent:
    """Believe a claim that the rest of the file agrees with; else find the one that it agrees with."""
    start, claimed = found.sound_start, found.claimed_bytes
    end = start + claimed
    if _is_unknown(found, stop):
        notice = Message("The file does not say how long it is; it was read to its end.")
        return Extent(_without_tag(file, start, stop), stop, False, None if found.family is Family.AU else notice)
    if end > stop:
        return Extent(stop, stop, False, lost_bytes=end - stop)
    following = _chain_end(file, found, found.following, stop)
    if following is None and found.following != end:
        following = _chain_end(file, found, end, stop)  # a writer that forgot to fill up to an even size
    if following is not None:
        return Extent(end, following, True)
    for wrapped in range(end + _WRAP_BYTES, stop + 1, _WRAP_BYTES) if found.size_field_bytes == 4 else ():
        following = _chain_end(file, found, wrapped + wrapped % 2, stop)
        if following is not None:
            notice = Message("The file is larger than its header can say; all of it was read.")
            return Extent(wrapped, following, False, notice)
    sound_stop = _without_tag(file, end, stop)
    if _is_silent_filling(file, end, sound_stop):
        return Extent(end, stop, True)
    held = sound_stop - start
    notice = Message(
        "The header counts {claimed_bytes:,} bytes of sound, the file holds {held_bytes:,}; all of them were read.",
        claimed_bytes=claimed,
        held_bytes=held,
    )
    return Extent(sound_stop, stop, False, notice)


def _is_unknown(found: ChunkFile, stop: int) -> bool:
    """Return whether the size is one that programs write who cannot go back to the header: nought, or the largest."""
    most = 256**found.size_field_bytes - 1
    claimed = found.claimed_bytes + (12 if found.family is Family.CAF else 0)
    end = found.sound_start + found.claimed_bytes
    if found.claimed_bytes == 0:
        return stop > found.sound_start + 8
    if end <= stop:
        return False
    # FFmpeg writes the largest number, SoX and others the largest with a sign, less a header or a block.
    is_wrapped: bool = claimed >= most - 0xFFFF or most // 2 - 0xFFFF <= claimed <= most // 2 + 0xFFFF
    return is_wrapped


def _chain_end(file: BinaryIO, found: ChunkFile, position: int, stop: int) -> int | None:
    """Return where the chunks behind the sound end, if they end with the file or where another begins; else None."""
    if stop - position <= 1:
        return stop
    for number, chunk in enumerate(chunks_of(found.family, file, position, stop)):
        if chunk.kind in SOUND_CHUNKS and found.is_known:
            return chunk.start
        if chunk.content + chunk.size_bytes > stop and chunk.kind in _CHUNKS_BEHIND:
            return stop  # cut off behind the sound, or of a wrong size
        if chunk.content + chunk.size_bytes > stop or number > _LOOKED_AT_CHUNKS:
            break
        position = chunk.following
        if stop - position <= 1:
            return stop
    file.seek(position)
    head = file.read(40)
    if family_of_header(head) in CHUNK_FAMILIES:
        return position
    if len(head) < HEAD_BYTES[found.family] and any(kind.startswith(head[:4]) for kind in _CHUNKS_BEHIND):
        return stop
    kind, size = tag_at(head.ljust(128), 0)
    is_tag = bool(kind) and position + size >= stop - 1
    return stop if is_tag or (position > found.following and not head.strip(b"\0")) else None


def _without_tag(file: BinaryIO, start: int, stop: int) -> int:
    """Return ``stop``, or where an ID3 tag at the end of the file begins."""
    if stop - 128 >= start:
        file.seek(stop - 128)
        if file.read(3) == b"TAG":
            return stop - 128
    return stop


def _is_silent_filling(file: BinaryIO, start: int, stop: int) -> bool:
    """Return whether nothing but a few zeros stand there."""
    if stop - start > _TAIL_BYTES:
        return False
    file.seek(start)
    return not file.read(stop - start).strip(b"\0")


def _coded(file: BinaryIO, found: ChunkFile, extent: Extent) -> Plan | None:
    """Plan how to read MPEG audio or raw AAC inside a WAV file."""
    if found.wave_tag in _MPEG_TAGS:
        counted = count_mpeg(file, found.sound_start, extent.stop)
        return counted.plan(_NAMES[found.family]) if counted else None
    if found.wave_tag in _AAC_TAGS:
        return plan_adts(file, found.sound_start, extent.stop)
    return None


def _part(found: ChunkFile, extent: Extent) -> FilePart:
    """Return the file as it stands, or with a header that says what is there."""
    if extent.is_as_claimed or not found.is_known:
        frames, _ = _frames(found, extent)
        return FilePart((range(found.start, extent.following),), frames)
    sound = range(found.sound_start, extent.stop)
    whole = len(sound) - (len(sound) % found.block_bytes if found.block_bytes and found.is_linear else 0)
    sound = sound[:whole]
    head: Piece
    if found.wave_format:
        head = _wave_header(found, len(sound))
    else:
        head = struct.pack(">4s5I", b".snd", 24, 0xFFFFFFFF, found.au_encoding, found.rate_hz, found.channels)
    return FilePart((head, sound))


def _wave_header(found: ChunkFile, sound_bytes: int) -> bytes:
    """Return an RF64 header, whose sizes are wide enough for anything."""
    description = found.wave_format + bytes(len(found.wave_format) % 2)
    chunks = struct.pack("<4sI", b"fmt ", len(found.wave_format)) + description
    data = struct.pack("<4sI", b"data", 0xFFFFFFFF)
    size = 12 + 36 + len(chunks) + len(data) + sound_bytes
    frames = sound_bytes // found.block_bytes if found.block_bytes else 0
    long_sizes = struct.pack("<4sIQQQI", b"ds64", 28, size - 8, sound_bytes, frames, 0)
    return struct.pack("<4sI4s", b"RF64", 0xFFFFFFFF, b"WAVE") + long_sizes + chunks + data
