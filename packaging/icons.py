"""This module makes the program's icon as Windows and macOS want it: both formats hold PNG files as they are."""

import struct
from pathlib import Path

from steps import ROOT

ICONS = ROOT / "resources" / "icons"
ICO_SIZES = (16, 32, 48, 64, 128, 256)
ICNS_TYPES = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def _png(size_pixels: int) -> bytes:
    return (ICONS / f"sqcodec-{size_pixels}.png").read_bytes()


def write_ico(folder: Path) -> Path:
    """Write `sqcodec.ico` in `folder`: a directory of 16 bytes an image, then the images (Windows Vista and later)."""
    images = [(size, _png(size)) for size in ICO_SIZES]
    directory = struct.pack("<HHH", 0, 1, len(images))
    offset = len(directory) + 16 * len(images)
    for size, png in images:
        directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), offset)
        offset += len(png)
    path = folder / "sqcodec.ico"
    path.write_bytes(directory + b"".join(png for _, png in images))
    return path


def write_icns(folder: Path) -> Path:
    """Write `sqcodec.icns` in `folder`: chunks of type, length and PNG."""
    chunks = b""
    for size, kind in ICNS_TYPES.items():
        png = _png(size)
        chunks += kind + struct.pack(">I", 8 + len(png)) + png
    path = folder / "sqcodec.icns"
    path.write_bytes(b"icns" + struct.pack(">I", 8 + len(chunks)) + chunks)
    return path
