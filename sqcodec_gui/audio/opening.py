"""Who reads a file: the library that finds as much in it as was counted, or else our own reading by plan."""

from pathlib import Path
from typing import BinaryIO

from sqcodec_gui.audio.counting import Counted, count
from sqcodec_gui.audio.counting.plan import Plan
from sqcodec_gui.audio.errors import EmptyAudioError, NotAudioError, shown_name
from sqcodec_gui.audio.formats import read_header
from sqcodec_gui.audio.joined_reader import JoinedReader, open_sources
from sqcodec_gui.audio.metadata import read_metadata
from sqcodec_gui.audio.pyav_reader import PyavReader
from sqcodec_gui.audio.reader import AudioInfo, AudioReader
from sqcodec_gui.audio.resample import resampled_length
from sqcodec_gui.audio.soundfile_reader import open_virtual, try_soundfile
from sqcodec_gui.audio.sources import FileSource, Source
from sqcodec_gui.audio.virtual_file import VirtualFile


def open_counted(path: Path, track: int | None = None) -> AudioReader:
    """Open a file that is there and may be read, at one of its sound tracks. Raises AudioError and OSError."""
    if track not in (None, 1):
        return PyavReader(path, track)  # what is counted has one track
    file = path.open("rb", buffering=0)
    try:
        counted = count(file, read_header(path), path.suffix.lower())
        reader = _trusted_reader(path, counted)
        if reader is None and counted is not None and (planned := _open_planned(path, file, counted.plan())):
            return planned
    except BaseException:
        file.close()
        raise
    file.close()
    return reader or try_soundfile(path) or PyavReader(path, track)


def _trusted_reader(path: Path, counted: Counted | None) -> AudioReader | None:
    """libsndfile's, if it finds what was counted."""
    if counted is None or counted.plain_frames is None:
        return None
    plan = counted.plan
    reader = try_soundfile(path, counted.plain_frames, counted.padding_frames)
    if reader is None:
        return None
    if counted.rate_hz in (None, reader.info.sample_rate_hz):
        reader.second_reader = lambda: _open_planned(path, path.open("rb", buffering=0), plan())
    frames, rate_hz = counted.plain_frames, reader.info.sample_rate_hz
    if counted.rate_hz is not None and counted.rate_hz != rate_hz:  # libsndfile gives Opus at the rate it was made from
        difference = abs((reader.info.frames or 0) * counted.rate_hz - frames * rate_hz) // counted.rate_hz
        if difference <= 1:
            return reader
    elif reader.info.frames == frames:
        return reader
    reader.close()
    return None


def _open_planned(path: Path, file: BinaryIO, plan: Plan) -> AudioReader | None:
    """A reader by plan; None if a part of it cannot be opened: then the libraries say what they say."""
    try:
        sources, rate_hz, channels = open_sources(plan, file, lambda part: _open_part(path, part))
    except NotAudioError:
        return None
    frames: int | None = 0
    for source in sources:
        known = source.frames
        frames = None if frames is None or known is None else frames + resampled_length(known, source.rate_hz, rate_hz)
    if frames == 0:
        raise EmptyAudioError(
            "{name} has no samples (its length is zero); nothing can be done with it.", name=shown_name(path)
        )
    metadata = read_metadata(path)
    inner = _first_info(sources)
    info = AudioInfo(
        path=path,
        container=plan.container or (inner.container if inner else ""),
        sample_format=plan.sample_format or (inner.sample_format if inner else ""),
        sample_rate_hz=rate_hz,
        channels=channels,
        frames=frames,
        duration_s=None if frames is None else frames / rate_hz,
        tags=metadata.tags,
        cover=metadata.cover,
        dates=metadata.dates,
        marks=metadata.marks,
        track=1 if metadata.tracks else None,
        tracks=metadata.tracks,
        size_bytes=path.stat().st_size,
        truncated=plan.truncated,
    )
    return JoinedReader(info, plan, sources, file)


def _first_info(sources: list[Source]) -> AudioInfo | None:
    return next((source.reader.info for source in sources if isinstance(source, FileSource)), None)


def _open_part(path: Path, part: VirtualFile) -> AudioReader:
    return open_virtual(path, part) or PyavReader(path, part=part)
