"""This module says how many threads of the processor an engine may use, and starts those that compute. No torch."""

import contextlib
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

STANDING_BACK_NICENESS = 5
"""Of threads that stand back: beside one that does not, they get a third as much of a processor that both want."""

_stands_back = False


def thread_limit() -> int | None:
    """Return what the environment variable ``OMP_NUM_THREADS`` allows, at least 1; None where it says nothing."""
    limit = os.environ.get("OMP_NUM_THREADS", "")
    return int(limit) if limit.isdigit() and int(limit) else None


def threads() -> int:
    """Return as many threads as the environment variable allows, else one for each processor that this process has."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return thread_limit() or processors


def stand_back() -> None:
    """Let threads that compute, from now on, wait for whatever else wants a processor: for a program with a window.

    What is drawn and what is played need little, but at once. On Linux and Windows; on macOS, where threads of a lower
    class would be moved to the slower cores, nothing changes.
    """
    global _stands_back
    _stands_back = True


def compute_threads(count: int) -> ThreadPoolExecutor:
    """Return what runs up to ``count`` calls at once that compute for long without Python."""
    return ThreadPoolExecutor(count, thread_name_prefix="chunk", initializer=_settle)


def _settle() -> None:
    """Stand back in this thread, if that is wished. Where the system does not allow it, it goes on as it is."""
    if not _stands_back:
        return
    with contextlib.suppress(OSError):
        if sys.platform == "linux":
            thread = threading.get_native_id()
            os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + STANDING_BACK_NICENESS)
        elif sys.platform == "win32":
            import ctypes

            below_normal = -1  # THREAD_PRIORITY_BELOW_NORMAL
            this_thread = ctypes.c_void_p(ctypes.windll.kernel32.GetCurrentThread())  # -2, as wide as a handle is
            ctypes.windll.kernel32.SetThreadPriority(this_thread, below_normal)
