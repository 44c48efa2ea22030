"""This module codes tokens of files with layers below the nominal rate, by a range coder and a network of integers.

The frames of a block are coded from coarse to fine, as in ``entropy``: every 128th (or what the tables say), then those
half-way between, down to every second; in each round all of the layer's first digit, then all of the next, and so on.
For each frame of a round a row of *hidden* numbers is the sum of one row of a table for each known digit around it: of
the same layer at odd multiples of the round's spacing, of lower layers in the frames beside it. Each digit that gets
known adds a row of its own (a neural autoregressive distribution estimator, Larochelle and Murray 2011). What of the
hidden numbers is above zero, times a matrix, gives the logarithms of the next digit's frequencies.

All are whole numbers, so that every machine computes the same: sums of products stay far below 2**53, which float64
holds exactly in whatever order they are added.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import prod

import constriction
import numpy as np
import numpy.typing as npt

from sqcodec_gui.container.entropy import (
    REPEATS,
    SIGNATURE,
    TOTAL,
    Digits,
    EntropyTables,
    Round,
    Tokens,
    frequencies,
    inflated,
)
from sqcodec_gui.container.errors import SqcTablesError

VERSION = 2
FIELDS = (
    ("signature", "8s"),
    ("version", "H"),
    ("level_count", "B"),
    ("layer_count", "B"),
    ("hidden", "H"),
    ("base_spacing", "H"),
)
"""The start of a file of tables: (name, ``struct`` code), little-endian, without gaps."""
HEAD = struct.Struct("<" + "".join(code for _, code in FIELDS))

HIDDEN_LIMIT = 32_767
"""Hidden numbers above this count as this."""
SCALE = 1024
"""Hidden numbers and matrices are in 1/256; their products divided by this are in 1/64 of a natural logarithm."""
LIMIT_HIDDEN, LIMIT_SPACING, LIMIT_LAGS, LIMIT_LAG, LIMIT_SETS = 256, 1024, 16, 31, 16
LIMIT_NUMBERS = 1 << 23

Numbers = npt.NDArray[np.int16]
Code = Callable[[npt.NDArray[np.float64], Digits], npt.NDArray[np.integer]]
"""(probabilities float64[m, values], view of the digits) -> the digits, now known"""


@dataclass(frozen=True)
class Shape:
    """It says which digits are looked at, and how large the tables are.

    ``levels``: of each digit of a token. ``layers``: tokens of a frame in each layer. ``table_sets``: of the base round
    and of each round after it, whose spacings are ``base_spacing`` / 2, / 4, … 1. ``lower_lags``: frames where lower
    layers are looked at. ``own_lags``: for each layer the odd multiples of a round's spacing, never in the base round.
    """

    levels: tuple[int, ...]
    layers: tuple[int, ...]
    hidden: int
    base_spacing: int
    table_sets: tuple[int, ...]
    lower_lags: tuple[int, ...]
    own_lags: tuple[tuple[int, ...], ...]

    @cached_property
    def planes(self) -> tuple[int, ...]:
        """Return the levels of all digits of a frame, those of its first token first."""
        return self.levels * sum(self.layers)

    def planes_of(self, layer: int) -> range:
        """Return which digits of a frame are in a layer."""
        first = sum(self.layers[:layer]) * len(self.levels)
        return range(first, first + self.layers[layer] * len(self.levels))

    @cached_property
    def rounds(self) -> tuple[Round, ...]:
        base = self.base_spacing
        spacings = [base >> halving for halving in range(1, base.bit_length())]
        later = (
            Round(near, 2 * near, near, chosen) for near, chosen in zip(spacings, self.table_sets[1:], strict=True)
        )
        return Round(0, base, 0, self.table_sets[0]), *later

    @cached_property
    def reach(self) -> int:
        """Return the number of frames beyond a block that are looked at."""
        own = max((abs(lag) for lags in self.own_lags for lag in lags), default=0)
        repeats = max(max(times) for times in REPEATS)
        return max(max(own, repeats) * max(self.base_spacing // 2, 1), max(map(abs, self.lower_lags), default=0))

    def taps(self, layer: int, is_base: bool) -> list[tuple[int, int, bool]]:
        """Return (lag, digit of the frame, whether the lag is multiplied by the spacing) in order of their tables."""
        own = () if is_base else self.own_lags[layer]
        found = [(lag, plane, True) for lag in own for plane in self.planes_of(layer)]
        return found + [(lag, plane, False) for lag in self.lower_lags for plane in range(self.planes_of(layer).start)]

    @cached_property
    def tap_tables(self) -> dict[tuple[int, bool], Digits]:
        """Return, by layer, base round or not, ``taps`` and their first rows of the inputs, intp[4, taps]."""
        found = {}
        for layer in range(len(self.layers)):
            for is_base in (False, True):
                taps = np.array(self.taps(layer, is_base), np.intp).reshape(-1, 3).T
                rows = np.array(self.planes)[taps[1]] + 1
                found[layer, is_base] = np.vstack([taps, 1 + np.cumsum(rows) - rows])
        return found

    def arrays(self) -> Iterator[tuple[int, int, str, tuple[int, int]]]:
        """Yield (table set, layer, what, (rows, columns)) in the order in which numbers are stored."""
        for table_set in range(max(self.table_sets) + 1):
            is_base = table_set == self.table_sets[0]
            for layer in range(len(self.layers)):
                values = [self.planes[plane] for plane in self.planes_of(layer)]
                rows = sum(self.planes[plane] + 1 for _, plane, _ in self.taps(layer, is_base))
                yield table_set, layer, "inputs", (1 + rows, self.hidden)
                for count in values:
                    yield table_set, layer, "digit", (count, self.hidden)
                    yield table_set, layer, "outputs", (1 + self.hidden, count)
                    yield table_set, layer, "repeats", (0 if is_base else len(REPEATS) * (count + 1), count)

    def to_bytes(self) -> bytes:
        """Return the beginning of a file of tables."""
        counts = (len(self.levels), len(self.layers), self.hidden, self.base_spacing)
        lags = b"".join(bytes([len(some)]) + struct.pack(f"{len(some)}b", *some) for some in self._all_lags)
        return HEAD.pack(SIGNATURE, VERSION, *counts) + bytes((*self.levels, *self.layers, *self.table_sets)) + lags

    @property
    def _all_lags(self) -> tuple[tuple[int, ...], ...]:
        return self.lower_lags, *self.own_lags

    @staticmethod
    def from_bytes(data: bytes) -> tuple["Shape", int]:
        """Undo ``to_bytes``, and return how many bytes it took. Raises SqcTablesError."""
        try:
            _, _, level_count, layer_count, hidden, base = HEAD.unpack_from(data)
            if not 1 <= base <= LIMIT_SPACING or base & (base - 1):
                raise ValueError
            place = HEAD.size
            counts = (level_count, layer_count, base.bit_length())
            levels, layers, sets = (tuple(data[(place := place + n) - n : place]) for n in counts)
            lags = []
            for _ in range(1 + layer_count):
                count = data[place]
                lags.append(struct.unpack_from(f"{count}b", data, place + 1))
                place += 1 + count
        except (ValueError, IndexError, struct.error) as error:
            raise SqcTablesError("the head of these entropy tables is cut or damaged", offset=HEAD.size) from error
        shape = Shape(levels, layers, hidden, base, sets, lags[0], tuple(lags[1:]))
        if not shape._is_sane:
            raise SqcTablesError("the shape of these entropy tables makes no sense", offset=HEAD.size)
        return shape, place

    @property
    def _is_sane(self) -> bool:
        own = [lag for lags in self.own_lags for lag in lags]
        return (
            1 <= len(self.levels) <= 16
            and all(2 <= level <= 32 for level in self.levels)
            and 1 <= len(self.layers) <= 8
            and min(self.layers) >= 1
            and sum(self.layers) <= 16
            and 1 <= self.hidden <= LIMIT_HIDDEN
            and len(self.table_sets) == self.base_spacing.bit_length()
            and max(self.table_sets) < LIMIT_SETS
            and self.table_sets[0] not in self.table_sets[1:]
            and all(len(lags) <= LIMIT_LAGS for lags in self._all_lags)
            and all(abs(lag) <= LIMIT_LAG for lags in self._all_lags for lag in lags)
            and all(lag % 2 for lag in own)
            and sum(prod(size) for _, _, _, size in self.arrays()) <= LIMIT_NUMBERS
        )


class FrameDigits:
    """It holds the digits of a row of frames, with ``reach`` missing ones (value: the digit's level) at each end."""

    def __init__(self, shape: Shape, count: int):
        self.shape = shape
        self.count = count
        self.digits = np.empty((len(shape.planes), count + 2 * shape.reach), np.intp)
        self.digits[:] = np.array(shape.planes)[:, None]

    def set_tokens(self, frames: npt.NDArray[np.integer]) -> None:
        """Split int[n, tokens of the first layers] into their digits."""
        reach, levels = self.shape.reach, self.shape.levels
        for token in range(frames.shape[1]):
            rest = frames[:, token].astype(np.intp)
            for place, level in enumerate(levels):
                plane = token * len(levels) + place
                rest, self.digits[plane, reach : reach + self.count] = np.divmod(rest, level)

    def tokens(self, layer: int) -> Tokens:
        """Join the digits of a layer to int32[n, tokens of the layer]."""
        reach, levels, planes = self.shape.reach, self.shape.levels, self.shape.planes_of(layer)
        result = np.zeros((self.count, self.shape.layers[layer]), np.int64)
        for plane in reversed(planes):
            token, place = divmod(plane - planes.start, len(levels))
            result[:, token] = result[:, token] * levels[place] + self.digits[plane, reach : reach + self.count]
        return result.astype(np.int32)

    def values(self, spot: Round, plane: int) -> Digits:
        """Return a view of the digits of the round, intp[m]."""
        view: Digits = self._near(spot, 0, range(plane, plane + 1))[0]
        return view

    def _near(self, spot: Round, frames: int, planes: range) -> Digits:
        """Return a view of the digits so many frames from those of the round, intp[planes, m]."""
        first = self.shape.reach + spot.start + frames
        length = len(range(spot.start, self.count, spot.step))
        return self.digits[planes.start : planes.stop, first :: spot.step][:, :length]

    def tap_rows(self, spot: Round, layer: int) -> Digits:
        """Return intp[taps, m]: which row of the stacked inputs each tap of each frame chooses; row 0 is no tap's."""
        lags, planes, is_scaled, first_rows = self.shape.tap_tables[layer, spot.spacing == 0]
        lags = lags * np.where(is_scaled, spot.spacing, 1)
        first = planes * self.digits.shape[1] + self.shape.reach + spot.start + lags
        frames = np.arange(0, self.count - spot.start, spot.step)
        rows: Digits = self.digits.reshape(-1).take(first[:, None] + frames) + first_rows[:, None]
        return rows

    def repeat_rows(self, spot: Round, layer: int) -> Digits:
        """Return intp[digits, repeats, m]: the rows of a digit's stacked tables for each of ``REPEATS``; in the base
        round none.

        Where these neighbours have the same tokens in this layer, it is the row of their digit, else the last.
        """
        planes = self.shape.planes_of(layer)
        levels = np.array(self.shape.planes[planes.start : planes.stop])[:, None]
        found = []
        for number, times in enumerate(REPEATS if spot.spacing else ()):
            near = [self._near(spot, time * spot.spacing, planes) for time in times]
            same = np.logical_and.reduce([(near[0] == one).all(axis=0) for one in near[1:]])
            found.append(number * (levels + 1) + np.where(same, near[0], levels))
        return np.stack(found, axis=1) if found else np.empty((len(planes), 0, 0), np.intp)


class _Network:
    """It holds the tables of one set and layer. ``inputs``: int32[1 + rows, hidden], row 0 is where the sum begins; for
    each digit ``digits``: int32[values, hidden], ``outputs``: float64[hidden, values], ``start``: int64[values],
    ``repeats``: int32[rows, values]."""

    def __init__(self, arrays: list[tuple[str, Numbers]]):
        self.inputs = arrays[0][1].astype(np.int32)
        self.digits = [array.astype(np.int32) for what, array in arrays if what == "digit"]
        outputs = [array for what, array in arrays if what == "outputs"]
        self.outputs = [array[1:].astype(np.float64) for array in outputs]
        self.start = [array[0].astype(np.int64) for array in outputs]
        self.repeats = [array.astype(np.int32) for what, array in arrays if what == "repeats"]

    def hidden(self, rows: Digits) -> npt.NDArray[np.int32]:
        """Compute int32[m, hidden] of ``tap_rows``."""
        result = np.repeat(self.inputs[:1], rows.shape[1], axis=0)
        for chosen in rows:
            result += self.inputs.take(chosen, axis=0)
        return result

    def sums(self, hidden: npt.NDArray[np.int32], digit: int) -> npt.NDArray[np.int64]:
        """Compute int64[m, values]: logarithms of the digit's frequencies, in 1/64."""
        products = np.minimum(np.maximum(hidden, 0), HIDDEN_LIMIT).astype(np.float64) @ self.outputs[digit]
        levels: npt.NDArray[np.int64] = products.astype(np.int64) // SCALE + self.start[digit]  # both are whole numbers
        return levels


class LayeredTables(EntropyTables):
    """It holds the tables for tokens of one set of weights, whose files have layers.

    ``numbers``: int16[rows, columns] for each of ``shape.arrays()``, in that order. ``weights_sha256``: hex.
    """

    def __init__(self, shape: Shape, weights_sha256: str, numbers: list[Numbers]):
        self.shape = shape
        self.levels = shape.levels
        self.weights_sha256 = weights_sha256
        self._tables = numbers
        self._family = constriction.stream.model.Categorical(perfect=False)
        found: dict[tuple[int, int], list[tuple[str, Numbers]]] = {}
        for (table_set, layer, what, _), array in zip(shape.arrays(), numbers, strict=True):
            found.setdefault((table_set, layer), []).append((what, array))
        self._networks = {place: _Network(arrays) for place, arrays in found.items()}

    @property
    def layers(self) -> tuple[int, ...]:
        return self.shape.layers

    @property
    def _head(self) -> bytes:
        return self.shape.to_bytes() + bytes.fromhex(self.weights_sha256)

    @staticmethod
    def from_bytes(data: bytes) -> "LayeredTables":
        """Undo ``to_bytes``. Raises SqcTablesError if that is not what ``data`` is."""
        shape, end = Shape.from_bytes(data)
        start, sizes = end + 32, [size for _, _, _, size in shape.arrays()]
        numbers = np.frombuffer(inflated(data[start:], start, 2 * sum(map(prod, sizes))), "<i2").astype(np.int16)
        arrays, place = [], 0
        for size in sizes:
            arrays.append(numbers[place : place + prod(size)].reshape(size))
            place += prod(size)
        return LayeredTables(shape, data[end:start].hex(), arrays)

    def encode(self, tokens: Tokens) -> bytes:
        raise TypeError("tokens of files with layers are coded layer by layer")

    def decode(self, data: bytes, rows: int, count: int) -> Tokens:
        raise TypeError("tokens of files with layers are coded layer by layer")

    def encode_layer(self, layer: int, frames: Tokens) -> bytes:
        """Encode a layer's own tokens, of int32[rows, n, tokens of the first layers], as little-endian u32 words."""
        encoder = constriction.stream.queue.RangeEncoder()

        def code(probabilities: npt.NDArray[np.float64], digits: Digits) -> Digits:
            encoder.encode(digits.astype(np.int32), self._family, probabilities)
            return digits

        for row in frames:
            planes = FrameDigits(self.shape, len(row))
            planes.set_tokens(row)
            self._go_through(planes, layer, code)
        coded: bytes = encoder.get_compressed().astype("<u4").tobytes()
        return coded

    def decode_layer(self, layer: int, data: bytes, lower: Tokens) -> Tokens:
        if len(data) % 4:
            raise ValueError("coded tokens must come in words of four bytes")
        decoder = constriction.stream.queue.RangeDecoder(np.frombuffer(data, "<u4").astype(np.uint32))

        def code(probabilities: npt.NDArray[np.float64], digits: Digits) -> npt.NDArray[np.int32]:
            found: npt.NDArray[np.int32] = decoder.decode(self._family, probabilities)
            digits[:] = found
            return found

        result = np.empty((*lower.shape[:2], self.layers[layer]), np.int32)
        for row, lower_tokens in enumerate(lower):
            planes = FrameDigits(self.shape, len(lower_tokens))
            planes.set_tokens(lower_tokens)
            try:
                self._go_through(planes, layer, code)
            except AssertionError as error:
                raise ValueError("the coded tokens are not valid") from error
            result[row] = planes.tokens(layer)
        if not decoder.maybe_exhausted():
            raise ValueError("there are more coded tokens than there should be")
        return result

    def _go_through(self, planes: FrameDigits, layer: int, code: Code) -> None:
        """Hand the layer's digits to ``code`` in the order of coding, each with its probabilities."""
        for spot in self.shape.rounds:
            if spot.start >= planes.count:
                continue
            network = self._networks[spot.table_set, layer]
            hidden, repeat_rows = network.hidden(planes.tap_rows(spot, layer)), planes.repeat_rows(spot, layer)
            for digit, plane in enumerate(self.shape.planes_of(layer)):
                sums = network.sums(hidden, digit)
                for rows in repeat_rows[digit]:
                    sums += network.repeats[digit].take(rows, axis=0)
                found = code(frequencies(sums) / TOTAL, planes.values(spot, plane))
                hidden += network.digits[digit].take(found, axis=0)


def tables_from_bytes(data: bytes) -> EntropyTables:
    """Read the entropy tables in a file of either version. Raises SqcTablesError if ``data`` is no such file."""
    has_layers = data.startswith(SIGNATURE + struct.pack("<H", VERSION))
    return LayeredTables.from_bytes(data) if has_layers else EntropyTables.from_bytes(data)
