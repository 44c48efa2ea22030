"""This module decides which decoded frames are sound: a damaged packet may come out as a frame that is no sound."""

from collections.abc import Iterator

from av.audio.frame import AudioFrame

Kind = tuple[int, int]
"""Rate in Hz and channels"""


def kind_of(frame: AudioFrame) -> Kind:
    """Return what a frame is to be converted from."""
    return frame.sample_rate, frame.layout.nb_channels


def without_strays(frames: Iterator[AudioFrame | None], kind: Kind | None = None) -> Iterator[AudioFrame | None]:
    """Yield the same frames, but None for those of another rate or layout that stand alone beside a failure.

    ``frames``: None stands for a packet that failed. ``kind``: of the sound before; None: that of the first frame. A
    change is believed where the next frame is of the same kind, or where nothing failed on either side.
    """
    held: AudioFrame | None = None
    has_failed = held_beside_failure = False
    for frame in frames:
        if held is not None:
            is_stray = frame is None or (held_beside_failure and kind_of(frame) != kind_of(held))
            if not is_stray:
                kind = kind_of(held)
            yield None if is_stray else held
            held = None
        if frame is None or kind is None or kind_of(frame) == kind:
            kind = kind_of(frame) if frame is not None and kind is None else kind
            has_failed = frame is None
            yield frame
        else:
            held, held_beside_failure, has_failed = frame, has_failed, False
    if held is not None:
        yield None if held_beside_failure else held
