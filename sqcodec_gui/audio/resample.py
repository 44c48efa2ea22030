"""This module changes the sample rate while streaming, with soxr's best-tested recipe (HQ)."""

import numpy as np
import soxr

# soxr's own buffers hold as much as it is given at once; pieces keep the memory the same whatever is pushed.
_PIECE_FRAMES = 65536


def resampled_length(frames: int, in_rate_hz: int, out_rate_hz: int) -> int:
    """Count the frames that ``frames`` become at another rate: floor(frames * out / in + 1/2), in whole numbers."""
    return (2 * frames * out_rate_hz + in_rate_hz) // (2 * in_rate_hz)


class StreamResampler:
    """It converts blocks of float32 ``[frames, channels]`` from one sample rate to another.

    The result does not depend on how the input is cut into blocks. Equal rates pass through untouched.
    Memory is constant; output lags the input by soxr's filter delay, which ``flush`` brings out.
    """

    def __init__(self, in_rate_hz: int, out_rate_hz: int, channels: int) -> None:
        """Take the rates in Hz, above zero, and ``channels``, at least 1. Raises ValueError otherwise."""
        if min(in_rate_hz, out_rate_hz, channels) < 1:
            raise ValueError(f"rates and channels must be positive: {in_rate_hz}, {out_rate_hz}, {channels}")
        self.in_rate_hz = in_rate_hz
        self.out_rate_hz = out_rate_hz
        self.channels = channels
        self.frames_in = 0
        self.frames_out = 0
        self._flushed = False
        self._stream = None
        if in_rate_hz != out_rate_hz:
            self._stream = soxr.ResampleStream(in_rate_hz, out_rate_hz, channels, dtype="float32")

    def push(self, block: np.ndarray) -> np.ndarray:
        """Take float32 ``[f, channels]`` and return the ``[g, channels]`` that is ready (g may be 0)."""
        if self._flushed:
            raise ValueError("push after flush: a StreamResampler serves one recording")
        self.frames_in += len(block)
        return self._count(self._convert(block, last=False))

    def flush(self, total_frames_out: int | None = None) -> np.ndarray:
        """Return the rest, ``[g, channels]``; then everything returned is exactly the right number of frames.

        ``total_frames_out`` is that number for the whole recording; by default it follows from the frames
        pushed (``resampled_length``). Missing frames are zeros, superfluous ones are cut. Raises ValueError
        if more than that had already been returned.
        """
        if total_frames_out is None:
            total_frames_out = resampled_length(self.frames_in, self.in_rate_hz, self.out_rate_hz)
        wanted = total_frames_out - self.frames_out
        if wanted < 0:
            raise ValueError(f"{self.frames_out} frames were returned already, {total_frames_out} are asked for")
        empty = np.zeros((0, self.channels), np.float32)
        rest = empty if self._flushed else self._convert(empty, last=True)
        self._flushed = True
        missing = max(0, wanted - len(rest))
        padded = np.concatenate([rest[:wanted], np.zeros((missing, self.channels), np.float32)])
        return self._count(padded)

    def _count(self, block: np.ndarray) -> np.ndarray:
        self.frames_out += len(block)
        return block

    def _convert(self, block: np.ndarray, last: bool) -> np.ndarray:
        if self._stream is None:
            return block
        # soxr wants at least one call, and only the last call of the last flush carries ``last``.
        starts = range(0, max(1, len(block)), _PIECE_FRAMES)
        pieces = [
            self._stream.resample_chunk(
                np.ascontiguousarray(block[start : start + _PIECE_FRAMES], np.float32), last=last
            )
            for start in starts
        ]
        return np.concatenate(pieces).reshape(-1, self.channels)
