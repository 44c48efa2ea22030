import io
from math import prod

import numpy as np
import pytest

from sqcodec_gui.container import SqcReader
from sqcodec_gui.container.block_layout import METHOD_ENTROPY, METHOD_PACKED, Block, StoredLayer
from sqcodec_gui.container.blocks import decode_block
from sqcodec_gui.container.edit import cut, shrink
from sqcodec_gui.container.entropy_layers import HEAD, FrameDigits, LayeredTables, Shape, tables_from_bytes
from sqcodec_gui.container.entropy_layers_fit import BASE_SPACING, HIDDEN, LOWER_LAGS, OWN_LAGS, TABLE_SETS, fit_layers
from sqcodec_gui.container.errors import SqcMismatchError, SqcTablesError

LEVELS, LAYERS = (3, 4, 5), (1, 2)
SHAPE = Shape(LEVELS, LAYERS, 32, 8, (0, 1, 1, 2), (-1, 0, 1), ((-3, -1, 1, 3), (-1, 1)))
WEIGHTS = "0123456789abcdef" * 4


def slow_frames(count: int, seed: int) -> np.ndarray:
    """int32[n, 3]: digits that wander by one step now and then; the second and third token follow the first."""
    rng = np.random.default_rng(seed)
    frames = np.zeros((count, 3), np.int64)
    for level in reversed(LEVELS):
        walk = np.cumsum(rng.choice([-1, 0, 0, 0, 0, 1], count))
        first = np.abs(walk % (2 * level - 2) - (level - 1))
        digits = np.stack([first, (first + (rng.random(count) < 0.05)) % level, level - 1 - first], axis=1)
        frames = frames * level + digits
    return frames.astype(np.int32)


@pytest.fixture(scope="module")
def tables() -> LayeredTables:
    return fit_layers([slow_frames(500, seed) for seed in range(3)], LEVELS, LAYERS, WEIGHTS, shape=SHAPE)


def _bits(tables: LayeredTables, frames: np.ndarray) -> list[int]:
    return [8 * len(tables.encode_layer(layer, frames[None, :, :upto])) for layer, upto in enumerate((1, 3))]


@pytest.mark.parametrize("count", [1, 2, 7, 8, 9, 15, 16, 17, 300])
@pytest.mark.parametrize("rows", [1, 2])
def test_any_tokens_come_back(tables, count, rows):
    for frames in (
        np.stack([slow_frames(count, 99 + row) for row in range(rows)]),
        np.random.default_rng(0).integers(0, 60, (rows, count, 3), np.int32),
        np.full((rows, count, 3), 59, np.int32),
    ):
        lower = np.empty((rows, count, 0), np.int32)
        for layer, upto in enumerate((1, 3)):
            data = tables.encode_layer(layer, frames[:, :, :upto])
            lower = np.concatenate([lower, tables.decode_layer(layer, data, lower)], axis=2)
        np.testing.assert_array_equal(lower, frames)


def test_a_layer_is_told_by_those_below_and_never_by_those_above(tables):
    frames = slow_frames(1_000, 7)
    first, second = _bits(tables, frames)
    least_bits = 1_000 * 3 * (np.log2(6 / 4) * 4 / 6 + np.log2(6) * 2 / 6)  # entropy of three walks
    assert first < 1.1 * least_bits
    assert second < 0.25 * 1_000 * 2 * np.log2(60)
    other = frames.copy()
    other[:, 1:] = np.random.default_rng(0).integers(0, 60, (1_000, 2))
    assert tables.encode_layer(0, other[None, :, :1]) == tables.encode_layer(0, frames[None, :, :1])


def test_repeated_frames_cost_little(tables):
    """One frame in eight is of the base round, and knows no other."""
    for seed in range(90, 94):
        repeated = np.repeat(slow_frames(1, seed), 3_600, axis=0)
        assert sum(_bits(tables, repeated)) < (1 / 8 + 0.075) * 3_600 * 3 * np.log2(60)


def test_each_layer_is_stored_in_the_smaller_way(make_layered, write_file, read_all, tables):
    header = make_layered(levels=LEVELS, layers=LAYERS, channels=2)
    frames = np.stack([slow_frames(90, seed) for seed in (8, 9)])
    frames[:, 30:60, 1:] = np.random.default_rng(1).integers(0, 60, (2, 30, 2))
    data = write_file(header, frames, tables=tables)
    with SqcReader(io.BytesIO(data), tables=tables) as reader:
        methods = [[layer.method for layer in reader.read_stored_block(index).layers] for index in range(3)]
        assert methods == [[METHOD_ENTROPY] * 2, [METHOD_ENTROPY, METHOD_PACKED], [METHOD_ENTROPY] * 2]
        assert reader.check() == []
        np.testing.assert_array_equal(read_all(reader), frames)
        packed = SqcReader(io.BytesIO(write_file(header, frames)))
        assert packed.footer.token_hashes == reader.footer.token_hashes
    small = io.BytesIO()
    shrink(io.BytesIO(data), small, 1, "small")
    with SqcReader(small, tables=tables) as reader:
        assert reader.check() == []
        np.testing.assert_array_equal(read_all(reader), frames[:, :, :1])


