"""This module writes .sqc files block by block, and goes on with one that was interrupted."""

import os
from collections.abc import Sequence
from dataclasses import replace
from types import TracebackType
from typing import BinaryIO

import numpy.typing as npt

from sqcodec_gui.atomic_write import no_follow
from sqcodec_gui.container import block_layout, blocks, records, scan
from sqcodec_gui.container import header as headers
from sqcodec_gui.container.attachments import Attachment, attachments_bytes
from sqcodec_gui.container.block_layout import Block
from sqcodec_gui.container.block_timeline import is_length_of
from sqcodec_gui.container.bytesource import ByteSource
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.container.errors import SqcError, SqcMismatchError
from sqcodec_gui.container.footer import Footer, PartEnd, TokenHash
from sqcodec_gui.container.header import Header
from sqcodec_gui.container.packing import Tokens
from sqcodec_gui.container.parts import PartStart, part_body

BACKUP_HEADER_FROM_BLOCKS = 16
"""Files of so many blocks or more repeat their header before the footer."""


class SqcWriter:
    """It writes a .sqc file into ``file``: binary, empty, seekable (the statistics in the header are filled in when the
    encode ends). The file stays the caller's to close.

    Call ``write_block`` for each block in order, then ``finish``. What was not finished is still readable (tolerant)
    and can go on (``resume_writer``). ``tables``: entropy tables; each block is stored in the smaller way.
    """

    def __init__(
        self,
        file: BinaryIO,
        header: Header,
        *,
        attachments: Sequence[Attachment] = (),
        tables: EntropyTables | None = None,
    ):
        attached = attachments_bytes(attachments)
        header = _with_tables(header, tables)
        self._start(file, headers.header_bytes(header, len(attached)), tables)
        file.write(self._header_data + attached)

    def _start(self, file: BinaryIO, header_data: bytes, tables: EntropyTables | None) -> None:
        self._file = file
        self._header_data = header_data
        self.header = headers.parse_header(header_data).header
        self._tables = tables
        self._rules = scan.record_rules(self.header)
        self._hash = TokenHash(self.header.channels, self.header.layer_tokens)
        self._owned = False
        self._ended: list[PartEnd] = []
        self._begin(0)

    def _begin(self, part_record_bytes: int) -> None:
        self._part_record_bytes = part_record_bytes
        self._block_bytes: list[int] = []
        self._last_block_tokens = 0
        self._skip_samples = self.header.skip_samples
        self._source_rate_hz = self.header.source.sample_rate_hz

    @property
    def tokens_done(self) -> int:
        """Return the number of frames (tokens of one channel) in the part that is being written; after
        ``resume_writer``, where to go on."""
        return max(len(self._block_bytes) - 1, 0) * self.header.block_tokens + self._last_block_tokens

    @property
    def next_block(self) -> tuple[int, int]:
        """Return (part, number) of the block that is to be written."""
        return len(self._ended), len(self._block_bytes)

    def write_block(self, tokens: Tokens) -> None:
        """Write the next tokens, int32[channels, n], with layers [channels, n, tokens of a frame]; n is
        ``header.block_tokens``, less only in a part's last block. Upper layers that are lost: ``blocks.LOST_TOKEN``.

        The block is handed to the operating system at once. Raises ValueError for a wrong shape or token.
        """
        part, number = self.next_block
        self.add_block(blocks.encode_block(tokens, self.header, part, number, self._tables), tokens)

    def write_lost_block(self, token_count: int) -> None:
        """Keep the time of tokens that are lost, in place of ``write_block``."""
        block = Block(*self.next_block, False, token_count, ())
        self.add_block(block, blocks.lost_tokens(self.header, token_count))

    def add_block(self, block: Block, tokens: Tokens | None) -> None:
        """Write a block as stored, and its tokens as for ``write_block`` (None: ``close_file`` gets the token hashes).

        Raises ValueError if it cannot stand here.
        """
        if (block.part, block.number) != self.next_block:
            raise ValueError("blocks must be written in order")
        if self._block_bytes and self._last_block_tokens != self.header.block_tokens:
            raise ValueError("only the last block of a part may be short")
        data = self._record(records.BLOCK, block_layout.body_of(block, self.header))
        self._file.write(data)
        self._file.flush()
        self._note_block(len(data), block.token_count, tokens)

    def _note_block(self, size_bytes: int, token_count: int, tokens: Tokens | None) -> None:
        self._block_bytes.append(size_bytes)
        self._last_block_tokens = token_count
        if tokens is not None:
            self._hash.update(tokens)

    def end_part(self, *, sample_count: int, source_frames: int | None = None, source_sha256: str = "") -> None:
        """Close a part; see ``finish``. ``begin_part`` or ``close_file`` must follow."""
        limit = self.tokens_done * self.header.hop_samples - self._skip_samples
        if not 0 <= sample_count <= max(limit, 0):
            raise ValueError(f"{sample_count:,} samples from tokens that give {limit:,}")
        sound_s = sample_count / self.header.sample_rate_hz
        if source_frames is not None and not is_length_of(sound_s, source_frames, self._source_rate_hz):
            raise ValueError("the length of the source is not that of the sound")
        self._hash.end_part()
        self._ended.append(
            PartEnd(
                sample_count=sample_count,
                source_frames=source_frames,
                source_sha256=source_sha256,
                last_block_tokens=self._last_block_tokens,
                part_record_bytes=self._part_record_bytes,
                block_bytes=tuple(self._block_bytes),
            )
        )

    def begin_part(self, start: PartStart) -> None:
        """Begin a further part, after ``end_part``."""
        data = self._record(records.PART, part_body(len(self._ended), start, self.header.format_version))
        self._file.write(data)
        self._begin(len(data))
        self._skip_samples = start.skip_samples
        self._source_rate_hz = start.source.sample_rate_hz

    def finish(
        self,
        *,
        sample_count: int,
        source_frames: int | None = None,
        source_sha256: str = "",
        statistics: npt.ArrayLike | None = None,
    ) -> Footer:
        """End the last part and write the footer. Nothing may be written afterwards.

        ``sample_count``: samples at the codec's rate that the part plays. ``source_frames``: exact length
        of the source at its own rate, None if not known. ``source_sha256``: hex, of the source file's bytes,
        empty if not known. ``statistics``: of the first part, float32[header.statistics.count]; needed
        unless the header brought them.
        Raises ValueError if they do not fit.
        """
        self.end_part(sample_count=sample_count, source_frames=source_frames, source_sha256=source_sha256)
        if statistics is not None:
            self._patch_statistics(statistics)
        elif self.header.statistics.count and self.header.statistics.values is None:
            raise ValueError("the statistics of the recording are missing")
        return self.close_file()

    def _patch_statistics(self, statistics: npt.ArrayLike) -> None:
        patched = self.header.statistics.with_values(statistics)
        data, span = self._header_data, headers.statistics_span(self._header_data)
        self._header_data = headers.with_crc(data[: span.start] + patched.to_bytes() + data[span.stop :])
        self.header = headers.parse_header(self._header_data).header
        end = self._file.tell()
        self._file.seek(0)
        self._file.write(self._header_data)
        self._file.seek(end)

    def close_file(self, token_hashes: tuple[str, ...] = ()) -> Footer:
        """Write backup header and footer after the last ``end_part``. ``token_hashes``: hex, if they are known."""
        backup_header = b""
        if sum(len(part.block_bytes) for part in self._ended) >= BACKUP_HEADER_FROM_BLOCKS:
            backup_header = self._record(records.BACKUP_HEADER, scan.backup_header_body(self._header_data))
        footer = Footer(tuple(self._ended), len(backup_header), token_hashes or self._hash.hexdigests())
        self._file.write(backup_header + self._record(records.FOOTER, footer.body))
        self._file.flush()
        return footer

    def _record(self, kind: bytes, body: bytes) -> bytes:
        return records.record_bytes(kind, body, self.header.stream_id, self._rules)

    def close(self) -> None:
        """Close the file if ``resume_writer`` opened it."""
        if self._owned:
            self._file.close()

    def __enter__(self) -> "SqcWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @classmethod
    def _resumed(
        cls, file: BinaryIO, header_data: bytes, first_record: int, tables: EntropyTables | None
    ) -> "SqcWriter":
        writer = cls.__new__(cls)
        writer._start(file, header_data, tables)
        writer._owned = True
        end = writer._take_whole_blocks(ByteSource(file), first_record)
        file.seek(0)
        file.write(header_data)
        file.seek(end)
        file.truncate()
        return writer

    def _take_whole_blocks(self, source: ByteSource, offset: int) -> int:
        """Account for the full blocks from ``offset`` on; return where they end (bytes)."""
        while True:
            try:
                record = records.read_record(source, offset, self.header.stream_id, self._rules)
                if record.kind != records.BLOCK:
                    return offset
                block = block_layout.parse_block(record, self.header)
                if (block.part, block.number) != (0, len(self._block_bytes)):
                    return offset
                if block.token_count != self.header.block_tokens or len(block.layers) != len(self.header.layer_tokens):
                    return offset
                tokens = blocks.decode_block(block, self.header, offset, self._tables)
            except SqcError:
                return offset
            self._note_block(record.size_bytes, block.token_count, tokens)
            offset = record.end


