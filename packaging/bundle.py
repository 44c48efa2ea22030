"""Builds the program for this system: a folder that runs anywhere, and packages made of it. Runs inside `.venv`."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import debian
import identity
import installers
import licences
import linux_files
import sizes
import trim
from steps import ROOT, StepFailed, run_logged, say

SPEC = ROOT / "packaging" / "sqcodec_gui.spec"
WORK = ROOT / "build" / "pyinstaller"
DIST = ROOT / "dist"
IS_MAC = sys.platform == "darwin"
BUNDLE = DIST / ("SQCodec.app" if IS_MAC else "sqcodec")


def build() -> None:
    """Make the folder with the programs, trimmed and with its licences; the size table goes to stdout."""
    WORK.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-P", "-m", "PyInstaller", str(SPEC), "--noconfirm", "--log-level", "WARN"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run_logged("Building the folder", [*command, "--distpath", str(DIST), "--workpath", str(WORK)], environment)
    inside = BUNDLE / ("Contents/Frameworks" if IS_MAC else "_internal")
    saved = trim.trim(inside)
    say(f"Trimmed by {saved / 1e6:.0f} MB.")
    place = BUNDLE / "Contents" / "Resources" if IS_MAC else BUNDLE
    parts = licences.collect(place, inside, WORK / SPEC.stem / "COLLECT-00.toc")
    say(f"Licences of {len(parts)} parts are in {place / licences.FOLDER}.")
    print(sizes.table(sizes.by_library(inside)), flush=True)


def archive() -> Path:
    """Make one file of it: one that unpacks and installs itself, where `makeself` is there, else a tar or zip."""
    name = f"sqcodec-{identity.version()}-{sys.platform}"
    if sys.platform == "linux" and shutil.which("makeself"):
        target = DIST / f"{name}.run"
        with tempfile.TemporaryDirectory(dir=DIST) as folder:
            place = Path(folder, "sqcodec")
            shutil.copytree(BUNDLE, place, symlinks=True)
            linux_files.write_share(place / "share")
            shutil.copy2(ROOT / "packaging" / "linux" / "install.sh", place / "install.sh")
            words = ["--gzip", "--complevel", "6", "--nox11", "--nomd5", "--nocrc", "--sha256", str(place), str(target)]
            title = f"{identity.NAME} {identity.version()}"
            run_logged("Packing one file", ["makeself", *words, title, "./install.sh"])
        return target
    kind = "zip" if sys.platform == "win32" else "gztar"
    return Path(shutil.make_archive(str(DIST / name), kind, DIST, BUNDLE.name))


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="packaging/run.py build", description=__doc__)
    parser.add_argument("--deb", action="store_true", help="also make a package for Debian and Ubuntu")
    parser.add_argument("--archive", action="store_true", help="also make one file that needs no installation rights")
    parser.add_argument(
        "--installer", action="store_true", help="also make a setup program (Windows) or disk image (macOS)"
    )
    parser.add_argument("--again", action="store_true", help="take the folder that was built before")
    wanted = parser.parse_args(words)
    try:
        if not wanted.again:
            build()
        made = [BUNDLE]
        if wanted.deb:
            made.append(debian.make_package(BUNDLE, DIST))
        if wanted.archive:
            made.append(archive())
        if wanted.installer:
            made.append(installers.make(BUNDLE, DIST, WORK))
    except (StepFailed, subprocess.CalledProcessError) as failure:
        say(str(failure))
        return 1
    for path in made:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
