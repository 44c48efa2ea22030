"""This package compresses recordings with the SQCodec neural codec.

The names of the published package, ``list_models`` and ``get_model``, are loaded when first asked for, so that
``import sqcodec_gui`` costs nothing: the window and ``--help`` never wait for torch.
"""

from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from .codec.published import PublishedCodec, get_model, list_models

__all__ = ["PublishedCodec", "__version__", "get_model", "list_models"]


def __getattr__(name: str) -> Any:
    if name in ("PublishedCodec", "get_model", "list_models"):
        from .codec import published

        return getattr(published, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
