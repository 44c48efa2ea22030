"""This module reads tags, cover and dates of any readable file, in the vocabulary of ``tags``."""

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tinytag import TinyTag, TinyTagException

from sqcodec_gui.audio.apev2 import read_apev2
from sqcodec_gui.audio.broadcast_wave import read_broadcast_wave
from sqcodec_gui.audio.formats import read_header
from sqcodec_gui.audio.headers import is_little_endian_wave, riff_contents
from sqcodec_gui.audio.marks.aiff import read_aiff_comments
from sqcodec_gui.audio.marks.reading import ID3_CHUNKS, read_marks
from sqcodec_gui.audio.riff_info import read_riff_info
from sqcodec_gui.audio.tags import DATE_TAGS, Cover, Tags
from sqcodec_gui.audio.tracks import SoundTrack, ogg_tracks
from sqcodec_gui.marks import Mark

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

# tinytag's names for properties of the sound, which are no tags, and its names that differ from ours.
_TINYTAG_PROPERTIES = {
    "filename",
    "filesize",
    "mime_type",
    "duration",
    "channels",
    "bitrate",
    "bitdepth",
    "samplerate",
    "is_lossless",
}
_TINYTAG_NAMES = {"year": "date", "creation_time": DATE_TAGS["created"]}
_FFMPEG_NAMES = {
    "com.apple.quicktime.creationdate": DATE_TAGS["recorded"],
    "album_artist": "albumartist",
    "creation_time": DATE_TAGS["created"],
    "disctotal": "disc_total",
    "tracktotal": "track_total",
    "tsrc": "isrc",
}
_RIFF_TAG_CHUNKS = (*ID3_CHUNKS, b"_PMX")
_FOUR_DIGITS = re.compile(r"\d{4}")
# Written by muxers about themselves, not about the recording.
_FFMPEG_TECHNICAL = {
    "major_brand",
    "minor_version",
    "compatible_brands",
    "handler_name",
    "vendor_id",
    "duration",
    "encoder",
}


_TAGS_OF_STREAM = ("ogg", "flac", "opus")
_TAGS_OF_TRACK = ("title", "name", "comment")


@dataclass
class Metadata:
    """It holds what a file says about its recording."""

    tags: Tags = field(default_factory=dict)
    cover: Cover | None = None
    dates: dict[str, str] = field(default_factory=dict)
    """ISO 8601. ``recorded``: Broadcast WAV's origination (local time). ``created``: when the container says it
    was made. ``dated``: the ``date`` tag, often a year alone. ``modified``: the file's own time stamp (UTC)."""
    marks: tuple[Mark, ...] = ()
    tracks: tuple[SoundTrack, ...] = ()
    """Of an Ogg file that has several; of other files, who opens them with PyAV knows."""


def read_metadata(
    path: Path, container: "InputContainer | None" = None, track: "AudioStream | None" = None
) -> Metadata:
    """Read all tags, the front cover (or else any picture) and the dates of a file.

    ``container`` is the file opened with PyAV, if it is; else PyAV is asked where tinytag cannot read the format.
    ``track``: of several sound tracks, the one that is read; what it says of itself alone, as its title, is left out.
    Tags that make no sense are left out, never an error. Raises OSError.
    """
    metadata, header = Metadata(), read_header(path)
    with path.open("rb") as file:
        chunks = riff_contents(file)
        understood = _read_with_tinytag(file, header, chunks, metadata)
        for key, values in read_riff_info(chunks).items():
            _add_values(metadata.tags, key, values)
        _add_values(metadata.tags, "comment", read_aiff_comments(file))
        ape_tags, ape_cover = read_apev2(file)
        metadata.tags = ape_tags | metadata.tags
        metadata.cover = metadata.cover or ape_cover
        if container is not None:
            # QuickTime's older kind of tags is one that tinytag passes over.
            _add_ffmpeg_tags(container, track, metadata, only_date=understood and bool(metadata.tags))
        elif not understood:
            _read_with_pyav(path, metadata)
        for key, value in read_broadcast_wave(chunks).items():
            metadata.tags.setdefault(key, [value])
        _join_id3_date(metadata.tags)
        _move_dates(path, metadata)
        metadata.marks = read_marks(file, chunks, metadata.tags, container)
    metadata.tracks = ogg_tracks(path, header)
    return metadata


