"""Whole .sqc files become others without decoding or encoding: repair, shrink, cut, join, retag. No torch."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from sqcodec_gui.atomic_write import atomic_write, new_file, no_empty_folders
from sqcodec_gui.cancellation import NEVER
from sqcodec_gui.codec.config import SpectralConfig, smaller_configs
from sqcodec_gui.codec.errors import UnknownModelError
from sqcodec_gui.container import Attachment, Source, SqcReader, edit
from sqcodec_gui.container.attachments import LIMIT_COUNT, has_room
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.container.errors import SqcBlockError, SqcError, SqcLimitError, SqcOrderError
from sqcodec_gui.container.header import LIMIT_ATTACHMENTS_BYTES
from sqcodec_gui.container.joined_attachments import COVER_ROLE, JoinedAttachments
from sqcodec_gui.container.structure import REPAIR_HINT
from sqcodec_gui.engine import files
from sqcodec_gui.engine.completeness import Loss, lost_s, stored_completeness
from sqcodec_gui.engine.settings_and_results import SQC_SUFFIX, EngineError
from sqcodec_gui.engine.sqc_file import open_for_reading
from sqcodec_gui.errors import system_reason
from sqcodec_gui.marks import within
from sqcodec_gui.marks.moments import of_part
from sqcodec_gui.messages import Message

_PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"GIF8": "image/gif"}


@dataclass(frozen=True)
class EditResult:
    """It describes a new .sqc file. ``notices``: plain sentences about what was found, changed or lost.

    ``complete``: nothing of it is lost; see ``engine.completeness`` for this and ``losses``.
    """

    target: Path
    duration_s: float
    size_bytes: int
    lost_s: float = 0.0
    notices: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()
    complete: bool = True


def repair(source: Path, target: Path, exists: str = "number", weights_dir: Path | None = None) -> EditResult:
    """Write a valid file of all that is whole in ``source``; what is lost keeps its time and is silent.

    Raises a subclass of SqcodecError, such as when the header and the backup header are both lost.
    """
    findings: list[Message] = []
    with open_for_reading(source, weights_dir, tolerant=True) as reader:

        def write(work: BinaryIO) -> None:
            findings.extend(finding.message for finding in edit.repair(reader, work))

        result = _written(source, target, exists, write)
    if not findings and result.complete:
        findings = [Message("{source} was whole already; this is a copy of it.", source=source.name)]
    return _with_notices(result, findings)


def cut(
    source: Path,
    target: Path,
    start_s: float,
    stop_s: float,
    exists: str = "number",
    weights_dir: Path | None = None,
) -> EditResult:
    """Write what ``source`` plays from ``start_s`` to ``stop_s``, widened to block borders (some ten seconds).

    Raises a subclass of SqcodecError.
    """
    tables = _tables(source, weights_dir)
    spans: list[edit.CutResult] = []
    notices: list[Message] = []

    def describe_part(whole: Source, begin_s: float, end_s: float) -> Source:
        part = _describe_part(whole, begin_s, end_s)
        if {"bwf_loudness_value", "bwf_loudness_range"} & whole.tags.keys() - part.tags.keys():
            notices.append(Message("The measures of loudness were left out: they are of the whole recording."))
        return part

    def write(work: BinaryIO) -> None:
        spans.append(edit.cut(source, work, start_s, stop_s, tables=tables, describe_part=describe_part))

    try:
        result = _written(source, target, exists, write)
    except ValueError as error:
        raise EngineError("{source}: {reason}; choose other times.", source=source.name, reason=str(error)) from error
    span = spans[0]
    cut_at = Message(
        "Cut at block borders: {start_s:.2f} s to {stop_s:.2f} s.", start_s=span.start_s, stop_s=span.stop_s
    )
    return _with_notices(result, [cut_at, *notices])


def shrink(source: Path, target: Path | None, quality: str, exists: str = "number") -> EditResult:
    """Write ``source`` in a lower quality that it holds, by leaving layers away; needs neither original nor weights.

    ``quality``: the name of a model, or what of it tells the rate (“3kbps”). ``target`` None: beside the source, with
    that in its name. Every block of the new file is read again before it gets its name. Raises a subclass of
    SqcodecError, with the qualities that there are if this is none of them.
    """
    with open_for_reading(source, None, tolerant=False) as reader:
        chosen = _smaller_quality(source, reader.header.model, quality)
        if chosen.layers != reader.header.layers[: len(chosen.layers)]:
            raise EngineError(
                "{source} says that it is {model}, but its layers are others.",
                source=source.name,
                model=reader.header.model,
            )
        tokens_sha256 = reader.footer.token_hashes[len(chosen.layers) - 1] if reader.footer else ""
    if target is None:
        target = files.choose_target(source, None, SQC_SUFFIX, exists, stem=f"{source.stem}.{rate_name(chosen.name)}")

    def write(work: BinaryIO) -> None:
        edit.shrink(source, work, len(chosen.layers), chosen.name)
        with SqcReader(work) as written:
            for index, entry in enumerate(written.blocks):
                if not entry.lost:
                    written.read_stored_block(index)
            if written.footer is None or written.footer.tokens_sha256 != tokens_sha256:
                raise EngineError("{source} did not come out as it should; nothing was written.", source=source.name)

    return _written(source, target, exists, write)


def rate_name(model: str) -> str:
    """Return what of a model's name tells its rate: “3kbps” of “spectral-3kbps”."""
    return model.rpartition("-")[2]


