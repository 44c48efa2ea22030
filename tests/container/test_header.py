import io
import json
import struct
import zlib
from dataclasses import replace

import pytest

from sqcodec_gui.container import Source, SqcReader, Statistics, description
from sqcodec_gui.container.bytesource import ByteSource
from sqcodec_gui.container.errors import (
    SqcError,
    SqcHeaderError,
    SqcLimitError,
    SqcSignatureError,
    SqcTruncatedError,
    SqcVersionError,
)
from sqcodec_gui.container.header import LAYOUT, header_bytes, parse_header, read_header_bytes, with_crc

MODELS = {
    "0k75bps": ((7,) * 6, 360, 200, 2),
    "1k5bps": ((7,) * 6, 180, 300, 3),
    "3kbps": ((7,) * 6, 90, 400, 4),
    "6kbps": ((7,) * 6, 45, 300, 12),
    "12kbps": ((9, 9, 9, 7, 7, 7), 24, 400, 17),
    "24kbps_24khz": ((9, 9, 9, 7, 7, 7), 18, 600, 22),
}


def _parsed(data: bytes):
    return parse_header(read_header_bytes(ByteSource(io.BytesIO(data)))).header


def _with_description(data: bytes, deflated: bytes) -> bytes:
    """The header `data` with other deflated bytes as its description, checksum right."""
    fixed = list(LAYOUT.unpack_from(data))
    fixed[3] = len(deflated)
    return with_crc(LAYOUT.pack(*fixed) + data[LAYOUT.size : LAYOUT.size + 4 * fixed[2]] + deflated)


def _deflated(plain: bytes) -> bytes:
    coder = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, description.DICTIONARY)
    return coder.compress(plain) + coder.flush()


@pytest.mark.parametrize("model", MODELS)
def test_every_field_comes_back(make_header, model):
    levels, hop_samples, window_tokens, block_windows = MODELS[model]
    source = Source(
        name="été \u202e 🎙 \udcff #.wav",  # a lone surrogate: a byte of a file name that is no text
        sample_rate_hz=44_100,
        channels=2,
        size_bytes=2**52,
        sample_format="FLOAT",
        container="WAV",
        dates={"recorded": "2024-02-29T12:00:00+01:00"},
        tags={"title": ["a", 'quote " and \\ and { [ '], "": [], "\n": ["\0"]},
    )
    header = make_header(
        model=model,
        levels=levels,
        hop_samples=hop_samples,
        window_tokens=window_tokens,
        block_windows=block_windows,
        channels=2,
        source=source,
        statistics=Statistics("stored", 3).with_values([1.5, -0.0, 3e38]),
        skip_samples=12,
        tables_sha256="ab" * 32,
        stream_id=5,
    )
    assert _parsed(header_bytes(header, 0)) == header


def test_a_header_of_a_wav_recording_is_small(make_header):
    header = make_header(statistics=Statistics("stored", 24), source=Source("talk.wav", 44_100, 1, 5_292_044))
    assert len(header_bytes(header, 0)) < 60 + 96 + 100


def test_statistics_are_unknown_until_they_are_given(make_header):
    assert _parsed(header_bytes(make_header(), 0)).statistics.values is None
    with pytest.raises(ValueError, match="4 finite numbers"):
        Statistics("stored", 4).with_values([1, 2, 3, float("nan")])


def test_a_newer_version_says_so(make_header):
    data = bytearray(header_bytes(make_header(), 0))
    data[8:10] = struct.pack("<H", 3)
    with pytest.raises(SqcVersionError, match=r"format version 3.*at byte 8.*newer version of the program"):
        SqcReader(io.BytesIO(data), tolerant=True)


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", SqcSignatureError, "empty"),
        (b"RIFF....WAVEfmt ", SqcSignatureError, "not a .sqc file"),
        (b"\x89SQC\n\x1a\n" + bytes(99), SqcSignatureError, "sent as text"),
        (b"\x89SQC\r\n\x1a\n\1\0", SqcTruncatedError, "within its header"),
    ],
)
def test_other_files_are_told_apart(data, error, says):
    with pytest.raises(error, match=says):
        SqcReader(io.BytesIO(data))