def test_a_shrunk_file_can_be_cut_with_the_same_tables(make_layered, write_file, read_all, tables):
    header = make_layered(levels=LEVELS, layers=LAYERS)
    frames = slow_frames(200, 3)[None]
    small, part = io.BytesIO(), io.BytesIO()
    shrink(io.BytesIO(write_file(header, frames, tables=tables)), small, 1, "small")
    cut(small, part, 0.0, 0.4, tables=tables)
    with SqcReader(part, tables=tables) as reader:
        assert reader.check() == []
        np.testing.assert_array_equal(read_all(reader), frames[:, :90, :1])


def test_tables_are_refused_where_they_do_not_belong(make_header, make_layered, write_file, tables):
    frames = slow_frames(60, 3)[None]
    for other in (
        make_layered(levels=LEVELS, layers=LAYERS, weights_sha256="ff" * 32),
        make_layered(levels=(3, 4, 6), layers=LAYERS),
        make_layered(levels=LEVELS, layers=(2, 1)),
    ):
        with pytest.raises(SqcMismatchError):
            write_file(other, frames, tables=tables)
    with pytest.raises(SqcMismatchError):
        write_file(make_header(levels=LEVELS), frames[:, :, 0], tables=tables)
    data = write_file(make_layered(levels=LEVELS, layers=LAYERS), frames, tables=tables)
    with pytest.raises(SqcTablesError, match=tables.sha256):
        SqcReader(io.BytesIO(data)).read_block(0)


@pytest.mark.parametrize("lie", [{"layers": (1, 2, 1)}, {"layers": (2, 1)}, {"levels": (3, 4, 6)}])
def test_a_header_that_names_tables_for_other_layers_is_refused(make_layered, tables, lie):
    """Coded layers in a file whose header contradicts the tables that it names."""
    header = make_layered(**({"levels": LEVELS, "layers": LAYERS} | lie), tables_sha256=tables.sha256)
    layers = tuple(StoredLayer(METHOD_ENTROPY, bytes(8), 8) for _ in header.layers)
    with pytest.raises(SqcTablesError, match=tables.sha256):
        decode_block(Block(0, 0, False, 5, layers), header, 0, tables)


def test_tables_come_back_from_their_file(tables):
    again = tables_from_bytes(tables.to_bytes())
    assert (again.sha256, again.layers, again.weights_sha256) == (tables.sha256, LAYERS, WEIGHTS)
    assert again.shape == SHAPE
    frames = slow_frames(200, 3)[None]
    assert again.encode_layer(1, frames) == tables.encode_layer(1, frames)


def test_damaged_tables_are_refused(tables):
    data = tables.to_bytes()
    numbers_from = len(SHAPE.to_bytes()) + 32
    for broken in (data[:10], data[:-1], data + b"x", b"x" + data, data[:8] + b"\3" + data[9:], data[: HEAD.size + 2]):
        with pytest.raises(SqcTablesError):
            tables_from_bytes(broken)
    for offset in (*range(8, numbers_from), *range(numbers_from, len(data), 11)):
        for flip in (0x01, 0x55, 0xFF):
            flipped = bytearray(data)
            flipped[offset] ^= flip
            try:
                again = tables_from_bytes(bytes(flipped))
            except SqcTablesError:
                continue
            assert again.sha256 != tables.sha256 or again.to_bytes() == data


def test_damaged_words_give_an_error_or_tokens_in_range(tables):
    frames = slow_frames(100, 5)[None]
    data = tables.encode_layer(1, frames)
    for offset in range(len(data)):
        broken = bytearray(data)
        broken[offset] ^= 0xA5
        try:
            tokens = tables.decode_layer(1, bytes(broken), frames[:, :, :1])
        except ValueError:
            continue
        assert tokens.min() >= 0
        assert tokens.max() < 60
    with pytest.raises(ValueError, match="words of four"):
        tables.decode_layer(1, data[:-1], frames[:, :, :1])
    with pytest.raises(ValueError, match="more coded tokens"):
        tables.decode_layer(1, data + bytes(40), frames[:, :, :1])


def test_sums_are_exact_whatever_the_numbers():
    """Numbers as large as they may be: products and their sums are whole, and float64 holds them."""
    rng = np.random.default_rng(0)
    numbers = [rng.choice([-32_767, 32_767], size).astype(np.int16) for _, _, _, size in SHAPE.arrays()]
    tables = LayeredTables(SHAPE, WEIGHTS, numbers)
    frames = rng.integers(0, 60, (1, 40, 3), np.int32)
    planes = FrameDigits(SHAPE, 40)
    planes.set_tokens(frames[0])
    network, spot = tables._networks[2, 1], SHAPE.rounds[-1]
    hidden = network.hidden(planes.tap_rows(spot, 1))
    by_hand = hidden.astype(object).clip(0, 32_767) @ network.outputs[0].astype(int).astype(object)
    np.testing.assert_array_equal(network.sums(hidden, 0), by_hand // 1024 + network.start[0])
    data = tables.encode_layer(1, frames)
    np.testing.assert_array_equal(tables.decode_layer(1, data, frames[:, :, :1]), frames[:, :, 1:])


def test_tables_of_the_real_model_have_a_bounded_size():
    shape = Shape((7,) * 6, (1, 1, 2), HIDDEN, BASE_SPACING, TABLE_SETS, LOWER_LAGS, (OWN_LAGS,) * 3)
    assert 2 * sum(prod(size) for _, _, _, size in shape.arrays()) < 1_500_000
