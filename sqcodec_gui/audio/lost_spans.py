"""This module names what reading lost: spans of sound that should be there and could not be read."""

from dataclasses import dataclass

from sqcodec_gui.messages import Message

ENDS_EARLY = Message("the recording ends early")
DAMAGED = Message("damaged packets could not be decoded")
MISSING = Message("packets of the file are missing")
OTHER_CONTENT = Message("other content stands in the place of the sound")
"""Reasons; without numbers, so that they can be translated wherever they are read again."""


@dataclass(frozen=True)
class LostSpan:
    """It is sound that a recording should hold, by its own counting, and that could not be read.

    A pause that was never recorded (silence suppression, a gap in the time stamps) is no loss but a notice.
    """

    start_s: float
    """Where it is, in seconds from the start of the recording as it comes out of the reader, 0 or more."""
    duration_s: float
    """Seconds of sound that were lost, 0 or more; 0 where something is known to be missing but not how much."""
    reason: str
    """Why, as one plain sentence without a full stop, such as ``DAMAGED``."""
    filled: bool
    """True: silence of this length stands in its place, and what follows keeps its time. False: what follows begins
    at ``start_s`` (or the recording ends there), and the span takes no time of what comes out."""
