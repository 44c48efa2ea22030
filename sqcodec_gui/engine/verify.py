"""This module tells whether a file is whole, and what was proven, in plain words; never re-encodes.

(A value near a rounding edge may fall on the other side on another device, so a second encode proves nothing.)
"""

from pathlib import Path

from sqcodec_gui.cancellation import CancelToken, cancellation_scope
from sqcodec_gui.container import SqcError, SqcReader
from sqcodec_gui.engine import device, files, models
from sqcodec_gui.engine.checksums import sidecar_of, sidecar_problem
from sqcodec_gui.engine.completeness import State, completeness_of, lost_s
from sqcodec_gui.engine.settings_and_results import (
    DEFAULT_COMPUTE,
    ComputeChoice,
    EngineError,
    Progress,
    VerifyResult,
    no_progress,
)
from sqcodec_gui.engine.sqc_file import SqcFile, open_for_reading
from sqcodec_gui.errors import SqcodecError, system_reason
from sqcodec_gui.messages import Message


def verify(
    path: Path,
    *,
    decode: bool = False,
    source: Path | None = None,
    checksums: bool = False,
    compute: ComputeChoice = DEFAULT_COMPUTE,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> VerifyResult:
    """Check a .sqc file: structure, every checksum, and that nothing of the recording is lost.

    With ``decode`` also that these weights decode it to its exact length; with ``source`` also that this is the
    recording that it was made from, with ``checksums`` that every byte is what its sidecar file says (SHA-256).

    Raises a subclass of SqcodecError only if the file cannot be opened as a .sqc file at all.
    """
    cancel = cancel or CancelToken()
    with open_for_reading(Path(path), compute.weights_dir, tolerant=True) as reader:
        tables_problem = _check_blocks(reader, progress, cancel)
        found = completeness_of(reader)
        problems = [*tables_problem, *found.problems]
        proven = [] if found.damage or tables_problem else _proven_of_structure(reader)
        if source is not None:
            _check_source(reader, source, proven, problems, cancel)
        if checksums:
            _check_sidecar(Path(path), proven, problems, cancel)
        decoded = decode and _check_sound(reader, compute, proven, problems, progress, cancel)
        found = completeness_of(reader)
        return VerifyResult(
            path=Path(path),
            model=reader.header.model,
            weights_sha256=reader.header.weights_sha256,
            duration_s=reader.duration_s,
            tokens=reader.all_tokens,
            decoded=decoded and not found.damage,
            proven=tuple(proven),
            problems=tuple(problems),
            lost_spans_s=tuple((loss.start_s, loss.duration_s) for loss in found.losses),
            tokens_sha256=reader.footer.tokens_sha256 if reader.footer else "",
            state=State.DAMAGED if tables_problem else found.state,
            lost_s=lost_s(found.losses),
            losses=found.losses,
        )


def _check_blocks(reader: SqcReader, progress: Progress, cancel: CancelToken) -> list[Message]:
    """Read all of a file, noting what is damaged in the reader; return why it could not be read, if it could not."""

    def watch(done: int, total: int) -> None:
        cancel.check()
        progress(reader.duration_s * done / total, reader.duration_s)

    try:
        reader.check(watch)
    except SqcError as error:
        return [error.message]
    return []


def _proven_of_structure(reader: SqcReader) -> list[Message]:
    count, duration_s = len(reader.blocks), reader.duration_s
    return [
        Message("Every one of the {count} blocks is whole (CRC-32), and so are header and footer.", count=count),
        Message("The tokens of all {duration_s:.2f} s are those that were written (SHA-256).", duration_s=duration_s),
    ]


def _check_source(
    reader: SqcReader, source: Path, proven: list[Message], problems: list[Message], cancel: CancelToken
) -> None:
    recorded = {part.source_sha256 for part in reader.parts}
    if recorded == {""}:
        problems.append(Message("The file does not say which recording it was made from."))
        return
    try:
        found = files.file_sha256(source, cancel)
    except OSError as error:
        raise EngineError(
            "{source} could not be read: {reason}.", source=source.name, reason=system_reason(error)
        ) from error
    if recorded == {found}:
        proven.append(Message("{source} is the recording that it was made from (SHA-256).", source=source.name))
    else:
        problems.append(
            Message("{source} is not the recording that it was made from: the SHA-256 differs.", source=source.name)
        )


def _check_sidecar(path: Path, proven: list[Message], problems: list[Message], cancel: CancelToken) -> None:
    problem = sidecar_problem(path, cancel)
    if problem is None:
        proven.append(Message("Every byte is what {sidecar} says (SHA-256).", sidecar=sidecar_of(path).name))
    else:
        problems.append(problem)


def _check_sound(
    reader: SqcFile,
    compute: ComputeChoice,
    proven: list[Message],
    problems: list[Message],
    progress: Progress,
    cancel: CancelToken,
) -> bool:
    """Return whether the file decodes to its exact length."""
    from sqcodec_gui.engine.sound import SqcSound  # brings the readers of audio, which the other checks do not need

    header = reader.header
    try:
        installed = reader.weights()
        samples = 0
        with cancellation_scope(cancel):
            codec = models.load_with_fallback(installed, device.resolve(compute), encodes=False)
            sound = SqcSound(reader, codec, cancel)
            for piece in sound.pieces():
                samples += piece.shape[1]
                progress(samples / header.sample_rate_hz, reader.duration_s)
    except SqcodecError as error:
        cancel.check()
        problems.append(error.message)
        return False
    if samples == sum(part.sample_count for part in reader.parts):
        proven.append(Message("It decodes with the weights on this machine, to the exact length."))
        return True
    problems.append(Message("It decodes to another length than it should."))
    return False
