"""Both sides of a passage are made in memory, equally loud, with the facts for the report. No Qt; for a worker."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from sqcodec_gui.audio.downmix import downmix
from sqcodec_gui.audio.errors import shown_name
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.engine.files import file_sha256
from sqcodec_gui.engine.info import read_info
from sqcodec_gui.engine.preview import PreviewInfo, decode_preview, preview_info
from sqcodec_gui.engine.settings_and_results import DEFAULT_COMPUTE, ComputeChoice, EngineError
from sqcodec_gui.errors import system_reason
from sqcodec_gui.listening.loudness import LevelMatch, match_levels
from sqcodec_gui.listening.passage import LONGEST_S, SHORTEST_S, Passage, Sound, read_passage
from sqcodec_gui.listening.passage_selection import USUAL_S, propose_passage
from sqcodec_gui.listening.session import CodedFacts, Kind, RecordingFacts
from sqcodec_gui.playback.peer_passage import Share, peer_passage

GRID_S = 0.04
"""Passages begin and end on multiples of this, which are whole frames at all usual rates: both sides stay in step."""
_LEAD_S = 0.1
_EDGE_S = 0.005
_HEARD_CHANNELS = 2


@dataclass(frozen=True)
class Material:
    """It is what a test compares: both sounds with their gains applied, and what they are."""

    reference: Sound
    coded: Sound
    match: LevelMatch
    reference_facts: RecordingFacts
    coded_facts: CodedFacts
    passage: Passage

    @property
    def kinds(self) -> tuple[Kind, Kind]:
        """Return the kinds of both sides: what is compared with what."""
        return Kind(self.reference_facts.kind), Kind(self.coded_facts.kind)


@dataclass(frozen=True)
class Request:
    """It says what shall be compared. ``passage`` None: a distinctive one is proposed. ``is_limited``: the original
    loses what the model's rate cannot hold, so that one judges the codec and not the bandwidth. ``kinds``: the first is
    the original or the small file, the second the small file or another codec at its size."""

    original: Path
    small: Path
    passage: Passage | None = None
    is_limited: bool = False
    compute: ComputeChoice = DEFAULT_COMPUTE
    kinds: tuple[Kind, Kind] = (Kind.ORIGINAL, Kind.SMALL)


def prepare(request: Request, cancel: CancelToken) -> Material:
    """Read, decode and match both sides. Raises a subclass of SqcodecError."""
    info = preview_info(request.small)
    duration_s = info.frames / info.sample_rate_hz
    passage = settle_passage(request.original, request.passage, duration_s, cancel)
    first, second = request.kinds
    small = Sound(np.zeros((0, info.channels), np.float32), info.sample_rate_hz)
    if Kind.SMALL in request.kinds:
        small = decode_passage(request.small, info, passage, request.compute, cancel)
    if first is Kind.SMALL:
        reference, facts = small, _small_as_reference(request.small, duration_s, cancel)
    else:
        reference, limited_hz = read_passage(request.original, passage), 0
        if request.is_limited and info.sample_rate_hz < reference.sample_rate_hz:
            limited_hz = info.sample_rate_hz
            reference = reference.at_rate(limited_hz)
        facts = replace(original_facts(request.original, cancel, duration_s), limited_to_hz=limited_hz)
    if second is Kind.SMALL:
        return make_material(reference, small, facts, coded_facts(request.small), passage)
    share = Share(read_info(request.small).size_bytes, info.channels, duration_s)
    peer, peer_facts = peer_passage(request.original, second, share, passage, cancel)
    return make_material(reference, peer, facts, peer_facts, passage)


def _small_as_reference(small: Path, duration_s: float, cancel: CancelToken) -> RecordingFacts:
    return replace(original_facts(small, cancel, duration_s), kind=Kind.SMALL)


def settle_passage(original: Path, wanted: Passage | None, most_s: float, cancel: CancelToken) -> Passage:
    """Return the wanted passage, or a proposed one, on the grid (``GRID_S``), no longer than ``LONGEST_S``, and ended
    by ``most_s``, where the recording ends.

    Raises AudioError, or EngineError where there is too little sound.
    """
    passage = wanted or propose_passage(original, USUAL_S, cancel)
    start_s = round(passage.start_s / GRID_S) * GRID_S
    stop_s = min(passage.stop_s, start_s + LONGEST_S, most_s)
    stop_s = start_s + int((stop_s - start_s) / GRID_S + 1e-6) * GRID_S
    if stop_s - start_s < min(SHORTEST_S, most_s) - GRID_S or stop_s <= start_s:
        raise EngineError(
            "{name}: a passage of at least {shortest_s:g} s is needed; choose a longer one.",
            name=shown_name(original),
            shortest_s=SHORTEST_S,
        )
    return Passage(start_s, stop_s)


def decode_passage(
    small: Path, info: PreviewInfo, passage: Passage, compute: ComputeChoice, cancel: CancelToken
) -> Sound:
    """Return the passage of a .sqc file, at the codec's rate. Raises a subclass of SqcodecError."""
    rate_hz = info.sample_rate_hz
    first, stop = round(passage.start_s * rate_hz), min(round(passage.stop_s * rate_hz), info.frames)
    samples = np.zeros((max(0, stop - first), info.channels), np.float32)
    enough = CancelToken()

    def take(start: int, block: np.ndarray) -> None:
        cancel.check()
        begin, end = max(start, first), min(start + len(block), stop)
        if begin < end:
            samples[begin - first : end - first] = block[begin - start : end - start]
        if end >= stop:
            enough.cancel()

    try:
        start_s = max(0.0, passage.start_s - _LEAD_S)
        decode_preview(small, take, start_s, compute, cancel=enough)
    except CancelledError:
        cancel.check()  # else it was ours: all that is needed is there
    return Sound(samples, rate_hz)


