"""A ``.deb`` is an ``ar`` archive with a packed tar of facts and a packed tar of files (deb(5)), read here.

Nothing is installed and nothing written; the audio files in it are handed out one after the other.
"""

import io
import lzma
import re
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from sqcodec_gui.errors import SqcodecError

AUDIO_NAME = re.compile(r"\.(wav|ogg|oga|opus|mp3|flac|g722|aiff?)$", re.IGNORECASE)
ARCHIVE_NAME = re.compile(r"\.(zip|pk3)$", re.IGNORECASE)
_MAGIC = b"!<arch>\n"
_HEADER_BYTES = 60
_READABLE = (".tar", ".tar.gz", ".tar.xz", ".tar.bz2")
_DAMAGE = (tarfile.TarError, zipfile.BadZipFile, lzma.LZMAError, zlib.error, EOFError, ValueError, OSError)


class DebianArchive:
    """It is one ``.deb`` file. Raises SqcodecError where it is not readable."""

    def __init__(self, path: Path) -> None:
        self.path = path
        facts = self._facts()
        try:
            self.package, self.version = facts["Package"], facts["Version"]
        except KeyError as error:
            raise SqcodecError(f"{path} is no Debian package: its control file names no {error}.") from None

    def _facts(self) -> dict[str, str]:
        with self._part("control.tar") as archive:
            for member in archive:
                if member.name.removeprefix("./") == "control":
                    text = cast("IO[bytes]", archive.extractfile(member)).read().decode("utf-8")
                    lines = (line.partition(": ") for line in text.splitlines() if not line.startswith(" "))
                    return {name: value for name, _, value in lines}
        raise SqcodecError(f"{self.path} is no Debian package: it has no control file.")

    def audio(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of each audio file, in the order of the package, and of those in its zip archives."""
        with self._part("data.tar") as archive:
            for member in archive:
                if not member.isfile():
                    continue
                name = member.name.removeprefix(".")
                if AUDIO_NAME.search(name):
                    yield name, cast("IO[bytes]", archive.extractfile(member)).read()
                elif ARCHIVE_NAME.search(name):
                    yield from _zipped_audio(Path(name).name, cast("IO[bytes]", archive.extractfile(member)))

    @contextmanager
    def _part(self, prefix: str) -> Iterator[tarfile.TarFile]:
        """Open the tar inside whose name starts with ``prefix``, to be read once from front to end."""
        try:
            with (
                self.path.open("rb") as file,
                tarfile.open(fileobj=_seek_member(file, self.path, prefix), mode="r|*") as archive,
            ):
                yield archive
        except _DAMAGE as error:
            raise SqcodecError(f"{self.path} cannot be read as a package ({error}); download it again.") from error


def _seek_member(file: IO[bytes], path: Path, prefix: str) -> "_Slice":
    """Return the member whose name starts with ``prefix``, as a file of its own."""
    if file.read(len(_MAGIC)) != _MAGIC:
        raise SqcodecError(f"{path} is no Debian package.")
    while len(header := file.read(_HEADER_BYTES)) == _HEADER_BYTES:
        name = header[:16].decode("ascii").strip().rstrip("/")
        size = int(header[48:58])
        if name.startswith(prefix):
            if name not in (prefix.removesuffix(".tar") + ending for ending in _READABLE):
                raise SqcodecError(f"{path} is packed as {name}, which this program cannot unpack; use Debian's own.")
            return _Slice(file, size)
        file.seek(size + size % 2, io.SEEK_CUR)
    raise SqcodecError(f"{path} is no whole Debian package: it holds no {prefix}.")


class _Slice(io.RawIOBase):
    """It is the next ``size`` bytes of a file, to be read once."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file, self._left = file, size

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(data)
        return data


def _zipped_audio(name: str, source: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    with tempfile.TemporaryFile() as file:
        while piece := source.read(1 << 22):
            file.write(piece)
        with zipfile.ZipFile(file) as archive:
            for inner in sorted(archive.namelist()):
                if AUDIO_NAME.search(inner):
                    yield f"/{name}/{inner}", archive.read(inner)