def _smaller_quality(source: Path, model: str, wished: str) -> SpectralConfig:
    try:
        smaller = smaller_configs(model)
    except UnknownModelError:
        smaller = []
    for config in smaller:
        if wished in (config.name, rate_name(config.name)):
            return config
    if not smaller:
        raise EngineError(
            "{source} holds no lower quality than {model}; encode the original anew.", source=source.name, model=model
        )
    names = " or ".join(rate_name(config.name) for config in smaller)
    raise EngineError(
        "{source} ({model}) can be made smaller to {names}, not to {wished}.",
        source=source.name,
        model=model,
        names=names,
        wished=wished,
    )


def _describe_part(source: Source, start_s: float, stop_s: float) -> Source:
    """Return what is true of the stretch from ``start_s`` to ``stop_s``: its marks, and when it begins."""
    tags = {name: list(values) for name, values in source.tags.items()}
    tags, dates = of_part(tags, source.dates, start_s, stop_s, source.sample_rate_hz)
    return replace(source, tags=tags, dates=dates, marks=within(source.marks, start_s, stop_s))


def join(sources: Sequence[Path], target: Path, exists: str = "number", weights_dir: Path | None = None) -> EditResult:
    """Write recordings one after the other; each keeps its tags, and the first cover is that of the whole.

    Raises a subclass of SqcodecError, such as for different weights.
    """
    notices: list[Message] = []

    def write(work: BinaryIO) -> None:
        notices.extend(_attachment_notices(sources, edit.join(sources, work, tables=tables)))

    with no_empty_folders(target.parent):
        for source in sources[1:]:
            files.check_pair(source, target)
        tables, *_ = (_tables(source, weights_dir) for source in sources)  # what cannot be read is told as such
        result = _written(sources[0], target, exists, write)
    return _with_notices(result, notices)


def _attachment_notices(sources: Sequence[Path], found: JoinedAttachments) -> Iterator[Message]:
    def names(numbers: Sequence[int]) -> str:
        return ", ".join(sources[number].name for number in numbers)

    if found.covers_left_out and found.cover_from is not None:
        yield Message(
            "The cover of {kept} is kept; other covers were left out: {names}.",
            kept=sources[found.cover_from].name,
            names=names(found.covers_left_out),
        )
    if found.no_room_for:
        yield Message(
            "There is no room for all covers and attachments; some were left out: {names}.",
            names=names(found.no_room_for),
        )


