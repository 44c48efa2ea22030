"""This module writes FLAC, Opus and MP3 through libsndfile, adding tags and cover, which it cannot write."""

from typing import Any, BinaryIO, Protocol

import numpy as np
import soundfile

from sqcodec_gui.audio.content import FileContent
from sqcodec_gui.audio.errors import AudioWriteError
from sqcodec_gui.audio.id3 import make_id3
from sqcodec_gui.audio.marks.id3 import chapter_frames
from sqcodec_gui.audio.marks.notices import no_room_for_notes, too_many_marks
from sqcodec_gui.audio.marks.vorbis import chapter_comments
from sqcodec_gui.audio.ogg_pages import OpusTagsFile
from sqcodec_gui.audio.tags import Tags
from sqcodec_gui.audio.vorbis_comment import make_picture_block, make_vorbis_comment
from sqcodec_gui.audio.wav_writer import to_integers
from sqcodec_gui.marks.cue_sheet import TAG as CUE_SHEET_TAG
from sqcodec_gui.marks.cue_sheet import fits_block
from sqcodec_gui.marks.cue_sheet import make_block as make_cue_sheet
from sqcodec_gui.messages import Message

_FLAC_BITS = {"PCM_16": 16, "PCM_24": 24}
_FLAC_PADDING_BLOCK, _FLAC_COMMENT_BLOCK, _FLAC_CUE_SHEET_BLOCK, _FLAC_PICTURE_BLOCK = 1, 4, 5, 6
_FLAC_MAX_BLOCK_BYTES = 2**24 - 1
_FLAC_LAST_BLOCK = 0x80
# Room for what libsndfile writes around the placeholder, and for later editing.
_FLAC_PADDING_BYTES = 1024


class Target(Protocol):
    """It is the part of a file that libsndfile writes through."""

    def write(self, data: bytes) -> int: ...
    def seek(self, offset: int, whence: int = 0) -> int: ...
    def tell(self) -> int: ...


class GuardedFile:
    """It passes writes on and keeps the first OSError, which could not cross libsndfile's callbacks.

    Everything lies behind the first ``start`` bytes of the file, which the encoder does not see.
    """

    def __init__(self, target: Target, start: int = 0) -> None:
        self.error: OSError | None = None
        self._target = target
        self._start = start

    def write(self, data: bytes) -> int:
        """Write, or return 0 once anything has failed."""
        if self.error is not None:
            return 0
        try:
            return self._target.write(data)
        except OSError as error:
            self.error = error
            return 0

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move within what the encoder sees; a buffered file may write here, and so fail."""
        try:
            return self._target.seek(offset + (self._start if whence == 0 else 0), whence) - self._start
        except OSError as error:
            self.error = self.error or error
            return -1

    def tell(self) -> int:
        """Return the place within what the encoder sees."""
        return self._target.tell() - self._start


class _LibsndfileSink:
    """It is an encoder of libsndfile that writes through a GuardedFile."""

    def __init__(self, target: GuardedFile, comment: str = "", **settings: Any) -> None:
        self._target = target
        try:
            self._encoder = soundfile.SoundFile(target, "w", **settings)
        except soundfile.LibsndfileError as error:
            raise self._failure(error) from error
        if comment:
            self._encoder.comment = comment

    def write(self, block: np.ndarray) -> None:
        """Encode. Raises OSError as the disk gave it, AudioWriteError if the encoder fails by itself."""
        try:
            self._encoder.write(block)
        except (soundfile.LibsndfileError, AssertionError) as error:
            raise self._failure(error) from error
        self._raise_disk_error()

    def close(self) -> None:
        """Finish the encoder's part of the file. Raises as ``write`` does."""
        try:
            self._encoder.close()
        except soundfile.LibsndfileError as error:
            raise self._failure(error) from error
        self._raise_disk_error()

    def _failure(self, error: Exception) -> OSError | AudioWriteError:
        """Return what the disk said, or else what the encoder says."""
        return self._target.error or AudioWriteError(
            "The sound cannot be encoded ({reason}); choose .wav.", reason=str(error)
        )

    def _raise_disk_error(self) -> None:
        if self._target.error is not None:
            raise self._target.error


