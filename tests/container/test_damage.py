"""Cut at every byte, every byte flipped, blocks moved: a typed error or a right partial result, never wrong tokens."""

import io
import struct
import zlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sqcodec_gui.container import Attachment, DamageKind, SqcReader, SqcWriter, blocks, description, records
from sqcodec_gui.container.blocks import LOST_TOKEN, as_frames
from sqcodec_gui.container.edit import repair
from sqcodec_gui.container.errors import SqcError, SqcFooterError, SqcOrderError, SqcTokenHashError, SqcTruncatedError
from sqcodec_gui.container.parts import PartStart
from sqcodec_gui.container.source import LIMIT_SAMPLES
from sqcodec_gui.container.writer import BACKUP_HEADER_FROM_BLOCKS

COVER = Attachment("cover", "image/png", b"not really a picture")


@pytest.fixture
def small(make_header, make_tokens, write_file):
    """(bytes, tokens) of four blocks with a cover."""
    header = make_header()
    tokens = make_tokens(header, 100)
    return write_file(header, tokens, (COVER,)), tokens


@pytest.fixture
def layered(make_layered, make_tokens, write_file):
    """(bytes, tokens) of four blocks of three layers."""
    header = make_layered()
    tokens = make_tokens(header, 100)
    return write_file(header, tokens), tokens


@pytest.fixture
def long(make_header, make_tokens, write_file):
    """(bytes, tokens) of a file with a backup header."""
    header = make_header()
    tokens = make_tokens(header, 30 * BACKUP_HEADER_FROM_BLOCKS)
    return write_file(header, tokens), tokens


def assert_right_or_refused(data: bytes, tokens: np.ndarray) -> SqcReader | None:
    """Opens `data` both ways; what is handed out must be right. Returns the tolerant reader, if it opens."""
    try:
        strict = SqcReader(io.BytesIO(data))
        if strict.check() == []:
            assert b"".join(strict.read_block(i).tobytes() for i in range(len(strict.blocks))) == tokens.tobytes()
    except SqcError:
        pass
    try:
        reader = SqcReader(io.BytesIO(data), tolerant=True)
    except SqcError:
        return None
    for index, entry in enumerate(reader.blocks):
        found = reader.read_block_or_none(index)
        if found is not None:
            right = tokens[:, entry.first_token : entry.first_token + entry.token_count]
            np.testing.assert_array_equal(found, np.where(found == LOST_TOKEN, found, right))
            assert (as_frames(found)[:, :, 0] != LOST_TOKEN).all()
    return reader


def test_cut_at_every_byte(small):
    data, tokens = small
    ends = [entry.offset + entry.size_bytes for entry in SqcReader(io.BytesIO(data)).blocks]
    for size in range(len(data)):
        with pytest.raises(SqcError):
            SqcReader(io.BytesIO(data[:size]))
        reader = assert_right_or_refused(data[:size], tokens)
        whole = sum(end <= size for end in ends)
        assert reader is None or len(reader.blocks) == whole
        assert reader is not None or whole == 0


def test_every_byte_flipped(small):
    data, tokens = small
    header_end = SqcReader(io.BytesIO(data)).first_record - len(COVER.data)
    for offset in range(len(data)):
        for flip in (0x01, 0xFF):
            broken = bytearray(data)
            broken[offset] ^= flip
            try:
                assert SqcReader(io.BytesIO(broken)).check(), f"byte {offset} flipped unnoticed"
            except SqcError:
                pass
            reader = assert_right_or_refused(bytes(broken), tokens)
            if reader is None:
                assert offset < header_end
            else:
                assert reader.check()
                assert len(reader.blocks) == 4
                assert len(reader.damage_of_sound) <= 1


def test_every_byte_of_a_file_with_layers(layered):
    """Cut there, and flipped: never a wrong token; damage to an upper layer costs no sound."""
    data, tokens = layered
    blocks = SqcReader(io.BytesIO(data)).blocks
    for offset in range(len(data)):
        assert_right_or_refused(data[:offset], tokens)
        with pytest.raises(SqcError):
            SqcReader(io.BytesIO(data[:offset]))
        broken = bytearray(data)
        broken[offset] ^= 0x41
        reader = assert_right_or_refused(bytes(broken), tokens)
        if offset < blocks[0].offset:
            assert reader is None
            continue
        [finding, *_] = reader.check()
        entry = next((one for one in blocks if one.offset <= offset < one.offset + one.size_bytes), None)
        if finding.kind is DamageKind.LAYER_LOST:
            assert finding.offset == entry.offset
            assert reader.lost_s == 0
        else:
            assert len(reader.damage_of_sound) == (entry is not None)


