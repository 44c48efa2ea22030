"""This module counts raw AAC (ADTS, ISO 13818-7, 6.2), AMR (RFC 4867, 5), SBC (A2DP 1.3, 12.9), AC-3 and DTS frame by
frame."""

from dataclasses import replace
from typing import BinaryIO

import numpy as np

from sqcodec_gui.audio.counting import ac3_dts
from sqcodec_gui.audio.counting.first_sound import first_sound
from sqcodec_gui.audio.counting.frame_walk import FrameHeader, FrameKind, Junk, Walk, walk_frames
from sqcodec_gui.audio.counting.plan import Decoder, FramedPart, Loss, Plan, skipped_notice
from sqcodec_gui.audio.lost_spans import ENDS_EARLY, MISSING, OTHER_CONTENT
from sqcodec_gui.messages import Message

_ADTS_RATES_HZ = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
_AAC_WARM_UP_PACKETS = 24
_AMR_WARM_UP_PACKETS = 25
_AMR_NARROW_MARK, _AMR_WIDE_MARK = b"#!AMR\n", b"#!AMR-WB\n"
_AMR_NARROW_BYTES = (13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1)
"""By frame type; 0 for those that do not exist."""
_AMR_WIDE_BYTES = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1)
_AMR_WIDE_LOST = 14
"""Frame type of speech that was lost on its way to the writer (3GPP TS 26.201, table 2a)."""
_FILM_WARM_UP_PACKETS = 8
_TYPES_AT_ONCE = 1 << 16
_SBC_RATES_HZ = (16000, 32000, 44100, 48000)
_SBC_MONO, _SBC_DUAL, _SBC_STEREO, _SBC_JOINT = range(4)
_SBC_HEADER_BYTES = 4
_SBC_WARM_UP_PACKETS = 2
_NAMES = {
    "aac": ("aac", "AAC"),
    "libopencore_amrnb": ("amr", "AMRNB"),
    "libopencore_amrwb": ("amr", "AMRWB"),
    "sbc": ("sbc", "SBC"),
    "ac3": ("ac3", "AC3"),
    "eac3": ("eac3", "EAC3"),
    "dca": ("dts", "DCA"),
}
"""Container and sample format by decoder."""


def read_adts_header(data: bytes, at: int) -> FrameHeader | None:
    """Read the header of a frame at an offset, or None."""
    if at + 7 > len(data) or data[at] != 0xFF or data[at + 1] & 0xF6 != 0xF0:
        return None
    rate = data[at + 2] >> 2 & 15
    size = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
    if rate >= len(_ADTS_RATES_HZ) or size < 7 or data[at + 6] & 3:  # more than one block in a frame: nobody writes it
        return None
    configuration = (data[at + 2] & 1) << 2 | data[at + 3] >> 6
    return FrameHeader(size, (data[at + 2] >> 6, _ADTS_RATES_HZ[rate], configuration))


def _read_amr_header(sizes: tuple[int, ...], data: bytes, at: int) -> FrameHeader | None:
    if at >= len(data) or data[at] & 0x83 or not sizes[data[at] >> 3 & 15]:
        return None
    return FrameHeader(sizes[data[at] >> 3 & 15], (len(sizes),))


def is_lost_amr_wide(frame: bytes) -> bool:
    """Return whether a frame of AMR-WB stands for speech that its writer never got: a decoder makes something up."""
    return bool(frame) and frame[0] >> 3 & 15 == _AMR_WIDE_LOST


def split_amr(packet: bytes, is_wide: bool) -> list[bytes]:
    """Return the frames of a packet of a container, which may hold several (3GPP TS 26.244, 6.5), each of 20 ms."""
    sizes = _AMR_WIDE_BYTES if is_wide else _AMR_NARROW_BYTES
    frames, at = [], 0
    while at < len(packet):
        size = sizes[packet[at] >> 3 & 15] or len(packet)
        frames.append(packet[at : at + size])
        at += size
    return frames


def _read_sbc_header(data: bytes, at: int) -> FrameHeader | None:
    if at + _SBC_HEADER_BYTES > len(data) or data[at] != 0x9C:
        return None
    flags, bitpool = data[at + 1], data[at + 2]
    rate_hz, blocks, mode = _SBC_RATES_HZ[flags >> 6], 4 * (flags >> 4 & 3) + 4, flags >> 2 & 3
    subbands = 8 if flags & 1 else 4
    channels = 1 if mode == _SBC_MONO else 2
    most = 16 * subbands if mode in (_SBC_MONO, _SBC_DUAL) else 32 * subbands
    if not 2 <= bitpool <= most:
        return None
    streams = 2 if mode == _SBC_DUAL else 1
    bits = blocks * streams * bitpool + (subbands if mode == _SBC_JOINT else 0)
    size = _SBC_HEADER_BYTES + subbands * channels // 2 + (bits + 7) // 8
    return FrameHeader(size, (rate_hz, channels, blocks * subbands))