class FlacSink:
    """It writes FLAC of 16 or 24 bits.

    Tags must stand before the sound, and libsndfile writes only a few. It is given a comment as long as all tags
    and the cover together, whose place they take when the sound is finished.
    """

    def __init__(self, file: BinaryIO, content: FileContent, notices: list[Message]) -> None:
        self._file = file
        self._content = content
        self._frames = 0
        self._bits = _FLAC_BITS[content.sample_format]
        self._blocks = _flac_blocks(content, 0, notices)
        self._sink = _LibsndfileSink(
            GuardedFile(file),
            comment="x" * (len(self._blocks) + _FLAC_PADDING_BYTES),
            samplerate=content.sample_rate_hz,
            channels=content.channels,
            format="FLAC",
            subtype=content.sample_format,
        )

    def write(self, block: np.ndarray) -> None:
        self._frames += len(block)
        # libsndfile takes the upper bits of 32.
        self._sink.write(to_integers(block, self._bits) << (32 - self._bits))

    def close(self) -> None:
        """Finish the sound, then put the tags in their place. Raises OSError."""
        self._sink.close()
        self._blocks = _flac_blocks(self._content, self._frames, [])  # a cue sheet says where the sound ends
        offset = 4
        while True:
            self._file.seek(offset)
            head = self._file.read(4)
            if len(head) < 4:
                return  # nothing was written
            size = int.from_bytes(head[1:])
            if head[0] & 0x7F == _FLAC_COMMENT_BLOCK:
                break
            offset += 4 + size
        padding = bytes(size - len(self._blocks))
        last = head[0] & _FLAC_LAST_BLOCK
        self._file.seek(offset)
        self._file.write(self._blocks + bytes([last | _FLAC_PADDING_BLOCK]) + len(padding).to_bytes(3) + padding)
        self._file.flush()


def _flac_blocks(content: FileContent, frames: int, notices: list[Message]) -> bytes:
    """Return the blocks of comments, cue sheet and picture with their headers, as long whatever ``frames`` is.

    A cover that is too large is left out and noted.
    """
    tags = _with_chapters(content, "FLAC", notices)
    text = tags[CUE_SHEET_TAG][0] if tags.get(CUE_SHEET_TAG) else ""
    cue_sheet = make_cue_sheet(text, content.sample_rate_hz, frames, content.marks) if text else None
    if cue_sheet is not None and fits_block(text):
        del tags[CUE_SHEET_TAG]
    comment = make_vorbis_comment(tags)
    blocks = [(_FLAC_COMMENT_BLOCK, comment)]
    if cue_sheet is not None:
        blocks.append((_FLAC_CUE_SHEET_BLOCK, cue_sheet))
    if content.cover is not None:
        picture = make_picture_block(content.cover)
        if sum(len(block) for _, block in blocks) + len(picture) + 2 * _FLAC_PADDING_BYTES < _FLAC_MAX_BLOCK_BYTES:
            blocks.append((_FLAC_PICTURE_BLOCK, picture))
        else:
            notices.append(Message("The cover is larger than FLAC allows (16 MB) and was left out."))
    return b"".join(bytes([kind]) + len(block).to_bytes(3) + block for kind, block in blocks)


def _with_chapters(content: FileContent, container: str, notices: list[Message]) -> Tags:
    """Return the tags, and the marks as comments."""
    chapters, late = chapter_comments(content.marks)
    notices += too_many_marks(late, container) + no_room_for_notes(content.marks, container)
    return content.tags | chapters


class OpusSink(_LibsndfileSink):
    """It writes Opus at libopus's own choice of bit rate."""

    def __init__(self, file: BinaryIO, content: FileContent, notices: list[Message]) -> None:
        packet = b"OpusTags" + make_vorbis_comment(_with_chapters(content, "Opus", notices), content.cover)
        super().__init__(
            GuardedFile(OpusTagsFile(file, packet)),
            samplerate=content.sample_rate_hz,
            channels=content.channels,
            format="OGG",
            subtype="OPUS",
        )


class Mp3Sink(_LibsndfileSink):
    """It writes MP3 with a variable bit rate, behind an ID3 tag; its LAME header gives the exact length."""

    def __init__(self, file: BinaryIO, content: FileContent, notices: list[Message]) -> None:
        chapters, late = chapter_frames(content.marks, content.duration_s)
        notices += too_many_marks(late, "MP3")
        id3 = make_id3(content.tags, content.cover, chapters)
        file.write(id3)
        super().__init__(
            GuardedFile(file, start=len(id3)),
            samplerate=content.sample_rate_hz,
            channels=content.channels,
            format="MP3",
            subtype="MPEG_LAYER_III",
        )