def _read_with_tinytag(
    file: BinaryIO, header: bytes, chunks: Iterable[tuple[bytes, bytes]], metadata: Metadata
) -> bool:
    """Fill ``metadata`` by tinytag; False if it does not know the format."""
    source: BinaryIO = file
    if is_little_endian_wave(header):
        tag_chunks = [(kind, data) for kind, data in chunks if kind in _RIFF_TAG_CHUNKS]
        if not tag_chunks:
            return True
        source = _small_wave(tag_chunks)
    source.seek(0)
    try:
        # No name is given: the content decides, not the extension.
        tag = TinyTag.get(file_obj=source, duration=False, image=True)
    except TinyTagException:
        return False
    for key, values in tag.as_dict().items():
        # The names of QuickTime's newer tags stand elsewhere in the file: tinytag gives numbers, FFmpeg knows them.
        if key not in _TINYTAG_PROPERTIES and isinstance(values, list) and key.isprintable():
            _add_values(metadata.tags, _TINYTAG_NAMES.get(key, key), values)
    picture = tag.images.front_cover or tag.images.any
    if picture is not None and picture.data:
        metadata.cover = Cover(picture.mime_type or _mime_of(picture.data), picture.data, picture.description or "")
    return True


def _small_wave(chunks: Iterable[tuple[bytes, bytes]]) -> BytesIO:
    """Return a WAV of these chunks, without sound.

    tinytag does not know RF64, and would walk through damaged files eight bytes at a time.
    """
    body = [struct.pack("<4sI", kind, len(data)) + data + bytes(len(data) % 2) for kind, data in chunks]
    content = b"WAVE" + b"".join(body)
    return BytesIO(struct.pack("<4sI", b"RIFF", len(content)) + content)


def _mime_of(picture: bytes) -> str:
    if picture.startswith(b"\x89PNG"):
        return "image/png"
    return "image/jpeg" if picture.startswith(b"\xff\xd8") else "application/octet-stream"


def _add_values(tags: Tags, key: str, values: Iterable[str]) -> None:
    # Several values stand in one ID3 text frame with zero bytes between them; in UTF-16 each has a byte order mark.
    kept = tags.setdefault(key.lower(), [])
    for value in (part.strip("\ufeff") for whole in values for part in whole.split("\0")):
        if value and value not in kept:
            kept.append(value)
    if not kept:
        del tags[key.lower()]


def _read_with_pyav(path: Path, metadata: Metadata) -> None:
    import av  # takes long to load, and few files come here

    try:
        with path.open("rb") as file, av.open(file, "r", metadata_errors="replace") as container:
            _add_ffmpeg_tags(container, next(iter(container.streams.audio), None), metadata, only_date=False)
    except (av.FFmpegError, ValueError):
        return


def _add_ffmpeg_tags(
    container: "InputContainer", track: "AudioStream | None", metadata: Metadata, only_date: bool
) -> None:
    """Take FFmpeg's tags of the container and of a track; with ``only_date`` the creation time alone."""
    # In Ogg and its kin the tags of the recording are those of its only stream; elsewhere a track has its own.
    is_of_recording = container.format.name in _TAGS_OF_STREAM
    for source, own in ((container.metadata, ()), (track.metadata if track else {}, _TAGS_OF_TRACK)):
        for name, value in source.items():
            key = _FFMPEG_NAMES.get(name.lower(), name.lower())
            if key in _FFMPEG_TECHNICAL or value == "und" or (only_date and key not in DATE_TAGS.values()):
                continue
            if key not in metadata.tags and (is_of_recording or key not in own):
                _add_values(metadata.tags, key, [value])


def _join_id3_date(tags: Tags) -> None:
    """Join a date that ID3 before version 2.4 says in three frames: TYER, TDAT (day and month), TIME (hour, minute)."""
    day = next((tags[key][0] for key in ("tdat", "tda") if tags.get(key)), "")
    year = (tags.get("date") or [""])[0]
    if not (_FOUR_DIGITS.fullmatch(day) and _FOUR_DIGITS.fullmatch(year)):
        return
    clock = next((tags[key][0] for key in ("time", "tim") if tags.get(key)), "")
    date = f"{year}-{day[2:]}-{day[:2]}"
    if _FOUR_DIGITS.fullmatch(clock):
        date += f"T{clock[:2]}:{clock[2:]}"
    try:
        datetime.fromisoformat(date)
    except ValueError:
        return  # there is no such day
    tags["date"] = [date, *tags["date"][1:]]
    for key in ("tdat", "tda", *(("time", "tim") if "T" in date else ())):
        tags.pop(key, None)


def _move_dates(path: Path, metadata: Metadata) -> None:
    """Fill ``dates``; tags that only carry a date for us leave the tags."""
    for name, key in DATE_TAGS.items():
        values = metadata.tags.pop(key, None)
        if values:
            metadata.dates[name] = values[0]
    metadata.dates = {name: date for name, date in metadata.dates.items() if date[:4].isdecimal()}
    if metadata.tags.get("date"):
        metadata.dates["dated"] = metadata.tags["date"][0]
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    metadata.dates["modified"] = modified.isoformat(timespec="seconds")
