"""Which statistics make tokens small? Bits per token on recordings that nothing was fitted to, and speed.

    python tests/bench/bench_entropy.py --data CORPUS [--model 6kbps] [--train-seconds 20] [--dev-seconds 20]
                                        [--stereo FILES …] [--tokens FILE.npz]

CORPUS is a packed corpus (``python -m sqcodec_gui.training --pack``). Every model of the statistics is fitted to the
first seconds of each speaker of the split ``train`` and measured on the split ``dev``, in blocks of about ten seconds
that know nothing of each other. ``--stereo`` names recordings with two channels, for what the first tells of the
second. ``--tokens`` keeps the tokens between runs: encoding takes most of the time. Speeds are of the processor's
time, on one core.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import lgamma, log, prod
from pathlib import Path

import constriction
import numpy as np
import torch

from sqcodec_gui.codec.config import CodecConfig, get_config
from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.codec.sqcodec.streaming import StreamEncoder, all_of
from sqcodec_gui.codec.sqcodec.weights import load_codec
from sqcodec_gui.container import packing
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.container.entropy_fit import fit
from sqcodec_gui.engine.sound import read_at_rate
from sqcodec_gui.engine.sqc_file import tables_for_writing
from sqcodec_gui.training.corpus import Corpus
from sqcodec_gui.training.package_model import excerpts

Tap = tuple[int, int]
"""(tokens back, digits back): the digit that many places before the one to be coded."""
SMOOTHING = 0.5
PRIOR_STRENGTH = 32.0
FACTORY = constriction.stream.model.Categorical
MODELS: dict[str, tuple[Tap, ...]] = {
    "each digit alone": (),
    "the digit before it in its token": ((0, 1),),
    "two digits before it in its token": ((0, 1), (0, 2)),
    "all digits before it in its token": ((0, 1), (0, 2), (0, 3), (0, 4), (0, 5)),
    "the same digit of the token before": ((1, 0),),
    "both: before it in its token, same of the token before": ((0, 1), (1, 0)),
    "both, and the same of the token before that": ((0, 1), (1, 0), (2, 0)),
}


@dataclass
class CountTables:
    """Counts of each digit's values in each combination of its taps; a tap outside the block has a value of its own."""

    levels: tuple[int, ...]
    taps: tuple[Tap, ...]

    def rows(self, digits: np.ndarray, plane: int) -> np.ndarray:
        """int[n] for digits [n, planes]: which row each digit uses"""
        rows = np.zeros(len(digits), np.int64)
        for back, before in self.taps:
            if before > plane:
                continue
            other = plane - before
            seen = np.full(len(digits), self.levels[other])
            seen[back:] = digits[: len(digits) - back, other]
            rows = rows * (self.levels[other] + 1) + seen
        return rows

    def row_count(self, plane: int) -> int:
        return prod(self.levels[plane - before] + 1 for _, before in self.taps if before <= plane)

    def counts(self, recordings: Sequence[np.ndarray], plane: int) -> np.ndarray:
        """int[rows, values]"""
        values, total = self.levels[plane], np.zeros(self.row_count(plane) * self.levels[plane], np.int64)
        for digits in recordings:
            used, times = np.unique(self.rows(digits, plane) * values + digits[:, plane], return_counts=True)
            total[used] += times
        return total.reshape(-1, values)

    def fit(self, recordings: Sequence[np.ndarray]) -> list[np.ndarray]:
        """Probabilities float64[rows, values] of each digit; rows seldom seen lean on the digit's own frequencies."""
        result = []
        for plane, values in enumerate(self.levels):
            counts = self.counts(recordings, plane).astype(float)
            alone = (counts.sum(0) + SMOOTHING) / (counts.sum() + SMOOTHING * values)
            lean = SMOOTHING * values
            result.append((counts + lean * alone) / (counts.sum(1, keepdims=True) + lean))
        return result

    def bits(self, blocks: Sequence[np.ndarray], probabilities: list[np.ndarray]) -> float:
        """Of all tokens, fixed probabilities."""
        return sum(
            -np.log2(probabilities[plane][self.rows(digits, plane), digits[:, plane]]).sum()
            for digits in blocks
            for plane in range(len(self.levels))
        )

    def adaptive_bits(self, blocks: Sequence[np.ndarray], prior: Sequence[np.ndarray]) -> float:
        """The same, counting on within each block from ``prior`` (as many imagined digits as its rows add up to).

        What such a coder needs depends on the final counts alone: a ratio of gamma functions for each row.
        """
        total = 0.0
        for digits in blocks:
            for plane in range(len(self.levels)):
                counts = self.counts([digits], plane)
                for row in np.flatnonzero(counts.sum(1)):
                    seen, start = counts[row], prior[plane][row]
                    total += lgamma(start.sum() + seen.sum()) - lgamma(start.sum())
                    total -= sum(lgamma(a + n) - lgamma(a) for a, n in zip(start, seen, strict=True) if n)
        return total / log(2)


