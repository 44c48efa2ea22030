"""Windows in which one thing is made of small files share a note, a bar, and an end that is waited for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.style.fitted_dialog import FittedDialog
from sqcodec_gui.gui.style.state_sign import give_state
from sqcodec_gui.gui.window.reveal import reveal
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import Task, run_task

BAR_STEPS = 1000


class MakingDialog(FittedDialog):
    """This is the base of such a window, which calls ``_build_foot`` at the end of its column.

    It implements ``_make``, which calls ``_run``, and ``_result_text``.
    """

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._result: Any = None

    def _build_foot(self, column: QVBoxLayout, make: str, bar_name: str) -> None:
        """Build the foot. ``make``: the words of the button."""
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, BAR_STEPS)
        self.bar.setAccessibleName(bar_name)
        self.bar.hide()
        self.make_button = QPushButton(make)
        self.make_button.setDefault(True)
        self.make_button.setProperty("kind", "filled")
        self.make_button.clicked.connect(self._make)
        self.show_button = QPushButton(self.tr("&Show it"))
        self.show_button.clicked.connect(self._show)
        self.show_button.hide()
        self.close_button = QPushButton(self.tr("Cancel"))
        self.close_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.make_button, self.show_button, self.close_button):
            buttons.addWidget(button)
        column.addWidget(self.note)
        column.addWidget(self.bar)
        column.addStretch(1)
        column.addLayout(buttons)

    @property
    def _fields(self) -> tuple[QWidget, ...]:
        """Return what cannot be changed while it is made."""
        return ()

    def _make(self) -> None:
        """Make the thing that the dialog is for, as its button asks."""
        raise NotImplementedError

    def _result_text(self, result: Any) -> str:
        """Return what to say of the result, whose ``target`` is what was made."""
        raise NotImplementedError

    def _run(self, work: Callable[[Callable[..., None], CancelToken], Any], text: str) -> None:
        """Run ``work`` in the light worker; ``text`` stands there meanwhile."""
        self._show_work(text)
        self._task = run_task(
            work, on_result=self._take_result, on_error=self._take_error, on_progress=self._take_progress
        )

    def _show_work(self, text: str) -> None:
        self.note.setText(text)
        self.bar.setVisible(bool(text))
        for widget in (self.make_button, *self._fields):
            widget.setEnabled(not text)

    def _take_progress(self, done: float, total: float) -> None:
        self.bar.setValue(round(BAR_STEPS * done / max(total, 1e-9)))

    def _take_result(self, result: Any) -> None:
        self._task, self._result = None, result
        self._show_work("")
        self.note.setText(self._result_text(result))
        give_state(self.note, "caution" if getattr(result, "incomplete", ()) else "")
        self.make_button.hide()
        self.show_button.show()
        self.show_button.setFocus()
        self.close_button.setText(self.tr("Close"))

    def _take_error(self, error: SqcodecError) -> None:
        self._task = None
        self._show_work("")
        self.note.setText(
            self.tr("Cancelled; nothing was left.") if isinstance(error, CancelledError) else translate_message(error)
        )

    def _show(self) -> None:
        if self._result is not None:
            reveal(Path(self._result.target))

    def done(self, result: int) -> None:
        """Cancel first while it is made, and stay to say so; else close."""
        if self._task is not None:
            self._task.cancel()
            return
        super().done(result)