@given(st.data())
@settings(max_examples=150)
def test_random_mutations(data):
    broken, tokens = _mutable(data)
    reader = assert_right_or_refused(bytes(broken), tokens)
    if reader is not None:
        repaired = io.BytesIO()
        repair(io.BytesIO(broken), repaired)
        again = SqcReader(repaired)
        assert again.check() == []
        assert len(again.blocks) == len(reader.blocks)


MUTABLE: dict[str, tuple[bytes, np.ndarray]] = {}


@pytest.fixture(autouse=True)
def _for_hypothesis(small, long, layered):
    """Function-scoped fixtures and ``given`` do not mix; the files are always the same."""
    MUTABLE.update(small=small, long=long, layered=layered)


def _mutable(data) -> tuple[bytearray, np.ndarray]:
    whole, tokens = MUTABLE[data.draw(st.sampled_from(["small", "long", "layered"]))]
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(broken)))
        stop = min(start + data.draw(st.integers(0, 200)), len(broken))
        match data.draw(st.sampled_from(["flip", "remove", "insert", "repeat", "swap", "zero"])):
            case "flip" if start < len(broken):
                broken[start] ^= data.draw(st.integers(1, 255))
            case "remove":
                del broken[start:stop]
            case "insert":
                broken[start:start] = data.draw(st.binary(max_size=50))
            case "repeat":
                broken[start:start] = whole[start:stop]
            case "swap":
                broken = broken[stop:] + broken[start:stop] + broken[:start]
            case "zero":
                broken[start:stop] = bytes(stop - start)
    return broken, tokens


def test_a_lost_block_costs_its_own_seconds(small):
    data, _ = small
    entry = SqcReader(io.BytesIO(data)).blocks[1]
    broken = bytearray(data)
    broken[entry.offset + 20 : entry.offset + 60] = bytes(40)
    reader = SqcReader(io.BytesIO(broken), tolerant=True)
    assert reader.damage == []  # the footer is whole: blocks are looked at when they are read
    assert reader.read_block_or_none(1) is None
    [finding] = reader.damage
    assert (finding.kind, finding.offset) == (DamageKind.BLOCK_LOST, entry.offset)
    assert finding.start_s == pytest.approx(30 * 45 / 16_000)
    assert finding.duration_s == pytest.approx(30 * 45 / 16_000)
    assert reader.lost_s == pytest.approx(finding.duration_s)
    assert reader.parts[0].sample_count == 4493


def test_bytes_cut_out_of_the_middle_cost_only_their_blocks(small):
    data, tokens = small
    blocks = SqcReader(io.BytesIO(data)).blocks
    broken = data[: blocks[1].offset + 10] + data[blocks[2].offset + 10 :]
    reader = assert_right_or_refused(broken, tokens)
    assert [entry.lost for entry in reader.blocks] == [False, True, True, False]
    [finding] = reader.damage
    assert finding.error.what == "2 blocks are lost"
    assert (finding.offset, finding.size_bytes) == (blocks[1].offset, blocks[1].size_bytes)
    assert reader.footer is not None


def test_a_file_without_its_end_plays(small):
    data, tokens = small
    blocks = SqcReader(io.BytesIO(data)).blocks
    with pytest.raises(SqcTruncatedError, match=r"interrupted.*sqcodec repair"):
        SqcReader(io.BytesIO(data[: blocks[2].offset + 5]))
    reader = assert_right_or_refused(data[: blocks[2].offset + 5], tokens)
    assert len(reader.blocks) == 2
    assert not reader.parts[0].complete
    assert reader.parts[0].sample_count == 60 * 45


def test_blocks_in_the_wrong_order_are_put_right(small):
    data, tokens = small
    first, second, third, _ = SqcReader(io.BytesIO(data)).blocks
    swapped = (
        data[: second.offset]
        + data[third.offset : third.offset + third.size_bytes]
        + data[second.offset : third.offset]
        + data[third.offset + third.size_bytes :]
    )
    reader = assert_right_or_refused(swapped, tokens)
    assert not any(entry.lost for entry in reader.blocks)
    strict = SqcReader(io.BytesIO(swapped))
    with pytest.raises(SqcOrderError):
        strict.read_block(1)
    assert first.offset == strict.blocks[0].offset


