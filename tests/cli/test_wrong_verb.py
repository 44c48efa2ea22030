"""What is seen at once is said at once: before numpy, the readers of audio or a codec are loaded."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sqcodec_gui.cli.wrong_verb import foreseen_errors
from sqcodec_gui.engine.settings_and_results import CompressResult, CompressSettings, RestoreResult, RestoreSettings
from sqcodec_gui.file_types import SQC_SIGNATURE
from sqcodec_gui.gui.app import NO_SCREEN, SCREEN_VARIABLES

SLOW = {"numpy", "soundfile", "av", "soxr", "safetensors", "openvino", "torch", "sqcodec_gui.container"}
"""Modules that take longer to load than all that the command line says without them."""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--help"], ""),
        (["encode", "--help"], ""),
        (["encod", "talk.wav"], "Did you mean “encode”?"),
        (["gone.sqc"], "gone.sqc is not there"),
        (["talk.wav"], "sqcodec encode talk.wav"),
        (["talk.sqc"], "sqcodec decode talk.sqc"),
        (["decode", "talk.wav"], "sqcodec encode talk.wav"),
        (["encode", "talk.sqc"], "sqcodec decode talk.sqc"),
        (["encode", "talk.wav", "--model", "6kps"], "Did you mean “6kbps”?"),
    ],
)
def test_what_is_seen_at_once_is_said_before_anything_slow_is_loaded(
    words: list[str], says: str, tmp_path: Path
) -> None:
    (tmp_path / "talk.wav").write_bytes(b"RIFF")
    (tmp_path / "talk.sqc").write_bytes(SQC_SIGNATURE)
    code = (
        "import sys; from sqcodec_gui.cli import main; main(sys.argv[1:]);"
        f"sys.stdout.write('loaded:' + ' '.join(sorted({SLOW!r} & sys.modules.keys())))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=tmp_path, capture_output=True, text=True, timeout=600
    )
    assert says in result.stderr
    assert result.stdout.endswith("loaded:"), result.stdout


def test_a_recording_that_is_called_a_small_file_is_read(write_sound: Callable[..., Path], tmp_path: Path) -> None:
    """What is foreseen needs name and first bytes: neither alone refuses a file."""
    named_small = write_sound("talk.wav", 0.2).rename(tmp_path / "talk.sqc")
    assert foreseen_errors([(named_small, tmp_path / "a.sqc")], CompressResult, CompressSettings()) == []
    (tmp_path / "other.wav").write_bytes(SQC_SIGNATURE)
    assert foreseen_errors([(tmp_path / "other.wav", tmp_path / "a.wav")], RestoreResult, RestoreSettings()) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere a window opens without a display")
def test_a_verb_is_one_whatever_lies_in_the_folder(
    run_cli: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what is no verb may be a file for the window, which says at once that it has no screen."""
    for name in SCREEN_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name in ("encode", "info"):
        (tmp_path / name).mkdir()
    for name in ("demo", "talk"):
        (tmp_path / name).touch()
    for verb in ("encode", "info", "demo"):
        result = run_cli(verb, "--help")
        assert (result.returncode, result.stderr) == (0, "")
        assert result.stdout.startswith(f"usage: sqcodec {verb} ")
    for file in ("talk", "./demo", tmp_path / "encode"):
        assert run_cli(file).stderr == f"{NO_SCREEN}\n"


@pytest.mark.parametrize(
    "name", ["gone.sqc", "folder/gone", "./encode", "gone talk.wav", "a\x1b[2J.wav", "x" * 5000 + ".wav"]
)
def test_a_file_that_is_not_there_is_not_called_a_verb(
    run_cli: Callable[..., subprocess.CompletedProcess[str]], name: str
) -> None:
    result = run_cli(name)
    assert (result.returncode, result.stdout) == (2, "")
    told = name.replace("\x1b", "?")
    assert result.stderr == f"{told} is not there, and it is no verb; sqcodec --help lists the verbs.\n"
