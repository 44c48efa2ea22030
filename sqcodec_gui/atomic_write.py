"""This module gives files of this program their names, the only way in which they come by them: whole, or not at all.

A temporary file beside the target, made new (never one that was there, never through a link), is written, flushed to
the disk, checked if the caller wants, and takes the name in one step: by a hard link where nothing may be replaced, by
renaming where an older file may be. Then the folder is flushed, so that the name lasts through a power cut. Whatever
goes wrong before, the temporary file is removed and an older target is what it was.

Files that grow over several runs (an unfinished encode) have names that can be guessed. ``no_follow`` opens these
where nobody can have put a link, a pipe, or a file of somebody else in their place.
"""

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

OPEN_TO_ALL = 0o666
"""Mode of a new file before the user's umask takes bits away."""
ONLY_OURS = 0o600
_SAFE_FLAGS = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe that nobody reads is refused, not waited for
    | getattr(os, "O_BINARY", 0)
)
_NO_FLUSH_OF_FOLDERS = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM)
"""What file systems answer that do not flush folders; then there is nothing more to be done."""


class ForeignFileError(OSError):
    """What stands in the place of a file of ours is a link, no plain file, of another user, or has a second name."""


@contextmanager
def atomic_write(
    target: str | os.PathLike[str],
    *,
    replaces: bool = True,
    like: Path | Sequence[Path] | None = None,
    check: Callable[[Path], object] | None = None,
) -> Iterator[BinaryIO]:
    """Open a new binary file, open for reading and writing, which gets the name ``target`` when the block ends well.

    With ``replaces`` an older file goes, whose mode bits are kept; a link stays, and what it names is replaced.
    Without, FileExistsError is raised in the end if something is there. ``like``: see ``new_file``. ``check`` is called
    with the path of the closed file, and raises if it must not have the name. Raises OSError.
    """
    path = Path(os.path.realpath(target)) if replaces else Path(target)
    work = temporary_beside(path)
    try:
        with new_file(work, like=like) as file:
            if like is None and replaces:
                _keep_mode(path, file)
            yield file
        if check is not None:
            check(work)
        publish(work, path, replaces=replaces)
    finally:
        work.unlink(missing_ok=True)


def write_bytes(target: str | os.PathLike[str], data: bytes) -> None:
    """Replace what is under the name ``target`` by ``data``, in one step. Raises OSError."""
    with atomic_write(target) as file:
        file.write(data)


@contextmanager
def atomic_folder(target: Path) -> Iterator[Path]:
    """Make a new folder to fill, which gets the name ``target`` when the block ends well; else it is removed.

    Second names of files that are elsewhere, too, may be put into it. Only an empty folder is replaced; OSError is
    raised if there is anything else.
    """
    work = temporary_beside(target)
    with no_empty_folders(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        work.mkdir()
        try:
            yield work
            for folder, _subfolders, names in os.walk(work):
                for name in names:
                    if Path(folder, name).lstat().st_nlink == 1:  # a second name of what is on the disk needs none
                        _flush(Path(folder, name))
                sync_folder(Path(folder))
            if os.name != "posix" and target.exists():  # elsewhere renaming takes the place of an empty folder
                target.rmdir()
            os.rename(work, target)
            sync_folder(target.parent)
        finally:
            shutil.rmtree(work, ignore_errors=True)


@contextmanager
def no_empty_folders(*folders: Path) -> Iterator[None]:
    """Leave none of ``folders``, and none above them, that was not there before and in which nothing is at the end.

    Around what makes folders for its targets, and may fail before anything lies in them. Nothing else is removed.
    """
    new = {one for folder in folders for one in (folder, *folder.parents) if not os.path.lexists(one)}
    try:
        yield
    finally:
        for folder in sorted(new, key=lambda one: len(one.parts), reverse=True):
            with suppress(OSError):  # it was not made, or it is in use
                folder.rmdir()


def temporary_beside(target: Path) -> Path:
    """Return a path in the target's folder that nobody can guess, for a file or folder that is still being made."""
    return target.with_name(f".sqcodec-{secrets.token_hex(8)}.part")


def new_file(path: Path, *, like: Path | Sequence[Path] | None = None, mode: int = OPEN_TO_ALL) -> BinaryIO:
    """Make the file ``path`` and open it for reading and writing. Raises FileExistsError if anything is there.

    Its mode bits are those of ``like`` (but for running it; the owner may always write; of several files those that
    all have), or ``mode``, without those that the user's umask takes away. So what was private stays private. Raises
    OSError.
    """
    if like is not None:
        mode = OPEN_TO_ALL
        for one in [like] if isinstance(like, Path) else like:
            mode &= _mode_of(one)
        mode |= ONLY_OURS
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _SAFE_FLAGS, mode)
    return os.fdopen(handle, "w+b")


