"""Statistics of listening and of differences between recordings stand here, pure: numpy, no torch, no Qt."""
