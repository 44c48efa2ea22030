"""This is the one door: a verb runs the command line; no words, or files (as file managers do), open the window."""

import multiprocessing
import os
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    for stream in ("stdout", "stderr"):
        if getattr(sys, stream) is None:  # a frozen program with a window has neither on Windows
            setattr(sys, stream, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  # as long as it runs
    from sqcodec_gui.cli import VERBS
    from sqcodec_gui.cli import main as run_command_line

    # A verb is one whatever lies here; a file manager gives whole paths.
    if len(sys.argv) > 1 and (sys.argv[1] in VERBS or not os.path.exists(sys.argv[1])):
        sys.exit(run_command_line())
    from sqcodec_gui.gui.app import main as open_window

    sys.exit(open_window())
