"""This module packs tokens as large whole numbers, at exactly the nominal rate (coding method 0).

1,536 tokens are the digits, most significant first, of one number to the base ``codes``; it is stored
big-endian in the fewest bytes that hold every such number. So at most seven bits are wasted in 25,872
(6kbps), and one line of Python reads it. Digits are joined pairwise, so that numbers stay short for most
of the work: joining all of them one after the other would take quadratic time.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

GROUP_TOKENS = 1536
"""Tokens in one number; the last number of a block may have fewer."""
SHORT_TOKENS = 4
"""So few are taken out of their number one by one: setting up the other way takes longer."""

Tokens = npt.NDArray[np.int32]


@lru_cache(maxsize=4096)
def number_bytes(codes: int, count: int) -> int:
    """Count the bytes that hold every number of ``count`` digits to the base ``codes``."""
    size: int = ((codes**count - 1).bit_length() + 7) // 8
    return size


def packed_bytes(codes: int, count: int) -> int:
    """Count the bytes of ``count`` packed tokens of one channel."""
    whole, rest = divmod(count, GROUP_TOKENS)
    return whole * number_bytes(codes, GROUP_TOKENS) + (number_bytes(codes, rest) if rest else 0)


@lru_cache(maxsize=256)
def _plan(codes: int, count: int) -> tuple[int, tuple[int, ...]]:
    """Return (digits joined by numpy in 63 bits, bases of the pairwise joins from small to large)."""
    digits = 1
    while digits < count and codes ** (digits + 1) < 1 << 63:
        digits += 1
    bases = []
    base, joined = codes**digits, digits
    while joined < count:
        bases.append(base)
        base, joined = base * base, joined * 2
    return digits, tuple(bases)


def pack(tokens: Tokens, codes: int) -> bytes:
    """Pack int32[n], each 0 <= token < codes, as ``packed_bytes(codes, n)`` bytes."""
    return b"".join(
        _pack_number(tokens[start : start + GROUP_TOKENS], codes) for start in range(0, len(tokens), GROUP_TOKENS)
    )


def unpack(data: bytes, codes: int, count: int) -> Tokens:
    """Undo ``pack``. Raises ValueError if ``data`` is not what ``pack`` can have written."""
    if len(data) != packed_bytes(codes, count):
        raise ValueError(f"{len(data):,} bytes cannot hold {count:,} tokens")
    if 0 < count <= GROUP_TOKENS:
        return _unpack_number(data, codes, count)
    groups, start = [], 0
    while count > 0:
        group = min(count, GROUP_TOKENS)
        size = number_bytes(codes, group)
        groups.append(_unpack_number(data[start : start + size], codes, group))
        start, count = start + size, count - group
    return np.concatenate(groups) if groups else np.empty(0, np.int32)


def _pack_number(tokens: Tokens, codes: int) -> bytes:
    digits, bases = _plan(codes, len(tokens))
    # Zeros in front do not change a number, and make every pairwise join come out even.
    padded = np.zeros(digits << len(bases), np.int64)
    padded[len(padded) - len(tokens) :] = tokens
    columns = padded.reshape(-1, digits)
    joined = columns[:, 0].copy()
    for column in range(1, digits):
        joined = joined * codes + columns[:, column]
    numbers = joined.tolist()
    for base in bases:
        numbers = [high * base + low for high, low in zip(numbers[::2], numbers[1::2], strict=True)]
    packed: bytes = numbers[0].to_bytes(number_bytes(codes, len(tokens)), "big")
    return packed


def _unpack_number(data: bytes, codes: int, count: int) -> Tokens:
    number = int.from_bytes(data, "big")
    if number >= codes**count:
        raise ValueError("the packed number is larger than its tokens allow")
    if count <= SHORT_TOKENS:
        tokens = []
        for _ in range(count):
            number, token = divmod(number, codes)
            tokens.append(token)
        return np.array(tokens[::-1], np.int32)
    digits, bases = _plan(codes, count)
    numbers = [number]
    for base in reversed(bases):
        numbers = [half for whole in numbers for half in divmod(whole, base)]
    joined = np.array(numbers, np.int64)
    columns = np.empty((len(joined), digits), np.int64)
    for column in range(digits - 1, -1, -1):
        joined, columns[:, column] = np.divmod(joined, codes)
    return columns.reshape(-1)[-count:].astype(np.int32)
