"""This module makes a .sqc file of a recording: reads, resamples, encodes, writes, checks, and only then names it.

Reading with resampling, encoding, and packing with writing go on at the same time: the first two in threads of their
own, the last in that of the caller.
"""

import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from sqcodec_gui._version import __version__
from sqcodec_gui.audio import AudioInfo, open_audio, open_once
from sqcodec_gui.audio.errors import MissingAudioError, shown_name
from sqcodec_gui.audio.opened_path import OpenedPath
from sqcodec_gui.audio.tracks import describe_track
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.config import CodecConfig, ModelConfig, SpectralConfig, get_config
from sqcodec_gui.codec.errors import UnwritableWeightsError
from sqcodec_gui.codec.model_store.install import retain_used
from sqcodec_gui.codec.model_store.installed import InstalledModel, find_installed
from sqcodec_gui.codec.spectral.codec import SpectralCodec
from sqcodec_gui.codec.streams import (
    AnyCodec,
    Stream,
    encoder_start,
    no_tokens,
    open_encoder,
    statistics_rule,
)
from sqcodec_gui.container import (
    Header,
    Part,
    SourceLoss,
    Statistics,
)
from sqcodec_gui.container.header import stream_id_of
from sqcodec_gui.engine import device, files, models
from sqcodec_gui.engine.again import ReplacedFile, find_replaced
from sqcodec_gui.engine.check import check_written, is_unlike_and_music
from sqcodec_gui.engine.completeness import describe_losses, losses_of_source, lost_s
from sqcodec_gui.engine.estimate import what_is_lost
from sqcodec_gui.engine.existing_output import require_existing_output
from sqcodec_gui.engine.fallback import run_with_fallback
from sqcodec_gui.engine.heap import trim_heap
from sqcodec_gui.engine.limits import require_restorable
from sqcodec_gui.engine.prefetch import prefetched
from sqcodec_gui.engine.settings_and_results import (
    SQC_SUFFIX,
    CompressResult,
    CompressSettings,
    EngineError,
    Likeness,
    Progress,
    no_progress,
    skipped_result,
)
from sqcodec_gui.engine.sound import ReadCounts, read_at_rate
from sqcodec_gui.engine.source_description import SourceDescription, describe_source
from sqcodec_gui.engine.sqc_file import tables_for_writing
from sqcodec_gui.engine.work_file import BlockCollector, note_losses, open_writer, reading_back
from sqcodec_gui.messages import Message

ENCODE_SHARE = 0.3
"""Of a job's time, how much goes into encoding when the check decodes all of it again."""