@pytest.mark.parametrize(
    "change",
    [
        {"channels": 1_000_000},
        {"channels": 0},
        {"channels": True},
        {"channels": "1"},
        {"channels": 1.0},
        {"skip_samples": 2**60},
        {"levels": [255] * 16},
        {"levels": [7] * 100},
        {"levels": [1]},
        {"levels": "777777"},
        {"window_tokens": 60_000, "block_windows": 2},
        {"sample_rate_hz": -1},
        {"hop_samples": 10**4000},
        {"family": "other"},
        {"model": None},
        {"source": []},
        {"source": {"name": "x", "sample_rate_hz": 1, "channels": 1, "tags": {"a": "text"}}},
        {"source": {"name": "x", "sample_rate_hz": 1, "channels": 1, "dates": {"a": 1}}},
        {"source": {"name": "x", "sample_rate_hz": 1, "channels": 1, "size_bytes": 2**60}},
    ],
    ids=lambda change: str(change)[:60],
)
def test_claims_beyond_bounds_are_refused(make_header, change):
    data = header_bytes(make_header(), 0)
    told = description.inflate_json(data[LAYOUT.size + 16 :], 0, 1) | change
    hostile = _with_description(data, _deflated(json.dumps(told).encode()))
    with pytest.raises((SqcHeaderError, SqcLimitError)) as caught:
        SqcReader(io.BytesIO(hostile))
    assert caught.value.offset is not None


@pytest.mark.parametrize(
    ("plain", "error"),
    [
        (b'{"a":' * 9 + b"1" + b"}" * 9, SqcLimitError),
        (b"[" * 500_000 + b"]" * 500_000, SqcLimitError),
        (b'{"a":' + b'"' + b"[" * 100 + b'"' + b"}", SqcHeaderError),  # deep in a text only: merely lacks fields
        (b'{"model":"\xff\xfe"}', SqcHeaderError),
        (b'{"model":1,"model":2}', SqcHeaderError),
        (b'{"channels":NaN}', SqcHeaderError),
        (b'{"channels":' + b"9" * 100_000 + b"}", SqcHeaderError),
        (b'"\\', SqcHeaderError),
        (b"[1]", SqcHeaderError),
        (b"", SqcHeaderError),
        (b" " * (1 << 20) + b" ", SqcLimitError),
    ],
    ids=range(11),
)
def test_hostile_json_is_refused(make_header, plain, error):
    hostile = _with_description(header_bytes(make_header(), 0), _deflated(plain))
    with pytest.raises(error):
        SqcReader(io.BytesIO(hostile))


@pytest.mark.parametrize("deflated", [b"\xff\xff", b"", _deflated(b"{}")[:-1], _deflated(b"{}") + b"x"])
def test_a_description_that_does_not_unpack_is_refused(make_header, deflated):
    hostile = _with_description(header_bytes(make_header(), 0), deflated)
    with pytest.raises(SqcHeaderError):
        SqcReader(io.BytesIO(hostile))


def test_a_header_of_four_gigabytes_is_refused_unread(make_header):
    data = bytearray(header_bytes(make_header(), 0))
    data[12:16] = struct.pack("<I", 2**32 - 1)
    with pytest.raises(SqcLimitError):
        SqcReader(io.BytesIO(data))


def test_the_writer_refuses_what_a_reader_would(make_header):
    for wrong in (
        make_header(channels=65),
        make_header(family="mp3"),
        make_header(source=replace(make_header().source, tags={"lyrics": ["x" * (1 << 20)]})),
    ):
        with pytest.raises(SqcError):
            header_bytes(wrong, 0)
