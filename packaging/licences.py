"""This module collects what the licences of all bundled parts ask for, and says which licence the folder as a whole is
under."""

import ast
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

import identity
from steps import ROOT, StepFailed
from trim import STAND_INS

TEXTS = ROOT / "packaging" / "licences"
FOLDER = "licences"
LICENCE_FILES = ("license", "licence", "copying", "notice", "copyright")
LINUX_SYSTEM = (Path("/lib"), Path("/lib64"), Path("/usr/lib"), Path("/usr/lib64"))
INSIDE_WHEELS = {
    **dict.fromkeys(("libavcodec", "libavdevice", "libavfilter", "libavformat", "libavutil"), "LGPL-3.0-or-later"),
    **dict.fromkeys(("libswresample", "libswscale"), "LGPL-3.0-or-later"),
    **dict.fromkeys(("libx264", "libx265"), "GPL-2.0-or-later"),
    "libSvtAv1Enc": "BSD-3-Clause-Clear",
    **dict.fromkeys(("libXau", "libxcb", "libdrm", "libvpl"), "MIT"),
    "libdav1d": "BSD-2-Clause",
    **dict.fromkeys(("libopus", "libvpx", "libwebp", "libwebpmux", "libsharpyuv"), "BSD-3-Clause"),
    **dict.fromkeys(("libasound", "libgnutls"), "LGPL-2.1-or-later"),
    "libmp3lame": "LGPL-2.0-or-later",
    **dict.fromkeys(("libgmp", "libhogweed", "libnettle", "libunistring"), "LGPL-3.0-or-later or GPL-2.0-or-later"),
    **dict.fromkeys(("libopencore", "libcrypto", "libssl"), "Apache-2.0"),
    "libscipy_openblas64_": "BSD-3-Clause",
    **dict.fromkeys(("libgfortran", "libquadmath", "libgcc_s"), "GPL-3.0-or-later with the GCC runtime exception"),
}
"""Libraries that wheels carry in a folder `….libs` without their texts, and what their sources say.
FFmpeg's own word, `avcodec_license()`, of the build in PyAV 18.1: “LGPL version 3 or later”."""
NOT_REALLY_BUNDLED = ("libjack-jackd2-0", "libdb5.3")
"""Packages of which only a stand-in is left, or nothing."""
UNDER_THE_GPL = ("libx264", "libx265")

NOTICE = """\
# {name} {version}: licences of all that is in this folder

The program itself is under the MIT licence (`sqcodec-gui/LICENSE`). {whole}

Qt, PySide6, FFmpeg, libsndfile and LAME are used under the LGPL as separate library files: you may replace each of them
by a version of your own that fits, and you may take the program apart to do so. Their sources are published by their
projects (Qt and PySide6: download.qt.io; FFmpeg as PyAV builds it: the project pyav-ffmpeg; the others under the names
below, in the versions below). Whoever passes this folder on has to make these sources available with it, as the LGPL
asks (section 4 of version 3, section 6 of version 2.1).
{changes}
The texts of the licences lie in the folders named after each part, and those that several parts share in `common`.

| part | version | licence | texts |
|---|---|---|---|
"""
WHOLE_LGPL = (
    "The libraries with it are under licences of their own, none stricter than the LGPL, version 3: the folder as a"
    " whole may be passed on under that."
)
WHOLE_GPL = (
    "With it come x264 and x265, which FFmpeg links to and which are under the GPL: the folder as a whole may be passed"
    " on under the GPL, version 3, and only under that."
)
CHANGES = """
Changed from what their projects publish: FFmpeg's encoders of video (x264, x265, SVT-AV1) and libjack are replaced by
files of the same name that do nothing; large libraries have lost their names for debuggers.
"""


@dataclass(frozen=True)
class Part:
    """It is something bundled; ``files`` are its licence texts."""

    name: str
    version: str
    licence: str
    files: tuple[Path, ...]


def collect(bundle: Path, inside: Path, contents: Path) -> list[Part]:
    """Write the folder `licences` into `bundle`: texts, and a notice that names every part.

    ``inside`` is the folder with the libraries, ``contents`` PyInstaller's list of what it copied from where.

    Raises:
        StepFailed: a library inside a wheel whose licence nobody has looked up yet.
    """
    sources = [Path(source) for _, source, *_ in ast.literal_eval(contents.read_text("utf-8"))[0]]
    parts = [*_packages(inside), *_system_libraries(sources), *_wheel_libraries(inside)]
    is_gpl = any(part.name in UNDER_THE_GPL for part in parts)
    folder = bundle / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(TEXTS, folder / "common")
    _copy(Part("sqcodec-gui", "", "MIT", (ROOT / "LICENSE",)), folder)
    rows = sorted({_row(part, folder) for part in parts}, key=str.casefold)
    (folder / "NOTICES.md").write_text(notice(is_gpl) + "".join(rows), encoding="utf-8")
    return parts


