"""This module reads chunks of Sony's Wave64: as WAV's, with names of 16 bytes and 64-bit sizes that count them too."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

_RIFF = bytes.fromhex("726966662e91cf11a5d628db04c10000")
_TAIL = bytes.fromhex("f3acd3118cd100c04f8edb8a")
"""After the four letters of the names that have them; some writers use another one for bext."""
_OTHER_TAILS = (bytes.fromhex("f3acd3aad18c00c04f8edb8a"),)
_LIST = bytes.fromhex("6c6973742f91cf11a5d628db04c10000")
_HEAD_BYTES, _FIRST_CHUNK = 24, 40


def is_wave64(head: bytes) -> bool:
    """Return whether a file that begins with ``head`` is Wave64."""
    return head.startswith(_RIFF)


def wave64_chunks(file: BinaryIO, end: int) -> Iterator[tuple[bytes, int]]:
    """Yield the kind (as WAV calls it) and size of each whole chunk of a file of ``end`` bytes, at its content then."""
    start = _FIRST_CHUNK
    while start + _HEAD_BYTES <= end:
        file.seek(start)
        name, size = struct.unpack("<16sQ", file.read(_HEAD_BYTES))
        if size < _HEAD_BYTES or start + size > end:
            return
        if name == _LIST:
            yield b"LIST", size - _HEAD_BYTES
        elif name[4:] == _TAIL or name[4:] in _OTHER_TAILS:
            yield name[:4], size - _HEAD_BYTES
        start += -(-size // 8) * 8
