"""This module measures how fast a job goes, from its reports of progress alone."""

import time


class Stopwatch:
    """It measures the speed of a job in what it counts (seconds of sound, bytes) per second. Pauses do not count, nor
    does the time until the first report that goes on: a job that was interrupted stands where it was until it is there
    again."""

    def __init__(self) -> None:
        self._first: tuple[float, float] | None = None
        self._paused_at_s: float | None = None

    def speed(self, done: float) -> float | None:
        """Return the speed at ``done``, in what is counted per second; None as long as it is too early to tell."""
        now_s = time.monotonic()
        if self._first is None or done <= self._first[1]:
            self._first = (now_s, done)
        elapsed_s, done_since = now_s - self._first[0], done - self._first[1]
        return done_since / elapsed_s if elapsed_s > 0.5 and done_since > 0 else None

    def pause(self) -> None:
        """Stop counting until ``resume``."""
        self._paused_at_s = time.monotonic()

    def resume(self) -> None:
        """Count on after ``pause``."""
        if self._first is not None and self._paused_at_s is not None:
            self._first = (self._first[0] + time.monotonic() - self._paused_at_s, self._first[1])
        self._paused_at_s = None
