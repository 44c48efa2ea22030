"""This module decodes a .sqc file for listening, in order from any second, piece by piece."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sqcodec_gui.cancellation import CancelToken, cancellation_scope
from sqcodec_gui.codec.errors import MissingWeightsError
from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.engine import device, models
from sqcodec_gui.engine.info import read_info
from sqcodec_gui.engine.settings_and_results import DEFAULT_COMPUTE, DEFAULT_MODEL, ComputeChoice, Progress, no_progress
from sqcodec_gui.engine.sound import SqcSound, marks_of
from sqcodec_gui.engine.sqc_file import open_for_reading
from sqcodec_gui.marks import Mark


@dataclass(frozen=True)
class PreviewInfo:
    """It describes what a file will sound like. ``frames``: at the codec's rate; ``source_name`` is that of the
    original recording.

    ``track``: which sound track of several it was made from, from 1. ``marks``: of all parts, in order.
    """

    sample_rate_hz: int
    channels: int
    frames: int
    model: str
    source_name: str
    track: int | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class StoredQuality:
    """It is one of the qualities that a file holds: its first ``layers`` layers, and about the bytes of such a file."""

    model: str
    layers: int
    file_bytes: int


def stored_qualities(sqc: Path) -> tuple[StoredQuality, ...]:
    """List the qualities in a file, the smallest first, its own last; empty where there is one alone. Reads all of it.

    Raises a subclass of SqcodecError.
    """
    layers = read_info(sqc).layers
    held = [StoredQuality(one.model, number, one.file_bytes) for number, one in enumerate(layers, 1) if one.model]
    return tuple(held) if len(held) > 1 else ()


def preview_info(sqc: Path) -> PreviewInfo:
    """Return what a file will sound like, at once and without torch. Raises a subclass of SqcodecError."""
    with open_for_reading(sqc, None, tolerant=True) as reader:
        header = reader.header
        frames = sum(part.sample_count for part in reader.parts)
        return PreviewInfo(
            sample_rate_hz=header.sample_rate_hz,
            channels=header.channels,
            frames=frames,
            model=header.model,
            source_name=header.source.name,
            track=header.source.track,
            marks=marks_of(reader),
        )


def prepare(compute: ComputeChoice, cancel: CancelToken, model: str = DEFAULT_MODEL) -> None:
    """Do what the first ``decode_preview`` of a file of ``model`` would wait for: some seconds of work, without torch.

    Where the codec runs on torch, nothing; where ``model`` is not installed, for the one that comes along. Raises a
    subclass of SqcodecError.
    """
    compute_target = device.resolve(compute)
    if compute_target.engine == device.OPENVINO:
        with cancellation_scope(cancel):
            try:
                installed = find_installed(model, named=compute.weights_dir)
            except MissingWeightsError:
                installed = find_installed(DEFAULT_MODEL, named=compute.weights_dir)
            models.load(installed, compute_target, encodes=False).prepare_low_latency()


def decode_preview(
    sqc: Path,
    on_block: Callable[[int, np.ndarray], None],
    start_s: float = 0.0,
    compute: ComputeChoice = DEFAULT_COMPUTE,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
    layers: int | None = None,
) -> PreviewInfo:
    """Decode from ``start_s`` to the end, calling ``on_block(start_frame, float32 [frames, channels])`` in order.

    What is decoded from the middle of a whole file is bit for bit what is decoded from the start. After damage, where
    the decoder begins anew, it may differ by rounding. ``layers``: of a file that has several, as if it had the first
    so many alone. Raises a subclass of SqcodecError.
    """
    cancel = cancel or CancelToken()
    with cancellation_scope(cancel), open_for_reading(sqc, compute.weights_dir, True, layers) as reader:
        header = reader.header
        installed, compute_target = reader.weights(), device.resolve(compute)
        codec = models.load_with_fallback(installed, compute_target, encodes=False)
        sound = SqcSound(reader, codec, cancel, low_latency=True)
        position = 0
        start = int(start_s * header.sample_rate_hz)
        for part in reader.parts:
            skipped = min(max(start - position, 0), part.sample_count)
            frame = position + skipped
            for piece in sound.part_pieces(part, skipped) if skipped < part.sample_count else ():
                on_block(frame, np.ascontiguousarray(piece.T))
                frame += piece.shape[1]
                progress(frame / header.sample_rate_hz, reader.duration_s)
            position += part.sample_count
        has_blocks = any(block.token_count == header.block_tokens for block in reader.blocks)
        if has_blocks:  # whoever has heard one may want to jump, or another quality from here
            models.prepare_jumps(installed, compute_target, codec)
        return PreviewInfo(header.sample_rate_hz, header.channels, position, header.model, header.source.name)
