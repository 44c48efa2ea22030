"""Small files that were made to keep a reader busy or to fill its memory: their size bounds what they may cost."""

import io
import runpy
import struct
import time
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui.container import (
    Header,
    SqcReader,
    SqcWriter,
    Statistics,
    block_layout,
    blocks,
    bounds,
    description,
    records,
    scan,
    varint,
)
from sqcodec_gui.container.block_layout import FLAG_LOST, LAYOUT, METHOD_PACKED
from sqcodec_gui.container.edit import join, repair
from sqcodec_gui.container.entropy_layers import tables_from_bytes
from sqcodec_gui.container.errors import SqcError, SqcLimitError
from sqcodec_gui.container.footer import Footer, PartEnd
from sqcodec_gui.container.header import LAYOUT as HEADER
from sqcodec_gui.container.header import SIGNATURE, header_bytes, parse_header, with_crc
from sqcodec_gui.container.parts import LAYOUT as PART
from sqcodec_gui.container.parts import PartStart
from sqcodec_gui.container.source import LIMIT_RATE_HZ, source_from_json

Make = Callable[..., Header]
SIZE = 300_000
FORMAT = Path(__file__).parents[2] / "resources" / "format"
LARGEST_PEAK_BYTES = 100 << 20
MOST_CPU_S = 6.0
"""None takes half a second by itself; before there were bounds, a megabyte took up to minutes."""


def block(number: int, stream_id: int, payload: bytes, count: int, part: int = 0) -> bytes:
    body = LAYOUT.pack(number, part, METHOD_PACKED, 0 if payload else FLAG_LOST, count) + payload
    return records.record_bytes(records.BLOCK, body, stream_id)


def deflated(plain: bytes) -> bytes:
    coder = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=description.DICTIONARY)
    return coder.compress(plain) + coder.flush()


