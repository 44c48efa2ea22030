"""The weights are stored, hashed, shipped and computed with in this form. No torch.

Matrices are whole numbers of 8 bits with a scale for each output, where that is not heard; all else is float16. In the
file, ``<name>`` of int8 has its scales, float32 [outputs], in ``<name>_scale``. Engines compute in float32 with what
these numbers give, so that nothing differs between what was trained last, measured and shipped.

The weights bring what they make of a known sound (``reference.py``) as tensors under ``reference.``, which do not
belong to what is hashed.
"""

import hashlib
from collections.abc import Mapping
from fnmatch import fnmatchcase

import numpy as np

INT8, FLOAT16 = "int8", "float16"
PRECISION = (
    ("decoder.project_out.weight", FLOAT16),
    ("encoder.project_out.weight", FLOAT16),
    ("*.expand.weight", INT8),
    ("*.contract.weight", INT8),
    ("*.project_in.weight", INT8),
    ("*.project_out.weight", INT8),
    ("*", FLOAT16),
)
"""(pattern of a tensor's name, how it is stored): the first that fits counts. The decoder's last layer makes the
phases, the encoder's the digits."""

SCALE_SUFFIX = "_scale"
REFERENCE_PREFIX = "reference."
LARGEST = 127

Arrays = dict[str, np.ndarray]


def pack(tensors: Mapping[str, np.ndarray], precision: tuple[tuple[str, str], ...] = PRECISION) -> Arrays:
    """Return the network's tensors, float, under the names of its state dict, in the form in which they are stored."""
    packed: Arrays = {}
    for name, tensor in tensors.items():
        kind = next(kind for pattern, kind in precision if fnmatchcase(name, pattern))
        if kind == INT8:
            packed[name], packed[name + SCALE_SUFFIX] = _in_eight_bits(tensor.astype(np.float32))
        else:
            packed[name] = tensor.astype(np.float16)
    return packed


def _in_eight_bits(tensor: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (int8 as before, float32 [outputs])."""
    rows = tensor.reshape(len(tensor), -1)
    largest = np.abs(rows).max(axis=1)
    scale = np.where(largest > 0, largest / LARGEST, 1).astype(np.float32)
    return np.rint(rows / scale[:, None]).astype(np.int8).reshape(tensor.shape), scale


def unpack(stored: Mapping[str, np.ndarray]) -> Arrays:
    """Return the network's tensors as float32, of what was stored, without the reference."""
    return {
        name: unpacked(stored, name)
        for name in stored
        if not name.startswith(REFERENCE_PREFIX) and not name.endswith(SCALE_SUFFIX)
    }


def unpacked(stored: Mapping[str, np.ndarray], name: str) -> np.ndarray:
    """Return one of the network's tensors as float32. Raises KeyError where it or its scales are missing."""
    value: np.ndarray = stored[name].astype(np.float32)
    if stored[name].dtype == np.int8:
        value *= stored[name + SCALE_SUFFIX].reshape(-1, *[1] * (value.ndim - 1))
    return value


def stored_sha256(stored: Mapping[str, np.ndarray]) -> str:
    """Return the SHA-256 over name, type, shape and bytes (little endian) of each tensor, sorted by name; not of the
    reference."""
    return _sha256({name: tensor for name, tensor in stored.items() if not name.startswith(REFERENCE_PREFIX)})


def reference_sha256(stored: Mapping[str, np.ndarray]) -> str:
    """Return the SHA-256 of the reference alone, made as ``stored_sha256`` makes that of the weights."""
    return _sha256({name: tensor for name, tensor in stored.items() if name.startswith(REFERENCE_PREFIX)})


def _sha256(tensors: Mapping[str, np.ndarray]) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(tensors.items()):
        shape = "x".join(map(str, tensor.shape))
        digest.update(f"{name}:{tensor.dtype.name}:{shape}\n".encode())
        digest.update(np.ascontiguousarray(tensor, tensor.dtype.newbyteorder("<")).tobytes())
    return digest.hexdigest()
