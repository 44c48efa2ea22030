"""When the window is to be closed in the middle of work, the person decides what happens to it."""

from enum import Enum

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from sqcodec_gui.gui.queue.controller import QueueController
from sqcodec_gui.gui.style.question import Question

translate = QCoreApplication.translate


class Closing(Enum):
    WHEN_DONE = "when done"
    NOW = "now"
    NOT = "not"


def ask_how_to_close(parent: QWidget) -> Closing:
    """Ask what shall happen, and return the answer; Escape means to keep running."""
    box = Question(
        parent,
        translate("closing", "Still at work"),
        translate("closing", "The queue is not finished."),
        translate("closing", "If you stop now, nothing is lost; the rest waits until you open the window again."),
    )
    role = QMessageBox.ButtonRole
    when_done = box.addButton(translate("closing", "&Finish, then close"), role.AcceptRole)
    now = box.addButton(translate("closing", "&Stop and close"), role.DestructiveRole)
    box.add_safe(translate("closing", "&Keep running"))
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    if clicked is when_done:
        return Closing.WHEN_DONE
    return Closing.NOW if clicked is now else Closing.NOT


class ClosingDecision(QObject):
    """It decides whether ``window`` may close while ``controller`` is at work."""

    status_message = Signal(str, bool)
    """One line for the status bar, and that it stays there."""

    def __init__(self, controller: QueueController, window: QWidget) -> None:
        super().__init__(window)
        self._controller, self._window = controller, window
        self._asks = True
        self.is_when_done = False
        """The window closes by itself when the queue is finished."""

    def close_unasked(self) -> None:
        """Close the window without a question: somebody outside has asked the program to end."""
        self._asks = False
        self._window.close()

    def may_close(self) -> bool:
        """Return whether the window may close now, which the person is asked in the middle of work."""
        if not self._asks or not self._controller.is_working:
            return True
        choice = ask_how_to_close(self._window)
        self.is_when_done = choice is Closing.WHEN_DONE
        if self.is_when_done:
            self._controller.resume()
            text = translate("closing", "The window closes when the queue is finished.")
            self.status_message.emit(text, True)
        # The queue may have come to its end while the question stood there.
        return choice is Closing.NOW or (self.is_when_done and not self._controller.is_working)
