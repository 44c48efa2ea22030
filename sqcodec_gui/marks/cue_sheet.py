"""This module reads and writes cue sheets: text in a tag (CDRWIN's format), and FLAC's block (RFC 9639, 8.7)."""

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqcodec_gui.marks import Mark

TAG = "cuesheet"
"""The key under which Vorbis comments, APE tags and ours hold the text."""

FRAMES_PER_SECOND = 75
"""Of a CD: what the last of the three numbers of a time counts."""
_INDEX = re.compile(r"\s*INDEX\s+(\d{1,2})\s+(\d+):(\d{1,2}):(\d{1,2})\s*", re.IGNORECASE)
_TRACK = re.compile(r"\s*TRACK\s+(\d{1,3})\b.*", re.IGNORECASE)
_NAMED = re.compile(r'\s*(TITLE|PERFORMER|ISRC|CATALOG)\s+"?(.*?)"?\s*', re.IGNORECASE)
_COMMANDS_OF_A_BLOCK = ("CATALOG", "TRACK", "INDEX", "ISRC", "FLAGS PRE", "FILE")

_HEAD = struct.Struct(">128sQB258xB")
_TRACK_HEAD = struct.Struct(">QB12sB13xB")
_TRACK_INDEX = struct.Struct(">QB3x")
_HAS_PRE_EMPHASIS = 0x40
_LEAD_OUT = 255
"""The number of what is no track but the end of the last one; for a CD it would be 170."""
_MOST_TRACKS = 100


@dataclass(frozen=True)
class _Track:
    """It is a track as its lines say it; ``indices``: (number, seconds), in order."""

    number: int
    lines: tuple[str, ...]
    indices: tuple[tuple[int, float], ...] = field(default=())

    @property
    def start_s(self) -> float:
        """Return where the track's music begins, which is index 1; before it may come a pause, index 0."""
        return next((time_s for number, time_s in self.indices if number >= 1), self.indices[-1][1])

    def named(self, what: str) -> str:
        found = (_NAMED.fullmatch(line) for line in self.lines)
        return next((match[2] for match in found if match and match[1].upper() == what), "")


def cue_marks(text: str) -> list[Mark]:
    """Read the tracks of a cue sheet, each up to the next one; none if it cannot be understood."""
    _, tracks = _parsed(text)
    stops = [track.start_s for track in tracks[1:]]
    return [
        Mark(
            track.start_s,
            track.named("TITLE") or f"Track {track.number}",
            stop_s if stop_s is None or stop_s >= track.start_s else None,
            track.named("PERFORMER"),
        )
        for track, stop_s in zip(tracks, [*stops, None], strict=False)
    ]


def moved(text: str, start_s: float, stop_s: float) -> str:
    """Return the cue sheet of a part of its recording; empty if no track lies in it. What makes no sense stays."""
    head, tracks = _parsed(text)
    if not tracks:
        return text
    ends_s = [track.start_s for track in tracks[1:]] + [float("inf")]
    kept = [
        replace(
            track,
            indices=tuple(
                (number, max(0.0, time_s - start_s))
                for number, time_s in track.indices
                if time_s < stop_s and (time_s >= start_s or number == 1)
            ),
        )
        for track, end_s in zip(tracks, ends_s, strict=True)
        if track.start_s < stop_s and end_s > start_s
    ]
    lines = list(head)
    for track in kept:
        lines += _lines(track)
    return "\n".join(lines) + "\n" if kept else ""


def _parsed(text: str) -> tuple[list[str], list[_Track]]:
    """Return (lines before the first track, tracks that have a place)."""
    head: list[str] = []
    tracks: list[_Track] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        begins, index = _TRACK.fullmatch(line), _INDEX.fullmatch(line)
        if begins:
            tracks.append(_Track(int(begins[1]), (line,)))
        elif index and tracks:
            number, minutes, seconds, frames = map(int, index.groups())
            place = (number, 60 * minutes + seconds + frames / FRAMES_PER_SECOND)
            tracks[-1] = replace(tracks[-1], indices=(*tracks[-1].indices, place))
        elif tracks and line.strip():
            tracks[-1] = replace(tracks[-1], lines=(*tracks[-1].lines, line))
        elif line.strip():
            head.append(line)
    return head, [track for track in tracks if track.indices]


def _lines(track: _Track) -> list[str]:
    return [*track.lines, *(f"    INDEX {number:02} {_clock(time_s)}" for number, time_s in track.indices)]


