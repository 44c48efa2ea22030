"""This module converts on a worker whole files one by one, with the model that ``engine.models`` keeps in memory.

Every answer is plain data. Errors travel as text: their classes may not be known where they are read.
"""

import filecmp
import tempfile
import time
import traceback
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqcodec_gui._version import __version__
from sqcodec_gui.audio.errors import (
    DamagedAudioError,
    EmptyAudioError,
    NonFiniteAudioError,
    NotAFileError,
    NotAudioError,
)
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.cluster import locations
from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.container import SqcError
from sqcodec_gui.engine.convert import ConversionSettings, convert
from sqcodec_gui.engine.existing_output import require_existing_output
from sqcodec_gui.engine.location import Location, name_of
from sqcodec_gui.engine.settings_and_results import (
    CompressResult,
    CompressSettings,
    ConversionResult,
    EngineError,
    skipped_result,
)
from sqcodec_gui.engine.sqc_file import tables_for_writing
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.messages import Message

if TYPE_CHECKING:
    from distributed import Worker

PROGRESS_INTERVAL_S = 1.0
FAULTS_OF_A_FILE = (DamagedAudioError, EmptyAudioError, NonFiniteAudioError, NotAFileError, NotAudioError, SqcError)
"""Another worker would find the same."""

_at_work: dict[tuple[str, int], CancelToken] = {}
_stopped: set[str] = set()


@dataclass(frozen=True)
class Identity:
    """It holds what must be equal everywhere for the targets to be the same; ``""`` where nothing of it is needed."""

    version: str
    weights_sha256: str = ""
    tables_sha256: str = ""


@dataclass(frozen=True)
class FileTask:
    """It asks for one file. ``run`` names the call that it belongs to, ``number`` is its own within that."""

    run: str
    number: int
    source: Location
    target: Location
    settings: ConversionSettings
    identity: Identity


@dataclass(frozen=True)
class Failure:
    """It says why there is no result. ``trace``: of an error that was not foreseen, else empty."""

    reason: Message
    is_files_fault: bool = False
    is_cancelled: bool = False
    trace: str = ""


@dataclass(frozen=True)
class Answer:
    """It holds what became of a task. ``target``: where the result is; its own ``source`` and ``target`` may be copies
    that are gone."""

    worker: str
    result: ConversionResult | None = None
    target: Location = ""
    failure: Failure | None = None


def identity_of(settings: ConversionSettings) -> Identity:
    """Return the identity of this machine. Raises UnknownModelError, MissingWeightsError."""
    if not isinstance(settings, CompressSettings):
        return Identity(__version__)  # each file names the weights that it needs
    installed = find_installed(settings.model, named=settings.compute.weights_dir)
    tables = tables_for_writing(installed)
    return Identity(__version__, installed.sha256, tables.sha256 if tables else "")


def stop(run: str) -> list[int]:
    """Ask all files of a run to stop, also those that have not begun. Return the numbers of those at work."""
    _stopped.add(run)
    here = [(number, token) for (of_run, number), token in list(_at_work.items()) if of_run == run]
    for _, token in here:
        token.cancel()
    return [number for number, _ in here]


def convert_file(task: FileTask) -> Answer:
    """Do the task that Dask runs; never raises."""
    from distributed import get_worker

    worker = get_worker()
    token = CancelToken()
    _at_work[task.run, task.number] = token
    if task.run in _stopped:  # asked after the token can be found, so that no stop is missed
        token.cancel()
    try:
        token.check()
        if identity_of(task.settings) != task.identity:
            raise EngineError("{name}: a worker has another version or other weights.", name=name_of(task.source))
        report_progress = _ProgressReporter(worker, task)
        result, target = _convert(task, report_progress, token, Path(worker.local_directory))
        return Answer(worker.address, result, target)
    except Exception as error:
        return Answer(worker.address, failure=failure_of(error))
    finally:
        del _at_work[task.run, task.number]


def failure_of(error: Exception) -> Failure:
    """Describe an error as plain data."""
    if isinstance(error, SqcodecError):
        return Failure(error.message, isinstance(error, FAULTS_OF_A_FILE), isinstance(error, CancelledError))
    return Failure(
        Message("{name}: {reason}", name=type(error).__name__, reason=str(error)),
        trace="".join(traceback.format_exception(error)),
    )


def _convert(
    task: FileTask, report_progress: "_ProgressReporter", token: CancelToken, local: Path
) -> tuple[ConversionResult, Location]:
    """Return (result, where it is)."""
    if isinstance(task.source, Path) and isinstance(task.target, Path):
        result = _adopt_earlier(convert(task.source, task.target, task.settings, report_progress, token), task.target)
        return result, result.target
    if task.source == task.target:
        raise EngineError(
            "{source}: source and target are the same file; choose another name or folder.", source=str(task.source)
        )
    with tempfile.TemporaryDirectory(prefix="sqcodec-", dir=local) as scratch:
        come, made = Path(scratch, "source"), Path(scratch, "target")
        come.mkdir()
        made.mkdir()
        if task.settings.exists == "skip" and locations.exists(task.target):
            there = locations.fetch(task.target, made)
            if isinstance(task.settings, CompressSettings):
                require_existing_output(there, name_of(task.source), locations.size_bytes(task.source), token)
                return _skipped(task, task.settings.model), task.target
            source = locations.fetch(task.source, come)
            return convert(source, there, task.settings, report_progress, token), task.target
        source = locations.fetch(task.source, come)
        token.check()
        result = convert(source, made / name_of(task.target), task.settings, report_progress, token)
        token.check()
        return result, locations.publish(result.target, task.target, task.settings.exists)


def _adopt_earlier(result: ConversionResult, wanted: Path) -> ConversionResult:
    """Return the file under the wanted name, if it has the same bytes: its worker died before it could say so."""
    if result.target == wanted or not filecmp.cmp(result.target, wanted, shallow=False):
        return result
    result.target.unlink()
    return replace(result, target=wanted)


def _skipped(task: FileTask, model: str) -> ConversionResult:
    name = name_of(task.target)
    return skipped_result(
        CompressResult,
        Path(name_of(task.source)),
        Path(name),
        name,
        model=model,
        weights_sha256=task.identity.weights_sha256,
        source_bytes=locations.size_bytes(task.source) or 0,
        target_bytes=locations.size_bytes(task.target) or 0,
    )


class _ProgressReporter:
    """It is a ``progress`` callback that reports to the client now and then."""

    def __init__(self, worker: "Worker", task: FileTask) -> None:
        self._worker = worker
        self._task = task
        self._reported_at_s = 0.0

    def __call__(self, seconds_done: float, seconds_total: float) -> None:
        now = time.monotonic()
        if now - self._reported_at_s >= PROGRESS_INTERVAL_S:
            self._reported_at_s = now
            self._worker.log_event(self._task.run, [self._task.number, seconds_done, seconds_total])
