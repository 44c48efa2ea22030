"""How work is stopped: one token, asked between steps, however deep these lie."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.messages import Message


class CancelledError(SqcodecError):
    """The person asked to stop; nothing is left behind."""

    def __init__(self) -> None:
        super().__init__(Message("Cancelled."))


class CancelToken:
    """Asked between chunks; ``cancel`` is answered within half a second. May be used from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self.keeps_unfinished = False
        """Whether the unfinished file shall stay, so that the next call goes on from there."""

    def cancel(self) -> None:
        self._event.set()

    def stop_for_now(self) -> None:
        """Cancels, but what is done of a long file is kept for the next time."""
        self.keeps_unfinished = True
        self.cancel()

    @property
    def is_cancelled(self) -> bool:
        return self._event.is_set()

    def check(self) -> None:
        """Raises CancelledError once ``cancel`` was called."""
        if self._event.is_set():
            raise CancelledError


NEVER = CancelToken()
"""For callers who do not cancel."""

_current: ContextVar[CancelToken] = ContextVar("cancel", default=NEVER)


@contextmanager
def stoppable(cancel: CancelToken) -> Iterator[None]:
    """While this is open, ``cancel`` is asked at the stop points of this thread, such as while graphs are compiled.

    Not for a generator that yields meanwhile: its reader would be stopped, too.
    """
    before = _current.set(cancel)
    try:
        yield
    finally:
        _current.reset(before)


def stop_point() -> None:
    """Between two steps, none of which takes long. Raises CancelledError."""
    _current.get().check()
