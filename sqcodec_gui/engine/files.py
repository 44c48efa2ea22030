"""This module chooses names of targets, and writes these whole or not at all; sources are never touched."""

import errno
import hashlib
import os
import stat
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from sqcodec_gui import atomic_write
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.engine.settings_and_results import EngineError
from sqcodec_gui.engine.work_file_identity import identity_file
from sqcodec_gui.errors import system_reason

NAME_LIMIT_BYTES = 255
"""Of one name on every usual file system."""
HASHED_AT_ONCE_BYTES = 1 << 22
NEW_SUFFIX = ".new"
"""Beside an unfinished file that only helps to go on, the target that is made anew each time (see decode_cache.py)."""


def choose_target(
    source: Path,
    folder: Path | None,
    suffix: str,
    exists: str,
    is_taken: Callable[[Path], bool] = lambda path: False,
    stem: str | None = None,
) -> Path:
    """Choose where the result of ``source`` goes: its name (or ``stem``) with a new suffix, in ``folder`` or beside it.

    With the policy "number", a name that is there already gets a number: ``talk (2).sqc``; with any policy, one that
    ``is_taken`` by another source of the same call gets one.
    """
    folder = source.parent if folder is None else folder

    def is_free(candidate: Path) -> bool:
        return not is_taken(candidate) and not (exists == "number" and os.path.lexists(candidate))

    return _numbered(folder / _fitting_name(source.stem if stem is None else stem, "", suffix), is_free)


def free_name(target: Path) -> Path:
    """Return ``target``, or the first of ``name (2)``, ``name (3)``, … that is free."""
    return _numbered(target, lambda candidate: not os.path.lexists(candidate))


def _numbered(target: Path, is_free: Callable[[Path], bool]) -> Path:
    candidate, number = target, 2
    while not is_free(candidate):
        candidate = target.with_name(_fitting_name(target.stem, f" ({number})", target.suffix))
        number += 1
    return candidate


def comparable(path: Path) -> str:
    """Make one text of names that some file system takes for one: capitals, and accents written in two ways."""
    return unicodedata.normalize("NFC", os.path.abspath(path)).casefold()


def _fitting_name(stem: str, number: str, suffix: str) -> str:
    """Return a name cut between characters, so that the whole of it fits the file system."""
    room = NAME_LIMIT_BYTES - len(os.fsencode(number + suffix))
    while len(os.fsencode(stem)) > room:
        stem = stem[:-1]
    return stem + number + suffix


def check_pair(source: Path, target: Path) -> None:
    """Raise EngineError if the two are the same file, or the target's place cannot hold one."""
    if os.path.isdir(target):  # unlike a Path's own, these raise nothing where one may not look or a name is too long
        raise EngineError("{target} is a folder; name a file as the target.", target=target.name)
    if os.path.exists(target) and os.path.exists(source) and os.path.samefile(source, target):
        raise EngineError(
            "{source}: source and target are the same file; choose another name or folder.", source=source.name
        )
    make_folder_of(target)


def make_folder_of(target: Path) -> None:
    """Make the folder that a target shall lie in, where there is none yet. Raises EngineError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EngineError(
            "The folder {folder} cannot be made ({reason}); choose another one.",
            folder=str(target.parent),
            reason=system_reason(error),
        ) from error


def work_path(source: Path, target: Path) -> Path:
    """Name the unfinished file of this pair in the target's folder: always the same, so that the next try can go on."""
    identity = f"{source.absolute()}\n{target.absolute()}"
    return target.with_name(f".sqcodec-{hashlib.sha256(os.fsencode(identity)).hexdigest()[:16]}.part")


def discard_unfinished(source: Path, target: Path) -> None:
    """Remove what an interrupted try of this pair has left; nothing happens where there is nothing."""
    with suppress(OSError):  # a folder that is gone, or read-only: then there is nothing that could be done
        for path in _files_of(work_path(source, target)):
            path.unlink(missing_ok=True)


def _files_of(work: Path) -> tuple[Path, ...]:
    """Return an unfinished file, and what stands beside it."""
    return work, work.with_suffix(NEW_SUFFIX), identity_file(work)


@contextmanager
def unfinished(source: Path, target: Path, cancel: CancelToken) -> Iterator[Path]:
    """Give the unfinished file's path. An error removes it; a kill or “stop for now” leaves it for the next try.

    Where another process is busy with the same pair, or somebody has put something else in that place, this one works
    in a file of its own.
    """
    with ExitStack() as stack:
        work = work_path(source, target)
        if not (stack.enter_context(exclusive(work)) and all(map(atomic_write.is_free_or_ours, _files_of(work)))):
            work = stack.enter_context(private_work_path(target))
        try:
            yield work
        except CancelledError:
            if not cancel.keeps_unfinished:
                work.unlink(missing_ok=True)
                identity_file(work).unlink(missing_ok=True)
            raise
        except BaseException:
            work.unlink(missing_ok=True)
            identity_file(work).unlink(missing_ok=True)
            raise
        identity_file(work).unlink(missing_ok=True)


