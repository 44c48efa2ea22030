"""Recordings that nothing here decodes: how they are known, and what a person can do about each."""

import struct
from pathlib import Path
from typing import BinaryIO

from sqcodec_gui.audio.errors import NotAudioError, shown_name
from sqcodec_gui.audio.formats import Family, family_of_header, read_header

_DICTATION = "is a dictation in a secret format; export it as WAV or MP3 with the program of its recorder ({program})."
_DS2 = _DICTATION.format(program="OM System's or Philips' dictation software")
_SONY = _DICTATION.format(program="Sony's Sound Organizer")
_AUDACITY = "is a project of Audacity, not a recording; open it there and export the sound as WAV or FLAC."
_PROTECTED = "is protected against copying (DRM); only the program that it was bought for plays it."
_SILK = (
    "is a voice message in Skype's SILK format, which cannot be decoded here; save it as MP3 in the program it is from."
)
_POINTER = "is only a pointer to a piece on a CD, not its sound; copy the CD with a program for that, as WAV or FLAC."
_SOUND_DESIGNER = (
    "is of the Sound Designer format of old Macs, half of which is lost elsewhere; convert it to WAV on a Mac."
)
_OTHER_CODER = "is packed with {name}, which cannot be unpacked here; unpack it to WAV with its own program."

_BY_FIRST_BYTES = (
    (0, b"\x03ds2", _DS2),
    (0, b"\x01ds2", _DS2),
    (0, b"\x07ds2", _DS2),
    (0, b"MS_VOICE", _SONY),
    (0, b"#!SILK", _SILK),
    (1, b"#!SILK", _SILK),
    (68, b"AUDY", _AUDACITY),  # SQLite's number of the application
    (8, b"CDDAfmt ", _POINTER),
    (0, b"OFR ", _OTHER_CODER.format(name="OptimFROG")),
    (0, b"LPAC", _OTHER_CODER.format(name="LPAC")),
    (8, b"ftypaax", _PROTECTED),
)
"""Never readable, whatever they are called: (offset, bytes, what to say)."""

_BY_NAME = {
    ".ds2": _DS2,
    ".dss": _DS2,
    ".msv": _SONY,
    ".dvf": _SONY,
    ".aup3": _AUDACITY,
    ".aup": _AUDACITY,
    ".m4p": _PROTECTED,
    ".aa": _PROTECTED,
    ".aax": _PROTECTED,
    ".aaxc": _PROTECTED,
    ".silk": _SILK,
    ".slk": _SILK,
    ".cda": _POINTER,
    ".sd2": _SOUND_DESIGNER,
    ".ofr": _OTHER_CODER.format(name="OptimFROG"),
    ".ofs": _OTHER_CODER.format(name="OptimFROG"),
    ".pac": _OTHER_CODER.format(name="LPAC"),
}
"""Said of files that could not be read and are called so."""

FOREIGN_EXTENSIONS = tuple(_BY_NAME)
"""Of recordings and the like that a folder scan names although they can hardly be read."""

_ASF_HEADER_BYTES = 30
_ASF_ENCRYPTION = (
    bytes.fromhex("fbb31122 23bdd211 b4b700a0 c955fc6e"),  # content encryption object
    bytes.fromhex("14e68a29 2226174c b935dae0 7ee9289c"),  # extended content encryption object
    bytes.fromhex("33850543 8169e649 9b74ad12 cb86d58c"),  # advanced content encryption object
)
_MOST_ASF_HEADER_BYTES = 1 << 20


def refuse_foreign(path: Path) -> None:
    """Raises NotAudioError for what is known to be unreadable by its content. Raises OSError."""
    header = read_header(path)
    said = next((text for at, mark, text in _BY_FIRST_BYTES if header.startswith(mark, at)), None)
    if said is None and family_of_header(header) is Family.ASF:
        with path.open("rb") as file:
            said = _PROTECTED if _is_asf_encrypted(file) else None
    if said is not None:
        raise NotAudioError(f"{shown_name(path)} {said}")


def is_foreign(header: bytes) -> bool:
    """Whether a file that begins so is a recording that cannot be read."""
    return any(header.startswith(mark, at) for at, mark, _ in _BY_FIRST_BYTES)


def advice_by_name(path: Path) -> str | None:
    """What to say of a file that could not be read, if its name tells what it is; else None."""
    said = _BY_NAME.get(path.suffix.lower())
    return None if said is None else f"{shown_name(path)} {said}"


def _is_asf_encrypted(file: BinaryIO) -> bool:
    """Whether an object of the header says so (Advanced Systems Format specification, 3.14 to 3.16)."""
    head = file.read(_ASF_HEADER_BYTES)
    if len(head) < _ASF_HEADER_BYTES:
        return False
    size = min(struct.unpack_from("<Q", head, 16)[0], _MOST_ASF_HEADER_BYTES)
    objects, at = file.read(max(0, size - _ASF_HEADER_BYTES)), 0
    while at + 24 <= len(objects):
        length = struct.unpack_from("<Q", objects, at + 16)[0]
        if objects[at : at + 16] in _ASF_ENCRYPTION:
            return True
        if length < 24:
            return False
        at += length
    return False