def speed_of_counts(tables: CountTables, probabilities: list[np.ndarray], digits: np.ndarray) -> tuple[float, float]:
    """(seconds to encode, to decode) with the range coder; decoding waits for each token where taps look back."""
    family, planes = FACTORY(perfect=False), range(len(tables.levels))
    started = time.process_time()
    encoder = constriction.stream.queue.RangeEncoder()
    looks_back = any(back for back, _ in tables.taps)
    params = [probabilities[plane][tables.rows(digits, plane)] for plane in planes]
    for plane in planes:
        encoder.encode(digits[:, plane].astype(np.int32), family, params[plane])
    encode_s = time.process_time() - started
    if not looks_back:
        decoder = constriction.stream.queue.RangeDecoder(encoder.get_compressed())
        started = time.process_time()
        found = np.zeros_like(digits)
        for plane in planes:
            found[:, plane] = decoder.decode(family, probabilities[plane][tables.rows(found, plane)])
        assert (found == digits).all()
        return encode_s, time.process_time() - started
    # One model for each row, as a decoder keeps them, and one call for each digit.
    models = [[FACTORY(row, perfect=False) for row in table] for table in probabilities]
    rows = [tables.rows(digits, plane).tolist() for plane in planes]  # the encoder must go the same way: time by time
    encoder = constriction.stream.queue.RangeEncoder()
    for at, token in enumerate(digits.tolist()):
        for plane in planes:
            encoder.encode(token[plane], models[plane][rows[plane][at]])
    decoder = constriction.stream.queue.RangeDecoder(encoder.get_compressed())
    started = time.process_time()
    for at in range(len(digits)):
        for plane in planes:
            decoder.decode(models[plane][rows[plane][at]])
    return encode_s, time.process_time() - started


def speed_of_mixture(tables: EntropyTables, blocks: Sequence[np.ndarray]) -> tuple[float, float]:
    started = time.process_time()
    coded = [tables.encode(block[None]) for block in blocks]
    encode_s = time.process_time() - started
    started = time.process_time()
    for data, block in zip(coded, blocks, strict=True):
        assert (tables.decode(data, 1, len(block))[0] == block).all()
    return encode_s, time.process_time() - started


def digits_of(tokens: np.ndarray, levels: tuple[int, ...]) -> np.ndarray:
    """int[n] -> int[n, digits]"""
    return tokens[:, None] // np.cumprod([1, *levels[:-1]]) % np.array(levels)


def in_blocks(recordings: Sequence[np.ndarray], block_tokens: int) -> list[np.ndarray]:
    return [one[at : at + block_tokens] for one in recordings for at in range(0, len(one), block_tokens)]


def encoder_of(model: str) -> Callable[[np.ndarray], np.ndarray]:
    """float32 [channels, samples] -> int32 [channels, tokens]"""
    codec = load_codec(find_installed(model))

    def encode(samples: np.ndarray) -> np.ndarray:
        return all_of(StreamEncoder(codec, len(samples)), samples)

    return encode


