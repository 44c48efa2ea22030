"""Here one chooses the passage to listen to: the loop of the comparison, or one that the program proposes."""

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout

from sqcodec_gui.gui.style.theme import TINY
from sqcodec_gui.gui.wording.formatting import moment_words
from sqcodec_gui.listening.passage import Passage
from sqcodec_gui.listening.passage_selection import USUAL_S


class PassageChoice(QVBoxLayout):
    """It shows two buttons, one above the other. Call ``offer_loop`` before it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setSpacing(TINY)
        self._loop_s: tuple[float, float] | None = None
        self.loop_button = QRadioButton()
        self.proposed_button = QRadioButton(
            self.tr("One that the &program proposes: {n} s in which most is said").format(n=round(USUAL_S))
        )
        group = QButtonGroup(self)
        for button in (self.loop_button, self.proposed_button):
            group.addButton(button)
            self.addWidget(button)

    def offer_loop(self, loop_s: tuple[float, float] | None) -> None:
        """Choose the loop with this start and end in seconds; None means that there is no loop to choose."""
        self._loop_s = loop_s
        if loop_s is None:
            text = self.tr("The &loop of the comparison (there is none: drag one with Shift there)")
        else:
            start, stop = (moment_words(time_s, 2) for time_s in loop_s)
            text = self.tr("The &loop of the comparison: {start} – {stop}").format(start=start, stop=stop)
        self.loop_button.setText(text)
        self.loop_button.setEnabled(loop_s is not None)
        (self.proposed_button if loop_s is None else self.loop_button).setChecked(True)

    @property
    def passage(self) -> Passage | None:
        """Return what was chosen, in seconds; None means that one is to be proposed."""
        is_loop = self._loop_s is not None and self.loop_button.isChecked()
        return Passage(*self._loop_s) if is_loop and self._loop_s is not None else None
