"""Weights bring with them what the network makes of a known sound: so every engine can be tried against it on every
machine, without another engine that computes it there. No torch.

It is what torch gives for all of the sound at once, with the weights as they are stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sqcodec_gui.codec.spectral.architecture import Architecture
from sqcodec_gui.codec.spectral.weight_packing import REFERENCE_PREFIX, Arrays

SECONDS = 4.6
"""Long enough for a chunk that has all of its context on one side, and another on the other."""

FULL_SCALE = 32_767
"""Of the sound, which is kept in 16 bits."""


@dataclass(frozen=True)
class Reference:
    """It has tokens int32 [frames, tokens_per_frame] and sound float32 [frames · hop]."""

    tokens: np.ndarray
    sound: np.ndarray

    @classmethod
    def of(cls, stored: Mapping[str, np.ndarray]) -> "Reference":
        """Read the reference out of the arrays of a file of weights, where it stands under ``reference.``."""
        sound = stored[REFERENCE_PREFIX + "sound"].astype(np.float32) / FULL_SCALE
        return cls(stored[REFERENCE_PREFIX + "tokens"].astype(np.int32), sound)

    def arrays(self) -> Arrays:
        """Return the arrays to be stored in the file of weights."""
        sound = np.rint(self.sound * FULL_SCALE).astype(np.int16)
        return {REFERENCE_PREFIX + "tokens": self.tokens.astype(np.int32), REFERENCE_PREFIX + "sound": sound}


def known_sound(architecture: Architecture) -> np.ndarray:
    """Return gliding tones with overtones, and noise, that swell, float32 [samples]: the same on every machine, but for
    the last bit of a sine."""
    samples = round(SECONDS * architecture.sample_rate_hz)
    time = np.arange(samples) / samples
    turns = 350 * time + 400 * time**2
    tone = sum(np.sin(2 * np.pi * number * turns) / number for number in range(1, 20))
    swell = 0.2 + np.sin(14 * time) ** 2
    return ((0.12 * tone + 0.03 * _noise(samples)) * swell).astype(np.float32)


def _noise(samples: int) -> np.ndarray:
    """Return noise within ±1, from a linear congruential generator: the bits of libraries' generators may change."""
    numbers = np.empty(samples, np.uint64)
    state = 1
    for at in range(samples):
        state = (state * 1_664_525 + 1_013_904_223) % 2**32  # Numerical Recipes, “quick and dirty”
        numbers[at] = state
    return numbers / 2.0**31 - 1
