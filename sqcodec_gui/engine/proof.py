"""A fast engine is used for weights only after it gave, on this machine, what torch gives.

Encoding and decoding are proven apart, when first needed. What torch gives, weights may bring with them (``Known``, in
their ``self_test.npz``; those of the family ``spectral`` always do, in their own file); for others it is computed,
which takes some seconds. So it is done once: the cache keeps a
small file for each that names the weights' file by its SHA-256, the engine with its version, threads and streams, the
program's version and the processor. Where nothing can be kept, it is done anew.
"""

import contextlib
import hashlib
import json
import os
import platform
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

import numpy as np

from sqcodec_gui import paths
from sqcodec_gui._version import __version__
from sqcodec_gui.atomic_write import write_bytes
from sqcodec_gui.codec.chunks import ChunkCodec, chunk_tokens, neutral_statistics
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.errors import EngineFailureError
from sqcodec_gui.codec.installed import InstalledModel
from sqcodec_gui.codec.spectral.codec import SpectralCodec
from sqcodec_gui.codec.spectral.computer import Computer
from sqcodec_gui.codec.spectral.reference import Reference
from sqcodec_gui.codec.spectral.trial import GRIDS, sound_by, tokens_by
from sqcodec_gui.codec.spectral.weights import load_reference
from sqcodec_gui.codec.streams import AnyCodec
from sqcodec_gui.engine.device import rounding
from sqcodec_gui.engine.files import file_sha256
from sqcodec_gui.engine.job import CancelToken

KNOWN_NAME = "self_test.npz"
"""Beside weights: what is known of them, see also self_test.py."""
TOKENS_EQUAL = 0.998
"""At least; one of a thousand may lie at a rounding edge."""
SOUND_DIFFERENCE = 1e-3
"""At most, where full scale is 1; measured: some 1e-5."""
FULL_SCALE = 32_767
"""Of the sound that is kept, in 16 bits: their step is a thirtieth of what may differ."""


class Way(Enum):
    ENCODING = "encoding"
    DECODING = "decoding"


@dataclass(frozen=True)
class Known:
    """What torch makes of a known sound: tokens int32 [1, tokens], and of these sound float32 [1, samples]."""

    tokens: np.ndarray
    sound: np.ndarray

    @classmethod
    def by(cls, codec: ChunkCodec) -> "Known":
        tokens = _encoded(codec, _sound(codec.config))
        return cls(tokens, _decoded(codec, tokens))

    @classmethod
    def beside(cls, weights: Path, file_sha256: str) -> "Known | None":
        """What came with exactly this file of weights; None if nothing did, or nothing that can be read."""
        try:
            with weights.with_name(KNOWN_NAME).open("rb") as file, np.load(file, allow_pickle=False) as kept:
                if str(kept["weights_file_sha256"]) != file_sha256:
                    return None
                return cls(kept["proof_tokens"], kept["proof_sound"].astype(np.float32) / FULL_SCALE)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error):
            return None

    def arrays(self, weights: Path) -> dict[str, np.ndarray]:
        """For the file that ``beside`` reads."""
        return {
            "proof_tokens": self.tokens,
            "proof_sound": np.rint(self.sound * FULL_SCALE).astype(np.int16),
            "weights_file_sha256": np.array(_file_sha256(weights)),
        }


def require(installed: InstalledModel, codec: AnyCodec, on_torch: Callable[[], ChunkCodec], way: Way) -> None:
    """Raises EngineFailureError if ``codec`` does not give what torch does, BadWeightsError for unsound weights."""
    file_sha256 = _file_sha256(installed.path)
    known_facts = _facts(file_sha256, codec, way)
    path = paths.user_cache_dir() / "engines" / f"{hashlib.sha256(known_facts).hexdigest()[:32]}.json"
    with contextlib.suppress(OSError):
        if path.read_bytes() == known_facts:
            return
    if isinstance(codec, SpectralCodec):
        _compare_spectral(codec.computer, load_reference(installed.path, installed.sha256), way)
    else:
        _compare(codec, Known.beside(installed.path, file_sha256) or Known.by(on_torch()), way)
    with contextlib.suppress(OSError):  # next time it is compared again
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, known_facts)


def _facts(file_sha256: str, codec: AnyCodec, way: Way) -> bytes:
    facts = {
        "proven": way.value,
        "weights file": file_sha256,
        "architecture": repr(codec.computer.architecture if isinstance(codec, SpectralCodec) else codec.config),
        **rounding(codec.engine, getattr(codec, "streams", 1)),
        "program": __version__,
        "machine": f"{platform.machine()} {platform.processor()} {os.cpu_count()}",
    }
    return json.dumps(facts, indent=1).encode()


def _file_sha256(path: Path) -> str:
    return _known_sha256(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _known_sha256(path: Path, modified_ns: int) -> str:
    """Both ways are proven with the same file: it is read for this once."""
    return file_sha256(path, CancelToken())


def _compare_spectral(computer: Computer, known: Reference, way: Way) -> None:
    """In each of the shapes in which chunks are computed."""
    for grid in GRIDS:
        if way is Way.ENCODING:
            _require_tokens(computer.engine, tokens_by(computer, grid), known.tokens)
        else:
            _require_sound(computer.engine, sound_by(computer, known.tokens, grid), known.sound)


def _compare(codec: ChunkCodec, known: Known, way: Way) -> None:
    """First and last chunks, and one that has all of its context."""
    if way is Way.ENCODING:
        _require_tokens(codec.engine, _encoded(codec, _sound(codec.config)), known.tokens)
    else:
        _require_sound(codec.engine, _decoded(codec, known.tokens), known.sound)


def _require_tokens(engine: str, tokens: np.ndarray, known: np.ndarray) -> None:
    equal = float(np.mean(tokens == known)) if tokens.shape == known.shape else 0.0
    if not equal >= TOKENS_EQUAL:
        raise EngineFailureError(
            "{engine} gives other numbers than torch: {equal:.2%} are equal.", engine=engine, equal=equal
        )


def _require_sound(engine: str, sound: np.ndarray, known: np.ndarray) -> None:
    difference = float(np.abs(sound - known).max()) if sound.shape == known.shape else np.inf
    if not difference <= SOUND_DIFFERENCE:
        raise EngineFailureError(
            "{engine} gives another sound than torch: it differs by {difference:.1e}.",
            engine=engine,
            difference=difference,
        )


def _encoded(codec: ChunkCodec, audio: np.ndarray) -> np.ndarray:
    from sqcodec_gui.codec.streaming import StreamEncoder, all_of

    return all_of(StreamEncoder(codec), audio)


def _decoded(codec: ChunkCodec, tokens: np.ndarray) -> np.ndarray:
    from sqcodec_gui.codec.streaming import StreamDecoder, all_of

    return all_of(StreamDecoder(codec, None if codec.has_constants else neutral_statistics(codec.config)), tokens)


def _sound(config: CodecConfig) -> np.ndarray:
    """Noise and gliding tones that swell, float32 [1, samples]: two chunks, and a bit"""
    samples = (2 * chunk_tokens(config) + config.window_tokens // 3) * config.hop_samples + 1
    time = np.arange(samples) / samples
    tone = np.sin(2 * np.pi * (300 * time + 2000 * time**2))
    noise = np.random.default_rng(0).standard_normal(samples)
    return ((0.2 * tone + 0.05 * noise) * (0.2 + np.sin(40 * time) ** 2))[None].astype(np.float32)
