"""This module makes entropy tables for files with layers from the tokens of many recordings: a network, then whole
numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt

from sqcodec_gui.container.entropy import LOGARITHM_UNITS, REPEATS, Round, Tokens
from sqcodec_gui.container.entropy_layers import FrameDigits, LayeredTables, Numbers, Shape

Floats = npt.NDArray[np.float32]
Parameters = dict[str, Floats]

HIDDEN = 64
BASE_SPACING = 128
TABLE_SETS = (0, 1, 1, 1, 2, 2, 3, 4)
"""Of the base round and the spacings 64, 32, 16; 8, 4; 2; 1."""
LOWER_LAGS = (-1, 0, 1)
OWN_LAGS = (-3, -1, 1, 3)

BLOCK_FRAMES = 896
"""Recordings are cut into pieces like the blocks of files, beyond which nothing is known."""
BATCH = 2048
EPOCHS = 8
LEAST_STEPS = 300
"""Few recordings are gone through more often."""
LEARNING_RATE = 3e-3
REPEATS_LEARNING_RATE = 0.05
"""Repeats are rare, and what they say is certain: their numbers must become large in few steps."""
DECAY = 0.1
"""Of all numbers but biases, each step, times the learning rate (as in AdamW, arXiv 1711.05101)."""
MOMENTS = (0.9, 0.99)
WARM_UP_STEPS = 50
REPEATED_SHARE = 0.05
REPEATED_FRAMES = (16, 32, 64, 128, 256)
"""So many frames, in stretches of these lengths, have the same tokens over and over, as in silence."""
HIDDEN_UNITS = 256
"""Hidden numbers, and what they are multiplied with, are stored in this part of one."""


def fit_layers(
    recordings: Sequence[Tokens],
    levels: tuple[int, ...],
    layers: tuple[int, ...],
    weights_sha256: str,
    *,
    shape: Shape | None = None,
    epochs: int = EPOCHS,
    seed: int = 0,
) -> LayeredTables:
    """Fit tables for tokens like those in ``recordings`` (int32[n, tokens of a frame] each), made with these weights.

    ``layers``: tokens of a frame in each layer of a file with all of them. ``shape``: None for the usual one.
    """
    shape = shape or Shape(levels, layers, HIDDEN, BASE_SPACING, TABLE_SETS, LOWER_LAGS, (OWN_LAGS,) * len(layers))
    rng = np.random.default_rng(seed)
    pieces = _Pieces(shape, [*_cut(recordings), *_repeats(recordings, shape, rng)])
    numbers: list[Numbers] = []
    for table_set in range(max(shape.table_sets) + 1):
        for layer in range(len(layers)):
            found = _train(pieces.examples(table_set, layer, rng), shape, layer, epochs, rng)
            numbers += _whole_numbers(found, [shape.planes[plane] for plane in shape.planes_of(layer)])
    return LayeredTables(shape, weights_sha256, numbers)


def _cut(recordings: Sequence[Tokens]) -> Iterator[Tokens]:
    for tokens in recordings:
        yield from (tokens[first : first + BLOCK_FRAMES] for first in range(0, len(tokens), BLOCK_FRAMES))


def _repeats(recordings: Sequence[Tokens], shape: Shape, rng: np.random.Generator) -> Iterator[Tokens]:
    """Yield stretches of one frame each, drawn by lot: about ``REPEATED_SHARE`` of all, and enough of them that every
    value of every digit is among them, shorter ones if need be."""
    left, least = round(REPEATED_SHARE * sum(map(len, recordings))), 8 * max(shape.levels)
    longest = max(left // least, REPEATED_FRAMES[0])
    while left > 0 or least > 0:
        length = min(int(rng.choice(REPEATED_FRAMES)), 4 * longest)
        frame = rng.integers(prod(shape.levels), size=(1, sum(shape.layers)), dtype=np.int32)
        yield np.repeat(frame, length, axis=0)
        left, least = left - length, least - 1


@dataclass(frozen=True)
class _Examples:
    """It is what the network is fitted to. ``inputs``: int16[m, taps], which rows of the stacked inputs are added;
    ``digits``: int16[m, digits]; ``repeats``: int16[m, digits, REPEATS], which rows of the stacked tables of repeats;
    ``input_rows``: of all taps."""

    inputs: npt.NDArray[np.int16]
    digits: npt.NDArray[np.int16]
    repeats: npt.NDArray[np.int16]
    input_rows: int


class _Pieces:
    """It holds the digits of all recordings behind each other, far enough apart that none sees another."""

    def __init__(self, shape: Shape, pieces: Sequence[Tokens]):
        self._shape = shape
        planes, times, first = [], [], 0
        for tokens in pieces:
            one = FrameDigits(shape, len(tokens))
            one.set_tokens(tokens)
            planes.append(one.digits.astype(np.int16))
            times.append(first + shape.reach + np.arange(len(tokens)))
            first += one.digits.shape[1]
        self._digits = np.concatenate(planes, axis=1)
        self._times = np.concatenate(times)

    def examples(self, table_set: int, layer: int, rng: np.random.Generator) -> _Examples:
        """Return every frame once, with a spacing drawn by lot of those that use the table set."""
        shape, times = self._shape, self._times
        spots = [spot for spot in shape.rounds if spot.table_set == table_set]
        spacing = rng.choice([spot.spacing for spot in spots], len(times))
        taps, planes, rows, first = shape.taps(layer, not spots[0].spacing), shape.planes_of(layer), [], 0
        for lag, plane, is_scaled in taps:
            rows.append(first + self._digits[plane, times + lag * (spacing if is_scaled else 1)])
            first += shape.planes[plane] + 1
        inputs = np.stack(rows, axis=1) if rows else np.empty((len(times), 0), np.int16)
        digits = self._digits[planes.start : planes.stop, times].T
        return _Examples(inputs, digits, self._repeat_rows(spots[0], planes, spacing), first)

    def _repeat_rows(self, spot: Round, planes: range, spacing: npt.NDArray[np.integer]) -> npt.NDArray[np.int16]:
        if not spot.spacing:
            return np.empty((len(self._times), len(planes), 0), np.int16)
        own, found = self._digits[planes.start : planes.stop], []
        levels = np.array([self._shape.planes[plane] for plane in planes])[:, None]
        for number, times in enumerate(REPEATS):
            near = own[:, self._times + times[0] * spacing]
            same = np.ones(len(self._times), np.bool_)
            for time in times[1:]:
                same &= (near == own[:, self._times + time * spacing]).all(axis=0)
            found.append(number * (levels + 1) + np.where(same, near, levels))
        return np.stack(found, axis=-1).transpose(1, 0, 2).astype(np.int16)


def _train(examples: _Examples, shape: Shape, layer: int, epochs: int, rng: np.random.Generator) -> Parameters:
    """Train by Adam with decay, the rate falling to zero."""
    values = max(shape.planes[plane] for plane in shape.planes_of(layer))
    found = _begin(examples, shape.hidden, values, rng)
    first = {name: np.zeros_like(one) for name, one in found.items()}
    second = {name: np.zeros_like(one) for name, one in found.items()}
    batches = list(_batches(len(examples.digits), epochs, rng))
    for step, chosen in enumerate(batches, 1):
        gradients = _gradients(found, examples, chosen)
        part_of_rate = min(1.0, step / WARM_UP_STEPS) * (1 - step / len(batches))
        for name, gradient in gradients.items():
            rate = part_of_rate * (REPEATS_LEARNING_RATE if name == "repeats" else LEARNING_RATE)
            first[name] += (1 - MOMENTS[0]) * (gradient - first[name])
            second[name] += (1 - MOMENTS[1]) * (gradient * gradient - second[name])
            spread = np.sqrt(second[name] / (1 - MOMENTS[1] ** step)) + 1e-8
            found[name] -= rate * (first[name] / (1 - MOMENTS[0] ** step)) / spread
            if name not in ("bias", "start"):
                found[name] *= 1 - rate * DECAY
    return found


def _begin(examples: _Examples, hidden: int, values: int, rng: np.random.Generator) -> Parameters:
    """Draw small numbers by lot. Where digits differ in their levels, all tables have room for the most."""
    count, repeat_rows = examples.digits.shape[1], len(REPEATS) * (values + 1)
    drawn = {
        "inputs": rng.normal(0, 0.1, (examples.input_rows, hidden)),
        "bias": np.full(hidden, 0.1),
        "digits": rng.normal(0, 0.3, (count, values, hidden)),
        "outputs": rng.normal(0, hidden**-0.5, (count, hidden, values)),
        "start": np.zeros((count, values)),
        "repeats": np.zeros((count, repeat_rows if examples.repeats.shape[2] else 0, values)),
    }
    return {name: array.astype(np.float32) for name, array in drawn.items()}


def _batches(count: int, epochs: int, rng: np.random.Generator) -> Iterator[npt.NDArray[np.intp]]:
    for _ in range(max(epochs, -(-LEAST_STEPS * BATCH // max(count, BATCH)))):
        order = rng.permutation(count)
        yield from (order[start : start + BATCH] for start in range(0, count, BATCH))


def _one_hot(rows: npt.NDArray[np.integer], width: int) -> Floats:
    """Bring [m, k] to [m, width]: how often each row is named."""
    result = np.zeros((len(rows), width), np.float32)
    np.put_along_axis(result, rows.astype(np.intp), 1, axis=1)
    return result


def _gradients(now: Parameters, examples: _Examples, chosen: npt.NDArray[np.intp]) -> Parameters:
    """Compute the gradients of the mean cross-entropy of a frame."""
    count, values = examples.digits.shape[1], now["start"].shape[1]
    inputs = _one_hot(examples.inputs[chosen], examples.input_rows)
    digits = [_one_hot(examples.digits[chosen, digit, None], values) for digit in range(count)]
    repeats = [_one_hot(examples.repeats[chosen, digit], now["repeats"].shape[1]) for digit in range(count)]
    hidden, known, errors = inputs @ now["inputs"] + now["bias"], [], []
    for digit in range(count):
        known.append(np.maximum(hidden, 0))
        sums = known[-1] @ now["outputs"][digit] + now["start"][digit] + repeats[digit] @ now["repeats"][digit]
        likely = np.exp(sums - sums.max(axis=1, keepdims=True))
        errors.append((likely / likely.sum(axis=1, keepdims=True) - digits[digit]) / np.float32(len(chosen)))
        hidden = hidden + digits[digit] @ now["digits"][digit]
    result = {name: np.zeros_like(one) for name, one in now.items()}
    behind = np.zeros_like(hidden)  # of the hidden numbers, from all later digits
    for digit in range(count - 1, -1, -1):
        result["digits"][digit] = digits[digit].T @ behind
        result["outputs"][digit] = known[digit].T @ errors[digit]
        result["start"][digit] = errors[digit].sum(axis=0)
        result["repeats"][digit] = repeats[digit].T @ errors[digit]
        behind += (errors[digit] @ now["outputs"][digit].T) * (known[digit] > 0)
    result["bias"], result["inputs"] = behind.sum(axis=0), inputs.T @ behind
    return result


def _whole_numbers(found: Parameters, levels: Sequence[int]) -> Iterator[Numbers]:
    """Yield integers in the order of ``Shape.arrays``, for one table set and layer whose digits have these levels."""

    def whole(array: Floats, units: int) -> Numbers:
        return np.rint(array * units).clip(-32_767, 32_767).astype(np.int16)

    yield whole(np.concatenate([found["bias"][None], found["inputs"]]), HIDDEN_UNITS)
    for digit, level in enumerate(levels):
        yield whole(found["digits"][digit, :level], HIDDEN_UNITS)
        start = whole(found["start"][digit, None, :level], LOGARITHM_UNITS)
        yield np.concatenate([start, whole(found["outputs"][digit, :, :level], HIDDEN_UNITS)])
        yield whole(found["repeats"][digit, : len(REPEATS) * (level + 1), :level], LOGARITHM_UNITS)
