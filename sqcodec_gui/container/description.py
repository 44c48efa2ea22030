"""This module writes the description in a header as deflated JSON, and reads it back from untrusted bytes."""

import json
import re
import zlib
from typing import Any

from sqcodec_gui.container.bounds import DescriptionsAllowance
from sqcodec_gui.container.errors import SqcHeaderError, SqcLimitError
from sqcodec_gui.strict_json import no_constant, once_each

LIMIT_BYTES = 1 << 20
"""Of the JSON, both deflated and plain."""
LIMIT_DEPTH = 8

DICTIONARY = (
    b'"comment":["description":["genre":["track_number":["composer":["performer":["copyright":["language":['
    b'"date":["2026-","album":["artist":["title":["tags":{"dates":{"created":"recorded":"modified":"2025-'
    b'"statistics_rule":"none","0k75bps"1k5bps"3kbps"12kbps_24khz"24kbps_24khz"l3ac"l3ac-'
    b'.m4a".mp3".flac".ogg".opus"MPEG"M4A"MP3"OGG"OPUS"AIFF"FLAC"VORBIS"AAC"PCM_24"FLOAT"44100,"channels":2,'
    b'"sample_rate_hz":24000,"hop_samples":90,"levels":[9,9,9,7,7,7],"window_tokens":400,"block_windows":16,'
    b'{"model":"6kbps","family":"sqcodec","sample_rate_hz":16000,"hop_samples":45,"levels":[7,7,7,7,7,7],'
    b'"window_tokens":300,"block_windows":12,"channels":1,"encoder":"sqcodec-gui 0.1.0",'
    b'"statistics_rule":"stored","source":{"name":".wav","size_bytes":1,"sample_rate_hz":48000,'
    b'"channels":1,"sample_format":"PCM_16","container":"WAV"}}'
)
"""Deflate's preset dictionary: part of the format, so it never changes."""

DICTIONARY_2 = DICTIONARY + (
    b'"spectral-1k5bps"spectral-3kbps"layers":[1],"layers":[1,1],'
    b'{"model":"spectral-6kbps","family":"spectral","sample_rate_hz":16000,"hop_samples":180,"levels":[7,7,7,7,7,7],'
    b'"layers":[1,1,2],"block_frames":896,"context_frames":117,"channels":1,"encoder":"sqcodec-gui 0.1.0",'
    b'"statistics_rule":"none","source":{"name":".wav","size_bytes":1,"sample_rate_hz":48000,'
    b'"channels":1,"sample_format":"PCM_16","container":"WAV"},"tables_sha256":"'
)
"""The same for files of version 2, which know all that the first one knows."""

DICTIONARIES = {1: DICTIONARY, 2: DICTIONARY_2}
"""By format version."""

_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)


def deflate_json(value: dict[str, Any], version: int) -> bytes:
    """Make of ``value`` compact UTF-8 JSON in a raw deflate stream with the dictionary of a format version preset.

    Raises SqcLimitError if it is larger or more deeply nested than a reader accepts.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # A file name may hold bytes that are no text; Python keeps them as lone surrogates, JSON as \udcXX.
    plain = text.encode("utf-8", "backslashreplace")
    if len(plain) > LIMIT_BYTES:
        raise SqcLimitError(
            "the description is {count:,} bytes long, more than {limit_bytes:,}",
            count=len(plain),
            limit_bytes=LIMIT_BYTES,
        )
    _check_depth(plain, None)
    coder = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, DICTIONARIES[version])
    deflated = coder.compress(plain) + coder.flush()
    if len(deflated) > LIMIT_BYTES:
        raise SqcLimitError("the description is longer than {limit_bytes:,} bytes", limit_bytes=LIMIT_BYTES)
    return deflated


def inflate_json(
    data: bytes, offset: int, version: int, allowance: DescriptionsAllowance | None = None
) -> dict[str, Any]:
    """Undo ``deflate_json``; ``offset`` is where ``data`` stands in the file, for error messages.

    ``allowance``: of all descriptions of the file, where it may have several. Raises SqcLimitError beyond the limits of
    size and depth, SqcHeaderError for anything else.
    """
    if allowance is not None:
        allowance.spend(0, offset)
    coder = zlib.decompressobj(-15, DICTIONARIES[version])
    try:
        plain = coder.decompress(data, LIMIT_BYTES + 1)
    except zlib.error as error:
        raise SqcHeaderError("the description cannot be unpacked", offset=offset) from error
    if allowance is not None:
        allowance.spend(len(plain), offset)
    if len(plain) > LIMIT_BYTES:
        raise SqcLimitError(
            "the description unpacks to more than {limit_bytes:,} bytes", limit_bytes=LIMIT_BYTES, offset=offset
        )
    if not coder.eof or coder.unused_data:
        raise SqcHeaderError("the description does not end where it should", offset=offset)
    return parse(plain, offset)


def parse(plain: bytes, offset: int) -> dict[str, Any]:
    """Read a JSON object from UTF-8 bytes: bounded depth, no key twice, no NaN."""
    _check_depth(plain, offset)
    try:
        value = json.loads(plain.decode("utf-8"), object_pairs_hook=once_each, parse_constant=no_constant)
    except ValueError as error:  # wrong UTF-8, wrong JSON, an endless number: all derive from it
        raise SqcHeaderError("the description cannot be read: {reason}", reason=str(error), offset=offset) from error
    if not isinstance(value, dict):
        raise SqcHeaderError("the description is not a JSON object", offset=offset)
    return value


def _check_depth(plain: bytes, offset: int | None) -> None:
    """Count brackets outside strings before the parser, which recurses, sees them."""
    depth = 0
    for bracket in re.findall(rb"[][{}]", _STRINGS.sub(b"", plain)):
        depth += 1 if bracket in b"[{" else -1
        if depth > LIMIT_DEPTH:
            raise SqcLimitError(
                "the description is nested more than {limit_depth} deep", limit_depth=LIMIT_DEPTH, offset=offset
            )


def text_in(fields: dict[str, Any], key: str, offset: int, default: str | None = None) -> str:
    """Return the text under a key of a description. Raises SqcHeaderError if there is none."""
    value = fields.get(key, default)
    if not isinstance(value, str):
        raise SqcHeaderError("the description's {key} is missing or no text", key=key, offset=offset)
    return value


def number_in(fields: dict[str, Any], key: str, low: int, high: int, offset: int, default: int | None = None) -> int:
    """Return the whole number under a key of a description.

    Raises SqcHeaderError if it is none, SqcLimitError if it lies outside of ``low`` to ``high``.
    """
    value = fields.get(key, default)
    if type(value) is not int:
        raise SqcHeaderError("the description's {key} is missing or no whole number", key=key, offset=offset)
    if not low <= value <= high:
        raise SqcLimitError(
            "the description's {key} is outside {low:,} to {high:,}", key=key, low=low, high=high, offset=offset
        )
    return value
