"""This module proves that this machine computes right: what it gives for known input is compared with what torch gave.

A fast engine is used for weights only after that; ``self_test.py`` asks it of every installed model, whatever computes.
Encoding and decoding are proven apart, when first needed. What torch gives, weights may bring with them, in their
``self_test.npz`` (those of the family ``spectral`` always do, in their own file); for others it is computed, which
takes some seconds, and kept in the user's folder: so a change of this machine is noticed later. What was proven is
remembered in a small file of the cache that names the weights by the SHA-256 of their tensors (which is compared
whenever they are loaded), the engine with its version, device, threads and streams, the program's version and the
processor. Where nothing can be kept, it is done anew.
"""

import contextlib
import hashlib
import json
import os
import platform
import zipfile
import zlib
from collections.abc import Callable
from enum import Enum
from pathlib import Path

import numpy as np

from sqcodec_gui import paths
from sqcodec_gui._version import __version__
from sqcodec_gui.atomic_write import atomic_write, write_bytes
from sqcodec_gui.codec.config import CodecConfig, get_config
from sqcodec_gui.codec.errors import EngineFailureError
from sqcodec_gui.codec.model_store.installed import SPECTRAL, InstalledModel
from sqcodec_gui.codec.spectral.codec import SpectralCodec
from sqcodec_gui.codec.spectral.reference import FULL_SCALE, Reference
from sqcodec_gui.codec.spectral.trial import GRIDS, sound_by, tokens_by
from sqcodec_gui.codec.spectral.weights import load_reference
from sqcodec_gui.codec.sqcodec.engine import ChunkCodec, chunk_tokens, neutral_statistics
from sqcodec_gui.codec.streams import AnyCodec
from sqcodec_gui.engine.device import ComputeTarget, rounding_identity

REFERENCE_NAME = "self_test.npz"
"""Beside weights: what torch makes of a known sound."""
TOKENS_EQUAL = 0.998
"""At least; one of a thousand may lie at a rounding edge."""
SOUND_DIFFERENCE = 1e-3
"""At most, where full scale is 1; measured: some 1e-5."""


class Direction(Enum):
    """It is what an engine is proven for."""

    ENCODING = "encoding"
    DECODING = "decoding"
    JUMPING = "decoding from the middle in small chunks"
    """No bit differs then; of the family ``spectral`` alone. See ``models.prepare_jumps``."""


def require(
    installed: InstalledModel,
    compute_target: ComputeTarget,
    codec: AnyCodec,
    on_torch: Callable[[], ChunkCodec],
    direction: Direction,
) -> None:
    """Prove an engine. Raises EngineFailureError if ``codec`` does not give what torch does, BadWeightsError for
    damaged weights."""
    if is_proven(installed, compute_target, direction):
        return
    reference = reference_of(installed)
    if reference is None:
        reference = reference_by(on_torch())
        with contextlib.suppress(OSError):
            write_reference(stored_reference_path(installed), installed, reference)
    _compare(codec, reference, direction)
    remember(installed, compute_target, direction)


def is_proven(installed: InstalledModel, compute_target: ComputeTarget, direction: Direction) -> bool:
    """Return whether these weights were found right on this engine before, by this version on this machine."""
    facts = _facts(installed, compute_target, direction)
    try:
        return _record_path(facts).read_bytes() == facts
    except OSError:
        return False


def remember(installed: InstalledModel, compute_target: ComputeTarget, direction: Direction) -> None:
    """Note that these weights were found right on this engine; where it cannot be kept, it is found out again."""
    facts = _facts(installed, compute_target, direction)
    path = _record_path(facts)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, facts)


def _record_path(facts: bytes) -> Path:
    return paths.user_cache_dir() / "engines" / f"{hashlib.sha256(facts).hexdigest()[:32]}.json"


def _facts(installed: InstalledModel, compute_target: ComputeTarget, direction: Direction) -> bytes:
    config = get_config(installed.name)
    is_spectral = installed.set_name == SPECTRAL  # whose chunks are the same among any number of files at once
    facts = {
        "proven": direction.value,
        "tensors": installed.tensors_sha256,
        "architecture": SPECTRAL if is_spectral else repr(config),
        "device": f"{compute_target.device} {compute_target.name}",
        **rounding_identity(compute_target.engine, 1 if is_spectral else compute_target.streams),
        "program": __version__,
        "machine": f"{platform.machine()} {platform.processor()} {os.cpu_count()}",
    }
    return json.dumps(facts, indent=1).encode()


