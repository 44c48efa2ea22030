"""Originals go to the trash only where the small file is proven to be another file, whole, and made of just this one.

Two steps, so that a person can be asked in between: ``prove`` looks and hashes, ``trash`` acts on what was proven.
"""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from send2trash import TrashPermissionError, send2trash

from sqcodec_gui import paths
from sqcodec_gui.audio import probe
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine import files
from sqcodec_gui.engine.files import Identity, file_sha256, identity_of
from sqcodec_gui.engine.settings_and_results import DEFAULT_COMPUTE, ComputeChoice, EngineError, Progress, no_progress
from sqcodec_gui.engine.verify import verify
from sqcodec_gui.errors import system_reason


@dataclass(frozen=True)
class CheckedPair:
    """It is the proof that ``source`` may go, valid as long as both are the same files with the same bytes.

    The SHA-256 of both (hex) are those of the check; where a date has changed since, they decide.
    """

    source: Path
    small: Path
    source_identity: Identity
    small_identity: Identity
    source_sha256: str = ""
    small_sha256: str = ""

    @property
    def source_bytes(self) -> int:
        """Return the size of the original."""
        return self.source_identity[2]


def prove(
    source: Path,
    small: Path,
    *,
    decodes: bool = True,
    compute: ComputeChoice = DEFAULT_COMPUTE,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> CheckedPair:
    """Prove that ``small`` can stand for ``source``. Raises EngineError saying why it cannot.

    Proven are: two plain files with different paths and inodes; every block of ``small`` whole, its tokens those that
    were written; the SHA-256 of ``source`` is the one that ``small`` was made from; ``source`` holds nothing but that
    one sound track (it is no film, and has no other track); and with ``decodes`` that ``small`` decodes to its exact
    length. Raises CancelledError, and other SqcodecErrors for a file that cannot be read at all.
    """
    cancel = cancel or CancelToken()
    before = _identity(source), _identity(small)
    _check_different(source, small)
    _check_nothing_else(source)
    small_sha256 = file_sha256(small, cancel)
    result = verify(small, decode=decodes, source=source, compute=compute, progress=progress, cancel=cancel)
    if not result.is_whole:
        raise EngineError("{small}: {problem} The original stays.", small=small.name, problem=result.problems[0])
    if (_identity(source), _identity(small)) != before:
        raise EngineError(
            "{source} was changed while it was looked at. It stays; try again when it is at rest.", source=source.name
        )
    with SqcReader(small) as reader:
        source_sha256 = reader.parts[0].source_sha256
    return CheckedPair(source, small, *before, source_sha256, small_sha256)


def trash(pair: CheckedPair) -> None:
    """Move the original to the system's trash. Raises EngineError; then it is where it was."""
    proven = (
        (pair.source, pair.source_identity, pair.source_sha256),
        (pair.small, pair.small_identity, pair.small_sha256),
    )
    if not all(_is_as_proven(*one) for one in proven):
        raise EngineError(
            "{source} or its small file was changed after the check. The original stays.", source=pair.source.name
        )
    try:
        send2trash(pair.source)
    except TrashPermissionError as error:
        raise EngineError(
            "{source} stays: there is no trash on its disk that one may use.", source=pair.source.name
        ) from error
    except OSError as error:
        raise EngineError("{source} stays: {reason}.", source=pair.source.name, reason=system_reason(error)) from error


def _is_as_proven(path: Path, before: Identity, sha256: str) -> bool:
    """Return whether a file is the one that was proven; where a date differs, its bytes decide."""
    now = _identity(path)
    if now == before and files.CTIME_IS_CHANGE_TIME:
        return True
    device_inode_size = now[:3]
    return device_inode_size == before[:3] and file_sha256(path, CancelToken()) == sha256


def _identity(path: Path) -> Identity:
    """Return the identity. Raises EngineError for what is no plain file, or a link: something else would go."""
    try:
        status = path.lstat()
    except OSError as error:
        raise EngineError("{name} is not there any more.", name=path.name) from error
    if not stat.S_ISREG(status.st_mode):
        raise EngineError("{name} is a link or no plain file; originals of that kind always stay.", name=path.name)
    return identity_of(status)


def _check_nothing_else(source: Path) -> None:
    """Check that all of the original is in the small file. Raises EngineError, AudioError."""
    info = probe(source)
    if info.has_pictures:
        raise EngineError("{source} is a film: its pictures are in no small file. It stays.", source=source.name)
    if len(info.tracks) > 1:
        raise EngineError(
            "{source} has {n} sound tracks, and its small file holds one of them. It stays.",
            source=source.name,
            n=len(info.tracks),
        )


def _check_different(source: Path, small: Path) -> None:
    if os.path.samefile(source, small) or os.path.realpath(source) == os.path.realpath(small):
        raise EngineError(
            "{source} and {small} are one and the same file; it stays.", source=source.name, small=small.name
        )
    if Path(os.path.realpath(source)).is_relative_to(os.path.realpath(paths.resources_dir())):
        raise EngineError("{source} belongs to the program; it stays.", source=source.name)
