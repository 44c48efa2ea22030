"""This module has what goes into the engine and comes out of it: settings, progress, results; plain data, no torch.

``progress(seconds_done, seconds_total)`` is called from the thread that does the work; the total may grow where the
length of a recording is not known beforehand.
"""

from collections.abc import Callable
from dataclasses import MISSING, asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from sqcodec_gui.engine.completeness import Loss, State
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.messages import Message

Progress = Callable[[float, float], None]
SQC_SUFFIX = ".sqc"
DEFAULT_MODEL = "spectral-6kbps"
EXISTS_POLICIES = ("number", "skip", "overwrite")
CHANNEL_POLICIES = ("keep", "mix")


class EngineError(SqcodecError):
    """A job cannot be done; the message says why."""


def no_progress(seconds_done: float, seconds_total: float) -> None:
    """Do nothing, for callers who do not watch."""


@dataclass(frozen=True)
class ComputeChoice:
    """It holds what the person chose to compute with; everything that encodes or decodes is handed it, and obeys it.

    ``device``: auto, cpu, cuda or mps. ``engine``: auto, torch or openvino. ``weights_dir``: a folder with weights that
    is looked at before all others. ``engine.device.resolve`` says what that is on this machine.
    """

    device: str = "auto"
    engine: str = "auto"
    weights_dir: Path | None = None


DEFAULT_COMPUTE = ComputeChoice()
"""The fastest device and engine that there are, and the weights where they usually lie."""


@dataclass(frozen=True)
class CompressSettings:
    """It says how a recording is made small. ``model``: name of an architecture. ``exists``: what to do when the target
    is there.

    ``check``: after writing, decode and compare with the source. ``channels``: "keep", or "mix" for one channel with
    the mean of all. ``files_at_once``: so many jobs the caller runs at the same time (see ``engine.batch``).
    ``track``: of files with several sound tracks, which one, from 1; None: the best that can be decoded.
    ``again``: with ``exists`` "skip", a target that a lesser model made of this recording is made again, and replaced
    once the new one is verified (see ``engine.again``).
    """

    model: str = DEFAULT_MODEL
    compute: ComputeChoice = DEFAULT_COMPUTE
    exists: str = "number"
    check: bool = True
    channels: str = "keep"
    files_at_once: int = 1
    track: int | None = None
    again: bool = False


@dataclass(frozen=True)
class RestoreSettings:
    """It says how a recording is brought back. ``rate``: "original" or "codec". ``sample_format``: PCM_16, PCM_24 or
    FLOAT, for WAV and FLAC.

    ``tolerant``: a damaged file gives what is whole, silence elsewhere. ``files_at_once``: as for compressing.
    """

    compute: ComputeChoice = DEFAULT_COMPUTE
    exists: str = "number"
    rate: str = "original"
    sample_format: str = "PCM_16"
    tolerant: bool = True
    files_at_once: int = 1


@dataclass(frozen=True)
class Likeness:
    """It says how far the decoded recording is from its source: mean difference of log-mel spectra, in nepers.

    ``usual_mel_distance`` is what these weights usually stay below; None where nothing is known of them.
    """

    mel_distance: float
    usual_mel_distance: float | None

    @property
    def is_usual(self) -> bool:
        """Return whether the distance is within what these weights usually give, or that is not known."""
        return self.usual_mel_distance is None or self.mel_distance <= self.usual_mel_distance


@dataclass(frozen=True)
class ConversionResult:
    """It describes one file made of another. ``notices``: plain sentences about what was lost or assumed.

    ``complete``: nothing of the source was damaged, and nothing is lost (see ``engine.completeness``). What is lost
    stands in ``losses``, on the time axis of the sound; ``lost_s`` are the seconds of it that are known. ``verified``:
    it was checked, and it is complete.
    """

    source: Path
    target: Path
    model: str
    weights_sha256: str
    device: str
    engine: str
    duration_s: float
    source_bytes: int
    target_bytes: int
    tokens: int
    speed_x_real_time: float
    verified: bool
    skipped: bool = False
    notices: tuple[Message, ...] = ()
    lost_s: float = 0.0
    losses: tuple[Loss, ...] = ()
    complete: bool = True

    @property
    def sqc_bytes(self) -> int:
        """Return the size of the ``.sqc`` file, which is source or target."""
        raise NotImplementedError

    @property
    def bitrate_bps(self) -> float:
        """Return the bit rate of the whole ``.sqc`` file, all channels."""
        return 8 * self.sqc_bytes / self.duration_s if self.duration_s else 0.0


