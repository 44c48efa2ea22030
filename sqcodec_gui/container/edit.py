"""This module makes .sqc files of others: repairs, shrinks, cuts, joins and retags them. The tokens stay what they are.

Every function writes to a path (temporary file, fsync, rename; it may be the source itself) or into an empty,
seekable binary file.
"""

import os
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from sqcodec_gui.container import silence
from sqcodec_gui.container.attachments import Attachment
from sqcodec_gui.container.block_layout import Block
from sqcodec_gui.container.block_timeline import BlockEntry, Part
from sqcodec_gui.container.blocks import decode_block, lost_tokens
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.container.errors import Damage, SqcError, SqcFooterError, SqcMismatchError
from sqcodec_gui.container.header import Header
from sqcodec_gui.container.joined_attachments import JoinedAttachments, joined_attachments
from sqcodec_gui.container.output import whole_file
from sqcodec_gui.container.parts import PartStart
from sqcodec_gui.container.reader import SqcReader
from sqcodec_gui.container.source import Source
from sqcodec_gui.container.source_losses import SourceLoss, within
from sqcodec_gui.container.writer import SqcWriter

Path = str | os.PathLike[str]
Input = Path | BinaryIO
Output = Path | BinaryIO

CONTEXT_WINDOWS = 7
"""Windows kept before a cut. A token's sound looks back ``depth`` windows (at most 5), where the decoder
interpolates between tokens one more, and from the start of the first of these some 43 frames of convolution
further, which lie within one window more."""
END_LOST = "the end of the file was lost before it was repaired, and nobody knows how much that was"


@dataclass(frozen=True)
class CutResult:
    """It says what of the source the new file plays, in seconds: the block borders around what was asked for."""

    start_s: float
    stop_s: float


@dataclass(frozen=True)
class _Stretch:
    """It has the blocks ``first`` to ``stop`` (indices in the reader) that become one part, then ``tail_tokens`` of the
    next block as context."""

    first: int
    stop: int
    tail_tokens: int
    start: PartStart
    sample_count: int
    source_frames: int | None
    source_sha256: str


Pieces = Iterable[tuple[SqcReader, _Stretch]]
Copy = Callable[[SqcReader, int, SqcWriter], None]
DescribePart = Callable[[Source, float, float], Source]


def repair(source: Input | SqcReader, target: Output, *, tables: EntropyTables | None = None) -> list[Damage]:
    """Write a valid file of all that is whole in ``source``; lost blocks keep their time and are silent.

    ``source`` may be a tolerant reader, which stays open. What is whole is copied as it is stored.
    Where the footer is lost, the end of each part may be: that is noted with its source. Where nearly all is lost, some
    of that silence is left out (see ``bounds``), which is noted too.
    Returns what was wrong. Raises a typed SqcError if header and backup header are lost, or if tables are
    needed that are not at hand.
    """
    opened: AbstractContextManager[SqcReader]
    opened = nullcontext(source) if isinstance(source, SqcReader) else SqcReader(source, tolerant=True, tables=tables)
    with whole_file(target) as file, opened as reader:
        reader.check()
        left_out = silence.to_leave_out(reader)
        hashes = () if left_out else reader.token_hashes
        try:
            _write_whole(reader, file, left_out, hashes)
        except SqcError:
            if not hashes:
                raise
            file.seek(0)  # what was whole a moment ago cannot be read again: a disk that fails, or somebody writes
            file.truncate()
            _write_whole(reader, file, left_out, ())
        _require_readable(file)
        return reader.damage + silence.left_out_finding(reader, left_out)


def _write_whole(reader: SqcReader, file: BinaryIO, left_out: Container[int], hashes: tuple[str, ...]) -> None:
    """Write a file of what is whole. ``hashes``: of the tokens that will be in the file; none where all has to be
    decoded once more for them."""

    def copy(reader: SqcReader, index: int, writer: SqcWriter) -> None:
        if index not in left_out:
            _copy_whole(reader, index, writer, hashes_are_known=bool(hashes))

    stretches = (_with_lost_end(reader, stretch) for stretch in _whole_parts(reader))
    pieces = ((reader, _shortened(reader, stretch, left_out)) for stretch in stretches)
    _write(pieces, file, _whole_attachments(reader), None, copy).close_file(hashes)


