"""Long computations can be stopped between their steps, however deep these lie, such as while graphs are compiled."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


def _never() -> None:
    """Nobody asks to stop."""


_check: ContextVar[Callable[[], None]] = ContextVar("check", default=_never)


@contextmanager
def stoppable(check: Callable[[], None]) -> Iterator[None]:
    """While this is open, ``check`` is called between the steps of this thread, and may raise to stop them.

    Not for a generator that yields meanwhile: its reader would be stopped, too.
    """
    token = _check.set(check)
    try:
        yield
    finally:
        _check.reset(token)


def stop_point() -> None:
    """Between two steps, none of which takes long. Raises what ``check`` of ``stoppable`` raises."""
    _check.get()()
