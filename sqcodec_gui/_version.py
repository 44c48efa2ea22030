"""This module holds the version, here and nowhere else."""

__version__ = "0.1.0"