def corpus_tokens(options: argparse.Namespace) -> dict[str, list[np.ndarray]]:
    """Tokens of the recordings of each split, kept in the file ``--tokens`` if there is one."""
    if options.tokens and options.tokens.is_file():
        with np.load(options.tokens) as kept:
            return {split: [kept[name] for name in kept.files if name.startswith(split)] for split in ("train", "dev")}
    encode, corpus = encoder_of(options.model), Corpus(options.data)
    seconds = {"train": options.train_seconds, "dev": options.dev_seconds}
    found = {
        split: [encode(samples[None])[0] for _, samples in excerpts(corpus, split, wanted_s)]
        for split, wanted_s in seconds.items()
    }
    if options.tokens:
        named = {f"{split}{index:05}": one for split in found for index, one in enumerate(found[split])}
        np.savez_compressed(options.tokens, **named)
    return found


def report_models(
    config: CodecConfig, shipped: EntropyTables | None, tokens: dict[str, list[np.ndarray]]
) -> EntropyTables:
    """Returns the tables that were fitted for it."""
    blocks = in_blocks(tokens["dev"], config.window_tokens * config.block_windows)
    train = [digits_of(one, config.levels) for one in tokens["train"]]
    dev = [digits_of(one, config.levels) for one in blocks]
    count = sum(map(len, blocks))
    dev_s, rate_hz = count / config.token_rate_hz, config.token_rate_hz
    train_s = sum(map(len, train)) / rate_hz
    print(f"{config.name}: fitted to {train_s:.0f} s, measured on {dev_s:.0f} s in {len(blocks)} blocks\n")
    print("| statistics | bits per token | below nominal | encode, × real time | decode, × real time |")
    print("|---|---|---|---|---|")

    def row(name: str, bits: float, speed: tuple[float, float] | None, spoken_s: float = 0.0) -> None:
        told = f"{spoken_s / speed[0]:,.0f} | {spoken_s / speed[1]:,.0f}" if speed else "not built | not built"
        per_token = bits / count
        print(f"| {name} | {per_token:.2f} | {1 - per_token / config.bits_per_token:.1%} | {told} |", flush=True)

    row("none (nominal)", count * config.bits_per_token, None)
    packed = sum(packing.packed_bytes(config.codes, len(block)) for block in blocks)
    started = time.process_time()
    data = [packing.pack(block, config.codes) for block in blocks]
    middle = time.process_time()
    for one, block in zip(data, blocks, strict=True):
        packing.unpack(one, config.codes, len(block))
    row("packed (method 0)", 8 * packed, (middle - started, time.process_time() - middle), dev_s)
    longest = max(dev, key=len)
    for name, taps in MODELS.items():
        tables = CountTables(config.levels, taps)
        probabilities = tables.fit(train)
        speed = speed_of_counts(tables, probabilities, longest) if "all digits" not in name else None
        row(name, tables.bits(dev, probabilities), speed, len(longest) / rate_hz)
    tables = CountTables(config.levels, ((0, 1), (1, 0)))
    nothing = [np.full((tables.row_count(plane), values), SMOOTHING) for plane, values in enumerate(config.levels)]
    row("both, counted anew in each block", tables.adaptive_bits(dev, nothing), None)
    prior = [PRIOR_STRENGTH * table for table in tables.fit(train)]
    row("both, counted on from fitted tables", tables.adaptive_bits(dev, prior), None)
    mixture = fit(tokens["train"], config.levels, "00" * 32)
    for name, one in (("mixture of many contexts (method 1), fitted now", mixture), ("the same, as shipped", shipped)):
        if one is not None:
            bits = 8 * sum(len(one.encode(block[None])) for block in blocks)
            row(name, bits, speed_of_mixture(one, blocks), dev_s)
    return mixture


