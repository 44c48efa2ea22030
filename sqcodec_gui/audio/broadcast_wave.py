"""This module reads and makes what Broadcast WAV adds: the ``bext`` chunk (EBU Tech 3285, v0 to v2) and ``iXML``."""

import struct
from collections.abc import Iterable

from sqcodec_gui.audio.tags import DATE_TAGS, Tags

_BEXT = struct.Struct("<256s32s32s10s8sQH64s5h180s")
_TEXT_FIELDS = ("bwf_description", "bwf_originator", "bwf_originator_reference")
_LOUDNESS_FIELDS = (
    "bwf_loudness_value",
    "bwf_loudness_range",
    "bwf_loudness_max_true_peak",
    "bwf_loudness_max_momentary",
    "bwf_loudness_max_short_term",
)
"""In LUFS, LU, dBTP, LUFS and LUFS, as decimal texts; hundredths in the file, of version 2 on."""
_NO_LOUDNESS = 0x7FFF
_DATE_AT, _TIME_AT = slice(0, 10), slice(11, 19)


def read_broadcast_wave(chunks: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Read the ``bwf_*`` tags, ``ixml`` and ``date_recorded`` of a file's chunks, each its kind and content."""
    found: dict[str, str] = {}
    for kind, data in chunks:
        if kind == b"bext" and len(data) >= _BEXT.size:
            found |= _parse_bext(data)
        elif kind == b"iXML":
            found["ixml"] = _text(data)
    return {key: value for key, value in found.items() if value}


def make_bext(tags: Tags) -> bytes | None:
    """Make the content of a ``bext`` chunk for these tags, or None if none of them belongs there."""
    recorded = _first(tags, DATE_TAGS["recorded"])
    if not recorded and not any(key.startswith("bwf_") for key in tags):
        return None
    reference = _first(tags, "bwf_time_reference")
    texts = [_first(tags, key).encode("utf-8", "replace") for key in _TEXT_FIELDS]
    loudness = [_hundredths(_first(tags, key)) for key in _LOUDNESS_FIELDS]
    has_loudness = any(value != _NO_LOUDNESS for value in loudness)
    umid = _umid(_first(tags, "bwf_umid"))
    least = _least_version(any(umid), has_loudness)
    fixed = _BEXT.pack(
        *texts,
        recorded[_DATE_AT].encode(),
        recorded[_TIME_AT].encode(),
        int(reference) if reference.isdecimal() and int(reference) < 1 << 64 else 0,
        _version(_first(tags, "bwf_version"), least),
        umid,
        *(loudness if has_loudness else [0] * len(loudness)),
        b"",
    )
    return fixed + _first(tags, "bwf_coding_history").encode()


def _least_version(has_umid: bool, has_loudness: bool) -> int:
    """Return the first version of the standard that has these fields."""
    return 2 if has_loudness else int(has_umid)


def _version(text: str, least: int) -> int:
    """Return the version that the file had, but never one without what is written."""
    return max(least, int(text)) if text.isdecimal() and int(text) < 1 << 16 else least


def _umid(text: str) -> bytes:
    try:
        return bytes.fromhex(text.removeprefix("0x"))[:64]
    except ValueError:
        return b""


def _hundredths(text: str) -> int:
    try:
        value = round(100 * float(text))
    except (ValueError, OverflowError):
        return _NO_LOUDNESS
    return value if abs(value) < _NO_LOUDNESS else _NO_LOUDNESS


def _first(tags: Tags, key: str) -> str:
    return tags[key][0] if tags.get(key) else ""


def _parse_bext(data: bytes) -> dict[str, str]:
    description, originator, reference, date, time, samples, version, umid, *rest = _BEXT.unpack_from(data)
    texts = dict(zip(_TEXT_FIELDS, map(_text, (description, originator, reference)), strict=True))
    texts["bwf_time_reference"] = str(samples) if samples else ""
    has_umid, has_loudness = version >= 1 and any(umid), version >= 2 and any(rest[: len(_LOUDNESS_FIELDS)])
    if has_umid:
        texts["bwf_umid"] = umid.hex() if any(umid[32:]) else umid[:32].hex()
    if has_loudness:
        for key, value in zip(_LOUDNESS_FIELDS, rest, strict=False):
            texts[key] = "" if value == _NO_LOUDNESS else f"{value / 100:.2f}"
    if version != _least_version(has_umid, has_loudness):
        texts["bwf_version"] = str(version)
    texts["bwf_coding_history"] = _text(data[_BEXT.size :])
    # The standard wants hyphens, but allows other marks between the numbers of date and time.
    day = _digits(_text(date), "-", 10)
    clock = _digits(_text(time), ":", 8)
    texts[DATE_TAGS["recorded"]] = f"{day}T{clock}" if day and clock else day
    return texts


def _digits(text: str, mark: str, length: int) -> str:
    """Return ``text`` with ``mark`` between its numbers, or nothing if it is not of this length or all zeros."""
    plain = "".join(letter if letter.isdecimal() else mark for letter in text)
    usable = len(plain) == length and any(letter not in "0" + mark for letter in plain)
    return plain if usable or (mark == ":" and len(plain) == length) else ""


def _text(data: bytes) -> str:
    data = data.split(b"\0", 1)[0]
    try:
        return data.decode("utf-8").strip()
    except UnicodeDecodeError:
        return data.decode("latin-1").strip()
