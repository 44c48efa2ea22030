"""This module decides who reads a file: the library that finds as much in it as was counted, or our reading by plan."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqcodec_gui.audio.counting import Counted, count
from sqcodec_gui.audio.counting.plan import Plan
from sqcodec_gui.audio.errors import EmptyAudioError, NotAudioError, shown_name
from sqcodec_gui.audio.formats import read_header
from sqcodec_gui.audio.metadata import read_metadata
from sqcodec_gui.audio.opened_path import OpenedPath
from sqcodec_gui.audio.reader import AudioInfo, AudioReader
from sqcodec_gui.audio.resample import resampled_length
from sqcodec_gui.audio.soundfile_reader import SoundfileReader, open_file, open_virtual, try_soundfile
from sqcodec_gui.audio.virtual_file import VirtualFile
from sqcodec_gui.library_loading import load_libraries_of

if TYPE_CHECKING:
    from sqcodec_gui.audio.pyav_reader import PyavReader, TrackStart
    from sqcodec_gui.audio.sources import Source

_LOOK_BYTES = 1 << 26
"""Larger files are not walked through where one only wants to know what they are."""
_COUNTED_CONTAINERS = ("MP3", "OGG", "FLAC")


@dataclass(frozen=True)
class Reading:
    """It says how a file is read, found when it was first opened."""

    identity: tuple[int, int]
    """Size and time of the last change, of the file that was looked at"""
    plain_frames: int | None = None
    """libsndfile reads it, and gives so many frames"""
    plan: Plan | None = None
    start: "TrackStart | None" = None
    """FFmpeg reads it"""


def open_counted(path: OpenedPath, track: int | None, counts_frames: bool) -> AudioReader:
    """Open a file that may be read, at one of its sound tracks. Raises AudioError and OSError.

    With ``counts_frames``, even large files are walked through.
    """
    reader, reading = _first_reader(path, track, counts_frames)
    reader.info = replace(reader.info, path=Path(path), reading=reading if counts_frames else None)
    return reader


def open_again(path: Path, info: AudioInfo) -> AudioReader | None:
    """Open a file of which ``info`` was told, without looking at it again; None if it is not as it was, or not known.

    Raises AudioError and OSError.
    """
    reading = info.reading
    if not isinstance(reading, Reading) or info.path != path or reading.identity != _identity(path):
        return None
    if reading.plan is not None:
        return _open_planned(path, reading.plan, info)
    if reading.start is not None:
        return _with_pyav(path, start=reading.start, info=info)
    file = open_file(path)
    return None if file is None else SoundfileReader(file, info, _second_reader(path, reading.plain_frames))


def _identity(path: Path) -> tuple[int, int]:
    status = path.status() if isinstance(path, OpenedPath) else path.stat()
    return status.st_size, status.st_mtime_ns


def _first_reader(path: Path, track: int | None, counts_frames: bool) -> tuple[AudioReader, Reading]:
    identity = _identity(path)
    with path.open("rb") as file:
        most_bytes = None if counts_frames else _LOOK_BYTES
        counted = count(file, read_header(path), path.suffix.lower(), most_bytes, track or 1)
    reader = _trusted_reader(path, counted)
    if reader is not None and counted is not None:
        return reader, Reading(identity, counted.plain_frames)
    if counted is not None:
        plan = counted.plan()
        planned = _open_planned(path, plan, track=track or 1)
        if planned is not None:
            return planned, Reading(identity, plan=plan)
    if track in (None, 1):
        reader = try_soundfile(path)
        if reader is not None:
            if not counts_frames and reader.info.container in _COUNTED_CONTAINERS:
                reader.info = replace(reader.info, frames=None)
            return reader, Reading(identity)
    found = _with_pyav(path, track=track)
    return found, Reading(identity, start=found.start)


def _trusted_reader(path: Path, counted: Counted | None) -> AudioReader | None:
    """Return libsndfile's reader, if it finds what was counted."""
    if counted is None or counted.plain_frames is None:
        return None
    reader = try_soundfile(path, counted.plain_frames, counted.padding_frames)
    if reader is None:
        return None
    frames, rate_hz = counted.plain_frames, reader.info.sample_rate_hz
    if counted.rate_hz is not None and counted.rate_hz != rate_hz:  # libsndfile gives Opus at the rate it was made from
        difference = abs((reader.info.frames or 0) * counted.rate_hz - frames * rate_hz) // counted.rate_hz
        if difference <= 1:
            return reader
    elif reader.info.frames == frames:
        reader.second_reader = _second_reader(path, frames)
        return reader
    reader.close()
    return None


