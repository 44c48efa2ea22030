"""Files that claim what nobody can hold: a typed error that names the byte, at once and in little memory."""

import io
import struct
import time
import tracemalloc
import zlib
from dataclasses import replace

import pytest

from sqcodec_gui.container import Attachment, SqcReader, description, records, varint
from sqcodec_gui.container.attachments import attachments_bytes
from sqcodec_gui.container.edit import join
from sqcodec_gui.container.errors import SqcError, SqcFooterError
from sqcodec_gui.container.header import LAYOUT, with_crc
from sqcodec_gui.container.parts import parse_part

LARGEST_PEAK_BYTES = 8 << 20
LONGEST_S = 1.0
COVER = Attachment("cover", "image/png", b"picture")


@pytest.fixture
def whole(make_header, make_tokens, write_file) -> bytes:
    """Eighteen blocks, a cover, a backup header."""
    header = make_header()
    return write_file(header, make_tokens(header, 17 * 30 + 5), (COVER,))


def with_footer(data: bytes, **fields) -> bytes:
    """The file with other numbers in its footer, the checksum right."""
    reader = SqcReader(io.BytesIO(data))
    footer = reader.footer
    part = replace(footer.parts[0], **{key: value for key, value in fields.items() if hasattr(footer.parts[0], key)})
    rest = {key: value for key, value in fields.items() if hasattr(footer, key)}
    body = replace(footer, parts=(part,), **rest).body
    start = len(data) - struct.unpack("<I", data[-4:])[0]
    return data[:start] + records.record_bytes(records.FOOTER, body, reader.header.stream_id)


def with_footer_body(data: bytes, change) -> bytes:
    """The footer's body passed through ``change``, its length and checksum right again."""
    reader = SqcReader(io.BytesIO(data))
    start = len(data) - struct.unpack("<I", data[-4:])[0]
    body = change(data[start + records.FRAME.size : -4])
    body += struct.pack("<I", records.FRAME.size + len(body) + 4)
    return data[:start] + records.record_bytes(records.FOOTER, body, reader.header.stream_id)


def with_fixed(data: bytes, **fields) -> bytes:
    """The header with other numbers in its fixed part, the checksum right."""
    names = ("signature", "version", "statistics_count", "description_bytes", "attachments_bytes")
    fixed = list(LAYOUT.unpack_from(data))
    end = LAYOUT.size + 4 * fixed[2] + fixed[3]
    for name, value in fields.items():
        fixed[names.index(name)] = value
    return with_crc(LAYOUT.pack(*fixed) + data[LAYOUT.size : end]) + data[end:]


def with_cover_of(data: bytes, size_bytes: int) -> bytes:
    """The cover's own length replaced, the attachments' checksum right."""
    block = attachments_bytes([COVER])
    at = len(block) - len(COVER.data) - 4
    inner = block[4:at] + struct.pack("<I", size_bytes) + block[at + 4 :]
    return data.replace(block, struct.pack("<I", zlib.crc32(inner)) + inner)


def with_first_record(data: bytes, change) -> bytes:
    start = SqcReader(io.BytesIO(data)).first_record
    return data[:start] + change(data[start:])


def two_headers(data: bytes) -> bytes:
    start = SqcReader(io.BytesIO(data)).first_record
    return data[:start] + data


def two_backup_headers(data: bytes) -> bytes:
    start = data.index(records.SYNC + records.BACKUP_HEADER)
    end = len(data) - struct.unpack("<I", data[-4:])[0]
    return data[:end] + data[start:]


def two_footers(data: bytes) -> bytes:
    return data + data[len(data) - struct.unpack("<I", data[-4:])[0] :]


CLAIMS = {
    "2^60 samples": lambda data: with_footer(data, sample_count=1 << 60),
    "2^60 frames of the source": lambda data: with_footer(data, source_frames=1 << 60),
    "a block of 2^60 bytes": lambda data: with_footer(data, block_bytes=(1 << 60,) * 18),
    "blocks that do not add up": lambda data: with_footer(data, block_bytes=(80,) * 18),
    "2^60 tokens in the last block": lambda data: with_footer(data, last_block_tokens=1 << 60),
    "a backup header of 2^60 bytes": lambda data: with_footer(data, backup_header_bytes=1 << 60),
    "2^60 parts": lambda data: with_footer_body(data, lambda body: varint.write(1 << 60) + body[1:]),
    "a number without end": lambda data: with_footer_body(data, lambda body: b"\xff" * 40 + body),
    "a description of 4 GB": lambda data: with_fixed(data, description_bytes=2**32 - 1),
    "attachments of 4 GB": lambda data: with_fixed(data, attachments_bytes=2**32 - 1),
    "65,535 statistics": lambda data: with_fixed(data, statistics_count=65_535),
    "a record of 4 GB": lambda data: with_first_record(data, lambda rest: rest[:8] + b"\xff" * 4 + rest[12:]),
    "two headers": two_headers,
    "two backup headers": two_backup_headers,
    "two footers": two_footers,
}


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS.keys())
def test_claims_are_refused_at_once(whole, claim):
    hostile = claim(whole)
    tracemalloc.start()
    started = time.perf_counter()
    with pytest.raises(SqcError) as caught:
        _read_strictly(hostile)
    elapsed_s = time.perf_counter() - started
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.offset is not None
    assert 0 <= caught.value.offset <= len(hostile)
    assert f"at byte {caught.value.offset:,}" in str(caught.value)
    assert elapsed_s < LONGEST_S
    assert peak_bytes < LARGEST_PEAK_BYTES + len(hostile)


