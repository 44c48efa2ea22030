"""A trained network becomes the file that is shipped.

    python -m sqcodec_gui.codec.spectral.export TRAINED.safetensors FOLDER [KEY=VALUE …]

writes FOLDER/model.safetensors; the pairs become its metadata, such as ``quality=preview``.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file, save

from sqcodec_gui import atomic_write
from sqcodec_gui.codec.errors import BadWeightsError, UnwritableWeightsError
from sqcodec_gui.codec.model_store.installed import SPECTRAL, WEIGHTS_NAME, InstalledModel, read_header
from sqcodec_gui.codec.spectral.digits import digits_of, tokens_of
from sqcodec_gui.codec.spectral.network import SpectralNetwork
from sqcodec_gui.codec.spectral.reference import Reference, known_sound
from sqcodec_gui.codec.spectral.shapes import architecture_of, problem_of
from sqcodec_gui.codec.spectral.weight_packing import PRECISION, pack, reference_sha256, stored_sha256, unpack
from sqcodec_gui.codec.spectral.weights import REFERENCE_KEY
from sqcodec_gui.errors import system_reason


def pack_weights(
    tensors: Mapping[str, np.ndarray],
    folder: Path,
    metadata: Mapping[str, str] | None = None,
    precision: tuple[tuple[str, str], ...] = PRECISION,
) -> InstalledModel:
    """Write ``model.safetensors`` of the network's tensors, float, under the names of its state dict.

    ``precision``: see weight_packing.py. It returns the first quality of those that it holds. Raises BadWeightsError,
    UnwritableWeightsError.
    """
    problem = problem_of(tensors, architecture_of(tensors))
    if problem:
        raise BadWeightsError("These weights do not fit the family spectral: {problem}.", problem=problem)
    packed = pack(tensors, precision)
    stored = packed | reference_of(network_of(unpack(packed))).arrays()
    facts = {"model": SPECTRAL, "origin": "own", "source_sha256": stored_sha256(stored)}
    facts[REFERENCE_KEY] = reference_sha256(stored)
    target = folder / WEIGHTS_NAME
    try:
        with atomic_write.no_empty_folders(folder):
            folder.mkdir(parents=True, exist_ok=True)
            with atomic_write.atomic_write(target, check=lambda work: read_header(work, "")) as file:
                file.write(save(stored, {**(metadata or {}), **facts}))
    except OSError as error:
        raise UnwritableWeightsError(
            "The weights could not be written to {folder}: {reason}.", folder=str(folder), reason=system_reason(error)
        ) from error
    return read_header(target, "imported")


def network_of(tensors: Mapping[str, np.ndarray]) -> SpectralNetwork:
    """Build the network of these float32 tensors, named as in its state dict; they must fit."""
    network = SpectralNetwork(architecture_of(tensors))
    network.load_state_dict({name: torch.from_numpy(tensor) for name, tensor in tensors.items()})
    return network.eval().requires_grad_(False)


def reference_of(network: SpectralNetwork) -> Reference:
    """Return what the network makes of all of the known sound at once."""
    architecture = network.architecture
    audio = known_sound(architecture)
    audio = np.pad(audio, (0, -len(audio) % architecture.hop_samples))
    with torch.inference_mode():
        coordinates = network.encoder(network.features(torch.from_numpy(audio[None])))[0]
        tokens = tokens_of(coordinates.numpy(), architecture)
        digits, nesting = (torch.from_numpy(one)[None] for one in digits_of(tokens, architecture))
        return Reference(tokens, network.decode(digits, nesting.long())[0].numpy())


def main() -> None:
    """Export as the top of this file says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=Path, metavar="TRAINED.safetensors")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("metadata", nargs="*", metavar="KEY=VALUE")
    options = parser.parse_args()
    metadata = dict(pair.split("=", 1) for pair in options.metadata)
    installed = pack_weights(load_file(options.trained), options.folder, metadata)
    print(f"{installed.path}: {installed.size_bytes / 1e6:.2f} MB, SHA-256 of the weights {installed.sha256}")


if __name__ == "__main__":
    main()
