"""This module makes a package for Debian and Ubuntu: the built folder below /usr/lib, and what desktops need."""

import os
import platform
import shutil
import tempfile
from pathlib import Path

import identity
import licences
import linux_files
from steps import StepFailed, run_logged
from trim import folder_bytes

NAME = "sqcodec-gui"
PLACE = Path("usr", "lib", NAME)
DEPENDS = (
    "libc6 (>= {libc})",
    *("libasound2 | libasound2t64", "libegl1", "libgl1", "libxcb1", "libwayland-client0", "libwayland-cursor0"),
    *("libwayland-egl1", "fontconfig-config", "xkb-data"),
)
"""What the folder leaves to the system: the C library, drivers, the sound system with its plugins, and what the bundled
libraries read of fonts and keyboards."""
RECOMMENDS = ("libasound2-plugins", "shared-mime-info", "desktop-file-utils", "fonts-dejavu-core | fonts-noto-core")
CONTROL = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: {publisher} <nobody@localhost>
Installed-Size: {size_kib}
Depends: {depends}
Recommends: {recommends}
Section: sound
Priority: optional
Description: {summary}
 Compresses recordings of speech with neural codecs, from a window or a
 command line, checks every file it writes, and restores and compares recordings.
 It sends nothing; the network is used only to fetch a model that is asked for.
"""
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


def make_package(bundle: Path, folder: Path) -> Path:
    """Make `sqcodec-gui_VERSION_ARCHITECTURE.deb` in `folder`. Raises StepFailed."""
    if shutil.which("dpkg-deb") is None:
        raise StepFailed("A package for Debian is made with dpkg-deb, which is not here.")
    target = folder / f"{NAME}_{identity.version()}_{ARCHITECTURES[platform.machine()]}.deb"
    with tempfile.TemporaryDirectory(dir=folder) as name:
        root = Path(name)
        root.chmod(0o755)
        shutil.copytree(bundle, root / PLACE, symlinks=True)
        for program in ("sqcodec", "sqcodec-gui"):
            link = root / "usr" / "bin" / program
            link.parent.mkdir(exist_ok=True)
            link.symlink_to(Path("..", "lib", NAME, program))
        linux_files.write_share(root / "usr" / "share")
        _write_copyright(root)
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN" / "control").write_text(control(folder_bytes(root)), encoding="utf-8")
        command = ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z12", "--build", str(root), str(target)]
        run_logged("Packing for Debian", command)
    return target


def control(size_bytes: int) -> str:
    """Return what dpkg is told."""
    return CONTROL.format(
        name=NAME,
        version=identity.version(),
        architecture=ARCHITECTURES[platform.machine()],
        publisher=identity.PUBLISHER,
        size_kib=size_bytes // 1024,
        depends=", ".join(DEPENDS).format(libc=os.confstr("CS_GNU_LIBC_VERSION").split()[-1]),  # type: ignore[union-attr]  # None only without glibc
        recommends=", ".join(RECOMMENDS),
        summary=identity.SUMMARY,
    )


def _write_copyright(root: Path) -> None:
    """Write the file where Debian looks for licences, which leads to the notices beside the program."""
    documents = root / "usr" / "share" / "doc" / NAME
    documents.mkdir(parents=True)
    notices = Path("..", "..", "..", "lib", NAME, licences.FOLDER, "NOTICES.md")
    (documents / "copyright").symlink_to(notices)
