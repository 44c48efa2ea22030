"""In any window, in three languages, on small screens and at 200 %: no text is cut or English still, no button lies
outside, and no Alt key means two things."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice
from sqcodec_gui.paths import HOME_VARIABLE

PROGRAM = Path(__file__).with_name("clipped_texts.py")
SCREENS = {"1": (800, 600), "2": (1920, 1080)}
"""Scale, and the pixels of the screen."""


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="screens of these sizes are made by Xvfb")
@pytest.mark.parametrize("scale", SCREENS)
@pytest.mark.parametrize("language", ["en", "de", "zh_CN"])
def test_every_text_has_room_and_every_letter_means_one_thing(
    language: str,
    scale: str,
    spectral: str,
    spectral_home: Path,
    write_sound: Callable[..., Path],
    tmp_path: Path,
) -> None:
    source = write_sound("talk.wav", 1.0)
    compress(source, None, CompressSettings(model=spectral, compute=ComputeChoice("cpu"), check=False))
    home = tmp_path / "home of the window"
    shutil.copytree(spectral_home / "data" / "models", home / "data" / "models")
    width, height = SCREENS[scale]
    room = [str(pixels // int(scale)) for pixels in (width, height)]
    words = ["xvfb-run", "-a", "-s", f"-screen 0 {width}x{height}x24"]
    words += [sys.executable, str(PROGRAM), language, *room, str(source.parent)]
    shown = {"QT_SCALE_FACTOR": scale, HOME_VARIABLE: str(home)}
    done = subprocess.run(words, env=os.environ | shown, capture_output=True, text=True, check=False, timeout=600)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr[-2000:]
