"""Part of ``play_at_once``, in a file of its own: it loads nothing that the program itself does not load by then."""

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqcodec_gui.gui.main_window import MainWindow


def program_to_sound(hour: Path, _is_warm: bool, started_s: float) -> None:
    """Prints seconds from ``started_s`` on the monotonic clock to the first frame and to sound, and those of the
    processor. For a process of its own.
    """
    from PySide6.QtCore import QTimer

    from sqcodec_gui.gui import app

    go_on = app._after_first_frame

    def watch(window: "MainWindow") -> None:
        ready_s = time.monotonic() - started_s
        from ui_tools import Void, silence_outputs

        silence_outputs()
        go_on(window)

        def look() -> None:
            if Void.last is not None and (first_s := Void.last.first_sound_s()):
                timer.stop()
                print(json.dumps([ready_s, first_s - started_s, time.process_time()]))
                window.stop_and_close()

        timer = QTimer(window, interval=20)
        timer.timeout.connect(look)
        timer.start()

    app._after_first_frame = watch
    app.main([str(hour)])
