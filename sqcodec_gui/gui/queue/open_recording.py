"""Recordings stay open after a scan or a look, so that who looks or listens need not open them again. No Qt."""

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
    def of(cls, opened: OpenedPath, stack: ExitStack) -> Self | None:
        """Take over what ``stack`` would close, if not too many are open."""
        if sum(one.close.alive for one in _all_open) >= MOST_OPEN:
            return None
        return cls(opened, stack.pop_all())


def is_worth_listening(info: AudioInfo) -> bool:
    """Return whether one can tell of a recording if it is music."""
    return info.duration_s is None or info.duration_s >= WORTH_LISTENING_S


_all_open: weakref.WeakSet[OpenRecording] = weakref.WeakSet()
