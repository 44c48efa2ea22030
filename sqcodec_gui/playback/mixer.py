"""The audio callback copies from prepared buffers, with an index and a gain. No file, no log, no lock."""

import numpy as np

from sqcodec_gui.playback.buffer import TRACKS, PlayBuffer

FADE_S = 0.008
_MOST_FRAMES = 4096


class Mixer:
    """It renders the heard track of the current buffer.

    Every change is a fade of 8 ms with equal power: from one track to the other at the same position, from one position
    to another (a seek), from and to silence; from one form of a recording to another, with equal amplitude. Other
    threads set ``buffer``, ``heard`` (0 to 2), ``is_playing`` and ``gain``; single assignments, seen by the next
    callback.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        self.buffer: PlayBuffer | None = None
        self.heard = 0
        self.heard_after_silence: int | None = None
        """Set this instead of ``heard`` to switch by way of silence, which sounds the same whether the track is another
        one or not: for blind tests, where the fade from one track to another would tell that there are two."""
        self.is_playing = False
        self.gain = 1.0
        self.underruns = 0
        """How often the device or the buffer ran dry although it should not have."""
        self.fade_frames = round(FADE_S * rate_hz)
        angle = np.linspace(0, np.pi / 2, self.fade_frames + 1, dtype=np.float32)
        self._rising = np.sin(angle)
        self._falling = self._rising[::-1]
        self._active: PlayBuffer | None = None
        self._left: PlayBuffer | None = None
        self._is_left_alike = False  # the same moment of the same recording: amplitudes add up, and not powers
        self._shares = [0] * TRACKS  # of fade_frames: how far each track has come in; those not heard go out
        self._gate = 0  # of fade_frames: 0 is silence
        self._moved = 0  # of fade_frames: how far the fade from the buffer that was left has come
        self._was_flowing = False
        self._most_asked = 0
        self._last_gain = 1.0
        self._tracks = np.zeros((TRACKS, _MOST_FRAMES, channels), np.float32)
        self._mixed = np.zeros((2, _MOST_FRAMES, channels), np.float32)

    @property
    def is_silent(self) -> bool:
        """Return whether the fade to silence is over (or nothing was played yet)."""
        return self._gate == 0

    def render(self, out: np.ndarray, has_underflowed: bool = False) -> None:
        """Fill ``out``, float32 ``[n, channels]``; the device says whether it ran dry since the last time."""
        if has_underflowed and self._was_flowing:
            self.underruns += 1
        out.fill(0)
        buffer = self._take_over()
        if buffer is None:
            return
        has_enough = self._has_enough(buffer, len(out))
        is_flowing = self.is_playing and has_enough and not self._is_falling_silent()
        if self._was_flowing and self.is_playing and not (has_enough or buffer.is_waiting):
            self.underruns += 1
        self._was_flowing = is_flowing
        for start in range(0, len(out), _MOST_FRAMES):
            self._render_piece(buffer, is_flowing, out[start : start + _MOST_FRAMES])

    def _is_falling_silent(self) -> bool:
        """Return whether a switch by way of silence is under way; once silence is reached, the switch is made."""
        wanted = self.heard_after_silence
        if wanted is None or self._gate:
            return wanted is not None
        self.heard = wanted
        if self.heard_after_silence == wanted:  # and nobody has asked for another one meanwhile
            self.heard_after_silence = None
        return False

    def _has_enough(self, buffer: PlayBuffer, frames: int) -> bool:
        """Return whether to flow (on). A reserve of one fade is kept, so that running dry is a fade and not a click; to
        begin again takes twice as much, or the last of what is there would come out in scraps."""
        self._most_asked = max(self._most_asked, frames)
        needed = (self._most_asked + self.fade_frames) * (1 if self._was_flowing else 2)
        return buffer.is_complete or buffer.available >= min(needed, buffer.samples.shape[1] // 2)

    def _render_piece(self, buffer: PlayBuffer, is_flowing: bool, out: np.ndarray) -> None:
        frames = min(len(out), buffer.available if is_flowing else self._gate)
        if frames == 0:
            return
        mixed = self._mix(buffer, frames)
        first_gate, self._gate = self._gate, _moved_towards(self._gate, is_flowing, frames, self.fade_frames)
        if first_gate != self._gate or self._gate == 0:
            mixed *= self._rising[self._steps(first_gate, is_flowing, frames)][:, None]
        self._apply_gain(mixed)
        out[:frames] = mixed

    def _take_over(self) -> PlayBuffer | None:
        """Go on to the buffer that was set last, at once where it continues this one, else with a fade."""
        buffer = self.buffer
        if buffer is self._active or buffer is None:
            return buffer
        old, self._active = self._active, buffer
        self._left = None
        if buffer.follows is not None and buffer.follows[0] is old:
            buffer.played = min(buffer.written, buffer.follows[0].played - buffer.follows[1])
            continues = buffer.available > 0
        else:
            continues = False
        if self._gate and (buffer.is_exchange or not continues):
            self._left, self._moved = old, 0
            self._is_left_alike = continues
        buffer.follows = None  # lets the old one go
        return buffer

    def _mix(self, buffer: PlayBuffer, frames: int) -> np.ndarray:
        """Return the next ``frames`` with the fade between tracks, and that from the place that was left."""
        heard, full = self.heard, self.fade_frames
        if self._gate == 0:  # nothing was heard that could be left
            self._shares = [full if track == heard else 0 for track in range(TRACKS)]
            self._last_gain = self.gain
        mixed = self._pan_tracks(buffer, heard, self._mixed[0, :frames])
        if self._left is not None:
            old = self._pan_tracks(self._left, heard, self._mixed[1, :frames])
            steps = self._steps(self._moved, True, frames)
            rising, falling = self._rising[steps][:, None], self._falling[steps][:, None]
            if self._is_left_alike:
                rising, falling = rising * rising, falling * falling
            mixed *= rising
            mixed += old * falling
            self._moved = _moved_towards(self._moved, True, frames, self.fade_frames)
            if self._moved == self.fade_frames:
                self._left = None
        self._shares = [_moved_towards(share, track == heard, frames, full) for track, share in enumerate(self._shares)]
        return mixed

    def _pan_tracks(self, buffer: PlayBuffer, heard: int, mixed: np.ndarray) -> np.ndarray:
        """Sum the tracks, each at its own place between silence and full: of two, the powers add up to one."""
        frames = len(mixed)
        tracks = self._tracks[:, :frames]
        buffer.take(tracks)
        if self._shares[heard] == self.fade_frames and sum(self._shares) == self.fade_frames:
            mixed[:] = tracks[heard]
            return mixed
        mixed[:] = 0
        for track, share in enumerate(self._shares):
            if share or track == heard:
                mixed += tracks[track] * self._rising[self._steps(share, track == heard, frames)][:, None]
        return mixed

    def _apply_gain(self, mixed: np.ndarray) -> None:
        gain = self.gain
        if gain != self._last_gain:
            mixed *= np.linspace(self._last_gain, gain, len(mixed), dtype=np.float32)[:, None]
            self._last_gain = gain
        elif gain != 1.0:
            mixed *= np.float32(gain)

    def _steps(self, first: int, is_rising: bool, frames: int) -> np.ndarray:
        """Return the places in the fade tables of the next ``frames`` frames."""
        steps = np.arange(1, frames + 1)
        return np.clip(first + (steps if is_rising else -steps), 0, self.fade_frames)


def _moved_towards(place: int, is_rising: bool, frames: int, most: int) -> int:
    return min(most, place + frames) if is_rising else max(0, place - frames)
