"""This module makes the folder `.venv`, fills it with pinned libraries, finds it old, and runs the program with it."""

import ast
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from steps import LOG, ROOT, VENV, StepFailed, run_logged, say

CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
PYPROJECT = ROOT / "pyproject.toml"
STAMP = VENV / "setup.json"
"""What was installed last, written at the very end: `{"fingerprint": ..., "extras": [...]}`."""
UNFINISHED = VENV / "setup.unfinished"
"""Stands while libraries are being installed: found at the start, the folder is not to be trusted."""

BUILD_TOOLS = ("hatchling",)
NEEDS_COMPILER = frozenset({"pesq", "visqol-python[accel,lattice]"})
"""Published as source only, or bound to what is; everything but the measure of that name works without them."""
WHERE_PACKAGES_COME_FROM = frozenset(
    {"index-url", "extra-index-url", "find-links", "no-index"}
    | {"cert", "client-cert", "trusted-host", "proxy", "timeout", "retries"}
)
"""The only settings of pip that are kept: any other (`user`, `target`, `require-hashes` ...) could break set-up."""
GPU_BUILD_NEEDS_BYTES = 8_000_000_000


def venv_python() -> Path:
    """Return the interpreter inside `.venv`."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_ready(extras: Iterable[str]) -> bool:
    """Return whether `.venv` holds the program with these extras as pinned now, and its interpreter is there."""
    stamp = _read_stamp()
    return (
        stamp.get("fingerprint") == _fingerprint()
        and set(extras) <= set(stamp.get("extras", []))
        and venv_python().exists()
        and not UNFINISHED.exists()
    )


def install(extras: Iterable[str]) -> None:
    """Make or repair `.venv` and install the program with these extras, and those it had, at pinned versions.

    Raises:
        StepFailed: with what to do about it.
    """
    if UNFINISHED.exists() or not _works():
        _empty_venv()
    wanted = sorted({*extras, *_read_stamp().get("extras", [])})
    if not venv_python().exists():
        _make_venv()
    UNFINISHED.touch()
    env = pip_environment()
    _tell_of_a_gpu_build(env)
    requirements = _requirements(wanted)
    plain = [line for line in requirements if _name(line) not in NEEDS_COMPILER]
    _pip(f"Installing {len(plain)} libraries and what they need", plain, env)
    for source in sorted(set(requirements) - set(plain)):
        try:
            _pip(f"Building {_name(source)}", [source], env)
        except StepFailed:
            say(f"  {_name(source)} needs a C compiler; all goes on without it.")
    _pip("Installing the program itself", ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)], env)
    STAMP.write_text(json.dumps({"fingerprint": _fingerprint(), "extras": wanted}), encoding="utf-8")
    UNFINISHED.unlink()


def install_browser_driver() -> None:
    """Make `.venv/browser` hold what the tests drive browsers with (tests/browser), by the npm in `.venv`.

    Raises:
        StepFailed: without it, these tests are left out.
    """
    lock, folder = ROOT / "tests" / "browser" / "package-lock.json", VENV / "browser"
    done = folder / "installed.json"
    if done.is_file() and done.read_bytes() == lock.read_bytes():
        return
    folder.mkdir(exist_ok=True)
    for name in ("package.json", lock.name):
        shutil.copyfile(lock.with_name(name), folder / name)
    npm = shutil.which("npm", path=str(venv_python().parent)) or "npm"
    command = [npm, "ci", "--ignore-scripts", "--no-fund", "--no-audit", "--prefix", str(folder)]
    run_logged("Installing the driver of browsers", command)
    shutil.copyfile(lock, done)


def run_python(words: list[str], cwd: Path | None = None) -> int:
    """Run the interpreter of `.venv` with these words, on our own screen and keyboard and return its exit code."""
    with subprocess.Popen([str(venv_python()), *words], cwd=cwd) as process:
        while True:
            try:
                code = process.wait()
                return code if code >= 0 else 128 - code
            except KeyboardInterrupt:  # it was sent to the program as well, which ends in its own way
                continue


def _read_stamp() -> dict[str, Any]:
    try:
        stamp: dict[str, Any] = json.loads(STAMP.read_text(encoding="utf-8"))
        return stamp
    except (OSError, ValueError):
        return {}


def _fingerprint() -> str:
    """Return a hash that changes with the pinned versions, the settings and the folder's place (pip stores it)."""
    return hashlib.sha256(CONSTRAINTS.read_bytes() + PYPROJECT.read_bytes() + bytes(ROOT)).hexdigest()


