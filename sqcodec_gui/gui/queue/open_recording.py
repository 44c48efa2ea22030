"""Recordings stay open after a look, so that whoever listens to them need not open them again. No Qt."""

import weakref
from contextlib import ExitStack
from typing import Self

from sqcodec_gui.audio import AudioInfo
from sqcodec_gui.audio.opened_path import OpenedPath

WORTH_LISTENING_S = 3.0
"""Of what is shorter, ``audio.music`` says nothing."""
MOST_OPEN = 64
"""So many at once: every system allows a program to have 256 files open."""


class OpenRecording:
    """It closes when ``close()`` is called, or when nobody holds this any more."""

    def __init__(self, opened: OpenedPath, stack: ExitStack) -> None:
        self.opened = opened
        self.close = weakref.finalize(self, stack.close)
        _all_open.add(self)

    @classmethod
    def of(cls, opened: OpenedPath, info: AudioInfo, stack: ExitStack) -> Self | None:
        """Take over what ``stack`` would close, if the recording is worth listening to and not too many are open."""
        is_short = info.duration_s is not None and info.duration_s < WORTH_LISTENING_S
        if is_short or sum(one.close.alive for one in _all_open) >= MOST_OPEN:
            return None
        return cls(opened, stack.pop_all())


_all_open: weakref.WeakSet[OpenRecording] = weakref.WeakSet()
