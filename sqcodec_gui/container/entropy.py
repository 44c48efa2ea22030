"""Entropy coding of tokens (coding method 1)."""

from typing import Protocol

import numpy as np
import numpy.typing as npt


class EntropyTables(Protocol):
    """What a block needs to be stored below the nominal rate."""

    sha256: str
    """Names the tables; it stands in the header of a file that uses them."""

    def encode(self, tokens: npt.NDArray[np.int32]) -> bytes:
        """int32[rows, n] as bytes."""

    def decode(self, data: bytes, rows: int, count: int) -> npt.NDArray[np.int32]:
        """int32[rows, count]. Raises ValueError if ``data`` cannot have come from ``encode``."""