def test_a_block_that_stands_twice_is_used_once(small):
    data, tokens = small
    block = SqcReader(io.BytesIO(data)).blocks[1]
    piece = data[block.offset : block.offset + block.size_bytes]
    twice = data[: block.offset] + piece + data[block.offset :]
    with pytest.raises(SqcFooterError, match="missing or too many"):
        SqcReader(io.BytesIO(twice))
    reader = assert_right_or_refused(twice, tokens)
    assert [finding.kind for finding in reader.damage] == [DamageKind.ORDER]
    assert len(reader.blocks) == 4


def test_two_files_in_one_are_not_mixed(small, make_header, make_tokens, write_file):
    data, tokens = small
    other_header = make_header(source=make_header().source.__class__("other.wav", 48_000, 1))
    other = write_file(other_header, make_tokens(other_header, 170))
    blocks = SqcReader(io.BytesIO(data)).blocks
    reader = assert_right_or_refused(data[: blocks[2].offset] + other, tokens)
    assert len(reader.blocks) == 2
    for both in (data + other, data + data):
        with pytest.raises(SqcError):
            SqcReader(io.BytesIO(both))
        assert len(assert_right_or_refused(both, tokens).blocks) == 4


def test_a_lost_beginning_is_replaced_by_the_backup_header(long):
    data, tokens = long
    whole = SqcReader(io.BytesIO(data))
    broken = bytes(300) + data[300:]
    with pytest.raises(SqcError):
        SqcReader(io.BytesIO(broken))
    reader = assert_right_or_refused(broken, tokens)
    assert reader.header == whole.header
    assert [entry.lost for entry in reader.blocks] == [entry.offset < 300 for entry in whole.blocks]
    assert reader.parts == whole.parts
    assert reader.damage[0].kind is DamageKind.HEADER


def test_a_damaged_backup_header_is_noticed(long):
    data, _ = long
    broken = bytearray(data)
    broken[data.index(records.SYNC + records.BACKUP_HEADER) + 60] ^= 1
    assert SqcReader(io.BytesIO(data)).check() == []
    assert [found.kind for found in SqcReader(io.BytesIO(broken)).check()] == [DamageKind.HEADER]


def test_a_damaged_cover_costs_no_sound(small):
    data, tokens = small
    broken = data.replace(b"not really", b"not REALLY")
    reader = assert_right_or_refused(broken, tokens)
    assert [finding.kind for finding in reader.check()] == [DamageKind.ATTACHMENTS]
    assert reader.damage_of_sound == []


def _with_footer(data: bytes, change) -> bytes:
    """The file with its footer's fields replaced, checksum right."""
    reader = SqcReader(io.BytesIO(data))
    body = change(reader.footer).body
    end = reader.blocks[-1].offset + reader.blocks[-1].size_bytes
    return data[:end] + records.record_bytes(records.FOOTER, body, reader.header.stream_id)


def _part(**fields):
    return lambda footer: replace(footer, parts=(replace(footer.parts[0], **fields),))


