import io

import numpy as np
import pytest

from sqcodec_gui.container import SqcReader
from sqcodec_gui.container.block_layout import METHOD_ENTROPY, METHOD_PACKED
from sqcodec_gui.container.entropy import EXPONENTIAL, TOTAL, EntropyTables, frequencies, table_shapes
from sqcodec_gui.container.entropy_fit import fit
from sqcodec_gui.container.errors import SqcMismatchError, SqcTablesError

LEVELS = (3, 4, 5)
WEIGHTS = "0123456789abcdef" * 4


def slow_tokens(levels, count, seed):
    """Digits that wander by one step now and then, so that neighbours tell of each other."""
    rng = np.random.default_rng(seed)
    tokens = np.zeros(count, np.int64)
    for level in reversed(levels):
        walk = np.cumsum(rng.choice([-1, 0, 0, 0, 0, 1], count))
        tokens = tokens * level + np.abs(walk % (2 * level - 2) - (level - 1))
    return tokens.astype(np.int32)


@pytest.fixture(scope="module")
def tables() -> EntropyTables:
    return fit([slow_tokens(LEVELS, 3_000, seed) for seed in range(4)], LEVELS, WEIGHTS)


@pytest.mark.parametrize("count", [1, 2, 15, 16, 17, 31, 32, 33, 97, 1000])
@pytest.mark.parametrize("rows", [1, 2])
def test_any_tokens_come_back(tables, count, rows):
    for tokens in (
        np.stack([slow_tokens(LEVELS, count, 99 + row) for row in range(rows)]),
        np.random.default_rng(0).integers(0, 60, (rows, count), np.int32),
        np.full((rows, count), 59, np.int32),
    ):
        np.testing.assert_array_equal(tables.decode(tables.encode(tokens), rows, count), tokens)


def test_tokens_like_those_of_the_fit_become_small(tables):
    tokens = slow_tokens(LEVELS, 3_000, 7)[None]
    least_bits = 3_000 * 3 * (np.log2(6 / 4) * 4 / 6 + np.log2(6) * 2 / 6)  # entropy of three walks
    assert len(tables.encode(tokens)) * 8 < 1.05 * least_bits


def test_repeated_tokens_cost_almost_nothing_even_those_never_seen(tables):
    for token in (0, 17, 42, 59):
        coded_bits = len(tables.encode(np.full((1, 3_600), token, np.int32))) * 8
        assert coded_bits < 0.04 * 3_600 * np.log2(60)
    part = np.concatenate([slow_tokens(LEVELS, 1_500, 7), np.full(1_500, 31, np.int32)])[None]
    alone = len(tables.encode(part[:, :1_500]))
    assert len(tables.encode(part)) < 1.1 * alone


def test_nothing_costs_more_than_its_nominal_rate(make_header, write_file, tables):
    """In a block of half a second or more; below, the last byte weighs more than that."""
    header = make_header(levels=LEVELS, window_tokens=600, channels=2)
    by_lot = np.random.default_rng(1).integers(0, 60, (2, 1_800), np.int32)
    against = np.stack([slow_tokens(LEVELS, 1_800, 3) ^ 1, np.resize([0, 59], 1_800)]).astype(np.int32) % 60
    for tokens in (by_lot, against):
        for count in (180, 1_800):
            reader = SqcReader(io.BytesIO(write_file(header, tokens[:, :count], tables=tables)), tables=tables)
            payload_bits = 8 * reader.read_stored_block(0).layers[0].size_bytes
            assert payload_bits <= 1.005 * 2 * count * np.log2(60)


