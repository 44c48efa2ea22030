"""Broadcast WAV: the ``bext`` chunk (EBU Tech 3285) and ``iXML``, read from and made for WAV files."""

import struct
from pathlib import Path

from sqcodec_gui.audio.headers import riff_chunks
from sqcodec_gui.audio.tags import DATE_TAGS, Tags

_BEXT = struct.Struct("<256s32s32s10s8sQH64s10s180s")
_MAX_CHUNK_BYTES = 16 * 1024 * 1024
_TEXT_FIELDS = ("bwf_description", "bwf_originator", "bwf_originator_reference")
_ISO_DATE_LENGTH = 10


def read_broadcast_wave(path: Path) -> dict[str, str]:
    """The ``bwf_*`` tags, ``ixml`` and ``date_recorded`` of a WAV or RF64 file; empty for any other file."""
    found: dict[str, str] = {}
    with path.open("rb") as file:
        for kind, size in riff_chunks(file):
            if kind == b"bext" and _BEXT.size <= size <= _MAX_CHUNK_BYTES:
                found |= _parse_bext(file.read(size))
            elif kind == b"iXML" and size <= _MAX_CHUNK_BYTES:
                found["ixml"] = _text(file.read(size))
    return {key: value for key, value in found.items() if value}


def make_bext(tags: Tags) -> bytes | None:
    """The content of a ``bext`` chunk for these tags, or None if none of them belongs there."""
    recorded = _first(tags, DATE_TAGS["recorded"])
    if not recorded and not any(key.startswith("bwf_") for key in tags):
        return None
    reference = _first(tags, "bwf_time_reference")
    date, time = recorded[:_ISO_DATE_LENGTH], recorded[_ISO_DATE_LENGTH + 1 :][:8]
    texts = [_first(tags, key).encode("utf-8", "replace") for key in _TEXT_FIELDS]
    fixed = _BEXT.pack(
        *texts, date.encode(), time.encode(), int(reference) if reference.isdecimal() else 0, 1, b"", b"", b""
    )
    return fixed + _first(tags, "bwf_coding_history").encode()


def _first(tags: Tags, key: str) -> str:
    return tags[key][0] if tags.get(key) else ""


def _parse_bext(data: bytes) -> dict[str, str]:
    description, originator, reference, date, time, samples, *_ = _BEXT.unpack_from(data)
    texts = dict(zip(_TEXT_FIELDS, map(_text, (description, originator, reference)), strict=True))
    texts["bwf_time_reference"] = str(samples) if samples else ""
    texts["bwf_coding_history"] = _text(data[_BEXT.size :])
    # The standard wants hyphens, but allows other marks between the numbers of date and time.
    day = _digits(_text(date), "-", 10)
    clock = _digits(_text(time), ":", 8)
    texts[DATE_TAGS["recorded"]] = f"{day}T{clock}" if day and clock else day
    return texts


def _digits(text: str, mark: str, length: int) -> str:
    """``text`` with ``mark`` between its numbers, or nothing if it is not of this length or all zeros."""
    plain = "".join(letter if letter.isdecimal() else mark for letter in text)
    usable = len(plain) == length and any(letter not in "0" + mark for letter in plain)
    return plain if usable or (mark == ":" and len(plain) == length) else ""


def _text(data: bytes) -> str:
    data = data.split(b"\0", 1)[0]
    try:
        return data.decode("utf-8").strip()
    except UnicodeDecodeError:
        return data.decode("latin-1").strip()
