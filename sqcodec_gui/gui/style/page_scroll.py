"""A page of words and fields is as high as what it says; where a screen has not that room, one scrolls it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from sqcodec_gui.gui.style.theme import BAR_PX


class PageScroll(QScrollArea):
    """It shows ``page``, on the ground of what is around it.

    Of several in a ``QStackedWidget`` or ``QTabWidget`` only the one that is shown wants height: so a dialog can be as
    high as the page that one sees.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes from field to field, and what has the focus is in sight
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._page = page
        self.setWidget(page)
        for ground in (self.viewport(), page):
            ground.setAutoFillBackground(False)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self.isHidden():
            return self.minimumSizeHint().height()
        page = self._page
        return page.heightForWidth(width) if page.hasHeightForWidth() else page.sizeHint().height()

    def sizeHint(self) -> QSize:
        wanted = self._page.sizeHint()
        return QSize(wanted.width(), self.heightForWidth(wanted.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._page.minimumSizeHint().width(), BAR_PX)
