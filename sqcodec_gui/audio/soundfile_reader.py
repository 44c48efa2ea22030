"""This module reads through libsndfile: WAV in all its forms, FLAC, Ogg Vorbis, Opus, MP3, AIFF, CAF, AU."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
import soundfile

from sqcodec_gui.audio.errors import DamagedAudioError, EmptyAudioError, shown_name
from sqcodec_gui.audio.formats import Family, family_of_header, read_header
from sqcodec_gui.audio.headers import (
    MpegHeader,
    declared_size,
    is_mpeg_cut,
    is_ogg_cut,
    mpeg_header,
    opus_input_rate_hz,
    size_in_bytes,
)
from sqcodec_gui.audio.lost_spans import LostSpan
from sqcodec_gui.audio.metadata import read_metadata
from sqcodec_gui.audio.opened_path import LentHandle, OpenedPath
from sqcodec_gui.audio.reader import AudioInfo, AudioReader
from sqcodec_gui.audio.virtual_file import VirtualFile
from sqcodec_gui.messages import Message

# libsndfile would take any other bytes for headerless sound if only the extension fits.
_FAMILIES = {
    Family.RIFF,
    Family.WAVE64,
    Family.IFF,
    Family.CAF,
    Family.AU,
    Family.FLAC,
    Family.OGG,
    Family.MPEG,
}
_SIZED_FAMILIES = {Family.RIFF, Family.WAVE64, Family.IFF}
# Some writers count the eight bytes before the size field too.
_SIZE_SLACK_BYTES = 8
# Frames to decode and drop before a place, to be exact there. libsndfile's seek in Vorbis is wrong in the last page
# and for the first samples after any jump: a longest page helps. MP3 needs its bit reservoir filled.
_WARM_UP_FRAMES = {"VORBIS": 2**18, "MPEG_LAYER_III": 2**15, "MPEG_LAYER_II": 2**15}
# What libsndfile says where a length is not known.
_UNKNOWN_FRAMES = 2**63 - 1


def try_soundfile(path: Path, counted_frames: int | None = None, padding_frames: int = 0) -> "SoundfileReader | None":
    """Open ``path`` with libsndfile, or return None where PyAV should try. Raises EmptyAudioError, OSError.

    ``counted_frames``: what was counted in it, which is believed if libsndfile finds as many, or up to
    ``padding_frames`` more.
    """
    header = read_header(path)
    family = family_of_header(header)
    if family not in _FAMILIES:
        return None
    with path.open("rb") as raw:
        mpeg = mpeg_header(raw) if family is Family.MPEG else None
        truncated = _is_truncated(raw, family, mpeg)
        never_closed = family is Family.RIFF and declared_size(raw, family) is None
    if truncated and family is Family.MPEG:
        return None  # PyAV plays what is there without complaints on the console
    file = open_file(path)
    if file is None:
        return None
    if not _is_right_reader(file, family):
        file.close()
        return None
    if file.frames == 0:
        file.close()
        if never_closed:
            return None  # PyAV reads on to the end of what a recorder left when it was switched off
        raise EmptyAudioError(
            "{name} has no samples (its length is zero); nothing can be done with it.", name=shown_name(path)
        )
    info = _info(path, file, header, mpeg, truncated)
    is_counted = counted_frames is not None and 0 <= file.frames - counted_frames <= padding_frames
    if is_counted and (truncated or info.frames != counted_frames):
        # What is missing of the file is not of its sound.
        info = replace(info, frames=counted_frames, duration_s=counted_frames / file.samplerate, truncated=False)
    return SoundfileReader(file, info)


class SoundfileReader(AudioReader):
    """It reads a file that libsndfile reads."""

    def __init__(
        self,
        file: soundfile.SoundFile,
        info: AudioInfo,
        second_reader: Callable[[], AudioReader | None] | None = None,
    ) -> None:
        super().__init__(info)
        self._file = file
        self._past_end = False
        self.second_reader = second_reader
        """Opens another reader of the same length, which goes on where libsndfile gives less than was counted."""
        self._other: AudioReader | None = None

    @property
    def lost(self) -> tuple[LostSpan, ...]:
        """See ``AudioReader``."""
        return super().lost if self._other is None else self._other.lost

    @property
    def notices(self) -> tuple[Message, ...]:
        """See ``AudioReader``."""
        return super().notices if self._other is None else self._other.notices

    def _read(self, frames: int) -> np.ndarray:
        if self._other is not None:
            return self._other.read(frames)
        if self.info.frames is not None:
            frames = max(0, min(frames, self.info.frames - self.position_frames))
        if self._past_end or not frames:
            return np.zeros((0, self.info.channels), np.float32)
        block, problem = self._read_file(frames)
        if (problem is not None or (len(block) < frames and self.info.frames is not None)) and self._change_reader():
            assert self._other is not None
            return self._other.read(frames)
        if problem is not None:
            raise problem
        return block

    def _change_reader(self) -> bool:
        """Let the second reader go on from here, if there is one."""
        self._other = self.second_reader() if self.second_reader is not None else None
        if self._other is not None:
            self._other.seek(self.position_frames)
        return self._other is not None

    def _read_file(self, frames: int) -> tuple[np.ndarray, DamagedAudioError | None]:
        try:
            return self._file.read(frames, dtype="float32", always_2d=True), None
        except soundfile.LibsndfileError as error:
            problem = self._problem()
            problem.__cause__ = error
            return np.zeros((0, self.info.channels), np.float32), problem

    def _problem(self) -> DamagedAudioError:
        return DamagedAudioError(
            "{name} is damaged after {at_s:.1f} s; look for another copy, or repair it with its own tools.",
            name=shown_name(self.info.path),
            at_s=self.position_frames / self.info.sample_rate_hz,
        )

    def _seek(self, frame: int) -> None:
        if self._other is not None:
            self._other.seek(frame)
            return
        self._past_end = self.info.frames is not None and frame >= self.info.frames
        if self._past_end:
            return
        start = max(0, frame - _WARM_UP_FRAMES.get(self.info.sample_format, 0))
        try:
            self._file.seek(start)
            if frame > start:
                self._file.read(frame - start, dtype="float32")
        except soundfile.LibsndfileError as error:
            if not self._change_reader():
                raise self._problem() from error
            assert self._other is not None
            self._other.seek(frame)

    def _close(self) -> None:
        self._file.close()
        if self._other is not None:
            self._other.close()


class _LentSoundFile(soundfile.SoundFile):  # type: ignore[misc]  # the library has no types
    """It reads through a handle that it gives back when it is closed."""

    def __init__(self, handle: LentHandle) -> None:
        self._handle = handle
        super().__init__(handle.fileno, closefd=False)

    def close(self) -> None:
        """Close the file; this may be done twice."""
        super().close()
        self._handle.release()


def open_file(path: Path) -> soundfile.SoundFile | None:
    """Open a file with libsndfile; None if it cannot."""
    handle = path.lend() if isinstance(path, OpenedPath) else None
    try:
        if handle is not None:
            return _LentSoundFile(handle)
        # Bytes carry names that are no valid text; Windows wants text.
        return soundfile.SoundFile(os.fspath(path) if os.name == "nt" else os.fsencode(path))
    except (soundfile.LibsndfileError, TypeError):  # a TypeError: it takes whatever is called .raw for headerless sound
        if handle is not None:
            handle.release()
        return None


def _is_truncated(raw: BinaryIO, family: Family, mpeg: MpegHeader | None) -> bool:
    """Return whether the file's own header says that bytes are missing at its end."""
    if family in _SIZED_FAMILIES:
        claimed = declared_size(raw, family)
        return claimed is not None and claimed > size_in_bytes(raw) + _SIZE_SLACK_BYTES
    if family is Family.OGG:
        return is_ogg_cut(raw)
    return is_mpeg_cut(raw, mpeg)


