"""This module codes tokens below the nominal rate (coding method 1) by a range coder with tables of whole numbers.

A token's digits (FSQ levels, digit 0 least significant) form planes over time. The times of a block are coded
from coarse to fine: every 512th, then those half-way between, down to every second (``SPACINGS``); of each
round all of digit 0, then all of digit 1, and so on. So a digit's contexts, the digits before and after it in
time and those before it in its own token, are known for a whole plane of a round, which is coded in one call.

Every context has a table: one whole number per value of the digit, in 1/64 of a natural logarithm. The numbers
of all contexts are added; ``EXPONENTIAL`` turns the sums into frequencies out of 65,536. Nothing is ever
rounded by floating point: one difference between two machines would destroy the rest of a block.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

import constriction
import numpy as np
import numpy.typing as npt

from sqcodec_gui.container.errors import SqcTablesError

Tokens = npt.NDArray[np.int32]
Digits = npt.NDArray[np.intp]
Tap = tuple[int, int]
"""(time, plane): a digit ``time`` times the round's spacing away."""
Context = tuple[Tap, ...]

BASE_SPACING = 512
SPACINGS = (256, 128, 64, 32, 16, 8, 4, 2, 1)
"""After the base round: the distance of each round's times to their neighbours that are known."""
TABLE_SETS = (0, 1, 1, 1, 1, 2, 2, 2, 3, 4)
"""Which tables the base round and the others use."""
REACH = 3 * SPACINGS[0]
"""The farthest neighbour that a context looks at."""
REPEATS = ((-1, 1), (-3, -1, 1, 3))
"""Neighbours that are compared as whole tokens: where they are the same, so is most likely what lies between."""

TOTAL = 1 << 16
LOGARITHM_UNITS = 64
SIGNATURE = b"\x89SQT\r\n\x1a\n"
VERSION = 1
_HEAD = struct.Struct("<8sHH")


