"""This module says how many threads of the processor an engine may use. No torch."""

import os


def thread_limit() -> int | None:
    """Return what the environment variable ``OMP_NUM_THREADS`` allows, at least 1; None where it says nothing."""
    limit = os.environ.get("OMP_NUM_THREADS", "")
    return int(limit) if limit.isdigit() and int(limit) else None


def threads() -> int:
    """Return as many threads as the environment variable allows, else one for each processor that this process has."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return thread_limit() or processors
