"""Is the one door: a verb runs the command line; no words, or files (as a file manager gives them), open the window."""

import multiprocessing
import os
import sys
from pathlib import Path

if __name__ == "__main__":
    multiprocessing.freeze_support()
    for stream in ("stdout", "stderr"):
        if getattr(sys, stream) is None:  # a frozen program with a window has neither on Windows
            setattr(sys, stream, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  # as long as it runs
    if len(sys.argv) > 1 and not Path(sys.argv[1]).exists():
        from sqcodec_gui.cli import main as run_command_line

        sys.exit(run_command_line())
    from sqcodec_gui.gui.app import main as open_window

    sys.exit(open_window())
