"""A button below the comparison lets other codecs be heard at the size of the small file."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from sqcodec_gui.gui.compare.roles import PEERS, Role, role_name


class PeerButton(QPushButton):
    """Its menu has the small file itself, and the same recording as other codecs keep it."""

    chosen = Signal(object)
    """A ``Role``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Compare with Opus"), parent)
        self.setProperty("kind", "soft")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tip = self.tr("Hear the same recording as Opus or MP3 would keep it at this size (O: there and back)")
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)
        menu = QMenu(self)
        group = QActionGroup(self)
        self.actions_by_role: dict[Role, QAction] = {}
        for role in (Role.SMALL, *PEERS):
            name = role_name(role)
            text = name if role is Role.SMALL else self.tr("{name} of the same size").format(name=name)
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setActionGroup(group)
            action.triggered.connect(lambda _checked=False, role=role: self.chosen.emit(role))
            self.actions_by_role[role] = action
        menu.setTitle(self.text())
        self.setMenu(menu)

    def show_choice(self, role: Role, is_possible: bool) -> None:
        """Show which one is heard below, or comes; ``is_possible``: there is an original to make others of."""
        self.setEnabled(is_possible)
        self.menu().menuAction().setEnabled(is_possible)
        if role in self.actions_by_role:
            self.actions_by_role[role].setChecked(True)