def _is_right_reader(file: soundfile.SoundFile, family: Family) -> bool:
    """Return whether libsndfile reads this file as well as PyAV would."""
    if file.format == "RAW":
        return False
    if family is Family.OGG and file.channels > 2:
        return False  # libsndfile leaves Vorbis's order of channels, and cannot seek in eight of them
    if family is Family.FLAC and file.frames not in (0, _UNKNOWN_FRAMES):
        return _last_frame_is_there(file)
    return True


def _last_frame_is_there(file: soundfile.SoundFile) -> bool:
    """Look for the last sample that the header promises; libsndfile drops a whole block at a broken end."""
    try:
        file.seek(file.frames - 1)
        found = len(file.read(1)) == 1
        file.seek(0)
    except soundfile.LibsndfileError:
        return False
    return found


def _info(path: Path, file: soundfile.SoundFile, header: bytes, mpeg: MpegHeader | None, truncated: bool) -> AudioInfo:
    frames: int | None = file.frames
    duration_s: float | None = None
    if frames == _UNKNOWN_FRAMES:
        frames = None
    else:
        duration_s = file.frames / file.samplerate
        # Without a header that counts them, libsndfile guesses an MP3's frames from the size of the file.
        if file.subtype.startswith("MPEG") and (mpeg is None or mpeg.frame_count is None):
            frames = None
    metadata = read_metadata(path)
    input_rate_hz = opus_input_rate_hz(header) if file.subtype == "OPUS" else None
    return AudioInfo(
        path=path,
        container=file.format,
        sample_format=file.subtype,
        sample_rate_hz=file.samplerate,
        channels=file.channels,
        frames=frames,
        duration_s=duration_s,
        tags=metadata.tags,
        cover=metadata.cover,
        dates=metadata.dates,
        marks=metadata.marks,
        track=1 if metadata.tracks else None,
        tracks=metadata.tracks,
        size_bytes=path.stat().st_size,
        truncated=truncated,
        original_rate_hz=input_rate_hz if input_rate_hz != file.samplerate else None,
    )


def open_virtual(path: Path, part: VirtualFile) -> "SoundfileReader | None":
    """Open a part of ``path`` with libsndfile, as a file of its own; None where PyAV should try."""
    if family_of_header(part.first_bytes()) not in _FAMILIES:
        return None
    try:
        file = soundfile.SoundFile(part)
    except (soundfile.LibsndfileError, TypeError):
        return None
    is_guessed = file.frames == _UNKNOWN_FRAMES or file.subtype.startswith("MPEG")
    frames = None if is_guessed else file.frames
    info = AudioInfo(path, file.format, file.subtype, file.samplerate, file.channels, frames, None)
    return SoundfileReader(file, info)
