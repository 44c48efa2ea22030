"""The network's tensors have these names and shapes, as ``SpectralNetwork``'s state dict has them. No torch."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from sqcodec_gui.codec.spectral.architecture import SPECTRAL, Architecture

Shapes = dict[str, tuple[int, ...]]


def tensor_shapes(architecture: Architecture) -> Shapes:
    """Return the shapes of all tensors that weights of this architecture consist of, by name."""
    spectrum, coordinates = 2 * architecture.bins, architecture.coordinates
    encoder, decoder = architecture.encoder_width, architecture.decoder_width
    shapes = _linear("encoder.project_in", spectrum, encoder)
    shapes |= _tower(
        architecture, "encoder", encoder, architecture.encoder_blocks, architecture.encoder_attention_after
    )
    shapes |= _norm("encoder.norm", encoder) | _linear("encoder.project_out", encoder, coordinates)
    shapes |= _linear("decoder.project_in", coordinates, decoder)
    shapes["decoder.presence.weight"] = (len(architecture.nested_tokens), decoder)
    shapes |= _depthwise("decoder.mix", decoder, architecture.kernel)
    shapes |= _tower(
        architecture, "decoder", decoder, architecture.decoder_blocks, architecture.decoder_attention_after
    )
    return shapes | _norm("decoder.norm", decoder) | _linear("decoder.project_out", decoder, spectrum)


def _tower(architecture: Architecture, part: str, width: int, blocks: int, attention_after: Sequence[int]) -> Shapes:
    shapes: Shapes = {}
    number = 0
    for block in range(1, blocks + 1):
        name = f"{part}.layers.{number}"
        shapes |= _depthwise(f"{name}.depthwise", width, architecture.kernel) | _norm(f"{name}.norm", width)
        shapes |= _linear(f"{name}.expand", width, architecture.expansion * width)
        shapes |= _linear(f"{name}.contract", architecture.expansion * width, width) | {f"{name}.scale": (width,)}
        number += 1
        if block in attention_after:
            name = f"{part}.layers.{number}"
            shapes |= _norm(f"{name}.norm", width) | _linear(f"{name}.project_in", width, 3 * width)
            shapes |= _linear(f"{name}.project_out", width, width) | {f"{name}.scale": (width,)}
            distances = 2 * architecture.attention_reach_frames + 1
            shapes[f"{name}.distance_bias"] = (architecture.heads, distances)
            number += 1
    return shapes


def _linear(name: str, inputs: int, outputs: int) -> Shapes:
    return {f"{name}.weight": (outputs, inputs), f"{name}.bias": (outputs,)}


def _norm(name: str, width: int) -> Shapes:
    return {f"{name}.weight": (width,), f"{name}.bias": (width,)}


def _depthwise(name: str, width: int, kernel: int) -> Shapes:
    return {f"{name}.weight": (width, 1, kernel), f"{name}.bias": (width,)}


def architecture_of(tensors: Mapping[str, np.ndarray]) -> Architecture:
    """Return the architecture in the widths of these tensors. Raises KeyError where the first are missing."""
    encoder, decoder = (len(tensors[f"{part}.project_in.weight"]) for part in ("encoder", "decoder"))
    return replace(SPECTRAL, encoder_width=encoder, decoder_width=decoder)


def problem_of(tensors: Mapping[str, np.ndarray], architecture: Architecture) -> str | None:
    """Say why these are no weights of this architecture, to follow on “do not fit the family: ”; None if they are."""
    shapes = tensor_shapes(architecture)
    for name in sorted(shapes.keys() | tensors.keys()):
        if name not in tensors:
            return f"{name} is missing"
        if name not in shapes:
            return f"{name} is unexpected"
        if tensors[name].shape != shapes[name]:
            return f"{name} has the shape {tensors[name].shape} instead of {shapes[name]}"
        if not np.isfinite(tensors[name]).all():
            return f"{name} holds values that are no numbers"
    return None
