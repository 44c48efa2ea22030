"""The bar at the top has ways in, which quality, and where the small files go."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from sqcodec_gui.gui.models.quality_choices import Offer, offers, title_of
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.style.compact import CompactRow
from sqcodec_gui.gui.style.icons import give_icon
from sqcodec_gui.gui.style.theme import MEDIUM, SMALL, TINY
from sqcodec_gui.gui.wording.formatting import size_words, without_key


class ChoiceBar(CompactRow):
    """It writes the choices into the settings; they hold for everything that still waits."""

    more_wanted = Signal()
    """The person wants to see, or fetch, other qualities."""

    def __init__(
        self,
        settings: UserSettings,
        add: Sequence[QAction],
        record: QAction,
        settings_action: QAction,
    ) -> None:
        """Build the bar. ``add``: the ways to put something in, the usual one first."""
        super().__init__()
        self._settings = settings
        self.setProperty("kind", "bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        row.setSpacing(SMALL)
        self.add_button = self._button("plus", self.tr("&Add"), self.tr("Add recordings, folders or small files"))
        self.add_button.setMenu(_menu_of(add, self))
        self.record_button = self._button("mic", without_key(record.text()).rstrip("…"), record.toolTip())
        self.record_button.clicked.connect(record.trigger)
        for button in (self.add_button, self.record_button):
            row.addWidget(button)
        row.addSpacing(MEDIUM)
        self._build_quality(row)
        row.addStretch(1)
        self._build_folder(row)
        self.settings_button = QToolButton()
        self._make_quiet(self.settings_button, "settings-2", settings_action.toolTip())
        self.settings_button.setAccessibleName(without_key(settings_action.text()).rstrip("…"))
        self.settings_button.clicked.connect(settings_action.trigger)
        row.addWidget(self.settings_button)
        self.load_qualities()
        self._show_folder()
        self.let_go_of_words([self.add_button, self.record_button, self.folder_button])
        settings.changed.connect(self._follow_setting)

    def _button(self, icon: str, text: str, tip: str) -> QPushButton:
        button = QPushButton()
        self._make_quiet(button, icon, tip)
        self.say(button, text)
        return button

    def _make_quiet(self, button: QAbstractButton, icon: str, tip: str) -> None:
        button.setProperty("kind", "quiet")
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        give_icon(button, icon)

    def _build_quality(self, row: QHBoxLayout) -> None:
        self._group = QButtonGroup(self)
        self.quality_buttons: dict[str, QPushButton] = {}
        """By the name of the model that stands behind each."""
        self._segments = QHBoxLayout()
        self._segments.setSpacing(TINY)
        row.addLayout(self._segments)
        self.more_button = self._button(
            "chevron-down", "", self.tr("All qualities: how they sound, what they take, and how to get them")
        )
        self.more_button.setAccessibleName(self.tr("All qualities"))
        self.more_button.clicked.connect(self.more_wanted)
        row.addWidget(self.more_button)

    def _build_folder(self, row: QHBoxLayout) -> None:
        self.folder_button = self._button("save", "", "")
        self.folder_button.setMenu(self._folder_menu())
        row.addWidget(self.folder_button)

    def _folder_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("&Beside the original"), lambda: self._settings.set("output_folder", ""))
        menu.addAction(self.tr("In a &folder…"), self.ask_for_folder)
        menu.addSection(self.tr("If the file is already there"))
        group = QActionGroup(menu)
        self._exists_actions = {}
        for policy, text in {
            "number": self.tr("Give the new one a &number"),
            "skip": self.tr("&Skip it"),
            "overwrite": self.tr("&Replace the old one"),
        }.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setActionGroup(group)
            action.triggered.connect(lambda _checked=False, policy=policy: self._settings.set("exists", policy))
            self._exists_actions[policy] = action
        self._exists_actions[self._settings.get("exists")].setChecked(True)
        return menu

    def load_qualities(self) -> None:
        """Show the few choices, as this machine has them now; one that is not here leads to where it can be had."""
        for button in self.quality_buttons.values():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self.quality_buttons = {}
        for offer in offers():
            self._add_segment(offer.quality.name, offer.choice.title, self._tip(offer), offer.quality.is_installed)
        self._show_quality()

    def _add_segment(self, model: str, title: str, tip: str, is_here: bool) -> None:
        button = QPushButton(title)
        button.setProperty("kind", "segment")
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if is_here:
            button.setCheckable(True)
            button.setAutoExclusive(True)  # a screen reader says that it is one of several
            self._group.addButton(button)
            button.clicked.connect(lambda: self._settings.set("model", model))
        else:  # none of those that arrow keys choose among
            give_icon(button, "download", "faint")
            button.clicked.connect(self.more_wanted)
        self.quality_buttons[model] = button
        self._segments.addWidget(button)
        button.show()  # at once: what is hidden has no size when the room for words is measured

    def _tip(self, offer: Offer) -> str:
        quality = offer.quality
        lines = [
            self.tr("{about}: {size} per hour").format(
                about=offer.choice.about, size=size_words(quality.bytes_per_hour)
            ),
            quality.sound if quality.is_installed else self.tr("Not on this computer yet: click to see how to get it"),
        ]
        return "\n".join(lines)

    def _show_quality(self) -> None:
        """Show a quality; one that is none of the few gets a button of its own."""
        chosen = self._settings.get("model")
        if chosen not in self.quality_buttons:
            self._add_segment(chosen, title_of(chosen), self.tr("Chosen among all qualities"), True)
        elif not self.quality_buttons[chosen].isCheckable():  # chosen once, and not here any more
            self.quality_buttons[chosen].setCheckable(True)
            self._group.addButton(self.quality_buttons[chosen])
        for button in self._group.buttons():  # Tab reaches the one that is chosen, arrow keys the others
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.quality_buttons[chosen].setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.quality_buttons[chosen].setChecked(True)
        self.words_changed()

    def ask_for_folder(self) -> None:
        start = self._settings.get("output_folder") or self._settings.get("last_folder")
        folder = QFileDialog.getExistingDirectory(self, self.tr("Where shall the results go?"), start)
        if folder:
            self._settings.set("output_folder", folder)

    def _show_folder(self) -> None:
        folder = self._settings.get("output_folder")
        place = Path(folder).name or folder if folder else self.tr("Beside the original")
        self.say(self.folder_button, place.replace("&", "&&"))
        self.folder_button.setToolTip(
            self.tr("Results are saved in {folder}").format(folder=folder)
            if folder
            else self.tr("Each result is saved in the folder of its original")
        )
        self.folder_button.setAccessibleName(self.tr("Save: {place}").format(place=place))

    def _follow_setting(self, key: str) -> None:
        if key == "model":
            self.load_qualities()
        elif key == "output_folder":
            self._show_folder()
        elif key == "exists":
            self._exists_actions[self._settings.get("exists")].setChecked(True)


def _menu_of(actions: Sequence[QAction], parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.addActions(list(actions))
    return menu
