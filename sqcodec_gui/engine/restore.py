"""This module brings a .sqc file back to a recording: reads, decodes, resamples to its rate, writes, and then names it.

Decoding, and resampling with writing, go on at the same time. A restore that was killed goes on in the middle: what it
had decoded is kept beside the target (decode_cache.py), and the file is byte for byte that of one go: what another
number of threads, another engine or another version of it had decoded, whose last bits may differ, is not used.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sqcodec_gui._version import __version__
from sqcodec_gui.audio import AudioWriter, Cover, StreamResampler, create_audio, resampled_length
from sqcodec_gui.audio.errors import AudioError
from sqcodec_gui.audio.writer import writable_rate_hz
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.container import DamageKind, Part, SqcReader
from sqcodec_gui.container.joined_attachments import COVER_ROLE
from sqcodec_gui.engine import device, files, models
from sqcodec_gui.engine.completeness import (
    Completeness,
    completeness_of,
    describe_losses,
    lost_s,
    stored_completeness,
)
from sqcodec_gui.engine.decode_cache import DecodeCache
from sqcodec_gui.engine.existing_output import ExpectedRecording, require_existing_recording
from sqcodec_gui.engine.fallback import run_with_fallback
from sqcodec_gui.engine.prefetch import prefetched
from sqcodec_gui.engine.settings_and_results import (
    EngineError,
    Progress,
    RestoreResult,
    RestoreSettings,
    no_progress,
    skipped_result,
)
from sqcodec_gui.engine.sound import SqcSound, marks_of
from sqcodec_gui.engine.sqc_file import SqcFile, open_for_reading
from sqcodec_gui.file_types import LOSSLESS, WRITTEN
from sqcodec_gui.marks.moments import at_rate
from sqcodec_gui.messages import Message

DEFAULT_SUFFIX = ".wav"
WRITTEN_AT_ONCE = 1 << 20
"""Samples of all channels, about, at the rate of the recording: that may be hundreds of times the codec's."""


