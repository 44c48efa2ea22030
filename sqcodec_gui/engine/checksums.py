"""Sidecar files keep checksums: ``talk.sqc.sha256`` beside ``talk.sqc``, one line that ``sha256sum -c`` accepts."""

import os
import re
from pathlib import Path

from sqcodec_gui.atomic_write import write_bytes
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.files import disk_errors, file_sha256, open_regular_file
from sqcodec_gui.errors import system_reason
from sqcodec_gui.messages import Message

ALGORITHMS = ("sha256",)
_LINE = re.compile(rb"(\\?)([0-9A-Fa-f]{64}) [ *]([^\n]+)\r?\n?")
_LIMIT_BYTES = 65536
_ESCAPES = ((b"\\", b"\\\\"), (b"\n", b"\\n"), (b"\r", b"\\r"))


def sidecar_of(path: Path) -> Path:
    """Return where the checksum of ``path`` stands."""
    return path.with_name(f"{path.name}.sha256")


def write_sidecar(path: Path, cancel: CancelToken) -> Path:
    """Write the checksum of ``path`` beside it, in place of an earlier one, and return its place.

    Two spaces and the bare name follow the hash; a name with a backslash or a line end is escaped as GNU coreutils do
    ("cksum output modes"). Raises EngineError, CancelledError.
    """
    target = sidecar_of(path)
    with disk_errors(target):
        digest = file_sha256(path, cancel).encode()
        name = plain = os.fsencode(path.name)
        for letter, escape in _ESCAPES:
            name = name.replace(letter, escape)
        write_bytes(target, (b"\\" if name != plain else b"") + digest + b"  " + name + b"\n")
    return target


def sidecar_problem(path: Path, cancel: CancelToken) -> Message | None:
    """Return why the sidecar does not prove that ``path`` is what it was, None if it does. Raises CancelledError."""
    sidecar = sidecar_of(path)
    try:
        with open_regular_file(sidecar) as file:
            line = _LINE.fullmatch(file.read(_LIMIT_BYTES))
        if line is None:
            return Message("{sidecar} is no checksum file.", sidecar=sidecar.name)
        found = file_sha256(path, cancel)
    except FileNotFoundError:
        return Message("There is no checksum file {sidecar}.", sidecar=sidecar.name)
    except OSError as error:
        return Message("{sidecar} could not be read: {reason}.", sidecar=sidecar.name, reason=system_reason(error))
    if line[2].decode().lower() != found:
        return Message("It is not the file that {sidecar} was written for: the SHA-256 differs.", sidecar=sidecar.name)
    return None


def is_proven(path: Path, cancel: CancelToken) -> bool:
    """Return whether the sidecar of ``path`` is there and right. Raises CancelledError."""
    return sidecar_problem(path, cancel) is None
