"""Windows with blind trials share their pages, the sound, the report, and an end that asks while a test runs."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.blind_test.passage_player import PassagePlayer
from sqcodec_gui.gui.blind_test.runner import Runner
from sqcodec_gui.gui.blind_test.trial_page import TrialPage
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.style.question import Question
from sqcodec_gui.gui.style.theme import NONE
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.listening.report import base_of, earlier_sessions, write_report
from sqcodec_gui.listening.session import Session, session_values

translate = QCoreApplication.translate


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
        base = _ask_where(self, self._settings, stem)
        if base is None:
            return ""
        try:
            return _save(base, self.runner.sessions(listener))
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


def wants_to_stop(parent: QWidget) -> bool:
    """Ask whether to stop, and return the answer; Esc and Enter go on."""
    question = Question(
        parent,
        translate("stopping", "Stop the test?"),
        translate("stopping", "Stop the test now? The trials that are missing will count against a result."),
    )
    stop = question.addButton(translate("stopping", "&Stop"), QMessageBox.ButtonRole.AcceptRole)
    question.add_safe(translate("stopping", "&Go on"))
    question.exec()
    return question.clickedButton() is stop


def _ask_where(parent: QWidget, settings: UserSettings, name: str) -> Path | None:
    """Ask for a path, and return it without suffix; None if nothing was chosen."""
    proposed = Path(settings.get("last_folder")) / translate("saving", "{name} - blind test").format(name=name)
    chosen, _filter = QFileDialog.getSaveFileName(
        parent,
        translate("saving", "Save the report, or choose one to add to"),
        f"{proposed}.html",
        translate("saving", "Reports (*.html)"),
        options=QFileDialog.Option.DontConfirmOverwrite,  # nothing is lost: what is there is added to
    )
    if not chosen:
        return None
    path = Path(chosen)
    settings.set("last_folder", str(path.parent))
    return base_of(path)


def _save(base: Path, sessions: Sequence[Session]) -> str:
    """Write page and data; an earlier report of that name keeps its tests. Return what to say. Raises ReportError."""
    earlier = earlier_sessions(base)
    written = write_report(base, [*earlier, *map(session_values, sessions)])
    if earlier:
        text = translate("saving", "Added to {name}, which has {n} tests now.")
        return text.format(name=written.page.name, n=written.tests)
    return translate("saving", "Saved: {name}, and beside it the same for checking.").format(name=written.page.name)
