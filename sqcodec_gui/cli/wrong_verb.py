"""This module says at once what to use for files that were given to the wrong verb, and for a model that is none.

Nothing is loaded for that which computes, or reads audio.
"""

import os
import shlex
from collections.abc import Sequence
from pathlib import Path, PurePath

from sqcodec_gui.codec.config import get_config
from sqcodec_gui.codec.errors import UnknownModelError
from sqcodec_gui.engine.convert import ConversionSettings, FileOutcome
from sqcodec_gui.engine.location import Location
from sqcodec_gui.engine.settings_and_results import (
    SQC_SUFFIX,
    CompressResult,
    CompressSettings,
    EngineError,
    RestoreResult,
)
from sqcodec_gui.file_types import AUDIO_EXTENSIONS, SQC_SIGNATURE, VIDEO_EXTENSIONS

SURE_EXTENSIONS = frozenset(AUDIO_EXTENSIONS + VIDEO_EXTENSIONS) - {".ts", ".mts"}
"""Of files that are recordings by their names alone, which programs in TypeScript are not."""


def is_recording(path: Path) -> bool:
    """Return whether a folder scan takes this file. Loads the readers of audio."""
    from sqcodec_gui.audio.probe import is_probably_audio

    return is_probably_audio(path)


def is_sqc(path: PurePath) -> bool:
    """Return whether a path is that of a .sqc file, by its name."""
    return path.suffix.lower() == SQC_SUFFIX


def foreseen_errors(
    pairs: Sequence[tuple[Location, Location]], kind: type, settings: ConversionSettings
) -> list[FileOutcome]:
    """Return what becomes of files none of which can be converted, as is seen at once; else an empty list.

    ``kind`` is the result that was wanted.
    """
    try:
        if isinstance(settings, CompressSettings):
            get_config(settings.model)
    except UnknownModelError as error:
        return [FileOutcome(source, target, error=error) for source, target in pairs]
    errors: list[FileOutcome] = []
    for source, target in pairs:
        if not isinstance(source, Path) or not _is_surely_of_the_other_verb(source, kind):
            return []
        errors.append(FileOutcome(source, target, error=EngineError(advise_other_verb(source, kind))))
    return errors


def _is_surely_of_the_other_verb(source: Path, kind: type) -> bool:
    """Return whether name and first bytes both say that it is a .sqc file to be encoded, or none to be decoded."""
    if kind is CompressResult and is_sqc(source):
        return _begins_as_sqc(source) is True
    if kind is RestoreResult and source.suffix.lower() in SURE_EXTENSIONS:
        return _begins_as_sqc(source) is False
    return False


def _begins_as_sqc(path: Path) -> bool | None:
    """Return whether the file begins as a .sqc file does; None for what cannot be read, which opening it tells."""
    try:
        if not path.is_file():  # to open a pipe could wait for ever
            return None
        with path.open("rb") as file:
            return file.read(len(SQC_SIGNATURE)) == SQC_SIGNATURE
    except OSError:
        return None


def advise_other_verb(source: Location, kind: type) -> str:
    """Advise what to use for a .sqc file that shall be encoded, or a recording that shall be decoded; else nothing."""
    if not isinstance(source, Path) or not os.path.isfile(source):
        return ""
    if kind is CompressResult and is_sqc(source):
        return f"{source.name} is small already; to bring it back, use: sqcodec decode {shlex.quote(str(source))}"
    if kind is RestoreResult and not is_sqc(source) and _is_named_as_recording_or_is_one(source):
        way = f"sqcodec encode {shlex.quote(str(source))}"
        return f"{source.name} is no .sqc file but a recording; to make it small, use: {way}"
    return ""


def _is_named_as_recording_or_is_one(path: Path) -> bool:
    return path.suffix.lower() in SURE_EXTENSIONS or is_recording(path)
