"""Statistics of listening and of differences between recordings. Pure: numpy, no torch, no Qt."""
