"""Files are looked at quickly, in a worker thread. No Qt."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sqcodec_gui.audio import AudioInfo, open_once
from sqcodec_gui.audio.errors import AudioError
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.model_store.installed import InstalledModel, list_installed
from sqcodec_gui.engine.completeness import Completeness, stored_completeness
from sqcodec_gui.engine.file_facts import file_facts
from sqcodec_gui.gui.queue.open_recording import OpenRecording, is_worth_listening
from sqcodec_gui.gui.queue.record import JobKind, Needs
from sqcodec_gui.messages import Message


@dataclass(frozen=True)
class ProbeResult:
    """It holds what a quick look at a file found: its length, and of recordings all that is known; None is unknown."""

    duration_s: float | None = None
    info: AudioInfo | None = None
    completeness: Completeness | None = None
    """Of small files: by every checksum of those that are to be heard, else as far as it is seen without reading
    all."""
    needs: Needs | None = None
    """Of small files, weights that are not here."""
    problem: Message | None = None
    """Why a small file is none, or cannot be read at all; one that is not there may come again."""
    open_recording: OpenRecording | None = None
    """Of recordings that one can listen to, while not too many are open."""


def probe_files(
    sources: Sequence[tuple[Path, JobKind]],
    progress: Callable[..., None],
    cancel: CancelToken,
    all_open: Mapping[Path, OpenRecording] | None = None,
    to_be_heard: Collection[Path] = (),
) -> list[ProbeResult]:
    """Look quickly at each file, in order. What cannot be read gives an empty result: its job will say why.

    ``all_open``: those that are open already. ``to_be_heard``: small files that no job reads whole, so this does.
    Raises CancelledError.
    """
    looks = []
    here = list_installed() if any(kind is JobKind.RESTORE for _, kind in sources) else []
    for source, kind in sources:
        cancel.check()
        if kind is JobKind.RESTORE:
            looks.append(_probe_small(source, here, cancel if source in to_be_heard else None))
        else:
            looks.append(_probe(source, (all_open or {}).get(source)))
        progress(len(looks))
    return looks


def _probe_small(source: Path, here: Sequence[InstalledModel], cancel: CancelToken | None) -> ProbeResult:
    """Read every checksum where there is a ``cancel``."""
    facts = file_facts(source) if cancel is None else file_facts(source, partial(stored_completeness, cancel=cancel))
    needs = _needs(facts.header.model, facts.header.weights_sha256, here) if facts.header else None
    return ProbeResult(facts.duration_s, completeness=facts.completeness, needs=needs, problem=facts.problem)


def _probe(source: Path, is_open: OpenRecording | None) -> ProbeResult:
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(open_once(source)) if is_open is None else is_open.opened
        except AudioError:
            return ProbeResult()
        info = file_facts(opened).info
        if info is None:
            return ProbeResult()
        info = replace(info, cover=None)  # pictures of hundreds of files would fill the memory
        if not is_worth_listening(info):
            return ProbeResult(info.duration_s, info)
        return ProbeResult(info.duration_s, info, open_recording=is_open or OpenRecording.of(opened, stack))


def _needs(model: str, weights_sha256: str, here: Sequence[InstalledModel]) -> Needs | None:
    if any(one.sha256 == weights_sha256 for one in here):
        return None
    return Needs(model, weights_sha256, any(one.name == model for one in here))
