"""This module makes arrays of FFmpeg's decoded frames, whatever their format, at the rate and layout of the first."""

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

_MOST_PLANES = 7
"""Of eight planar channels PyAV reads past the frame's planes and crashes."""


_MOST_USUAL_CHANNELS = 8
"""More of them are believed only where a header tells them too."""


class StrangeFrameError(Exception):
    """A frame is no sound of any recording, as a damaged packet may give: no rate, no or too many channels."""


class FrameConverter:
    """It makes float32 ``[n, channels]`` at one rate of frames."""

    def __init__(self, rate_hz: int, channels: int) -> None:
        self.rate_hz = rate_hz
        self.channels = channels
        self._packers: dict[tuple[str, str, int], AudioResampler] = {}

    def fits(self, frame: AudioFrame) -> bool:
        """Return whether a frame needs no conversion of its rate or layout."""
        return frame.sample_rate == self.rate_hz and frame.layout.nb_channels == self.channels

    def convert(self, frame: AudioFrame) -> np.ndarray:
        """Return a frame's samples. Of one with another rate, the resampler may keep some back. Raises
        StrangeFrameError."""
        try:
            return self._convert(frame)
        except (av.FFmpegError, ValueError, KeyError) as error:
            raise StrangeFrameError from error

    def _convert(self, frame: AudioFrame) -> np.ndarray:
        if frame.format.name == "fltp" and self.channels <= _MOST_PLANES and self.fits(frame):
            return self._interleaved(frame)
        key = (frame.format.name, frame.layout.name, frame.sample_rate)
        packer = self._packers.get(key)
        if packer is None:
            # A layout of the same size stays as it is; FFmpeg's mixing serves the others.
            layout = frame.layout if frame.layout.nb_channels == self.channels else _layout(self.channels)
            packer = self._packers[key] = AudioResampler("flt", layout, self.rate_hz)
        parts = [part.to_ndarray().reshape(-1, self.channels) for part in packer.resample(frame)]
        return np.concatenate(parts) if parts else np.zeros((0, self.channels), np.float32)

    def _interleaved(self, frame: AudioFrame) -> np.ndarray:
        """Interleave planes of float32. Written in place: stacked first, each packet takes twice as long."""
        block = np.empty((frame.samples, self.channels), np.float32)
        for channel, plane in enumerate(frame.planes):
            block[:, channel] = np.frombuffer(memoryview(plane), np.float32, frame.samples)
        return block


def is_sound(frame: AudioFrame, declared_channels: int) -> bool:
    """Return whether a first frame may be that of a recording, of which a header tells so many channels."""
    channels = frame.layout.nb_channels
    if frame.sample_rate <= 0 or not 1 <= channels <= max(_MOST_USUAL_CHANNELS, declared_channels):
        return False
    try:
        FrameConverter(frame.sample_rate, channels).convert(frame)
    except StrangeFrameError:
        return False
    return True


def _layout(channels: int) -> str:
    return {1: "mono", 2: "stereo", 3: "2.1", 4: "quad", 5: "5.0", 6: "5.1", 7: "6.1", 8: "7.1"}[channels]
