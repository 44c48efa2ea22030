"""The network: audio in, tokens out, and back. Pure torch, no files but weights, no screen.

Nothing is imported here, so that ``codec.config`` can be read without torch.
"""
