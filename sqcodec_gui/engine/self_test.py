"""Does this machine decode as it should? Known tokens are decoded with each installed model and compared.

Beside weights lies ``self_test.npz``: a second of speech as tokens, and the sound that these weights make of it (and
what proof.py compares engines with). Weights of the family ``spectral`` bring this in their own file.
Where it is missing, as with imported weights, the first result on this machine is kept, so that a later change is
noticed.
Importing this loads no torch.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sqcodec_gui import __version__, paths
from sqcodec_gui.atomic_write import atomic_write, write_bytes
from sqcodec_gui.codec.installed import WEIGHTS_NAME, InstalledModel, list_installed, read_header
from sqcodec_gui.codec.spectral.codec import SpectralCodec
from sqcodec_gui.codec.spectral.grid import chunk_at
from sqcodec_gui.codec.spectral.trial import sound_by
from sqcodec_gui.codec.spectral.weights import load_reference
from sqcodec_gui.engine import models, proof
from sqcodec_gui.engine.device import Place, resolve
from sqcodec_gui.engine.job import CancelToken, ComputeChoice, EngineError
from sqcodec_gui.engine.sound import read_at_rate

if TYPE_CHECKING:
    from sqcodec_gui.codec.chunks import ChunkCodec

NAME = proof.KNOWN_NAME
SECONDS = 1.0
SAMPLE = "speech.flac"
TOLERANCE = 0.01
"""The difference's power may be this share of the sound's, both as root mean square. Engines and devices stay below
0.001; a wrong layer gives 1."""


@dataclass(frozen=True)
class SelfTest:
    """What became of one model. ``difference`` is a share of the sound (0: the same); None when nothing was known."""

    model: InstalledModel
    difference: float | None

    @property
    def is_right(self) -> bool:
        return self.difference is None or self.difference <= TOLERANCE


def write_self_test(folder: Path) -> Path:
    """Makes ``self_test.npz`` for the weights in a model's folder, with torch on the processor; its path.

    Raises BadWeightsError or OSError. To be called whenever weights are made or changed.
    """
    installed = read_header(folder / WEIGHTS_NAME, "named folder")
    codec = models.load(installed, resolve(ComputeChoice("cpu", "torch")))
    assert not isinstance(codec, SpectralCodec)
    known = proof.Known.by(codec).arrays(installed.path)
    return _write(folder / NAME, installed, *_make(codec), known)


def check_model(installed: InstalledModel, place: Place) -> SelfTest:
    """Decodes the known tokens of one model. Raises BadWeightsError, or EngineError for a file that cannot be used."""
    codec = models.load_somehow(installed, place)
    if isinstance(codec, SpectralCodec):
        known = load_reference(installed.path, installed.sha256)
        return SelfTest(installed, _difference(sound_by(codec.computer, known.tokens, chunk_at), known.sound))
    for path in (installed.path.with_name(NAME), _kept_path(installed)):
        if path.is_file():
            tokens, expected = _read(path, installed)
            return SelfTest(installed, _difference(_decode(codec, tokens), expected))
    _write(_kept_path(installed), installed, *_make(codec), {})
    return SelfTest(installed, None)


def untested(place: Place, named: Path | None = None) -> list[InstalledModel]:
    """The installed models that this version of the program has not yet found right on this machine, each once."""
    passed = _passed()
    found = {model.sha256: model for model in reversed(list_installed(named)) if _key(model, place) not in passed}
    return list(reversed(found.values()))


def check_untested(compute: ComputeChoice, cancel: CancelToken) -> Iterator[SelfTest]:
    """Tests what ``untested`` names; what was right is remembered and not tested again. Raises EngineError."""
    place = resolve(compute)
    for installed in untested(place, compute.weights_dir):
        cancel.check()
        result = check_model(installed, place)
        if result.is_right:
            _remember(installed, place)
        yield result


def _make(codec: "ChunkCodec") -> tuple[np.ndarray, np.ndarray]:
    """Tokens int32 [1, tokens] of a bundled recording, and their sound float32 [samples] within ±1."""
    from sqcodec_gui.codec.streaming import StreamEncoder, all_of

    rate_hz = codec.config.sample_rate_hz
    pieces = read_at_rate(paths.samples_dir() / SAMPLE, rate_hz, mixes_down=True)
    audio = np.concatenate([*pieces], axis=1)[:, rate_hz : rate_hz + round(SECONDS * rate_hz)]
    tokens = all_of(StreamEncoder(codec), audio)
    return tokens, _decode(codec, tokens)


def _decode(codec: "ChunkCodec", tokens: np.ndarray) -> np.ndarray:
    from sqcodec_gui.codec.streaming import StreamDecoder, all_of

    statistics = None if codec.has_constants else codec.measure(tokens)
    sound: np.ndarray = all_of(StreamDecoder(codec, statistics), tokens)[0]
    return sound


def _difference(sound: np.ndarray, expected: np.ndarray) -> float:
    """Root mean square of the difference over that of the sound; infinite where they cannot be compared."""
    if sound.shape != expected.shape or not np.isfinite(sound).all():
        return float("inf")
    power = float(np.mean(np.square(expected, dtype=np.float64)))
    return float(np.sqrt(np.mean(np.square(sound - expected, dtype=np.float64)) / max(power, 1e-12)))


def _write(
    path: Path, installed: InstalledModel, tokens: np.ndarray, sound: np.ndarray, known: dict[str, np.ndarray]
) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays = {"tokens": tokens, "sound": sound, "weights_sha256": np.array(installed.sha256)} | known
    with atomic_write(path) as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]  # none of them is called as its own argument
    return path


def _read(path: Path, installed: InstalledModel) -> tuple[np.ndarray, np.ndarray]:
    try:
        with np.load(path, allow_pickle=False) as stored:
            if str(stored["weights_sha256"]) != installed.sha256:
                raise ValueError("it belongs to other weights")
            return stored["tokens"], stored["sound"]
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise EngineError(
            "{path} cannot be used to test the model {installed}: {reason}.",
            path=str(path),
            installed=installed.name,
            reason=str(error),
        ) from error


def _kept_path(installed: InstalledModel) -> Path:
    return paths.user_data_dir() / "self_tests" / f"{installed.sha256}.npz"


def _state_path() -> Path:
    return paths.user_data_dir() / "self_tests" / "passed.json"


def _key(installed: InstalledModel, place: Place) -> str:
    return f"{installed.sha256} {place.engine} {place.name}"


def _passed() -> list[str]:
    """What this version has found right; nothing where that was another version, or cannot be read."""
    try:
        state = json.loads(_state_path().read_text("utf-8"))
        return list(state["passed"]) if state["version"] == __version__ else []
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _remember(installed: InstalledModel, place: Place) -> None:
    path = _state_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    state = {"version": __version__, "passed": [*_passed(), _key(installed, place)]}
    write_bytes(path, json.dumps(state, indent=1).encode())