LIES = {
    "samples without end": _part(sample_count=LIMIT_SAMPLES),
    "a source without end": _part(source_frames=LIMIT_SAMPLES - 1),
    "a longer last block": _part(last_block_tokens=30, sample_count=5000),
    "no last block": _part(last_block_tokens=0),
    "another part record": _part(part_record_bytes=10),
    "fewer blocks": lambda footer: _part(block_bytes=footer.parts[0].block_bytes[:-1])(footer),
    "more blocks": lambda footer: _part(block_bytes=(*footer.parts[0].block_bytes, 30))(footer),
    "a backup header": lambda footer: replace(footer, backup_header_bytes=50),
    "three parts": lambda footer: replace(footer, parts=footer.parts * 3),
    "no part": lambda footer: replace(footer, parts=()),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_footers_that_lie_are_refused(small, lie):
    data, tokens = small
    lying = _with_footer(data, lie)
    try:
        found = SqcReader(io.BytesIO(lying)).check()
    except SqcError as error:
        found = [error]
    assert found
    assert_right_or_refused(lying, tokens)


def test_another_token_hash_is_noticed(small):
    data, _ = small
    other = _with_footer(data, lambda footer: replace(footer, token_hashes=("00" * 32,)))
    [finding] = SqcReader(io.BytesIO(other)).check()
    assert isinstance(finding.error, SqcTokenHashError)


def test_blocks_cannot_claim_an_endless_recording(make_header, make_tokens):
    """Each of many blocks claims a far number in another part: what is believed stays small."""
    file = io.BytesIO()
    header = SqcWriter(file, make_header()).header
    for part in range(500):
        body = struct.pack("<IHBBH", 4_000 + part * 10**6, part, 0, 0, 1) + b"\0\0\1"
        file.write(records.record_bytes(records.BLOCK, body, header.stream_id))
    reader = SqcReader(file, tolerant=True)
    assert len(reader.blocks) < 10_000
    assert any(finding.kind is DamageKind.ORDER for finding in reader.damage)


def test_a_file_full_of_false_markers_is_read_in_time(make_header):
    file = io.BytesIO()
    header = SqcWriter(file, make_header(channels=64, window_tokens=60_000, block_windows=1)).header
    false = records.FRAME.pack(records.SYNC, records.BLOCK, 0, 1_000_000)
    file.write(false * 200_000)
    reader = SqcReader(file, tolerant=True)
    assert header.channels == 64
    assert reader.blocks == []


def test_a_file_that_shrinks_while_it_is_read(small):
    data, _ = small
    file = io.BytesIO(data)
    reader = SqcReader(file)
    file.truncate(reader.blocks[2].offset)
    reader.read_block(1)
    with pytest.raises(SqcTruncatedError, match="shorter while"):
        reader.read_block(3)


def test_a_description_bomb_stays_small(make_header, write_file, make_tokens):
    coder = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=description.DICTIONARY)
    bomb = coder.compress(bytes(100 << 20)) + coder.flush()
    assert len(bomb) < description.LIMIT_BYTES
    with pytest.raises(SqcError, match="unpacks to more"):
        description.inflate_json(bomb, 0, 1)


def test_parts_in_the_wrong_order_are_refused(make_header):
    file = io.BytesIO()
    header = make_header()
    writer = SqcWriter(file, header)
    for part in range(3):
        if part:
            writer.begin_part(PartStart(header.source, header.statistics.with_values([1, 2, 3, part]), 0))
        writer.write_block(np.full((1, 10), part, np.int32))
        writer.end_part(sample_count=450)
    writer.close_file()
    data = file.getvalue()
    one = data.index(records.SYNC + records.PART)
    two = data.index(records.SYNC + records.PART, one + 1)
    reader = SqcReader(io.BytesIO(data))
    assert [part.statistics.values for part in reader.parts[1:]] == [(1, 2, 3, 1), (1, 2, 3, 2)]
    footer = data.index(records.SYNC + records.FOOTER)
    swapped = data[:one] + data[two:footer] + data[one:two] + data[footer:]
    with pytest.raises(SqcOrderError):
        SqcReader(io.BytesIO(swapped))
    again = SqcReader(io.BytesIO(swapped), tolerant=True)
    assert [again.read_block(index)[0, 0] for index in range(3)] == [0, 1, 2]


def test_blocks_that_were_given_in_order_are_not_read_again_by_the_check(layered, monkeypatch):
    data, _ = layered
    read = []
    decode = blocks.decode_block
    monkeypatch.setattr(blocks, "decode_block", lambda block, *rest: read.append(block) or decode(block, *rest))
    whole = SqcReader(io.BytesIO(data))
    count = len(whole.blocks)
    for index in range(count):
        whole.read_block(index)
    assert len(read) == count
    assert whole.check() == whole.check() == []
    assert whole.token_hashes == whole.footer.token_hashes
    assert len(read) == count

    out_of_turn = SqcReader(io.BytesIO(data))
    read.clear()
    out_of_turn.read_block(1)
    out_of_turn.read_block(0)
    assert out_of_turn.check() == []
    assert len(read) == count + 1, "the second block came out of turn, and is read once more"


def test_a_lie_about_tokens_is_found_also_if_they_were_given_before(layered, monkeypatch):
    data, _ = layered
    reader = SqcReader(io.BytesIO(data))
    decode = blocks.decode_block
    monkeypatch.setattr(blocks, "decode_block", lambda *given: decode(*given) ^ 1)
    for index in range(len(reader.blocks)):
        reader.read_block(index)
    monkeypatch.undo()
    assert [finding.kind for finding in reader.check()] == [DamageKind.TOKEN_HASH]