def _exponential() -> tuple[int, ...]:
    """Return round(65,536 · exp(−i / 64)) for i = 0 … 767, by whole numbers only: the same on every machine."""
    one = 1 << 96
    step, term = 0, one
    for order in range(1, 60):  # exp(−1/64) as its series
        step += term
        term = -term // (LOGARITHM_UNITS * order)
    values, value = [], one << 16
    for _ in range(12 * LOGARITHM_UNITS):
        values.append((value + one // 2) // one)
        value = value * step // one
    return tuple(values)


EXPONENTIAL = np.array(_exponential(), np.int64)


def contexts(plane: int, planes: int, base: bool) -> list[Context]:
    """Return the contexts of a digit: of each, the digits that together choose a row of its table.

    These are version 1; they never change."""
    if base:
        pairs = [((0, second), (0, first)) for second in range(plane) for first in range(second)]
        return [(), *(((0, other),) for other in range(plane)), *pairs]
    own: Context = ((-1, plane), (1, plane))
    chosen: list[Context] = [(*own, (0, plane - 1)) if plane else own, ((-3, plane), (3, plane))]
    for other in range(plane):
        chosen += [((0, other), (-1, other)), ((0, other), (1, other))]
    chosen += [((-1, other), (1, other)) for other in range(plane + 1, planes)]
    if plane >= 2:
        chosen.append(((0, plane - 1), (0, plane - 2)))
    return chosen


@dataclass(frozen=True)
class Round:
    """It is the times ``start``, ``start + step``, … that are coded together; their neighbours are ``spacing`` away."""

    start: int
    step: int
    spacing: int
    table_set: int


ROUNDS = (
    Round(0, BASE_SPACING, 0, TABLE_SETS[0]),
    *(Round(near, 2 * near, near, table) for near, table in zip(SPACINGS, TABLE_SETS[1:], strict=True)),
)


class Planes:
    """It holds the digits of a row of tokens, with ``REACH`` missing ones (value: the plane's level) at each end."""

    def __init__(self, levels: tuple[int, ...], count: int):
        self.levels = levels
        self.count = count
        self.digits = np.empty((len(levels), count + 2 * REACH), np.intp)
        self.digits[:] = np.array(levels)[:, None]
        self._repeats: dict[Round, list[npt.NDArray[np.bool_]]] = {}

    def set_tokens(self, tokens: npt.NDArray[np.integer]) -> None:
        """Split tokens int[count] into their digits."""
        rest = tokens.astype(np.intp)
        for plane, level in enumerate(self.levels):
            rest, self.digits[plane, REACH : REACH + self.count] = np.divmod(rest, level)

    def tokens(self) -> Tokens:
        """Join all digits to tokens int32[count]."""
        result = np.zeros(self.count, np.int64)
        for plane in range(len(self.levels) - 1, -1, -1):
            result = result * self.levels[plane] + self.digits[plane, REACH : REACH + self.count]
        return result.astype(np.int32)

    def round_length(self, spot: Round) -> int:
        return len(range(spot.start, self.count, spot.step))

    def values(self, spot: Round, time: int, plane: int) -> Digits:
        """Return a view of the digits ``time`` spacings from those of the round."""
        first = REACH + spot.start + time * spot.spacing
        return self.digits[plane, first :: spot.step][: self.round_length(spot)]

    def rows(self, spot: Round, context: Context) -> Digits:
        """Return which row of a context's table each digit of the round uses."""
        rows = np.zeros(self.round_length(spot), np.intp)
        for time, plane in context:
            rows *= self.levels[plane] + 1
            rows += self.values(spot, time, plane)
        return rows

    def stacked_rows(self, spot: Round, plane: int, chosen: Sequence[Context]) -> Iterator[Digits]:
        """Yield, for each context, then for each of ``REPEATS``, the rows used in the stacked tables of a plane."""
        first, level = 0, self.levels[plane]
        for context in chosen:
            yield first + self.rows(spot, context)
            first += table_rows(self.levels, context)
        if spot.spacing:
            near = self.values(spot, REPEATS[0][0], plane)
            for same in self.repeats(spot):
                yield first + np.where(same, near, level)
                first += level + 1

    def repeats(self, spot: Round) -> list[npt.NDArray[np.bool_]]:
        """Return bool[m] for each of ``REPEATS``: whether these neighbours are the same token."""
        if spot not in self._repeats:
            self._repeats[spot] = [self._are_same(spot, times) for times in REPEATS]
        return self._repeats[spot]

    def _are_same(self, spot: Round, times: tuple[int, ...]) -> npt.NDArray[np.bool_]:
        same = np.ones(self.round_length(spot), np.bool_)
        for plane in range(len(self.levels)):
            near = self.values(spot, times[0], plane)
            for time in times[1:]:
                same &= near == self.values(spot, time, plane)
        return same


def table_rows(levels: tuple[int, ...], context: Context) -> int:
    """Count the rows of a context's table."""
    rows = 1
    for _, plane in context:
        rows *= levels[plane] + 1
    return rows


def table_shapes(levels: tuple[int, ...]) -> Iterator[tuple[int, int, tuple[Context, ...], int]]:
    """Yield (table set, plane, its contexts, their rows together) in the order in which tables are stored."""
    for table_set in range(max(TABLE_SETS) + 1):
        for plane in range(len(levels)):
            chosen = tuple(contexts(plane, len(levels), table_set == 0))
            rows = sum(table_rows(levels, context) for context in chosen)
            yield table_set, plane, chosen, rows + (len(REPEATS) * (levels[plane] + 1) if table_set else 0)


def frequencies(sums: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """Scale whole numbers [m, values] to int64[m, values], each at least 1, each row 65,536 together."""
    below = sums.max(axis=1, keepdims=True) - sums
    weights = EXPONENTIAL[np.minimum(below, len(EXPONENTIAL) - 1)]
    share = TOTAL - sums.shape[1]
    result: npt.NDArray[np.int64] = 1 + weights * share // weights.sum(axis=1, keepdims=True)
    # What rounding down left over goes to the likeliest value, the first of them if there are several.
    likeliest = sums.argmax(axis=1)
    result[np.arange(len(sums)), likeliest] += TOTAL - result.sum(axis=1)
    return result


def _shapes(levels: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return (rows, values) of each table as stored."""
    return [(rows, levels[plane]) for _, plane, _, rows in table_shapes(levels)]


def inflated(data: bytes, offset: int, size_bytes: int) -> bytes:
    """Inflate exactly so many bytes of a zlib stream, which stands at ``offset``. Raises SqcTablesError."""
    coder = zlib.decompressobj()
    try:
        numbers = coder.decompress(data, size_bytes + 1)
    except zlib.error as error:
        raise SqcTablesError("the file of entropy tables is damaged", offset=offset) from error
    if len(numbers) != size_bytes or not coder.eof or coder.unused_data:
        raise SqcTablesError("the file of entropy tables has the wrong length", offset=offset)
    return numbers


def _tables(levels: tuple[int, ...], numbers: bytes) -> list[npt.NDArray[np.int16]]:
    tables, position = [], 0
    for rows, values in _shapes(levels):
        table = np.frombuffer(numbers, "<i2", rows * values, position).astype(np.int16)
        tables.append(table.reshape(rows, values))
        position += table.nbytes
    return tables


class EntropyTables:
    """It holds the tables for tokens of one set of weights.

    ``levels``: FSQ levels; ``weights_sha256``: hex; ``tables``: int16[rows, values] for each table set and
    plane, in the order of ``table_shapes``.
    """

    def __init__(self, levels: tuple[int, ...], weights_sha256: str, tables: list[npt.NDArray[np.int16]]):
        self.levels = levels
        self.weights_sha256 = weights_sha256
        self._tables = tables
        self._contexts = {(table_set, plane): chosen for table_set, plane, chosen, _ in table_shapes(levels)}
        self._by_place = dict(zip(self._contexts, tables, strict=True))
        self._family = constriction.stream.model.Categorical(perfect=False)

    @property
    def layers(self) -> tuple[int, ...]:
        """Return the number of tokens of a frame in each layer; empty where a frame is one token."""
        return ()

    def encode_layer(self, layer: int, frames: Tokens) -> bytes:
        """Encode a layer's own tokens, of int32[rows, n, tokens of the first layers], with what is below it known."""
        return self.encode(frames[:, :, layer])

    def decode_layer(self, layer: int, data: bytes, lower: Tokens) -> Tokens:
        """Decode int32[rows, n, tokens of the layer], given whole lower layers int32[rows, n, …].

        Raises ValueError if ``data`` cannot have come from ``encode_layer``.
        """
        return self.decode(data, *lower.shape[:2])[:, :, None]

    @cached_property
    def sha256(self) -> str:
        """Return the hex SHA-256 of what ``to_bytes`` holds before it is deflated, which names these tables forever."""
        return hashlib.sha256(self._head + self._numbers).hexdigest()

    @property
    def _head(self) -> bytes:
        head = _HEAD.pack(SIGNATURE, VERSION, len(self.levels))
        return head + bytes(self.levels) + bytes.fromhex(self.weights_sha256)

    @property
    def _numbers(self) -> bytes:
        return b"".join(table.astype("<i2").tobytes() for table in self._tables)

    def to_bytes(self) -> bytes:
        """Return the tables as a file."""
        return self._head + zlib.compress(self._numbers, 9)

    @staticmethod
    def from_bytes(data: bytes) -> "EntropyTables":
        """Undo ``to_bytes``. Raises SqcTablesError if that is not what ``data`` is.

        Whoever does not know whether the tables have layers asks ``entropy_layers.tables_from_bytes``.
        """
        if len(data) < _HEAD.size or data[: len(SIGNATURE)] != SIGNATURE:
            raise SqcTablesError("this is not a file of entropy tables", offset=0)
        _, version, count = _HEAD.unpack_from(data)
        if version != VERSION:
            raise SqcTablesError(
                "these entropy tables have version {version}; versions 1 and 2 are known", version=version, offset=8
            )
        levels = tuple(data[_HEAD.size : _HEAD.size + count])
        if not 1 <= count <= 16 or len(levels) != count or not all(2 <= level <= 32 for level in levels):
            raise SqcTablesError("the levels of these entropy tables make no sense", offset=_HEAD.size)
        start = _HEAD.size + count + 32
        tables = _tables(levels, inflated(data[start:], start, 2 * sum(map(prod, _shapes(levels)))))
        return EntropyTables(levels, data[start - 32 : start].hex(), tables)

    def encode(self, tokens: Tokens) -> bytes:
        """Encode int32[rows, n] as little-endian u32 words."""
        encoder = constriction.stream.queue.RangeEncoder()
        for row in tokens:
            planes = Planes(self.levels, len(row))
            planes.set_tokens(row)
            for spot, plane in self._calls(planes):
                symbols = planes.values(spot, 0, plane).astype(np.int32)
                encoder.encode(symbols, self._family, self._probabilities(planes, spot, plane))
        coded: bytes = encoder.get_compressed().astype("<u4").tobytes()
        return coded

    def decode(self, data: bytes, rows: int, count: int) -> Tokens:
        """Decode to int32[rows, count]. Raises ValueError if ``data`` cannot have come from ``encode``."""
        if len(data) % 4:
            raise ValueError("coded tokens must come in words of four bytes")
        decoder = constriction.stream.queue.RangeDecoder(np.frombuffer(data, "<u4").astype(np.uint32))
        result = np.empty((rows, count), np.int32)
        for row in range(rows):
            planes = Planes(self.levels, count)
            for spot, plane in self._calls(planes):
                try:
                    symbols = decoder.decode(self._family, self._probabilities(planes, spot, plane))
                except AssertionError as error:
                    raise ValueError("the coded tokens are not valid") from error
                planes.values(spot, 0, plane)[:] = symbols
            result[row] = planes.tokens()
        if not decoder.maybe_exhausted():
            raise ValueError("there are more coded tokens than there should be")
        return result

    def _calls(self, planes: Planes) -> Iterator[tuple[Round, int]]:
        """Yield rounds and planes in the order of coding, those without digits left out."""
        for spot in ROUNDS:
            if planes.round_length(spot):
                for plane in range(len(self.levels)):
                    yield spot, plane

    def _probabilities(self, planes: Planes, spot: Round, plane: int) -> npt.NDArray[np.float64]:
        """Return float64[m, values]: whole numbers over 65,536, exact."""
        return frequencies(self.sums(planes, spot, plane)) / TOTAL

    def sums(self, planes: Planes, spot: Round, plane: int) -> npt.NDArray[np.int32]:
        """Add up the numbers of the contexts of each digit of the round, int32[m, values]."""
        table = self._by_place[spot.table_set, plane]
        result = np.zeros((planes.round_length(spot), self.levels[plane]), np.int32)
        for rows in planes.stacked_rows(spot, plane, self._contexts[spot.table_set, plane]):
            result += table.take(rows, axis=0)
        return result
