"""A question is asked before a test is given up."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

translate = QCoreApplication.translate


def wants_to_stop(parent: QWidget) -> bool:
    """Ask whether to stop, and return the answer; Esc and Enter go on."""
    question = QMessageBox(parent)
    question.setWindowTitle(translate("stopping", "Stop the test?"))
    question.setText(
        translate("stopping", "Stop the test now? The trials that are missing will count against a result.")
    )
    stop = question.addButton(translate("stopping", "&Stop"), QMessageBox.ButtonRole.AcceptRole)
    go_on = question.addButton(translate("stopping", "&Go on"), QMessageBox.ButtonRole.RejectRole)
    question.setDefaultButton(go_on)
    question.setEscapeButton(go_on)
    question.exec()
    return question.clickedButton() is stop
