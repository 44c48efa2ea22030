"""This module tells whether a file begins as a recording does; strictly, as folders are full of other things."""

from sqcodec_gui.audio.formats import MPEG_BIT_RATES_KBPS, Family, family_of_header, starts_mpeg_frame

_PICTURE_BRANDS = (b"heic", b"heix", b"heim", b"hevc", b"mif1", b"msf1", b"avif", b"avis", b"crx ", b"jp2 ", b"jpx ")
"""MP4's box of the kind ``ftyp`` also begins pictures (HEIF, AVIF, Canon's raw files, JPEG 2000)."""
_MP4_BEGINS = b"ftyp"
_OTHER_SOUND = (
    (0, b"NIST_1A"),
    (0, b"Creative Voice File"),
    (0, b"FLV\x01"),
    (0, b"\x00\x00\x01\xba"),  # MPEG program stream
    (0, b"\x06\x0e\x2b\x34"),  # MXF
    (0, b".RMF"),
    (0, b".ra\xfd"),
    (0, b"MPCK"),
    (0, b"MP+"),
    (0, b"tBaK"),
    (0, b"ajkg"),  # Shorten
    (0, b"DSD "),
    (0, b"FRM8"),
    (0, b"EA3\x01"),  # Sony's ATRAC
    (0, b"ea3\x03"),
    (0, b"TWIN97012000"),
    (0, b"\x64\xa3"),  # IRCAM
    (0, b"PVF1\n"),
    (0, b" paf"),  # Ensoniq PARIS
    (0, b"fap "),
    (65, b"FSSD"),  # HCOM in MacBinary
    (4, b"\xf8\x72\x6f\xba"),  # TrueHD
    (4, b"\xf8\x72\x6f\xbb"),  # MLP
    (0, b"2BIT"),
    (0, b"ALawSoundFile**"),
    (0, b".SoX"),
    (0, b"STRM"),
    (0, b"XoS."),
    (0, b"nut/multimedia container"),
    (0, b"qoaf"),
    (0, b"\x02dss"),
    (0, b"\x03dss"),
    (0, b"\xb7\xd8\x00\x20\x37\x49\xda\x11"),  # Windows' recorded television
)
_IN_RIFF = (b"AVI ", b"QLCM", b"XWMA")
_MPEG_RATES_HZ = (44_100, 48_000, 32_000)
_LEAST_FREE_BYTES, _MOST_FREE_BYTES = 21, 1900
_LOAS_FRAMES = 3
_TRANSPORT_PACKET_BYTES = (188, 192, 204)


def has_audio_signature(header: bytes) -> bool:
    """Return whether these first bytes (``formats.HEADER_BYTES``) are those of a recording or a film."""
    family = family_of_header(header)
    if family is Family.MP4:
        return header[4:8] != _MP4_BEGINS or header[8:12] not in _PICTURE_BRANDS
    if family in (Family.MPEG, Family.OTHER_AUDIO) and not header.startswith(b"ID3"):
        return not _has_weak_mark(header) or _frames_follow(header)
    if family is not Family.UNKNOWN:
        return True
    if header[:4] == b"RIFF":
        return header[8:12] in _IN_RIFF
    is_marked = any(header.startswith(mark, at) for at, mark in _OTHER_SOUND)
    return is_marked or _is_transport_stream(header) or _is_loas(header)


def _has_weak_mark(header: bytes) -> bool:
    """Return whether the mark is a weak one: two bytes of a frame are soon found anywhere; UTF-16 texts begin so."""
    return header[0] == 0xFF or header[:2] == b"\x0b\x77"


def _frames_follow(header: bytes) -> bool:
    """Return whether a second frame of the same kind stands where the first one ends."""
    if starts_mpeg_frame(header) and header[2] >> 4 == 0:
        return _free_frames_follow(header)
    length = _frame_bytes(header)
    return length > 0 and header[length : length + 2] == header[:2] and _frame_bytes(header[length:]) > 0


def _free_frames_follow(header: bytes) -> bool:
    """Return whether frames of a free bit rate follow, all as far apart as the first two but for padding."""
    mark, kind = header[:2], header[2] & 0xFC
    step = header.find(mark, _LEAST_FREE_BYTES)
    while 0 < step <= _MOST_FREE_BYTES:
        ends = [at for at in range(2 * step - 4, 2 * step + 5) if header.startswith(mark, at)]
        if header[step + 2] & 0xFC == kind and any(header[at + 2] & 0xFC == kind for at in ends):
            return True
        step = header.find(mark, step + 1)
    return False


def _is_loas(header: bytes) -> bool:
    """Return whether this is AAC in LOAS (ISO 14496-3, 1.7.2): eleven bits that do not change, and thirteen that tell
    how far the next is."""
    at = 0
    for _ in range(_LOAS_FRAMES):
        if len(header) < at + 3 or header[at] != 0x56 or header[at + 1] & 0xE0 != 0xE0:
            return False
        at += 3 + ((header[at + 1] & 0x1F) << 8 | header[at + 2])
    return True


def _frame_bytes(data: bytes) -> int:
    """Return the length of the frame of MPEG audio, ADTS or AC-3 that ``data`` begins with; 0 if it makes no sense."""
    if len(data) < 7:
        return 0
    if data[:2] == b"\x0b\x77":
        return _ac3_frame_bytes(data)
    if data[0] == 0xFF and data[1] & 0xF6 == 0xF0:  # ADTS: layer 0 (ISO 13818-7, 6.2)
        return (data[3] & 3) << 11 | data[4] << 3 | data[5] >> 5
    return _mpeg_frame_bytes(data) if starts_mpeg_frame(data) else 0


def _mpeg_frame_bytes(data: bytes) -> int:
    version_bits, layer = data[1] >> 3 & 3, 4 - (data[1] >> 1 & 3)
    index, padding = data[2] >> 4, data[2] >> 1 & 1
    if index == 0:
        return 0  # a free bit rate
    version = 1 if version_bits == 3 else 2
    rate_hz = _MPEG_RATES_HZ[data[2] >> 2 & 3] >> {3: 0, 2: 1, 0: 2}[version_bits]
    bit_rate = 1000 * MPEG_BIT_RATES_KBPS[version, layer][index - 1]
    if layer == 1:
        return (12 * bit_rate // rate_hz + padding) * 4
    return (144 if version == 1 or layer == 2 else 72) * bit_rate // rate_hz + padding


def _ac3_frame_bytes(data: bytes) -> int:
    """Return a frame's length: AC-3 has a table of lengths (ETSI TS 102 366, 4.4.1.4), E-AC-3 a number (E.1.3.1.3)."""
    if data[5] >> 3 > 10:
        return 2 * (((data[2] & 7) << 8 | data[3]) + 1)
    rate, code = data[4] >> 6, data[4] & 63
    if rate == 3 or code > 37:
        return 0
    kbps = _MPEG_AC3_KBPS[code >> 1]
    words = {0: 2 * kbps, 1: 320 * kbps // 147 + (code & 1), 2: 3 * kbps}[rate]
    return 2 * words


_MPEG_AC3_KBPS = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640)


def _is_transport_stream(header: bytes) -> bool:
    """Return whether a sync byte stands in each of the first packets (ISO 13818-1), also with the four bytes in front
    that cameras write."""
    for size in _TRANSPORT_PACKET_BYTES:
        first = 4 if size == 192 else 0
        marks = header[first::size]
        if len(marks) >= 4 and set(marks) == {0x47}:
            return True
    return False
