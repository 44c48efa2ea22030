"""This module mixes any number of channels down to two loudspeakers, or one, to be heard, or for a format of two."""

from functools import cache

import numpy as np

_MINUS_3_DB = float(np.sqrt(0.5))
_LEFT, _RIGHT, _CENTRE, _NOT = (1.0, 0.0), (0.0, 1.0), (_MINUS_3_DB, _MINUS_3_DB), (0.0, 0.0)
_LEFT_BACK, _RIGHT_BACK, _MIDDLE_BACK = (_MINUS_3_DB, 0.0), (0.0, _MINUS_3_DB), (0.5, 0.5)
# In the order of WAV's channels; the subwoofer's channel is left out, as is usual.
_SPEAKERS = {
    1: (_CENTRE,),
    2: (_LEFT, _RIGHT),
    3: (_LEFT, _RIGHT, _CENTRE),
    4: (_LEFT, _RIGHT, _LEFT_BACK, _RIGHT_BACK),
    5: (_LEFT, _RIGHT, _CENTRE, _LEFT_BACK, _RIGHT_BACK),
    6: (_LEFT, _RIGHT, _CENTRE, _NOT, _LEFT_BACK, _RIGHT_BACK),
    7: (_LEFT, _RIGHT, _CENTRE, _NOT, _MIDDLE_BACK, _LEFT_BACK, _RIGHT_BACK),
    8: (_LEFT, _RIGHT, _CENTRE, _NOT, _LEFT_BACK, _RIGHT_BACK, _LEFT_BACK, _RIGHT_BACK),
}


@cache
def downmix_matrix(channels_in: int, channels_out: int) -> np.ndarray:
    """Return float32 ``[channels_in, channels_out]``, to multiply blocks ``[frames, channels_in]`` with.

    One channel goes unchanged to each loudspeaker, two go unchanged to two. More follow ITU-R BS.775 (centre and
    back at −3 dB), scaled so that full scale in all channels stays within full scale. ``channels_out`` is 1 or 2.
    More than eight channels, whose places are unknown, are averaged.
    """
    if channels_in == 1:
        return np.ones((1, channels_out), np.float32)
    speakers = np.array(_SPEAKERS.get(channels_in, (_CENTRE,) * channels_in))
    stereo = speakers / speakers.sum(axis=0)
    matrix = stereo if channels_out == 2 else stereo.mean(axis=1, keepdims=True)
    rows: np.ndarray = matrix.astype(np.float32)
    return rows


def downmix(block: np.ndarray, channels_out: int) -> np.ndarray:
    """Mix float32 ``[frames, channels]`` down to ``[frames, channels_out]``, 1 or 2, as ``downmix_matrix`` says."""
    if block.shape[1] == channels_out:
        return block
    downmixed: np.ndarray = block @ downmix_matrix(block.shape[1], channels_out)
    return downmixed
