"""What is accepted is what can be restored: the limits of both, asked before anything is done."""

from sqcodec_gui.audio import AudioInfo
from sqcodec_gui.audio.errors import shown_name
from sqcodec_gui.audio.writer import MOST_HZ
from sqcodec_gui.container.header import LIMIT_CHANNELS
from sqcodec_gui.engine.job import EngineError


def require_restorable(info: AudioInfo, mixes_down: bool) -> None:
    """Raises EngineError with the limit for a recording that could not be brought back as it is."""
    name = shown_name(info.path)
    if not 1 <= info.sample_rate_hz <= MOST_HZ:
        raise EngineError(
            f"{name} has a sample rate of {info.sample_rate_hz:,} Hz; 1 to {MOST_HZ:,} Hz can be restored. Convert it "
            "to one of these rates first."
        )
    if info.channels > LIMIT_CHANNELS and not mixes_down:
        raise EngineError(
            f"{name} has {info.channels} channels; at most {LIMIT_CHANNELS} can be kept. Split it, or mix it down."
        )
