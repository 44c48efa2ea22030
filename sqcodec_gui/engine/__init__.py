"""This package joins audio, codec and container: recordings in, ``.sqc`` out, and back. Importing it loads no torch."""
