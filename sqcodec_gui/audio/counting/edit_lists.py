"""This module plans edit lists of MP4 files that play several stretches of their sound, or pauses between (ISO/IEC
14496-12, 8.6.6)."""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from sqcodec_gui.audio.counting.plan import FilePart, Plan, Silence
from sqcodec_gui.audio.headers import mp4_boxes, mp4_ticks_per_second
from sqcodec_gui.messages import Message

_PAUSE = -1
_MOST_EDITS = 256
_MOST_BYTES = 1 << 26
"""Of an index that is read"""
_WITH_BOXES = (b"trak", b"edts", b"mdia")


class _Edit(NamedTuple):
    ticks: int
    media_time: int
    rate: int


def plan_of_edits(file: BinaryIO, stop: int) -> Plan | None:
    """Plan how to read a file whose only sound track is edited; None if it is not. Raises OSError.

    FFmpeg knows nothing of pauses inside, and begins all stretches but the first at the border of a packet. So each is
    read as a file with an edit list of its own.
    """
    moov = next((box for box in mp4_boxes(file) if box.kind == b"moov"), None)
    if moov is None or moov.stop - moov.start > _MOST_BYTES:
        return None
    file.seek(moov.start)
    content = file.read(moov.stop - moov.start)
    tracks = [place for kind, *place in _boxes(content, 8, len(content)) if kind == b"trak"]
    heard = [_boxes_inside(content, *place) for place in tracks]
    heard = [boxes for boxes in heard if any(_is_sound(content, start) for start in boxes.get(b"hdlr", ()))]
    ticks_per_second = mp4_ticks_per_second(file)
    if len(heard) != 1 or not ticks_per_second or len(heard[0].get(b"elst", ())) != 1:
        return None
    (at,) = heard[0][b"elst"]
    layout, edits = _read_edits(content, at)
    stretches = _stretches(edits)
    is_plain = len(stretches) == 1 and edits[-1].media_time != _PAUSE
    if is_plain or not 1 <= len(stretches) <= _MOST_EDITS:
        return None
    begin = moov.start + at + 4  # behind version and flags
    size = 4 + len(edits) * struct.calcsize(layout)
    parts: list[FilePart | Silence] = []
    pauses: list[tuple[float, float]] = []
    notices = []
    at_s = 0.0
    for pause, edit in stretches:
        pause_s = pause / ticks_per_second
        if pause and not parts:
            notices.append(Message("The sound begins {late_s:.2f} s late; it is silent before.", late_s=pause_s))
        elif pause:
            pauses.append((at_s, pause_s))
        if pause:
            parts.append(Silence(pause_s))
        edit_list = struct.pack(">I", 1) + struct.pack(layout, *edit)
        parts.append(FilePart((range(begin), edit_list.ljust(size, b"\0"), range(begin + size, stop))))
        at_s += pause_s + edit.ticks / ticks_per_second
    if pauses:
        notices.append(_pauses_notice(pauses))
    return Plan("", "", tuple(parts), (), tuple(notices))


def _pauses_notice(pauses: list[tuple[float, float]]) -> Message:
    total_s = sum(length_s for _, length_s in pauses)
    if len(pauses) == 1:
        return Message(
            "A gap of {total_s:.2f} s in the time stamps at {at_s:.1f} s became silence.",
            total_s=total_s,
            at_s=pauses[0][0],
        )
    return Message(
        "{count} gaps in the time stamps, {total_s:.2f} s in all, became silence.", count=len(pauses), total_s=total_s
    )


def _stretches(edits: list[_Edit]) -> list[tuple[int, _Edit]]:
    """Return (ticks of the pause before, edit); a pause at the end is none."""
    stretches, pause = [], 0
    for edit in edits:
        if edit.media_time == _PAUSE:
            pause += edit.ticks
        elif edit.ticks:
            stretches.append((pause, edit))
            pause = 0
    return stretches


def _read_edits(content: bytes, at: int) -> tuple[str, list[_Edit]]:
    layout = ">QqI" if content[at : at + 1] == b"\1" else ">IiI"
    count = int.from_bytes(content[at + 4 : at + 8])
    size = struct.calcsize(layout)
    whole = min(count, (len(content) - at - 8) // size)
    return layout, [_Edit(*struct.unpack_from(layout, content, at + 8 + size * number)) for number in range(whole)]


def _is_sound(content: bytes, hdlr: int) -> bool:
    return content[hdlr + 8 : hdlr + 12] == b"soun"


def _boxes_inside(content: bytes, start: int, stop: int) -> dict[bytes, list[int]]:
    """Return the offsets of the contents of all boxes of a track, by kind."""
    found: dict[bytes, list[int]] = {}
    for kind, begin, end in _boxes(content, start, stop):
        found.setdefault(kind, []).append(begin)
        if kind in _WITH_BOXES:
            for inner, places in _boxes_inside(content, begin, end).items():
                found.setdefault(inner, []).extend(places)
    return found


def _boxes(content: bytes, at: int, stop: int) -> Iterator[tuple[bytes, int, int]]:
    while at + 8 <= stop:
        size = int.from_bytes(content[at : at + 4])
        if size < 8 or at + size > stop:
            return
        yield content[at + 4 : at + 8], at + 8, at + size
        at += size
