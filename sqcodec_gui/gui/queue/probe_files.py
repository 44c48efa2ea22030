"""Files are looked at quickly, in a worker thread. No Qt."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from sqcodec_gui.audio import AudioInfo, kept_open, probe
from sqcodec_gui.codec.model_store.installed import InstalledModel, list_installed
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine.completeness import Completeness, completeness_of
from sqcodec_gui.engine.job import CancelToken
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.queue.open_recording import OpenRecording
from sqcodec_gui.gui.queue.record import JobKind, Needs


@dataclass(frozen=True)
class ProbeResult:
    """It holds what a quick look at a file found: its length, and of recordings all that is known; None is unknown."""

    duration_s: float | None = None
    info: AudioInfo | None = None
    completeness: Completeness | None = None
    """Of small files, as far as it can be seen without reading all."""
    needs: Needs | None = None
    """Of small files, weights that are not here."""
    open_recording: OpenRecording | None = None
    """Of recordings that one can listen to, while not too many are open."""


def probe_files(
    sources: Sequence[tuple[Path, JobKind]], progress: Callable[..., None], cancel: CancelToken
) -> list[ProbeResult]:
    """Look quickly at each file, in order. What cannot be read gives an empty result: its job will say why."""
    looks = []
    here = list_installed() if any(kind is JobKind.RESTORE for _, kind in sources) else []
    for source, kind in sources:
        cancel.check()
        looks.append(_probe(source, kind, here))
        progress(len(looks))
    return looks


def _probe(source: Path, kind: JobKind, here: Sequence[InstalledModel]) -> ProbeResult:
    try:
        if kind is JobKind.RESTORE:
            with SqcReader(source, tolerant=True) as reader:
                needs = _needs(reader.header.model, reader.header.weights_sha256, here)
                return ProbeResult(reader.duration_s, completeness=completeness_of(reader), needs=needs)
        with ExitStack() as stack:
            opened = stack.enter_context(kept_open(source))
            info = replace(probe(opened), cover=None)  # pictures of hundreds of files would fill the memory
            return ProbeResult(info.duration_s, info, open_recording=OpenRecording.of(opened, info, stack))
    except (SqcodecError, OSError):
        return ProbeResult()


def _needs(model: str, weights_sha256: str, here: Sequence[InstalledModel]) -> Needs | None:
    if any(one.sha256 == weights_sha256 for one in here):
        return None
    return Needs(model, weights_sha256, any(one.name == model for one in here))
