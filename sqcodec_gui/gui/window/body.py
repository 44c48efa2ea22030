"""Between its bars the window shows an invitation, or the cards of the queue beside the stage."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QRubberBand, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from sqcodec_gui.gui.queue.empty import EmptyPage
from sqcodec_gui.gui.queue.queue_page import QueuePage
from sqcodec_gui.gui.style.theme import (
    CARDS_LEAST_PX,
    FOLD_BELOW_PX,
    LINE_PX,
    LIST_LEAST_PX,
    LIST_MOST_PX,
    LIST_PX,
    NONE,
)
from sqcodec_gui.gui.window.details import DetailsPane
from sqcodec_gui.gui.window.first_steps import FirstSteps

_SETTLED_MS = 50
"""After so long, words have wrapped to the width that they were given."""

_NO_LIMIT_PX = (1 << 24) - 1
"""Qt's own (QWIDGETSIZE_MAX)."""


class Body(QStackedWidget):
    """Where the window is narrow, the cards fold above the stage."""

    def __init__(self, empty: EmptyPage, page: QueuePage, stage: DetailsPane, first_steps: FirstSteps) -> None:
        super().__init__()
        self._empty, self._page, self._stage, self._first_steps = empty, page, stage, first_steps
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(page)
        self.splitter.addWidget(stage)
        self.splitter.setHandleWidth(LINE_PX)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self._steps_place = QWidget()
        self._steps_below_cards = QVBoxLayout(self._steps_place)
        self._steps_below_cards.setContentsMargins(NONE, NONE, NONE, NONE)
        page.column.addWidget(self._steps_place)
        empty.add_below(first_steps)
        self.addWidget(empty)
        self.addWidget(self.splitter)
        self._drop_frame = QRubberBand(QRubberBand.Shape.Rectangle, self)
        self._is_laid_out = False
        self._deferred = QTimer(self, singleShot=True, interval=0)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        for timer in (self._deferred, self._settled):
            timer.timeout.connect(self._give_room)
        stage.installEventFilter(self)
        self.splitter.splitterMoved.connect(lambda: self._deferred.start())
        self._fold(False)

    @property
    def is_empty(self) -> bool:
        return self.currentWidget() is self._empty

    @property
    def is_folded(self) -> bool:
        return self.splitter.orientation() is Qt.Orientation.Vertical

    def show_empty(self, is_empty: bool) -> None:
        """Show the invitation, or the cards; the first steps go with what is seen."""
        if is_empty == self.is_empty:
            return
        if is_empty:
            self._empty.add_below(self._first_steps)
        else:
            self._steps_below_cards.addWidget(self._first_steps)
        self._first_steps.lie(is_empty)
        self.setCurrentWidget(self._empty if is_empty else self.splitter)

    def show_hover(self, is_hovered: bool) -> None:
        """Show that something can be dropped here."""
        self._empty.set_hovered(is_hovered)
        self._drop_frame.setGeometry(self.rect())
        self._drop_frame.setVisible(is_hovered and not self.is_empty)

    def show_stage(self, is_shown: bool) -> None:
        """Show or hide the stage; without it, the cards have all the room."""
        self._stage.setVisible(is_shown)
        self._fold(self.is_folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stage.line.fit()
        self._fold(event.size().width() < FOLD_BELOW_PX)
        self._deferred.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._stage and event.type() is QEvent.Type.LayoutRequest:
            self._deferred.start()
            self._settled.start()
        return False

    def _give_room(self) -> None:
        """Give the stage, from the cards above it, what its words take, which depends on its width; where that is not
        enough, its words give way: never does one thing lie over another."""
        layout, (cards_px, stage_px) = self._stage.layout(), self.splitter.sizes()
        if not self.is_folded or self._stage.isHidden() or layout is None:
            return
        asked_px = layout.minimumHeightForWidth(self._stage.width()) if layout.hasHeightForWidth() else 0
        laid_px = self._stage.childrenRect().bottom() + 1  # words that wrapped late are not in what is asked
        needed_px = max(asked_px, laid_px)
        lacking_px = needed_px - stage_px
        given_px = max(0, min(lacking_px, cards_px - self._page.minimumHeight()))
        if given_px > 0:
            self.splitter.setSizes([cards_px - given_px, stage_px + given_px])
            self._page.keep_in_sight()
        if lacking_px > given_px:
            self._stage.line.yield_px(lacking_px - given_px)

    def _fold(self, is_folded: bool) -> None:
        wanted = Qt.Orientation.Vertical if is_folded else Qt.Orientation.Horizontal
        self._page.fold(is_folded)
        is_new = self.splitter.orientation() is not wanted or not self._is_laid_out
        self._is_laid_out = self._is_laid_out or self.isVisible()
        self.splitter.setOrientation(wanted)
        if is_folded:
            self._page.setMinimumSize(NONE, CARDS_LEAST_PX)
            self._page.setMaximumWidth(_NO_LIMIT_PX)
        else:
            self._page.setMinimumSize(LIST_LEAST_PX, NONE)
            self._page.setMaximumWidth(_NO_LIMIT_PX if self._stage.isHidden() else LIST_MOST_PX)
        if is_new:
            self.splitter.setSizes([2 * CARDS_LEAST_PX, self.height()] if is_folded else [LIST_PX, self.width()])
        self._steps_place.setVisible(not is_folded)
