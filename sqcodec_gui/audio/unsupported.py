"""This module refuses recordings that nothing here decodes: how they are known, and what a person can do about each."""

import struct
from pathlib import Path
from typing import BinaryIO

from sqcodec_gui.audio.errors import NotAudioError, shown_name
from sqcodec_gui.audio.formats import Family, family_of_header, read_header
from sqcodec_gui.messages import Message

_DS2 = Message(
    "{name} is a dictation in a secret format; export it as WAV or MP3 with the dictation software of OM System"
    " (Olympus) or Philips."
)
_SONY = Message("{name} is a dictation in a secret format; export it as WAV or MP3 with Sony's Sound Organizer.")
_AUDACITY = Message(
    "{name} is a project of Audacity, not a recording; open it there and export the sound as WAV or FLAC."
)
_PROTECTED = Message("{name} is protected against copying (DRM); only the program that it was bought for plays it.")
_SILK = Message(
    "{name} is a voice message in Skype's SILK format, which cannot be decoded here; save it as MP3 in the"
    " program it is from."
)
_POINTER = Message(
    "{name} is only a pointer to a piece on a CD, not its sound; copy the CD with a program for that, as WAV."
)
_SOUND_DESIGNER = Message(
    "{name} is a Sound Designer file of old Macs, half of which is lost elsewhere; convert it to WAV on a Mac."
)
_OPTIMFROG = Message(
    "{name} is packed with OptimFROG, which cannot be unpacked here; unpack it to WAV with its own program."
)
_LPAC = Message("{name} is packed with LPAC, which cannot be unpacked here; unpack it to WAV with its own program.")
_BY_FIRST_BYTES = (
    (0, b"\x03ds2", _DS2),
    (0, b"\x01ds2", _DS2),
    (0, b"\x07ds2", _DS2),
    (0, b"MS_VOICE", _SONY),
    (0, b"#!SILK", _SILK),
    (1, b"#!SILK", _SILK),
    (68, b"AUDY", _AUDACITY),  # SQLite's number of the application
    (8, b"CDDAfmt ", _POINTER),
    (0, b"OFR ", _OPTIMFROG),
    (0, b"LPAC", _LPAC),
    (8, b"ftypaax", _PROTECTED),
)
"""Never readable, whatever they are called: (offset, bytes, what to do; ``name`` is that of the file)."""

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
    ".ofr": _OPTIMFROG,
    ".ofs": _OPTIMFROG,
    ".pac": _LPAC,
}
"""Said of files that could not be read and are called so."""

UNSUPPORTED_EXTENSIONS = tuple(_BY_NAME)
"""Of recordings and the like that a folder scan names although they can hardly be read."""

_ASF_HEADER_BYTES = 30
_ASF_ENCRYPTION = (
    bytes.fromhex("fbb3112223bdd211b4b700a0c955fc6e"),  # content encryption object
    bytes.fromhex("14e68a292226174cb935dae07ee9289c"),  # extended content encryption object
    bytes.fromhex("338505438169e6499b74ad12cb86d58c"),  # advanced content encryption object
)
_MOST_ASF_HEADER_BYTES = 1 << 20


def refuse_unsupported(path: Path) -> None:
    """Raise NotAudioError for what is known to be unreadable by its content. Raises OSError."""
    header = read_header(path)
    said = next((said for at, mark, said in _BY_FIRST_BYTES if header.startswith(mark, at)), None)
    if said is None and family_of_header(header) is Family.ASF:
        with path.open("rb") as file:
            said = _PROTECTED if _is_asf_encrypted(file) else None
    if said is not None:
        raise NotAudioError(str(said), name=shown_name(path))


def is_unsupported(header: bytes) -> bool:
    """Return whether a file that begins so is a recording that cannot be read."""
    return any(header.startswith(mark, at) for at, mark, _ in _BY_FIRST_BYTES)


def advice_by_name(path: Path) -> Message | None:
    """Return what to say of a file that could not be read, if its name tells what it is; else None."""
    said = _BY_NAME.get(path.suffix.lower())
    return None if said is None else Message(str(said), name=shown_name(path))


def _is_asf_encrypted(file: BinaryIO) -> bool:
    """Return whether an object of the header says so (Advanced Systems Format specification, 3.14 to 3.16)."""
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
