"""The header of a .sqc file: which model made it, from what, and what a decoder needs to know."""

import math
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sqcodec_gui.container import description
from sqcodec_gui.container.bounds import DescriptionsAllowance
from sqcodec_gui.container.bytesource import ByteSource
from sqcodec_gui.container.errors import (
    SqcError,
    SqcHeaderError,
    SqcLimitError,
    SqcSignatureError,
    SqcTruncatedError,
    SqcVersionError,
)
from sqcodec_gui.container.losses import SourceLoss, losses_from_json, losses_to_json
from sqcodec_gui.container.source_marks import marks_from_json, marks_to_json
from sqcodec_gui.marks import Mark
from sqcodec_gui.messages import Message

SIGNATURE = b"\x89SQC\r\n\x1a\n"
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
LIMIT_RATE_HZ = 10_000_000
"""Of the codec and of the source; ``audio.writer`` restores as much."""
LIMIT_BLOCK_TOKENS = 65_535
LIMIT_LAYERS = 8
LIMIT_FRAME_TOKENS = 16
LIMIT_CODES = (1 << 31) - 1
LIMIT_BLOCKS_IN_PART = 1 << 24
LIMIT_SAMPLES = 1 << 53


@dataclass(frozen=True)
class Statistics:
    """What a clip-wide rule of the decoder needs to know of the whole recording.

    ``rule`` names the rule; ``count`` float32 numbers belong to it. ``values`` is None until the encode
    has ended (they are known only then).
    """

    rule: str = "none"
    count: int = 0
    values: tuple[float, ...] | None = None

    def with_values(self, values: npt.ArrayLike) -> "Statistics":
        """The same rule with ``count`` finite numbers, rounded to float32."""
        numbers = np.asarray(values, np.float32).reshape(-1)
        if len(numbers) != self.count or not np.isfinite(numbers).all():
            raise ValueError(f"the rule {self.rule!r} needs {self.count} finite numbers")
        return replace(self, values=tuple(float(number) for number in numbers))

    @property
    def array(self) -> npt.NDArray[np.float32] | None:
        """float32[count], or None while they are unknown."""
        return None if self.values is None else np.array(self.values, np.float32)

    def to_bytes(self) -> bytes:
        """Little-endian float32; unknown values are all NaN."""
        values = [math.nan] * self.count if self.values is None else self.values
        return np.array(values, "<f4").tobytes()

    @staticmethod
    def from_bytes(rule: str, data: bytes, offset: int) -> "Statistics":
        """Raises SqcHeaderError if only some of the values are numbers."""
        numbers = np.frombuffer(data, "<f4")
        if len(numbers) and np.isnan(numbers).all():
            return Statistics(rule, len(numbers))
        if not np.isfinite(numbers).all():
            raise SqcHeaderError("the statistics are not finite numbers", offset=offset)
        return Statistics(rule, len(numbers), tuple(float(number) for number in numbers))


