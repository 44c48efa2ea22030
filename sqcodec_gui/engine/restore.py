"""A .sqc file back to a recording: read, decode, resample to the original's rate, write, and then give it its name.

Decoding, and resampling with writing, go on at the same time. A restore that was killed goes on in the middle: what it
had decoded is kept beside the target (kept_sound.py), and the file is byte for byte that of one go: what another number
of threads, another engine or another version of it had decoded, whose last bits may differ, is not used.
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
from sqcodec_gui.container import DamageKind, Part, SqcReader
from sqcodec_gui.engine import device, files, models
from sqcodec_gui.engine.completeness import Completeness, completeness_of, lost_s, lost_words
from sqcodec_gui.engine.decode_cache import DecodeCache
from sqcodec_gui.engine.fallback import run_with_fallback
from sqcodec_gui.engine.job import (
    CancelToken,
    EngineError,
    Progress,
    RestoreResult,
    RestoreSettings,
    no_progress,
    skipped_result,
)
from sqcodec_gui.engine.prefetch import prefetched
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
        if settings.exists == "skip" and target.exists():
            return skipped_result(RestoreResult, source, target, target.name, **_facts(reader, source, target))
        place = device.resolve(settings.compute, settings.files_at_once)
        return run_with_fallback(_Job(reader, source, target, settings, place, progress, cancel))


@dataclass(frozen=True)
class _Job:
    reader: SqcFile
    source: Path
    target: Path
    settings: RestoreSettings
    place: device.ComputeTarget
    progress: Progress
    cancel: CancelToken
    notices: tuple[Message, ...] = ()

    def run(self) -> RestoreResult:
        sound = SqcSound(self.reader, models.load(self.reader.weights(), self.place, encodes=False), self.cancel)
        started = time.perf_counter()
        with (
            files.disk_errors(self.target),
            files.unfinished(self.source, self.target, self.cancel) as kept_path,
            files.made_anew(kept_path.with_suffix(files.NEW_SUFFIX), self.source) as work,
            self._kept_sound(kept_path) as kept,
        ):
            kept_s = kept.frames / sound.sample_rate_hz
            with self._errors_with_its_name(work), self._audio_writer(work) as writer:
                for part in self.reader.parts:
                    self._write_part(part, sound, kept, writer)
            elapsed_s = time.perf_counter() - started
            self.reader.check(lambda done, total: self.cancel.check())
            target = files.publish(work, self.target, self.settings.exists)
            kept.discard()
        facts = _facts(self.reader, self.source, target)
        return RestoreResult(
            self.source,
            target,
            device=self.place.device,
            engine=self.place.engine,
            speed_x_real_time=(facts["duration_s"] - kept_s) / elapsed_s if elapsed_s else 0.0,
            verified=facts["complete"],
            notices=(*self.notices, *writer.notices, *self._loss_notices()),
            **facts,
        )

    def _loss_notices(self) -> tuple[Message, ...]:
        return _loss_notices(self.source, completeness_of(self.reader), self.reader.footer is not None)

    @property
    def _rate_hz(self) -> int:
        header = self.reader.header
        return header.source.sample_rate_hz if self.settings.rate == "original" else header.sample_rate_hz

    @contextmanager
    def _errors_with_its_name(self, work: Path) -> Iterator[None]:
        """The writer knows only the unfinished file."""
        try:
            yield
        except AudioError as error:
            told = error.message
            raise EngineError(Message(told.template, **{**told.arguments, "name": self.target.name})) from error

    def _audio_writer(self, work: Path) -> AudioWriter:
        source = self.reader.header.source
        container = self.target.suffix.removeprefix(".").lower()
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
        covers = [one for one in self.reader.attachments() if one.role == "cover"] if is_sound else []
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

    def _kept_sound(self, path: Path) -> DecodeCache:
        """Of a whole file only: after damage the decoder begins anew, and what follows depends on where."""
        reader = self.reader
        identity = {
            "program": __version__,
            **device.rounding(self.place.engine, self.place.streams),
            "device": f"{self.place.device} {self.place.name}",
            "weights": reader.header.weights_sha256,
            "tokens": reader.footer.tokens_sha256 if reader.footer else "",
            "file": files.file_sha256(self.source, self.cancel),
        }
        kept = DecodeCache(path, identity, reader.header.channels)
        if reader.damage or not self._has_room_for_both(path.parent):
            kept.discard()
        return kept

    def _has_room_for_both(self, folder: Path) -> bool:
        """The kept sound and the target, if that were of 32 bits; never shall the one take the room of the other."""
        header = self.reader.header
        frames = self.reader.duration_s * (header.sample_rate_hz + self._rate_hz)
        return shutil.disk_usage(folder).free > 4 * frames * header.channels

    def _write_part(self, part: Part, sound: SqcSound, kept: DecodeCache, writer: AudioWriter) -> None:
        total = frames_of(part, sound.sample_rate_hz, self._rate_hz)
        resampler = StreamResampler(sound.sample_rate_hz, self._rate_hz, sound.channels)
        before_s = sum(one.sample_count for one in self.reader.parts[: part.number]) / sound.sample_rate_hz
        samples, kept_s = 0, kept.frames / sound.sample_rate_hz
        at_once = max(1, WRITTEN_AT_ONCE * sound.sample_rate_hz // (max(self._rate_hz, 1) * sound.channels))
        for piece in self._part_pieces(part, sound, kept):
            self.cancel.check()
            samples += piece.shape[1]
            self.progress(max(kept_s, before_s + samples / sound.sample_rate_hz), self.reader.duration_s)
            for start in range(0, piece.shape[1], at_once):
                writer.write(resampler.push(np.ascontiguousarray(piece[:, start : start + at_once].T)))
        writer.write(resampler.flush(total))

    def _part_pieces(self, part: Part, sound: SqcSound, kept: DecodeCache) -> Iterator[np.ndarray]:
        """What an earlier try has decoded, and from there on what is decoded now."""
        samples = 0
        for piece in kept.replay(part.sample_count):
            samples += piece.shape[1]
            yield piece
        if samples == part.sample_count:
            return
        with prefetched(sound.part_pieces(part, samples)) as pieces:
            for piece in pieces:
                if self.reader.damage:
                    kept.discard()
                kept.append(piece)
                yield piece


def frames_of(part: Part, codec_rate_hz: int, rate_hz: int) -> int:
    """How many frames a part has at ``rate_hz``: those of its source, where they are known and this is its rate."""
    if part.source_frames is not None and rate_hz == part.source.sample_rate_hz:
        return part.source_frames
    return resampled_length(part.sample_count, codec_rate_hz, rate_hz)


def _loss_notices(source: Path, found: Completeness, knows_its_length: bool) -> tuple[Message, ...]:
    """``knows_its_length``: the footer is there, so that all that is lost is in ``found``."""
    if found.damage and not knows_its_length:
        unknown = Message(
            "{source} is damaged, and nobody knows how much of its sound is lost: {reason}",
            source=source.name,
            reason=found.damage[0],
        )
        return (*filter(None, [lost_words(found.losses)]), unknown)
    if found.losses:
        return (lost_words(found.losses),)
    if found.damage:
        return (Message("{source} is damaged, but all of its sound was read.", source=source.name),)
    return ()


def _facts(reader: SqcReader, source: Path, target: Path) -> dict[str, Any]:
    """What a result says of both files."""
    found = completeness_of(reader)
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
