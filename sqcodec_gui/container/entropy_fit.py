"""This module makes entropy tables from the tokens of many recordings: logistic regression, then whole numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt

from sqcodec_gui.container.entropy import (
    LOGARITHM_UNITS,
    ROUNDS,
    Context,
    EntropyTables,
    Planes,
    Tokens,
    table_shapes,
)

Floats = npt.NDArray[np.float32]

BATCH = 16_384
EPOCHS = 3
LEAST_STEPS = 150
"""Few recordings are gone through more often."""
LEARNING_RATE = 0.05
DECAY = 1e-5
"""Of the numbers that the tokens say nothing about."""
MOMENTS = (0.9, 0.98)
REPEATED_SHARE = 0.05
REPEATED_LENGTHS = (64, 128, 256, 512, 1024)
"""So many tokens, in stretches of these lengths, are one token over and over, as in silence: recordings have few of
them, and of few tokens, and a token unknown to the tables would cost its full rate however often it comes."""
LARGEST = 12.0
"""Natural logarithm: more could never change a frequency."""


@dataclass(frozen=True)
class _Examples:
    """It is what the tables are fitted to. ``rows``: int32[m, contexts], which rows of the stacked tables are added;
    ``values``: int64[m]."""

    rows: npt.NDArray[np.int32]
    values: npt.NDArray[np.int64]


def fit(recordings: Sequence[Tokens], levels: tuple[int, ...], weights_sha256: str, seed: int = 0) -> EntropyTables:
    """Fit tables for tokens like those in ``recordings`` (int32[n] each), made with the weights of that SHA-256."""
    rng = np.random.default_rng(seed)
    all_planes = []
    for tokens in [*recordings, *_repeats(sum(map(len, recordings)), levels, rng)]:
        planes = Planes(levels, len(tokens))
        planes.set_tokens(tokens)
        all_planes.append(planes)
    tables = []
    for table_set, plane, chosen, rows in table_shapes(levels):
        examples = _examples(all_planes, table_set, plane, chosen)
        numbers = _regression(examples, rows, levels[plane], rng)
        tables.append(np.rint(np.clip(numbers, -LARGEST, LARGEST) * LOGARITHM_UNITS).astype(np.int16))
    return EntropyTables(levels, weights_sha256, tables)


def _repeats(token_count: int, levels: tuple[int, ...], rng: np.random.Generator) -> Iterator[Tokens]:
    """Yield stretches of one token each, drawn by lot: about ``REPEATED_SHARE`` of ``token_count``, and enough of them
    that every value of every digit is among them, shorter ones if need be."""
    left, least = round(REPEATED_SHARE * token_count), 8 * max(levels)
    longest = max(left // least, REPEATED_LENGTHS[0])
    while left > 0 or least > 0:
        length = min(int(rng.choice(REPEATED_LENGTHS)), 4 * longest)
        yield np.full(length, rng.integers(prod(levels)), np.int32)
        left, least = left - length, least - 1


def _examples(recordings: Sequence[Planes], table_set: int, plane: int, chosen: Sequence[Context]) -> _Examples:
    rows, values = [], []
    for spot in ROUNDS:
        if spot.table_set != table_set:
            continue
        for planes in recordings:
            rows.append(np.stack(list(planes.stacked_rows(spot, plane, chosen)), axis=1).astype(np.int32))
            values.append(planes.values(spot, 0, plane).astype(np.int64))
    return _Examples(np.concatenate(rows), np.concatenate(values))


def _regression(examples: _Examples, rows: int, values: int, rng: np.random.Generator) -> Floats:
    """Fit float32[rows, values]: natural logarithms that make the examples likely (Adam, rate falling to zero)."""
    table = np.zeros((rows, values), np.float32)
    first, second = np.zeros_like(table), np.zeros_like(table)
    batches = list(_batches(len(examples.values), rng))
    for step, chosen in enumerate(batches):
        gradient = _gradient(table, examples.rows[chosen], examples.values[chosen]) + DECAY * table
        first += (1 - MOMENTS[0]) * (gradient - first)
        second += (1 - MOMENTS[1]) * (gradient * gradient - second)
        unbiased = second / (1 - MOMENTS[1] ** (step + 1))
        rate = LEARNING_RATE * (1 - step / len(batches)) / (1 - MOMENTS[0] ** (step + 1))
        table -= rate * first / (np.sqrt(unbiased) + 1e-6)
    return table


def _batches(count: int, rng: np.random.Generator) -> Iterator[npt.NDArray[np.intp]]:
    epochs = max(EPOCHS, -(-LEAST_STEPS * BATCH // count))
    for _ in range(min(epochs, LEAST_STEPS)):
        order = rng.permutation(count)
        yield from (order[start : start + BATCH] for start in range(0, count, BATCH))


def _gradient(table: Floats, rows: npt.NDArray[np.int32], values: npt.NDArray[np.int64]) -> Floats:
    """Compute the gradient of the mean cross-entropy."""
    sums = table[rows].sum(axis=1)
    likely = np.exp(sums - sums.max(axis=1, keepdims=True))
    error: Floats = likely / likely.sum(axis=1, keepdims=True)
    error[np.arange(len(values)), values] -= 1
    flat, contexts = rows.reshape(-1), rows.shape[1]
    gradient = np.empty_like(table)
    for value in range(table.shape[1]):
        weights = np.repeat(error[:, value], contexts)
        gradient[:, value] = np.bincount(flat, weights, len(table))
    return gradient / np.float32(len(values))
