"""The program with its window consists of one QApplication, its files, and what happens to unforeseen errors."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication, QWidget

from sqcodec_gui import __version__, paths
from sqcodec_gui.codec.threads import stand_back
from sqcodec_gui.engine.convert import convert
from sqcodec_gui.gui.gc_scheduler import GcScheduler
from sqcodec_gui.gui.log import ExceptionHook, start_logging
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.store import QueueStore
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.single_instance import InstanceServer, hand_over
from sqcodec_gui.gui.style.indicator_style import IndicatorStyle
from sqcodec_gui.gui.style.theme import apply_appearance, follow_system

READY_VARIABLE = "SQCODEC_GUI_READY"
"""With the value 1, the word “ready” is printed when the first frame is seen; a start test waits for it."""
SCREEN_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
NO_SCREEN = "There is no screen here to show the window on; “sqcodec --help” says what works without one."
WARM_UP_DELAY_MS = 700
"""Loading torch holds the interpreter for a second: the first clicks come before."""


class Application(QApplication):
    """This is a QApplication that also hands on files which the system asks to be opened (macOS sends events)."""

    file_asked_for = Signal(Path)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_asked_for.emit(Path(event.file()))
            return True
        return super().event(event)


class FirstFrame(QObject):
    """It calls a function once, when a window has been painted for the first time."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window on the paths in ``argv`` (those after the program's name), and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not has_screen():
        print(NO_SCREEN, file=sys.stderr)
        return 1
    start_logging()
    app = _make_application()
    asked = [Path(word).absolute() for word in words if not word.startswith("-")]
    if hand_over(asked):
        return 0
    collector = GcScheduler(app)
    stand_back()
    settings = UserSettings(app)
    translators = install_translations(app, settings.get("language"))
    apply_appearance(settings.get("appearance"))
    app.styleHints().colorSchemeChanged.connect(
        lambda _scheme: follow_system() if settings.get("appearance") == "system" else None
    )
    window = MainWindow(settings, QueueStore(), convert)
    exception_hook = ExceptionHook(window.show_status, app)
    exception_hook.install()
    app.file_asked_for.connect(window.open_path)
    _obey_signals(window)
    frame = FirstFrame(window, lambda: _after_first_frame(window))
    window.show()
    server = InstanceServer(app)
    server.asked.connect(window.take_from_outside)
    server.open()
    window.file_opener.open_all(asked)
    code = app.exec()
    server.close()
    collector.stop()
    sys.excepthook = sys.__excepthook__
    del frame, translators
    return code


def has_screen() -> bool:
    """Return whether a window can be shown; without a screen Qt would abort the process with words for programmers."""
    return not sys.platform.startswith("linux") or any(map(os.environ.get, SCREEN_VARIABLES))


def _make_application() -> Application:
    app = Application([sys.argv[0] if sys.argv else "sqcodec-gui"])
    app.setApplicationName("SQCodec")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("sqcodec-gui")
    app.setStyle(IndicatorStyle())
    icon = QIcon()
    for path in sorted((paths.resources_dir() / "icons").glob("*.png")):
        icon.addFile(str(path))
    app.setWindowIcon(icon)
    return app


def install_translations(app: QApplication, language: str) -> list[QTranslator]:
    """Install our texts and Qt's own for the language ("system" or the name of a locale), where there are any.

    English is in the source. Numbers and sizes follow the language too.
    """
    locale = QLocale.system() if language == "system" else QLocale(language)
    QLocale.setDefault(locale)
    installed = []
    for name, folder in (
        ("sqcodec", paths.resources_dir() / "translations"),
        ("qtbase", Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))),
    ):
        translator = QTranslator(app)
        if translator.load(locale, name, "_", str(folder)) and app.installTranslator(translator):
            installed.append(translator)
    return installed


def _obey_signals(window: MainWindow) -> None:
    """Let Ctrl+C in the terminal and a polite kill end the program as closing it does, without a question."""

    def stop(number: int, frame: object) -> None:
        QTimer.singleShot(0, window, window.stop_and_close)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    # Python handles signals only between two of its own instructions, of which an idle window has none.
    pulse = QTimer(window)
    pulse.timeout.connect(lambda: None)
    pulse.setTimerType(Qt.TimerType.VeryCoarseTimer)
    pulse.start(1000)


def _after_first_frame(window: MainWindow) -> None:
    if os.environ.get(READY_VARIABLE) == "1":
        print("ready", flush=True)
    QTimer.singleShot(WARM_UP_DELAY_MS, window, window.warm_up)
