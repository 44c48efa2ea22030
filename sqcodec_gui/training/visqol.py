"""ViSQOL (arXiv 2004.09584) in speech mode is reported; nothing trains on it, nor watches it while a run goes on.

It belongs to the extra ``train`` alone. It is the published model for speech (a lattice network over the similarity of
spectra), under which a recording compared with itself has about 4, not 5.
"""

import math
from functools import cache
from typing import Any

import numpy as np

RATE_HZ = 16_000


def visqol_mos(original: np.ndarray, decoded: np.ndarray) -> float:
    """Return MOS-LQO, 1 … 5, of float32 [samples] at 16 kHz, equally long.

    It is no number where too little sound is there to be judged, or where the package is not installed.
    """
    try:
        api = _speech_mode()
    except ImportError:
        return math.nan
    if not original.any():
        return math.nan
    try:
        return float(api.measure_from_arrays(original.astype(np.float64), decoded.astype(np.float64), RATE_HZ).moslqo)
    except (ValueError, IndexError):  # what the package raises where no stretch can be compared
        return math.nan


@cache
def _speech_mode() -> Any:
    from visqol import VisqolApi

    api = VisqolApi()
    api.create(mode="speech", use_lattice_model=True)
    return api
