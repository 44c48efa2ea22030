"""Files of a cluster lie at paths that all machines see, or addresses that fsspec opens (``s3://bucket/a.wav``).

What fsspec needs to know (keys, servers) it takes from its own configuration on each machine.
"""

import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from sqcodec_gui.engine import folders
from sqcodec_gui.engine.files import HASHED_AT_ONCE_BYTES, choose_target
from sqcodec_gui.engine.location import Location, name_of, size_on_disk
from sqcodec_gui.engine.settings_and_results import EngineError
from sqcodec_gui.errors import SqcodecError


def size_bytes(location: Location) -> int | None:
    """Return the size of what lies there; None if it cannot be known."""
    if isinstance(location, Path):
        return size_on_disk(location)
    try:
        with _storage_errors(location):
            filesystem, path = _open_filesystem(location)
            size: int | None = filesystem.size(path)
            return size
    except (OSError, EngineError):
        return None


def exists(location: Location) -> bool:
    """Return whether there is something at this location now. Raises EngineError."""
    with _storage_errors(location):
        filesystem, path = _open_filesystem(location)
        is_there: bool = filesystem.exists(path)
        return is_there


@dataclass(frozen=True)
class FoundSource:
    """It is a file, and the folder below the one that was named (that one's name included) in which it was found."""

    location: Location
    subfolder: str = ""


def find_sources(
    named: Iterable[Location], is_wanted: Callable[[Path], bool], suffixes: Sequence[str]
) -> Iterator[FoundSource]:
    """Yield files as they were named, and what the folders hold: paths that are wanted, addresses that have a suffix.

    To look into files, as ``is_wanted`` may, would be slow where they are far away. Raises EngineError.
    """
    for location in named:
        if isinstance(location, Path):
            yield from (FoundSource(found.path, found.subfolder) for found in folders.find_files([location], is_wanted))
        else:
            yield from _find_far(location, suffixes)


def _find_far(address: str, suffixes: Sequence[str]) -> Iterator[FoundSource]:
    with _storage_errors(address):
        filesystem, root = _open_filesystem(address)
        if not filesystem.isdir(root):
            yield FoundSource(address)
            return
        inside = [PurePosixPath(path).relative_to(root.rstrip("/")) for path in filesystem.find(root)]
    for path in sorted(inside, key=lambda path: [folders.natural_key(part) for part in path.parts]):
        if path.suffix.lower() in suffixes and not any(part.startswith(".") for part in path.parts):
            yield FoundSource(f"{address.rstrip('/')}/{path}", str(PurePosixPath(name_of(address), path.parent)))


def choose_targets(sources: Sequence[FoundSource], folder: Location | None, suffix: str, policy: str) -> list[Location]:
    """Choose a target for each source, as ``engine.folders.choose_targets`` gives them for paths alone.

    ``policy``: what to do where a target is there already. Raises EngineError.
    """
    if isinstance(folder, Path):
        by_name = [folders.Found(Path(name_of(source.location)), source.subfolder) for source in sources]
        return list(folders.choose_targets(by_name, folder, suffix, policy))
    near = [source for source in sources if isinstance(source.location, Path) and folder is None]
    found = [folders.Found(Path(source.location), source.subfolder) for source in near]
    near_targets = iter(folders.choose_targets(found, None, suffix, policy))
    far = _FarTargets(suffix, policy)
    return [
        next(near_targets) if folder is None and isinstance(source.location, Path) else far.choose(source, folder)
        for source in sources
    ]


