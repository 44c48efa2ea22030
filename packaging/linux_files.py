"""This module writes what a Linux desktop wants to know of the program, in the places where it looks for it."""

import shutil
import time
from pathlib import Path
from string import Template

import identity
from steps import ROOT

TEMPLATES = ROOT / "packaging" / "linux"
PROGRAM = "sqcodec-gui"
MIME_ICON = identity.MIME_TYPE.replace("/", "-")


def write_share(share: Path) -> None:
    """Fill a folder such as `/usr/share`: desktop file, type of `.sqc` files, icons, AppStream's description."""
    _copy(TEMPLATES / f"{PROGRAM}.desktop", share / "applications" / f"{PROGRAM}.desktop")
    _copy(TEMPLATES / f"{PROGRAM}.mime.xml", share / "mime" / "packages" / f"{PROGRAM}.xml")
    icons = ROOT / "resources" / "icons"
    for path in sorted(icons.glob("sqcodec-*.png")):
        size = path.stem.removeprefix("sqcodec-")
        folder = share / "icons" / "hicolor" / f"{size}x{size}"
        _copy(path, folder / "apps" / f"{PROGRAM}.png")
        _copy(path, folder / "mimetypes" / f"{MIME_ICON}.png")
    _copy(icons / "sqcodec.svg", share / "icons" / "hicolor" / "scalable" / "apps" / f"{PROGRAM}.svg")
    metainfo = share / "metainfo" / f"{identity.APP_ID}.metainfo.xml"
    metainfo.parent.mkdir(parents=True, exist_ok=True)
    metainfo.write_text(appstream(), encoding="utf-8")


def appstream() -> str:
    """Make the description for software centres, of today's version."""
    template = Template((TEMPLATES / "metainfo.xml.in").read_text("utf-8"))
    return template.substitute(
        id=identity.APP_ID,
        summary=identity.SUMMARY,
        publisher=identity.PUBLISHER,
        version=identity.version(),
        date=time.strftime("%Y-%m-%d", time.gmtime()),
    )


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)