@contextmanager
def private_work_path(target: Path) -> Iterator[Path]:
    """Give a new unfinished file's path in the target's folder; removed afterwards if it is still there."""
    with removed_afterwards(atomic_write.temporary_beside(target)) as path:
        yield path


@contextmanager
def removed_afterwards(path: Path) -> Iterator[Path]:
    """Give ``path``, which is gone when the block ends, however it ends."""
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def made_anew(path: Path, like: Path) -> Iterator[Path]:
    """Make ``path`` as a new, empty file with the mode bits of ``like``; removed afterwards if it is still there."""
    atomic_write.anew(path, like=like).close()
    with removed_afterwards(path):
        yield path


def publish(work: Path, target: Path, exists: str) -> Path:
    """Give a finished file its name and return that, which may be a numbered one if another program was faster."""
    if exists == "overwrite":
        atomic_write.publish(work, target, replaces=True)
        return target
    while True:
        candidate = free_name(target)
        try:
            atomic_write.publish(work, candidate, replaces=False)
        except FileExistsError:
            continue
        return candidate


@contextmanager
def disk_errors(target: Path) -> Iterator[None]:
    """Say in one line why a target could not be written: OSError becomes EngineError."""
    try:
        yield
    except OSError as error:
        raise _disk_error(target, error) from error


def _disk_error(target: Path, error: OSError) -> EngineError:
    name, folder = target.name, str(target.parent)
    match error.errno:
        case errno.ENOSPC:
            return EngineError("The disk is full: {name} was not written. Make room and try again.", name=name)
        case errno.EDQUOT:
            return EngineError("Your share of the disk is full: {name} was not written.", name=name)
        case errno.ENOENT | errno.ENOTDIR if not target.parent.is_dir():
            return EngineError("The folder {folder} is not there any more; choose another one.", folder=folder)
        case errno.EACCES | errno.EPERM:
            return EngineError("You may not write into {folder}; choose another folder.", folder=folder)
        case errno.EROFS:
            return EngineError("{folder} is read-only; choose another folder.", folder=folder)
        case errno.ENAMETOOLONG:
            return EngineError("The name {name} is too long for this disk; choose a shorter one.", name=name)
    return EngineError("{name} could not be written: {reason}.", name=name, reason=system_reason(error))


def open_regular_file(path: Path) -> BinaryIO:
    """Open a file for reading. Raises OSError for what is no plain one: a pipe would be waited for, a device has no
    end. Of a path that is open already, a view."""
    if getattr(path, "is_open", False):  # an OpenedPath; to import its package takes longer than most of what is asked
        return cast(BinaryIO, path.open("rb"))
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is no plain file", str(path))
    return os.fdopen(handle, "rb")


def file_sha256(path: Path, cancel: CancelToken) -> str:
    """Compute the hex SHA-256 of a plain file's bytes. Raises OSError, CancelledError."""
    digest = hashlib.sha256()
    with open_regular_file(path) as file:
        while piece := file.read(HASHED_AT_ONCE_BYTES):
            cancel.check()
            digest.update(piece)
    return digest.hexdigest()


CTIME_IS_CHANGE_TIME = os.name == "posix"
"""Whether a file's ``st_ctime`` is the time of its last change. On Windows it is that of its creation: there only a
hash shows what a date hides."""
Identity = tuple[int, int, int, int, int]
"""Device, inode, size in bytes, time of the last change of the contents and of anything else, both in nanoseconds."""


def identity_of(status: os.stat_result) -> Identity:
    """Return what cannot stay equal when somebody writes into a file, or puts another one in its place.

    Not even a date that is set back hides it: that changes the last number, where the system tells it
    (``CTIME_IS_CHANGE_TIME``).
    """
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


@contextmanager
def exclusive(work: Path) -> Iterator[bool]:
    """Yield whether this process alone may write ``work``; the claim ends with the process, even a killed one."""
    try:
        import fcntl
    except ImportError:  # Windows refuses to open a file twice for writing anyway
        yield True
        return
    lock = work.with_suffix(".lock")
    try:
        opened = open(lock, "ab", opener=atomic_write.no_follow)  # noqa: SIM115
    except OSError:  # somebody else's, or no place to write to, which the unfinished file will tell
        yield False
        return
    with opened as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_ours = os.path.samestat(os.fstat(file.fileno()), lock.stat())
        except (BlockingIOError, FileNotFoundError):
            is_ours = False
        if not is_ours:  # taken, or given up and removed by another process between our two steps
            yield False
            return
        try:
            yield True
        finally:
            lock.unlink(missing_ok=True)
