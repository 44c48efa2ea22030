"""The row of choices above the queue: which quality, where the small files go, and a way to something new."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from sqcodec_gui.gui.quality import Quality, qualities
from sqcodec_gui.gui.settings import Settings
from sqcodec_gui.gui.theme import faint_colour
from sqcodec_gui.gui.words import size_words

NAME_ROLE = Qt.ItemDataRole.UserRole
SHOWN_LETTERS = 36
"""Of the chosen quality; the list that opens is as wide as it needs."""
LIST_MARGIN = 12


class ChoiceBar(QWidget):
    """Writes the choices into the settings; they hold for everything that still waits."""

    more_wanted = Signal()
    """The person wants to see, or fetch, other qualities."""

    def __init__(self, settings: Settings, record: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.record_button = QToolButton()
        self.record_button.setDefaultAction(record)
        self.record_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.record_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        self._build_quality(row)
        row.addSpacing(16)
        self._build_folder(row)
        row.addStretch(1)
        row.addWidget(self.record_button)
        self.load_qualities()
        self._show_folder()
        settings.changed.connect(self._follow_setting)

    def _build_quality(self, row: QHBoxLayout) -> None:
        label = QLabel(self.tr("&Quality:"))
        self.quality_box = QComboBox()
        self.quality_box.setModel(QStandardItemModel(self.quality_box))
        self.quality_box.setAccessibleName(self.tr("Quality"))
        self.quality_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.quality_box.setMinimumContentsLength(SHOWN_LETTERS)
        self.quality_box.activated.connect(self._choose_quality)
        label.setBuddy(self.quality_box)
        self.more_button = QPushButton(self.tr("&More…"))
        self.more_button.setToolTip(self.tr("All qualities: how they sound, what they take, and how to get them"))
        self.more_button.clicked.connect(self.more_wanted)
        for widget in (label, self.quality_box, self.more_button):
            row.addWidget(widget)

    def _build_folder(self, row: QHBoxLayout) -> None:
        label = QLabel(self.tr("&Save:"))
        self.folder_button = QPushButton()
        self.folder_button.setAccessibleName(self.tr("Where results are saved"))
        self.folder_button.setMenu(self._folder_menu())
        label.setBuddy(self.folder_button)
        row.addWidget(label)
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
        """Shows what is on this machine now; the rest stands there greyed, with what to do."""
        model = self.quality_box.model()
        assert isinstance(model, QStandardItemModel)
        model.clear()
        for quality in qualities():
            model.appendRow(self._item(quality))
        self.quality_box.view().setMinimumWidth(self.quality_box.view().sizeHintForColumn(0) + 2 * LIST_MARGIN)
        self._show_quality()

    def _item(self, quality: Quality) -> QStandardItem:
        text = self.tr("{title} · {size} per hour").format(title=quality.title, size=size_words(quality.bytes_per_hour))
        item = QStandardItem(
            text if quality.is_installed else self.tr("{text} · get it under “More…”").format(text=text)
        )
        item.setData(quality.name, NAME_ROLE)
        item.setToolTip(quality.sound)
        item.setEnabled(quality.is_installed)
        if not quality.is_installed:
            item.setForeground(faint_colour(self.palette()))
        return item

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.load_qualities()

    def _show_quality(self) -> None:
        row = self.quality_box.findData(self._settings.get("model"), NAME_ROLE)
        self.quality_box.setCurrentIndex(row)
        self.quality_box.setToolTip(self.quality_box.itemData(row, Qt.ItemDataRole.ToolTipRole) or "")

    def _choose_quality(self, row: int) -> None:
        self._settings.set("model", self.quality_box.itemData(row, NAME_ROLE))

    def ask_for_folder(self) -> None:
        start = self._settings.get("output_folder") or self._settings.get("last_folder")
        folder = QFileDialog.getExistingDirectory(self, self.tr("Where shall the results go?"), start)
        if folder:
            self._settings.set("output_folder", folder)

    def _show_folder(self) -> None:
        folder = self._settings.get("output_folder")
        self.folder_button.setText(Path(folder).name or folder if folder else self.tr("Beside the original"))
        self.folder_button.setToolTip(folder or self.tr("Each result lies in the folder of its original"))

    def _follow_setting(self, key: str) -> None:
        if key == "model":
            self._show_quality()
        elif key == "output_folder":
            self._show_folder()
        elif key == "exists":
            self._exists_actions[self._settings.get("exists")].setChecked(True)
