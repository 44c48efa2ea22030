"""Files are looked at quickly, in a worker thread. No Qt."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from sqcodec_gui.audio import AudioInfo, open_once
from sqcodec_gui.audio.errors import AudioError
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.model_store.installed import InstalledModel, list_installed
from sqcodec_gui.engine.completeness import Completeness
from sqcodec_gui.engine.file_facts import file_facts
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
    if kind is JobKind.RESTORE:
        facts = file_facts(source)
        needs = _needs(facts.header.model, facts.header.weights_sha256, here) if facts.header else None
        return ProbeResult(facts.duration_s, completeness=facts.completeness, needs=needs)
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(open_once(source))
        except AudioError:
            return ProbeResult()
        info = file_facts(opened).info
        if info is None:
            return ProbeResult()
        info = replace(info, cover=None)  # pictures of hundreds of files would fill the memory
        return ProbeResult(info.duration_s, info, open_recording=OpenRecording.of(opened, info, stack))


def _needs(model: str, weights_sha256: str, here: Sequence[InstalledModel]) -> Needs | None:
    if any(one.sha256 == weights_sha256 for one in here):
        return None
    return Needs(model, weights_sha256, any(one.name == model for one in here))
