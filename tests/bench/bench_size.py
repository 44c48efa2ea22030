"""How many bytes? Nominal, packed and entropy coded tokens, whole .sqc files, and the same sound as FLAC and Opus.

    python tests/bench/bench_size.py [--model 6kbps] [--data CORPUS] [--seconds-per-speaker 10] [--opus-kbps 6 16]

Always measured: the recordings that came with the program. CORPUS is a packed corpus (``python -m
sqcodec_gui.training --pack``); of its dev recordings the first seconds of each speaker are added, one file each. FLAC
and Opus get the sound at the codec's rate and all its channels. Then the speed of entropy coding, of the processor's
time on one core.
"""

import argparse
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import accumulate
from pathlib import Path

import numpy as np
import soundfile
import torch

from sqcodec_gui.codec.config import get_config
from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.container import SqcReader, packing
from sqcodec_gui.container.blocks import as_frames
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice
from sqcodec_gui.engine.sound import read_at_rate
from sqcodec_gui.engine.sqc_file import open_sqc, tables_for_writing
from sqcodec_gui.paths import samples_dir
from sqcodec_gui.training.corpus import Corpus
from sqcodec_gui.training.package_model import excerpts

SPEED_RUNS = 5


@dataclass
class Sizes:
    """Bytes, but for ``seconds`` and ``tokens`` (of all channels). ``payload``: of all blocks, as stored."""

    seconds: float = 0.0
    tokens: int = 0
    nominal: float = 0.0
    packed: int = 0
    payload: int = 0
    file: int = 0
    flac: int = 0

    def __add__(self, other: "Sizes") -> "Sizes":
        return Sizes(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Sizes)))


def recordings(options: argparse.Namespace, folder: Path) -> Iterator[tuple[str, str, Path]]:
    """(group, name, file)"""
    for path in sorted(samples_dir().glob("*.flac")):
        yield "came with the program", path.name, path
    if options.data:
        corpus = Corpus(options.data)
        for number, (clip, samples) in enumerate(excerpts(corpus, "dev", options.seconds_per_speaker)):
            path = folder / f"dev {number}.wav"
            soundfile.write(path, samples, corpus.sample_rate_hz, "PCM_16")
            yield f"dev, {clip.kind}", clip.name, path


def flac_bytes(sound: np.ndarray, sample_rate_hz: int, folder: Path) -> int:
    """float32 [channels, samples] as FLAC of 16 bits"""
    path = folder / "sound.flac"
    soundfile.write(path, sound.T, sample_rate_hz, "PCM_16")
    return path.stat().st_size


def opus_bytes(sound: np.ndarray, sample_rate_hz: int, kbps: int, folder: Path) -> int:
    """float32 [channels, samples] as an Ogg file by libopus, ``kbps`` for each channel"""
    import av

    path, channels = folder / "sound.opus", len(sound)
    layout = "mono" if channels == 1 else "stereo"
    with av.open(str(path), "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=sample_rate_hz, layout=layout, options={"application": "voip"})
        stream.bit_rate = kbps * 1000 * channels
        whole = (sound.clip(-1, 1) * 32767).astype("<i2")
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(whole.T).reshape(1, -1), format="s16", layout=layout)
        frame.sample_rate = sample_rate_hz
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    return path.stat().st_size


def measure(reader: SqcReader, sound: np.ndarray, folder: Path) -> Sizes:
    header, sizes = reader.header, Sizes(seconds=reader.duration_s, file=reader.size_bytes)
    for index in range(len(reader.blocks)):
        stored = reader.read_stored_block(index)
        for count in header.layer_tokens[: len(stored.layers)]:
            sizes.tokens += stored.token_count * count * header.channels
            sizes.packed += packing.packed_bytes(header.codes, stored.token_count * count) * header.channels
        sizes.payload += sum(layer.size_bytes for layer in stored.layers)
    sizes.nominal = sizes.tokens * header.bits_per_token / 8
    sizes.flac = flac_bytes(sound, header.sample_rate_hz, folder)
    return sizes


