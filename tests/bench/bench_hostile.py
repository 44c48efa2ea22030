"""Small files that were made to keep a reader busy, given to all that read them: processor time and memory. By hand:

    python tests/bench/bench_hostile.py [SHAPE …]

Each file has less than 1 MB. Every reader is a process of its own, and so pays its start, too: the first line is that
of a plain file of three seconds. Ends with exit code 1 where one takes over 2 s or 300 MB more than that; decoders may
take longer for sound that a file really holds, a fifth of its length for each channel.
"""

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import process_usage

from sqcodec_gui.codec.config import SpectralConfig, get_config
from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.container import Attachment, Header, Source, SqcError, SqcReader, SqcWriter, records
from sqcodec_gui.container.parts import PartStart
from sqcodec_gui.engine.kit import make_kit
from sqcodec_gui.marks import Mark
from sqcodec_gui.paths import kit_dir

MODEL = "spectral-6kbps"
MOST_S, MOST_MIB, SIZE = 2.0, 300.0, 990_000
PLAIN = "plain"
DECODERS = ("decode", "kit")
S_FOR_SOUND_S = 0.2
"""What a decoder may take for a second of sound in one channel, beside that."""
LOOK = (
    "import sys; from pathlib import Path; from sqcodec_gui.cancellation import CancelToken;"
    "from sqcodec_gui.gui.queue.probe_files import probe_files; from sqcodec_gui.gui.queue.record import JobKind;"
    "print(probe_files([(Path(sys.argv[1]), JobKind.RESTORE)], lambda *_: None, CancelToken()))"
)
READERS: dict[str, tuple[str, ...]] = {
    "info": ("-m", "sqcodec_gui", "info", "FILE"),
    "info --json": ("-m", "sqcodec_gui", "info", "--json", "FILE"),
    "verify": ("-m", "sqcodec_gui", "verify", "FILE"),
    "repair": ("-m", "sqcodec_gui", "repair", "FILE", "-o", "OUT.sqc"),
    "decode": ("-m", "sqcodec_gui", "decode", "FILE", "-o", "OUT.wav"),
    "window's look": ("-c", LOOK, "FILE"),
    "kit": (str(kit_dir() / "decode_sqc.py"), "FILE", "OUT.wav", "--weights", "KIT"),
}


def header_of(**changed: object) -> Header:
    """That of a recording of the model that comes along."""
    config, installed = get_config(MODEL), find_installed(MODEL)
    assert isinstance(config, SpectralConfig)
    header = Header(
        model=MODEL,
        family=config.family,
        weights_sha256=installed.sha256,
        sample_rate_hz=config.sample_rate_hz,
        hop_samples=config.hop_samples,
        levels=config.levels,
        layers=config.layers,
        block_frames=config.block_frames,
        context_frames=config.context_frames,
        channels=1,
        encoder="sqcodec-gui",
        source=Source("plain.wav", 16_000, 1),
    )
    return replace(header, **changed)


def tokens(header: Header, count: int) -> np.ndarray:
    shape = (header.channels, count, header.tokens_per_frame) if header.layers else (header.channels, count)
    return np.random.default_rng(0).integers(0, header.codes, shape, np.int32)


def written(header: Header, blocks: int = 1, count: int = 266, attached: tuple[Attachment, ...] = ()) -> bytes:
    file = io.BytesIO()
    writer = SqcWriter(file, header, attachments=attached)
    for _ in range(blocks - 1):
        writer.write_block(tokens(header, header.block_tokens))
    writer.write_block(tokens(header, count))
    samples = ((blocks - 1) * header.block_tokens + count) * header.hop_samples
    writer.finish(sample_count=max(samples - header.skip_samples, 0), statistics=None)
    return file.getvalue()