class _FarTargets:
    """It chooses addresses, no two the same. Far folders are listed once: to ask for each file would take long."""

    def __init__(self, suffix: str, policy: str) -> None:
        self._suffix = suffix
        self._policy = policy
        self._taken: set[str] = set()
        self._listed: dict[str, frozenset[str]] = {}

    def choose(self, source: FoundSource, folder: Location | None) -> str:
        parts = [str(folder).rstrip("/"), *Path(source.subfolder).parts]
        parent = str(source.location).rpartition("/")[0] if folder is None else "/".join(parts)

        def is_taken(path: Path) -> bool:
            address = f"{parent}/{path.name}"
            return address.casefold() in self._taken or (self._policy == "number" and path.name in self._names(parent))

        # Only the name is chosen here: with "overwrite", no disk is asked whether it is free.
        name = choose_target(Path(name_of(source.location)), Path(), self._suffix, "overwrite", is_taken).name
        self._taken.add(f"{parent}/{name}".casefold())
        return f"{parent}/{name}"

    def _names(self, address: str) -> frozenset[str]:
        if address not in self._listed:
            with _storage_errors(address):
                filesystem, path = _open_filesystem(address)
                names = filesystem.ls(path, detail=False) if filesystem.exists(path) else []
            self._listed[address] = frozenset(map(name_of, names))
        return self._listed[address]


def fetch(location: Location, folder: Path) -> Path:
    """Fetch a copy into ``folder``, under the same name and with the same date of change; a path needs none.

    Raises EngineError.
    """
    if isinstance(location, Path):
        return location
    copy = folder / name_of(location)
    with _storage_errors(location):
        filesystem, path = _open_filesystem(location)
        filesystem.get_file(path, str(copy))
        with suppress(NotImplementedError):  # not every storage knows when a file was changed
            modified_s = filesystem.modified(path).timestamp()
            os.utime(copy, (modified_s, modified_s))
    return copy


def publish(work: Path, target: Location, policy: str) -> Location:
    """Put a finished file in its place, whole or not at all: under a temporary name, which is then changed.

    Where the target is there already and must stay, the next free number is taken, unless what is there is the same:
    then it was an earlier try whose worker died before it could say so. Returns its location. Raises EngineError.
    """
    with _storage_errors(target):
        filesystem, path = _open_filesystem(target)
        folder = path.rpartition("/")[0]
        if folder:
            filesystem.makedirs(folder, exist_ok=True)
        part = f"{folder}/.sqcodec-{secrets.token_hex(8)}.part"
        try:
            filesystem.put_file(str(work), part)

            def is_taken(candidate: Path) -> bool:
                other = f"{folder}/{candidate.name}"
                return policy != "overwrite" and filesystem.exists(other) and not _is_same(filesystem, other, work)

            name = name_of(target)
            name = choose_target(Path(name), Path(), Path(name).suffix, "overwrite", is_taken).name
            filesystem.mv(part, f"{folder}/{name}")
        except BaseException:
            with suppress(Exception):  # it may never have been there, and what went wrong before is told
                filesystem.rm_file(part)
            raise
    return target.with_name(name) if isinstance(target, Path) else f"{target.rpartition('/')[0]}/{name}"


def _is_same(filesystem: Any, path: str, work: Path) -> bool:
    if filesystem.size(path) != work.stat().st_size:
        return False
    with filesystem.open(path, "rb") as there, work.open("rb") as here:
        return all(piece == there.read(len(piece)) for piece in _pieces(here))


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(HASHED_AT_ONCE_BYTES):
        yield piece


def _open_filesystem(location: Location) -> tuple[Any, str]:
    """Return (fsspec's filesystem, path in it)."""
    from fsspec.core import url_to_fs

    try:
        found: tuple[Any, str] = url_to_fs(str(location))
        return found
    except (ImportError, ValueError) as error:
        raise EngineError("{place} cannot be opened: {reason}.", place=str(location), reason=str(error)) from error


@contextmanager
def _storage_errors(location: Location) -> Iterator[None]:
    """Say in one line what a storage refused; many have classes of their own for that."""
    try:
        yield
    except SqcodecError:
        raise
    except FileNotFoundError as error:
        raise EngineError("{place} is not there; check the address.", place=str(location)) from error
    except PermissionError as error:
        raise EngineError("You may not read or write {place}; check the rights.", place=str(location)) from error
    except Exception as error:
        raise EngineError(
            "{place} could not be read or written ({reason}).",
            place=str(location),
            reason=f"{type(error).__name__}: {error}",
        ) from error
