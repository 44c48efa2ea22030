"""This package counts how long a recording is, without decoding it, and whether the file holds all of that.

**A length is believed only when two independent ways agree on it, or the container's own arithmetic accounts for
every byte of the file.** Here is the arithmetic: frames and pages are walked from header to header, and the sizes that
headers claim are held against the size of the file. A library is trusted with a file where it tells the same length;
any other file is read by the plan that comes out of here: its parts, in order, and what is missing of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from sqcodec_gui.audio.counting.ac3_dts import AC3_MARK, DTS_MARK
from sqcodec_gui.audio.counting.chunk_files import CHUNK_FAMILIES
from sqcodec_gui.audio.counting.chunked import count_chunked
from sqcodec_gui.audio.counting.edit_lists import plan_of_edits
from sqcodec_gui.audio.counting.elementary import (
    plan_ac3_dts,
    plan_adts,
    plan_amr,
    plan_sbc,
    read_adts_header,
)
from sqcodec_gui.audio.counting.flac import count_flac
from sqcodec_gui.audio.counting.joined_files import can_be_joined, is_mp4, joined_files
from sqcodec_gui.audio.counting.mpeg import count_mpeg
from sqcodec_gui.audio.counting.musepack import MUSEPACK, readable_musepack
from sqcodec_gui.audio.counting.ogg import count_ogg
from sqcodec_gui.audio.counting.plan import FilePart, Plan, skipped_at_start
from sqcodec_gui.audio.formats import Family, family_of_header, starts_mpeg_frame
from sqcodec_gui.audio.headers import id3v2_size, size_in_bytes
from sqcodec_gui.messages import Message

_RAW_SUFFIXES = (".mp3", ".mp2", ".mp1", ".mpga", ".aac")
"""Of streams that have no header of their own: what stands in front of them may be anything."""
_START_BYTES = 64
_ZEROS_BYTES = 1 << 20
_ANY = 1 << 62


@dataclass(frozen=True)
class Counted:
    """It holds what was counted in a file."""

    plan: Callable[[], Plan]
    """How to read it if no library is trusted with it."""
    plain_frames: int | None = None
    """Not None where the file is one whole stream of so many frames: a library that finds the same reads it."""
    rate_hz: int | None = None
    """Of these frames, where a library may choose another rate"""
    padding_frames: int = 0
    """So many more a library may find at the end; they are no sound."""


def count(file: BinaryIO, header: bytes, suffix: str, most_bytes: int | None = None, track: int = 1) -> Counted | None:
    """Count an open file that begins with ``header``; None for a kind that is not counted beforehand.

    ``suffix`` is that of its name, lower case. With ``most_bytes``, what must be read from end to end to be counted
    is counted only up to this size. ``track``: of several sound tracks, from 1. Raises OSError.
    """
    if track > 1:  # of what is counted, Ogg alone has several
        return _count_ogg(file, track) if family_of_header(header) is Family.OGG else None
    start = _start_of_sound(file)
    file.seek(start)
    head = file.read(_START_BYTES)
    family = family_of_header(head)
    stop = size_in_bytes(file)
    if family in CHUNK_FAMILIES and not can_be_joined(head):
        return _count_chunked(file, start, stop)
    if can_be_joined(head):
        return _behind(start, stop) if start else _count_joined(file, head)
    if most_bytes is not None and stop > most_bytes:
        return None
    if family is Family.OGG:
        return _count_ogg(file)
    if family is Family.FLAC:
        counted_flac = count_flac(file, start, stop)
        return Counted(counted_flac.plan, counted_flac.plain_frames) if counted_flac else None
    if head.startswith(b"#!AMR"):
        return _planned(plan_amr(file, start, stop))
    if head.startswith((AC3_MARK, DTS_MARK)):
        return _planned(plan_ac3_dts(file, start, stop))
    if suffix == ".sbc":
        return _planned(plan_sbc(file, 0, stop))
    if read_adts_header(head, 0) is not None:
        return _planned(plan_adts(file, 0, stop))
    if starts_mpeg_frame(head) or (family is Family.UNKNOWN and suffix in _RAW_SUFFIXES):
        return _count_mpeg(file, stop, suffix)
    return None


def _count_ogg(file: BinaryIO, track: int = 1) -> Counted | None:
    counted = count_ogg(file, track)
    if counted is None:
        return None
    part = counted.first
    return Counted(counted.plan, part.frames if counted.is_plain else None, part.rate_hz)


def _behind(start: int, stop: int) -> Counted:
    """Count a file of a kind that has its own header, behind a tag or zeros that other programs put in front of it."""
    plan = Plan("", "", (FilePart((range(start, stop),)),), (), (skipped_at_start(start),))
    return Counted(lambda: plan)


def _count_joined(file: BinaryIO, head: bytes) -> Counted | None:
    """Count the files of a container that FFmpeg reads, but not in full: of several it takes the first alone."""
    stretches = joined_files(file, head)
    edited = plan_of_edits(file, stretches[0].stop) if len(stretches) == 1 and is_mp4(head) else None
    if edited is not None:
        return Counted(lambda: edited)
    is_musepack = head.startswith(MUSEPACK)
    parts = [readable_musepack(file, stretch) if is_musepack else (stretch,) for stretch in stretches]
    notices = []
    if len(parts) > 1:
        joined = Message("{count} recordings stand in one file; they were read one after the other.", count=len(parts))
        notices.append(joined)
    elif parts == [(stretches[0],)]:
        return None
    is_cut = parts[-1] != (stretches[-1],)
    plan = Plan("", "", tuple(FilePart(pieces) for pieces in parts), (), tuple(notices), is_cut)
    return Counted(lambda: plan)


def _count_chunked(file: BinaryIO, start: int, stop: int) -> Counted | None:
    counted = count_chunked(file, start, stop)
    if counted is None or (counted.is_plain and counted.frames is None):
        return None
    frames = counted.frames if counted.is_plain else None
    return Counted(lambda: counted.plan, frames, padding_frames=counted.padding_frames)


def _start_of_sound(file: BinaryIO) -> int:
    """Return the offset behind ID3 tags and zeros at the start of a file."""
    start = 0
    while True:
        file.seek(start)
        head = file.read(_START_BYTES)
        size = id3v2_size(head)
        if not size and head[:2] == b"\0\0" and family_of_header(head) is Family.UNKNOWN:
            file.seek(start)
            zeros = file.read(_ZEROS_BYTES)
            size = len(zeros) - len(zeros.lstrip(b"\0"))
        if not size or not head:
            return start
        start += size


def _planned(plan: Plan | None) -> Counted | None:
    return None if plan is None else Counted(lambda: plan)


def _count_mpeg(file: BinaryIO, stop: int, suffix: str) -> Counted | None:
    if suffix == ".aac":
        counted = _planned(plan_adts(file, 0, stop))
        if counted is not None:
            return counted
    counted_mpeg = count_mpeg(file, 0, stop)
    if counted_mpeg is None:
        return None
    if not counted_mpeg.is_plain:
        return Counted(counted_mpeg.plan)
    # Where no header counts them, libsndfile guesses by the size of the file, and may guess more.
    return Counted(counted_mpeg.plan, counted_mpeg.frames, padding_frames=0 if counted_mpeg.counts else _ANY)
