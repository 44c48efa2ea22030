"""This module reads .sqc files, whole or damaged, without ever trusting them."""

import os
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO, Self, TypeVar

from sqcodec_gui.container import attachments, block_layout, blocks, records, scan
from sqcodec_gui.container.attachments import Attachment
from sqcodec_gui.container.block_layout import Block
from sqcodec_gui.container.block_timeline import BlockEntry, Part
from sqcodec_gui.container.bytesource import ByteSource
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.container.errors import (
    Damage,
    DamageKind,
    Findings,
    SqcBlockError,
    SqcError,
    SqcHeaderError,
    SqcLayerError,
    SqcLostError,
    SqcOrderError,
    SqcTablesError,
    SqcTokenHashError,
)
from sqcodec_gui.container.footer import TokenHash
from sqcodec_gui.container.header import Header
from sqcodec_gui.container.packing import Tokens
from sqcodec_gui.container.structure import open_structure
from sqcodec_gui.messages import Message

Result = TypeVar("Result")


class SqcReader:
    """It is an open .sqc file.

    ``source``: a path, or a seekable binary file that stays the caller's to close. Strict (the default):
    anything wrong that can be seen without reading the blocks raises a typed SqcError. ``tolerant``: the
    file is searched for whole records instead, what is lost stands in ``damage``, and only a file
    without a usable header raises. ``tables``: needed for blocks that are entropy coded. ``layers``: how many layers
    are wanted of a file that has several (None: all); the others are neither read nor checked.

    Attributes: ``layers`` (how many are read); ``token_hashes`` (hex, of the tokens as ``check`` read them, lost ones
    counted as such; none before that); ``header``; ``footer`` (None if lost); ``parts``; ``blocks`` (in order
    of time, lost ones with ``offset`` None); ``damage`` (what is known so far; ``check`` completes it).
    """

    def __init__(
        self,
        source: str | os.PathLike[str] | BinaryIO,
        *,
        tolerant: bool = False,
        tables: EntropyTables | None = None,
        layers: int | None = None,
    ):
        self.tolerant = tolerant
        self.tables = tables
        self.token_hashes: tuple[str, ...] = ()
        self._findings = Findings()
        self._hashed_blocks = self._hashed_parts = 0
        self._damaged_layers: set[int] = set()
        self._senseless: set[tuple[int, int]] = set()
        self._usable_layers: dict[tuple[int, int], int] = {}
        self._thin: dict[tuple[int, int], tuple[float, float]] = {}
        self._thinned: dict[tuple[int, int], tuple[float, float]] = {}
        self._bytes = ByteSource(source)
        try:
            structure = open_structure(self._bytes, tolerant, self._findings)
        except SqcError as error:
            self._bytes.close()
            error.file_name = self._bytes.name
            raise
        except BaseException:
            self._bytes.close()
            raise
        self._located = structure.header
        self._footer_offset = structure.footer_offset
        self._timeline = structure.timeline
        self._rules = scan.record_rules(self.header)
        self.footer = structure.footer
        self.blocks: list[BlockEntry] = structure.blocks
        self.parts: list[Part] = structure.parts
        self.layers = len(self.header.layer_tokens[:layers])
        self._tokens_hash = TokenHash(self.header.channels, self.header.layer_tokens[: self.layers])

    @property
    def header(self) -> Header:
        """Return the header, or the backup header where that is lost."""
        return self._located.header

    @property
    def damage(self) -> list[Damage]:
        """Return what is known so far to be damaged; ``check`` completes it."""
        return self._findings.damage

    @property
    def name(self) -> str:
        """Return the file's name, for messages; it may be empty."""
        return self._bytes.name

    @property
    def size_bytes(self) -> int:
        """Return the size of the file."""
        return self._bytes.size_bytes

    @property
    def first_record(self) -> int:
        """Return the offset in bytes of what follows header and attachments."""
        return self._located.end

    @property
    def token_count(self) -> int:
        """Return the number of frames in all parts, lost ones included: one channel's tokens if a frame is one."""
        return sum(part.token_count for part in self.parts)

    @property
    def all_tokens(self) -> int:
        """Return the number of tokens of all channels in all parts, lost ones included."""
        return self.token_count * self.header.tokens_per_frame * self.header.channels

    @property
    def duration_s(self) -> float:
        """Return how many seconds the file plays."""
        return sum(part.sample_count for part in self.parts) / self.header.sample_rate_hz

    def close(self) -> None:
        """Close the file if it was opened by path."""
        self._bytes.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def attachments(self) -> tuple[Attachment, ...]:
        """Read cover art and the like. Raises SqcHeaderError if they are damaged."""
        try:
            return attachments.read_attachments(self._bytes, self._located)
        except SqcError as error:
            error.file_name = self.name
            raise

    def time_span_s(self, index: int) -> tuple[float, float]:
        """Return (start, duration) in seconds of what is heard of block ``index``."""
        return self._timeline.span_s(self.blocks[index])

    def read_block(self, index: int) -> Tokens:
        """Read int32[channels, token_count] of ``blocks[index]``; with layers int32[channels, frames, tokens of a
        frame].

        Tokens of an upper layer that is lost are ``LOST_TOKEN`` (-2), the layers above it too. A strict reader raises
        SqcLayerError for one that is damaged.
        Raises SqcBlockError, SqcOrderError, SqcLimitError or SqcTruncatedError if it is lost or damaged (noted
        in ``damage``, in both modes), SqcTablesError if it needs tables that are not at hand.
        """
        tokens = self._guarded(self.blocks[index], lambda entry: self._read_tokens(entry, self.tolerant))
        self._hash_in_turn(index, tokens)
        return tokens

    def read_block_or_none(self, index: int) -> Tokens | None:
        """Read as ``read_block`` of a tolerant reader does; return None where all tokens are lost, which is silent."""
        entry, tokens = self.blocks[index], None
        if entry.offset is not None:
            try:
                tokens = self._guarded(entry, self._read_tokens_or_none)
            except SqcTablesError:
                raise
            except SqcError:  # it is noted in ``damage``
                pass
        self._hash_in_turn(index, tokens)
        return tokens

    def read_stored_block(self, index: int) -> Block:
        """Read block ``index`` as it is stored, with the layers that are wanted, its checksums verified.

        Raises as ``read_block`` does; a tolerant reader leaves damaged layers out.
        """
        return self._guarded(self.blocks[index], lambda entry: self._read_stored(entry, self.tolerant))

    def check(self, on_block: Callable[[int, int], None] | None = None) -> list[Damage]:
        """Read everything: each block's checksums and tokens, the attachments, the backup header, the token hashes.

        Blocks that this reader has already given, one after the other from the first on, are not read again: their
        checksums held, and the token hashes are those of the very tokens that were given.
        ``on_block(done, total)`` is called after each block and may raise to stop. Returns ``damage``, now
        complete. Raises SqcTablesError if tokens cannot be read for want of tables.
        """
        for index in range(self._hashed_blocks, len(self.blocks)):
            self.read_block_or_none(index)
            if on_block is not None:
                on_block(index + 1, len(self.blocks))
        if not self.token_hashes:
            self._end_parts_before(len(self.parts))
            self.token_hashes = self._tokens_hash.hexdigests()
        self.check_rest()
        self._check_hashes(self.token_hashes)
        return self.damage

    def _hash_in_turn(self, index: int, tokens: Tokens | None) -> None:
        """Take a block's tokens into the token hash if it is the block's turn. None: its tokens are lost."""
        if index != self._hashed_blocks:
            return
        entry = self.blocks[index]
        self._end_parts_before(entry.part)
        lost = blocks.lost_tokens(self.header, entry.token_count, self.layers)
        self._tokens_hash.update(lost if tokens is None else tokens)
        self._hashed_blocks += 1

    def _end_parts_before(self, part: int) -> None:
        while self._hashed_parts < part:
            self._tokens_hash.end_part()
            self._hashed_parts += 1

    def check_rest(self) -> None:
        """Read attachments and backup header; what is wrong with them is noted in ``damage``."""
        try:
            self.attachments()
        except SqcError as error:
            self._findings.note(
                DamageKind.ATTACHMENTS, self._located.attachments_offset, self._located.attachments_bytes, error
            )
        if self.footer is None or self.footer.backup_header_bytes == 0 or self._footer_offset is None:
            return
        offset = self._footer_offset - self.footer.backup_header_bytes
        try:
            record = self._read_record(offset)
            if record.kind != records.BACKUP_HEADER or scan.parse_backup_header(record).header != self.header:
                raise SqcHeaderError("the backup header, near the end, is not that of this file", offset=offset)
        except SqcError as error:
            self._findings.note(DamageKind.HEADER, offset, self.footer.backup_header_bytes, error)

    def _check_hashes(self, hashes: tuple[str, ...]) -> None:
        if self.footer is None or self.damage_of_sound:
            return
        sound_layers = min([len(hashes), *self._damaged_layers])
        if hashes[:sound_layers] != self.footer.token_hashes[:sound_layers]:
            error = SqcTokenHashError("the tokens are not those that the footer's SHA-256 names")
            self._findings.note(DamageKind.TOKEN_HASH, self._footer_offset or 0, 0, error)

    @property
    def lost_s(self) -> float:
        """Return the seconds that are silent because their tokens are lost, as far as known (``check`` tells all)."""
        lost_before = sum(self._timeline.span_s(entry)[1] for entry in self.blocks if entry.lost and entry.offset)
        return lost_before + sum(finding.duration_s for finding in self.damage)

    @property
    def thin_spans_s(self) -> list[tuple[float, float]]:
        """Return (start, duration) in seconds of the blocks, of those read so far, from which a repair left out damaged
        layers: they sound worse than the rest."""
        return [self._thin[number] for number in sorted(self._thin)]

    @property
    def thinned_spans_s(self) -> list[tuple[float, float]]:
        """Return the same of the blocks whose upper layers are damaged in this file."""
        return [self._thinned[number] for number in sorted(self._thinned)]

    @property
    def damage_of_sound(self) -> list[Damage]:
        """Return those findings that cost sound."""
        return [finding for finding in self.damage if finding.kind is DamageKind.BLOCK_LOST]

    def is_lost(self, index: int) -> bool:
        """Return whether no tokens of block ``index`` can be had, as far as known: of all blocks after ``check``."""
        entry = self.blocks[index]
        return entry.lost or (entry.part, entry.number) in self._senseless

    def _guarded(self, entry: BlockEntry, read: Callable[[BlockEntry], Result]) -> Result:
        """Return ``read(entry)``; what fails is noted in ``damage``."""
        try:
            return read(entry)
        except (SqcTablesError, SqcLostError, SqcLayerError) as error:
            error.file_name = self.name
            raise
        except SqcError as error:
            error.file_name = self.name
            self._senseless.add((entry.part, entry.number))
            if entry.offset is not None:
                self._findings.note(
                    DamageKind.BLOCK_LOST, entry.offset, entry.size_bytes, error, self._timeline.span_s(entry)
                )
            raise

    def _read_tokens(self, entry: BlockEntry, without_damaged: bool) -> Tokens:
        return self._decode(self._read_stored(entry, without_damaged), entry, without_damaged)

    def _read_tokens_or_none(self, entry: BlockEntry) -> Tokens | None:
        """Read the tokens of a block; None where a repair noted them as lost, which many blocks can be."""
        block = self._read_stored(entry, True)
        return self._decode(block, entry, True) if block.layers else None

    def _decode(self, block: Block, entry: BlockEntry, without_damaged: bool) -> Tokens:
        while True:
            try:
                return blocks.decode_block(block, self.header, entry.offset or 0, self.tables, self.layers)
            except SqcLayerError as error:
                layer = error.layer
                self._note_layer(entry, layer, error)
                if not without_damaged:
                    raise
                self._usable_layers[entry.part, entry.number] = layer
                block = block.of_layers(layer)

    def _read_stored(self, entry: BlockEntry, without_damaged: bool) -> Block:
        """Read a block with the layers that are wanted; what is damaged of them raises, or is left out."""
        block = self._read_any(entry)
        if 0 < len(block.layers) < self.layers:
            self._thin[entry.part, entry.number] = self._timeline.span_s(entry)
        if block.whole_layers < min(len(block.layers), self.layers):
            error = SqcLayerError(block.whole_layers, offset=entry.offset)
            self._note_layer(entry, block.whole_layers, error)
            if not without_damaged:
                raise error
        return block.of_layers(min(self.layers, self._usable_layers.get((entry.part, entry.number), self.layers)))

    def _note_layer(self, entry: BlockEntry, layer: int, error: SqcLayerError) -> None:
        start_s, duration_s = self._thinned[entry.part, entry.number] = self._timeline.span_s(entry)
        error.what = Message(
            "it sounds worse from {start_s:.2f} s to {stop_s:.2f} s: layer {number} of a block is damaged ({why})",
            number=layer + 1,
            why=error.why,
            start_s=start_s,
            stop_s=start_s + duration_s,
        )
        error.file_name = self.name
        self._damaged_layers.add(layer)
        self._findings.note(DamageKind.LAYER_LOST, entry.offset or 0, entry.size_bytes, error)

    def _read_any(self, entry: BlockEntry) -> Block:
        if entry.offset is None:
            raise SqcBlockError("block {number} of part {part} is lost", number=entry.number, part=entry.part + 1)
        record = self._read_record(entry.offset)
        if record.kind != records.BLOCK or record.size_bytes != entry.size_bytes:
            raise SqcOrderError("this is not the block that the footer names", offset=entry.offset)
        block = block_layout.parse_block(record, self.header)
        if (block.part, block.number, block.token_count) != (entry.part, entry.number, entry.token_count):
            raise SqcOrderError("a block stands where another one should", offset=entry.offset)
        return block

    def _read_record(self, offset: int) -> records.Record:
        return records.read_record(self._bytes, offset, self.header.stream_id, self._rules)
