"""This module bundles Qt's window system without the plugins for bare devices, rare pictures and GTK (which brings
twenty libraries)."""

from pathlib import Path

from PyInstaller.utils.hooks.qt import add_qt6_dependencies

NOT_NEEDED = {
    "egldeviceintegrations": "*",
    "generic": "*",
    "imageformats": ("icns", "pdf", "tga", "tiff", "wbmp"),
    "platforminputcontexts": ("qtvirtualkeyboard",),
    "platforms": ("eglfs", "linuxfb", "minimalegl", "vkkhrdisplay", "vnc", "webgl"),
    "platformthemes": ("gtk3",),
}


def is_needed(target: str) -> bool:
    path = Path(target)
    unwanted = NOT_NEEDED.get(path.parent.name, ())
    return unwanted != "*" and not any(name in path.name for name in unwanted)


hiddenimports, binaries, datas = add_qt6_dependencies(__file__)
binaries = [(source, target) for source, target in binaries if is_needed(str(Path(target, Path(source).name)))]
