"""Work is stopped by one token, which is asked between its steps, however deep these lie."""

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
    """It is a wish to stop, which work asks for between its steps and answers within half a second, from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self.keeps_unfinished = False
        """Whether the unfinished file shall stay, so that the next call goes on from there."""

    def cancel(self) -> None:
        """Ask the work to stop; what it has made is thrown away."""
        self._event.set()

    def stop_for_now(self) -> None:
        """Cancel, but what is done of a long file is kept for the next time."""
        self.keeps_unfinished = True
        self.cancel()

    @property
    def is_cancelled(self) -> bool:
        """Return whether ``cancel`` was called."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise CancelledError once ``cancel`` was called."""
        if self._event.is_set():
            raise CancelledError


NEVER = CancelToken()
"""The token of callers who do not cancel."""

_current: ContextVar[CancelToken] = ContextVar("cancel", default=NEVER)


@contextmanager
def cancellation_scope(cancel: CancelToken) -> Iterator[None]:
    """Let the cancellation points of this thread ask ``cancel`` while it is open, such as while graphs are compiled.

    A generator must not yield meanwhile: its reader would be stopped, too.
    """
    before = _current.set(cancel)
    try:
        yield
    finally:
        _current.reset(before)


def cancellation_point() -> None:
    """Raise CancelledError if the scope that is open in this thread was cancelled; stand between two short steps."""
    _current.get().check()
