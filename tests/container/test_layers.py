"""Files with layers: each is stored by itself, and the first ones alone are a file of their own."""

import io
from dataclasses import replace

import numpy as np
import pytest

from sqcodec_gui.container import Attachment, DamageKind, Source, SqcReader, SqcWriter, resume_writer
from sqcodec_gui.container.blocks import LOST_TOKEN
from sqcodec_gui.container.edit import cut, join, repair, retag, shrink
from sqcodec_gui.container.errors import SqcBlockError, SqcLayerError, SqcLostError, SqcMismatchError

COVER = Attachment("cover", "image/png", b"picture")
TOKENS_UP_TO = {1: 1, 2: 2, 3: 4}
"""Tokens of a frame in so many layers."""


@pytest.fixture
def file(make_layered, make_tokens, write_file):
    """(bytes, tokens) of four blocks and a bit, two channels, with a cover."""
    header = make_layered(channels=2)
    tokens = make_tokens(header, 130)
    return write_file(header, tokens, (COVER,)), tokens


def _reader(data: bytes, **options) -> SqcReader:
    return SqcReader(io.BytesIO(data), **options)


def _damaged(data: bytes, block: int, layer: int) -> bytes:
    """A byte in the middle of a layer is another one."""
    reader = _reader(data)
    layers = reader.read_stored_block(block).layers
    entry = reader.blocks[block]
    behind = sum(one.size_bytes for one in layers[layer:])
    place = entry.offset + entry.size_bytes - behind + layers[layer].size_bytes // 2
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


@pytest.mark.parametrize("layers", [(1,), (1, 1), (1, 1, 2), (2, 3)])
@pytest.mark.parametrize("count", [0, 1, 29, 30, 31, 100])
@pytest.mark.parametrize("channels", [1, 2])
def test_tokens_come_back(make_layered, make_tokens, write_file, read_all, layers, count, channels):
    header = make_layered(layers=layers, channels=channels)
    tokens = make_tokens(header, count)
    with _reader(write_file(header, tokens)) as reader:
        assert reader.check() == []
        assert reader.header.format_version == 2
        assert (reader.header.layers, reader.header.context_frames) == (layers, 35)
        np.testing.assert_array_equal(read_all(reader), tokens)
        assert reader.token_count == count
        assert reader.all_tokens == count * channels * sum(layers)
        assert reader.parts[0].sample_count == max(count * 180 - 7, 0)


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_only_wanted_layers_are_read(file, read_all, layers):
    data, tokens = file
    with _reader(_damaged(data, 1, 2), layers=layers, tolerant=True) as reader:
        assert bool(reader.check()) == (layers == 3)
        found = read_all(reader)
        assert found.shape == (2, 130, TOKENS_UP_TO[layers])
        right = tokens[:, :, : TOKENS_UP_TO[layers]].copy()
        if layers == 3:
            right[:, 30:60, 2:] = LOST_TOKEN
        np.testing.assert_array_equal(found, right)


@pytest.mark.parametrize("layer", [1, 2])
def test_a_damaged_upper_layer_costs_quality_and_no_sound(file, layer):
    data, tokens = file
    broken = _damaged(data, 2, layer)
    strict = _reader(broken)
    with pytest.raises(
        SqcLayerError, match=f"sounds worse from 0.68 s to 1.01 s: layer {layer + 1} of a block is damaged"
    ):
        strict.read_block(2)
    np.testing.assert_array_equal(strict.read_block_or_none(2), strict.read_block_or_none(2))
    tolerant = _reader(broken, tolerant=True)
    [finding] = tolerant.check()
    assert (finding.kind, finding.offset, finding.duration_s) == (DamageKind.LAYER_LOST, tolerant.blocks[2].offset, 0)
    assert tolerant.lost_s == 0
    assert tolerant.read_stored_block(2).whole_layers == layer
    right = tokens[:, 60:90].copy()
    right[:, :, layer:] = LOST_TOKEN
    np.testing.assert_array_equal(tolerant.read_block(2), right)
    np.testing.assert_array_equal(tolerant.read_block(1), tokens[:, 30:60])


def test_damage_to_the_first_layer_costs_the_block(file):
    data, _ = file
    reader = _reader(_damaged(data, 2, 0), tolerant=True)
    assert reader.read_block_or_none(2) is None
    assert reader.lost_s == pytest.approx(30 * 180 / 16_000)
    with pytest.raises(SqcBlockError):
        reader.read_block(2)


