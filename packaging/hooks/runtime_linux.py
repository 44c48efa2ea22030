"""This module runs first in the bundle on Linux: our libraries are for us, and only for us."""

import ctypes.util
import os
import sys
from pathlib import Path

of_the_system = ctypes.util.find_library
portaudio = Path(sys._MEIPASS, "libportaudio.so.2")  # type: ignore[attr-defined]  # only in a package


def find_library(name: str) -> str | None:
    """Find as `ctypes.util.find_library` does, but for PortAudio the file in this folder.

    sounddevice asks it, and it only knows what the system has installed: often no PortAudio.
    """
    return str(portaudio) if name == "portaudio" else of_the_system(name)


if portaudio.is_file():
    ctypes.util.find_library = find_library
# The loader has read this already. Programs that we start, such as the file manager, have to take the system's own.
os.environ.pop("LD_LIBRARY_PATH", None)
before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if before is not None:
    os.environ["LD_LIBRARY_PATH"] = before
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # a second process of ours sets it anew
