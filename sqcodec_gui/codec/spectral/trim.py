"""Each layer of a chunk still needs so many frames of context as are computed here. No torch.

Context is needed by the layers that follow, and less of it after each. It is cut off at attention, whose queries are
fewer than what they look at: so a chunk costs little more than its own frames.
"""

from collections.abc import Sequence

import numpy as np

from sqcodec_gui.codec.spectral.architecture import Architecture
from sqcodec_gui.codec.spectral.constants import BOTTOM_SCORE


def needed_after_attention(
    architecture: Architecture, blocks: int, attention_after: Sequence[int], last: int
) -> list[int]:
    """Return how many frames on each side are still needed after each attention; ``last`` after all layers."""
    needed = []
    for number, block in enumerate(attention_after):
        attentions = len(attention_after) - 1 - number
        reach = (blocks - block) * (architecture.kernel // 2) + attentions * architecture.attention_reach_frames
        needed.append(reach + last)
    return needed


def query_side(frames: int, needed: int, reach: int) -> int:
    """Return the queries' context on each side: at least ``needed``, so that with it all are whole blocks of ``reach``.

    A block of as many frames as attention reaches to each side looks at itself and its two neighbours.
    """
    side = needed
    while (frames + 2 * side) % reach:
        side += 1
    return side


def band_bias(distance_bias: np.ndarray) -> np.ndarray:
    """Bring the bias per distance float32 [heads, 2 · reach + 1] to what is added to the scores of a block, which looks
    at itself and its neighbours: float32 [1, heads, reach, 3 · reach]."""
    reach = distance_bias.shape[1] // 2
    distance = np.arange(3 * reach) - reach - np.arange(reach)[:, None]
    bias = distance_bias[:, np.clip(distance, -reach, reach) + reach]
    return np.where(np.abs(distance) > reach, np.float32(BOTTOM_SCORE), bias)[None]
