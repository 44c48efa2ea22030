"""What a screen reader finds in the window, and is told: over a real AT-SPI bus, the program being its own process.

The tree is written to `build/spoken_tree.txt`, to be read. The reader is the system's own (`gi` with Atspi), as Orca's.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sqcodec_gui.paths import HOME_VARIABLE

READER = Path(__file__).with_name("spoken_tree.py")
TREE = Path(__file__).resolve().parents[2] / "build" / "spoken_tree.txt"
START = [sys.executable, "-c", "import sys; from sqcodec_gui.gui.app import main; sys.exit(main(sys.argv[1:]))"]
PYTHON = shutil.which("python3", path="/usr/bin")
REASON = "broken.wav is not an audio file, whatever its name says; choose a sound file."
PATIENCE_S = 300
"""Never waited for where the program answers: the last rows end the reading."""


def has_reader() -> bool:
    if PYTHON is None or not all(map(shutil.which, ("xvfb-run", "dbus-run-session"))):
        return False
    asks = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    return subprocess.run([PYTHON, "-c", asks], capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines of the tree when two recordings are over: one failed, one was made small by the real engine."""
    if not has_reader():
        pytest.skip("no AT-SPI bus with a reader here (gir1.2-atspi-2.0, python3-gi, dbus)")
    folder = tmp_path_factory.mktemp("spoken")
    home, recordings = folder / "home", folder / "in"
    (home / "config").mkdir(parents=True)
    (home / "runtime").mkdir(mode=0o700)
    recordings.mkdir()
    write_sound(recordings / "talk.wav")
    (recordings / "broken.wav").write_text("no sound in here\n")
    files = [str(recordings / name) for name in ("talk.wav", "broken.wav")]
    TREE.parent.mkdir(exist_ok=True)
    words = ["xvfb-run", "-a", "dbus-run-session", "--", str(PYTHON), str(READER), str(TREE), str(PATIENCE_S)]
    words += ["broken.wav,talk.wav", "Switch", *START, *files]
    shown = {HOME_VARIABLE: str(home), "XDG_RUNTIME_DIR": str(home / "runtime"), "LANGUAGE": "en", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(words, env=os.environ | shown, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return TREE.read_text(encoding="utf-8").splitlines()


def write_sound(path: Path) -> None:
    import numpy as np
    import soundfile

    soundfile.write(path, (0.1 * np.sin(np.arange(32_000) / 20)).astype(np.float32), 16_000)


@pytest.fixture
def line_of(spoken: list[str]) -> Callable[[str], str]:
    """The one that begins so."""

    def find(start: str) -> str:
        found = [line.strip() for line in spoken if line.strip().startswith(start)]
        assert found, f"{start} is nowhere in:\n" + "\n".join(spoken)
        return found[0]

    return find


def test_rows_say_what_became_of_them(line_of: Callable[[str], str]) -> None:
    assert line_of('list "Queue of recordings"')
    failed, made = line_of('list item "broken.wav, Failed'), line_of('list item "talk.wav, ')
    assert REASON in failed
    assert made.startswith('list item "talk.wav, Verified, 64 kB → ')
    assert "→ talk.sqc beside it" in made
    assert made.endswith("[focused, selected]")


def test_the_choices_are_named_and_one_is_chosen(line_of: Callable[[str], str], spoken: list[str]) -> None:
    for name in ("Add", "Record", "Settings"):
        assert line_of(f'push button "{name}"')
    chosen = [line.strip() for line in spoken if "[checked]" in line and "per hour" in line]
    assert len(chosen) == 1
    assert chosen[0].startswith('radio button "Clear"')
    assert line_of('menu bar ""')
    for name in ("File", "Queue", "View", "Help"):
        assert line_of(f'menu item "{name}"')


def test_the_comparison_has_names_and_values(line_of: Callable[[str], str], spoken: list[str]) -> None:
    for name in ("Play", "Switch", "From the start", "More"):
        assert line_of(f'push button "{name}"')
    for name in ("Original", "Small file", "Wave", "Spectrum", "Difference"):
        assert line_of(f'radio button "{name}"')
    for name in ("Loop", "Where they differ"):
        assert line_of(f'check box "{name}"')
    assert line_of('radio button "Original"').endswith("[checked]")
    assert line_of('slider "Level" = 100 of 100')


def test_nothing_is_said_to_be_heard_while_nothing_plays(spoken: list[str]) -> None:
    tree = spoken[: spoken.index("announced:")]
    assert not [line for line in tree if "heard now" in line]


def test_why_one_failed_was_announced(spoken: list[str]) -> None:
    announced = spoken[spoken.index("announced:") + 1 :]
    assert announced.count(REASON) == 1, announced
    assert "1 done, 1 failed" in announced


def test_progress_was_told_with_its_name(spoken: list[str]) -> None:
    assert any(line.startswith('progress bar "Progress of the whole queue" = ') for line in spoken)


def test_nothing_that_can_be_used_is_nameless(spoken: list[str]) -> None:
    usable = ("push button", "toggle button", "radio button", "check box", "slider", "combo box", "menu item", "text")
    tree = spoken[: spoken.index("announced:")]
    nameless = [line.strip() for line in tree if any(line.strip().startswith(f'{role} ""') for role in usable)]
    assert nameless == []
