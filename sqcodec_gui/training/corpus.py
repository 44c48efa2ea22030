"""Recordings are packed into one array, from which training draws segments and evaluation takes whole recordings.

A corpus is a folder with ``audio.npy`` (int16, mono, one recording after the other) and ``index.json`` (rate, and for
each recording its place, speaker, kind and split). It is made from any folder of recordings; a ``manifest.csv`` in it
names speakers, kinds and splits, and may name recordings that lie in zip archives beside it.
"""

import csv
import io
import json
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from sqcodec_gui.atomic_write import write_bytes
from sqcodec_gui.audio.open_files import open_audio
from sqcodec_gui.audio.probe import is_probably_audio
from sqcodec_gui.audio.resample import StreamResampler, resampled_length
from sqcodec_gui.engine.folders import find_files
from sqcodec_gui.errors import SqcodecError

SPEECH_SHARE = 0.8
"""Of the segments drawn; the rest are music and effects."""


@dataclass(frozen=True)
class Clip:
    """It is one recording of a corpus; ``start`` and ``length`` are in samples of ``audio.npy``."""

    name: str
    start: int
    length: int
    speaker: str
    kind: str
    split: str


class Corpus:
    """It is a packed corpus, opened for reading. Raises SqcodecError if the folder holds none."""

    def __init__(self, folder: Path) -> None:
        try:
            index = json.loads((folder / "index.json").read_text("utf-8"))
            self.audio = np.load(folder / "audio.npy", mmap_mode="r")
        except (OSError, ValueError) as error:
            raise SqcodecError(f"{folder} holds no packed corpus ({error}); make one with --pack.") from error
        self.sample_rate_hz: int = index["sample_rate_hz"]
        self.clips = [Clip(**clip) for clip in index["clips"]]

    def split(self, name: str) -> list[Clip]:
        return [clip for clip in self.clips if clip.split == name]

    def read(self, clip: Clip) -> np.ndarray:
        """Return float32 [length] within ±1."""
        samples: np.ndarray = self.audio[clip.start : clip.start + clip.length].astype(np.float32) / 32768
        return samples


class SegmentSampler:
    """It draws segments on the device that holds the audio: nothing is read or copied while a step runs.

    A speaker's chance is the square root of the seconds there are of it, so that no single voice rules.
    """

    def __init__(self, corpus: Corpus, device: torch.device) -> None:
        clips = corpus.split("train")
        if not clips:
            raise SqcodecError("The corpus has no recordings to train on.")
        self.audio = torch.from_numpy(np.array(corpus.audio)).to(device)
        self.starts = torch.tensor([clip.start for clip in clips], device=device)
        self.lengths = torch.tensor([clip.length for clip in clips], device=device)
        self.weights = _clip_weights(clips).to(device)

    def draw(self, count: int, length: int) -> Tensor:
        """Return (count, length) float32 within ±1; recordings shorter than a segment end in silence."""
        device = self.audio.device
        chosen = torch.multinomial(self.weights, count, replacement=True)
        spare = (self.lengths[chosen] - length).clamp(min=0)
        offset = (torch.rand(count, device=device) * (spare + 1)).long().clamp(max=spare)
        at = offset[:, None] + torch.arange(length, device=device)
        inside = at < self.lengths[chosen][:, None]
        position = (self.starts[chosen][:, None] + at).clamp(max=len(self.audio) - 1)
        return self.audio[position].float() / 32768 * inside


def _clip_weights(clips: list[Clip]) -> Tensor:
    seconds: dict[tuple[str, str], float] = defaultdict(float)
    for clip in clips:
        seconds[clip.kind, clip.speaker] += clip.length
    weights = torch.tensor([clip.length / seconds[clip.kind, clip.speaker] ** 0.5 for clip in clips])
    speech = torch.tensor([clip.kind == "speech" for clip in clips])
    for mask, share in ((speech, SPEECH_SHARE), (~speech, 1 - SPEECH_SHARE)):
        if mask.any():
            weights[mask] *= share / weights[mask].sum()
    return weights


def pack(source: Path, target: Path, sample_rate_hz: int) -> list[str]:
    """Make the packed corpus of ``source`` in the folder ``target``. Raises SqcodecError if there is nothing in it.

    It returns a line for each recording that could not be read, and is not in it.
    """
    target.mkdir(parents=True, exist_ok=True)
    clips: list[Clip] = []
    unread: list[str] = []
    start = 0
    with tempfile.TemporaryFile(dir=target) as raw:
        for name, path, labels in _recordings(source):
            try:
                samples = _decode(path, sample_rate_hz)
            except SqcodecError as error:
                unread.append(f"{name}: {error}")
                continue
            raw.write(samples.tobytes())
            clips.append(Clip(name, start, len(samples), **labels))
            start += len(samples)
        if not clips:
            raise SqcodecError(f"No recordings were found in {source}.")
        raw.seek(0)
        packed = np.lib.format.open_memmap(target / "audio.npy", "w+", np.int16, (start,))
        for position in range(0, start, 1 << 24):
            piece = np.frombuffer(raw.read(2 << 24), np.int16)
            packed[position : position + len(piece)] = piece
        packed.flush()
    index = {"sample_rate_hz": sample_rate_hz, "clips": [asdict(clip) for clip in clips]}
    write_bytes(target / "index.json", json.dumps(index).encode())
    return unread


def _recordings(source: Path) -> Iterator[tuple[str, Path, dict[str, str]]]:
    """Yield the name, path on disk and labels of each recording; those in archives are in a temporary file then."""
    manifest = source / "manifest.csv"
    if not manifest.is_file():
        for found in find_files([source], is_probably_audio):
            labels = {"speaker": found.path.parent.name, "kind": "speech", "split": "train"}
            yield found.path.relative_to(source).as_posix(), found.path, labels
        return
    with ExitStack() as stack:
        opened = [stack.enter_context(zipfile.ZipFile(path)) for path in sorted(source.glob("*.zip"))]
        archives = {name: archive for archive in opened for name in archive.namelist()}
        for row in csv.DictReader(io.StringIO(manifest.read_text("utf-8"))):
            name = row["path"]
            labels = {"speaker": f"{row['package']}/{row['speaker']}", "kind": row["kind"], "split": row["split"]}
            if name not in archives:
                yield name, source / name, labels
                continue
            with tempfile.NamedTemporaryFile(suffix=Path(name).suffix) as file:
                file.write(archives[name].read(name))
                file.flush()
                yield name, Path(file.name), labels


def _decode(path: Path, sample_rate_hz: int) -> np.ndarray:
    """Decode to int16 [samples], mixed to mono at ``sample_rate_hz``."""
    with open_audio(path) as reader:
        resampler = StreamResampler(reader.info.sample_rate_hz, sample_rate_hz, 1)
        pieces, frames = [], 0
        for block in reader.blocks():
            frames += len(block)
            pieces.append(resampler.push(block.mean(1, keepdims=True)))
        pieces.append(resampler.flush(resampled_length(frames, reader.info.sample_rate_hz, sample_rate_hz)))
    mono = np.concatenate(pieces)[:, 0]
    return (mono.clip(-1, 1) * 32767).round().astype(np.int16)