def test_what_does_not_fit_the_tables_is_packed(make_header, write_file, tables):
    header = make_header(levels=LEVELS, window_tokens=100)
    random = np.random.default_rng(0).integers(0, 60, (1, 600), np.int32)
    slow = slow_tokens(LEVELS, 600, 8)[None]
    tokens = np.concatenate([random, slow], axis=1)
    reader = SqcReader(io.BytesIO(write_file(header, tokens, tables=tables)), tables=tables)
    methods = [reader.read_stored_block(index).layers[0].method for index in range(4)]
    assert methods == [METHOD_PACKED, METHOD_PACKED, METHOD_ENTROPY, METHOD_ENTROPY]
    assert reader.check() == []
    packed = SqcReader(io.BytesIO(write_file(header, tokens)))
    assert packed.footer.tokens_sha256 == reader.footer.tokens_sha256


def test_tables_are_found_by_their_hash(make_header, write_file, tables):
    header = make_header(levels=LEVELS)
    data = write_file(header, slow_tokens(LEVELS, 90, 8)[None], tables=tables)
    others = fit([slow_tokens(LEVELS, 500, 1)], LEVELS, WEIGHTS)
    for wrong in (None, others):
        reader = SqcReader(io.BytesIO(data), tables=wrong)
        with pytest.raises(SqcTablesError, match=tables.sha256):
            reader.read_block(0)
        assert reader.damage == []
    assert reader.header.tables_sha256 == tables.sha256


def test_tables_of_other_weights_are_refused(make_header, write_file, tables):
    tokens = slow_tokens(LEVELS, 90, 8)[None]
    for other in (make_header(levels=LEVELS, weights_sha256="ff" * 32), make_header(levels=(3, 4, 6))):
        with pytest.raises(SqcMismatchError):
            write_file(other, tokens, tables=tables)


def test_tables_come_back_from_their_file(tables):
    again = EntropyTables.from_bytes(tables.to_bytes())
    assert (again.sha256, again.levels, again.weights_sha256) == (tables.sha256, LEVELS, WEIGHTS)
    tokens = slow_tokens(LEVELS, 200, 3)[None]
    assert again.encode(tokens) == tables.encode(tokens)


def test_damaged_tables_are_refused(tables):
    data = tables.to_bytes()
    for broken in (b"", data[:10], data[:-1], data + b"x", b"x" + data, data[:8] + b"\2" + data[9:]):
        with pytest.raises(SqcTablesError):
            EntropyTables.from_bytes(broken)
    for offset in range(len(data)):
        flipped = bytearray(data)
        flipped[offset] ^= 0x55
        try:
            again = EntropyTables.from_bytes(bytes(flipped))
        except SqcTablesError:
            continue
        assert again.sha256 != tables.sha256 or again.to_bytes() == data  # a remark of zlib's that means nothing


def test_damaged_words_give_an_error_or_tokens_in_range(tables):
    data = bytearray(tables.encode(slow_tokens(LEVELS, 300, 5)[None]))
    for offset in range(len(data)):
        broken = bytearray(data)
        broken[offset] ^= 0xA5
        try:
            tokens = tables.decode(bytes(broken), 1, 300)
        except ValueError:
            continue
        assert tokens.min() >= 0
        assert tokens.max() < 60
    with pytest.raises(ValueError, match="words of four"):
        tables.decode(bytes(data[:-1]), 1, 300)
    with pytest.raises(ValueError, match="more coded tokens"):
        tables.decode(bytes(data) + bytes(40), 1, 300)


def test_frequencies_are_whole_and_complete():
    sums = np.random.default_rng(0).integers(-3000, 3000, (500, 7), np.int32)
    sums[:10] = 0
    result = frequencies(sums)
    assert result.min() >= 1
    assert (result.sum(axis=1) == TOTAL).all()
    assert (result.argmax(axis=1) == sums.argmax(axis=1)).all()


def test_the_exponential_is_exact():
    expected = np.rint(np.exp(-np.arange(768) / 64) * 65_536)
    np.testing.assert_array_equal(EXPONENTIAL, expected)


def test_tables_of_the_real_models_have_a_bounded_size():
    for levels in ((7,) * 6, (9, 9, 9, 7, 7, 7)):
        assert sum(rows * levels[plane] for _, plane, _, rows in table_shapes(levels)) < 300_000
