"""This module reads all marks of a recording, wherever its format keeps them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from sqcodec_gui.audio.marks.aiff import iff_chunks, read_aiff_marks
from sqcodec_gui.audio.marks.caf import read_caf_marks
from sqcodec_gui.audio.marks.flac import read_flac_cue_sheet
from sqcodec_gui.audio.marks.id3 import id3_chapters, read_id3_tag
from sqcodec_gui.audio.marks.riff import read_riff_marks
from sqcodec_gui.audio.marks.vorbis import take_chapters
from sqcodec_gui.audio.tags import Tags
from sqcodec_gui.marks import Mark, in_order
from sqcodec_gui.marks.cue_sheet import TAG, cue_marks

if TYPE_CHECKING:
    from av.container import InputContainer

ID3_CHUNKS = (b"id3 ", b"ID3 ")
_MILLISECOND = 0.001


def read_marks(
    file: BinaryIO, chunks: Sequence[tuple[bytes, bytes]], tags: Tags, container: "InputContainer | None"
) -> tuple[Mark, ...]:
    """Read the marks of a file, in order; ``tags`` lose those that are marks, and get a cue sheet that is no tag there.

    Where a file has them in several ways, the way counts that says most. ``chunks``: what ``riff_contents`` returns of
    it. ``container``: as opened by PyAV, if it is. Raises OSError.
    """
    in_comments = take_chapters(tags)
    tracks: list[Mark] = []
    if chunks:
        places = [read_riff_marks(chunks)]
        id3 = next((data for kind, data in chunks if kind in ID3_CHUNKS), b"")
    else:
        places = [read_aiff_marks(file), read_caf_marks(file)]
        file.seek(0)
        id3 = read_id3_tag(file) or _id3_of_aiff(file)
        text, tracks = read_flac_cue_sheet(file)
        if text:
            tags.setdefault(TAG, [text])
    found = [*places, id3_chapters(id3), in_comments, _container_chapters(container) if container else []]
    best = max(found, key=_richness)
    return in_order(_exact(best, tracks) or _of_cue_sheet(tags, tracks))


def _exact(marks: list[Mark], tracks: list[Mark]) -> list[Mark]:
    """Return the marks, with those known to the millisecond alone at the samples of the tracks that they are."""
    places = [track.start_s for track in tracks]

    def exact(time_s: float) -> float:
        return next((place for place in places if abs(place - time_s) <= _MILLISECOND), time_s)

    return [
        replace(mark, start_s=exact(mark.start_s), stop_s=None if mark.stop_s is None else exact(mark.stop_s))
        for mark in marks
    ]


def _of_cue_sheet(tags: Tags, tracks: list[Mark]) -> list[Mark]:
    """Return the marks by a tag's text, which has titles, and FLAC's block, which has exact places, or by either."""
    by_text = cue_marks(tags[TAG][0]) if tags.get(TAG) else []
    if tracks and len(by_text) == len(tracks):
        return [
            replace(exact, title=named.title, note=named.note) for exact, named in zip(tracks, by_text, strict=True)
        ]
    return tracks or by_text


def _richness(marks: list[Mark]) -> tuple[int, int]:
    """Rank marks by how many they are, then by how many words they have."""
    return len(marks), sum(len(mark.title) + len(mark.note) for mark in marks)


def _id3_of_aiff(file: BinaryIO) -> bytes:
    """Return the ID3 tag in an AIFF file; empty if there is none."""
    for kind, _ in iff_chunks(file):
        if kind in ID3_CHUNKS:
            return read_id3_tag(file)
    return b""


def _container_chapters(container: "InputContainer") -> list[Mark]:
    """Read the chapters that FFmpeg finds, in seconds from the file's start: of MP4, Matroska, ASF and others."""
    marks = []
    for chapter in container.chapters():
        tick_s = chapter["time_base"]
        if tick_s is None:
            continue
        start_s, stop_s = max(0.0, float(chapter["start"] * tick_s)), float(chapter["end"] * tick_s)
        marks.append(Mark(start_s, chapter["metadata"].get("title", ""), stop_s if stop_s > start_s else None))
    return marks