def plan_adts(file: BinaryIO, start: int, stop: int) -> Plan | None:
    """Plan how to read a stretch of raw AAC; None if it is none. Raises OSError."""
    walk = walk_frames(file, start, stop, FrameKind(read_adts_header, 7, b"\xff"))
    return _plan(file, walk, Decoder("aac"), _AAC_WARM_UP_PACKETS) if len(walk.offsets) else None


def plan_sbc(file: BinaryIO, start: int, stop: int) -> Plan | None:
    """Plan how to read a stretch of raw SBC; None if it is none. Raises OSError."""
    walk = walk_frames(file, start, stop, FrameKind(_read_sbc_header, _SBC_HEADER_BYTES - 1, b"\x9c"))
    return _plan(file, walk, Decoder("sbc"), _SBC_WARM_UP_PACKETS) if len(walk.offsets) else None


def plan_ac3_dts(file: BinaryIO, start: int, stop: int) -> Plan | None:
    """Plan how to read raw AC-3, E-AC-3 or DTS; None if it is none, or not of frames alone. Raises OSError."""
    file.seek(start)
    head = file.read(ac3_dts.LARGEST_DTS_BYTES + ac3_dts.DTS_HEADER_BYTES)
    if ac3_dts.has_extension(head):
        return None
    if head.startswith(ac3_dts.DTS_MARK):
        kind, decoder = FrameKind(ac3_dts.read_dts_header, ac3_dts.DTS_HEADER_BYTES, ac3_dts.DTS_MARK), "dca"
    else:
        kind = FrameKind(ac3_dts.read_ac3_header, ac3_dts.AC3_HEADER_BYTES, ac3_dts.AC3_MARK)
        decoder = "eac3" if ac3_dts.is_e_ac3(head) else "ac3"
    walk = walk_frames(file, start, stop, kind)
    is_sparse = 2 * int(walk.sizes.sum()) < stop - start  # what stands between the frames is more than damage
    return _plan(file, walk, Decoder(decoder), _FILM_WARM_UP_PACKETS) if len(walk.offsets) and not is_sparse else None


def plan_amr(file: BinaryIO, start: int, stop: int) -> Plan | None:
    """Plan how to read a stretch of AMR of one channel; None if it is none. Raises OSError.

    FFmpeg's own decoders do not know the frames of silence suppression; OpenCORE's do.
    """
    file.seek(start)
    head = file.read(len(_AMR_WIDE_MARK))
    is_wide = head == _AMR_WIDE_MARK
    mark = _AMR_WIDE_MARK if is_wide else _AMR_NARROW_MARK
    if not head.startswith(mark):
        return None
    sizes = _AMR_WIDE_BYTES if is_wide else _AMR_NARROW_BYTES
    kind = FrameKind(lambda data, at: _read_amr_header(sizes, data, at), 1, b"")
    walk = walk_frames(file, start + len(mark), stop, kind)
    other = next((junk.start for junk in walk.junk if _is_other_header(file, junk, mark)), stop)
    if other < stop:
        first, second = plan_amr(file, start, other), plan_amr(file, other, stop)
        return first and second and first.followed_by(second)
    decoder = Decoder("libopencore_amrwb" if is_wide else "libopencore_amrnb")
    if not len(walk.offsets):
        return None
    lost = _frame_types(file, walk.offsets) == _AMR_WIDE_LOST if is_wide else None
    return _plan(file, walk, decoder, _AMR_WARM_UP_PACKETS, lost)


def _is_other_header(file: BinaryIO, junk: Junk, mark: bytes) -> bool:
    """Return whether sound of the other of the two kinds begins there."""
    if junk.kind != "header":
        return False
    file.seek(junk.start)
    return file.read(junk.stop - junk.start) in {_AMR_NARROW_MARK, _AMR_WIDE_MARK} - {mark}


