"""The log file takes warnings and worse, and errors that nobody foresaw."""

import logging
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from sqcodec_gui import __version__, paths

LIMIT_BYTES = 1_000_000
KEPT_FILES = 2


def start_logging() -> None:
    """Log warnings and worse to the file from here on; a folder that takes no file is no reason to stop."""
    path = paths.log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            path, maxBytes=LIMIT_BYTES, backupCount=KEPT_FILES, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger(__name__).info("sqcodec-gui %s starts on Python %s", __version__, sys.version.split()[0])


class ExceptionHook(QObject):
    """It logs errors that nobody caught and says so in one plain line, in the window's thread."""

    _happened = Signal(str)

    def __init__(self, show_status: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._show_status = show_status
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become the interpreter's hook, which may be called from any thread."""
        sys.excepthook = self._take

    def _take(self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, traceback)
            return
        logging.getLogger(__name__).error("Nobody caught this", exc_info=(kind, error, traceback))
        reason = " ".join(str(error).split()) or kind.__name__
        self._happened.emit(reason)

    def _show(self, reason: str) -> None:
        text = QCoreApplication.translate(
            "log", "Something unforeseen happened ({reason}); details are in the log file."
        )
        self._show_status(text.format(reason=reason))
