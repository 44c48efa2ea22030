"""This module reads a ``model.safetensors`` as it is stored: what its header says, checked before it is believed, and
its own SHA-256.

Format: https://github.com/huggingface/safetensors#format (u64 length, JSON, tensors). Neither torch nor numpy.
"""

import hashlib
import json
import math
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqcodec_gui.codec.errors import BadWeightsError
from sqcodec_gui.errors import system_reason

HEADER_LIMIT_BYTES = 10_000_000
LIMIT_DIMENSIONS = 8
READ_AT_ONCE_BYTES = 1 << 22
KINDS = {
    "F64": ("float64", 8),
    "F32": ("float32", 4),
    "F16": ("float16", 2),
    "I64": ("int64", 8),
    "I32": ("int32", 4),
    "I16": ("int16", 2),
    "I8": ("int8", 1),
    "U8": ("uint8", 1),
}
"""Kinds of numbers that weights may have: their name here, and bytes of one."""


@dataclass(frozen=True)
class StoredTensor:
    """It says where a tensor stands. ``offset`` is in bytes from the file's start, ``kind`` a value of ``KINDS``."""

    kind: str
    shape: tuple[int, ...]
    offset: int
    size_bytes: int


@dataclass(frozen=True)
class Stored:
    """It holds what a file holds, each tensor by its name; all bytes after the header belong to one of them."""

    metadata: dict[str, str]
    tensors: dict[str, StoredTensor]


def read_stored(path: Path) -> Stored:
    """Read the header of a file of weights. Raises BadWeightsError, in one line, for whatever is wrong with it."""
    try:
        if not path.is_file():
            raise ValueError("it is no file")
        size_bytes = path.stat().st_size
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > min(HEADER_LIMIT_BYTES, size_bytes):
                raise ValueError("its header is too long")
            fields = json.loads(file.read(length))
        return _checked(fields, 8 + length, size_bytes)
    except (OSError, ValueError, struct.error, RecursionError) as error:
        raise BadWeightsError(
            "The weights in {path} cannot be used: {reason}.", path=str(path), reason=system_reason(error)
        ) from error


def _checked(fields: Any, start: int, size_bytes: int) -> Stored:
    """Check the whole header. Raises ValueError."""
    if not isinstance(fields, dict):
        raise ValueError("its header is no JSON object")
    metadata = fields.pop("__metadata__", None)
    if not isinstance(metadata, dict) or not all(isinstance(value, str) for value in metadata.values()):
        raise ValueError("it does not say what it is")
    tensors = {name: _tensor(name, entry, start) for name, entry in fields.items()}
    end = start
    for tensor in sorted(tensors.values(), key=lambda tensor: (tensor.offset, tensor.size_bytes)):
        if tensor.offset != end:
            raise ValueError("its tensors overlap, or there is something between them")
        end += tensor.size_bytes
    if not tensors or end != size_bytes:
        raise ValueError("it is not complete")
    return Stored(metadata, tensors)


def _tensor(name: str, entry: Any, start: int) -> StoredTensor:
    """Check one tensor's entry in the header. Raises ValueError."""
    shown = name[:80]
    if not isinstance(entry, dict):
        raise ValueError(f"{shown} is not described")
    kind = entry.get("dtype")
    if not isinstance(kind, str) or kind not in KINDS:
        raise ValueError(f"{shown} has numbers of a kind that weights do not have")
    shape, offsets = _counts(entry.get("shape")), _counts(entry.get("data_offsets"))
    if shape is None or offsets is None or len(offsets) != 2:
        raise ValueError(f"{shown} has no shape or no place")
    stored_kind, bytes_each = KINDS[kind]
    size_bytes = bytes_each * math.prod(shape)
    if offsets[1] - offsets[0] != size_bytes:
        raise ValueError(f"{shown} has another size than its shape says")
    return StoredTensor(stored_kind, shape, start + offsets[0], size_bytes)


def _counts(values: Any) -> tuple[int, ...] | None:
    if not isinstance(values, list) or len(values) > LIMIT_DIMENSIONS:
        return None
    return tuple(values) if all(type(value) is int and 0 <= value < 1 << 48 for value in values) else None


def stored_sha256(path: Path, stored: Stored) -> str:
    """Compute the hex SHA-256 over name, kind, shape and bytes (little endian) of each tensor, sorted by name. Raises
    OSError.

    That of ``published_form.tensors_sha256`` for the same tensors.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for name, tensor in sorted(stored.tensors.items()):
            shape = "x".join(map(str, tensor.shape))
            digest.update(f"{name}:{tensor.kind}:{shape}\n".encode("utf-8", "surrogatepass"))
            file.seek(tensor.offset)
            left = tensor.size_bytes
            while left and (piece := file.read(min(left, READ_AT_ONCE_BYTES))):
                digest.update(piece)
                left -= len(piece)
    return digest.hexdigest()
