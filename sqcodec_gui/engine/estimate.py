"""This module says what compressing will give and what it will cost, before it is done. No torch."""

from functools import cache
from typing import TYPE_CHECKING

from sqcodec_gui.codec.config import get_config
from sqcodec_gui.messages import Message

if TYPE_CHECKING:
    from sqcodec_gui.audio import AudioInfo

FIXED_BYTES = 700
"""Header and footer of a usual file."""

BLOCK_BYTES = 40
BANDWIDTH_WORTH_NAMING = 1.05


def projected_bytes(model: str, duration_s: float, channels: int) -> int:
    """Estimate the size of the ``.sqc`` file at the model's nominal rate: it will hardly be larger, and often smaller.

    Two equal channels are stored once, which only reading the recording can tell.
    """
    return round(
        FIXED_BYTES + duration_s * (_bytes_per_second(model) * channels + _blocks_per_second(model) * BLOCK_BYTES)
    )


@cache
def _bytes_per_second(model: str) -> float:
    """Return those of one channel, at once the next time: lists of thousands are added up."""
    return get_config(model).bitrate_bps / 8


@cache
def _blocks_per_second(model: str) -> float:
    config = get_config(model)
    return config.sample_rate_hz / config.block_samples


def narrow_khz(info: "AudioInfo", model: str) -> float | None:
    """Return the frequency in kHz above which the model keeps nothing although the recording has something there; None
    if that is not worth naming."""
    kept_hz = get_config(model).sample_rate_hz
    return kept_hz / 2000 if info.sample_rate_hz > kept_hz * BANDWIDTH_WORTH_NAMING else None


def what_is_lost(info: "AudioInfo", model: str, mixes_down: bool = False) -> list[Message]:
    """Return in plain sentences what this model cannot keep of this recording; ``mixes_down``: as one channel."""
    sentences = []
    kept_khz = narrow_khz(info, model)
    if kept_khz is not None:
        sentences.append(
            Message(
                "{from_khz:g} → {to_khz:g} kHz: nothing above {kept_khz:g} kHz survives.",
                from_khz=info.sample_rate_hz / 1000,
                to_khz=2 * kept_khz,
                kept_khz=kept_khz,
            )
        )
    if info.channels > 1 and mixes_down:
        sentences.append(Message("{channels} channels are mixed down to one.", channels=info.channels))
    elif info.channels > 1:
        sentences.append(Message("All {channels} channels are kept, each coded by itself.", channels=info.channels))
    if info.track is not None:
        from sqcodec_gui.audio.tracks import describe_track

        others = ", ".join(describe_track(track) for track in info.tracks if track.number != info.track)
        sentences.append(
            Message(
                "Only sound track {track} of {count} is kept, without {others}.",
                track=info.track,
                count=len(info.tracks),
                others=others,
            )
        )
    return sentences
