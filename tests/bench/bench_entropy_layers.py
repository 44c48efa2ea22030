"""How many bits do the tokens of the family spectral need, layer by layer, and with which contexts?

    python tests/bench/bench_entropy_layers.py TOKENS.npz [--train-seconds 800] [--tables TABLES.sqt]

TOKENS holds int32 [frames, 4] of recordings, named train… and dev…: tables are fitted to the first of those named
train, and bits are those of whole coded blocks of the others, which know nothing of each other. TABLES are too.
"""

import argparse
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from sqcodec_gui.codec.config import SpectralConfig, all_layers, get_config
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.container.entropy_fit import fit
from sqcodec_gui.container.entropy_layers import Shape, tables_from_bytes
from sqcodec_gui.container.entropy_layers_fit import (
    BASE_SPACING,
    HIDDEN,
    LOWER_LAGS,
    OWN_LAGS,
    TABLE_SETS,
    fit_layers,
)

CONFIG = get_config("spectral-6kbps")
assert isinstance(CONFIG, SpectralConfig)
LEVELS, LAYERS = CONFIG.levels, all_layers()
WEIGHTS = "00" * 32
SMOOTHING = 0.5


def shape(hidden: int = HIDDEN, lower: Sequence[int] = LOWER_LAGS, own: Sequence[int] = OWN_LAGS) -> Shape:
    return Shape(LEVELS, LAYERS, hidden, BASE_SPACING, TABLE_SETS, tuple(lower), (tuple(own),) * len(LAYERS))


SHAPES = {
    "the network (as used)": shape(),
    "the same, nothing of lower layers": shape(lower=()),
    "the same, lower layers of the same frame only": shape(lower=(0,)),
    "the same, the next neighbours in time only": shape(own=(-1, 1)),
    "the same, no neighbours in time": shape(own=()),
    "the same, 16 hidden numbers": shape(hidden=16),
}


def digits_of(frames: np.ndarray) -> np.ndarray:
    """int[n, tokens] -> int[n, digits]"""
    return (frames[:, :, None] // np.cumprod([1, *LEVELS[:-1]]) % np.array(LEVELS)).reshape(len(frames), -1)


def counted_bits(train: list[np.ndarray], dev: list[np.ndarray], looks_back: bool) -> np.ndarray:
    """Of each digit, its values counted in ``train``, for each value of the same digit a frame before if wanted."""
    bits = np.zeros(train[0].shape[1])
    for plane in range(len(bits)):
        level = LEVELS[plane % len(LEVELS)]
        counts = np.full((level + 1, level), SMOOTHING)
        for digits in train:
            np.add.at(counts, (_before(digits[:, plane], level, looks_back), digits[:, plane]), 1)
        shares = counts / counts.sum(1, keepdims=True)
        for digits in dev:
            bits[plane] -= np.log2(shares[_before(digits[:, plane], level, looks_back), digits[:, plane]]).sum()
    return bits


def _before(values: np.ndarray, level: int, looks_back: bool) -> np.ndarray:
    return np.concatenate([[level], values[:-1]]) if looks_back else np.zeros_like(values)


def coded_bits(tables: EntropyTables, blocks: list[np.ndarray]) -> tuple[list[int], float, float]:
    """(bits of each layer, seconds to encode, to decode)"""
    stops, began = np.cumsum(LAYERS), time.process_time()
    coded = [[tables.encode_layer(n, one[None, :, :stop]) for n, stop in enumerate(stops)] for one in blocks]
    encode_s, began = time.process_time() - began, time.process_time()
    for one, layers in zip(blocks, coded, strict=True):
        found = np.empty((1, len(one), 0), np.int32)
        for layer, data in enumerate(layers):
            found = np.concatenate([found, tables.decode_layer(layer, data, found)], axis=2)
        assert np.array_equal(found[0], one)
    decode_s = time.process_time() - began
    return [8 * sum(len(layers[n]) for layers in coded) for n in range(len(LAYERS))], encode_s, decode_s


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tokens", type=Path)
    parser.add_argument("--train-seconds", type=float, default=800.0)
    parser.add_argument("--tables", type=Path)
    options = parser.parse_args()
    with np.load(options.tokens) as kept:
        train, dev = ([kept[name] for name in kept.files if name.startswith(split)] for split in ("train", "dev"))
    frame_rate_hz, size = CONFIG.sample_rate_hz / CONFIG.hop_samples, CONFIG.block_frames
    ends = np.cumsum([len(one) for one in train])
    train = train[: int(np.searchsorted(ends, options.train_seconds * frame_rate_hz)) + 1]
    blocks = [one[at : at + size] for one in dev for at in range(0, len(one), size)]
    frames = sum(map(len, blocks))
    duration_s = frames / frame_rate_hz
    train_s = sum(map(len, train)) / frame_rate_hz
    print(f"Fitted to {train_s:.0f} s, measured on {duration_s:.0f} s in {len(blocks)} blocks. Bits a frame:\n")
    print("| statistics | layer 1 | layer 2 | layer 3 | together | kbit/s | encode, decode, × real time |")
    print("|---|---|---|---|---|---|---|")

    def row(name: str, bits: Sequence[float], speeds_s: tuple[float, float] | None = None) -> None:
        cells = [f"{each / frames:.2f}" for each in (*bits, sum(bits))]
        speeds = ", ".join(f"{duration_s / each:,.0f}" for each in speeds_s) if speeds_s else "not built"
        print(f"| {name} | {' | '.join(cells)} | {sum(bits) / duration_s / 1000:.2f} | {speeds} |", flush=True)

    row("none (nominal)", [frames * count * CONFIG.bits_per_token for count in LAYERS])
    borders = np.cumsum([0, *LAYERS]) * len(LEVELS)
    train_digits, dev_digits = [digits_of(one) for one in train], [digits_of(one) for one in blocks]
    for name, looks_back in (("each digit alone", False), ("the same digit of the frame before", True)):
        bits = counted_bits(train_digits, dev_digits, looks_back)
        row(name, [bits[first:stop].sum() for first, stop in pairwise(borders)])
    alone = []
    for token in range(sum(LAYERS)):
        tables = fit([one[:, token] for one in train], LEVELS, WEIGHTS)
        alone.append(8 * sum(len(tables.encode(one[None, :, token])) for one in blocks))
    row("method 1 of files without layers, each token by itself", [alone[0], alone[1], alone[2] + alone[3]])
    for name, chosen in SHAPES.items():
        bits, *speeds = coded_bits(fit_layers(train, LEVELS, LAYERS, WEIGHTS, shape=chosen), blocks)
        row(name, bits, (speeds[0], speeds[1]))
    if options.tables:
        bits, *speeds = coded_bits(tables_from_bytes(options.tables.read_bytes()), blocks)
        row(f"{options.tables.name}", bits, (speeds[0], speeds[1]))


if __name__ == "__main__":
    main()