def test_repair_leaves_out_what_is_damaged(file):
    data, tokens = file
    broken = _damaged(_damaged(data, 1, 1), 3, 0)
    mended = io.BytesIO()
    repair(io.BytesIO(broken), mended)
    with SqcReader(mended) as reader:
        assert reader.check() == []
        right = tokens[:, 30:60].copy()
        right[:, :, 1:] = LOST_TOKEN
        np.testing.assert_array_equal(reader.read_block(1), right)
        assert len(reader.read_stored_block(1).layers) == 1
        assert reader.blocks[3].lost
        with pytest.raises(SqcLostError):
            reader.read_block(3)
        np.testing.assert_array_equal(reader.read_block(4), tokens[:, 120:])
        assert reader.lost_s == pytest.approx(30 * 180 / 16_000)
    smaller = io.BytesIO()
    shrink(mended, smaller, 2, "spectral-3kbps")
    with SqcReader(smaller) as reader:
        assert reader.check() == []
        np.testing.assert_array_equal(reader.read_block(1), right[:, :, :2])


@pytest.mark.parametrize("layers", [1, 2])
def test_shrinking_copies_bytes(file, read_all, layers):
    data, tokens = file
    small = io.BytesIO()
    shrink(io.BytesIO(data), small, layers, "another")
    with _reader(data) as whole, SqcReader(small) as reader:
        assert reader.check() == []
        assert reader.header == replace(whole.header, layers=whole.header.layers[:layers], model="another")
        assert reader.footer.token_hashes == whole.footer.token_hashes[:layers]
        assert reader.parts == whole.parts
        assert reader.attachments() == (COVER,)
        np.testing.assert_array_equal(read_all(reader), tokens[:, :, : TOKENS_UP_TO[layers]])
        for index in range(len(reader.blocks)):
            assert reader.read_stored_block(index) == whole.read_stored_block(index).of_layers(layers)


def test_shrinking_twice_is_shrinking_once(file):
    data, _ = file
    halfway, twice, once = io.BytesIO(), io.BytesIO(), io.BytesIO()
    shrink(io.BytesIO(data), halfway, 2, "middle")
    shrink(halfway, twice, 1, "small")
    shrink(io.BytesIO(data), once, 1, "small")
    assert twice.getvalue() == once.getvalue()


def test_a_file_shrinks_also_where_what_it_loses_is_damaged(file):
    data, _ = file
    whole, broken = io.BytesIO(), io.BytesIO()
    shrink(io.BytesIO(data), whole, 1, "small")
    shrink(io.BytesIO(_damaged(data, 1, 2)), broken, 1, "small")
    assert broken.getvalue() == whole.getvalue()
    with pytest.raises(SqcLayerError):
        shrink(io.BytesIO(_damaged(data, 1, 1)), io.BytesIO(), 2, "small")


@pytest.mark.parametrize("layers", [0, 3, 4, -1])
def test_other_layers_cannot_be_kept(file, layers):
    with pytest.raises(ValueError, match="layers"):
        shrink(io.BytesIO(file[0]), io.BytesIO(), layers, "small")


def test_the_hash_of_lower_layers_is_checked_when_an_upper_one_is_damaged(file):
    data, _ = file
    reader = _reader(data)
    wrong = data.replace(bytes.fromhex(reader.footer.token_hashes[0]), bytes(32))
    footer = data.rindex(b"\xd3SQF")
    from sqcodec_gui.container import records

    body = wrong[footer + records.FRAME.size :]
    wrong = data[:footer] + records.record_bytes(records.FOOTER, body, reader.header.stream_id)
    kinds = [finding.kind for finding in _reader(_damaged(wrong, 1, 1)).check()]
    assert kinds == [DamageKind.LAYER_LOST, DamageKind.TOKEN_HASH]


def test_identical_channels_are_stored_once(make_layered, make_tokens, write_file, read_all):
    header = make_layered(channels=2)
    tokens = make_tokens(header, 90)
    apart = write_file(header, tokens)
    tokens[1] = tokens[0]
    once = write_file(header, tokens)
    payload_bytes = sum(
        layer.size_bytes for index in range(3) for layer in _reader(once).read_stored_block(index).layers
    )
    assert len(apart) - len(once) >= payload_bytes
    np.testing.assert_array_equal(read_all(_reader(once)), tokens)


