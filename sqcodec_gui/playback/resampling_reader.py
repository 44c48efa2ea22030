"""A track is read at the device's rate from any position, exact to the sample."""

from math import gcd

import numpy as np

from sqcodec_gui.audio import StreamResampler, resampled_length
from sqcodec_gui.audio.downmix import downmix
from sqcodec_gui.playback.sample_sources import SampleSource

_WARM_UP_S = 0.05
"""The resampler's filter must have run this long before its output is what it would be from the start: soxr's
is shorter than this at all rates from 8 kHz."""
_PIECE_S = 0.1


class ResamplingReader:
    """It is at a position in a track, counted in frames of the device; read from there, or go elsewhere.

    What is read does not depend on where reading began: the resampler is started where a frame of the source and
    a frame of the device fall on the same moment (at least once a second), a little before what is wanted.
    """

    def __init__(self, source: SampleSource, rate_hz: int, channels: int) -> None:
        self.source = source
        self.position = 0
        self._rate_hz = rate_hz
        self._channels = channels
        common = gcd(source.sample_rate_hz, rate_hz)
        self._step_in = source.sample_rate_hz // common
        self._step_out = rate_hz // common
        self._total: int | None = None if source.frames is None else self._at_device_rate(source.frames)
        self._ready = np.zeros((0, channels), np.float32)
        self._is_flushed = False
        self._go_to(0)

    @property
    def frames(self) -> int | None:
        """Return the length in frames of the device; None until it is known."""
        return self._total

    def read(self, position: int, frames: int) -> np.ndarray:
        """Return float32 ``[<= frames, channels]`` from ``position``; silence follows the end of the track.

        Fewer frames (or none) come back only where the source has no more ready yet. Raises AudioError.
        """
        if position != self.position:
            self._go_to(position)
        while len(self._ready) < frames and not self._is_flushed and self._pull():
            pass
        block, self._ready = self._ready[:frames], self._ready[frames:]
        if len(block) < frames and self._is_flushed:
            silence = np.zeros((frames - len(block), self._channels), np.float32)
            block = np.concatenate([block, silence])
        self.position += len(block)
        return block

    def is_ready(self, position: int, frames: int) -> bool:
        """Return whether ``read`` would give that many frames, or all up to the end, without waiting."""
        first_in = self._next_in if position == self.position else self._first_step(position) * self._step_in
        stop_in = -(-(position + frames) * self._step_in // self._step_out)
        if self.source.frames is not None:
            stop_in = min(stop_in, self.source.frames)
        return self._is_flushed or self.source.ready_frames(first_in) >= stop_in - first_in

    def _first_step(self, position: int) -> int:
        """Return the last meeting of both rates that lies early enough to warm up before ``position``."""
        return max(0, position - int(_WARM_UP_S * self._rate_hz)) // self._step_out

    def _go_to(self, position: int) -> None:
        steps = self._first_step(position)
        self.position = position
        self._start_out = steps * self._step_out
        self._next_in = steps * self._step_in
        self._skip = position - self._start_out
        self._resampler = StreamResampler(self.source.sample_rate_hz, self._rate_hz, self.source.channels)
        self._ready = np.zeros((0, self._channels), np.float32)
        self._is_flushed = self._total is not None and self._start_out >= self._total

    def _pull(self) -> bool:
        """Take the next piece of the source; False if none is ready."""
        wanted = int(_PIECE_S * self.source.sample_rate_hz)
        if self.source.frames is not None:
            wanted = min(wanted, self.source.frames - self._next_in)
        wanted = min(wanted, self.source.ready_frames(self._next_in))
        if wanted <= 0:
            return False
        block = self.source.read(self._next_in, wanted)
        self._next_in += len(block)
        self._keep(self._resampler.push(block))
        if len(block) < wanted:
            self._total = self._at_device_rate(self._next_in)  # the file ends here, whatever it said before
        elif self._next_in == self.source.frames:
            self._total = self._at_device_rate(self._next_in)
        else:
            return True
        self._keep(self._resampler.flush(max(self._total - self._start_out, self._resampler.frames_out)))
        self._is_flushed = True
        return True

    def _keep(self, block: np.ndarray) -> None:
        skipped = min(self._skip, len(block))
        self._skip -= skipped
        self._ready = np.concatenate([self._ready, downmix(block[skipped:], self._channels)])

    def _at_device_rate(self, frames: int) -> int:
        return resampled_length(frames, self.source.sample_rate_hz, self._rate_hz)