def _clock(time_s: float) -> str:
    """Return a time such as “03:04:70”."""
    seconds, frames = divmod(round(time_s * FRAMES_PER_SECOND), FRAMES_PER_SECOND)
    return f"{seconds // 60:02}:{seconds % 60:02}:{frames:02}"


# --- FLAC's block ------------------------------------------------------------------------------------------


def read_block(block: bytes, sample_rate_hz: int) -> tuple[str, list[Mark]]:
    """Read (the cue sheet as text, its tracks to the sample) of a CUESHEET block; nothing if it makes no sense."""
    if len(block) < _HEAD.size or not sample_rate_hz:
        return "", []
    catalog, _, _, count = _HEAD.unpack_from(block)
    lines, marks, at = [], [], _HEAD.size
    if catalog.strip(b"\0"):
        lines.append(f"CATALOG {_ascii(catalog)}")
    starts: list[tuple[int, int]] = []
    for _ in range(count):
        if at + _TRACK_HEAD.size > len(block):
            return "", []
        offset, number, isrc, flags, index_count = _TRACK_HEAD.unpack_from(block, at)
        at += _TRACK_HEAD.size
        indices = []
        for _ in range(index_count):
            if at + _TRACK_INDEX.size > len(block):
                return "", []
            place, index = _TRACK_INDEX.unpack_from(block, at)
            indices.append((index, offset + place))
            at += _TRACK_INDEX.size
        if not indices:  # the end of the last track
            continue
        lines.append(f"  TRACK {number:02} AUDIO")
        lines += [f"    ISRC {_ascii(isrc)}"] if isrc.strip(b"\0") else []
        lines += ["    FLAGS PRE"] if flags & _HAS_PRE_EMPHASIS else []
        lines += [f"    INDEX {index:02} {_clock(place / sample_rate_hz)}" for index, place in indices]
        starts.append((number, next((place for index, place in indices if index >= 1), indices[0][1])))
    stops = [place / sample_rate_hz for _, place in starts[1:]]
    for (number, place), stop_s in zip(starts, [*stops, None], strict=False):
        marks.append(Mark(place / sample_rate_hz, f"Track {number}", stop_s))
    return ("\n".join(lines) + "\n" if starts else ""), marks


def _ascii(data: bytes) -> str:
    return data.rstrip(b"\0 ").decode("ascii", "replace")


def make_block(text: str, sample_rate_hz: int, frames: int, marks: Sequence[Mark]) -> bytes | None:
    """Make the content of a CUESHEET block for a recording of so many frames; None if the text cannot be understood.

    A cue sheet counts 75 frames a second: ``marks`` that lie within one give the exact sample.
    """
    head, tracks = _parsed(text)
    numbers = [track.number for track in tracks]
    if not tracks or len(tracks) >= _MOST_TRACKS or len(set(numbers)) < len(numbers) or not 0 < max(numbers) < 100:
        return None
    named = [match for line in head if (match := _NAMED.fullmatch(line))]
    catalog = next((match[2] for match in named if match[1].upper() == "CATALOG"), "")

    def place_of(time_s: float) -> int:
        near = [mark.start_s for mark in marks if abs(mark.start_s - time_s) < 1 / FRAMES_PER_SECOND]
        return round((min(near, key=lambda start_s: abs(start_s - time_s)) if near else time_s) * sample_rate_hz)

    packed = []
    for track in tracks:
        places = [(number, place_of(time_s)) for number, time_s in track.indices]
        start = places[0][1]
        if [place for _, place in places] != sorted(place for _, place in places) or places[-1][1] >= 1 << 62:
            return None
        pre = any(line.split()[:2] == ["FLAGS", "PRE"] for line in track.lines)
        isrc = track.named("ISRC").encode("ascii", "replace")
        flags = _HAS_PRE_EMPHASIS if pre else 0
        packed.append(_TRACK_HEAD.pack(start, track.number, isrc, flags, len(places)))
        packed += [_TRACK_INDEX.pack(place - start, number) for number, place in places]
    packed.append(_TRACK_HEAD.pack(frames, _LEAD_OUT, b"", 0, 0))
    return _HEAD.pack(catalog.encode("ascii", "replace"), 0, 0, len(tracks) + 1) + b"".join(packed)


def fits_block(text: str) -> bool:
    """Return whether FLAC's block keeps all that this text says: it has no place for titles and the like."""
    lines = (" ".join(line.split()).upper() for line in text.splitlines() if line.strip())
    return all(line.startswith(_COMMANDS_OF_A_BLOCK) for line in lines)
