"""This module gives the smoke test on Linux a screen that nobody sees, and a loudspeaker whose sound is recorded."""

import array
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

WINDOW = "SQCodec"
FIRST_ITEM = (150, 122)
"""Where the first line of the list is, in a window in the upper left corner."""
WAVEFORM = (780, 430)
"""Where the decoded sound of that item is seen then; its keys work after a click there."""
ENOUGH_S = 1.0
PATIENCE_S = 60.0
PRESS_AGAIN_AFTER_S = 12.0
RATE_HZ = 44_100
CHANNELS = 2
QUIET = 0.001
TOOLS = ("Xvfb", "xdotool", "import", "pulseaudio", "pactl", "parec")
ALSA_TO_PULSE = "</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\nctl.!default { type pulse }\n"


class MissingToolError(Exception):
    """A program is not here that the test needs."""


@dataclass
class Screen:
    """It says where the window is, with keyboard and camera."""

    number: int
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.environment = {"DISPLAY": f":{self.number}"}

    def _run(self, *words: str) -> None:
        subprocess.run(words, env=os.environ | self.environment, check=True, capture_output=True)

    def click(self, x: int, y: int) -> None:
        """Click in the program's window, which thereby gets the keyboard: there is no window manager."""
        self._run("xdotool", "search", "--onlyvisible", "--name", WINDOW, "windowfocus", "--sync")
        time.sleep(1)
        self._run("xdotool", "mousemove", str(x), str(y), "click", "1")
        time.sleep(1)

    def key(self, name: str) -> None:
        """Press a key, such as "ctrl+q"."""
        self._run("xdotool", "key", name)

    def photograph(self, target: Path) -> None:
        self._run("import", "-window", "root", str(target))


@contextmanager
def screen(place: Path) -> Iterator[Screen]:
    """Start an X server of its own. Raises MissingToolError."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        raise MissingToolError(f"Not installed here: {', '.join(missing)}.")
    told, tell = os.pipe()
    with (place / "Xvfb.log").open("wb") as log:
        command = ["Xvfb", "-displayfd", str(tell), "-screen", "0", "1280x860x24", "-nolisten", "tcp"]
        server = subprocess.Popen(command, stdout=log, stderr=log, pass_fds=(tell,))
    os.close(tell)
    try:
        with open(told, encoding="ascii") as answer:  # the number of a free display, as soon as it is ready
            yield Screen(int(answer.readline()))
    finally:
        server.terminate()
        server.wait()


@dataclass(frozen=True)
class Ears:
    """It hears what is played, in the file `tape` (float32, two channels)."""

    environment: dict[str, str]
    tape: Path

    def heard_s(self) -> float:
        """Return how long there was sound so far."""
        samples = array.array("f")
        data = self.tape.read_bytes()
        samples.frombytes(data[: len(data) // samples.itemsize * samples.itemsize])
        return sum(abs(sample) > QUIET for sample in samples) / CHANNELS / RATE_HZ


@contextmanager
def sound(place: Path) -> Iterator[Ears]:
    """Start a sound server of its own, the only way out for ALSA's programs."""
    socket = place / "run" / "native"
    alsa = place / "asound.conf"
    alsa.write_text(ALSA_TO_PULSE, encoding="ascii")
    environment = {"PULSE_SERVER": f"unix:{socket}", "ALSA_CONFIG_PATH": str(alsa)}
    ours = os.environ | environment | {"XDG_RUNTIME_DIR": str(place / "run"), "HOME": str(place / "run")}
    sink = f"module-null-sink sink_name=ears rate={RATE_HZ} channels={CHANNELS} format=float32le"
    protocol = f"module-native-protocol-unix socket={socket} auth-anonymous=1"
    tape = place / "tape.raw"
    with (place / "sound.log").open("wb") as log, tape.open("wb") as output:
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        server = subprocess.Popen([*command, "-L", sink, "-L", protocol], env=ours, stdout=log, stderr=log)
        _wait_for(lambda: subprocess.run(["pactl", "info"], env=ours, capture_output=True, check=False).returncode == 0)
        words = ["parec", "--raw", "--format=float32le", f"--rate={RATE_HZ}", f"--channels={CHANNELS}"]
        recorder = subprocess.Popen([*words, "--device=ears.monitor"], env=ours, stdout=output, stderr=log)
    try:
        yield Ears(environment, tape)
    finally:
        for process in (recorder, server):
            process.terminate()
            process.wait()


def play(display: Screen, ears: Ears, window: "subprocess.Popen[str]") -> float:
    """Press Space until there is sound, and return the seconds heard; it needs time to load and decode first."""
    started = time.monotonic()
    pressed_at = started
    time.sleep(4)
    display.click(*FIRST_ITEM)
    display.click(*WAVEFORM)
    display.key("space")
    heard_s = 0.0
    while heard_s < ENOUGH_S and time.monotonic() - started < PATIENCE_S and window.poll() is None:
        time.sleep(0.5)
        heard_s = ears.heard_s()
        if not heard_s and time.monotonic() - pressed_at > PRESS_AGAIN_AFTER_S:
            pressed_at = time.monotonic()
            display.click(*WAVEFORM)
            display.key("space")
    return heard_s


def _wait_for(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_true():
        if time.monotonic() > deadline:
            raise MissingToolError("The screen or the sound server did not start.")
        time.sleep(0.05)