def test_a_footer_of_too_many_is_told_in_words(whole):
    """Not as a number that is too large, which says nothing to anybody."""
    with pytest.raises(
        SqcFooterError, match="tells of 1,152,921,504,606,846,976 parts or blocks, more than a file of its size"
    ):
        SqcReader(io.BytesIO(CLAIMS["2^60 parts"](whole)))
    with SqcReader(io.BytesIO(whole)) as reader:
        assert reader.footer is not None
        first, body = reader.footer.parts[0], reader.footer.body
    sizes = varint.write(len(first.block_bytes)) + varint.write(first.last_block_tokens)
    assert body.count(sizes) == 1
    many = varint.write(1 << 40) + varint.write(first.last_block_tokens)
    hostile = with_footer_body(whole, lambda _: body.replace(sizes, many))
    with pytest.raises(
        SqcFooterError, match="tells of 1,099,511,627,776 parts or blocks, more than a file of its size"
    ):
        SqcReader(io.BytesIO(hostile))


def _read_strictly(data: bytes) -> None:
    """As a careful program does: everything, the first finding raised."""
    reader = SqcReader(io.BytesIO(data))
    for finding in reader.check():
        raise finding.error


@pytest.mark.parametrize("name", [name for name in CLAIMS if name != "two headers"])
def test_claims_cost_no_sound_that_is_there(whole, name):
    hostile = CLAIMS[name](whole)
    tracemalloc.start()
    try:
        reader = SqcReader(io.BytesIO(hostile), tolerant=True)
        found = [reader.read_block_or_none(index) for index in range(len(reader.blocks))]
    except SqcError:
        assert LAYOUT.unpack_from(hostile)[:5] != LAYOUT.unpack_from(whole)[:5]  # a header that lies is no header
        return
    finally:
        _, peak_bytes = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert sum(tokens is None for tokens in found) <= 1
    assert reader.parts[0].sample_count <= 18 * 30 * 45
    assert peak_bytes < LARGEST_PEAK_BYTES + 2 * len(hostile)


def test_a_cover_that_claims_four_gigabytes(whole):
    hostile = with_cover_of(whole, 2**32 - 1)
    tracemalloc.start()
    with pytest.raises(SqcError) as caught:
        SqcReader(io.BytesIO(hostile)).attachments()
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.offset is not None
    assert peak_bytes < LARGEST_PEAK_BYTES


def test_a_part_that_skips_2_to_60_samples(whole, tmp_path):
    for name in ("a.sqc", "b.sqc"):
        (tmp_path / name).write_bytes(whole)
    join([tmp_path / "a.sqc", tmp_path / "b.sqc"], tmp_path / "both.sqc")
    data = (tmp_path / "both.sqc").read_bytes()
    stream_id = SqcReader(io.BytesIO(data)).header.stream_id
    start = data.index(records.SYNC + records.PART)
    _, _, _, size = records.FRAME.unpack_from(data, start)
    body = bytearray(data[start + records.FRAME.size : start + records.FRAME.size + size])
    body[4:12] = struct.pack("<Q", 1 << 60)
    hostile = data.replace(
        data[start : start + records.FRAME.size + size],
        records.record_bytes(records.PART, bytes(body), stream_id),
    )
    with pytest.raises(SqcError) as caught:
        SqcReader(io.BytesIO(hostile))
    assert caught.value.offset is not None
    with pytest.raises(SqcError):
        parse_part(records.Record(records.PART, start, bytes(body), len(body), start + 12 + len(body)), 1)


def test_a_deflated_description_that_swells_is_refused(whole):
    coder = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=description.DICTIONARY)
    bomb = coder.compress(b'{"model":"' + bytes(64 << 20)) + coder.flush()
    fixed = list(LAYOUT.unpack_from(whole))
    end = LAYOUT.size + 4 * fixed[2] + fixed[3]
    fixed[3] = len(bomb)
    hostile = with_crc(LAYOUT.pack(*fixed) + whole[LAYOUT.size : LAYOUT.size + 4 * fixed[2]] + bomb) + whole[end:]
    tracemalloc.start()
    with pytest.raises(SqcError) as caught:
        SqcReader(io.BytesIO(hostile))
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.offset is not None
    assert peak_bytes < LARGEST_PEAK_BYTES
