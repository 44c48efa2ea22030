"""A fast engine is used for weights only after it gave, on this machine, what torch gives.

That takes some seconds, so it is done once: the cache keeps a small file that names the weights' file by its SHA-256,
the engine with its version, the program's version and the processor. Where nothing can be kept, it is done anew.
"""

import contextlib
import hashlib
import json
import os
import platform
import secrets
from collections.abc import Callable
from importlib.metadata import version

import numpy as np

from sqcodec_gui import paths
from sqcodec_gui._version import __version__
from sqcodec_gui.codec.chunks import ChunkCodec, chunk_tokens
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.errors import EngineFailureError
from sqcodec_gui.codec.installed import InstalledModel

TOKENS_EQUAL = 0.998
"""At least; one of a thousand may lie at a rounding edge."""
SOUND_DIFFERENCE = 1e-3
"""At most, where full scale is 1; measured: some 1e-5."""


def require(installed: InstalledModel, codec: ChunkCodec, on_torch: Callable[[], ChunkCodec]) -> None:
    """Raises EngineFailureError if ``codec`` does not give what torch does, BadWeightsError for unsound weights."""
    known = _facts(installed, codec)
    path = paths.user_cache_dir() / "engines" / f"{hashlib.sha256(known).hexdigest()[:32]}.json"
    with contextlib.suppress(OSError):
        if path.read_bytes() == known:
            return
    _compare(codec, on_torch())
    unfinished = path.with_name(f".{secrets.token_hex(8)}.part")
    with contextlib.suppress(OSError):  # next time it is compared again
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            unfinished.write_bytes(known)
            os.replace(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)


def _facts(installed: InstalledModel, codec: ChunkCodec) -> bytes:
    facts = {
        "weights file": hashlib.sha256(installed.path.read_bytes()).hexdigest(),
        "architecture": repr(codec.config),
        "engine": f"{codec.engine} {version(codec.engine)}",
        "program": __version__,
        "machine": f"{platform.machine()} {platform.processor()} {os.cpu_count()}",
    }
    return json.dumps(facts, indent=1).encode()


def _compare(codec: ChunkCodec, reference: ChunkCodec) -> None:
    """First and last chunks, and one that has all of its context, both ways."""
    from sqcodec_gui.codec.streaming import StreamDecoder, StreamEncoder

    audio = _sound(codec.config)
    found, expected = (_joined(StreamEncoder(one), audio) for one in (codec, reference))
    equal = float(np.mean(found == expected))
    if not equal >= TOKENS_EQUAL:
        raise EngineFailureError(f"{codec.engine} gives other numbers than torch: {equal:.2%} are equal.")
    statistics = None
    if not codec.has_constants:
        statistics = np.tile(np.repeat(np.array([0, 1], np.float32), 4), len(codec.config.decoder_strides))
    found, expected = (_joined(StreamDecoder(one, statistics), expected) for one in (codec, reference))
    difference = float(np.abs(found - expected).max())
    if not difference <= SOUND_DIFFERENCE:
        raise EngineFailureError(f"{codec.engine} gives another sound than torch: it differs by {difference:.1e}.")


def _joined(stream: object, given: np.ndarray) -> np.ndarray:
    return np.concatenate([stream.push(given), stream.flush()], axis=1)  # type: ignore[attr-defined]


def _sound(config: CodecConfig) -> np.ndarray:
    """Noise and gliding tones that swell, float32 [1, samples]: two chunks, and a bit"""
    samples = (2 * chunk_tokens(config) + config.window_tokens // 3) * config.hop_samples + 1
    time = np.arange(samples) / samples
    tone = np.sin(2 * np.pi * (300 * time + 2000 * time**2))
    noise = np.random.default_rng(0).standard_normal(samples)
    return ((0.2 * tone + 0.05 * noise) * (0.2 + np.sin(40 * time) ** 2))[None].astype(np.float32)
