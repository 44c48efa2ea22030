import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqcodec_gui.container.packing import GROUP_TOKENS, pack, packed_bytes, unpack

CODES = {"7^6": 7**6, "9^3·7^3": 9**3 * 7**3, "two": 2, "most": 2**31 - 1}


@pytest.mark.parametrize("codes", CODES.values(), ids=CODES.keys())
@pytest.mark.parametrize("count", [0, 1, 2, 3, 400, GROUP_TOKENS - 1, GROUP_TOKENS, GROUP_TOKENS + 1, 3600])
def test_packed_tokens_come_back(codes, count):
    tokens = np.random.default_rng(count).integers(0, codes, count, np.int32)
    data = pack(tokens, codes)
    assert len(data) == packed_bytes(codes, count)
    np.testing.assert_array_equal(unpack(data, codes, count), tokens)


@given(st.lists(st.integers(0, 7**6 - 1), max_size=50))
def test_the_number_is_what_the_description_says(tokens):
    number = 0
    for token in tokens:
        number = number * 7**6 + token
    assert pack(np.array(tokens, np.int32), 7**6) == number.to_bytes(packed_bytes(7**6, len(tokens)), "big")


def test_a_block_wastes_less_than_a_thousandth():
    assert packed_bytes(7**6, 3600) * 8 < 3600 * np.log2(7**6) * 1.001


def test_a_number_too_large_is_refused():
    size = packed_bytes(7**6, 30)
    with pytest.raises(ValueError, match="larger"):
        unpack(b"\xff" * size, 7**6, 30)
    with pytest.raises(ValueError, match="cannot hold"):
        unpack(b"\0" * (size + 1), 7**6, 30)
