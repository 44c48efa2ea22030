"""Which rule for the decoder's clip-wide statistics? Likeness with the published whole-clip decode, and seams.

    python tests/bench/bench_statistics.py --weights FILE --data CORPUS

FILE is a model.safetensors of weights that were trained with each clip's statistics (published ones, or our own before
constants). Each candidate decodes the same tokens; the reference is the decode of the whole clip with its statistics.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from sqcodec_gui.codec.model_store.installed import read_header
from sqcodec_gui.codec.sqcodec.engine import chunk_tokens
from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.codec.sqcodec.streaming import StreamDecoder, all_of, measure_statistics
from sqcodec_gui.codec.sqcodec.weights import load_codec
from sqcodec_gui.training.corpus import Corpus
from sqcodec_gui.training.evaluate import mel_distance, si_sdr_db


def by_segments(codec: Codec, tokens: torch.Tensor, segment_tokens: int) -> np.ndarray:
    """Each segment with its own statistics, its neighbours as context of convolutions and attention."""
    config = codec.config
    pieces = []
    for start in range(0, tokens.shape[1], segment_tokens):
        stop = min(start + segment_tokens, tokens.shape[1])
        statistics = measured(codec, tokens[:, start:stop])
        before = max(0, start - 4 * config.window_tokens)
        after = min(tokens.shape[1], stop + config.window_tokens)
        sound = decode(codec, tokens[:, before:after], statistics)
        pieces.append(sound[(start - before) * config.hop_samples : (stop - before) * config.hop_samples])
    return np.concatenate(pieces)


def measured(codec: Codec, tokens: torch.Tensor) -> np.ndarray:
    frames = codec.en_decoder(codec.quantizer.dequantize(tokens)).transpose(1, 2)
    return codec.decoder.measure(frames).flatten().numpy()


def decode(codec: Codec, tokens: torch.Tensor, statistics: np.ndarray) -> np.ndarray:
    return all_of(StreamDecoder(codec, statistics), tokens.numpy())[0]


def seam(candidate: np.ndarray, reference: np.ndarray, every: int) -> float:
    """How much larger the error's jump is at segment borders than between them (1: no seam)."""
    jump = np.abs(np.diff(candidate - reference))

    def largest_near(places: np.ndarray) -> float:
        return float(np.mean([jump[place - 2 : place + 2].max() for place in places]))

    borders = np.arange(every, len(jump) - every, every)
    if not len(borders):
        return float("nan")
    between = np.concatenate([borders + every * part // 8 for part in range(1, 8)])
    return largest_near(borders) / max(largest_near(between), 1e-9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--clips", type=int, default=6)
    options = parser.parse_args()
    torch.set_grad_enabled(False)
    codec = load_codec(read_header(options.weights, "named"))
    corpus = Corpus(options.data)
    by_kind = {kind: [clip for clip in corpus.split("dev") if clip.kind == kind] for kind in ("speech", "music")}
    clips = [corpus.read(clip) for kind in by_kind.values() for clip in kind[: options.clips]]
    tokens = [codec.encode(torch.from_numpy(clip)[None]) for clip in clips if len(clip) > 20 * corpus.sample_rate_hz]
    references = [codec.decode(one)[0].numpy() for one in tokens]
    constant = np.mean([measured(codec, one) for one in tokens], axis=0)
    chunk = chunk_tokens(codec.config)
    candidates = {
        "whole clip, stored": lambda one: decode(codec, one, measure_statistics(codec, one.shape[1], _reader(one))),
        "first 10 s, stored": lambda one: decode(codec, one, measured(codec, one[:, : 6 * chunk])),
        "6 stretches of 1.7 s, stored": lambda one: decode(codec, one, measured(codec, stretches(one, chunk))),
        "segments of 10 s, each its own": lambda one: by_segments(codec, one, 6 * chunk),
        "segments of 1.7 s, each its own": lambda one: by_segments(codec, one, chunk),
        "one constant for all files": lambda one: decode(codec, one, constant),
    }
    print("| rule | likeness: SI-SDR to whole-clip decode, dB | log-mel distance to it | seam |\n|---|---|---|---|")
    for name, rule in candidates.items():
        sounds = [rule(one) for one in tokens]
        pairs = list(zip(references, sounds, strict=True))
        every = (6 if "10 s" in name else 1) * chunk * codec.config.hop_samples
        numbers = [np.mean([measure(a, b) for a, b in pairs]) for measure in (si_sdr_db, mel_distance)]
        seams = np.nanmean([seam(b, a, every) for a, b in pairs])
        print(f"| {name} | {numbers[0]:.1f} | {numbers[1]:.4f} | {seams:.2f} |", flush=True)


def stretches(tokens: torch.Tensor, length: int, count: int = 6) -> torch.Tensor:
    """(count, length): spread evenly"""
    starts = np.linspace(0, tokens.shape[1] - length, count).astype(int)
    return torch.cat([tokens[:, start : start + length] for start in starts])


def _reader(tokens: torch.Tensor):  # type: ignore[no-untyped-def]
    return lambda start, stop: tokens[:, start:stop].numpy()


if __name__ == "__main__":
    main()
