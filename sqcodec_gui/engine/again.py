"""This module finds files that a better model could make again of their originals, and what is asked of them before
they are replaced.

The old file stays until the new one is written, read back, decoded and compared: then the new one takes its name in
one step (see ``compress`` with ``CompressSettings.again``). It keeps tags, cover and marks of the old one, which
somebody may have put right. No torch.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.config import all_configs
from sqcodec_gui.codec.model_store.installed import RETAINED, InstalledModel, list_installed
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine import files
from sqcodec_gui.engine.checksums import sidecar_of, write_sidecar
from sqcodec_gui.engine.completeness import Loss
from sqcodec_gui.engine.estimate import projected_bytes
from sqcodec_gui.engine.find_original import find_original
from sqcodec_gui.engine.settings_and_results import EngineError
from sqcodec_gui.engine.source_description import SourceDescription
from sqcodec_gui.engine.sqc_file import open_for_reading
from sqcodec_gui.errors import SqcodecError

CLEARLY_MORE = 1.05
"""So many times the bit rate is another quality."""


@dataclass(frozen=True)
class Candidate:
    """It is a small file with its original, which is there. ``new_bytes``: about what it will take."""

    source: Path
    source_bytes: int
    small: Path
    old_bytes: int
    new_bytes: int


def is_lesser(model: str, weights_sha256: str, better: InstalledModel, here: Sequence[InstalledModel]) -> bool:
    """Return whether a file of this model and these weights would gain by being made again with ``better``.

    Of two models the one with more bits is the better one. Of one model, other weights are lesser where they are here
    and are known to be: they came with an earlier version of the program, or are a preview and the better ones are not.
    """
    if model not in all_configs() or (weights_sha256 == better.sha256 and model == better.name):
        return False
    if model != better.name:
        return all_configs()[better.name].bitrate_bps > CLEARLY_MORE * all_configs()[model].bitrate_bps
    old = next((one for one in here if (one.name, one.sha256) == (model, weights_sha256)), None)
    if old is None:
        return False
    return (old.store == RETAINED and better.store != RETAINED) or (old.is_preview and not better.is_preview)


def find_candidates(
    pairs: Iterable[tuple[Path | None, Path]],
    better: InstalledModel,
    cancel: CancelToken,
    only_old_weights: bool = False,
) -> list[Candidate]:
    """Find those (original, small file) that would gain. Originals that are not known are looked for beside the small
    file. Reads headers only, so that whether an original is still the same is found out when it is made small again.
    What cannot be read is left out. ``only_old_weights``: only what weights of an earlier version of the program made;
    who chose a smaller quality on purpose is not meant then. Raises CancelledError.
    """
    here, found = list_installed(), []
    old = {one.sha256 for one in here if one.store == RETAINED}
    for source, small in pairs:
        cancel.check()
        try:
            with SqcReader(small, tolerant=True) as reader:
                header, parts, old_bytes = reader.header, reader.parts, reader.size_bytes
                duration_s = reader.duration_s
            if len(parts) != 1 or not parts[0].source_sha256:
                continue
            if not is_lesser(header.model, header.weights_sha256, better, here):
                continue
            if only_old_weights and header.weights_sha256 not in old:
                continue
            if source is None or not source.is_file():
                source = find_original(small, cancel)
            if source is not None and (source_bytes := source.stat().st_size) == parts[0].source.size_bytes:
                new_bytes = projected_bytes(better.name, duration_s, header.channels)
                found.append(Candidate(source, source_bytes, small, old_bytes, new_bytes))
        except (OSError, SqcodecError):
            cancel.check()
            continue
    return found


@dataclass(frozen=True)
class ReplacedFile:
    """It describes the file that is to be replaced, as it was when the work began."""

    path: Path
    identity: files.Identity
    source_sha256: str
    description: SourceDescription

    def carry_over(self, description: SourceDescription) -> SourceDescription:
        """Return what the new file says of its recording: what somebody may have put right comes from the old one."""
        ours = self.description.source
        source = replace(description.source, tags=ours.tags, marks=ours.marks)
        return replace(description, source=source, attachments=self.description.attachments)

    def require_source(self, source: Path, sha256: str) -> None:
        """Raise EngineError if this is not the recording that it was made of."""
        if sha256 != self.source_sha256:
            raise EngineError(
                "{source} is not what {small} was made of any more; {small} stays as it is.",
                source=source.name,
                small=self.path.name,
            )

    def require_replaceable(self, source: Path, losses: Sequence[Loss]) -> None:
        """Raise EngineError if the old file must stay; it is asked when the new one is verified."""
        if losses:
            raise EngineError(
                "{source} could not be read to its end this time; {small} stays as it is.",
                source=source.name,
                small=self.path.name,
            )
        if files.identity_of(self.path.stat()) != self.identity:
            raise EngineError(
                "{small} was changed while it was made again; it stays as it is. Try again when nothing writes to it.",
                small=self.path.name,
            )

    def take_along(self, cancel: CancelToken) -> None:
        """Write anew what lies beside the file and holds its hash."""
        if sidecar_of(self.path).exists():
            write_sidecar(self.path, cancel)


def find_replaced(small: Path, better: InstalledModel) -> ReplacedFile | None:
    """Read the file to be replaced; None if it would gain nothing. Raises EngineError where it is not made of one
    recording, and a typed SqcError where it cannot be read."""
    with open_for_reading(small, None, tolerant=True) as reader:
        header, parts, attachments = reader.header, reader.parts, tuple(reader.attachments())
    if not is_lesser(header.model, header.weights_sha256, better, list_installed()):
        return None
    if len(parts) != 1 or not parts[0].source_sha256:
        raise EngineError(
            "{small} is a part of a recording, or several: it cannot be made again of one. It stays as it is.",
            small=small.name,
        )
    identity = files.identity_of(small.stat())
    return ReplacedFile(small, identity, parts[0].source_sha256, SourceDescription(header.source, attachments, ()))
