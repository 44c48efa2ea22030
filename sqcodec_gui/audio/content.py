"""This module describes what an audio file that is about to be written will hold."""

from dataclasses import dataclass, field

from sqcodec_gui.audio.tags import Cover, Tags
from sqcodec_gui.marks import Mark


@dataclass(frozen=True)
class FileContent:
    """It holds the kind of sound and what stands beside it, as in the file itself (not as in blocks for a writer)."""

    container: str
    """wav, flac, opus or mp3"""
    sample_format: str
    """PCM_16, PCM_24, FLOAT, OPUS or MPEG_LAYER_III"""
    sample_rate_hz: int
    channels: int
    tags: Tags = field(default_factory=dict)
    cover: Cover | None = None
    marks: tuple[Mark, ...] = ()
    duration_s: float | None = None
    """Of the sound, where it is known beforehand."""
