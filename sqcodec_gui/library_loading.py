"""Libraries of compiled code are loaded ahead of the import that needs them, so that no other thread waits meanwhile.

Python keeps the interpreter's lock while the system reads a library from the disk: the first time after a machine was
started, the window would stand still for a tenth of a second with FFmpeg's, and longer on a slow disk. (Not on Windows,
where Python gives up the lock for that.)
"""

import ctypes
import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_LIBRARIES = {
    "numpy": ("../numpy.libs/*.so*", ".dylibs/*.dylib", "_core/_multiarray_umath.*.so"),
    "av": ("../av.libs/*.so*", ".dylibs/*.dylib"),
    "openvino": ("libs/libopenvino.so*", "libs/libopenvino.*dylib"),
}
"""Where they lie in a package as it is installed from a wheel, on Linux and macOS. Elsewhere, import finds its own."""


def load_library(path: Path) -> bool:
    """Load one library without the interpreter's lock; return whether that was done."""
    if sys.platform == "win32":
        return False
    # ctypes.CDLL(path) would keep the lock, as import does; a function that is called through ctypes gives it up.
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.restype, dlopen.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int)
    return bool(dlopen(os.fsencode(path), os.RTLD_NOW | os.RTLD_LOCAL))


@cache
def load_libraries_of(package: str) -> int:
    """Load the large libraries of ``package`` (numpy, av or openvino) ahead of its import, and return how many that
    were.

    What cannot be loaded is left to the import, which says what is wrong. Call it in the thread that imports.
    """
    spec = None if package in sys.modules else find_spec(package)
    if spec is None or spec.origin is None:
        return 0
    home = Path(spec.origin).parent
    found = [path for pattern in _LIBRARIES[package] for path in sorted(home.glob(pattern))]
    return sum(map(load_library, found))
