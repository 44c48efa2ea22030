"""This module tells by their first bytes which files are audio; nothing is decoded here. Names are in file_types.py."""

from enum import Enum
from pathlib import Path

from sqcodec_gui.audio.opened_path import OpenedPath

HEADER_BYTES = 4096
"""How much of a file ``family_of_header`` wants to see."""

_ASF_GUID = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_W64_GUID = bytes.fromhex("726966662e91cf11a5d628db04c10000")
MPEG_BIT_RATES_KBPS = {
    (1, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""(1 for MPEG-1 or 2 for what came after, layer) → for the indices from 1 (ISO 11172-3 and 13818-3)."""
_MPEG_RESERVED = {"version": 1, "bitrate": 15, "rate": 3}


class Family(Enum):
    """It is a kind of file by its first bytes, as far as the readers must tell them apart."""

    RIFF = "RIFF"  # WAV, RF64 and big-endian RIFX
    WAVE64 = "W64"
    IFF = "AIFF"
    CAF = "CAF"
    AU = "AU"
    FLAC = "FLAC"
    OGG = "OGG"
    MPEG = "MPEG audio"
    MP4 = "MP4"
    MATROSKA = "Matroska"
    ASF = "ASF"
    OTHER_AUDIO = "other audio"
    UNKNOWN = "unknown"


def read_header(path: Path) -> bytes:
    """Read the first ``HEADER_BYTES`` bytes of a file; of one that is open once for all who look into it, once. Raises
    OSError."""
    if isinstance(path, OpenedPath) and path.is_open:
        return path.first_bytes(HEADER_BYTES)
    with path.open("rb") as file:
        return file.read(HEADER_BYTES)


def family_of_header(header: bytes) -> Family:
    """Tell the kind of a file from its first bytes (at least twelve, better ``HEADER_BYTES``)."""
    if header[:4] in (b"RIFF", b"RIFX", b"RF64", b"BW64"):
        return Family.RIFF if header[8:12] == b"WAVE" else Family.UNKNOWN
    if header[:4] == b"FORM":
        return Family.IFF if header[8:12] in (b"AIFF", b"AIFC", b"8SVX", b"16SV", b"MAUD") else Family.UNKNOWN
    if header[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        return Family.MP4
    for magic, family in _MAGIC:
        if header.startswith(magic):
            return family
    return Family.MPEG if starts_mpeg_frame(header) else Family.UNKNOWN


_MAGIC = (
    (b"fLaC", Family.FLAC),
    (b"OggS", Family.OGG),
    (b"ID3", Family.MPEG),
    (b"caff", Family.CAF),
    (b".snd", Family.AU),
    (_W64_GUID, Family.WAVE64),
    (_ASF_GUID, Family.ASF),
    (b"\x1a\x45\xdf\xa3", Family.MATROSKA),
    (b"#!AMR", Family.OTHER_AUDIO),
    (b"MAC ", Family.OTHER_AUDIO),
    (b"wvpk", Family.OTHER_AUDIO),
    (b"TTA1", Family.OTHER_AUDIO),
    (b"MPCK", Family.OTHER_AUDIO),
    (b"MP+", Family.OTHER_AUDIO),
    (b"Creative Voice File", Family.OTHER_AUDIO),
    (b"FLV\x01", Family.OTHER_AUDIO),
    (b"NIST_1A", Family.OTHER_AUDIO),
    (b"\x0b\x77", Family.OTHER_AUDIO),  # AC-3
    (b"\x7f\xfe\x80\x01", Family.OTHER_AUDIO),  # DTS
    (b"\xff\xf1", Family.OTHER_AUDIO),  # raw AAC (ADTS, MPEG-4)
    (b"\xff\xf9", Family.OTHER_AUDIO),  # raw AAC (ADTS, MPEG-2)
)


def starts_mpeg_frame(data: bytes) -> bool:
    """Return whether ``data`` begins with a plausible header of MPEG audio, layers I to III (ISO 11172-3, 2.4.1.3)."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE0 != 0xE0:
        return False
    version, layer = data[1] >> 3 & 3, data[1] >> 1 & 3
    bitrate, rate = data[2] >> 4, data[2] >> 2 & 3
    reserved = version == _MPEG_RESERVED["version"] or layer == 0
    return not (reserved or bitrate == _MPEG_RESERVED["bitrate"] or rate == _MPEG_RESERVED["rate"])


def is_plain_text(header: bytes) -> bool:
    """Return whether these first bytes of a file are printable ASCII and line ends alone."""
    return all(32 <= byte < 127 or byte in b"\t\r\n\f" for byte in header)
