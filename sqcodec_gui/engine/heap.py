"""This module keeps the process small on Linux, whose C library holds on to freed memory. Elsewhere it does nothing."""

import ctypes
import sys
from functools import cache

M_ARENA_MAX = -8
"""A parameter of mallopt(3), as in glibc's malloc.h."""
MOST_ARENAS = 2
"""glibc gives each thread an arena, up to eight for a processor, and each keeps what was freed in it for itself. Here
large arrays are what takes memory, and few threads want some at the same time."""


@cache
def limit_arenas() -> None:
    """Let all threads share a few arenas, from now on. Call it before threads are at work."""
    if (limit := _c_function("mallopt")) is not None:
        limit(M_ARENA_MAX, MOST_ARENAS)


def trim_heap() -> None:
    """Give back to the system what was freed, which the C library otherwise keeps for the next wish."""
    if (trim := _c_function("malloc_trim")) is not None:
        trim(0)


def _c_function(name: str) -> "ctypes._NamedFuncPointer | None":
    """Return a function of Linux' C library; None where the system has another."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform.startswith("linux") else None
