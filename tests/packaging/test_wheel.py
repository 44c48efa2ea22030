"""The wheel, built from these sources and installed in a folder elsewhere, holds all it needs."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

ROOT = Path(__file__).resolve().parents[2]


def pip(*words: str) -> None:
    """Runs pip without any setting of this machine and without a package source."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *words, "--no-index", "--no-deps"]
    result = subprocess.run(
        command, env=env | {"PIP_CONFIG_FILE": os.devnull}, capture_output=True, text=True, timeout=120
    )
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel was installed in, with an accent and a space in its path."""
    wheels = tmp_path_factory.mktemp("wheels")
    target = tmp_path_factory.mktemp("elsewhere") / "ein größerer Ordner"
    pip("wheel", "--quiet", "--no-build-isolation", "--wheel-dir", str(wheels), str(ROOT))
    (wheel,) = wheels.glob("sqcodec_gui-*.whl")
    pip("install", "--quiet", "--target", str(target), str(wheel))
    return target


def run_installed(installed: Path, folder: Path, *words: str) -> str:
    """Runs Python in `folder` with the installed package in front of the source tree; its stdout."""
    env = os.environ | {"PYTHONPATH": str(installed), "PYTHONIOENCODING": "utf-8"}
    result = subprocess.run(
        [sys.executable, "-P", *words], cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=300
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def files_below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_all_sources_and_resources(installed: Path) -> None:
    package = installed / "sqcodec_gui"
    expected = files_below(ROOT / "sqcodec_gui")
    expected |= {f"resources/{name}" for name in files_below(ROOT / "resources")}
    assert files_below(package) == expected


def test_resources_are_found_inside_the_installed_package(installed: Path, tmp_path: Path) -> None:
    code = "import sqcodec_gui.paths as paths; print(paths.resources_dir())"
    found = Path(run_installed(installed, tmp_path, "-c", code).strip())
    assert found == installed / "sqcodec_gui" / "resources"
    assert (found / "icons" / "sqcodec.svg").is_file()


def test_the_installed_package_compresses_and_restores(installed: Path, tmp_path: Path, speech_16k: np.ndarray) -> None:
    soundfile.write(tmp_path / "talk.wav", speech_16k[:31_999], 16_000)
    run_installed(installed, tmp_path, "-m", "sqcodec_gui", "encode", "talk.wav", "-o", "talk.sqc")
    run_installed(installed, tmp_path, "-m", "sqcodec_gui", "decode", "talk.sqc", "-o", "restored.wav")
    restored, rate_hz = soundfile.read(tmp_path / "restored.wav", dtype="float32")
    assert (restored.shape, rate_hz) == ((31_999,), 16_000)
    assert 0.01 < np.abs(restored).max() <= 1
    assert (tmp_path / "talk.sqc").stat().st_size < 4_000
