"""When a whole queue is finished, there is a sound, and a notice if nobody is looking at the window."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.worker import run_task

NOTICE_MS = 10_000


class Notifier:
    """It has a tray icon only while its notice is there."""

    def __init__(self, window: QWidget, settings: UserSettings) -> None:
        self._window = window
        self._settings = settings
        self._tray: QSystemTrayIcon | None = None

    def notify(self, title: str, text: str) -> None:
        """Play the sound and show the notice, as far as the settings want them."""
        if self._settings.get("sound_when_done"):
            self._play_sound()
        if self._settings.get("notify_when_done") and not self._window.isActiveWindow():
            QApplication.alert(self._window)
            if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
                self._show(title, text)

    def _play_sound(self) -> None:
        name = self._settings.get("playback_device")

        def play(_progress: object, _cancel: CancelToken) -> None:
            from sqcodec_gui.playback.chime import play_chime

            play_chime(name)

        run_task(play, on_result=None, on_error=self._beep)

    def _beep(self, error: SqcodecError) -> None:
        """Beep in the system's own way, where there is one, as there is no sound output."""
        QApplication.beep()

    def _show(self, title: str, text: str) -> None:
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self._window)
            self._tray.messageClicked.connect(self._window.activateWindow)
        self._tray.show()
        self._tray.showMessage(title, text, self._window.windowIcon(), NOTICE_MS)
        QTimer.singleShot(NOTICE_MS, self._tray, self._tray.hide)
