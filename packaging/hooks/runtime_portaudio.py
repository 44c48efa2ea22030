"""Runs first in the bundle on Linux: sounddevice shall find the PortAudio that is bundled.

It asks `find_library`, which only knows what the system has installed, and may be a system without PortAudio.
"""

import ctypes.util
import sys
from pathlib import Path

of_the_system = ctypes.util.find_library
bundled = Path(sys._MEIPASS, "libportaudio.so.2")  # type: ignore[attr-defined]


def find_library(name: str) -> str | None:
    """`ctypes.util.find_library`, but for PortAudio the file in this folder."""
    return str(bundled) if name == "portaudio" else of_the_system(name)


if bundled.is_file():
    ctypes.util.find_library = find_library
