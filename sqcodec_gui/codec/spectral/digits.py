"""The tokens of a frame become the digits that the network knows, and back. No torch.

A frame has up to four tokens; each is a whole number whose digits to the base 7 are rounded coordinates, digit 0 the
least significant. ``MISSING`` stands for a token that a file does not have: a nested layer that was left away or lost,
or a whole frame in a hole.
"""

import numpy as np

from sqcodec_gui.codec.spectral.architecture import Architecture

MISSING = -1
"""Stands for a token that is not there, as do all other negative numbers."""


def tokens_of(coordinates: np.ndarray, architecture: Architecture) -> np.ndarray:
    """Return tokens int32 [frames, tokens] of what the encoder gives, before its bound, float32 [frames, coordinates].

    They are rounded half to even in float32.
    """
    digits = np.rint(np.tanh(coordinates) * np.float32(architecture.half_levels)).astype(np.int32)
    digits += round(architecture.half_levels)
    tokens: np.ndarray = digits.reshape(len(digits), architecture.tokens_per_frame, -1) @ _basis(architecture)
    return tokens


def digits_of(tokens: np.ndarray, architecture: Architecture) -> tuple[np.ndarray, np.ndarray]:
    """Bring tokens int32 [frames, up to tokens_per_frame], ``MISSING`` among them, to what the decoder takes.

    -> (centred digits float32 [frames, coordinates], missing ones 0; nesting int32 [frames]: index into
    ``nested_tokens`` of how many tokens of the frame are used, MISSING for none). Tokens behind a missing one, and
    those that make no whole nesting, are not used.
    """
    frames, given = tokens.shape
    nested = np.array(architecture.nested_tokens)
    present = np.cumprod(tokens >= 0, axis=1).sum(axis=1)
    nesting = np.searchsorted(nested, present, side="right").astype(np.int32) - 1
    used = np.where(nesting >= 0, nested[np.maximum(nesting, 0)], 0)
    digits = np.zeros((frames, architecture.tokens_per_frame, architecture.digits_per_token), np.float32)
    digits[:, :given] = tokens[..., None] // _basis(architecture) % architecture.level_count - architecture.half_levels
    digits *= (np.arange(architecture.tokens_per_frame) < used[:, None])[..., None]
    return digits.reshape(frames, -1), nesting


def _basis(architecture: Architecture) -> np.ndarray:
    return (architecture.level_count ** np.arange(architecture.digits_per_token)).astype(np.int32)
