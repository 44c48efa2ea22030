"""Weights of the family ``spectral`` come out of their file checked, and as the engines want them. No torch.

One file serves all qualities of the family. Its metadata are those of all weights (codec/sqcodec/weights.py), with the
name of the family as model; ``previews`` names the qualities, joined by commas, that people are told are previews, and
``reference_sha256`` is that of the tensors that are no weights.
"""

from pathlib import Path

from safetensors import SafetensorError
from safetensors.numpy import load_file

from sqcodec_gui.codec.errors import BadWeightsError
from sqcodec_gui.codec.model_store.installed import read_metadata
from sqcodec_gui.codec.spectral.architecture import Architecture
from sqcodec_gui.codec.spectral.reference import Reference
from sqcodec_gui.codec.spectral.shapes import architecture_of, problem_of
from sqcodec_gui.codec.spectral.weight_packing import REFERENCE_PREFIX, Arrays, reference_sha256, stored_sha256, unpack
from sqcodec_gui.errors import system_reason

REFERENCE_KEY = "reference_sha256"


def read_stored(path: Path, sha256: str) -> Arrays:
    """Read the arrays of a file of weights, if it is what ``sha256`` (hex) names. Raises BadWeightsError."""
    try:
        stored: Arrays = load_file(path)
    except (OSError, SafetensorError) as error:
        raise BadWeightsError(
            "The weights in {path} cannot be read: {reason}.", path=str(path), reason=system_reason(error)
        ) from error
    if stored_sha256(stored) != sha256 or reference_sha256(stored) != read_metadata(path).get(REFERENCE_KEY):
        raise BadWeightsError(
            "The weights in {path} are damaged: their SHA-256 is not the recorded one.", path=str(path)
        )
    return stored


def load_packed(path: Path, sha256: str) -> tuple[Architecture, Arrays]:
    """Return the network's tensors as they are stored, which fit, and their architecture. Raises BadWeightsError."""
    stored = read_stored(path, sha256)
    tensors = unpack(stored)
    try:
        architecture = architecture_of(tensors)
        problem = problem_of(tensors, architecture)
    except (KeyError, TypeError) as error:
        raise BadWeightsError(
            "The weights in {path} are not of the family spectral: {reason} is missing.",
            path=str(path),
            reason=str(error),
        ) from error
    if problem:
        raise BadWeightsError(
            "The weights in {path} do not fit the family spectral: {problem}.", path=str(path), problem=problem
        )
    return architecture, {name: tensor for name, tensor in stored.items() if not name.startswith(REFERENCE_PREFIX)}


def load_tensors(path: Path, sha256: str) -> tuple[Architecture, Arrays]:
    """Return the network's tensors, float32, and their architecture. Raises BadWeightsError."""
    architecture, packed = load_packed(path, sha256)
    return architecture, unpack(packed)


def load_reference(path: Path, sha256: str) -> Reference:
    """Return what these weights make of the known sound. Raises BadWeightsError."""
    return Reference.of(read_stored(path, sha256))