def retag(
    path: Path, changed: Mapping[str, list[str]], removed: Sequence[str] = (), cover: Path | None = None
) -> EditResult:
    """Change tags and cover of a file in place; its tokens and their SHA-256 stay what they are.

    ``removed`` names tags, or "cover". Raises a subclass of SqcodecError; then the file is what it was.
    """
    with open_for_reading(path, None, tolerant=False) as reader:
        tags = {name: list(values) for name, values in reader.header.source.tags.items()}
        attachments = list(reader.attachments())
    unknown = [name for name in removed if name not in tags and name != COVER_ROLE]
    if unknown:
        raise EngineError(
            "{name} has no tag called “{tag}”; it has: {known}.",
            name=path.name,
            tag=unknown[0],
            known=", ".join(tags) or "none",
        )
    tags = {name: values for name, values in tags.items() if name not in removed} | dict(changed)
    if cover is not None or COVER_ROLE in removed:
        attachments = [one for one in attachments if one.role != COVER_ROLE]
    if cover is not None:
        attachments.insert(0, _read_cover(cover))
        if not has_room(attachments):
            raise EngineError(
                "There is no room for {picture} in {name}: cover and other attachments may have {limit} MB together,"
                " and be {count}. Choose a smaller picture.",
                picture=cover.name,
                name=path.name,
                limit=LIMIT_ATTACHMENTS_BYTES >> 20,
                count=LIMIT_COUNT,
            )
    with files.disk_errors(path), _advice(path), atomic_write(path) as file:
        edit.retag(path, file, tags=tags, attachments=attachments)
    return _result(path)


def _read_cover(path: Path) -> Attachment:
    try:
        if path.exists() and not path.is_file():  # a pipe or device would be read for ever
            raise EngineError("{name} is no picture that players know; use JPEG or PNG.", name=path.name)
        with path.open("rb") as file:
            data = file.read(LIMIT_ATTACHMENTS_BYTES + 1)  # there is no room for more, however long it is
    except OSError as error:
        raise EngineError("{name} could not be read: {reason}.", name=path.name, reason=system_reason(error)) from error
    media_type = next((kind for start, kind in _PICTURES.items() if data.startswith(start)), None)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        media_type = "image/webp"
    if media_type is None:
        raise EngineError("{name} is no picture that players know; use JPEG or PNG.", name=path.name)
    return Attachment(COVER_ROLE, media_type, data)


def _tables(source: Path, weights_dir: Path | None) -> EntropyTables | None:
    with open_for_reading(source, weights_dir, tolerant=True) as reader:
        return reader.tables


def _written(source: Path, target: Path, exists: str, write: Callable[[BinaryIO], None]) -> EditResult:
    with no_empty_folders(target.parent):
        files.check_pair(source, target)
        if exists == "skip" and target.exists():
            raise EngineError("{target} is already there; it was left as it is.", target=target.name)
        with files.disk_errors(target), _advice(target), files.private_work_path(target) as work:
            with new_file(work, like=source) as file:
                write(file)
            target = files.publish(work, target, exists)
    return _result(target)


@contextmanager
def _advice(target: Path) -> Iterator[None]:
    """Say what to do: repair what is damaged, not cut, join or retag it as if it were whole; put less into the new
    file, whose name an error has that tells of no other one."""
    try:
        yield
    except SqcError as error:
        if isinstance(error, SqcBlockError | SqcOrderError):
            error.hint = error.hint or REPAIR_HINT
        elif isinstance(error, SqcLimitError) and not error.file_name:
            error.hint = error.hint or Message("Nothing was written: shorten the tags, or put less into one file.")
        error.file_name = error.file_name or target.name
        raise


def _result(target: Path) -> EditResult:
    with open_for_reading(target, None, tolerant=True) as reader:
        found = stored_completeness(reader, NEVER)
        notices = found.problems
        seconds = (reader.duration_s, reader.size_bytes, lost_s(found.losses))
        return EditResult(target, *seconds, notices, found.losses, found.is_complete)


def _with_notices(result: EditResult, notices: Sequence[Message]) -> EditResult:
    return replace(result, notices=(*notices, *result.notices))