def full(unit: bytes) -> bytes:
    return unit * (SIZE // len(unit))


MANY_TEXTS = b'"ab",' * 200_000
SOURCE = b'{"statistics_rule":"none","source":{"name":"","sample_rate_hz":1,"channels":1,"tags":{"a":[%s"b"]}}}'


def false_syncs(_stream_id: int) -> bytes:
    return full(records.SYNC)


def false_blocks(_stream_id: int) -> bytes:
    return full(records.SYNC + records.BLOCK)


def plausible_blocks(_stream_id: int) -> bytes:
    return full(records.SYNC + records.BLOCK + bytes(8))


def large_blocks(_stream_id: int) -> bytes:
    return full(records.SYNC + records.BLOCK + bytes(4) + struct.pack("<I", 60))


def swelling_backup_headers(_stream_id: int) -> bytes:
    told = deflated(b'{"a":[' + MANY_TEXTS + b'"a"]}')
    backup = with_crc(HEADER.pack(SIGNATURE, 1, 0, len(told), 0, 1, 0, b"a" * 32) + told)[len(SIGNATURE) :]
    return full(records.record_bytes(records.BACKUP_HEADER, backup, 0))


def swelling_parts(stream_id: int) -> bytes:
    told = deflated(SOURCE % MANY_TEXTS)
    count = SIZE // (len(told) + 24)
    bodies = (PART.pack(number, 0, 0) + told for number in range(1, count))
    return b"".join(records.record_bytes(records.PART, body, stream_id) for body in bodies)


def lost_blocks(stream_id: int) -> bytes:
    return b"".join(block(number, stream_id, b"", 30) for number in range(SIZE // 22))


def far_block(stream_id: int) -> bytes:
    return block(70_000, stream_id, b"x", 30) + bytes(SIZE)


def endless_footer(stream_id: int) -> bytes:
    end = PartEnd(0, None, "", 30, 0, (1,) * SIZE)
    return records.record_bytes(records.FOOTER, Footer((end,), 0, ("00" * 32,)).body, stream_id)


def small_blocks(stream_id: int) -> bytes:
    """Of one token each, as the last of a part may be."""
    return b"".join(block(number, stream_id, b"\0", 1) for number in range(SIZE // 23))


def far_part(stream_id: int) -> bytes:
    """Behind 65,000 others, of which nothing is there."""
    return block(0, stream_id, b"x", 30, part=65_000) + records.record_bytes(
        records.PART, PART.pack(64_000, 0, 0) + deflated(SOURCE % b""), stream_id
    )


ALL = [
    far_part,
    false_syncs,
    false_blocks,
    plausible_blocks,
    large_blocks,
    swelling_backup_headers,
    swelling_parts,
    lost_blocks,
    far_block,
    endless_footer,
    small_blocks,
]


def with_header(make_header: Make, hostile: Callable[[int], bytes], header_is_there: bool = True) -> bytes:
    start = header_bytes(make_header(), 0)
    return (start if header_is_there else bytes(len(start))) + hostile(parse_header(start).header.stream_id)


@pytest.mark.parametrize("hostile", ALL)
def test_no_small_file_takes_long(make_header: Make, hostile: Callable[[int], bytes]) -> None:
    data = with_header(make_header, hostile)
    begin_s = time.process_time()
    with pytest.raises(SqcError):
        SqcReader(io.BytesIO(data))
    with SqcReader(io.BytesIO(data), tolerant=True) as reader:
        assert reader.check()
    out = io.BytesIO()
    try:
        repair(io.BytesIO(data), out)
    except SqcLimitError:
        assert hostile is swelling_parts
    else:
        findings = SqcReader(out).check()
        assert not findings, f"{len(findings)} findings"
        assert out.tell() < 2 * max(len(data), SIZE)
    assert time.process_time() - begin_s < MOST_CPU_S


@pytest.mark.parametrize("hostile", [plausible_blocks, swelling_backup_headers])
def test_the_search_for_a_backup_header_does_not_take_long(make_header: Make, hostile: Callable[[int], bytes]) -> None:
    data = with_header(make_header, hostile, header_is_there=False)
    begin_s = time.process_time()
    with pytest.raises(SqcError):
        SqcReader(io.BytesIO(data), tolerant=True)
    assert time.process_time() - begin_s < MOST_CPU_S


@pytest.mark.parametrize("hostile", [swelling_backup_headers, swelling_parts, endless_footer])
@pytest.mark.parametrize("header_is_there", [True, False])
def test_no_small_file_fills_the_memory(
    make_header: Make, hostile: Callable[[int], bytes], header_is_there: bool
) -> None:
    data = with_header(make_header, hostile, header_is_there)
    tracemalloc.start()
    try:
        SqcReader(io.BytesIO(data), tolerant=True).close()
    except SqcError:
        assert not header_is_there
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak_bytes < LARGEST_PEAK_BYTES


def lost_file(header: Header, lost: int, whole: np.ndarray) -> bytes:
    """Lost blocks, and then a whole one."""
    file = io.BytesIO()
    writer = SqcWriter(file, header)
    for _ in range(lost):
        writer.write_lost_block(header.block_tokens)
    writer.write_block(whole)
    samples = (lost + 1) * header.block_tokens * header.hop_samples
    writer.finish(sample_count=samples, statistics=[0.5] * 4)
    return file.getvalue()


@pytest.fixture
def wide(make_header: Make) -> Header:
    """Blocks of 10 s at 16 kHz, four channels."""
    return make_header(window_tokens=1185, block_windows=3, channels=4)


def samples_of(header: Header, blocks: int) -> int:
    return blocks * header.block_tokens * header.hop_samples * header.channels


def test_as_much_as_a_file_may_lose_is_kept_and_no_more(wide: Header, make_tokens: Callable[..., np.ndarray]) -> None:
    whole = make_tokens(wide, wide.block_tokens)
    one = samples_of(wide, 1)
    size = len(lost_file(wide, 0, whole))
    most = (bounds.LOST_FREE_SAMPLES + bounds.LOST_SAMPLES_PER_BYTE * size) // one
    assert SqcReader(io.BytesIO(lost_file(wide, most, whole))).check() == []
    with pytest.raises(SqcLimitError, match="claims to have lost"):
        SqcReader(io.BytesIO(lost_file(wide, 2 * most, whole)))


@pytest.fixture
def one_frame(make_layered: Make) -> Header:
    """Blocks of a frame, so short that the bound on silence is far."""
    return make_layered(block_frames=1)


def lost_frames(header: Header, lost: int) -> bytes:
    """So many lost blocks, and then a whole one."""
    file = io.BytesIO()
    writer = SqcWriter(file, header)
    for _ in range(lost):
        writer.write_lost_block(1)
    writer.write_block(np.full((1, 1, 4), 7, np.int32))
    writer.finish(sample_count=(lost + 1) * header.hop_samples)
    return file.getvalue()


def test_lost_blocks_are_bounded_however_short_they_are(one_frame: Header) -> None:
    """A record of 17 bytes each, of which every reader would make objects; real ones reach the bound on silence."""
    within, beyond = bounds.LOST_BLOCKS_FREE, bounds.most_lost_blocks(130_000) + 100
    assert SqcReader(io.BytesIO(lost_frames(one_frame, within))).check() == []
    data = lost_frames(one_frame, beyond)
    assert len(data) < 130_000
    with pytest.raises(SqcLimitError, match=f"lost {beyond:,} blocks, more than"):
        SqcReader(io.BytesIO(data))
    for broken in (data, data[:-1]):
        with SqcReader(io.BytesIO(broken), tolerant=True) as reader:
            assert sum(entry.lost for entry in reader.blocks) <= bounds.most_lost_blocks(len(data))
            assert any("too far" in str(finding) for finding in reader.damage)
        fixed = io.BytesIO()
        repair(io.BytesIO(broken), fixed)
        with SqcReader(fixed) as reader:
            assert reader.check() == []


def test_page_program_and_kit_say_the_same_bounds() -> None:
    """The listening page's reader is tested by what it does (tests/browser/test_reader.py)."""
    page = " ".join((FORMAT / "sqc-1.md").read_text("utf-8").split())
    for told in (
        f"{bounds.DESCRIPTIONS_FREE_BYTES:,} + {bounds.DESCRIPTIONS_FACTOR}·S bytes",
        f"{bounds.PARTS_FREE:,} + S/{bounds.PART_BYTES} parts",
        f"{bounds.PARTS_OF_SOUND_FREE} + {bounds.PARTS_OF_SOUND_PER_S}·t parts",
        f"{bounds.BLOCKS_FREE:,} + S/{bounds.BYTES_PER_BLOCK} blocks",
        f"{bounds.LOST_BLOCKS_FREE:,} + S/{bounds.BYTES_PER_LOST_BLOCK} lost blocks",
        f"{bounds.LOST_FREE_SAMPLES:,} + {bounds.LOST_SAMPLES_PER_BYTE}·S samples",
        f"`sample_rate_hz` (1 to {LIMIT_RATE_HZ:,})",
        f"of the codec, 1 to {LIMIT_RATE_HZ:,}",
    ):
        assert told in page
    kit = runpy.run_path(str(FORMAT.parent / "kit" / "decode_sqc.py"))
    for size in (0, 1000, 990_000):
        assert kit["bounds_of_file"](size) == {
            "description_bytes": bounds.DescriptionsAllowance(size).left_bytes,
            "parts": bounds.most_parts(size),
            "blocks": bounds.most_blocks(size),
            "lost_blocks": bounds.most_lost_blocks(size),
            "lost_samples": bounds.most_lost_samples(size),
            "searched_bytes": 16 * size + (16 << 20),
        }


def test_a_repair_keeps_what_is_whole_where_nearly_all_is_lost(
    wide: Header, make_tokens: Callable[..., np.ndarray], write_file: Callable[..., bytes]
) -> None:
    whole = make_tokens(wide, 40 * wide.block_tokens)
    data = bytearray(write_file(wide, whole))
    with SqcReader(io.BytesIO(bytes(data))) as reader:
        entries = list(reader.blocks)
        last = reader.read_block(39)
    for entry in entries[:39]:
        assert entry.offset is not None
        data[entry.offset : entry.offset + entry.size_bytes] = bytes(entry.size_bytes)
    fixed = io.BytesIO()
    findings = repair(io.BytesIO(bytes(data)), fixed)
    with SqcReader(fixed) as reader:
        assert reader.check() == []
        assert 20 < len(reader.blocks) < 40
        assert np.array_equal(reader.read_block(len(reader.blocks) - 1), last)
        assert reader.duration_s < 39 * 10
    left_out = next(finding for finding in findings if "left out" in str(finding))
    assert isinstance(left_out.error, SqcLimitError)


def test_a_swapped_order_loses_nothing(
    wide: Header, make_tokens: Callable[..., np.ndarray], write_file: Callable[..., bytes]
) -> None:
    """The last block stands first, far from the number that is next."""
    data = write_file(wide, make_tokens(wide, 12 * wide.block_tokens))
    with SqcReader(io.BytesIO(data)) as reader:
        first, last = reader.blocks[0], reader.blocks[11]
    assert first.offset is not None
    assert last.offset is not None
    moved = data[: first.offset] + data[last.offset : last.offset + last.size_bytes]
    moved += data[first.offset : last.offset] + data[last.offset + last.size_bytes :]
    with SqcReader(io.BytesIO(moved), tolerant=True) as reader:
        assert not any(entry.lost for entry in reader.blocks)


def test_what_is_within_bounds_alone_may_not_be_together(
    wide: Header, make_tokens: Callable[..., np.ndarray], tmp_path: Path
) -> None:
    whole = make_tokens(wide, wide.block_tokens)
    most = bounds.LOST_FREE_SAMPLES // samples_of(wide, 1)
    (tmp_path / "a.sqc").write_bytes(lost_file(wide, most, whole))
    with pytest.raises(SqcLimitError, match="claims to have lost"):
        join([tmp_path / "a.sqc"] * 40, tmp_path / "b.sqc")
    assert [path.name for path in tmp_path.iterdir()] == ["a.sqc"]


def test_tables_of_other_levels_are_an_error_and_never_other_tokens() -> None:
    """The header, whose checksum is right, names tables that do not fit what it says itself."""
    golden = Path(__file__).parents[1] / "data" / "container"
    for name, change in (("coded-1", {"levels": [7] * 5}), ("layers-2", {"layers": [1, 1, 1]})):
        data = (golden / f"{name}.sqc").read_bytes()
        tables = tables_from_bytes((golden / f"{name}.sqt").read_bytes())
        fixed = list(HEADER.unpack_from(data))
        middle = HEADER.size + 4 * fixed[2]
        told = description.inflate_json(data[middle : middle + fixed[3]], 0, fixed[1])
        other = description.deflate_json(told | change, fixed[1])
        rest = data[middle + fixed[3] :]
        fixed[3] = len(other)
        hostile = with_crc(HEADER.pack(*fixed) + data[HEADER.size : middle] + other) + rest
        try:
            reader = SqcReader(io.BytesIO(hostile), tables=tables)
        except SqcError:
            continue
        with pytest.raises(SqcError):
            reader.read_block(0)


@pytest.fixture
def tiny_blocks(make_header: Make, make_layered: Make, request: pytest.FixtureRequest) -> tuple[Header, int]:
    """A header whose blocks have one frame each, and how many blocks a test may write quickly."""
    blocks = {"block_frames": 1} if request.param else {"window_tokens": 1, "block_windows": 1}
    make = make_layered if request.param else make_header
    return make(statistics=Statistics(), **blocks), 300


def with_blocks(header: Header, count: int) -> bytes:
    file = io.BytesIO()
    writer = SqcWriter(file, header)
    for number in range(count):
        shape = (1, 1, 4) if header.layers else (1, 1)
        writer.write_block(np.full(shape, number, np.int32))
    writer.finish(sample_count=count * header.hop_samples)
    return file.getvalue()


def with_parts(header: Header, count: int, frames: int, lost: int = 0) -> bytes:
    """Parts of so many frames; the first ``lost`` ones are lost."""
    file = io.BytesIO()
    writer = SqcWriter(file, header)
    for number in range(count):
        if number:
            writer.begin_part(PartStart(header.source, header.statistics, 0))
        if number < lost:
            writer.write_lost_block(frames)
        else:
            writer.write_block(np.full((header.channels, frames), number % 7, np.int32))
        writer.end_part(sample_count=frames * header.hop_samples)
    writer.close_file()
    return file.getvalue()


@pytest.fixture
def seconds(make_header: Make) -> Header:
    """Blocks of 10 s at 16 kHz; 356 tokens are a second."""
    return make_header(window_tokens=1185, block_windows=3, statistics=Statistics(), channels=1)


def test_more_and_shorter_parts_than_joined_recordings_have_are_refused(seconds: Header) -> None:
    """Each begins a decoder anew: what is refused is never decoded."""
    free = bounds.PARTS_OF_SOUND_FREE
    assert len(SqcReader(io.BytesIO(with_parts(seconds, free, 1))).parts) == free
    data = with_parts(seconds, 3 * free, 1)
    with pytest.raises(SqcLimitError, match=f"{3 * free} parts for 0 s of sound"):
        SqcReader(io.BytesIO(data))
    for broken in (data, data[:-1]):
        with SqcReader(io.BytesIO(broken), tolerant=True) as reader:
            assert free <= sum(not entry.lost for entry in reader.blocks) <= free + 2
            assert any("more and shorter" in str(finding) for finding in reader.damage)
        fixed = io.BytesIO()
        repair(io.BytesIO(broken), fixed)
        assert free <= sum(not entry.lost for entry in SqcReader(fixed).blocks) <= free + 2


def test_memos_of_half_a_second_can_be_joined_and_lose_some_of_them(seconds: Header) -> None:
    count = 2 * bounds.PARTS_OF_SOUND_FREE
    for lost in (0, 30):
        data = with_parts(seconds, count, 178, lost)
        for broken in (data, data[:-1]):
            with SqcReader(io.BytesIO(broken), tolerant=True) as reader:
                assert len(reader.parts) == count
                assert sum(not entry.lost for entry in reader.blocks) == count - lost


def test_parts_that_are_each_within_bounds_may_not_be_together(seconds: Header, tmp_path: Path) -> None:
    (tmp_path / "a.sqc").write_bytes(with_parts(seconds, bounds.PARTS_OF_SOUND_FREE - 10, 1))
    with pytest.raises(SqcLimitError, match="more than a file may"):
        join([tmp_path / "a.sqc"] * 2, tmp_path / "b.sqc")
    assert [path.name for path in tmp_path.iterdir()] == ["a.sqc"]


class Counted:
    """A function that counts how often it is called."""

    def __init__(self, function: Callable[..., object]) -> None:
        self.function, self.calls = function, 0

    def __call__(self, *words: object, **options: object) -> object:
        self.calls += 1
        return self.function(*words, **options)


@pytest.mark.parametrize("tiny_blocks", [False, True], indirect=True, ids=["version 1", "layers"])
def test_a_repair_works_on_each_block_as_often_as_it_must(
    tiny_blocks: tuple[Header, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found, checked and copied: read three times, decoded once, never encoded."""
    header, count = tiny_blocks
    data = with_blocks(header, count)[:-1]
    counted = {
        name: Counted(getattr(module, name))
        for module, name in ((blocks, "decode_block"), (blocks, "encode_block"), (records, "read_record"))
    }
    monkeypatch.setattr(blocks, "decode_block", counted["decode_block"])
    monkeypatch.setattr(blocks, "encode_block", counted["encode_block"])
    monkeypatch.setattr(records, "read_record", counted["read_record"])
    block_layout._head_of.cache_clear()
    fixed = io.BytesIO()
    repair(io.BytesIO(data), fixed)
    assert counted["decode_block"].calls == count
    assert counted["encode_block"].calls == 0
    assert counted["read_record"].calls <= 3 * count + 10
    assert block_layout._head_of.cache_info().misses <= 4 * count  # the fourth time when it is written
    with SqcReader(fixed) as reader:
        assert reader.check() == []
        assert [int(reader.read_block(index).flat[0]) for index in (0, count - 1)] == [0, count - 1]


@pytest.mark.parametrize("tiny_blocks", [False, True], indirect=True, ids=["version 1", "layers"])
def test_a_small_file_cannot_tell_of_many_blocks(tiny_blocks: tuple[Header, int]) -> None:
    """A block of the highest number that may be: all before it are lost."""
    header, _ = tiny_blocks
    start = header_bytes(header, 0)
    number = bounds.most_blocks(len(start)) + 100
    body = varint.write(0) + varint.write(number) + b"\1\0\1" + varint.write(2) + b"x"
    if not header.layers:
        body = LAYOUT.pack(number, 0, METHOD_PACKED, 0, 1) + b"xxx"
    data = start + records.record_bytes(records.BLOCK, body, parse_header(start).header.stream_id)
    with SqcReader(io.BytesIO(data), tolerant=True) as reader:
        assert len(reader.blocks) <= bounds.BLOCKS_FREE + len(data) // bounds.BYTES_PER_BLOCK
        assert len(reader.blocks) < 5000
        assert any("cannot be" in str(finding) or "too far" in str(finding) for finding in reader.damage)


def test_a_repair_copies_whole_blocks_as_they_are_stored() -> None:
    golden = Path(__file__).parents[1] / "data" / "container"
    for name, named in (("packed-1", None), ("coded-1", "coded-1"), ("layers-2", "layers-2")):
        data = (golden / f"{name}.sqc").read_bytes()
        tables = tables_from_bytes((golden / f"{named}.sqt").read_bytes()) if named else None
        fixed = io.BytesIO()
        assert repair(io.BytesIO(data), fixed, tables=tables) == []
        assert fixed.getvalue() == data, "nothing was wrong with it"


def test_numbers_beyond_all_floats_are_refused_as_times(make_header: Make) -> None:
    start = header_bytes(make_header(), 0)
    told = description.inflate_json(start[HEADER.size + 16 :], 0, 1)
    for key, value in (("marks", [{"start_s": 10**400}]), ("lost", [{"start_s": 10**400, "duration_s": 0}])):
        with pytest.raises(SqcError):
            source_from_json(told["source"] | {key: value}, 0)


def test_a_whole_block_behind_lost_ones_is_never_left_out(
    wide: Header, make_tokens: Callable[..., np.ndarray], write_file: Callable[..., bytes]
) -> None:
    """It begins where the finding of those lost before it stands; the file has no room for all of their time."""
    data = write_file(wide, make_tokens(wide, 40 * wide.block_tokens))
    with SqcReader(io.BytesIO(data)) as reader:
        entries = list(reader.blocks)
        last = reader.read_block(39)
    start, stop = entries[0].offset, entries[39].offset
    assert start is not None
    assert stop is not None
    fixed = io.BytesIO()
    block = data[stop : stop + entries[39].size_bytes]
    repair(io.BytesIO(data[:start] + block + bytes(stop - start)), fixed)
    with SqcReader(fixed) as reader:
        assert reader.check() == []
        assert np.array_equal(reader.read_block(len(reader.blocks) - 1), last)


def test_blocks_that_are_too_short_to_stand_where_they_do_are_lost_time(wide: Header) -> None:
    """A few bytes each, for ten seconds of silence each: as many as a file may lose, and no more."""
    start = header_bytes(wide, 0)
    stream_id = parse_header(start).header.stream_id
    bodies = [block(number, stream_id, bytes(9), 1) for number in range(3000)]
    data = start + b"".join(bodies)
    with SqcReader(io.BytesIO(data), tolerant=True) as reader:
        lost = sum(entry.token_count for entry in reader.blocks if entry.lost)
        assert lost * wide.hop_samples * wide.channels <= bounds.most_lost_samples(len(data)) + samples_of(wide, 1)
        assert 100 < len(reader.damage) <= scan.MOST_FINDINGS + 10