def table_row(name: str, sizes: Sizes, opus: Iterable[int]) -> str:
    def rate(size_bytes: float) -> str:
        return f"{8 * size_bytes / sizes.seconds / 1000:.2f}"

    cells = [name, f"{sizes.seconds:.1f}", *map(rate, (sizes.nominal, sizes.packed, sizes.payload))]
    cells += [f"{8 * sizes.payload / sizes.tokens:.2f}", f"{1 - sizes.payload / sizes.nominal:.1%}"]
    overhead = sizes.file - sizes.payload
    cells += [f"{overhead} ({overhead / sizes.payload:.1%})", rate(sizes.file), rate(sizes.flac), *map(rate, opus)]
    return "| " + " | ".join(cells) + " |"


def _layers(frames: np.ndarray, tables: EntropyTables) -> Iterator[tuple[int, int]]:
    """(layer, how many tokens of a frame it and those below it have) of int32 [rows, n, tokens of a frame]"""
    stops = accumulate(tables.layers or (1,))
    return ((layer, stop) for layer, stop in enumerate(stops) if stop <= frames.shape[2])


def report_speed(tables: EntropyTables, blocks: list[np.ndarray], seconds: float) -> None:
    encode_s, decode_s = [], []
    for _ in range(SPEED_RUNS):
        started = time.process_time()
        coded = [[tables.encode_layer(n, block[:, :, :stop]) for n, stop in _layers(block, tables)] for block in blocks]
        middle = time.process_time()
        for layers, block in zip(coded, blocks, strict=True):
            found = block[:, :, :0]
            for n, data in enumerate(layers):
                found = np.concatenate([found, tables.decode_layer(n, data, found)], axis=2)
            assert np.array_equal(found, block)
        encode_s.append(middle - started)
        decode_s.append(time.process_time() - middle)
    speeds = [seconds / float(np.median(times)) for times in (encode_s, decode_s)]
    print(f"\nEntropy coding, one channel: encode {speeds[0]:.0f}, decode {speeds[1]:.0f} × real time (one core)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="6kbps")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--seconds-per-speaker", type=float, default=10.0)
    parser.add_argument("--opus-kbps", type=int, nargs="*", default=[6, 16])
    options = parser.parse_args()
    torch.set_num_threads(1)
    config, tables = get_config(options.model), tables_for_writing(find_installed(options.model))
    settings = CompressSettings(model=options.model, compute=ComputeChoice("cpu"), check=False, exists="overwrite")
    groups: dict[str, list[tuple[Sizes, list[int]]]] = {}
    opus_names = [f"Opus {kbps}" for kbps in options.opus_kbps]
    heads = ["kbit/s of", "seconds", "nominal", "packed", "stored", "bits per token", "below nominal"]
    heads += ["file without its tokens, bytes", "file", "FLAC", *opus_names]
    print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    blocks = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for group, title, path in recordings(options, folder):
            target = compress(path, folder / "coded.sqc", settings).target
            sound = np.concatenate(list(read_at_rate(path, config.sample_rate_hz)), axis=1)
            with open_sqc(target) as reader:
                sizes = measure(reader, sound, folder)
                blocks += [as_frames(reader.read_block(index)[:1]) for index in range(len(reader.blocks))]
            opus = [opus_bytes(sound, config.sample_rate_hz, kbps, folder) for kbps in options.opus_kbps]
            groups.setdefault(group, []).append((sizes, opus))
            if group == "came with the program":
                print(table_row(f"{title}, {len(sound)} ch.", sizes, opus), flush=True)
    for group, found in groups.items():
        total = sum((sizes for sizes, _ in found), Sizes())
        opus = [sum(sizes) for sizes in zip(*(each for _, each in found), strict=True)]
        print(table_row(f"all {len(found)}: {group}", total, opus))
    if tables:
        report_speed(
            tables, blocks, sum(block.shape[1] for block in blocks) * config.hop_samples / config.sample_rate_hz
        )


if __name__ == "__main__":
    main()
