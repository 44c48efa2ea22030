"""This module names what can go wrong with models and weights, in one line for people."""

from sqcodec_gui.errors import SqcodecError


class UnknownModelError(SqcodecError):
    """No architecture has this name."""


class MissingWeightsError(SqcodecError):
    """The architecture is known, but its weights (or those that a file names) are not on this machine."""


class BadWeightsError(SqcodecError):
    """A weight file is damaged, incomplete, or made for another architecture."""


class UnwritableWeightsError(SqcodecError):
    """Weights could not be kept: a full disk, no permission."""


class DownloadError(SqcodecError):
    """The hub could not be reached, or what it sent was not what it announced."""


class EngineFailureError(SqcodecError):
    """An engine does not start, stops in the middle, or does not give what the reference gives."""


class SmallerChunksError(SqcodecError):
    """A device has no memory for so many chunks at once; they are to be given again in smaller portions."""
