"""This module writes audio files: WAV, FLAC, Opus and MP3, with tags, cover and exact length."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

import numpy as np

from sqcodec_gui.atomic_write import no_follow
from sqcodec_gui.audio.content import FileContent
from sqcodec_gui.audio.downmix import downmix
from sqcodec_gui.audio.errors import AudioPermissionError, AudioWriteError, shown_name
from sqcodec_gui.audio.resample import StreamResampler
from sqcodec_gui.audio.tags import Cover, Tags, storable_tags, without_lone_surrogates
from sqcodec_gui.errors import system_reason
from sqcodec_gui.file_types import WRITTEN
from sqcodec_gui.marks import Mark
from sqcodec_gui.marks.moments import at_rate
from sqcodec_gui.messages import Message

_FLAC_MAX_RATE_HZ = 655_350
MOST_HZ = 10_000_000
"""Of what can be written; WAV's own field would hold more."""
# libsndfile puts what it is given at once on its stack for some formats; a second is plenty.
_PIECE_FRAMES = 65536


class Sink(Protocol):
    """It is one format's encoder; takes float32 ``[n, channels]`` in ±1 and owns nothing but its encoder."""

    def write(self, block: np.ndarray) -> None: ...

    def close(self) -> None:
        """Finish the file's structure; the file itself stays open."""