def retag(
    source: Input,
    target: Output,
    *,
    tags: Mapping[str, list[str]] | None = None,
    attachments: Sequence[Attachment] | None = None,
    lost: Sequence[SourceLoss] | None = None,
) -> None:
    """Write ``source`` with other tags or attachments (None: as they are). Blocks and token hash stay.

    Tags, and ``lost`` (what reading the recording lost, which is known at its end only), are those of the first part.

    Raises a typed SqcError if the source is damaged, SqcLimitError if there is no room for so much.
    """
    with whole_file(target) as file, SqcReader(source) as reader:
        stretches = _whole_parts(reader)
        start = stretches[0].start
        changed = start.source
        if tags is not None:
            changed = replace(changed, tags=tags)
        if lost is not None:
            changed = replace(changed, lost=tuple(lost))
        stretches[0] = replace(stretches[0], start=replace(start, source=changed))
        kept = reader.attachments() if attachments is None else attachments
        writer = _write(((reader, stretch) for stretch in stretches), file, kept, None, _copy_stored)
        writer.close_file(reader.footer.token_hashes if reader.footer else ())
        _require_readable(file)


def join(sources: Sequence[Path], target: Output, *, tables: EntropyTables | None = None) -> JoinedAttachments:
    """Write the recordings one after the other; each keeps its own length, source and statistics.

    Returns what became of their covers and other attachments. Raises SqcMismatchError if they were not made with the
    same weights, settings and number of channels, a typed SqcError if one is damaged, ValueError if there is none.
    """
    if not sources:
        raise ValueError("there is nothing to join")
    with whole_file(target) as file:
        attachments = joined_attachments(_attachments_of(source) for source in sources)
        _write(_joined(sources, tables), file, attachments.kept, tables, _copy_tokens).close_file()
        _require_readable(file)
        return attachments


def shrink(source: Input, target: Output, layers: int, model: str) -> None:
    """Write ``source`` with its first ``layers`` layers, a copy of their bytes, as a file of ``model``.

    Needs no entropy tables. Token hashes are those of the source, which the layers that are left still have; damage to
    others is of no concern. Raises ValueError if the file has no such layers to leave away, a typed SqcError if what
    is kept is damaged.
    """
    with whole_file(target) as file, SqcReader(source, layers=layers) as reader:
        if not 1 <= layers < len(reader.header.layers) or reader.footer is None:
            raise ValueError(f"{layers} of {len(reader.header.layers)} layers cannot be kept by themselves")
        pieces = ((reader, stretch) for stretch in _whole_parts(reader))
        kept = {"layers": reader.header.layers[:layers], "model": model}
        writer = _write(pieces, file, reader.attachments(), None, _copy_stored, **kept)
        writer.close_file(reader.footer.token_hashes[:layers])


def cut(
    source: Input,
    target: Output,
    start_s: float,
    stop_s: float,
    *,
    context_windows: int = CONTEXT_WINDOWS,
    tables: EntropyTables | None = None,
    describe_part: DescribePart = lambda source, start_s, stop_s: source,
) -> CutResult:
    """Write what ``source`` plays from ``start_s`` to ``stop_s``, widened to block borders.

    ``describe_part`` gives what is true of a stretch of a recording, in seconds from the recording's start.

    Blocks before the start and a window after the end are kept as context and not played, so that every
    sample sounds as it did. Raises ValueError if nothing lies between, a typed SqcError if the source is
    damaged.
    """
    with whole_file(target) as file, SqcReader(source, tables=tables) as reader:
        chosen = _chosen_blocks(reader, start_s, stop_s)
        if not chosen:
            raise ValueError(f"the recording has nothing between {start_s:g} s and {stop_s:g} s")
        stretches = [_cut_part(reader, part, chosen, context_windows, describe_part) for part in reader.parts]
        pieces = ((reader, stretch) for stretch in stretches if stretch is not None)
        _write(pieces, file, reader.attachments(), tables, _copy_tokens).close_file()
        _require_readable(file)
        first_start_s, _ = reader.time_span_s(chosen[0])
        last_start_s, last_s = reader.time_span_s(chosen[-1])
        return CutResult(first_start_s, last_start_s + last_s)


