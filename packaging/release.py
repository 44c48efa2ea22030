"""Checks everything that must hold before a version goes out, in one command: `python3 packaging/run.py release
--dry-run`."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import environment
import identity
from steps import ROOT, StepFailed, run_logged, say

DIST = ROOT / "dist" / "release"
GOLDEN = ROOT / "tests" / "data" / "codec" / "golden-constants" / "golden.sqc"
SAMPLE = ROOT / "resources" / "samples" / "speech.flac"


def check_tree() -> None:
    """Raise StepFailed if something is not committed."""
    command = ["git", "status", "--porcelain"]
    changed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    if changed:
        raise StepFailed(f"{len(changed)} files are not committed, such as {changed[0][3:]}.")


def check_changelog(is_rehearsal: bool) -> None:
    """Raise StepFailed if the changelog does not begin with this version, or has no date for it."""
    version = identity.version()
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    found = re.search(r"^## (\S+)(?: \((.*)\))?$\n+(- .+)?", text, re.MULTILINE)
    if found is None or found[1] != version or not found[3]:
        raise StepFailed(f"CHANGELOG.md does not begin with entries for version {version}.")
    if found[2] == "unreleased" and not is_rehearsal:
        raise StepFailed(f"Write the date of version {version} into CHANGELOG.md, in the place of “unreleased”.")


def check_weights() -> None:
    """Raise StepFailed if weights of an earlier version are gone: files that were made with them need them."""
    kept = set(_weights("HEAD"))
    tags = subprocess.run(["git", "tag", "--list", "v*"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for tag in tags.split():
        for blob, path in _weights(tag).items():
            if blob not in kept:
                raise StepFailed(
                    f"{path} of version {tag[1:]} is gone, and files made with it could not be decoded any more."
                    f" Put it into a folder of its own below that of the model: git show {tag}:{path}"
                )


def _weights(commit: str) -> dict[str, str]:
    """Return all sets in a commit: the hash that git gives the file, and its path."""
    command = ["git", "ls-tree", "-r", commit, "--", "resources/models"]
    lines = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    entries = (line.split(maxsplit=3) for line in lines if line.endswith("/model.safetensors"))
    return {blob: path for _mode, _kind, blob, path in entries}


def build_packages() -> Path:
    """Build wheel and sdist into an empty folder and return the path of the wheel."""
    shutil.rmtree(DIST, ignore_errors=True)
    python = str(environment.venv_python())
    command = [python, "-P", "-m", "hatchling", "build", "--target", "sdist", "--target", "wheel"]
    run_logged("Building wheel and sdist", [*command, "--directory", str(DIST)])
    (wheel,), (sdist,) = list(DIST.glob("*.whl")), list(DIST.glob("*.tar.gz"))
    if not all(identity.version() in path.name for path in (wheel, sdist)):
        raise StepFailed(f"{wheel.name} and {sdist.name} do not carry the version {identity.version()}.")
    return wheel


def try_wheel(wheel: Path) -> None:
    """Install the wheel in a fresh environment and let it decode files of known sound, away from the sources."""
    with tempfile.TemporaryDirectory(prefix="sqcodec-release-") as name:
        folder = Path(name)
        python = folder / "fresh" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        run_logged("Making a fresh environment", [str(environment.venv_python()), "-m", "venv", str(folder / "fresh")])
        install = [str(python), "-m", "pip", "install", "--no-compile", "--progress-bar", "off"]
        install += ["--constraint", str(environment.CONSTRAINTS), str(wheel)]
        run_logged("Installing the wheel in it", install, environment.pip_environment())
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
        settings = plain | {"SQCODEC_HOME": str(folder / "home")}
        program = [str(python), "-P", "-m", "sqcodec_gui"]
        compressed = folder / "speech.sqc"
        for words in (
            ["--version"],
            ["verify", str(GOLDEN)],
            ["models", "check"],
            ["encode", str(SAMPLE), "-o", str(compressed)],
            ["decode", str(compressed), "-o", str(folder / "speech.wav")],
        ):
            run_logged(f"sqcodec {' '.join(words[:2])}", [*program, *words], settings)


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of this verb's words."""
    parser = argparse.ArgumentParser(prog="packaging/run.py release", description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="“unreleased” may stand in the changelog; no tag")
    parser.add_argument("--without-tests", action="store_true", help="for a second try, after they have passed")
    parser.add_argument(
        "--without-fresh", action="store_true", help="do not install the wheel anew, which takes minutes"
    )
    return parser


def main(words: list[str], run_tests: Callable[[list[str]], int]) -> int:
    """Return 0 if this version may go out. ``run_tests`` sets up and runs all tests."""
    wanted = make_parser().parse_args(words)
    check_tree()
    check_changelog(wanted.dry_run)
    check_weights()
    if not wanted.without_tests and run_tests([]):
        raise StepFailed("The tests do not pass.")
    wheel = build_packages()
    if not wanted.without_fresh:
        try_wheel(wheel)
    check_tree()
    say(f"Version {identity.version()} may go out: {wheel.name} is in {DIST}.")
    if not wanted.dry_run:
        run_logged("Marking the version", ["git", "tag", f"v{identity.version()}"])
        say("Now push the tag: the hosted builds make the programs for all systems.")
    return 0


if __name__ == "__main__":
    sys.exit("Start it by: python3 packaging/run.py release")
