"""This package keeps the weights on this machine: which are there, how others come, and how none is lost."""
