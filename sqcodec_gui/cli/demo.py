"""The verb demo takes one recording there and back with the real engine, measures it, and opens it in the window."""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import sqcodec_gui
from sqcodec_gui import paths
from sqcodec_gui.cli import options
from sqcodec_gui.cli.console import Console
from sqcodec_gui.engine.settings_and_results import CompressResult, CompressSettings, RestoreSettings
from sqcodec_gui.formatting import bitrate, clock, size

SCORES_RATE_HZ = 16_000


def add_demo(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``demo``."""
    options.add_compute(parser)
    parser.add_argument("--no-window", dest="window", action="store_false", help="do not open the window afterwards")
    parser.set_defaults(run=demo)


def demo(arguments: argparse.Namespace, console: Console) -> int:
    """Show the whole way with a recording that came with the program; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="sqcodec-demo-") as folder:
        source, compressed = _there_and_back(Path(folder), arguments, console)
        if arguments.window:
            _open_window((source, compressed), console)
    return 0


def _there_and_back(folder: Path, arguments: argparse.Namespace, console: Console) -> tuple[Path, Path]:
    """Return the recording, a copy in ``folder``, and the small file beside it."""
    source = Path(shutil.copy(paths.speech_sample(), folder))
    from sqcodec_gui.engine.compress import compress
    from sqcodec_gui.engine.restore import restore

    compute = options.compute_of(arguments)
    compressed, restored = folder / "speech.sqc", folder / "speech.wav"
    console.print_text(f"Compressing {source.name} ({size(source.stat().st_size)}) …")
    with console.cancellable() as token:
        with console.progress(source.name) as progress:
            made = compress(source, compressed, CompressSettings(compute=compute), progress, token)
        _show_compressed(made, console)
        with console.progress(compressed.name) as progress:
            back = restore(compressed, restored, RestoreSettings(compute=compute), progress, token)
    console.print_text(
        f"Restored: {clock(back.duration_s)}, {size(back.target_bytes)} as WAV, "
        f"{back.speed_x_real_time:.1f} × real time on the device “{back.device}”."
    )
    for line in _scores(source, restored):
        console.print_text(line)
    return source, compressed


def _show_compressed(made: CompressResult, console: Console) -> None:
    share = made.target_bytes / made.source_bytes
    console.print_text(
        f"Compressed: {clock(made.duration_s)}, {size(made.source_bytes)} → {size(made.target_bytes)} ({share:.1%}), "
        f"{bitrate(made.bitrate_bps)}, {made.speed_x_real_time:.1f} × real time with the check."
    )
    if made.likeness:
        usual = made.likeness.usual_mel_distance
        usual_text = f"; this model usually stays below {usual:.2f}" if usual is not None else ""
        console.print_text(
            f"Likeness: mean difference of the log-mel spectra {made.likeness.mel_distance:.2f} nepers{usual_text}."
        )
    for notice in made.notices:
        console.print_text(notice)


def _scores(source: Path, restored: Path) -> list[str]:
    """Return PESQ and STOI as lines, where the packages are there (extra ``train``)."""
    if importlib.util.find_spec("pesq") is None or importlib.util.find_spec("pystoi") is None:
        return []
    import numpy as np
    from pesq import pesq
    from pystoi import stoi

    from sqcodec_gui.engine.sound import read_at_rate

    first, second = (np.concatenate([*read_at_rate(path, SCORES_RATE_HZ)], axis=1)[0] for path in (source, restored))
    return [
        f"PESQ {pesq(SCORES_RATE_HZ, first, second, 'wb'):.2f} (1.0 to 4.6), "
        f"STOI {stoi(first, second, SCORES_RATE_HZ):.2f} (0 to 1), compared at 16 kHz."
    ]


def _open_window(pair: tuple[Path, Path], console: Console) -> None:
    """Open the window in a process of its own, as command line and window are apart; wait until it is closed."""
    if not _has_display():
        console.print_text("There is no display here, so no window was opened.")
        return
    console.print_text("Opening the window, where you can hear both; the demo ends when you close it.")
    if _run_window(pair):
        console.warn("The window could not be opened; everything else went well.")


def _run_window(pair: tuple[Path, Path]) -> int:
    """Run the window's process and return its exit code. Files that lie here are not taken for Python's modules."""
    program, environment = [sys.executable], dict(os.environ)
    if not getattr(sys, "frozen", False):
        program += ["-P", "-m", "sqcodec_gui"]
        found_in = [str(Path(sqcodec_gui.__file__).parents[1]), environment.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, found_in))
    return subprocess.run([*program, *map(str, pair)], env=environment, check=False).returncode


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


PARSERS = {"demo": add_demo}
