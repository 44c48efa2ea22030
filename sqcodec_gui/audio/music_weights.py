"""Holds what ``music.score`` was fitted to; written by `python tests/bench/bench_music.py CORPUS --fit`, not by
hand."""

MEANS = (-0.13906, 0.32716, 0.34141, -0.85502, 2.695)
SPREADS = (1.0649, 0.13616, 0.14478, 0.23778, 1.2613)
WEIGHTS = (0.52688, 0.053391, -2.2227, -0.92153, -0.0061539)
BIAS = -2.8285
THRESHOLD = 1.9016