@dataclass(frozen=True)
class CompressResult(ConversionResult):
    """It describes one recording made small. ``track`` and ``tracks``: of several sound tracks, as in its Source.

    ``sounds_like_music``: asked only where it turned out unlike its source (see ``worth_a_listen``).
    """

    likeness: Likeness | None = None
    track: int | None = None
    tracks: tuple[str, ...] = ()
    sounds_like_music: bool = False

    @property
    def sqc_bytes(self) -> int:
        """Return the size of the target."""
        return self.target_bytes

    @property
    def worth_a_listen(self) -> bool:
        """Return whether the likeness is outside of what this model usually gives, so that it is worth a listen."""
        return self.likeness is not None and not self.likeness.is_usual


@dataclass(frozen=True)
class RestoreResult(ConversionResult):
    """It describes one recording brought back."""

    @property
    def sqc_bytes(self) -> int:
        """Return the size of the source."""
        return self.source_bytes


Converted = TypeVar("Converted", bound=ConversionResult)


def skipped_result(kind: type[Converted], source: Path, target: Path, target_name: str, **known: Any) -> Converted:
    """Make the result of a target that was there, and was left as it is. ``known``: what is known of both files."""
    facts: dict[str, Any] = {
        "model": "",
        "weights_sha256": "",
        "device": "",
        "engine": "",
        "duration_s": 0.0,
        "tokens": 0,
        "speed_x_real_time": 0.0,
        "verified": False,
        "notices": (Message("{target} is already there; it was left as it is.", target=target_name),),
    }
    return kind(source=source, target=target, skipped=True, **facts | known)


@dataclass(frozen=True)
class VerifyResult:
    """It says what was proven of a file, in plain sentences; ``problems`` is empty when all is well.

    ``state``: that of the file itself (see ``engine.completeness``), whatever the problem; "unreadable" where it could
    not be looked at. ``lost_spans_s``: (start, duration) of each of its ``losses``.
    """

    path: Path
    model: str
    weights_sha256: str
    duration_s: float
    tokens: int
    decoded: bool
    proven: tuple[Message, ...] = ()
    problems: tuple[Message, ...] = ()
    lost_spans_s: tuple[tuple[float, float], ...] = field(default=())
    tokens_sha256: str = ""
    """As the footer has it; empty if that is lost."""
    state: State | str = "unreadable"
    lost_s: float = 0.0
    losses: tuple[Loss, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Return whether nothing speaks against the file."""
        return not self.problems


def failed_json(kind: type, error: str, **facts: Any) -> dict[str, Any]:
    """Return what ``to_json`` gives of a ``kind`` for a job without result: ``facts``, or None or the default."""
    values = {one.name: None if one.default is MISSING else one.default for one in fields(kind)}
    if "complete" in values:
        values["complete"] = False
    if kind in (CompressResult, RestoreResult):
        values["bitrate_bps"] = None
    if kind is CompressResult:
        values["worth_a_listen"] = False
    return values | facts | {"error": error}


def to_json(result: ConversionResult | VerifyResult) -> dict[str, Any]:
    """Return a result as plain JSON values, with ``error`` None: the shape of ``--json``."""
    values = asdict(result)
    if isinstance(result, ConversionResult):
        values["bitrate_bps"] = round(result.bitrate_bps, 1)
    if isinstance(result, CompressResult):
        values["worth_a_listen"] = result.worth_a_listen
    for name, value in values.items():
        if isinstance(value, Path):
            values[name] = str(value)
    return values | {"error": None}
