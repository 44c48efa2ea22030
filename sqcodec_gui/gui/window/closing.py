"""When the window is to be closed in the middle of work, the person decides what happens to it."""

from enum import Enum

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

translate = QCoreApplication.translate


class Closing(Enum):
    WHEN_DONE = "when done"
    NOW = "now"
    NOT = "not"


def ask_how_to_close(parent: QWidget) -> Closing:
    """Ask what shall happen, and return the answer; Escape means to keep running."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(translate("closing", "Still at work"))
    box.setText(translate("closing", "The queue is not finished."))
    box.setInformativeText(
        translate("closing", "If you stop now, nothing is lost; the rest waits until you open the window again.")
    )
    role = QMessageBox.ButtonRole
    when_done = box.addButton(translate("closing", "&Finish, then close"), role.AcceptRole)
    now = box.addButton(translate("closing", "&Stop and close"), role.DestructiveRole)
    keep = box.addButton(translate("closing", "&Keep running"), role.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    if clicked is when_done:
        return Closing.WHEN_DONE
    return Closing.NOW if clicked is now else Closing.NOT