def _second_reader(path: Path, frames: int | None) -> Callable[[], AudioReader | None] | None:
    """Return what opens a reader by plan, for a file in which libsndfile finds less in the end than was counted."""
    if frames is None:
        return None

    def open_planned() -> AudioReader | None:
        with path.open("rb") as file:
            counted = count(file, read_header(path), path.suffix.lower())
        reader = None if counted is None else _open_planned(path, counted.plan())
        return reader if reader is not None and reader.info.frames == frames else None

    return open_planned


def _open_planned(path: Path, plan: Plan, known: AudioInfo | None = None, track: int = 1) -> AudioReader | None:
    """Open a reader by plan; None if a part of it cannot be opened: then the libraries say what they say.

    ``known``: what was told of the file before.
    """
    from sqcodec_gui.audio.joined_reader import JoinedReader, open_sources

    file = path.open("rb", buffering=0)
    try:
        sources, rate_hz, channels = open_sources(plan, file, lambda part: _open_part(path, part))
        info = known or _planned_info(path, plan, sources, rate_hz, channels, track)
    except NotAudioError:
        file.close()
        return None
    except BaseException:
        file.close()
        raise
    return JoinedReader(info, plan, sources, file)


def _planned_info(
    path: Path, plan: Plan, sources: "list[Source]", rate_hz: int, channels: int, track: int
) -> AudioInfo:
    frames: int | None = 0
    for source in sources:
        count = source.frames
        frames = None if frames is None or count is None else frames + resampled_length(count, source.rate_hz, rate_hz)
    if frames == 0:
        raise EmptyAudioError(
            "{name} has no samples (its length is zero); nothing can be done with it.", name=shown_name(path)
        )
    metadata = read_metadata(path)
    inner = _first_info(sources)
    tagged = inner if inner is not None and inner.dates else metadata  # FFmpeg knows more of its containers
    estimated_s = inner.duration_s if inner is not None and len(sources) == 1 else None
    return AudioInfo(
        path=path,
        container=plan.container or (inner.container if inner else ""),
        sample_format=plan.sample_format or (inner.sample_format if inner else ""),
        sample_rate_hz=rate_hz,
        channels=channels,
        frames=frames,
        duration_s=estimated_s if frames is None else frames / rate_hz,
        tags=tagged.tags,
        cover=tagged.cover,
        dates=tagged.dates,
        marks=tagged.marks,
        track=track if metadata.tracks else None,
        tracks=metadata.tracks,
        size_bytes=path.stat().st_size,
        truncated=plan.truncated,
        has_pictures=inner is not None and inner.has_pictures,
    )


def _first_info(sources: "list[Source]") -> AudioInfo | None:
    from sqcodec_gui.audio.sources import FileSource

    return next((source.reader.info for source in sources if isinstance(source, FileSource)), None)


def _open_part(path: Path, part: VirtualFile) -> AudioReader:
    return open_virtual(path, part) or _with_pyav(path, part=part)


def _with_pyav(path: Path, **how: Any) -> "PyavReader":
    """Open a file with FFmpeg, which takes long to load: who reads WAV or FLAC need not wait for it."""
    load_libraries_of("av")
    from sqcodec_gui.audio.pyav_reader import PyavReader

    return PyavReader(path, **how)
