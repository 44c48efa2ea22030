"""A state is shown beside words: by its icon, and by the colour of the words."""

from PySide6.QtWidgets import QLabel, QWidget

from sqcodec_gui.gui.style import icons
from sqcodec_gui.gui.style.theme import ICON_PX, current_tokens, follow_theme


class StateSign(QLabel):
    """It shows the icon of a state, in its colour. It says nothing that the words beside it do not say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = ("", "")
        """Names of the icon and of its colour in ``theme.Tokens``."""
        self.hide()
        follow_theme(self._draw)

    def show_sign(self, icon: str, colour: str) -> None:
        """Show the icon of this name in the colour of that name; an empty icon hides it."""
        self.shown = (icon, colour)
        self.setVisible(bool(icon))
        self._draw()

    def _draw(self) -> None:
        icon, colour = self.shown
        if icon:
            self.setPixmap(icons.pixmap(icon, getattr(current_tokens(), colour), ICON_PX, self.devicePixelRatioF()))


def give_state(label: QLabel, colour: str) -> None:
    """Give words the colour of a state, “caution” or “bad”; “” for those of any other."""
    if label.property("state") != colour:
        label.setProperty("state", colour)
        label.style().unpolish(label)
        label.style().polish(label)
