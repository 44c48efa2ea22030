"""This module knows the system libraries and programs that no wheel brings: what is missing, and how to install it.

Qt's window and the sound need them on Linux only; on macOS and Windows the wheels hold everything.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

from steps import StepFailed, run_logged, say

LIBRARIES = {
    "libportaudio.so.2": ("libportaudio2", "portaudio"),
    "libEGL.so.1": ("libegl1", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd"),
    "libX11.so.6": ("libx11-6", "libx11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libx11"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype2"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libxcb.so.1": ("libxcb1", "libxcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
}
"""What Qt's xcb plugin and sounddevice link to, with the package's name for apt and for pacman.
dnf and zypper find a package by the library's own name."""
PROGRAMS = {
    "Xvfb": ("xvfb", "xorg-server-xvfb"),
    "pulseaudio": ("pulseaudio", "pulseaudio"),
    "pactl": ("pulseaudio-utils", "libpulse"),
    "xdotool": ("xdotool", "xdotool"),
    "xclip": ("xclip", "xclip"),
    "gcc": ("gcc", "gcc"),
    "ffmpeg": ("ffmpeg", "ffmpeg"),
    "desktop-file-validate": ("desktop-file-utils", "desktop-file-utils"),
    "import": ("imagemagick", "imagemagick"),
    "chromium": ("chromium", "chromium"),
    "firefox": ("firefox-esr", "firefox"),
    "clang": ("clang", "clang"),
    "wasm-ld": ("lld", "lld"),
    "file": ("file", "file"),
    "dbus-run-session": ("dbus-daemon", "dbus"),
}
"""What only the tests use: a screen, a sound server, keys and clipboard, a compiler for a measure (PESQ), a reader of
our recordings and one of our desktop file that are not ours, a camera, browsers for the listening page and a compiler
for its decoder, the one that tells kinds of files apart, and a bus for what a screen reader is told."""
OTHER_NAMES = {"chromium": ("chromium-browser", "google-chrome"), "firefox": ("firefox-esr",)}
FONT = "a font"
VENV_MODULE = "Python's venv"
PYTHON_HEADERS = "Python.h"
SCREEN_READER = "Atspi for Python"
"""With what a test reads the window as Orca does, by the system's own Python."""

PROGRAM = frozenset({*LIBRARIES, FONT, VENV_MODULE})
CAMERA = frozenset({"import"})
BROWSERS = frozenset({"chromium", "firefox", "clang", "wasm-ld"})
"""For the tests of the listening page alone."""
TESTS = frozenset({*PROGRAMS, PYTHON_HEADERS, SCREEN_READER}) - CAMERA


def install_missing(wanted: frozenset[str]) -> None:
    """Install what is missing of `wanted` (apt, as root or with a sudo that asks nothing), or say how to."""
    if not sys.platform.startswith("linux"):
        return
    missing = _missing(wanted)
    if not missing:
        return
    may_apt = _apt_prefix() if shutil.which("apt-get") else None
    if may_apt is not None:
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        try:
            run_logged("Asking the system for its list of packages", [*may_apt, "apt-get", "update"], env)
            for names in (set(missing) - BROWSERS, set(missing) & BROWSERS):  # Ubuntu has no such packages of browsers
                if packages := _packages(sorted(names), 0):
                    command = [*may_apt, "apt-get", "install", "-y", "--no-install-recommends", *packages]
                    run_logged(f"Installing {len(packages)} system packages", command, env)
        except StepFailed as failure:
            say(f"{failure} Going on without.")
        missing = _missing(wanted)
    if missing:
        say(f"Missing on this system: {', '.join(missing)}. {_advice(missing)}\nGoing on as far as possible.")


def _missing(wanted: frozenset[str]) -> list[str]:
    return sorted(name for name in wanted if not _is_there(name))


def _is_there(name: str) -> bool:
    special: dict[str, Callable[[], bool]] = {
        FONT: _has_font,
        VENV_MODULE: lambda: importlib.util.find_spec("ensurepip") is not None,
        SCREEN_READER: _has_screen_reader,
        PYTHON_HEADERS: lambda: Path(sysconfig.get_paths()["include"], "Python.h").is_file(),
    }
    if name in special:
        return special[name]()
    if name in PROGRAMS:
        return any(map(shutil.which, (name, *OTHER_NAMES.get(name, ()))))
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_screen_reader() -> bool:
    """Return whether the screen reader's bus and its registry, which start when they are asked for, are there."""
    python = shutil.which("python3", path="/usr/bin")
    if python is None or not Path("/usr/share/dbus-1/services/org.a11y.Bus.service").is_file():
        return False
    asks = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    return subprocess.run([python, "-c", asks], capture_output=True, check=False).returncode == 0


def _has_font() -> bool:
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]
    return any(path.suffix in (".ttf", ".otf") for folder in folders for path in folder.rglob("*"))


def _apt_prefix() -> list[str] | None:
    """Return what to write before apt-get: nothing for root, sudo where it asks for no password; None: we may not."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive"]
    return None


def _packages(names: list[str], column: int) -> list[str]:
    """Return the packages that hold these, for apt (column 0) or pacman (column 1)."""
    python = f"python3.{sys.version_info.minor}"
    others = {
        FONT: ("fonts-dejavu-core", "ttf-dejavu"),
        VENV_MODULE: (f"{python}-venv", "python"),
        PYTHON_HEADERS: (f"{python}-dev", "python"),
        "gcc": ("gcc libc6-dev", "gcc"),
        SCREEN_READER: ("at-spi2-core gir1.2-atspi-2.0 python3-gi", "at-spi2-core python-gobject"),
    }
    table = {**LIBRARIES, **PROGRAMS, **others}
    return sorted({package for name in names for package in table[name][column].split()})


def _advice(names: list[str]) -> str:
    """Return the command for this system that installs them."""
    if shutil.which("apt-get"):
        return f"This installs it: sudo apt-get install {' '.join(_packages(names, 0))}"
    if shutil.which("pacman"):
        return f"This installs it: sudo pacman -S --needed {' '.join(_packages(names, 1))}"
    for tool in ("dnf", "zypper"):
        if shutil.which(tool):
            return f"This installs it: sudo {tool} install {' '.join(map(_rpm_capability, names))}"
    return "Please install it with your system's package manager."


def _rpm_capability(name: str) -> str:
    """Return what a package of dnf or zypper says that it provides: a library's or a file's own name."""
    others = {
        FONT: "dejavu-sans-fonts",
        VENV_MODULE: "python3",
        PYTHON_HEADERS: "python3-devel",
        SCREEN_READER: "at-spi2-core python3-gobject",
    }
    if name in others:
        return others[name]
    return f"/usr/bin/{name}" if name in PROGRAMS else f"'{name}()(64bit)'"
