"""This module reads FLAC's blocks before the sound (RFC 9639, 8): the cue sheet among them."""

from collections.abc import Iterator
from typing import BinaryIO

from sqcodec_gui.audio.headers import id3v2_size
from sqcodec_gui.marks import Mark
from sqcodec_gui.marks.cue_sheet import read_block

_STREAMINFO, _CUESHEET = 0, 5
_IS_LAST = 0x80


def _flac_blocks(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Yield the kind and size of each block, at whose content the file stands then. An ID3 tag may come first."""
    file.seek(0)
    start = id3v2_size(file.read(10))
    file.seek(start)
    if file.read(4) != b"fLaC":
        return
    at, is_last = start + 4, False
    while not is_last:
        file.seek(at)
        head = file.read(4)
        if len(head) < 4:
            return
        is_last, size = bool(head[0] & _IS_LAST), int.from_bytes(head[1:])
        yield head[0] & 0x7F, size
        at += 4 + size


def read_flac_cue_sheet(file: BinaryIO) -> tuple[str, list[Mark]]:
    """Read (the block CUESHEET as text, its tracks to the sample); nothing if there is none."""
    rate_hz = 0
    for kind, size in _flac_blocks(file):
        if kind == _STREAMINFO:
            rate_hz = int.from_bytes(file.read(size)[10:13]) >> 4
        elif kind == _CUESHEET:
            return read_block(file.read(size), rate_hz)
    return "", []
