"""This module reads APEv2 tags (https://wiki.hydrogenaud.io/index.php?title=APEv2_specification) at a file's end."""

import struct
from typing import BinaryIO

from sqcodec_gui.audio.headers import size_in_bytes
from sqcodec_gui.audio.tags import Cover, Tags

_FOOTER = struct.Struct("<8sIIII8x")
_ID3V1_BYTES = 128
_MOST_TAG_BYTES = 64 << 20
_KIND_MASK, _KIND_TEXT, _KIND_BINARY = 6, 0, 2
_NAMES = {
    "year": "date",
    "record date": "date",
    "album artist": "albumartist",
    "publisher": "publisher",
    "catalog": "catalog_number",
    "ean/upc": "barcode",
    "related": "url",
    "abstract": "description",
}
_COVER = "cover art (front)"
_TECHNICAL_PREFIXES = ("mp3gain_",)


def read_apev2(file: BinaryIO) -> tuple[Tags, Cover | None]:
    """Read tags and front cover; nothing if there are none. An ID3v1 tag may follow."""
    end = size_in_bytes(file)
    for after in (0, _ID3V1_BYTES):
        start = end - after - _FOOTER.size
        if start < 0:
            break
        file.seek(start)
        magic, _, size, count, _ = _FOOTER.unpack(file.read(_FOOTER.size))
        if magic == b"APETAGEX" and _FOOTER.size <= size <= min(start + _FOOTER.size, _MOST_TAG_BYTES):
            file.seek(start + _FOOTER.size - size)
            return _items(file.read(size - _FOOTER.size), count)
    return {}, None


def _items(data: bytes, count: int) -> tuple[Tags, Cover | None]:
    tags: Tags = {}
    cover, at = None, 0
    for _ in range(count):
        name_stop = data.find(b"\0", at + 8)
        if name_stop < 0:
            break
        size, flags = struct.unpack_from("<II", data, at)
        name = data[at + 8 : name_stop].decode("ascii", "replace").lower()
        content = data[name_stop + 1 : name_stop + 1 + size]
        at = name_stop + 1 + size
        if flags & _KIND_MASK == _KIND_TEXT and not name.startswith(_TECHNICAL_PREFIXES):
            values = [value for value in content.decode("utf-8", "replace").split("\0") if value]
            tags.setdefault(_NAMES.get(name, name), []).extend(values)
        elif flags & _KIND_MASK == _KIND_BINARY and name == _COVER:
            picture = content[content.find(b"\0") + 1 :]  # after a file's name
            mime = "image/png" if picture.startswith(b"\x89PNG") else "image/jpeg"
            cover = Cover(mime, picture) if picture else None
    _split_total(tags, "track")
    _split_total(tags, "disc")
    return {key: values for key, values in tags.items() if values}, cover


def _split_total(tags: Tags, key: str) -> None:
    """Split a number and its total: “3/12” is the third of twelve."""
    number, slash, total = (tags.get(key) or [""])[0].partition("/")
    if slash:
        tags[key] = [number]
        tags[f"{key}_total"] = [total]
