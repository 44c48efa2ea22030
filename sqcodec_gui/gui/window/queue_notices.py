"""The window says and asks this of its list as a whole: what was left from last time, and what the end of it brings."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sqcodec_gui.gui.notify import Notifier
from sqcodec_gui.gui.queue.controller import Tally
from sqcodec_gui.gui.queue.job_formatting import summary_words
from sqcodec_gui.gui.queue.totals import Totals
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.window.actions import Actions
from sqcodec_gui.gui.window.announce import announce
from sqcodec_gui.gui.window.info_bar import InfoBar


class QueueNotices(QObject):
    """It puts its questions into ``info_bar``; their answers are actions of the window."""

    status_message = Signal(str)
    """One line for the status bar."""

    def __init__(
        self, settings: UserSettings, totals: Totals, info_bar: InfoBar, act: Actions, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._settings, self._totals, self._info_bar, self._act = settings, totals, info_bar, act
        self.notifier = Notifier(parent, settings)

    def ask_at_start(self, left: int, list_put_aside: Path | None) -> None:
        """Ask whether the ``left`` jobs of last time go on, and say which saved files could not be read."""
        notices = self._put_aside_texts(list_put_aside)
        if left:
            question = self.tr("{n} left from last time: go on?").format(n=left)
            self._info_bar.ask("\n".join([*notices, question]), self._act["continue"], self._act["cancel_all"])
        elif notices:
            self._info_bar.ask("\n".join(notices), self._act["notice_read"])
        if notices:
            announce(self._info_bar, " ".join(notices))

    def _put_aside_texts(self, list_put_aside: Path | None) -> list[str]:
        texts = []
        if list_put_aside is not None:
            text = self.tr("The saved list could not be read: it was put aside as {path}, and the list is empty.")
            texts.append(text.format(path=list_put_aside))
        if self._settings.put_aside is not None:
            text = self.tr("The settings could not be read: they were put aside as {path}, and are as at first.")
            texts.append(text.format(path=self._settings.put_aside))
        return texts

    def drop_question_of_start(self) -> None:
        """Take away the question of ``ask_at_start``, which nobody needs to answer any more."""
        self._info_bar.drop_question(self._act["continue"])

    def report_end(self, tally: Tally, is_closing: bool) -> None:
        """Say how the queue ended; a window that stays also notifies, and offers to move originals to the trash."""
        text = summary_words(tally.done, tally.failed, tally.others, tally.incomplete)
        is_all = self._totals.is_of_all(tally.done + tally.failed + tally.others)
        self.status_message.emit(text if is_all else self.tr("Just now: {how}").format(how=text))
        if is_closing or not (tally.done or tally.failed):
            return
        self.notifier.notify(self.tr("The queue is finished"), text)
        if tally.done and self._settings.get("offer_trash") and self._act["trash_originals"].isEnabled():
            question = self.tr("The small files are made. Shall the originals go to the trash?")
            self._info_bar.ask(question, self._act["trash_originals"], self._act["keep_originals"])
