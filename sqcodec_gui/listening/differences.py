"""This finds where a decoded recording differs most from its original.

The measure is that of ``audio.mel``, second by second: the mean absolute difference of the natural logarithms of 80 mel
bands' magnitudes, over windows of 32 ms that overlap by half. It is told in decibels: a neper is 20 / ln 10 of them.
It leaves out the loudness and the masking of hearing: it finds places worth a listen, and is no verdict.
"""

from typing import NamedTuple

import numpy as np

from sqcodec_gui.audio.mel import MelDistance

STRETCH_S = 10
"""Recordings are compared in stretches of so many seconds, each by itself, so that the order does not matter."""
DB_PER_NEPER = 20 / np.log(10)

_LEAST_APART_S = 3
_LEAST_DB = 1.0


class DifferingSecond(NamedTuple):
    """It is a second, counted from the start, and how different both are in it."""

    second: int
    distance_db: float


def distances_db(original: np.ndarray, decoded: np.ndarray, sample_rate_hz: int) -> np.ndarray:
    """Return float64 ``[seconds]``, the last perhaps of a part of a second, for two float32 ``[frames]`` in step.

    Less than one window (32 ms) gives nothing.
    """
    frames = min(len(original), len(decoded))
    measure = MelDistance(sample_rate_hz)
    measure.push(original[:frames], decoded[:frames])
    distance_db: np.ndarray = measure.per_second * DB_PER_NEPER
    return distance_db


def most_different_seconds(distance_db: np.ndarray, count: int) -> list[DifferingSecond]:
    """Return the seconds that differ most, worst first, none closer than three seconds to a worse one, none below 1 dB.

    ``distance_db``: float ``[seconds]``, NaN where nothing is known yet.
    """
    places: list[DifferingSecond] = []
    is_free = ~np.isnan(distance_db)
    for second in np.argsort(-distance_db, kind="stable"):
        if len(places) == count or not distance_db[second] >= _LEAST_DB:
            break
        if is_free[second]:
            places.append(DifferingSecond(int(second), float(distance_db[second])))
            is_free[max(0, second - _LEAST_APART_S + 1) : second + _LEAST_APART_S] = False
    return places
