"""This module tells everything that a .sqc file says of itself, without decoding it. No torch."""

from dataclasses import dataclass, field
from pathlib import Path

from sqcodec_gui.codec.config import SpectralConfig, all_configs
from sqcodec_gui.container import SqcError, SqcReader
from sqcodec_gui.container.block_layout import METHOD_ENTROPY, body_of
from sqcodec_gui.container.records import FRAME
from sqcodec_gui.engine.completeness import Loss, State, completeness_of, lost_s
from sqcodec_gui.engine.sqc_file import open_for_reading
from sqcodec_gui.marks import Mark

HASH_BYTES = 32
"""Of each layer's token hash in the footer."""


@dataclass(frozen=True)
class PartInfo:
    """It describes one recording inside a file; a joined one has several. ``track``, ``tracks``: as in its Source."""

    name: str
    container: str
    sample_format: str
    sample_rate_hz: int
    channels: int
    frames: int | None
    size_bytes: int | None
    sha256: str
    duration_s: float
    dates: dict[str, str]
    tags: dict[str, list[str]]
    track: int | None = None
    tracks: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class LayerInfo:
    """It describes one layer of a file. ``model``: the quality that a file of this layer and those below it has, and
    ``file_bytes`` about the size, to a few bytes; empty and 0 if no model has these layers. What is damaged of the
    layers that are kept counts as left out, as it is once the file is repaired. ``payload_bytes``: of the layer
    alone."""

    tokens_per_frame: int
    payload_bytes: int
    model: str
    file_bytes: int


