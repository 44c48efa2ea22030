"""This module holds what ``music.score`` was fitted to, by `python tests/bench/bench_music.py CORPUS --fit`."""

MEANS = (-0.13906, 0.32716, 0.34141, -0.85502, 2.695, 0.08377)
SPREADS = (1.0649, 0.13616, 0.14478, 0.23778, 1.2613, 0.11976)
WEIGHTS = (-0.83916, -0.27271, -2.337, -0.44251, 0.15484, 3.3143)
BIAS = -4.0009
THRESHOLD = 1.4