def compress(
    source: Path,
    target: Path | None,
    settings: CompressSettings,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> CompressResult:
    """Make ``source`` small. ``target`` None: beside the source, with the suffix ``.sqc``.

    Raises a subclass of SqcodecError with one line for people; then nothing is left but, after a kill, an unfinished
    file that the next call with the same source, target and settings goes on from.
    """
    cancel = cancel or CancelToken()
    source = Path(source)
    with open_once(source) as opened:  # all that follows looks, reads and hashes through this one handle
        identity = files.identity_of(opened.status())
        with open_audio(opened, settings.track) as reader:
            info = reader.info
        require_restorable(info, settings.channels == "mix")
        target = target or files.choose_target(source, None, SQC_SUFFIX, settings.exists)
        files.check_pair(source, target)
        installed = find_installed(settings.model, named=settings.compute.weights_dir)
        description, old = describe_source(info), None
        if settings.exists == "skip" and target.exists():
            old = find_replaced(target, installed) if settings.again else None
            if old is None:
                return _skipped(opened, target, info, cancel)
            settings, description = replace(settings, exists="overwrite", check=True), old.carry_over(description)
        compute_target = device.resolve(settings.compute, settings.files_at_once)
        job = _Conversion(
            source,
            opened,
            identity,
            target,
            info,
            description,
            settings,
            installed,
            compute_target,
            progress,
            cancel,
            old=old,
        )
        return run_with_fallback(job)


def _skipped(source: OpenedPath, target: Path, info: AudioInfo, cancel: CancelToken) -> CompressResult:
    """Make the result for a target that is there. Raises EngineError if it is not what this recording became."""

    def is_unchanged(part: Part) -> bool:
        """Return whether the recording is unchanged. Recorders write files of equal length, and an editor may keep it:
        then the date tells, or the whole file."""
        if part.source.track != info.track:
            return False
        same_date = part.source.dates.get("modified") == info.dates.get("modified")
        untouched_since = source.stat().st_ctime_ns < target.stat().st_mtime_ns  # also when a date was set back
        return (same_date and untouched_since) or part.source_sha256 == files.file_sha256(source, cancel)

    header = require_existing_output(target, source.name, info.size_bytes, cancel, is_unchanged)
    return skipped_result(
        CompressResult,
        Path(source),
        target,
        target.name,
        model=header.model,
        weights_sha256=header.weights_sha256,
        duration_s=info.duration_s or 0.0,
        source_bytes=info.size_bytes,
        target_bytes=target.stat().st_size,
        track=info.track,
        tracks=tuple(map(describe_track, info.tracks)),
    )


def _identity_now(source: Path) -> files.Identity | None:
    """Return the identity of the file; None if there is none, which opening it tells."""
    with suppress(OSError):
        return files.identity_of(source.stat())
    return None


@dataclass(frozen=True)
class _Conversion:
    """It is one recording on its way."""

    source: Path
    opened: OpenedPath
    """``source``, open"""
    identity: files.Identity
    """Of what is open"""
    target: Path
    info: AudioInfo
    description: SourceDescription
    settings: CompressSettings
    installed: InstalledModel
    compute_target: device.ComputeTarget
    progress: Progress
    cancel: CancelToken
    notices: tuple[Message, ...] = ()
    old: ReplacedFile | None = None
    """What lies under the name of the target and is to be replaced, if it is made again."""

    def run(self) -> CompressResult:
        codec = models.load(self.installed, self.compute_target)
        sha256 = files.file_sha256(self.opened, self.cancel)
        if _identity_now(self.source) != self.identity:  # what was read of it before may be another's
            raise self._changed_meanwhile()
        if self.old is not None:
            self.old.require_source(self.source, sha256)
        started = time.perf_counter()
        with files.disk_errors(self.target), files.unfinished(self.source, self.target, self.cancel) as work:
            counts, done_before_s = self._encode(codec, work, sha256)
            self._require_same(sha256)
            lost = tuple(SourceLoss(one.start_s, one.duration_s, one.filled, one.reason) for one in counts.lost)
            if lost:
                note_losses(work, lost)
            if self.settings.check:
                self._give_encoder_back(codec, counts)
            likeness = self._check(work, codec) if self.settings.check else None
            is_music = likeness is not None and is_unlike_and_music(likeness, self.opened, self.info)
            elapsed_s = time.perf_counter() - started
            kept = self._keep_weights()
            if self.old is not None:
                self.old.require_replaceable(self.source, losses_of_source(lost))
            target = files.publish(work, self.target, self.settings.exists)
        if self.old is not None:
            self.old.take_along(self.cancel)
        duration_s = counts.source_frames / self.info.sample_rate_hz
        losses = losses_of_source(lost)
        return CompressResult(
            source=self.source,
            target=target,
            model=self.installed.name,
            weights_sha256=self.installed.sha256,
            device=self.compute_target.device,
            engine=self.compute_target.engine,
            duration_s=duration_s,
            source_bytes=self.info.size_bytes,
            target_bytes=target.stat().st_size,
            tokens=codec.config.tokens_for(counts.codec_samples) * self._channels,
            speed_x_real_time=(duration_s - done_before_s * self._encode_share) / max(elapsed_s, 1e-9),
            verified=likeness is not None and not losses,
            likeness=likeness,
            track=self.info.track,
            tracks=tuple(map(describe_track, self.info.tracks)),
            sounds_like_music=is_music,
            notices=(
                *self.notices,
                *filter(None, [describe_losses(losses)]),
                *map(Message, counts.notices),
                *self._source_notices(),
                *kept,
            ),
            lost_s=lost_s(losses),
            losses=losses,
            complete=not losses,
        )

    def _give_encoder_back(self, codec: AnyCodec, counts: ReadCounts) -> None:
        """Keep what encodes a long recording and what decodes it from being in memory at the same time.

        Making it again for a next file takes 0.1 to 0.2 s; short ones, and those that go several at once, keep it.
        """
        if not isinstance(codec, SpectralCodec) or self.settings.files_at_once > 1:
            return
        if counts.codec_samples > codec.config.block_frames * codec.config.hop_samples:
            codec.spectral_engine.release(encodes=True)
            trim_heap()

    def _keep_weights(self) -> tuple[Message, ...]:
        """Keep the weights before the file has its name: they are safe from updates then. Tells what cannot be kept."""
        try:
            retain_used(self.installed)
        except UnwritableWeightsError as error:
            return (
                Message(
                    "Make an archive kit of {target} before you update this program: what decodes it was not kept"
                    " ({reason})",
                    target=self.target.name,
                    reason=error.message,
                ),
            )
        return ()

    @property
    def _mixes_down(self) -> bool:
        return self.settings.channels == "mix" and self.info.channels > 1

    @property
    def _channels(self) -> int:
        return 1 if self._mixes_down else self.info.channels

    @property
    def _encode_share(self) -> float:
        return ENCODE_SHARE if self.settings.check else 1.0

    def _require_same(self, sha256: str) -> None:
        """Raise EngineError if the source is not what was hashed; another mode bit makes no other recording."""
        try:
            now = files.identity_of(self.source.stat())
        except FileNotFoundError as error:  # the handle still reads it, but nobody could compare it any more
            raise MissingAudioError(
                "{name} is not there (any more); check the name and the folder.", name=shown_name(self.source)
            ) from error
        is_same = (now == self.identity and files.CTIME_IS_CHANGE_TIME) or files.file_sha256(
            self.source, self.cancel
        ) == sha256
        if not is_same or now[2] != self.info.size_bytes:
            raise self._changed_meanwhile()

    def _changed_meanwhile(self) -> EngineError:
        return EngineError(
            "{source} was changed while it was read; try again when it is at rest.", source=self.source.name
        )

    def _belongs_to(self, source_sha256: str) -> dict[str, object]:
        """Return what an unfinished file must have been begun for to be gone on with, beside what its header says."""
        rounding = device.rounding_identity(self.compute_target.engine, self.compute_target.streams)
        if isinstance(get_config(self.installed.name), SpectralConfig):  # the same for any number of these
            rounding = {key: rounding[key] for key in ("engine", "machine")}
        where = f"{self.compute_target.device} {self.compute_target.name}"
        return {"source_sha256": source_sha256, "program": __version__, "device": where, **rounding}

    def _source_notices(self) -> tuple[Message, ...]:
        ends_early = Message("{source} ends early: what is whole of it was compressed.", source=self.source.name)
        cut = (ends_early,) if self.info.truncated else ()
        return (*self.description.notices, *cut, *what_is_lost(self.info, self.settings.model, self._mixes_down))

    def _encode(self, codec: AnyCodec, work: Path, source_sha256: str) -> tuple[ReadCounts, float]:
        """Write the whole file, going on with what an earlier try left; return (counts, seconds that it had done)."""
        from sqcodec_gui.codec.sqcodec.streaming import RULE_STORED, measure_statistics

        config = codec.config
        header = self._header(codec, *statistics_rule(codec))
        header = replace(header, stream_id=stream_id_of(header, source_sha256))
        counts = ReadCounts()
        tables = tables_for_writing(self.installed)
        belongs_to = self._belongs_to(source_sha256)
        with open_writer(work, self.source, header, self.description.attachments, tables, belongs_to) as writer:
            start = encoder_start(codec, writer.tokens_done)
            encoder = open_encoder(codec, self._channels, start)
            blocks = BlockCollector(writer, no_tokens(config, self._channels), writer.tokens_done - start)
            total_s = self.info.duration_s or 0.0
            done_before_s = done_s = start * config.hop_samples / config.sample_rate_hz
            with prefetched(self._tokens(config, encoder, counts)) as pieces:
                for tokens in pieces:
                    self.cancel.check()
                    blocks.add(tokens)
                    done_s += tokens.shape[1] * config.hop_samples / config.sample_rate_hz
                    if tokens.shape[1]:
                        self.progress(done_s * self._encode_share, max(total_s, done_s))
            blocks.finish()
            statistics = None
            if header.statistics.rule == RULE_STORED:
                assert not isinstance(codec, SpectralCodec)
                with reading_back(work, self.installed) as read_tokens:
                    statistics = measure_statistics(codec, writer.tokens_done, read_tokens)
            writer.finish(
                sample_count=counts.codec_samples,
                source_frames=counts.source_frames,
                source_sha256=source_sha256,
                statistics=statistics,
            )
        return counts, done_before_s

    def _tokens(self, config: ModelConfig, encoder: Stream, counts: ReadCounts) -> Generator[np.ndarray, None, None]:
        """Yield the tokens that are ready, about every second."""
        source = read_at_rate(
            self.opened, config.sample_rate_hz, self.cancel, counts, self._mixes_down, self.info.track, self.info
        )
        with prefetched(source) as pieces:
            for piece in pieces:
                for chunk in _slices(piece, config.sample_rate_hz):
                    self.cancel.check()
                    yield encoder.push(chunk)
        yield encoder.flush()

    def _header(self, codec: AnyCodec, rule: str, count: int) -> Header:
        config = codec.config
        return Header(
            model=config.name,
            family=config.family,
            weights_sha256=self.installed.sha256,
            sample_rate_hz=config.sample_rate_hz,
            hop_samples=config.hop_samples,
            levels=config.levels,
            **_blocks_of(config),
            channels=self._channels,
            encoder=f"sqcodec-gui {__version__}",
            source=self.description.source,
            statistics=Statistics(rule, count),
        )

    def _check(self, work: Path, codec: AnyCodec) -> Likeness:
        def show(done_s: float, total_s: float) -> None:
            self.progress(total_s * ENCODE_SHARE + done_s * (1 - ENCODE_SHARE), total_s)

        return check_written(work, self.opened, self.info, codec, self.installed, show, self.cancel)


def _blocks_of(config: ModelConfig) -> dict[str, Any]:
    """Return what a header says of blocks and layers."""
    if isinstance(config, SpectralConfig):
        return {"layers": config.layers, "block_frames": config.block_frames, "context_frames": config.context_frames}
    assert isinstance(config, CodecConfig)
    return {"window_tokens": config.window_tokens, "block_windows": config.block_windows}


def _slices(piece: np.ndarray, length: int) -> Iterator[np.ndarray]:
    for start in range(0, piece.shape[1], length):
        yield piece[:, start : start + length]
