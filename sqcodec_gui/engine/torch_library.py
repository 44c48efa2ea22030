"""Torch's library of compiled code is loaded so that no other thread waits for it, and no thread of its own spins."""

import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from sqcodec_gui.library_loading import load_library


@cache
def load_torch_library() -> bool:
    """Load torch's library ahead of ``import torch``, which would hold the interpreter's lock for a quarter of a
    second; return whether that was done.

    It is not where it need not be (on Windows torch itself loads its libraries without the lock), where torch is built
    for graphics processors and first looks for further libraries itself, or where torch is not as expected: importing
    it then says what is wrong.
    """
    _let_threads_sleep()
    spec = find_spec("torch")
    if sys.platform == "win32" or spec is None or spec.origin is None:
        return False
    suffix = ".dylib" if sys.platform == "darwin" else ".so"
    folder = Path(spec.origin).parent / "lib"
    if (folder / f"libtorch_cuda{suffix}").exists() or (folder / f"libtorch_hip{suffix}").exists():
        return False
    return load_library(folder / f"libtorch_cpu{suffix}")


def _let_threads_sleep() -> None:
    """Settle that torch's threads sleep while they wait for each other, which its library reads when it is loaded.

    Those of GNU OpenMP otherwise spin, and where another program needs the processor too, the codec then becomes up to
    nine times slower. A choice of the user's own (``OMP_WAIT_POLICY`` in the environment) stays.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