def original_facts(original: Path, cancel: CancelToken, duration_s: float = 0.0) -> RecordingFacts:
    """Return the facts of the original, for the report. Raises EngineError, CancelledError."""
    try:
        size_bytes = original.stat().st_size
        rate_bps = round(8 * size_bytes / duration_s) if duration_s else 0
        return RecordingFacts(shown_name(original), size_bytes, file_sha256(original, cancel), bit_rate_bps=rate_bps)
    except OSError as error:
        raise EngineError(
            "{name} could not be read: {reason}.", name=shown_name(original), reason=system_reason(error)
        ) from error


def coded_facts(small: Path, is_made_for_the_test: bool = False) -> CodedFacts:
    """Return the facts of the coded side, for the report. Raises a subclass of SqcodecError."""
    info = read_info(small)
    return CodedFacts(
        shown_name(small),
        info.size_bytes,
        info.model,
        info.weights_sha256,
        info.tokens_sha256,
        is_made_for_the_test,
        bit_rate_bps=round(info.bitrate_bps),
    )


def make_material(
    reference: Sound, coded: Sound, reference_facts: RecordingFacts, coded_facts: CodedFacts, passage: Passage
) -> Material:
    """Match the loudness of two sounds, as they will be heard, and let their ends fade."""
    match = match_levels(
        downmix(reference.samples, _HEARD_CHANNELS),
        reference.sample_rate_hz,
        downmix(coded.samples, _HEARD_CHANNELS),
        coded.sample_rate_hz,
    )
    return Material(
        _faded(reference.amplified(match.reference_db)),
        _faded(coded.amplified(match.coded_db)),
        match,
        reference_facts,
        coded_facts,
        passage,
    )


def _faded(sound: Sound) -> Sound:
    """Return a passage whose ends fade. One that begins and ends in the middle of things would click at its ends,
    differently on each side."""
    frames = min(round(_EDGE_S * sound.sample_rate_hz), len(sound.samples) // 2)
    ramp = np.linspace(0, 1, frames, endpoint=False, dtype=np.float32)[:, None]
    samples = sound.samples.copy()
    samples[:frames] *= ramp
    samples[len(samples) - frames :] *= ramp[::-1]
    return Sound(samples, sound.sample_rate_hz)
