"""This module holds what the header of a .sqc file says: which model made it, from what, what a decoder must know."""

import math
import struct
import zlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sqcodec_gui.container import description
from sqcodec_gui.container.bounds import DescriptionsAllowance
from sqcodec_gui.container.bytesource import ByteSource
from sqcodec_gui.container.description import number_in, text_in
from sqcodec_gui.container.errors import (
    SqcError,
    SqcHeaderError,
    SqcLimitError,
    SqcSignatureError,
    SqcTruncatedError,
    SqcVersionError,
)
from sqcodec_gui.container.source import LIMIT_RATE_HZ, LIMIT_SAMPLES, Source, source_from_json, source_to_json
from sqcodec_gui.file_types import SQC_SIGNATURE
from sqcodec_gui.messages import Message

SIGNATURE = SQC_SIGNATURE
FAMILIES = {1: ("sqcodec", "l3ac"), 2: ("spectral",)}
"""Those that a file of each format version may name. Files of version 2 have layers."""

FIELDS = (
    ("signature", "8s"),
    ("version", "H"),
    ("statistics_count", "H"),
    ("description_bytes", "I"),
    ("attachments_bytes", "I"),
    ("stream_id", "I"),
    ("crc32", "I"),
    ("weights_sha256", "32s"),
)
"""The fixed part of the header: (name, ``struct`` code), little-endian, without gaps."""
LAYOUT = struct.Struct("<" + "".join(code for _, code in FIELDS))
_CRC_OFFSET = struct.calcsize("<" + "".join(code for _, code in FIELDS[:6]))

LIMIT_STATISTICS = 4096
LIMIT_ATTACHMENTS_BYTES = 32 << 20
LIMIT_CHANNELS = 64
LIMIT_BLOCK_TOKENS = 65_535
LIMIT_LAYERS = 8
LIMIT_FRAME_TOKENS = 16
LIMIT_CODES = (1 << 31) - 1
LIMIT_BLOCKS_IN_PART = 1 << 24


@dataclass(frozen=True)
class Statistics:
    """It holds what a clip-wide rule of the decoder needs to know of the whole recording.

    ``rule`` names the rule; ``count`` float32 numbers belong to it. ``values`` is None until the encode
    has ended (they are known only then).
    """

    rule: str = "none"
    count: int = 0
    values: tuple[float, ...] | None = None

    def with_values(self, values: npt.ArrayLike) -> "Statistics":
        """Return statistics of the same rule with ``count`` finite numbers, rounded to float32."""
        numbers = np.asarray(values, np.float32).reshape(-1)
        if len(numbers) != self.count or not np.isfinite(numbers).all():
            raise ValueError(f"the rule {self.rule!r} needs {self.count} finite numbers")
        return replace(self, values=tuple(float(number) for number in numbers))

    @property
    def array(self) -> npt.NDArray[np.float32] | None:
        """Return the numbers as float32[count], or None while they are unknown."""
        return None if self.values is None else np.array(self.values, np.float32)

    def to_bytes(self) -> bytes:
        """Return the numbers as little-endian float32; unknown values are all NaN."""
        values = [math.nan] * self.count if self.values is None else self.values
        return np.array(values, "<f4").tobytes()

    @staticmethod
    def from_bytes(rule: str, data: bytes, offset: int) -> "Statistics":
        """Read the numbers. Raises SqcHeaderError if only some of the values are numbers."""
        numbers = np.frombuffer(data, "<f4")
        if len(numbers) and np.isnan(numbers).all():
            return Statistics(rule, len(numbers))
        if not np.isfinite(numbers).all():
            raise SqcHeaderError("the statistics are not finite numbers", offset=offset)
        return Statistics(rule, len(numbers), tuple(float(number) for number in numbers))


