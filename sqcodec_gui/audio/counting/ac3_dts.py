"""This module reads the headers of frames of AC-3 and E-AC-3 (ETSI TS 102 366, 4.4 and annex E) and of DTS (ETSI TS 102
114, 5.4 and 7.4)."""

from sqcodec_gui.audio.counting.frame_walk import FrameHeader

AC3_MARK, DTS_MARK = b"\x0b\x77", b"\x7f\xfe\x80\x01"
"""First bytes of a frame"""
AC3_HEADER_BYTES, DTS_HEADER_BYTES = 7, 11
_AC3_RATES_HZ = (48_000, 44_100, 32_000)
_AC3_KBPS = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640)
_AC3_LAST_VERSION, _E_AC3_VERSIONS = 10, range(11, 17)
"""Values of ``bsid``"""
_E_AC3_INDEPENDENT = (0, 2)
"""Stream types that are no addition to another stream; the second stands for what was AC-3."""
_DTS_RATES = (1, 2, 3, 6, 7, 8, 11, 12, 13)
_DTS_EXTENSION_MARK = b"\x64\x58\x20\x25"
LARGEST_DTS_BYTES, _LEAST_DTS_BYTES = 1 << 14, 96


def is_e_ac3(head: bytes) -> bool:
    """Return whether a frame of AC-3 that begins so is of its later kind."""
    return len(head) > 5 and head[5] >> 3 in _E_AC3_VERSIONS


def read_ac3_header(data: bytes, at: int) -> FrameHeader | None:
    """Return the header of a frame of either kind at an offset, or None. Streams with others added are not known."""
    head = data[at : at + AC3_HEADER_BYTES]
    if len(head) < AC3_HEADER_BYTES or not head.startswith(AC3_MARK):
        return None
    if is_e_ac3(head):
        stream_type, substream, rate = head[2] >> 6, head[2] >> 3 & 7, head[4] >> 6
        if stream_type not in _E_AC3_INDEPENDENT or substream:
            return None
        return FrameHeader(2 * (((head[2] & 7) << 8 | head[3]) + 1), (1, rate, head[4] >> 4 & 3, head[4] >> 1 & 7))
    rate, code, version = head[4] >> 6, head[4] & 63, head[5] >> 3
    if rate == 3 or code >= 2 * len(_AC3_KBPS) or version > _AC3_LAST_VERSION:
        return None
    kbps = _AC3_KBPS[code >> 1]
    words = (2 * kbps, 320 * kbps // 147 + (code & 1), 3 * kbps)[rate]
    return FrameHeader(2 * words, (0, _AC3_RATES_HZ[rate] >> max(0, version - 8), head[6] >> 5))


def read_dts_header(data: bytes, at: int) -> FrameHeader | None:
    """Return the header of a frame at an offset, or None. What extends a frame is not counted: see
    ``has_extension``."""
    head = data[at : at + DTS_HEADER_BYTES]
    if len(head) < DTS_HEADER_BYTES or not head.startswith(DTS_MARK):
        return None
    bits = int.from_bytes(head[4:])  # type 1, short samples 5, checksum 1, blocks 7, size 14, layout 6, rate 4, …
    blocks, size, layout, rate = bits >> 42 & 127, (bits >> 28 & 0x3FFF) + 1, bits >> 22 & 63, bits >> 18 & 15
    if blocks < 5 or size < _LEAST_DTS_BYTES or rate not in _DTS_RATES:
        return None
    return FrameHeader(size, (blocks, layout, rate))


def has_extension(data: bytes) -> bool:
    """Return whether the first frame of DTS is extended (to DTS-HD), in steps that its own header does not tell."""
    first = read_dts_header(data, 0)
    return first is not None and data.startswith(_DTS_EXTENSION_MARK, first.size_bytes)
