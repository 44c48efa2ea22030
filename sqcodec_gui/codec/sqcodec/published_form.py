"""This module converts between published weight files and this network: weight norm and GRN are folded and put back.

Published: one ``.pt`` state dict for each part. Weight norm stands there as ``parametrizations.weight.original0`` (the
length of each output's weights) and ``original1`` (their direction). GRN divides a norm by itself, so that its factor
is g / (g + ε), practically 1: what remains is γ·x + β + x, which folds into the linear layer that follows.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from sqcodec_gui.codec.config import PARTS, CodecConfig
from sqcodec_gui.codec.errors import BadWeightsError, MissingWeightsError
from sqcodec_gui.codec.sqcodec.network import Codec

_LENGTH = "parametrizations.weight.original0"
_DIRECTION = "parametrizations.weight.original1"

Tensors = dict[str, Tensor]


def read_parts(folder: Path, files: Mapping[str, Path] | None = None) -> Tensors:
    """Read the tensors of a published set, named ``part.tensor``. Raises MissingWeightsError, BadWeightsError.

    ``files``: where each part lies, if not in ``folder`` under its name.
    """
    tensors: Tensors = {}
    for part in PARTS:
        path = files[part] if files else folder / f"{part}.pt"
        if not path.is_file():
            raise MissingWeightsError(
                "The weights in {folder} are not complete: {name} is missing.", folder=str(folder), name=path.name
            )
        try:
            state = torch.load(path, map_location="cpu", weights_only=True)
        except Exception as error:  # torch raises a dozen different kinds for a damaged file
            raise BadWeightsError("{path} is damaged or no file of weights.", path=str(path)) from error
        if not isinstance(state, Mapping) or not all(isinstance(value, Tensor) for value in state.values()):
            raise BadWeightsError("{path} holds something else than named weights.", path=str(path))
        for name, value in state.items():
            if not _is_plain(value):
                raise BadWeightsError(
                    "{path} holds {name} in a form that weights do not have.", path=str(path), name=str(name)[:80]
                )
        tensors |= {f"{part}.{name}": value for name, value in state.items()}
    return tensors


def _is_plain(tensor: Tensor) -> bool:
    """Return whether these are real numbers: not sparse, quantised, complex, nested, or without values (meta)."""
    if tensor.layout is not torch.strided or tensor.is_nested or tensor.is_meta:
        return False
    return not tensor.is_quantized and not tensor.is_complex() and tensor.device.type == "cpu"


def tensors_sha256(tensors: Mapping[str, Tensor]) -> str:
    """Compute the SHA-256 over name, type, shape and bytes (little endian) of each tensor, sorted by name."""
    digest = hashlib.sha256()
    for name in sorted(tensors):
        tensor = tensors[name].detach().cpu().contiguous()
        kind = str(tensor.dtype).removeprefix("torch.")
        shape = "x".join(map(str, tensor.shape))
        digest.update(f"{name}:{kind}:{shape}\n".encode())
        digest.update(tensor.view(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()


def expected_tensors(config: CodecConfig) -> Tensors:
    """Return what a published set of this architecture consists of: names and shapes, without values."""
    with torch.device("meta"):
        parts = unfold(Codec(config).state_dict(), config)
    return {f"{part}.{name}": tensor for part, state in parts.items() for name, tensor in state.items()}


def fold(published: Mapping[str, Tensor]) -> Tensors:
    """Fold published tensors, names and shapes as expected, into float32 tensors named as in ``Codec``'s state dict.

    Only that: ``torch`` takes a length of the wrong shape without a word.
    """
    source = {name: tensor.float() for name, tensor in published.items()}
    folded: Tensors = {}
    for name, tensor in source.items():
        if name.endswith(_DIRECTION):
            length = source[name.replace(_DIRECTION, _LENGTH)]
            folded[name.replace(_DIRECTION, "weight")] = torch._weight_norm(tensor, length, 0)
        elif not name.endswith((_LENGTH, ".grn.gamma", ".grn.beta", ".cache_token")):
            folded[name] = tensor
    for name in source:
        if name.endswith(".grn.gamma"):
            _fold_grn(folded, name.removesuffix("grn.gamma"), source)
    return folded


def _fold_grn(folded: Tensors, prefix: str, source: Mapping[str, Tensor]) -> None:
    """Fold pw_conv2(γ·x + β + x) into one linear layer, summed in float64."""
    weight = folded[f"{prefix}pw_conv2.weight"].double()
    gamma, beta = (source[f"{prefix}grn.{name}"].double().flatten() for name in ("gamma", "beta"))
    bias = folded[f"{prefix}pw_conv2.bias"].double() + weight @ beta
    folded[f"{prefix}pw_conv2.weight"] = (weight * (1 + gamma)).float()
    folded[f"{prefix}pw_conv2.bias"] = bias.float()


def unfold(state: Mapping[str, Tensor], config: CodecConfig) -> dict[str, Tensors]:
    """Turn ``Codec``'s tensors into published state dicts by part, with neutral GRN and the norm as weight norm's
    length."""
    parts: dict[str, Tensors] = {part: {} for part in PARTS}
    for full_name, tensor in state.items():
        part, _, name = full_name.partition(".")
        if part not in parts:
            continue  # the constants of this project's own models have no place in the published form
        if name.endswith(".weight") and _is_weight_normed(full_name, tensor):
            stem = name.removesuffix("weight")
            length = tensor.float().flatten(1).norm(dim=1).view(-1, *[1] * (tensor.dim() - 1))
            parts[part][stem + _LENGTH] = length.to(tensor.dtype)
            parts[part][stem + _DIRECTION] = tensor
        else:
            parts[part][name] = tensor
        if name.endswith("act.alpha"):
            width = tensor.shape[-1]
            for grn in ("gamma", "beta"):
                parts[part][name.replace("act.alpha", f"grn.{grn}")] = torch.zeros(1, width, dtype=tensor.dtype)
    if config.family == "sqcodec" and config.token_stride > 1:
        parts["en_encoder"]["cache_token"] = torch.zeros(1, 0, config.feature_dim)
    return parts


def _is_weight_normed(full_name: str, tensor: Tensor) -> bool:
    """Return whether the convolutional parts are all weight-normed but for norms and the enhancement's merge layers."""
    if tensor.dim() < 2 or "merge_layer" in full_name:
        return False
    return full_name.startswith(("encoder.", "decoder.", "en_encoder.down_trans.down_layer"))