class AudioWriter:
    """It is an audio file that is being written; a context manager.

    On an exception inside ``with``, and on any error of its own, the unfinished file is removed.
    """

    def __init__(self, path: Path, sample_rate_hz: int, channels: int, content: FileContent) -> None:
        self.path = path
        self.sample_rate_hz = content.sample_rate_hz
        """Rate in the file, which may differ from that of the blocks; ``notices`` says so."""
        self.channels = content.channels
        """Channels in the file."""
        self.frames_written = 0
        """Frames taken, at the rate of the blocks."""
        self.clipped_samples = 0
        """Samples beyond ±1 that were set to the nearest value the format can hold."""
        self.notices: list[Message] = []
        """What had to be changed, in plain words."""
        self._channels_in = channels
        self._rate_in_hz = sample_rate_hz
        self._clips = content.sample_format != "FLOAT"
        self._note_changes(content.container)
        self._resampler = StreamResampler(sample_rate_hz, self.sample_rate_hz, self.channels)
        self._file: BinaryIO = open(path, "w+b", opener=no_follow)  # noqa: SIM115
        self._sink: Sink | None = None
        try:
            self._sink = _make_sink(self._file, content, self.notices)
        except BaseException:
            self._discard()
            raise

    def write(self, block: np.ndarray) -> None:
        """Append float32 ``[frames, channels]`` at the rate given to ``create_audio``.

        Raises AudioWriteError for samples that are not finite or a disk that is full, ValueError for another shape.
        """
        if block.ndim != 2 or block.shape[1] != self._channels_in:
            raise ValueError(f"expected [frames, {self._channels_in}], got {block.shape}")
        for start in range(0, len(block), _PIECE_FRAMES):
            piece = block[start : start + _PIECE_FRAMES].astype(np.float32, copy=False)
            if not np.isfinite(piece).all():
                raise AudioWriteError(
                    "{name} was not written: a sample is not a number or infinite near {at_s:.1f} s;"
                    " check the source there.",
                    name=shown_name(self.path),
                    at_s=self.frames_written / self._rate_in_hz,
                )
            self.frames_written += len(piece)
            self._pass_on(self._resampler.push(downmix(piece, self.channels)))

    def close(self) -> None:
        """Finish the file. Raises AudioWriteError if the disk did not take it or if nothing was written to it."""
        if self._file.closed:
            return
        try:
            if self.frames_written == 0:
                raise AudioWriteError(
                    "{name} was not written: there is no sound to put into it.", name=shown_name(self.path)
                )
            self._pass_on(self._resampler.flush())
            self._guard(self._finish)
        except BaseException:
            self._discard()
            raise
        if self.clipped_samples:
            self.notices.append(
                Message(
                    "{count} samples were too loud for the format and were clipped.",
                    count=self.clipped_samples,
                )
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._discard()

    def _note_changes(self, container: str) -> None:
        name = container.upper() if container != "opus" else "Opus"
        if self.sample_rate_hz != self._rate_in_hz:
            self.notices.append(
                Message(
                    "{name} cannot hold {from_hz} Hz: the sound was converted to {to_hz} Hz.",
                    name=name,
                    from_hz=self._rate_in_hz,
                    to_hz=self.sample_rate_hz,
                )
            )
        if self.channels != self._channels_in:
            self.notices.append(
                Message(
                    "{name} holds {channels} channels: the {channels_in} of the recording were mixed"
                    " together (the first stays left, the second right, the others go to both).",
                    name=name,
                    channels=self.channels,
                    channels_in=self._channels_in,
                )
            )

    def _pass_on(self, block: np.ndarray) -> None:
        if self._clips and len(block):
            self.clipped_samples += int(np.count_nonzero(np.abs(block) > 1.0))
            block = np.clip(block, -1.0, 1.0)
        if len(block):
            self._guard(lambda: self._encoder().write(block))

    def _encoder(self) -> Sink:
        if self._sink is None:
            raise ValueError("write after the file was closed")
        return self._sink

    def _guard(self, action: Callable[[], None]) -> None:
        """Run ``action``, and say in plain words what the disk refused."""
        try:
            action()
        except OSError as error:
            raise AudioWriteError(
                "{name} could not be written ({reason}); make room on the disk or choose another folder.",
                name=shown_name(self.path),
                reason=system_reason(error),
            ) from error

    def _finish(self) -> None:
        self._encoder().close()
        self._sink = None
        self._file.close()

    def _discard(self) -> None:
        """Remove the unfinished file; what encoder and disk say to being stopped no longer matters."""
        sink, self._sink = self._sink, None
        for close in ([sink.close] if sink is not None else []) + [self._file.close]:
            try:
                close()
            except (OSError, AudioWriteError) as error:
                self.notices.append(Message("The unfinished file was removed ({reason}).", reason=system_reason(error)))
        self.path.unlink(missing_ok=True)


def create_audio(
    path: str | Path,
    sample_rate_hz: int,
    channels: int,
    tags: Tags | None = None,
    cover: Cover | None = None,
    dates: dict[str, str] | None = None,
    *,
    container: str | None = None,
    sample_format: str | None = None,
    marks: Sequence[Mark] = (),
    duration_s: float | None = None,
) -> AudioWriter:
    """Create an audio file for blocks of float32 ``[frames, channels]`` at ``sample_rate_hz``.

    The format follows the suffix (wav flac opus mp3) unless ``container`` names it. ``sample_format``: PCM_16
    (default), PCM_24 or, for WAV, FLOAT. Rates and channels that the format cannot hold are converted, which
    ``notices`` tells. An existing file is replaced. Of ``dates``, ``recorded`` and ``created`` go into the file. Tags
    that count samples count them at ``sample_rate_hz``. ``marks``: in order; what the format cannot hold of them,
    ``notices`` tells. ``duration_s``: of all that will be written, where it is known.
    Raises AudioWriteError or AudioPermissionError with one line for people.
    """
    path = Path(path)
    container = (container or path.suffix.removeprefix(".")).lower()
    if container not in WRITTEN:
        raise AudioWriteError(
            "{name} was not written: this app writes .wav, .flac, .opus and .mp3; choose one of these.",
            name=shown_name(path),
        )
    written = WRITTEN[container]
    sample_format = sample_format or written.sample_formats[0]
    if sample_format not in written.sample_formats:
        raise ValueError(f"{container} cannot hold {sample_format}, only {written.sample_formats}")
    if not 1 <= sample_rate_hz <= MOST_HZ or channels < 1:
        raise ValueError(f"impossible sound: {sample_rate_hz} Hz, {channels} channels")
    if channels > written.most_channels and container != "mp3":
        raise AudioWriteError(
            "{name} was not written: it would need {channels} channels, and {container} holds"
            " {most_channels}; choose .wav.",
            name=shown_name(path),
            channels=channels,
            container=container,
            most_channels=written.most_channels,
        )
    file_rate_hz = writable_rate_hz(container, sample_rate_hz)
    content = FileContent(
        container=container,
        sample_format=sample_format,
        sample_rate_hz=file_rate_hz,
        channels=min(channels, written.most_channels),
        tags=at_rate(storable_tags(tags, dates), sample_rate_hz, file_rate_hz),
        cover=cover
        and replace(
            cover, mime=without_lone_surrogates(cover.mime), description=without_lone_surrogates(cover.description)
        ),
        marks=tuple(
            replace(one, title=without_lone_surrogates(one.title), note=without_lone_surrogates(one.note))
            for one in marks
        ),
        duration_s=duration_s,
    )
    try:
        return AudioWriter(path, sample_rate_hz, channels, content)
    except PermissionError as error:
        raise AudioPermissionError(
            "{name} may not be written by you here; choose another folder.", name=shown_name(path)
        ) from error
    except OSError as error:
        raise AudioWriteError(
            "{name} could not be created ({reason}); choose another folder or name.",
            name=shown_name(path),
            reason=system_reason(error),
        ) from error


def writable_rate_hz(container: str, sample_rate_hz: int) -> int:
    """Return the lowest rate of the format that keeps all of the sound, or its highest."""
    if container == "flac":  # halves, as long as it is too much
        while sample_rate_hz > _FLAC_MAX_RATE_HZ:
            sample_rate_hz = -(-sample_rate_hz // 2)
    rates = WRITTEN[container].rates_hz
    return next((rate for rate in rates if rate >= sample_rate_hz), rates[-1]) if rates else sample_rate_hz


def _make_sink(file: BinaryIO, content: FileContent, notices: list[Message]) -> Sink:
    """Make what writes the format. Its libraries are loaded here, so that whoever only reads, as the window until
    something is restored, does not wait for them."""
    from sqcodec_gui.audio.encoded_writer import FlacSink, Mp3Sink, OpusSink
    from sqcodec_gui.audio.wav_writer import WavSink

    match content.container:
        case "wav":
            return WavSink(file, content, notices)
        case "flac":
            return FlacSink(file, content, notices)
        case "opus":
            return OpusSink(file, content, notices)
    return Mp3Sink(file, content, notices)
