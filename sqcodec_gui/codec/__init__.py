"""This package holds the networks: audio goes in, tokens come out, and back. No files but weights, no screen.

Nothing is imported here, so that ``codec.config`` can be read without torch.
"""