@dataclass(frozen=True)
class Source:
    """What is known of the recording before it was compressed. ``size_bytes`` None: not known.

    ``track``: which sound track of several this is, from 1; ``tracks`` tells of all of these, one text each. None and
    empty for a file that had one.
    ``lost``: what reading it, or damage to an earlier file, has cost; empty where nothing is known to be lost.
    """

    name: str
    sample_rate_hz: int
    channels: int
    size_bytes: int | None = None
    sample_format: str = ""
    container: str = ""
    dates: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, list[str]] = field(default_factory=dict)
    track: int | None = None
    tracks: tuple[str, ...] = ()
    lost: tuple[SourceLoss, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Header:
    """Everything that is known when an encode begins.

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
        """Of the file: 2 for one with layers."""
        return 2 if self.layers else 1

    @property
    def layer_tokens(self) -> tuple[int, ...]:
        """Tokens of a frame in each layer; version 1 has one layer of one token."""
        return self.layers or (1,)

    @property
    def tokens_per_frame(self) -> int:
        return sum(self.layer_tokens)

    @cached_property
    def codes(self) -> int:
        """Number of different tokens."""
        return math.prod(self.levels)

    @cached_property
    def block_tokens(self) -> int:
        """Frames in a full block, which are tokens of one channel where a frame is one token."""
        return self.block_frames or self.window_tokens * self.block_windows

    @property
    def tail_tokens(self) -> int:
        """Frames after a passage that it needs to sound as it did."""
        return self.context_frames if self.layers else self.window_tokens

    @property
    def bits_per_token(self) -> float:
        return math.log2(self.codes)

    @property
    def token_rate_hz(self) -> float:
        """Of one channel, all layers."""
        return self.sample_rate_hz / self.hop_samples * self.tokens_per_frame


@dataclass(frozen=True)
class HeaderPlace:
    """Where things stand in the file: all offsets in bytes from its start."""

    header: Header
    attachments_offset: int
    attachments_bytes: int

    @property
    def end(self) -> int:
        """Where the first record begins."""
        return self.attachments_offset + self.attachments_bytes


def header_bytes(header: Header, attachments_bytes: int) -> bytes:
    """The header as it stands at the start of a file, up to where the attachments begin.

    Raises SqcHeaderError or SqcLimitError if a reader would refuse it.
    """
    told = description.squeeze(_to_json(header), header.format_version)
    weights = bytes.fromhex(header.weights_sha256)
    if header.stream_id == 0:  # see also ``stream_id_of``
        # Any number would do, but the same encode must give the same bytes when it is resumed.
        header = replace(header, stream_id=zlib.crc32(told, zlib.crc32(weights)) or 1)
    version = header.format_version
    checked = _from_json(_to_json(header), version, weights, header.statistics, header.stream_id, 0)
    if attachments_bytes > LIMIT_ATTACHMENTS_BYTES:
        raise SqcLimitError("attachments may have {limit_bytes:,} bytes together", limit_bytes=LIMIT_ATTACHMENTS_BYTES)
    statistics = checked.statistics.to_bytes()
    fixed = (SIGNATURE, version, checked.statistics.count, len(told), attachments_bytes)
    data = LAYOUT.pack(*fixed, header.stream_id, 0, weights) + statistics + told
    return with_crc(data)


def stream_id_of(header: Header, source_sha256: str) -> int:
    """For an encode of the recording with this SHA-256 (hex): 32 bits of it, so that blocks made of another one that
    lie about after damage do not pass for its own. (An interrupted encode is tied by the whole of it: engine/tie.py.)
    """
    told = description.squeeze(_to_json(header), header.format_version)
    weights_and_source = bytes.fromhex(header.weights_sha256 + source_sha256)
    return zlib.crc32(told, zlib.crc32(weights_and_source)) or 1


def with_crc(data: bytes) -> bytes:
    """A header's bytes with their CRC-32 put right."""
    return data[:_CRC_OFFSET] + struct.pack("<I", _crc(data)) + data[_CRC_OFFSET + 4 :]


def statistics_span(data: bytes) -> slice:
    """Which of a header's bytes hold the statistics."""
    count = LAYOUT.unpack_from(data)[2]
    return slice(LAYOUT.size, LAYOUT.size + 4 * count)


def read_header_bytes(source: ByteSource, offset: int = 0) -> bytes:
    """The header's bytes as ``header_bytes`` made them, CRC-32 checked. Raises a typed SqcError."""
    signature = source.read_at(offset, min(len(SIGNATURE), max(source.size_bytes - offset, 0)))
    if signature != SIGNATURE:
        raise _signature_error(signature, offset)
    try:
        fixed = source.read_at(offset, LAYOUT.size)
        _, version, statistics_count, told_bytes, _, _, crc, _ = LAYOUT.unpack(fixed)
        if version not in FAMILIES:
            known = " and ".join(map(str, FAMILIES))
            raise SqcVersionError(
                "this file has format version {version}; this program knows versions {known} only",
                version=version,
                known=known,
                offset=offset + len(SIGNATURE),
                rescue=Message("A newer version of the program can read it."),
            )
        if statistics_count > LIMIT_STATISTICS or told_bytes > description.LIMIT_BYTES:
            raise SqcLimitError("the header claims to be longer than a header may be", offset=offset + 10)
        data = source.read_at(offset, LAYOUT.size + 4 * statistics_count + told_bytes)
    except SqcTruncatedError as error:
        raise SqcTruncatedError("the file ends within its header", offset=source.size_bytes) from error
    if _crc(data) != crc:
        raise SqcHeaderError("the header is damaged: its checksum is wrong", offset=offset + _CRC_OFFSET)
    return data


def parse_header(data: bytes, offset: int = 0, allowance: DescriptionsAllowance | None = None) -> HeaderPlace:
    """A header from its checked bytes. Raises SqcHeaderError or SqcLimitError."""
    fixed = dict(zip((name for name, _ in FIELDS), LAYOUT.unpack_from(data), strict=True))
    span = statistics_span(data)
    version = fixed["version"]
    told = description.unsqueeze(data[span.stop :], offset + span.stop, version, allowance)
    rule = _text(told, "statistics_rule", offset, default="none")
    statistics = Statistics.from_bytes(rule, data[span], offset + span.start)
    if fixed["attachments_bytes"] > LIMIT_ATTACHMENTS_BYTES:
        raise SqcLimitError(
            "the header claims {size_bytes:,} bytes of attachments", size_bytes=fixed["attachments_bytes"], offset=16
        )
    header = _from_json(told, version, fixed["weights_sha256"], statistics, fixed["stream_id"], offset + span.stop)
    return HeaderPlace(header, offset + len(data), fixed["attachments_bytes"])


def _crc(data: bytes) -> int:
    return zlib.crc32(data[_CRC_OFFSET + 4 :], zlib.crc32(data[len(SIGNATURE) : _CRC_OFFSET]))


def _signature_error(found: bytes, offset: int) -> SqcError:
    if not found:
        return SqcSignatureError("this file is empty", offset=offset)
    if found[1:4] == SIGNATURE[1:4]:
        return SqcSignatureError("the first bytes are damaged, as when a .sqc file was sent as text", offset=offset)
    return SqcSignatureError("this is not a .sqc file", offset=offset)


def _to_json(header: Header) -> dict[str, Any]:
    told: dict[str, Any] = {
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
        told["skip_samples"] = header.skip_samples
    if header.tables_sha256:
        told["tables_sha256"] = header.tables_sha256
    return told


def _grid(header: Header) -> dict[str, Any]:
    """What the description says of blocks, and of layers."""
    if not header.layers:
        return {"window_tokens": header.window_tokens, "block_windows": header.block_windows}
    frames = {"block_frames": header.block_frames, "context_frames": header.context_frames}
    return {"layers": list(header.layers), **frames}


def _read_grid(told: dict[str, Any], version: int, offset: int) -> dict[str, Any]:
    """The inverse of ``_grid``."""
    if version == 1:
        return {key: _number(told, key, 1, LIMIT_BLOCK_TOKENS, offset) for key in ("window_tokens", "block_windows")}
    layers = told.get("layers")
    if not isinstance(layers, list) or not 1 <= len(layers) <= LIMIT_LAYERS:
        raise SqcHeaderError("the layers are not a list of 1 to {limit} numbers", limit=LIMIT_LAYERS, offset=offset)
    if not all(type(count) is int and count >= 1 for count in layers) or sum(layers) > LIMIT_FRAME_TOKENS:
        raise SqcLimitError("a frame has not 1 to {limit} tokens", limit=LIMIT_FRAME_TOKENS, offset=offset)
    return {
        "layers": tuple(layers),
        "block_frames": _number(told, "block_frames", 1, LIMIT_BLOCK_TOKENS, offset),
        "context_frames": _number(told, "context_frames", 0, LIMIT_BLOCK_TOKENS, offset),
    }


def _from_json(
    told: dict[str, Any], version: int, weights: bytes, statistics: Statistics, stream_id: int, offset: int
) -> Header:
    levels = told.get("levels")
    if not isinstance(levels, list) or not 1 <= len(levels) <= 16:
        raise SqcHeaderError("the levels are not a list of 1 to 16 numbers", offset=offset)
    for level in levels:
        if type(level) is not int or not 2 <= level <= 255:
            raise SqcLimitError("a level is not a whole number from 2 to 255", offset=offset)
    family = _text(told, "family", offset)
    if family not in FAMILIES[version]:
        raise SqcHeaderError("the family of models {family} is not known", family=repr(family[:40]), offset=offset)
    header = Header(
        model=_text(told, "model", offset),
        family=family,
        weights_sha256=weights.hex(),
        sample_rate_hz=_number(told, "sample_rate_hz", 1, LIMIT_RATE_HZ, offset),
        hop_samples=_number(told, "hop_samples", 1, 65_535, offset),
        levels=tuple(levels),
        channels=_number(told, "channels", 1, LIMIT_CHANNELS, offset),
        encoder=_text(told, "encoder", offset, default=""),
        source=source_from_json(told.get("source"), offset),
        statistics=statistics,
        skip_samples=_number(told, "skip_samples", 0, LIMIT_SAMPLES, offset, default=0),
        tables_sha256=_text(told, "tables_sha256", offset, default=""),
        stream_id=stream_id,
        **_read_grid(told, version, offset),
    )
    if header.block_tokens * header.tokens_per_frame > LIMIT_BLOCK_TOKENS or header.codes > LIMIT_CODES:
        raise SqcLimitError("the header claims blocks or tokens beyond the format's bounds", offset=offset)
    return header


def source_to_json(source: Source) -> dict[str, Any]:
    """A source for a description; what is empty is left out."""
    optional = {
        "sample_format": source.sample_format,
        "container": source.container,
        "dates": dict(source.dates),
        "tags": {name: list(values) for name, values in source.tags.items()},
        "track": source.track,
        "tracks": list(source.tracks),
        "lost": losses_to_json(source.lost),
        "marks": marks_to_json(source.marks),
    }
    size = {} if source.size_bytes is None else {"size_bytes": source.size_bytes}
    fixed = {"sample_rate_hz": source.sample_rate_hz, "channels": source.channels}
    return {"name": source.name, **size, **fixed, **{key: told for key, told in optional.items() if told}}


def source_from_json(told: Any, offset: int) -> Source:
    """The inverse of ``source_to_json``, every type and range checked."""
    if not isinstance(told, dict):
        raise SqcHeaderError("the description says nothing of the source", offset=offset)
    dates, tags = told.get("dates", {}), told.get("tags", {})
    if not isinstance(dates, dict) or not all(isinstance(date, str) for date in dates.values()):
        raise SqcHeaderError("the dates of the source are not texts", offset=offset)
    if not isinstance(tags, dict) or not all(_is_texts(values) for values in tags.values()):
        raise SqcHeaderError("the tags of the source are not lists of texts", offset=offset)
    tracks = told.get("tracks", [])
    if not _is_texts(tracks):
        raise SqcHeaderError("the tracks of the source are not texts", offset=offset)
    known_size = "size_bytes" in told
    return Source(
        name=_text(told, "name", offset),
        sample_rate_hz=_number(told, "sample_rate_hz", 1, LIMIT_RATE_HZ, offset),
        channels=_number(told, "channels", 1, 65_535, offset),
        size_bytes=_number(told, "size_bytes", 0, LIMIT_SAMPLES, offset) if known_size else None,
        sample_format=_text(told, "sample_format", offset, default=""),
        container=_text(told, "container", offset, default=""),
        dates=dates,
        tags=tags,
        track=_number(told, "track", 1, 65_535, offset) if "track" in told else None,
        tracks=tuple(tracks),
        lost=losses_from_json(told.get("lost", []), offset),
        marks=marks_from_json(told.get("marks", []), offset),
    )


def _is_texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _text(told: dict[str, Any], key: str, offset: int, default: str | None = None) -> str:
    value = told.get(key, default)
    if not isinstance(value, str):
        raise SqcHeaderError("the description's {key} is missing or no text", key=key, offset=offset)
    return value


def _number(told: dict[str, Any], key: str, low: int, high: int, offset: int, default: int | None = None) -> int:
    value = told.get(key, default)
    if type(value) is not int:
        raise SqcHeaderError("the description's {key} is missing or no whole number", key=key, offset=offset)
    if not low <= value <= high:
        raise SqcLimitError(
            "the description's {key} is outside {low:,} to {high:,}", key=key, low=low, high=high, offset=offset
        )
    return value