def report_channels(config: CodecConfig, encode: Callable[[np.ndarray], np.ndarray], paths: Sequence[Path]) -> None:
    """What the first channel tells of the second: each recording with tables fitted to all others."""
    pairs = []
    for path in paths:
        sound = np.concatenate(list(read_at_rate(path, config.sample_rate_hz)), axis=1)
        if len(sound) == 2 and not np.array_equal(*sound):
            pairs.append(encode(sound))
    levels = config.levels
    wide = CountTables((*levels, *levels), ((0, 1), (1, 0), (0, len(levels))))  # digits of both channels side by side
    narrow = CountTables((*levels, *levels), ((0, 1), (1, 0)))
    digits = [np.concatenate([digits_of(row, levels) for row in pair], axis=1) for pair in pairs]
    bits = {"without the first": 0.0, "with the same digit of the first": 0.0}
    for index, own in enumerate(digits):
        others = digits[:index] + digits[index + 1 :]
        for name, tables in zip(bits, (narrow, wide), strict=True):
            probabilities = tables.fit(others)
            for plane in range(len(levels), 2 * len(levels)):
                bits[name] -= np.log2(probabilities[plane][tables.rows(own, plane), own[:, plane]]).sum()
    count = sum(map(len, digits))
    print(f"\nThe second channel of {len(pairs)} recordings, {count / config.token_rate_hz:.0f} s, context “both”:\n")
    print("| second channel | bits per token |\n|---|---|")
    for name, number in bits.items():
        print(f"| {name} | {number / count:.2f} |")
    same = np.mean([np.mean(pair[0] == pair[1]) for pair in pairs])
    print(f"\nTokens that are the same in both channels: {same:.1%}")


def extremes(config: CodecConfig, encode: Callable[[np.ndarray], np.ndarray]) -> Iterator[tuple[str, np.ndarray]]:
    """(what, tokens int32[n] of a whole block)"""
    rng, count = np.random.default_rng(0), config.window_tokens * config.block_windows
    samples = count * config.hop_samples
    yield "silence", encode(np.zeros((1, samples), np.float32))[0]
    yield "silence with the noise of 16 bits", encode(rng.normal(0, 0.5 / 32768, (1, samples)).astype(np.float32))[0]
    yield "white noise, loud", encode(rng.normal(0, 0.2, (1, samples)).clip(-1, 1).astype(np.float32))[0]
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(samples) / config.sample_rate_hz)
    yield "a tone of 440 Hz", encode(tone[None].astype(np.float32))[0]
    yield "one token, repeated", np.full(count, 54_321 % config.codes, np.int32)
    yield "two tokens by turns", np.resize(np.array([5, 54_321 % config.codes], np.int32), count)
    yield "tokens by lot", rng.integers(0, config.codes, count, np.int32)
    yield (
        "tokens by lot, a tenth of a second",
        rng.integers(0, config.codes, round(config.token_rate_hz / 10), np.int32),
    )


def report_extremes(
    config: CodecConfig, tables: dict[str, EntropyTables], encode: Callable[[np.ndarray], np.ndarray]
) -> None:
    print(f"\nBits per token as stored, and against the nominal {config.bits_per_token:.2f}:\n")
    print(f"| a block of | {' | '.join(tables)} |\n|---|{'---|' * len(tables)}")
    for name, tokens in extremes(config, encode):
        packed, cells = packing.packed_bytes(config.codes, len(tokens)), []
        for one in tables.values():
            coded = len(one.encode(tokens[None]))
            per_token = 8 * min(packed, coded) / len(tokens)
            method = "" if coded < packed else ", packed"
            cells.append(f"{per_token:.3f} ({per_token / config.bits_per_token - 1:+.2%}{method})")
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", default="6kbps")
    parser.add_argument("--train-seconds", type=float, default=20.0)
    parser.add_argument("--dev-seconds", type=float, default=20.0)
    parser.add_argument("--stereo", type=Path, nargs="*", default=[])
    parser.add_argument("--tokens", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    config, encode = get_config(options.model), encoder_of(options.model)
    shipped = tables_for_writing(find_installed(options.model))
    tables = {"tables fitted now": report_models(config, shipped, corpus_tokens(options))}
    report_extremes(config, tables | ({"as shipped": shipped} if shipped else {}), encode)
    if options.stereo:
        report_channels(config, encode, options.stereo)


if __name__ == "__main__":
    main()