@dataclass(frozen=True, kw_only=True)
class Header:
    """It holds everything that is known when an encode begins.

    ``levels``: FSQ levels per digit, digit 0 least significant; a token is 0 <= token < product(levels).
    ``layers``: how many tokens of a frame are in each layer; empty for files of version 1, where a frame is one token.
    Times are counted in frames of ``hop_samples`` samples, also where a name says tokens: of one channel, there is one
    for each frame, or with layers one row of ``tokens_per_frame``.
    Version 1: ``window_tokens``: attention window; ``block_windows``: windows in a block.
    Version 2: ``block_frames``: frames in a block; ``context_frames``: so many on each side of a frame its sound needs.
    ``statistics``: of the first part, see ``Statistics``. ``skip_samples``: samples (codec rate) to drop
    at the start of the first part's decoded sound. ``stream_id`` ties blocks to their header; 0 lets the
    writer choose it. ``tables_sha256``: names the entropy tables that blocks may use, empty for none.
    """

    model: str
    family: str
    weights_sha256: str
    sample_rate_hz: int
    hop_samples: int
    levels: tuple[int, ...]
    channels: int
    encoder: str
    source: Source
    window_tokens: int = 0
    block_windows: int = 0
    layers: tuple[int, ...] = ()
    block_frames: int = 0
    context_frames: int = 0
    statistics: Statistics = Statistics()
    skip_samples: int = 0
    tables_sha256: str = ""
    stream_id: int = 0

    @property
    def format_version(self) -> int:
        """Return the format version of the file: 2 for one with layers."""
        return 2 if self.layers else 1

    @property
    def layer_tokens(self) -> tuple[int, ...]:
        """Return the number of tokens of a frame in each layer; version 1 has one layer of one token."""
        return self.layers or (1,)

    @property
    def tokens_per_frame(self) -> int:
        """Return the number of tokens of a frame in all layers."""
        return sum(self.layer_tokens)

    @cached_property
    def codes(self) -> int:
        """Return the number of different tokens."""
        return math.prod(self.levels)

    @cached_property
    def block_tokens(self) -> int:
        """Return the number of frames in a full block, which are tokens of one channel where a frame is one token."""
        return self.block_frames or self.window_tokens * self.block_windows

    @property
    def tail_tokens(self) -> int:
        """Return the number of frames after a passage that it needs to sound as it did."""
        return self.context_frames if self.layers else self.window_tokens

    @property
    def bits_per_token(self) -> float:
        """Return the bits that one token holds, not rounded."""
        return math.log2(self.codes)

    @property
    def token_rate_hz(self) -> float:
        """Return the tokens a second of one channel, all layers."""
        return self.sample_rate_hz / self.hop_samples * self.tokens_per_frame


@dataclass(frozen=True)
class LocatedHeader:
    """It says where things stand in the file: all offsets in bytes from its start."""

    header: Header
    attachments_offset: int
    attachments_bytes: int

    @property
    def end(self) -> int:
        """Return where the first record begins."""
        return self.attachments_offset + self.attachments_bytes


def header_bytes(header: Header, attachments_bytes: int) -> bytes:
    """Return the header as it stands at the start of a file, up to where the attachments begin.

    Raises SqcHeaderError or SqcLimitError if a reader would refuse it.
    """
    deflated = description.deflate_json(_to_json(header), header.format_version)
    weights = bytes.fromhex(header.weights_sha256)
    if header.stream_id == 0:  # see also ``stream_id_of``
        # Any number would do, but the same encode must give the same bytes when it is resumed.
        header = replace(header, stream_id=zlib.crc32(deflated, zlib.crc32(weights)) or 1)
    version = header.format_version
    checked = _from_json(_to_json(header), version, weights, header.statistics, header.stream_id, 0)
    if attachments_bytes > LIMIT_ATTACHMENTS_BYTES:
        raise SqcLimitError("attachments may have {limit_bytes:,} bytes together", limit_bytes=LIMIT_ATTACHMENTS_BYTES)
    statistics = checked.statistics.to_bytes()
    fixed = (SIGNATURE, version, checked.statistics.count, len(deflated), attachments_bytes)
    data = LAYOUT.pack(*fixed, header.stream_id, 0, weights) + statistics + deflated
    return with_crc(data)


