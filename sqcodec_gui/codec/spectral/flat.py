"""``resources/page/decoder.c`` reads the decoder's half of the weights in this form: one tensor behind the other.

It is described there under “Weights”. No torch.
"""

from collections.abc import Iterator

import numpy as np

from sqcodec_gui.codec.spectral.architecture import Architecture
from sqcodec_gui.codec.spectral.weight_packing import SCALE_SUFFIX, Arrays

INT8, FLOAT16 = 1, 2
MOST = 4
"""How many attentions, and how many nestings, the numbers at the beginning have room for."""


def flat_decoder(stored: Arrays, architecture: Architecture) -> bytes:
    """Return the decoder's half of the ``stored`` tensors (weight_packing.py) as the page's ``decoder.c`` reads it."""
    one = architecture
    fields = [one.decoder_width, one.decoder_blocks, one.kernel, one.expansion, one.heads, one.attention_reach_frames]
    fields += [one.tokens_per_frame, one.digits_per_token, one.level_count, one.hop_samples, one.window_samples]
    for numbers in (one.decoder_attention_after, one.nested_tokens):
        fields += [len(numbers), *numbers, *[0] * (MOST - len(numbers))]
    head = np.array([*fields, *[0] * (24 - len(fields))], "<u4").tobytes()
    return head + b"".join(_flat(stored, name) for name in _names(architecture))


def _flat(stored: Arrays, name: str) -> bytes:
    tensor = stored[name]
    if tensor.dtype == np.int8:
        data = INT8.to_bytes(4, "little") + stored[name + SCALE_SUFFIX].astype("<f4").tobytes() + tensor.tobytes()
    else:
        data = FLOAT16.to_bytes(4, "little") + tensor.astype("<f2").tobytes()
    return data + bytes(-len(data) % 4)


def _names(architecture: Architecture) -> Iterator[str]:
    def both(name: str) -> Iterator[str]:
        yield from (f"{name}.weight", f"{name}.bias")

    yield from (*both("decoder.project_in"), "decoder.presence.weight", *both("decoder.mix"))
    number = 0
    for block in range(1, architecture.decoder_blocks + 1):
        name = f"decoder.layers.{number}"
        for layer in ("depthwise", "norm", "expand", "contract"):
            yield from both(f"{name}.{layer}")
        yield f"{name}.scale"
        number += 1
        if block in architecture.decoder_attention_after:
            name = f"decoder.layers.{number}"
            for layer in ("norm", "project_in", "project_out"):
                yield from both(f"{name}.{layer}")
            yield from (f"{name}.scale", f"{name}.distance_bias")
            number += 1
    yield from (*both("decoder.norm"), *both("decoder.project_out"))