def _write(
    pieces: Pieces,
    file: BinaryIO,
    attachments: Sequence[Attachment],
    tables: EntropyTables | None,
    copy: Copy,
    **changed: Any,
) -> SqcWriter:
    """Write all but the end of a file. The first piece gives the header, but for what is ``changed`` of it."""
    writer: SqcWriter | None = None
    for reader, stretch in pieces:
        if writer is None:
            start = stretch.start
            header = replace(
                reader.header,
                source=start.source,
                statistics=start.statistics,
                skip_samples=start.skip_samples,
                **changed,
            )
            writer = SqcWriter(file, header, attachments=attachments, tables=tables)
        else:
            writer.begin_part(stretch.start)
        for index in range(stretch.first, stretch.stop):
            copy(reader, index, writer)
        if stretch.tail_tokens:
            writer.write_block(reader.read_block(stretch.stop)[:, : stretch.tail_tokens])
        writer.end_part(
            sample_count=stretch.sample_count,
            source_frames=stretch.source_frames,
            source_sha256=stretch.source_sha256,
        )
    if writer is None:
        raise SqcFooterError("the file has no part to copy")
    return writer


def _require_readable(file: BinaryIO) -> None:
    """Check that the parts are within a file's bounds together, which parts that are each within them may not be.
    Raises a typed SqcError."""
    try:
        SqcReader(file).close()
    except SqcError as error:
        error.offset = error.hint = None  # they would be of a file that nobody gets
        raise


def _shortened(reader: SqcReader, stretch: _Stretch, left_out: Container[int]) -> _Stretch:
    """Return a part without the lost blocks ``left_out``, whose length and hash are not those of its source."""
    counts = {index: reader.blocks[index].token_count for index in range(stretch.first, stretch.stop)}
    gone = [index for index in counts if index in left_out]
    if not gone:
        return stretch
    header, start = reader.header, stretch.start
    samples = sum(counts[index] for index in counts if index not in left_out) * header.hop_samples
    samples = min(max(samples - start.skip_samples, 0), stretch.sample_count)
    lost_s = sum(reader.time_span_s(index)[1] for index in gone)
    before = sum(counts[index] for index in range(stretch.first, gone[0])) * header.hop_samples - start.skip_samples
    place_s = min(max(before, 0), samples) / header.sample_rate_hz
    loss = SourceLoss(place_s, lost_s, False, silence.LEFT_OUT)
    source = replace(start.source, lost=(*start.source.lost, loss))
    return replace(
        stretch, start=replace(start, source=source), sample_count=samples, source_frames=None, source_sha256=""
    )


def _copy_tokens(reader: SqcReader, index: int, writer: SqcWriter) -> None:
    """Copy the tokens of a part. A lost block stays lost; in a file that must be sound any other failure is raised."""
    if reader.blocks[index].lost:
        tokens = None
    else:
        tokens = reader.read_block_or_none(index) if reader.tolerant else reader.read_block(index)
    if tokens is None:
        writer.write_lost_block(reader.blocks[index].token_count)
    else:
        writer.write_block(tokens)


def _copy_whole(reader: SqcReader, index: int, writer: SqcWriter, hashes_are_known: bool) -> None:
    """Copy what is whole of a block, as it is stored; a lost one keeps its time."""
    entry = reader.blocks[index]
    part, number = writer.next_block
    block, tokens = Block(part, number, False, entry.token_count, ()), None
    if not reader.is_lost(index):
        try:
            stored = reader.read_stored_block(index)
            if not hashes_are_known:
                tokens = decode_block(stored, reader.header, entry.offset or 0, reader.tables, reader.layers)
            block = stored._replace(part=part, number=number)
        except SqcError:
            if hashes_are_known:
                raise
    if tokens is None and not hashes_are_known:
        tokens = lost_tokens(reader.header, entry.token_count)
    writer.add_block(block, tokens)


def _copy_stored(reader: SqcReader, index: int, writer: SqcWriter) -> None:
    writer.add_block(reader.read_stored_block(index), None)


def _whole_parts(reader: SqcReader) -> list[_Stretch]:
    stretches = []
    for part in reader.parts:
        first, stop = _block_range(reader, part)
        start = PartStart(part.source, part.statistics, part.skip_samples)
        end = (part.sample_count, part.source_frames, part.source_sha256)
        stretches.append(_Stretch(first, stop, 0, start, *end))
    return stretches


def _with_lost_end(reader: SqcReader, stretch: _Stretch) -> _Stretch:
    if reader.footer is not None:
        return stretch
    source = stretch.start.source
    end = SourceLoss(stretch.sample_count / reader.header.sample_rate_hz, 0.0, False, END_LOST)
    return replace(stretch, start=replace(stretch.start, source=replace(source, lost=(*source.lost, end))))


