"""A passage is encoded and decoded at every installed quality. No Qt; it runs in a worker thread.

Qualities that a larger one holds are not encoded: they are its file with layers left away.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqcodec_gui.audio import create_audio
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.codec.config import smaller_configs
from sqcodec_gui.codec.errors import UnknownModelError
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.edit import shrink
from sqcodec_gui.engine.estimate import projected_bytes
from sqcodec_gui.engine.preview import preview_info
from sqcodec_gui.engine.settings_and_results import DEFAULT_COMPUTE, CompressSettings, ComputeChoice, EngineError
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.models.quality_choices import Quality
from sqcodec_gui.listening.passage import Passage, Sound, read_passage
from sqcodec_gui.messages import Message
from sqcodec_gui.playback.material import (
    Material,
    coded_facts,
    decode_passage,
    make_material,
    original_facts,
    settle_passage,
)


@dataclass(frozen=True)
class QueuedRecording:
    """It waits in the queue, or is there already. ``duration_s`` and ``channels`` are those that will be encoded.

    ``made_with``: the quality that its small file was made with, which takes ``made_bytes``; empty before.
    """

    path: Path
    duration_s: float
    channels: int
    size_bytes: int
    made_with: str = ""
    made_bytes: int = 0

    def bytes_with(self, model: str) -> int:
        """Return what it takes with this quality, in bytes: what it took, else what is projected."""
        if model == self.made_with:
            return self.made_bytes
        return projected_bytes(model, self.duration_s, self.channels)


@dataclass(frozen=True)
class Request:
    """It says what to make. ``passage`` None: one is proposed. ``qualities``: installed ones, the smallest first."""

    original: Path
    passage: Passage | None
    qualities: Sequence[Quality]
    compute: ComputeChoice = DEFAULT_COMPUTE
    channels: str = "keep"


@dataclass(frozen=True)
class Version:
    """It is the passage at one quality."""

    quality: Quality
    material: Material


@dataclass(frozen=True)
class Versions:
    """The smallest version is first. ``problems`` has one line for each quality that could not be made."""

    passage: Passage
    versions: tuple[Version, ...]
    problems: tuple[Message, ...]


def make_versions(request: Request, progress: Callable[[int, int], None], cancel: CancelToken) -> Versions:
    """Make all versions; ``progress(done, in all)`` counts qualities. Raises SqcodecError if none can be made."""
    passage = settle_passage(request.original, request.passage, float("inf"), cancel)
    reference = read_passage(request.original, passage)
    passage = Passage(passage.start_s, passage.start_s + reference.duration_s)
    facts = original_facts(request.original, cancel)
    versions, problems = [], []
    with tempfile.TemporaryDirectory(prefix="sqcodec-qualities-") as folder:
        source = Path(folder) / "passage.wav"
        with create_audio(source, reference.sample_rate_hz, reference.channels, sample_format="FLOAT") as writer:
            writer.write(reference.samples)
        files = _SmallFiles(source, request, cancel)
        for done, quality in enumerate(request.qualities):
            progress(done, len(request.qualities))
            try:
                small = files.of(quality.name)
                coded = _decoded(small, request, cancel)
            except CancelledError:
                raise
            except SqcodecError as error:
                problems.append(Message("{quality}: {reason}", quality=quality.title, reason=error.message))
                continue
            made = coded_facts(small, is_made_for_the_test=True)
            versions.append(Version(quality, make_material(reference, coded, facts, made, passage)))
    if not versions:
        if problems:
            raise EngineError(problems[0])
        raise EngineError("There is no quality on this computer; fetch one first.")
    return Versions(passage, tuple(versions), tuple(problems))


class _SmallFiles:
    """It has the .sqc files of the passage ``source``, each made when it is asked for, beside it."""

    def __init__(self, source: Path, request: Request, cancel: CancelToken) -> None:
        self._source, self._request, self._cancel = source, request, cancel
        self._made: dict[str, Path] = {}

    def of(self, model: str) -> Path:
        """Make the small file of a quality. Raises a subclass of SqcodecError."""
        if model not in self._made:
            target, holder = self._source.with_name(f"{model}.sqc"), self._holder(model)
            if holder is None:
                settings = CompressSettings(
                    model=model, compute=self._request.compute, check=False, channels=self._request.channels
                )
                compress(self._source, target, settings, cancel=self._cancel)
            else:
                shrink(self.of(holder), target, model)
            self._made[model] = target
        return self._made[model]

    def _holder(self, model: str) -> str | None:
        """Return the largest of the qualities that hold this one; None if it is held by no other."""
        names = [quality.name for quality in self._request.qualities if quality.name != model]
        return next((name for name in reversed(names) if model in _held_by(name)), None)


def _held_by(model: str) -> list[str]:
    try:
        return [config.name for config in smaller_configs(model)]
    except UnknownModelError:
        return []


def _decoded(small: Path, request: Request, cancel: CancelToken) -> Sound:
    """Return what a .sqc file sounds like."""
    info = preview_info(small)
    whole = Passage(0.0, info.frames / info.sample_rate_hz)
    return decode_passage(small, info, whole, request.compute, cancel)
