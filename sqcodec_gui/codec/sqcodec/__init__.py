"""This package holds the families `sqcodec` and `l3ac`: convolutions, windowed attention, a token a frame."""