def resume_writer(
    path: str | os.PathLike[str],
    header: Header,
    *,
    attachments: Sequence[Attachment] = (),
    tables: EntropyTables | None = None,
) -> SqcWriter:
    """Go on with an interrupted encode: everything after the last whole, full block is cut off.

    ``tokens_done`` of the result says how many tokens of each channel are there. Close it (``with``) at the end. The
    finished file is byte for byte what an uninterrupted encode gives, if the same tokens follow (an engine with another
    number of threads may round one in some thousands differently). Raises SqcMismatchError if the file was begun with
    another header or attachments, another typed SqcError if its header is damaged, ForeignFileError for a link.
    """
    attached = attachments_bytes(attachments)
    header = _with_tables(header, tables)
    wanted = headers.header_bytes(header, len(attached))
    file = open(path, "r+b", opener=no_follow)  # noqa: SIM115
    try:
        source = ByteSource(file)
        found = headers.read_header_bytes(source)
        same = _without_statistics(found) == _without_statistics(wanted)
        if not same or source.read_at(len(wanted), len(attached)) != attached:
            raise SqcMismatchError(
                "this unfinished file was begun with other settings or from another source", file_name=source.name
            )
        return SqcWriter._resumed(file, wanted, len(wanted) + len(attached), tables)
    except BaseException:
        file.close()
        raise


def _with_tables(header: Header, tables: EntropyTables | None) -> Header:
    """Return the header naming the tables. Raises SqcMismatchError if they belong to other weights."""
    if tables is None:
        return header
    if tables.weights_sha256 != header.weights_sha256 or not blocks.serves(tables, header):
        raise SqcMismatchError("these entropy tables belong to other weights")
    return replace(header, tables_sha256=tables.sha256)


def _without_statistics(header_data: bytes) -> bytes:
    span = headers.statistics_span(header_data)
    return headers.with_crc(header_data[: span.start] + bytes(span.stop - span.start) + header_data[span.stop :])
