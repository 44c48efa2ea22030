"""Windows with blind trials share their pages, the sound, the report, and an end that asks while a test runs."""

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.blind_test.passage_player import PassagePlayer
from sqcodec_gui.gui.blind_test.runner import Runner
from sqcodec_gui.gui.blind_test.saving import ask_where, save
from sqcodec_gui.gui.blind_test.stopping import wants_to_stop
from sqcodec_gui.gui.blind_test.trial_page import TrialPage
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.style.theme import NONE
from sqcodec_gui.gui.wording.translate_message import translate_message


class ListeningDialog(QDialog):
    """This dialog has pages, one of which holds the trials."""

    def __init__(self, settings: UserSettings, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._cancel = CancelToken()
        self.passage_player = PassagePlayer(self)
        self.trial_page = TrialPage()
        self.trial_page.stop_clicked.connect(self.ask_to_stop)
        self.runner = Runner(self.passage_player, self.trial_page, self)
        self.pages = QStackedWidget()
        QVBoxLayout(self).addWidget(self.pages)

    def _add_pages(self, *pages: QWidget) -> None:
        """Add these pages, which have no edge of their own within that of the dialog."""
        for page in pages:
            if (layout := page.layout()) is not None:
                layout.setContentsMargins(NONE, NONE, NONE, NONE)
            self.pages.addWidget(page)

    def ask_to_stop(self) -> None:
        """Stop the trials if the person says so."""
        if wants_to_stop(self):
            self.runner.stop()

    def save_report(self, stem: str, listener: str) -> str:
        """Ask where, and write what was answered so far. Return what to say; nothing if nothing was chosen."""
        base = ask_where(self, self._settings, stem)
        if base is None:
            return ""
        try:
            return save(base, self.runner.sessions(listener))
        except SqcodecError as error:
            return translate_message(error)

    def reject(self) -> None:
        """Ask first while trials run (Esc), and then show what came of them."""
        if self.runner.is_running:
            self.ask_to_stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.runner.is_running:
            event.ignore()
            self.ask_to_stop()
        else:
            super().closeEvent(event)

    def done(self, result: int) -> None:
        self._cancel.cancel()
        self.passage_player.close()
        super().done(result)