def stream_id_of(header: Header, source_sha256: str) -> int:
    """Return the stream's number for the recording with this SHA-256 (hex): 32 bits of it, so that blocks made of
    another one that lie about after damage do not pass for its own. (An interrupted encode is tied by the whole of
    it: engine/work_file_identity.py.)
    """
    deflated = description.deflate_json(_to_json(header), header.format_version)
    weights_and_source = bytes.fromhex(header.weights_sha256 + source_sha256)
    return zlib.crc32(deflated, zlib.crc32(weights_and_source)) or 1


def with_crc(data: bytes) -> bytes:
    """Put the CRC-32 of a header's bytes right."""
    return data[:_CRC_OFFSET] + struct.pack("<I", _crc(data)) + data[_CRC_OFFSET + 4 :]


def statistics_span(data: bytes) -> slice:
    """Return which of a header's bytes hold the statistics."""
    count = LAYOUT.unpack_from(data)[2]
    return slice(LAYOUT.size, LAYOUT.size + 4 * count)


def read_header_bytes(source: ByteSource, offset: int = 0) -> bytes:
    """Read the header's bytes as ``header_bytes`` made them, CRC-32 checked. Raises a typed SqcError."""
    signature = source.read_at(offset, min(len(SIGNATURE), max(source.size_bytes - offset, 0)))
    if signature != SIGNATURE:
        raise _signature_error(signature, offset)
    try:
        fixed = source.read_at(offset, LAYOUT.size)
        _, version, statistics_count, description_bytes, _, _, crc, _ = LAYOUT.unpack(fixed)
        if version not in FAMILIES:
            known = " and ".join(map(str, FAMILIES))
            raise SqcVersionError(
                "this file has format version {version}; this program knows versions {known} only",
                version=version,
                known=known,
                offset=offset + len(SIGNATURE),
                hint=Message("A newer version of the program can read it."),
            )
        if statistics_count > LIMIT_STATISTICS or description_bytes > description.LIMIT_BYTES:
            raise SqcLimitError("the header claims to be longer than a header may be", offset=offset + 10)
        data = source.read_at(offset, LAYOUT.size + 4 * statistics_count + description_bytes)
    except SqcTruncatedError as error:
        raise SqcTruncatedError("the file ends within its header", offset=source.size_bytes) from error
    if _crc(data) != crc:
        raise SqcHeaderError("the header is damaged: its checksum is wrong", offset=offset + _CRC_OFFSET)
    return data


def parse_header(data: bytes, offset: int = 0, allowance: DescriptionsAllowance | None = None) -> LocatedHeader:
    """Make a header of its checked bytes. Raises SqcHeaderError or SqcLimitError."""
    fixed = dict(zip((name for name, _ in FIELDS), LAYOUT.unpack_from(data), strict=True))
    span = statistics_span(data)
    version = fixed["version"]
    fields = description.inflate_json(data[span.stop :], offset + span.stop, version, allowance)
    rule = text_in(fields, "statistics_rule", offset, default="none")
    statistics = Statistics.from_bytes(rule, data[span], offset + span.start)
    if fixed["attachments_bytes"] > LIMIT_ATTACHMENTS_BYTES:
        raise SqcLimitError(
            "the header claims {size_bytes:,} bytes of attachments", size_bytes=fixed["attachments_bytes"], offset=16
        )
    header = _from_json(fields, version, fixed["weights_sha256"], statistics, fixed["stream_id"], offset + span.stop)
    return LocatedHeader(header, offset + len(data), fixed["attachments_bytes"])


def _crc(data: bytes) -> int:
    return zlib.crc32(data[_CRC_OFFSET + 4 :], zlib.crc32(data[len(SIGNATURE) : _CRC_OFFSET]))


def _signature_error(found: bytes, offset: int) -> SqcError:
    if not found:
        return SqcSignatureError("this file is empty", offset=offset)
    if found[1:4] == SIGNATURE[1:4]:
        return SqcSignatureError("the first bytes are damaged, as when a .sqc file was sent as text", offset=offset)
    return SqcSignatureError("this is not a .sqc file", offset=offset)


