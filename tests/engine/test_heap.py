"""The process gives freed memory back where its C library would keep it."""

import subprocess
import sys

import pytest

from sqcodec_gui.engine import heap

FREED_IN_THE_HEAP = """
from pathlib import Path
from sqcodec_gui.engine.heap import trim_heap

def resident_mb():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

pieces = [bytes(1000) for _ in range(100_000)]
last = bytes(1000)  # what lies behind them keeps the C library from giving them back by itself
full_mb = resident_mb()
del pieces
trim_heap()
print(full_mb - resident_mb())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing is done")
def test_what_was_freed_is_given_back() -> None:
    said = subprocess.run([sys.executable, "-c", FREED_IN_THE_HEAP], check=True, capture_output=True, text=True).stdout
    assert float(said) > 50


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing is done")
def test_threads_share_few_arenas() -> None:
    """``malloc_info`` lists the arenas that there are."""
    code = """
import ctypes, threading
from sqcodec_gui.engine.heap import limit_arenas

limit_arenas()
barrier = threading.Barrier(8)

def work():
    barrier.wait()
    kept.append([bytes(1000) for _ in range(1000)])
    barrier.wait()

kept = []
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
c = ctypes.CDLL(None)
c.fdopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(c.fdopen(1, b"w"))
c.malloc_info(0, out)
c.fflush(out)
"""
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert 1 <= said.count("<heap nr=") <= heap.MOST_ARENAS


def test_other_systems_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")

    def fail(_name: object) -> None:
        raise AssertionError

    monkeypatch.setattr(heap.ctypes, "CDLL", fail)
    heap.trim_heap()
    heap.limit_arenas.__wrapped__()
