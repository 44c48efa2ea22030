"""This module refuses early what could not be brought back: the limits of coding and restoring are the same, and are
asked before anything is done."""

from sqcodec_gui.audio import AudioInfo
from sqcodec_gui.audio.errors import shown_name
from sqcodec_gui.container.header import LIMIT_CHANNELS
from sqcodec_gui.container.source import LIMIT_RATE_HZ
from sqcodec_gui.engine.settings_and_results import EngineError


def require_restorable(info: AudioInfo, mixes_down: bool) -> None:
    """Raise EngineError with the limit for a recording that could not be brought back as it is."""
    name = shown_name(info.path)
    if not 1 <= info.sample_rate_hz <= LIMIT_RATE_HZ:
        raise EngineError(
            "{name} has a sample rate of {sample_rate_hz:,} Hz; 1 to {most_hz:,} Hz can be restored."
            " Convert it to one of these rates first.",
            name=name,
            sample_rate_hz=info.sample_rate_hz,
            most_hz=LIMIT_RATE_HZ,
        )
    if info.channels > LIMIT_CHANNELS and not mixes_down:
        raise EngineError(
            "{name} has {channels} channels; at most {limit_channels} can be kept. Split it, or mix it down.",
            name=name,
            channels=info.channels,
            limit_channels=LIMIT_CHANNELS,
        )
