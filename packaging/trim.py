"""This module makes the folder built on Linux smaller: names for debuggers go, and libraries that are never needed.

Without FFmpeg's encoders of video nothing in it is under the GPL: see `licences.py`.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from steps import StepFailed

STAND_INS = {
    "libx264-": "libavcodec-",
    "libx265-": "libavcodec-",
    "libSvtAv1Enc-": "libavcodec-",
    "libjack.so": "libportaudio.so",
}
"""How the files of libraries begin that are asked for and never needed, and of that which asks for them: encoders of
video (of H.264 and H.265, under the GPL, and of AV1), and a sound server that few have."""
DROP_NAMES_ABOVE_BYTES = 10_000_000
NOT_TO_BE_STRIPPED = frozenset({"av.libs", "numpy.libs"})
"""Folders of files that were rewritten when their wheels were made; `strip` breaks such files."""


def trim(folder: Path) -> int:
    """Trim a built folder in place and return how many bytes that saved. Raises StepFailed: a tool is missing."""
    before = folder_bytes(folder)
    if sys.platform.startswith("linux"):
        missing = [tool for tool in ("gcc", "nm", "strip") if shutil.which(tool) is None]
        if missing:
            raise StepFailed(f"The bundle is made with gcc and binutils; not found here: {', '.join(missing)}.")
        put_stand_ins(folder)
        _drop_names(folder)
    return before - folder_bytes(folder)


def folder_bytes(folder: Path) -> int:
    """Return the size of all files, links not counted."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _drop_names(folder: Path) -> None:
    for path in folder.rglob("*.so*"):
        is_large = not path.is_symlink() and path.stat().st_size > DROP_NAMES_ABOVE_BYTES
        if is_large and not NOT_TO_BE_STRIPPED & set(path.parts):
            subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)


def put_stand_ins(folder: Path) -> None:
    """Put libraries that do nothing in the place of those in `STAND_INS`.

    FFmpeg asks for its encoders when it is loaded and when it lists what it can do, but only writing video really needs
    them. Every function of a stand-in returns 0, which means “not available” to FFmpeg and PortAudio alike.
    """
    for start, user in STAND_INS.items():
        wanted = {name for path in _libraries(folder, user) for name, _ in _names(path, "undefined")}
        for path in _libraries(folder, start):
            _put_stand_in(path, wanted)


def _libraries(folder: Path, start: str) -> list[Path]:
    return sorted(path for path in folder.rglob(f"{start}*") if not path.is_symlink())


def _put_stand_in(path: Path, wanted: set[str]) -> None:
    source = "".join(
        f"long {name}(void) {{ return 0; }}\n" if kind in "TW" else f"void *const {name}[256] = {{0}};\n"
        for name, kind in _names(path, "defined")
        if name in wanted
    )
    command = ["gcc", "-shared", "-fPIC", "-Os", "-s", f"-Wl,-soname,{path.name}", "-x", "c", "-", "-o", str(path)]
    path.unlink()
    subprocess.run(command, input=source, text=True, check=True)


def _names(library: Path, which: str) -> list[tuple[str, str]]:
    """Return (name, kind as `nm` tells it) of what a library offers ("defined") or asks for ("undefined")."""
    command = ["nm", "--dynamic", f"--{which}-only", "--without-symbol-versions", "--format=posix", str(library)]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [(words[0], words[1]) for line in listed.splitlines() if len(words := line.split()) >= 2]
