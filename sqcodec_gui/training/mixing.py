"""The mean of the weights of several runs, which may score more than any of them where one run began from another
(“model soups”, arXiv 2203.05482); look at the bands of the card: a mean may also just be duller."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from sqcodec_gui.errors import SqcodecError

Arrays = dict[str, np.ndarray]


def file_and_share(words: str) -> tuple[Path, float]:
    """Parse ``FILE:SHARE`` as a file and how much it counts, above 0 and below 1. Raises ValueError."""
    file, colon, share = words.rpartition(":")
    if not colon or not file or not 0 < float(share) < 1:
        raise ValueError(f"{words} is no FILE:SHARE with a share between 0 and 1")
    return Path(file), float(share)


def mixed(first: Path, others: Sequence[tuple[Path, float]] = ()) -> Arrays:
    """Return float tensors by name: each other file counts by its share, and ``first`` by what is left of 1.

    They stay as they are stored where there are no others, else float32. Raises SqcodecError where nothing is left,
    where a file cannot be read, and where the tensors have other names or shapes.
    """
    left = 1 - math.fsum(share for _, share in others)
    if left <= 0:
        raise SqcodecError(f"The shares of --mix leave nothing to {first.name}: they must be less than 1 together.")
    tensors = _read(first)
    if not others:
        return tensors
    mean = {name: left * tensor.astype(np.float64) for name, tensor in tensors.items()}
    for path, share in others:
        added = _read(path)
        if {name: tensor.shape for name, tensor in added.items()} != {name: one.shape for name, one in mean.items()}:
            raise SqcodecError(f"{path.name} cannot be mixed with {first.name}: it is of another network.")
        for name, tensor in added.items():
            mean[name] += share * tensor.astype(np.float64)
    return {name: tensor.astype(np.float32) for name, tensor in mean.items()}


def _read(path: Path) -> Arrays:
    try:
        tensors: Arrays = load_file(path)
    except (OSError, SafetensorError) as error:
        raise SqcodecError(f"{path.name} cannot be read as weights: {error}.") from error
    return tensors
