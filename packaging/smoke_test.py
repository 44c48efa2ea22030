"""Runs the built program as somebody would who has nothing else: `python3 packaging/smoke_test.py [dist/sqcodec]`.

It runs on a copy in another folder, with an empty home, no settings in the environment and, on Linux, without network
and with the source tree out of sight. Fails on a traceback, or on any warning of Qt or of the program. Standard library
only. On Windows and macOS the window is started and ended, but not played with.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import wave
from pathlib import Path

import smoke_desktop

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN_S = 20.0
CLOSED_WITHIN_S = 15.0
COMMAND_WITHIN_S = 240.0
SAMPLE = Path("resources", "samples", "speech.flac")
BAD_SIGNS = ("Traceback", "Warning", "WARNING", "ERROR", "CRITICAL", "QObject", "qt.", "cannot open shared object")
ISOLATED = "--isolated"


class SmokeTestError(Exception):
    """The program did not do what it must; ``str(error)`` says what."""


class Trial:
    """It is one copy of the program in `place`, and all that it said so far."""

    def __init__(self, bundle: Path, place: Path) -> None:
        self.place = place
        self.folder = place / "ein größerer Ordner" / bundle.name
        shutil.copytree(bundle, self.folder, symlinks=True)
        self.said: list[tuple[str, str]] = []
        for name in ("home", "run"):
            (place / name).mkdir(mode=0o700)
        self.environment = self._environment()

    def _environment(self) -> dict[str, str]:
        home = str(self.place / "home")
        if sys.platform == "win32":
            kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "PATH") if name in os.environ}
            return kept | {"USERPROFILE": home, "APPDATA": home, "LOCALAPPDATA": home, "SQCODEC_GUI_READY": "1"}
        words = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "SQCODEC_GUI_READY": "1"}
        return words | {"HOME": home, "XDG_RUNTIME_DIR": str(self.place / "run"), "TMPDIR": str(self.place)}

    def program(self, name: str) -> str:
        """Return the full path of `sqcodec` or `sqcodec-gui`."""
        inside = self.folder / "Contents" / "MacOS" if sys.platform == "darwin" else self.folder
        return str(inside / (f"{name}.exe" if sys.platform == "win32" else name))

    def inside(self) -> Path:
        """Return where the program's resources are."""
        part = "Contents/Resources" if sys.platform == "darwin" else "_internal"
        return self.folder / part

    def note(self, line: str) -> None:
        print(line, flush=True)

    def command(self, *words: str, may_fail: bool = False) -> str:
        """Run the command line in `place` and return its stdout. What it says on stderr is judged at the end."""
        started = time.monotonic()
        result = subprocess.run(
            [self.program("sqcodec"), *words], cwd=self.place, env=self.environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, encoding="utf-8", timeout=COMMAND_WITHIN_S, check=False,
        )  # fmt: skip
        self.note(f"$ sqcodec {' '.join(words)}   [{result.returncode}, {time.monotonic() - started:.1f} s]")
        for line in (result.stdout + result.stderr).splitlines():
            self.note(f"  {line}")
        self.said.append((f"sqcodec {words[0]}", result.stderr))
        if result.returncode and not may_fail:
            raise SmokeTestError(f"sqcodec {words[0]} ended with {result.returncode}.")
        if not may_fail and result.stderr.strip():
            raise SmokeTestError(f"sqcodec {words[0]} complained: {result.stderr.strip().splitlines()[0]}")
        return result.stdout


def check_command_line(trial: Trial) -> Path:
    """Compress, verify, restore and archive a bundled recording; return the path of the compressed file."""
    sample = Path(shutil.copy(trial.inside() / SAMPLE, trial.place / "Grüße vom Band.flac"))
    compressed = sample.with_suffix(".sqc")
    trial.command("--version")
    trial.command("encode", sample.name)
    trial.command("verify", compressed.name)
    trial.command("decode", compressed.name, "-o", "restored.wav")
    trial.command("decode", compressed.name, "-o", "restored.mp3")
    with wave.open(str(trial.place / "restored.wav")) as file:
        duration_s = file.getnframes() / file.getframerate()
    if duration_s != 12.0:
        raise SmokeTestError(f"The restored recording lasts {duration_s} s instead of 12.")
    trial.command("kit", "kit", compressed.name)
    for part in ("bagit.txt", f"data/recordings/{compressed.name}", "data/decoder/decode_sqc.py"):
        if not (trial.place / "kit" / part).is_file():
            raise SmokeTestError(f"The archive kit lacks {part}.")
    trial.command("models", "check")
    told = trial.command("models", "fetch", "0k75bps", may_fail=True)
    if told:
        raise SmokeTestError("A model was fetched although there is no network.")
    return compressed


