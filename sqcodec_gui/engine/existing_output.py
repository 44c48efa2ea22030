"""This module tells whether a .sqc file is made of a recording: of all of it, as it is, with nothing lost."""

from collections.abc import Callable
from pathlib import Path

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.container import Header, Part, SqcError, SqcReader, SqcVersionError
from sqcodec_gui.engine.completeness import completeness_of
from sqcodec_gui.engine.settings_and_results import EngineError


def is_made_of(reader: SqcReader, size_bytes: int | None) -> bool:
    """Return whether header and footer say that the file was made of all of a recording of ``size_bytes``, with nothing
    lost. Nothing more is read."""
    return stems_from(reader, size_bytes) and completeness_of(reader).is_complete


def stems_from(reader: SqcReader, size_bytes: int | None) -> bool:
    """Return whether the file was made of all of a recording of ``size_bytes``, whatever was lost of it then or later.

    Of a file whose footer is lost, only the header tells.
    """
    part = reader.parts[0]
    is_of_whole = part.source_sha256 != "" or reader.footer is None  # a cut has no hash
    return len(reader.parts) == 1 and is_of_whole and part.source.size_bytes == size_bytes


def require_existing_output(
    small: Path,
    source_name: str,
    size_bytes: int | None,
    cancel: CancelToken,
    is_unchanged: Callable[[Part], bool] = lambda part: True,
) -> Header:
    """Return the header of ``small``, whose blocks are whole, and which was made of this recording of ``size_bytes``.

    ``is_unchanged``: asked in the end, with what is known of the recording that it was made of. Raises EngineError with
    one line that says what to do, SqcVersionError, CancelledError.
    """
    from sqcodec_gui.engine.sqc_file import open_for_reading  # with all codecs; ``is_made_of`` needs none

    try:
        with open_for_reading(small, None, tolerant=False) as reader:
            for index in range(len(reader.blocks)):
                cancel.check()
                reader.read_stored_block(index)
            is_of_it = is_made_of(reader, size_bytes) and is_unchanged(reader.parts[0])
            header = reader.header
    except SqcVersionError:
        raise
    except SqcError as error:
        raise EngineError(
            "{small} is already there, but it is no whole .sqc file; move it away, or have it overwritten.",
            small=small.name,
        ) from error
    if not is_of_it:
        raise EngineError(
            "{small} is already there, but it was not made of all of {source_name} as it is now; move"
            " it away, or have it overwritten.",
            small=small.name,
            source_name=source_name,
        )
    return header
