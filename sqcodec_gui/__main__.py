"""One door: without words the window opens, with words the command line answers."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    if len(sys.argv) > 1:
        from sqcodec_gui.cli import main as run_command_line

        sys.exit(run_command_line())
    from sqcodec_gui.gui.app import main as open_window

    sys.exit(open_window())