def _frame_types(file: BinaryIO, offsets: np.ndarray) -> np.ndarray:
    """Return uint8 ``[frames]`` of AMR. Raises OSError."""
    types = np.empty(len(offsets), np.uint8)
    for first in range(0, len(offsets), _TYPES_AT_ONCE):
        places = offsets[first : first + _TYPES_AT_ONCE]
        file.seek(int(places[0]))
        data = np.frombuffer(file.read(int(places[-1] - places[0]) + 1), np.uint8)
        types[first : first + _TYPES_AT_ONCE] = data[places - places[0]] >> 3 & 15
    return types


def _plan(
    file: BinaryIO, walk: Walk, decoder: Decoder, warm_up_packets: int, lost: np.ndarray | None = None
) -> Plan | None:
    """Plan how to read the frames that were found. ``lost``: bool ``[frames]``, those that hold no sound and should;
    None where no frame says so."""
    parts, notices, losses = [], [], []
    bounds = [*(first for first, _ in walk.runs), len(walk.offsets)]
    for (first, key), last in zip(walk.runs, bounds[1:], strict=True):
        if decoder.name == "sbc":
            decoder = replace(decoder, rate_and_channels=(key[0], key[1]))
        part = _part(file, walk, first, last, decoder, warm_up_packets, None if lost is None else lost[first:last])
        if part is None:
            return None
        parts.append(part)
        notices += _junk_notices(walk, first, last, part)
    if walk.cut_bytes:
        last_part = parts[-1]
        lost_s = float(last_part.lengths[-1]) / last_part.rate_hz
        losses.append(Loss(len(parts), lost_s, ENDS_EARLY))
    container, sample_format = _NAMES[decoder.name]
    return Plan(container, sample_format, tuple(parts), tuple(losses), tuple(notices), bool(walk.cut_bytes))


def _part(
    file: BinaryIO,
    walk: Walk,
    first: int,
    last: int,
    decoder: Decoder,
    warm_up_packets: int,
    lost: np.ndarray | None,
) -> FramedPart | None:
    """Return one run of frames of a kind. A frame in front of junk is torn: it is silent, as those are that were
    lost."""
    offsets, sizes = walk.offsets[first:last], walk.sizes[first:last]
    sound = first_sound(file, offsets, sizes, decoder)
    if sound is None:
        return None
    places = np.arange(len(offsets), dtype=np.int64)
    keep = np.ones(len(offsets), bool)
    missing = []
    for junk in walk.junk:
        if junk.kind == "junk" and first < junk.before < last:
            following = junk.before - first
            torn = following - 1
            keep[torn] = False
            overwritten = _frames_overwritten(offsets, sizes, torn)
            places[following:] += overwritten - 1
            begin = int(places[torn]) * sound.frames
            missing.append((begin, begin + overwritten * sound.frames, OTHER_CONTENT))
    if lost is not None:
        keep &= ~lost
        at = places[lost]
        runs = np.split(at, np.flatnonzero(np.diff(at) > 1) + 1) if len(at) else []
        missing += [(int(run[0]) * sound.frames, (int(run[-1]) + 1) * sound.frames, MISSING) for run in runs]
    starts = places * sound.frames
    return FramedPart(
        decoder=decoder,
        rate_hz=sound.rate_hz,
        channels=sound.channels,
        frames=int(starts[-1]) + sound.frames,
        offsets=offsets[keep],
        sizes=sizes[keep],
        starts=starts[keep],
        lengths=np.full(int(keep.sum()), sound.frames, np.int64),
        missing=tuple(sorted(missing)),
        warm_up_frames=warm_up_packets * sound.frames,
    )


def _frames_overwritten(offsets: np.ndarray, sizes: np.ndarray, torn: int) -> int:
    """Return how many frames stood where one is torn: all that fit exactly, if frames have one size; else that one."""
    others = np.delete(sizes, torn)
    place = int(offsets[torn + 1] - offsets[torn])
    is_steady = len(others) and bool(np.all(others == others[0]))
    return place // int(others[0]) if is_steady and place % int(others[0]) == 0 else 1


def _junk_notices(walk: Walk, first: int, last: int, part: FramedPart) -> list[Message]:
    notices = []
    for junk in walk.junk:
        is_tag_at_edge = junk.kind != "junk" and junk.before in (0, len(walk.offsets))
        if not first <= junk.before < last + (last == len(walk.offsets)) or is_tag_at_edge:
            continue
        at_s = (junk.before - first) * part.frames / max(1, last - first) / part.rate_hz
        notices.append(skipped_notice(junk.stop - junk.start, "" if junk.kind == "junk" else junk.kind, at_s))
    return notices