class Window:
    """It is the running window, and how long it took until its first frame."""

    def __init__(self, trial: Trial, *words: str) -> None:
        self._trial = trial
        self.complaints = trial.place / "window.stderr"
        started = time.monotonic()
        with self.complaints.open("ab") as complaints:
            self.process = subprocess.Popen(
                [trial.program("sqcodec-gui"), *words], cwd=trial.place, env=trial.environment,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints, text=True,
            )  # fmt: skip
        self.ready_after_s = self._wait_for_ready(started)

    def _wait_for_ready(self, started: float) -> float:
        ready_at: list[float] = []

        def listen() -> None:
            for line in self.process.stdout or ():
                if line.strip() == "ready":
                    ready_at.append(time.monotonic())

        threading.Thread(target=listen, daemon=True).start()
        while not ready_at:
            if self.process.poll() is not None:
                raise SmokeTestError(f"The window ended at once ({self.process.returncode}): {self._complaints()}")
            if time.monotonic() - started > READY_WITHIN_S:
                self.process.kill()
                raise SmokeTestError(f"No window after {READY_WITHIN_S:.0f} s: {self._complaints()}")
            time.sleep(0.01)
        return ready_at[0] - started

    def _complaints(self) -> str:
        return self.complaints.read_text("utf-8", "replace").strip()[-500:]

    def wait_for_end(self) -> None:
        """Wait after it was asked to close. Raises SmokeTestError if it does not, or not in peace."""
        try:
            code = self.process.wait(CLOSED_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise SmokeTestError("The window does not close.") from None
        self._trial.said.append(("sqcodec-gui", self._complaints()))
        self._trial.note(f"  closed with code {code}")
        if code:
            raise SmokeTestError(f"The window ended with {code}: {self._complaints()}")


def check_window(trial: Trial, compressed: Path, screenshot: Path) -> None:
    """Start the window twice: once to look, play and quit by key, once more with all in the system's cache."""
    if not sys.platform.startswith("linux"):
        window = Window(trial)
        trial.note(f"$ sqcodec-gui   [first frame after {window.ready_after_s:.2f} s]")
        window.process.terminate()
        window.process.wait(CLOSED_WITHIN_S)
        return
    with smoke_desktop.screen(trial.place) as display, smoke_desktop.sound(trial.place) as ears:
        trial.environment.update(display.environment | ears.environment)
        window = Window(trial, str(compressed))
        trial.note(f"$ sqcodec-gui {compressed.name}   [first frame after {window.ready_after_s:.2f} s]")
        heard_s = smoke_desktop.play(display, ears, window.process)
        trial.note(f"  heard {heard_s:.1f} s of sound")
        display.photograph(screenshot)
        trial.note(f"  screenshot: {screenshot.name}")
        display.key("ctrl+q")
        window.wait_for_end()
        if heard_s < smoke_desktop.ENOUGH_S:
            raise SmokeTestError(f"Only {heard_s:.1f} s of sound came out when Space was pressed.")
        again = Window(trial)
        trial.note(f"$ sqcodec-gui   [first frame after {again.ready_after_s:.2f} s, everything in the cache]")
        time.sleep(3)
        display.click(*smoke_desktop.FIRST_ITEM)
        display.key("ctrl+q")
        again.wait_for_end()


def check_what_was_said(trial: Trial) -> None:
    """Check that no program complained, and nothing worse than information is in the log."""
    said = list(trial.said)
    for log in sorted((trial.place / "home").rglob("*.log")):
        text = log.read_text("utf-8")
        said.append((log.name, text))
        trial.note(f"{log.name}:\n" + "\n".join(f"  {line}" for line in text.splitlines()))
    for who, text in said:
        for line in text.splitlines():
            if any(sign in line for sign in BAD_SIGNS):
                raise SmokeTestError(f"{who} said: {line}")
    window = next((text for who, text in said if who == "sqcodec-gui"), "")
    if window:
        raise SmokeTestError(f"The window complained: {window.splitlines()[0]}")


def isolate(bundle: Path, screenshot: Path) -> int:
    """Start this test anew without network and source tree (Linux, see ``may_isolate``) and return its exit code."""
    script = " && ".join(
        [
            'here="$1"; shift',
            'cp -r "$here/packaging" "$SMOKE/packaging"',
            *(f'mount -t tmpfs none "{folder}"' for folder in folders_to_hide(ROOT)),
            *(f'mount --bind /dev/null "{tool}"' for tool in _library_finders()),
            'exec "$@"',
        ]
    )
    with tempfile.TemporaryDirectory(prefix="sqcodec-smoke-") as folder:
        test = str(Path(folder, "packaging", "smoke_test.py"))
        copy = str(Path(folder, bundle.name))
        shutil.copytree(bundle, copy, symlinks=True)
        picture = Path(folder, "screenshot.png")
        python = [getattr(sys, "_base_executable", sys.executable), "-I", "-c", _RUN_FILE]
        command = [*python, test, copy, "--screenshot", str(picture)]
        isolated = ["unshare", "--map-root-user", "--net", "--mount", "sh", "-c", script, "sh", str(ROOT), *command]
        environment = {"SMOKE": folder, "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        code = subprocess.run([*isolated, ISOLATED], env=environment, cwd="/", check=False).returncode
        if picture.is_file():
            screenshot.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(picture, screenshot)
    return code


def folders_to_hide(root: Path) -> list[Path]:
    """Name the source tree, and `.venv` where that leads out of it; inside, it is gone with the tree."""
    environment = (root / ".venv").resolve()
    return [root, environment] if environment.is_dir() and root not in environment.parents else [root]


def _library_finders() -> list[str]:
    """Return what Python asks for libraries: taken away, so that those of the system do not stand in for ours."""
    found = [shutil.which(name, path=f"{os.environ['PATH']}:/sbin:/usr/sbin") for name in ("ldconfig", "gcc", "ld")]
    return sorted({str(Path(tool).resolve()) for tool in found if tool})


_RUN_FILE = (
    "import sys, pathlib, runpy; sys.argv.pop(0); sys.path.insert(0, str(pathlib.Path(sys.argv[0]).parent));"
    " runpy.run_path(sys.argv[0], run_name='__main__')"
)


def may_isolate() -> bool:
    """Return whether this system lets us take network and folders away from a program."""
    if not sys.platform.startswith("linux") or shutil.which("unshare") is None:
        return False
    command = ["unshare", "--map-root-user", "--net", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "bundle", type=Path, nargs="?", default=ROOT / "dist" / "sqcodec", help="the folder; dist/sqcodec"
    )
    parser.add_argument(
        "--screenshot", type=Path, default=ROOT / "dist" / "smoke_test.png", help="of its window; dist/smoke_test.png"
    )
    parser.add_argument(ISOLATED, action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if not wanted.isolated and may_isolate():
        return isolate(wanted.bundle.resolve(), wanted.screenshot.resolve())
    with tempfile.TemporaryDirectory(prefix="sqcodec-smoke-") as folder:
        try:
            trial = Trial(wanted.bundle, Path(folder))
            trial.note(f"Isolated from network and sources: {'yes' if wanted.isolated else 'no'}.")
            compressed = check_command_line(trial)
            check_window(trial, compressed, wanted.screenshot)
            check_what_was_said(trial)
        except (SmokeTestError, subprocess.SubprocessError, smoke_desktop.MissingToolError) as error:
            print(f"SMOKE TEST FAILED: {error}", flush=True)
            return 1
    print("Smoke test passed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