def notice(is_gpl: bool) -> str:
    """Return what is said above the table of parts."""
    return NOTICE.format(
        name=identity.NAME,
        version=identity.version(),
        whole=WHOLE_GPL if is_gpl else WHOLE_LGPL,
        changes=CHANGES if sys.platform == "linux" else "",
    )


def _row(part: Part, folder: Path) -> str:
    where = _copy(part, folder) if part.files else "common"
    return f"| {part.name} | {part.version} | {part.licence} | `{where}` |\n"


def _copy(part: Part, folder: Path) -> str:
    place = folder / part.name
    place.mkdir(exist_ok=True)
    for file in part.files:
        shutil.copyfile(file, place / file.name)
    return part.name


def _packages(inside: Path) -> list[Part]:
    """Return Python itself, and every installed package of which a file is there."""
    found = []
    for package in distributions():
        files = list(package.files or [])
        if package.name != "sqcodec-gui" and any(_is_inside(Path(str(file)), inside) for file in files):
            texts = [file for file in files if file.name.lower().startswith(LICENCE_FILES) and file.suffix != ".py"]
            paths = tuple(Path(str(package.locate_file(file))) for file in texts)
            found.append(Part(package.name, package.version, licence_of(package), paths))
    pyinstaller = next((package for package in distributions() if package.name.lower() == "pyinstaller"), None)
    if pyinstaller:
        exception = "GPL-2.0-or-later with an exception for what it builds"
        found.append(Part("PyInstaller (starts the program)", pyinstaller.version, exception, ()))
    text = Path(sysconfig.get_paths()["stdlib"], "LICENSE.txt")
    version = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    return [*found, Part("Python", version, "PSF-2.0", (text,) if text.is_file() else ())]


def _is_inside(file: Path, inside: Path) -> bool:
    """Return whether a package's file was bundled, byte code for source; what tells of the package does not count."""
    if file.parent.name.endswith((".dist-info", "licenses")) or ".." in file.parts:
        return False
    return (inside / (file.with_suffix(".pyc") if file.suffix == ".py" else file)).is_file()


def licence_of(package: Distribution) -> str:
    """Name a licence in a few words, from what the package says of itself."""
    about = package.metadata
    expressions = about.get_all("License-Expression") or []
    classifiers = [line for line in about.get_all("Classifier") or [] if line.startswith("License :: ")]
    texts = [text.partition("\n")[0][:60] for text in about.get_all("License") or []]
    return ", ".join(expressions or [line.rpartition(" :: ")[2] for line in classifiers] or texts) or "see its texts"


def _system_libraries(sources: list[Path]) -> list[Part]:
    """Return Debian's packages that libraries were taken from."""
    paths = sorted({str(path) for path in sources if any(path.is_relative_to(place) for place in LINUX_SYSTEM)})
    if not paths or shutil.which("dpkg-query") is None:
        return []
    # The packages' lists name files where they were put, before /lib became a link to /usr/lib.
    both = [name for path in paths for name in (str(Path(path).resolve()), path, path.removeprefix("/usr"))]
    listed = subprocess.run(["dpkg-query", "--search", *both], capture_output=True, text=True, check=False).stdout
    names = sorted({line.split(": ")[0].split(":")[0] for line in listed.splitlines() if ": " in line})
    found = []
    for name in names:
        if name in NOT_REALLY_BUNDLED:
            continue
        version = subprocess.run(
            ["dpkg-query", "--show", "--showformat=${Version}\\n", name], capture_output=True, text=True, check=True
        ).stdout.splitlines()[0]
        text = Path("/usr/share/doc", name, "copyright")
        found.append(Part(name, version, "see its text", (text,) if text.is_file() else ()))
    return found


def _wheel_libraries(inside: Path) -> list[Part]:
    found = []
    for path in sorted(inside.glob("*.libs/*")):
        if sys.platform == "linux" and path.name.startswith(tuple(STAND_INS)):
            continue
        name = next((name for name in INSIDE_WHEELS if path.name.startswith(name)), None)
        if name is None:
            raise StepFailed(f"The licence of {path.name} is not known; look it up and add it in licences.py.")
        found.append(Part(name, f"in {path.parent.name.removesuffix('.libs')}", INSIDE_WHEELS[name], ()))
    return found
