"""This package holds the families `sqcodec` and `l3ac`: one network of convolutions and windowed attention, one token a
frame."""