def _to_json(header: Header) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "model": header.model,
        "family": header.family,
        "sample_rate_hz": header.sample_rate_hz,
        "hop_samples": header.hop_samples,
        "levels": list(header.levels),
        **_grid(header),
        "channels": header.channels,
        "encoder": header.encoder,
        "statistics_rule": header.statistics.rule,
        "source": source_to_json(header.source),
    }
    if header.skip_samples:
        fields["skip_samples"] = header.skip_samples
    if header.tables_sha256:
        fields["tables_sha256"] = header.tables_sha256
    return fields


def _grid(header: Header) -> dict[str, Any]:
    """Return what the description says of blocks, and of layers."""
    if not header.layers:
        return {"window_tokens": header.window_tokens, "block_windows": header.block_windows}
    frames = {"block_frames": header.block_frames, "context_frames": header.context_frames}
    return {"layers": list(header.layers), **frames}


def _read_grid(fields: dict[str, Any], version: int, offset: int) -> dict[str, Any]:
    """Undo ``_grid``."""
    if version == 1:
        return {
            key: number_in(fields, key, 1, LIMIT_BLOCK_TOKENS, offset) for key in ("window_tokens", "block_windows")
        }
    layers = fields.get("layers")
    if not isinstance(layers, list) or not 1 <= len(layers) <= LIMIT_LAYERS:
        raise SqcHeaderError("the layers are not a list of 1 to {limit} numbers", limit=LIMIT_LAYERS, offset=offset)
    if not all(type(count) is int and count >= 1 for count in layers) or sum(layers) > LIMIT_FRAME_TOKENS:
        raise SqcLimitError("a frame has not 1 to {limit} tokens", limit=LIMIT_FRAME_TOKENS, offset=offset)
    return {
        "layers": tuple(layers),
        "block_frames": number_in(fields, "block_frames", 1, LIMIT_BLOCK_TOKENS, offset),
        "context_frames": number_in(fields, "context_frames", 0, LIMIT_BLOCK_TOKENS, offset),
    }


def _from_json(
    fields: dict[str, Any], version: int, weights: bytes, statistics: Statistics, stream_id: int, offset: int
) -> Header:
    levels = fields.get("levels")
    if not isinstance(levels, list) or not 1 <= len(levels) <= 16:
        raise SqcHeaderError("the levels are not a list of 1 to 16 numbers", offset=offset)
    for level in levels:
        if type(level) is not int or not 2 <= level <= 255:
            raise SqcLimitError("a level is not a whole number from 2 to 255", offset=offset)
    family = text_in(fields, "family", offset)
    if family not in FAMILIES[version]:
        raise SqcHeaderError("the family of models {family} is not known", family=repr(family[:40]), offset=offset)
    header = Header(
        model=text_in(fields, "model", offset),
        family=family,
        weights_sha256=weights.hex(),
        sample_rate_hz=number_in(fields, "sample_rate_hz", 1, LIMIT_RATE_HZ, offset),
        hop_samples=number_in(fields, "hop_samples", 1, 65_535, offset),
        levels=tuple(levels),
        channels=number_in(fields, "channels", 1, LIMIT_CHANNELS, offset),
        encoder=text_in(fields, "encoder", offset, default=""),
        source=source_from_json(fields.get("source"), offset),
        statistics=statistics,
        skip_samples=number_in(fields, "skip_samples", 0, LIMIT_SAMPLES, offset, default=0),
        tables_sha256=text_in(fields, "tables_sha256", offset, default=""),
        stream_id=stream_id,
        **_read_grid(fields, version, offset),
    )
    if header.block_tokens * header.tokens_per_frame > LIMIT_BLOCK_TOKENS or header.codes > LIMIT_CODES:
        raise SqcLimitError("the header claims blocks or tokens beyond the format's bounds", offset=offset)
    return header