def _mode_of(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:  # it went away: whoever reads it will say so
        return ONLY_OURS


def anew(path: Path, *, like: Path | None = None, mode: int = OPEN_TO_ALL) -> BinaryIO:
    """Make a file as ``new_file`` does; what an earlier try left under this name is removed before."""
    path.unlink(missing_ok=True)
    return new_file(path, like=like, mode=mode)


def no_follow(path: str, flags: int) -> int:
    """Open a file of ours that may be there already, as an ``opener`` for ``open``; return its descriptor.

    Raises ForeignFileError for what is not (see there), before anything in it is read or changed; else OSError.
    """
    safe_flags = (flags & ~os.O_TRUNC) | _SAFE_FLAGS
    if not hasattr(os, "O_NOFOLLOW") and os.path.islink(path):
        raise ForeignFileError(errno.ELOOP, "a link stands in its place", path)
    try:
        handle = os.open(path, safe_flags, OPEN_TO_ALL)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO, errno.EMLINK):  # the last: a link, on BSD
            raise ForeignFileError(error.errno, "a link or pipe stands in its place", path) from error
        raise
    try:
        _require_ours(os.fstat(handle), path)
        if flags & os.O_TRUNC:
            os.ftruncate(handle, 0)
    except BaseException:
        os.close(handle)
        raise
    return handle


def is_free_or_ours(path: Path) -> bool:
    """Return whether ``no_follow`` would open what stands at ``path``, or nothing stands there."""
    try:
        _require_ours(path.lstat(), str(path))
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _require_ours(status: os.stat_result, path: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise ForeignFileError(errno.EINVAL, "no plain file stands in its place", path)
    if status.st_nlink > 1:
        raise ForeignFileError(errno.EMLINK, "it is another file's second name", path)
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        raise ForeignFileError(errno.EPERM, "a file of another user stands in its place", path)


def publish(work: Path, target: Path, *, replaces: bool) -> None:
    """Flush the finished file ``work`` and give it the name ``target``, which lies in the same folder.

    Without ``replaces`` nothing that is there is ever touched: raises FileExistsError. With it, only plain files (and
    links themselves) are replaced. Raises OSError.
    """
    _flush(work)
    if replaces:
        _require_replaceable(target)
        os.replace(work, target)
    else:
        _take_free_name(work, target)
    sync_folder(target.parent)


def _take_free_name(work: Path, target: Path) -> None:
    """Give the finished file a name that is free: a hard link never replaces a file. Where there are none, the name is
    claimed by an empty file of ours."""
    try:
        os.link(work, target)
    except FileExistsError:
        raise
    except OSError:
        if os.name == "nt":  # renaming replaces nothing here
            os.rename(work, target)
            return
        new_file(target).close()
        os.replace(work, target)
        return
    work.unlink()


def _require_replaceable(target: Path) -> None:
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        return
    if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
        raise OSError(errno.EINVAL, "this is no plain file", str(target))


def _keep_mode(path: Path, file: BinaryIO) -> None:
    if os.name != "posix":
        return
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISREG(mode):
        os.fchmod(file.fileno(), stat.S_IMODE(mode))


def _flush(path: Path) -> None:
    """Flush an open file to the disk itself, not only to the operating system."""
    with open(path, "r+b", opener=no_follow) as file:
        full_flush = _full_flush()
        if full_flush is None or not full_flush(file.fileno()):
            os.fsync(file.fileno())


def _full_flush() -> Callable[[int], bool] | None:
    """Return what flushes a file on macOS, where ``fsync`` leaves data in the drive's own memory, says its manual; this
    does not."""
    try:
        import fcntl
    except ImportError:
        return None
    command = getattr(fcntl, "F_FULLFSYNC", None)
    if command is None:
        return None

    def flush(handle: int) -> bool:
        try:
            fcntl.fcntl(handle, command)
        except OSError:  # network drives do not know it
            return False
        return True

    return flush


def sync_folder(folder: Path) -> None:
    """Make new names in a folder last through a power cut, where the system lets a folder be opened and flushed."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    except PermissionError:  # a folder into which one may put, and not look
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FLUSH_OF_FOLDERS:
            raise
    finally:
        os.close(handle)