def reference_of(installed: InstalledModel) -> Reference | None:
    """Return what torch gave with these weights: what they bring, else what was kept of a first time; None where
    nothing is known, or nothing that can be read. Tokens int32 [1, tokens] and sound float32 [1, samples]; those of the
    family ``spectral`` as in its own file.
    """
    if installed.set_name == SPECTRAL:
        return load_reference(installed.path, installed.sha256)
    for path in (installed.path.with_name(REFERENCE_NAME), stored_reference_path(installed)):
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                if str(kept["tensors_sha256"]) == installed.tensors_sha256:
                    return Reference(kept["proof_tokens"], kept["proof_sound"].astype(np.float32) / FULL_SCALE)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error):
            continue
    return None


def write_reference(path: Path, installed: InstalledModel, reference: Reference) -> None:
    """Write what ``reference_of`` reads. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as file:
        np.savez_compressed(
            file,
            proof_tokens=reference.tokens,
            proof_sound=np.rint(reference.sound * FULL_SCALE).astype(np.int16),
            tensors_sha256=np.array(installed.tensors_sha256),
        )


def stored_reference_path(installed: InstalledModel) -> Path:
    """Return where the reference is kept for weights that bring none."""
    return paths.user_data_dir() / "self_tests" / f"{installed.tensors_sha256}.npz"


def reference_by(codec: ChunkCodec) -> Reference:
    """Compute what this engine makes of the known sound, and of its tokens."""
    tokens = _encoded(codec, _sound(codec.config))
    return Reference(tokens, _decoded(codec, tokens))


def sound_difference(codec: AnyCodec, reference: Reference) -> float:
    """Measure the largest difference of a sample, where full scale is 1, in each of the shapes in which chunks are
    computed: first and last ones, and one that has all of its context."""
    if isinstance(codec, SpectralCodec):
        sounds = [sound_by(codec.spectral_engine, reference.tokens, grid) for grid in GRIDS]
    else:
        sounds = [_decoded(codec, reference.tokens)]
    return float(np.max([_difference(sound, reference.sound) for sound in sounds]))


def _difference(sound: np.ndarray, expected: np.ndarray) -> float:
    return float(np.abs(sound - expected).max()) if sound.shape == expected.shape else np.inf


def _tokens_equal(codec: AnyCodec, reference: Reference) -> float:
    """Return the share of equal tokens, in the shape with the fewest."""
    if isinstance(codec, SpectralCodec):
        tokens = [tokens_by(codec.spectral_engine, grid) for grid in GRIDS]
    else:
        tokens = [_encoded(codec, _sound(codec.config))]
    expected = reference.tokens
    return min(float(np.mean(one == expected)) if one.shape == expected.shape else 0.0 for one in tokens)


def _compare(codec: AnyCodec, reference: Reference, direction: Direction) -> None:
    if direction is Direction.ENCODING:
        equal = _tokens_equal(codec, reference)
        if not equal >= TOKENS_EQUAL:
            raise EngineFailureError(
                "{engine} gives other numbers than torch: {equal:.2%} are equal.", engine=codec.engine, equal=equal
            )
    else:
        difference = sound_difference(codec, reference)
        if not difference <= SOUND_DIFFERENCE:
            raise EngineFailureError(
                "{engine} gives another sound than torch: it differs by {difference:.1e}.",
                engine=codec.engine,
                difference=difference,
            )


def _encoded(codec: ChunkCodec, audio: np.ndarray) -> np.ndarray:
    from sqcodec_gui.codec.sqcodec.streaming import StreamEncoder, all_of

    return all_of(StreamEncoder(codec), audio)


def _decoded(codec: ChunkCodec, tokens: np.ndarray) -> np.ndarray:
    from sqcodec_gui.codec.sqcodec.streaming import StreamDecoder, all_of

    return all_of(StreamDecoder(codec, None if codec.has_constants else neutral_statistics(codec.config)), tokens)


def _sound(config: CodecConfig) -> np.ndarray:
    """Return noise and gliding tones that swell, float32 [1, samples]: two chunks, and a bit."""
    samples = (2 * chunk_tokens(config) + config.window_tokens // 3) * config.hop_samples + 1
    time = np.arange(samples) / samples
    tone = np.sin(2 * np.pi * (300 * time + 2000 * time**2))
    noise = np.random.default_rng(0).standard_normal(samples)
    return ((0.2 * tone + 0.05 * noise) * (0.2 + np.sin(40 * time) ** 2))[None].astype(np.float32)