def shapes() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """(name, what makes the file)"""
    usual = header_of()
    unknown = header_of(model="of nobody", block_frames=1)
    old = replace(
        unknown, family="sqcodec", layers=(), block_frames=0, context_frames=0, window_tokens=1, block_windows=1
    )
    one_layer = replace(unknown, layers=(1,))
    source = usual.source
    plain = written(usual)
    stream_id = int.from_bytes(plain[20:24], "little")
    head = plain[: plain.index(records.SYNC)]

    def filled(unit: bytes) -> bytes:
        return head + unit * ((SIZE - len(head)) // len(unit))

    def of_source(**changed: object) -> bytes:
        return written(replace(usual, source=replace(source, **changed)))

    def cut(data: bytes) -> bytes:
        return data[:-1]

    def many_parts(header: Header, count: int) -> bytes:
        file = io.BytesIO()
        writer = SqcWriter(file, header)
        for number in range(count):
            if number:
                writer.begin_part(PartStart(header.source, header.statistics, 0))
            writer.write_block(tokens(header, 1))
            writer.end_part(sample_count=header.hop_samples)
        writer.close_file()
        return file.getvalue()

    def lost(header: Header, count: int) -> bytes:
        file = io.BytesIO()
        writer = SqcWriter(file, header)
        for _ in range(count):
            writer.write_lost_block(header.block_tokens)
        writer.write_block(tokens(header, 1))
        writer.finish(sample_count=(count * header.block_tokens + 1) * header.hop_samples)
        return file.getvalue()

    def other_times(header: Header, blocks: int) -> bytes:
        """Blocks of one frame each, where the model's have 896."""
        file = io.BytesIO()
        short = replace(header, block_frames=1, stream_id=stream_id)
        writer = SqcWriter(file, short)
        for _ in range(blocks):
            writer.write_block(tokens(short, 1))
        data = file.getvalue()
        return head + data[data.index(records.SYNC) :]

    yield PLAIN, lambda: plain
    yield "42,000 blocks of a token", lambda: written(old, 38_000, 1)
    yield "the same without its end", lambda: cut(written(old, 38_000, 1))
    yield "24,000 blocks of a frame", lambda: written(unknown, 23_500, 1)
    yield "the same without its end ", lambda: cut(written(unknown, 23_500, 1))
    yield "40,000 blocks of a layer", lambda: cut(written(one_layer, 36_000, 1))
    yield "blocks shorter than the model's", lambda: other_times(usual, 21_000)
    yield "lost blocks", lambda: lost(unknown, 52_000)
    yield "lost blocks without its end", lambda: cut(lost(unknown, 52_000))
    yield "lost blocks of a known model", lambda: lost(usual, 104)
    yield "parts", lambda: many_parts(usual, 3700)
    yield "parts without its end", lambda: cut(many_parts(usual, 3700))
    yield "false syncs", lambda: filled(records.SYNC + records.BLOCK)
    yield "false blocks", lambda: filled(records.SYNC + records.BLOCK + bytes(8))
    yield (
        "false long blocks",
        lambda: filled(records.SYNC + records.BLOCK + bytes(4) + b"\x00\x20\x00\x00" + b"\0\0\1\0\3"),
    )
    yield "false backup headers", lambda: filled(records.SYNC + records.BACKUP_HEADER + bytes(4) + b"\x00\x00\x10\x00")
    yield "a far block", lambda: head + far_block(stream_id)
    yield "a title of a megabyte", lambda: of_source(tags={"title": ["x" * 1_000_000]})
    yield "many tags", lambda: of_source(tags={f"{number}": ["x"] for number in range(70_000)})
    yield "many values", lambda: of_source(tags={"title": ["x"] * 240_000})
    yield "many dates", lambda: of_source(dates={f"{number}": "x" for number in range(70_000)})
    yield "many tracks", lambda: of_source(tracks=("x",) * 240_000, track=1)
    yield "many chapters", lambda: of_source(marks=tuple(Mark(number / 1e4, title="x") for number in range(28_000)))
    yield "long name", lambda: of_source(name="x" * 1_000_000)
    yield "a rate of 10 MHz", lambda: of_source(sample_rate_hz=10_000_000)
    yield "64 channels", lambda: written(replace(usual, channels=64, source=replace(source, channels=64)), 1, 266)
    yield "a picture", lambda: written(usual, attached=(Attachment("cover", "image/png", os.urandom(900_000)),))
    yield "many attachments", lambda: written(usual, attached=(Attachment("a", "b", b""),) * 64)


def far_block(stream_id: int) -> bytes:
    body = b"\x00" + b"\x80\x20" + b"\x80\x07" + b"\0\0"
    return records.record_bytes(records.BLOCK, body, stream_id)


def held_sound_s(path: Path) -> float:
    """Seconds of sound that are no silence for want of tokens, of all channels together."""
    try:
        with SqcReader(path, tolerant=True) as reader:
            frames = sum(entry.token_count for entry in reader.blocks if not entry.lost)
            return frames * reader.header.hop_samples * reader.header.channels / reader.header.sample_rate_hz
    except SqcError:
        return 0.0


def cost(command: list[str]) -> tuple[float, float, str]:
    """(seconds of processor, MiB, last line) of a command with all of its processes."""
    with tempfile.TemporaryFile("w+", errors="replace") as output:
        usage = process_usage.run(command, output=output)
        output.seek(0)
        told = output.read().strip().splitlines()
    return usage.cpu_s, usage.peak_mb * 1e6 / 2**20, f"{usage.exit_code} {told[-1] if told else ''}"


def main() -> int:
    chosen, is_within = sys.argv[1:], True
    usual: dict[str, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, "plain.sqc")
        plain.write_bytes(written(header_of()))
        make_kit([plain], Path(folder, "kit"))
        print("| file | bytes |", " | ".join(READERS), "|\n|---|---|", "---|" * len(READERS), sep="")
        for name, make in shapes():
            if chosen and name not in (PLAIN, *chosen):
                continue
            path = Path(folder, "hostile.sqc")
            path.write_bytes(make())
            cells, sound_s = [], held_sound_s(path)
            for reader, words in READERS.items():
                place = {"FILE": str(path), "KIT": str(Path(folder, "kit"))}
                command = [place.get(word, word.replace("OUT", str(Path(folder, "out")))) for word in words]
                for old in Path(folder).glob("out*"):
                    old.unlink()
                took_s, most_mib, told = cost([sys.executable, *command])
                usual.setdefault(reader, (took_s, most_mib))
                more_s = took_s - usual[reader][0]
                held_s = S_FOR_SOUND_S * sound_s if reader in DECODERS else 0.0
                over = more_s > MOST_S + held_s or most_mib > usual[reader][1] + MOST_MIB
                is_within &= not over
                word = " **over**" if over else f" for {sound_s:.0f} s of sound" if more_s > MOST_S else ""
                cells.append(f"{took_s:.1f} s, {most_mib:.0f} MiB{word}")
                if "-v" in sys.argv:
                    print(reader, told[:200])
            print(f"| {name} | {path.stat().st_size:,} |", " | ".join(cells), "|", flush=True)
    return 0 if is_within else 1


if __name__ == "__main__":
    sys.exit(main())