@dataclass(frozen=True)
class SqcInfo:
    """It describes a file. ``bitrate_bps`` is that of the whole file, all channels; ``nominal_bitrate_bps`` the
    model's, all channels.

    ``entropy_coded_blocks``: those stored below the nominal rate; the others are packed. ``damage``: what could be
    seen without checking every token; ``state`` and ``losses`` are those of ``engine.completeness``, as far as that.
    """

    path: Path
    size_bytes: int
    format_version: int
    encoder: str
    model: str
    family: str
    weights_sha256: str
    weights_installed: bool
    sample_rate_hz: int
    channels: int
    duration_s: float
    tokens: int
    tokens_sha256: str
    bits_per_token: float
    bitrate_bps: float
    nominal_bitrate_bps: float
    statistics_rule: str
    blocks: int
    entropy_coded_blocks: int
    lost_s: float
    parts: tuple[PartInfo, ...]
    layers: tuple[LayerInfo, ...] = ()
    """Of a file whose upper layers can be left away; else none."""
    attachments: tuple[tuple[str, str, int], ...] = field(default=())
    """(role, media type, bytes)"""
    damage: tuple[str, ...] = ()
    state: State = State.DAMAGED
    losses: tuple[Loss, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Return whether nothing is damaged and nothing lost, as far as was read."""
        return self.state is State.WHOLE


def read_info(path: Path, weights_dir: Path | None = None) -> SqcInfo:
    """Read a file's header, footer and the frames of its blocks. Raises a subclass of SqcodecError."""
    with open_for_reading(Path(path), weights_dir, tolerant=True) as reader:
        header = reader.header
        counts = _count_blocks(reader)
        stored_tokens = sum(counts.tokens)
        reader.check_rest()
        completeness = completeness_of(reader)
        duration_s = reader.duration_s
        nominal_bps = header.token_rate_hz * header.bits_per_token * header.channels
        return SqcInfo(
            path=Path(path),
            size_bytes=reader.size_bytes,
            format_version=header.format_version,
            encoder=header.encoder,
            model=header.model,
            family=header.family,
            weights_sha256=header.weights_sha256,
            weights_installed=any(one.sha256 == header.weights_sha256 for one in reader.here),
            sample_rate_hz=header.sample_rate_hz,
            channels=header.channels,
            duration_s=duration_s,
            tokens=reader.all_tokens,
            tokens_sha256=reader.footer.tokens_sha256 if reader.footer else "",
            bits_per_token=8 * sum(counts.payload_bytes) / stored_tokens if stored_tokens else 0.0,
            bitrate_bps=8 * reader.size_bytes / duration_s if duration_s else 0.0,
            nominal_bitrate_bps=nominal_bps,
            statistics_rule=header.statistics.rule,
            blocks=len(reader.blocks),
            entropy_coded_blocks=counts.entropy_coded,
            lost_s=lost_s(completeness.losses),
            parts=_parts(reader),
            layers=_layers(reader, counts),
            attachments=_attachments(reader),
            damage=completeness.damage,
            state=completeness.state,
            losses=completeness.losses,
        )


@dataclass
class _Counts:
    """It counts, of all blocks that are whole: those that are entropy coded, and for each layer bytes of payload,
    tokens of all channels, and bytes of all blocks' records if there were only the layers up to this. ``record_bytes``:
    of all blocks as they are in the file, damaged layers and blocks too."""

    entropy_coded: int
    payload_bytes: list[int]
    tokens: list[int]
    kept_bytes: list[int]
    record_bytes: int = 0


def _count_blocks(reader: SqcReader) -> _Counts:
    header, zeros = reader.header, [0] * len(reader.header.layer_tokens)
    counts = _Counts(0, zeros.copy(), zeros.copy(), zeros.copy())
    for index, entry in enumerate(reader.blocks):
        counts.record_bytes += 0 if entry.offset is None else entry.size_bytes
        try:
            block = None if entry.lost else reader.read_stored_block(index)
        except SqcError:
            block = None  # the reader has noted it among its damage
        if block is None:
            for layer in range(len(zeros)):
                counts.kept_bytes[layer] += entry.lost_bytes
            continue
        counts.entropy_coded += any(layer.method == METHOD_ENTROPY for layer in block.layers)
        for layer, stored in enumerate(block.layers):
            counts.payload_bytes[layer] += stored.size_bytes
            counts.tokens[layer] += block.token_count * header.layer_tokens[layer] * header.channels
        for layer in range(len(zeros)):
            counts.kept_bytes[layer] += FRAME.size + len(body_of(block.of_layers(layer + 1), header))
    return counts


def _layers(reader: SqcReader, counts: _Counts) -> tuple[LayerInfo, ...]:
    header, found = reader.header, []
    names = {config.layers: config.name for config in all_configs().values() if isinstance(config, SpectralConfig)}
    for layer, tokens_per_frame in enumerate(header.layers):
        name = names.get(header.layers[: layer + 1], "")
        layers_away = len(header.layers) - 1 - layer
        left_away = counts.record_bytes - counts.kept_bytes[layer] + HASH_BYTES * layers_away if layers_away else 0
        size_bytes = reader.size_bytes - left_away if name else 0
        found.append(LayerInfo(tokens_per_frame, counts.payload_bytes[layer], name, size_bytes))
    return tuple(found)


def _parts(reader: SqcReader) -> tuple[PartInfo, ...]:
    return tuple(
        PartInfo(
            name=part.source.name,
            container=part.source.container,
            sample_format=part.source.sample_format,
            sample_rate_hz=part.source.sample_rate_hz,
            channels=part.source.channels,
            frames=part.source_frames,
            size_bytes=part.source.size_bytes,
            sha256=part.source_sha256,
            duration_s=part.sample_count / reader.header.sample_rate_hz,
            dates=dict(part.source.dates),
            tags={name: list(values) for name, values in part.source.tags.items()},
            track=part.source.track,
            tracks=part.source.tracks,
            marks=part.source.marks,
        )
        for part in reader.parts
    )


def _attachments(reader: SqcReader) -> tuple[tuple[str, str, int], ...]:
    try:
        return tuple((one.role, one.media_type, len(one.data)) for one in reader.attachments())
    except SqcError as error:
        return (("damaged", str(error), 0),)