def _works() -> bool:
    """Return whether the interpreter in `.venv` starts, is new enough and has pip."""
    code = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        result = subprocess.run([str(venv_python()), "-c", code], capture_output=True, check=False)
    except OSError:
        return False
    return result.returncode == 0


def _empty_venv() -> None:
    """Remove what is in `.venv` but the log; the folder itself may be a mount or a link."""
    leftovers = [entry for entry in VENV.glob("*") if entry != LOG]
    if leftovers:
        say("The folder .venv is incomplete or its Python is gone; it is made anew.")
    for entry in leftovers:
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _make_venv() -> None:
    if not importlib.util.find_spec("ensurepip") or not importlib.util.find_spec("venv"):
        minor = sys.version_info.minor
        raise StepFailed(
            "This Python lacks the modules venv and ensurepip; on Debian and Ubuntu this installs them: "
            f"sudo apt-get install python3.{minor}-venv"
        )
    run_logged(f"Making .venv with Python {platform.python_version()}", [sys.executable, "-m", "venv", str(VENV)])


def _requirements(extras: Iterable[str]) -> list[str]:
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    optional = [line for extra in extras for line in project["optional-dependencies"][extra]]
    return [*BUILD_TOOLS, *project["dependencies"], *optional]


def _name(requirement: str) -> str:
    return requirement.split(">")[0].split("=")[0].strip()


def _pip(what: str, words: list[str], env: dict[str, str]) -> None:
    """Run one `pip install`. Byte code is made when a module is first imported: for all of torch it takes long."""
    command = [str(venv_python()), "-m", "pip", "install", "--no-compile", "--progress-bar", "off"]
    run_logged(what, [*command, "--constraint", str(CONSTRAINTS), *words], env)


def pip_environment() -> dict[str, str]:
    """Return our environment for pip: its own settings only say where packages come from, wherever they stand."""
    # `user` and `quiet` among the settings would change what `config list` shows
    listed = subprocess.run(
        [str(venv_python()), "-m", "pip", "config", "list"],
        env=os.environ | {"PIP_USER": "0", "PIP_QUIET": "0"}, capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    settings = [line.partition("=") for line in listed.splitlines()]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    # pip's own order: `install` outdoes `global`, and the environment outdoes both
    for scope in ("global", "install", ":env:"):
        for key, _, value in settings:
            section, _, option = key.rpartition(".")
            if section == scope and option in WHERE_PACKAGES_COME_FROM:
                env[f"PIP_{option.upper().replace('-', '_')}"] = str(ast.literal_eval(value))
    env.update(PIP_CONFIG_FILE=os.devnull, PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1")
    return env


def _tell_of_a_gpu_build(env: dict[str, str]) -> None:
    """Say so before pip takes torch's build for NVIDIA cards on a machine that has none, and check for room."""
    has_nvidia = Path("/proc/driver/nvidia").exists() or shutil.which("nvidia-smi")
    has_torch = any(VENV.glob("lib/python*/site-packages/torch"))
    if not sys.platform.startswith("linux") or has_nvidia or has_torch:
        return
    listed = subprocess.run(
        [str(venv_python()), "-m", "pip", "index", "versions", "torch"],
        env=env, capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    if "+cpu" in listed:
        return
    say(
        "pip finds no build of torch for machines without an NVIDIA card, so the full one is taken: 3 GB to fetch,\n"
        "6 GB on disk. To spare that, stop here, give pip a second source that has builds for the CPU (torch's\n"
        "installation page names one) in the environment variable PIP_EXTRA_INDEX_URL, and start again."
    )
    free_bytes = shutil.disk_usage(VENV).free
    if free_bytes < GPU_BUILD_NEEDS_BYTES:
        raise StepFailed(f"Only {free_bytes / 1e9:.1f} GB are free here; {GPU_BUILD_NEEDS_BYTES / 1e9:.0f} are needed.")
