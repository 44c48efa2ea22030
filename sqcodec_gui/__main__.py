"""One door: without words, or with “window FILE…”, the window opens; other words the command line answers."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    if len(sys.argv) > 1 and sys.argv[1] != "window":
        from sqcodec_gui.cli import main as run_command_line

        sys.exit(run_command_line())
    from sqcodec_gui.gui.app import main as open_window

    sys.exit(open_window(sys.argv[2:]))
