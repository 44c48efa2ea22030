"""This module reads and makes the tags of a WAV's chunk ``LIST INFO`` (RIFF, 1991, and later additions)."""

import struct
from collections.abc import Iterable, Iterator

from sqcodec_gui.audio.marks.texts import decoded
from sqcodec_gui.audio.tags import Tags

KEYS = {
    b"INAM": "title",
    b"IART": "artist",
    b"IPRD": "album",
    b"ICMT": "comment",
    b"IGNR": "genre",
    b"ICRD": "date",
    b"ICOP": "copyright",
    b"ITRK": "track",
    b"ILNG": "language",
    b"IMUS": "composer",
    b"IPUB": "publisher",
    b"IWRI": "lyricist",
    b"IENC": "encoded_by",
    b"IMED": "media",
    b"IBPM": "bpm",
    b"IBSU": "url",
    b"IARL": "archival_location",
    b"ICMS": "commissioned_by",
    b"IENG": "engineer",
    b"IKEY": "keywords",
    b"ISBJ": "subject",
    b"ISRC": "source",  # who supplied it, and not the International Standard Recording Code
    b"ISRF": "source_form",
    b"ITCH": "technician",
    b"ISFT": "software",
}
"""Names in the file → our keys, in the order in which they are written."""

_ALSO_READ = {b"TITL": "title", b"IPRT": "track", b"TRCK": "track", b"YEAR": "date"}


def read_riff_info(chunks: Iterable[tuple[bytes, bytes]]) -> Tags:
    """Read the tags of all ``LIST INFO`` among chunks, each its kind and content; a name that is not in ``KEYS``
    becomes a key in lower case."""
    tags: Tags = {}
    for kind, data in chunks:
        if kind != b"LIST":
            continue
        for name, content in _items(data):
            key = KEYS.get(name) or _ALSO_READ.get(name) or name.decode("ascii").lower()
            value = decoded(content)
            if value and value not in tags.setdefault(key, []):
                tags[key].append(value)
    return {key: values for key, values in tags.items() if values}


def _items(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if data[:4] != b"INFO":
        return
    at = 4
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        if not (name.isalnum() and name.isascii()):
            return
        yield name, data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def make_riff_info(tags: Tags) -> bytes:
    """Make the content of a ``LIST INFO`` chunk: the first value of each tag that has a name there; empty for none.

    In UTF-8, as most programs write it. Keys of four letters that begin with “i” are names that were kept as they were.
    """
    names = {key: name for name, key in KEYS.items()}
    items = []
    for key in sorted(tags, key=lambda key: list(names).index(key) if key in names else len(names)):
        name = names.get(key) or _own_name(key)
        if name and tags[key]:
            value = tags[key][0].encode() + b"\0"
            items.append(struct.pack("<4sI", name, len(value)) + value + bytes(len(value) % 2))
    return b"INFO" + b"".join(items) if items else b""


def _own_name(key: str) -> bytes | None:
    is_name = len(key) == 4 and key[0] == "i" and key.isascii() and key.isalnum() and key != "isrc"
    return key.upper().encode() if is_name else None