def test_wrong_tokens_are_refused(make_layered, make_tokens):
    header = make_layered()
    writer = SqcWriter(io.BytesIO(), header)
    right = make_tokens(header, 5)
    half_lost = right.copy()
    half_lost[:, 2:, 2:] = LOST_TOKEN
    hole = right.copy()
    hole[:, :, 1] = LOST_TOKEN
    for wrong in (right[:, :, 0], right[:, :, :2], half_lost, hole, np.full_like(right, 7**6), np.full_like(right, -1)):
        with pytest.raises(ValueError, match=r"tokens|block"):
            writer.write_block(wrong)


@pytest.mark.parametrize("torn_bytes", [0, 1, 50, 150])
def test_a_resumed_encode_is_byte_identical(tmp_path, make_layered, make_tokens, write_file, torn_bytes):
    header = make_layered(channels=2)
    tokens = make_tokens(header, 20 * 30 + 11)
    whole = write_file(header, tokens)
    path = tmp_path / "torn.sqc"
    path.write_bytes(whole[: _reader(whole).blocks[18].offset + torn_bytes])
    with resume_writer(path, header) as writer:
        assert writer.tokens_done == 18 * 30
        for start in range(writer.tokens_done, tokens.shape[1], 30):
            writer.write_block(tokens[:, start : start + 30])
        samples = tokens.shape[1] * 180 - 7
        writer.finish(sample_count=samples, source_frames=samples * 3, source_sha256="ef" * 32)
    assert path.read_bytes() == whole


def test_a_lost_beginning_is_replaced_by_the_backup_header(make_layered, make_tokens, write_file):
    header = make_layered()
    tokens = make_tokens(header, 20 * 30)
    data = write_file(header, tokens)
    whole = _reader(data)
    reader = _reader(bytes(300) + data[300:], tolerant=True)
    assert reader.header == whole.header
    np.testing.assert_array_equal(reader.read_block(12), tokens[:, 360:390])


def test_cut_keeps_the_context_that_the_header_tells(tmp_path, make_layered, make_tokens, write_file, read_all):
    header = make_layered()
    tokens = make_tokens(header, 310)
    path, target = tmp_path / "whole.sqc", tmp_path / "part.sqc"
    path.write_bytes(write_file(header, tokens))
    block_s = 30 * 180 / 16_000
    cut(path, target, 4.5 * block_s, 5.2 * block_s)
    with SqcReader(target) as part:
        assert part.check() == []
        # 35 frames of context need two blocks before; behind stand as many frames of the next block as it has.
        np.testing.assert_array_equal(read_all(part), tokens[:, 2 * 30 : 7 * 30])
        assert part.parts[0].skip_samples == 2 * 30 * 180
        assert part.parts[0].sample_count == 2 * 30 * 180


@pytest.mark.parametrize(("layers", "most"), [((1, 1, 2), 1.012), ((1, 1), 1.020), ((1,), 1.033)])
def test_what_a_minute_costs_beside_its_tokens(make_layered, make_tokens, write_file, layers, most):
    """Of which checksums and hashes are 160 bytes and 4 for each layer of a block: more than half at 1.5 kbit/s."""
    source = Source("talk.wav", 44_100, 1, 5_292_044, "PCM_16", "WAV")
    header = make_layered(layers=layers, block_frames=896, context_frames=117, source=source)
    tokens = make_tokens(header, 5_334)
    assert len(write_file(header, tokens)) < most * tokens.size * header.bits_per_token / 8


def test_join_and_tag_keep_layers(tmp_path, file, read_all):
    data, tokens = file
    one, both, small = tmp_path / "one.sqc", tmp_path / "both.sqc", tmp_path / "small.sqc"
    one.write_bytes(_damaged(data, 1, 2))
    repair(one, one)
    join([one, one], both)
    retag(both, both, tags={"title": ["Zweimal"]})
    with SqcReader(both) as reader:
        assert reader.check() == []
        assert len(reader.parts) == 2
        found = read_all(reader)
        assert (found[:, 30:60, 2:] == LOST_TOKEN).all()
        np.testing.assert_array_equal(found[:, 130:160], tokens[:, :30])
    shrink(both, small, 1, "small")
    with SqcReader(small) as reader:
        assert reader.check() == []
        assert reader.header.source.tags == {"title": ["Zweimal"]}
        np.testing.assert_array_equal(read_all(reader)[:, :130], tokens[:, :, :1])
    with pytest.raises(SqcMismatchError):
        join([one, small], tmp_path / "never.sqc")