def _block_range(reader: SqcReader, part: Part) -> tuple[int, int]:
    """Return (first, stop): indices of a part's blocks."""
    first, stop = (bisect_left(reader.blocks, number, key=_part_of) for number in (part.number, part.number + 1))
    return first, stop


def _part_of(entry: BlockEntry) -> int:
    return entry.part


def _whole_attachments(reader: SqcReader) -> tuple[Attachment, ...]:
    try:
        return reader.attachments()
    except SqcError:
        return ()  # ``check`` has noted it


def _attachments_of(source: Path) -> tuple[Attachment, ...]:
    with SqcReader(source) as reader:
        return reader.attachments()


def _joined(sources: Sequence[Path], tables: EntropyTables | None) -> Iterator[tuple[SqcReader, _Stretch]]:
    first: Header | None = None
    for source in sources:
        with SqcReader(source, tables=tables) as reader:
            first = first or reader.header
            if _kind(reader.header) != _kind(first):
                raise SqcMismatchError(
                    "this file was made with other weights, settings or channels than the first",
                    file_name=reader.name,
                )
            for stretch in _whole_parts(reader):
                yield reader, stretch


def _kind(header: Header) -> tuple[object, ...]:
    """Return what must be the same in files that are joined."""
    statistics = (header.statistics.rule, header.statistics.count)
    blocks = (header.window_tokens, header.block_windows, header.block_frames, header.context_frames)
    grid = (header.sample_rate_hz, header.hop_samples, header.layers, blocks)
    return header.family, header.weights_sha256, header.levels, header.channels, statistics, grid


def _chosen_blocks(reader: SqcReader, start_s: float, stop_s: float) -> list[int]:
    """Return the indices of the blocks of which something between is heard."""
    chosen = []
    for index in range(len(reader.blocks)):
        block_start_s, duration_s = reader.time_span_s(index)
        if duration_s > 0 and block_start_s < stop_s and block_start_s + duration_s > start_s:
            chosen.append(index)
    return chosen


def _cut_part(
    reader: SqcReader, part: Part, chosen: Sequence[int], context_windows: int, describe_part: DescribePart
) -> _Stretch | None:
    """Return what of a part is kept; None if nothing. Samples count from the part's first token."""
    header = reader.header
    part_first, part_stop = _block_range(reader, part)
    kept = [index for index in chosen if part_first <= index < part_stop]
    if not kept:
        return None
    block_samples = header.block_tokens * header.hop_samples
    context_blocks = -(-_context_frames(header, context_windows) // header.block_tokens)
    first, stop = max(kept[0] - context_blocks, part_first), kept[-1] + 1
    part_end = part.skip_samples + part.sample_count
    heard_start = max((kept[0] - part_first) * block_samples, part.skip_samples)
    heard_stop = min((stop - part_first) * block_samples, part_end)
    tail = reader.blocks[stop] if stop < part_stop else None
    is_whole = first == part_first and heard_start == part.skip_samples and heard_stop == part_end
    skip_samples = heard_start - (first - part_first) * block_samples
    times_s = [(sample - part.skip_samples) / header.sample_rate_hz for sample in (heard_start, heard_stop)]
    source = part.source
    if not is_whole:
        source = describe_part(replace(source, lost=within(source.lost, *times_s)), *times_s)
    return _Stretch(
        first=first,
        stop=stop,
        tail_tokens=min(header.tail_tokens, tail.token_count) if tail and not tail.lost else 0,
        start=PartStart(source, part.statistics, skip_samples),
        sample_count=heard_stop - heard_start,
        source_frames=_source_frames(part, header, heard_start, heard_stop),
        source_sha256=part.source_sha256 if is_whole else "",
    )


def _context_frames(header: Header, context_windows: int) -> int:
    """Return the frames of context before a cut; a file with layers says itself how many its sound needs."""
    return header.context_frames if header.layers else context_windows * header.window_tokens


def _source_frames(part: Part, header: Header, heard_start: int, heard_stop: int) -> int | None:
    """Count the frames of the source between two samples of the codec; cuts side by side add up to the whole."""
    if part.source_frames is None:
        return None

    def frame(sample: int) -> int:
        heard = sample - part.skip_samples
        if heard == part.sample_count:
            return part.source_frames or 0
        return (heard * part.source.sample_rate_hz * 2 + header.sample_rate_hz) // (2 * header.sample_rate_hz)

    return frame(heard_stop) - frame(heard_start)
