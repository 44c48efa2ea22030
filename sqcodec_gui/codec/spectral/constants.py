"""Every engine shares these constants of the network's arithmetic. No torch."""

FEATURE_POWER = 0.3
"""Magnitudes of the encoder's input are raised to this, so that quiet bins count as well."""

FEATURE_FLOOR = 1e-3
"""Bins below this are scaled as if they had it: about one 16-bit step in all of a window. Lower, and the rounding noise
of float32, which differs from engine to engine, would look like sound."""

LARGEST_LOG_MAGNITUDE = 6.0
BOTTOM_SCORE = -1e9
"""Added to attention scores of frames that do not exist or lie beyond the band."""

NORM_EPSILON = 1e-5