def restore(
    source: Path,
    target: Path | None,
    settings: RestoreSettings,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> RestoreResult:
    """Bring a recording back. ``target`` None: beside the source, as WAV; else its suffix says the format.

    Where blocks are damaged or lost, their time is silent, and the result says so. Raises a subclass of SqcodecError.
    """
    cancel = cancel or CancelToken()
    source = Path(source)
    target = target or files.choose_target(source, None, DEFAULT_SUFFIX, settings.exists)
    files.check_pair(source, target)
    with open_for_reading(source, settings.compute.weights_dir, settings.tolerant) as reader:
        if settings.exists == "skip" and target.exists() and _container_of(target) in WRITTEN:
            _require_existing(reader, source, target, settings)
            facts = _facts(reader, source, target, stored_completeness(reader, cancel))
            return skipped_result(RestoreResult, source, target, target.name, **facts)
        compute_target = device.resolve(settings.compute, settings.files_at_once)
        return run_with_fallback(_Conversion(reader, source, target, settings, compute_target, progress, cancel))


def _require_existing(reader: SqcReader, source: Path, target: Path, settings: RestoreSettings) -> None:
    """Raise EngineError if ``target`` is neither what ``source`` would become nor the recording that it was made of."""
    recording = reader.parts[0].source
    original = (recording.name, recording.size_bytes)
    if len(reader.parts) == 1 and original == (target.name, target.stat().st_size):
        return
    container, rate_hz = _container_of(target), _rate_hz(reader, settings)
    written = WRITTEN[container]
    frames = sum(frames_of(part, reader.header.sample_rate_hz, rate_hz) for part in reader.parts)
    file_rate_hz = writable_rate_hz(container, rate_hz)
    expected = ExpectedRecording(
        container,
        settings.sample_format if container in LOSSLESS else written.sample_formats[0],
        file_rate_hz,
        min(reader.header.channels, written.most_channels),
        resampled_length(frames, rate_hz, file_rate_hz) if reader.footer is not None else None,
    )
    require_existing_recording(target, source.name, expected)


def _container_of(target: Path) -> str:
    return target.suffix.removeprefix(".").lower()


def _rate_hz(reader: SqcReader, settings: RestoreSettings) -> int:
    """Return the rate of what is written, before a container may need another."""
    header = reader.header
    return header.source.sample_rate_hz if settings.rate == "original" else header.sample_rate_hz


@dataclass(frozen=True)
class _Conversion:
    reader: SqcFile
    source: Path
    target: Path
    settings: RestoreSettings
    compute_target: device.ComputeTarget
    progress: Progress
    cancel: CancelToken
    notices: tuple[Message, ...] = ()

    def run(self) -> RestoreResult:
        sound = SqcSound(
            self.reader, models.load(self.reader.weights(), self.compute_target, encodes=False), self.cancel
        )
        started = time.perf_counter()
        with (
            files.disk_errors(self.target),
            files.unfinished(self.source, self.target, self.cancel) as cache_path,
            files.made_anew(cache_path.with_suffix(files.NEW_SUFFIX), self.source) as work,
            self._open_cache(cache_path) as cache,
        ):
            cached_s = cache.frames / sound.sample_rate_hz
            with self._errors_with_its_name(work), self._audio_writer(work) as writer:
                for part in self.reader.parts:
                    self._write_part(part, sound, cache, writer)
            elapsed_s = time.perf_counter() - started
            self.reader.check(lambda done, total: self.cancel.check())
            target = files.publish(work, self.target, self.settings.exists)
            cache.discard()
        facts = _facts(self.reader, self.source, target, completeness_of(self.reader))
        return RestoreResult(
            self.source,
            target,
            device=self.compute_target.device,
            engine=self.compute_target.engine,
            speed_x_real_time=(facts["duration_s"] - cached_s) / elapsed_s if elapsed_s else 0.0,
            verified=facts["complete"],
            notices=(*self.notices, *writer.notices, *self._loss_notices()),
            **facts,
        )

    def _loss_notices(self) -> tuple[Message, ...]:
        return _loss_notices(self.source, completeness_of(self.reader), self.reader.footer is not None)

    @property
    def _rate_hz(self) -> int:
        return _rate_hz(self.reader, self.settings)

    @contextmanager
    def _errors_with_its_name(self, work: Path) -> Iterator[None]:
        """Name the target in an error, as the writer knows only the unfinished file."""
        try:
            yield
        except AudioError as error:
            message = error.message
            raise EngineError(Message(message.template, **{**message.arguments, "name": self.target.name})) from error

    def _audio_writer(self, work: Path) -> AudioWriter:
        source = self.reader.header.source
        container = _container_of(self.target)
        lossless = container in LOSSLESS
        if lossless and self.settings.sample_format not in WRITTEN[container].sample_formats:
            raise EngineError(
                "{target} was not written: {kind} holds {known}, not {sample_format}.",
                target=self.target.name,
                kind=container.upper(),
                known=" or ".join(WRITTEN[container].sample_formats),
                sample_format=self.settings.sample_format,
            )
        self.reader.check_rest()  # damaged pictures cost no sound
        is_sound = not any(finding.kind is DamageKind.ATTACHMENTS for finding in self.reader.damage)
        covers = [one for one in self.reader.attachments() if one.role == COVER_ROLE] if is_sound else []
        return create_audio(
            work,
            self._rate_hz,
            self.reader.header.channels,
            at_rate({name: list(values) for name, values in source.tags.items()}, source.sample_rate_hz, self._rate_hz),
            Cover(covers[0].media_type, covers[0].data) if covers else None,
            dict(source.dates),
            container=container,
            sample_format=self.settings.sample_format if lossless else None,
            marks=marks_of(self.reader),
            duration_s=self.reader.duration_s,
        )

    def _open_cache(self, path: Path) -> DecodeCache:
        """Open the cache for a whole file only: after damage the decoder begins anew; what follows depends on where."""
        reader = self.reader
        identity = {
            "program": __version__,
            **device.rounding_identity(self.compute_target.engine, self.compute_target.streams),
            "device": f"{self.compute_target.device} {self.compute_target.name}",
            "weights": reader.header.weights_sha256,
            "tokens": reader.footer.tokens_sha256 if reader.footer else "",
            "file": files.file_sha256(self.source, self.cancel),
        }
        cache = DecodeCache(path, identity, reader.header.channels)
        if reader.damage or not self._has_room_for_both(path.parent):
            cache.discard()
        return cache

    def _has_room_for_both(self, folder: Path) -> bool:
        """Return whether there is room for the cache and the target, if of 32 bits: neither takes the other's."""
        header = self.reader.header
        frames = self.reader.duration_s * (header.sample_rate_hz + self._rate_hz)
        return shutil.disk_usage(folder).free > 4 * frames * header.channels

    def _write_part(self, part: Part, sound: SqcSound, cache: DecodeCache, writer: AudioWriter) -> None:
        total = frames_of(part, sound.sample_rate_hz, self._rate_hz)
        resampler = StreamResampler(sound.sample_rate_hz, self._rate_hz, sound.channels)
        before_s = sum(one.sample_count for one in self.reader.parts[: part.number]) / sound.sample_rate_hz
        samples, cached_s = 0, cache.frames / sound.sample_rate_hz
        at_once = max(1, WRITTEN_AT_ONCE * sound.sample_rate_hz // (max(self._rate_hz, 1) * sound.channels))
        for piece in self._part_pieces(part, sound, cache):
            self.cancel.check()
            samples += piece.shape[1]
            self.progress(max(cached_s, before_s + samples / sound.sample_rate_hz), self.reader.duration_s)
            for start in range(0, piece.shape[1], at_once):
                writer.write(resampler.push(np.ascontiguousarray(piece[:, start : start + at_once].T)))
        writer.write(resampler.flush(total))

    def _part_pieces(self, part: Part, sound: SqcSound, cache: DecodeCache) -> Iterator[np.ndarray]:
        """Yield what an earlier try has decoded, and from there on what is decoded now."""
        samples = 0
        for piece in cache.replay(part.sample_count):
            samples += piece.shape[1]
            yield piece
        if samples == part.sample_count:
            return
        with prefetched(sound.part_pieces(part, samples)) as pieces:
            for piece in pieces:
                if self.reader.damage:
                    cache.discard()
                cache.append(piece)
                yield piece


def frames_of(part: Part, codec_rate_hz: int, rate_hz: int) -> int:
    """Return how many frames a part has at ``rate_hz``: its source's, if they are known and this is its rate."""
    if part.source_frames is not None and rate_hz == part.source.sample_rate_hz:
        return part.source_frames
    return resampled_length(part.sample_count, codec_rate_hz, rate_hz)


def _loss_notices(source: Path, found: Completeness, length_is_known: bool) -> tuple[Message, ...]:
    """Say what is lost. ``length_is_known``: the footer is there, so that all that is lost is in ``found``."""
    if found.damage and not length_is_known:
        unknown = Message(
            "{source} is damaged, and nobody knows how much of its sound is lost: {reason}",
            source=source.name,
            reason=found.damage[0],
        )
        return (*filter(None, [describe_losses(found.losses)]), unknown, *found.worse_sound)
    if found.losses:
        return (describe_losses(found.losses), *found.worse_sound)
    if found.damage:
        all_read = Message("{source} is damaged, but all of its sound was read.", source=source.name)
        return (all_read, *found.worse_sound)
    return found.worse_sound


def _facts(reader: SqcReader, source: Path, target: Path, found: Completeness) -> dict[str, Any]:
    """Return what a result says of both files."""
    return {
        "model": reader.header.model,
        "weights_sha256": reader.header.weights_sha256,
        "duration_s": reader.duration_s,
        "source_bytes": source.stat().st_size,
        "target_bytes": target.stat().st_size,
        "tokens": reader.all_tokens,
        "lost_s": lost_s(found.losses),
        "losses": found.losses,
        "complete": found.is_complete,
    }
