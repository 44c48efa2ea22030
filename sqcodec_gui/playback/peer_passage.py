"""A passage is made as another codec would keep it at the size of the small file. No Qt; it runs in a worker."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sqcodec_gui.audio.errors import shown_name
from sqcodec_gui.audio.peer_codecs import OPUS, PeerFile, encode_pieces, largest_within, sound_of
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.listening.passage import Passage, Sound, read_passage
from sqcodec_gui.listening.session import CodedFacts, Kind

_AROUND_S = 2.0
"""What a codec hears before and after a passage, so that it is in the middle of things there."""
_PROBE_BPS = 16_000
"""At which it is looked what every file of a codec begins with."""


@dataclass(frozen=True)
class Share:
    """It says what the small file takes in bytes, for how many channels and seconds of sound."""

    size_bytes: int
    channels: int
    duration_s: float


def peer_passage(
    original: Path, kind: Kind, small: Share, passage: Passage, cancel: CancelToken
) -> tuple[Sound, CodedFacts]:
    """Encode at the highest rate at which the whole recording is within the small file's size; else at the smallest.

    It is encoded with a little of what is around it; what a file begins with counts as it would for the whole
    recording. Raises a subclass of SqcodecError.
    """
    around = Passage(max(0.0, passage.start_s - _AROUND_S), min(small.duration_s, passage.stop_s + _AROUND_S))
    heard = read_passage(original, around)
    samples = np.ascontiguousarray(heard.samples.T)
    if len(samples) != small.channels or len(samples) > 2:
        samples = samples.mean(axis=0, keepdims=True)
    rate_hz, share = heard.sample_rate_hz, min(1.0, heard.duration_s / small.duration_s)

    def encode(bit_rate_bps: int) -> PeerFile:
        cancel.check()
        return encode_pieces(kind.value, [samples], rate_hz, len(samples), bit_rate_bps)

    head_bytes = encode(_PROBE_BPS).head_bytes
    most_bytes = round(head_bytes + (small.size_bytes - head_bytes) * share)
    found = largest_within(kind.value, encode, most_bytes, heard.duration_s)
    back = sound_of(found, samples, rate_hz).samples.T
    first, stop = (round((at_s - around.start_s) * rate_hz) for at_s in (passage.start_s, passage.stop_s))
    whole_bytes = found.bytes_for(share)
    facts = CodedFacts(
        name=shown_name(original),
        size_bytes=whole_bytes,
        model=setting_words(found),
        weights_sha256="",
        tokens_sha256=hashlib.sha256(found.content).hexdigest(),
        made_for_the_test=True,
        kind=kind,
        bit_rate_bps=round(8 * whole_bytes / small.duration_s),
    )
    return Sound(back[first:stop], rate_hz), facts


def setting_words(peer: PeerFile) -> str:
    """Say how a file of another codec was made, for the report."""
    if peer.codec == OPUS:
        return f"libopus at {peer.bit_rate_bps:,} bit/s, 60 ms frames, VBR, for speech (voip)"
    return f"LAME at {peer.bit_rate_bps:,} bit/s"
