"""The settings have a page for each matter; what is changed counts at once for what still waits."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui.engine.device import ENGINES
from sqcodec_gui.file_types import WRITTEN
from sqcodec_gui.gui.help.dialogs import close_button
from sqcodec_gui.gui.models.quality_choices import qualities
from sqcodec_gui.gui.recording.folder import usual_folder
from sqcodec_gui.gui.settings.fields import DeviceTest, FolderField, NameField
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.style.fitted_dialog import FittedDialog
from sqcodec_gui.gui.style.form_rows import line_up
from sqcodec_gui.gui.style.page_scroll import PageScroll
from sqcodec_gui.gui.style.theme import LARGE, LINE_PX, MEDIUM, NONE, SMALL, give_size


class SettingsDialog(FittedDialog):
    """It has one control for each key of the table of defaults that people choose; its object name is the key."""

    def __init__(self, settings: UserSettings, example: Path | None = None, parent: QWidget | None = None) -> None:
        """Build the dialog. ``example``: a recording whose result's name is shown."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self._settings = settings
        self._example = example
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("Pages of the settings"))
        self._form = QFormLayout()
        self._build_compressing()
        self._build_files()
        self._build_restoring()
        self._build_computer()
        self._build_sound()
        self._build_window()
        self.tabs.currentChanged.connect(self._follow_page)
        column = QVBoxLayout(self)
        column.addWidget(self.tabs)
        column.addWidget(close_button(self))
        for form in self.findChildren(QFormLayout):
            line_up(form)
        give_size(self, "medium")
        # So wide that every page has its name in sight; where a screen has not that room, Qt lets one scroll.
        names_px = self.tabs.tabBar().sizeHint().width() + 2 * (MEDIUM + LINE_PX)
        self.resize(min(max(self.width(), names_px), self.screen().availableGeometry().width()), self.height())

    def _build_compressing(self) -> None:
        self._begin_page(self.tr("Making &small"))
        self._add_choice(
            "model", self.tr("&Quality:"), {one.name: one.title for one in qualities() if one.is_installed}
        )
        self._add_choice(
            "channels",
            self.tr("S&tereo and more:"),
            {"keep": self.tr("keep all channels"), "mix": self.tr("mix down to one channel: smaller")},
        )
        self._add_check(
            "check",
            self.tr("Check &each file after making it"),
            self.tr("Brings the new file back and compares it with the recording; takes about as long again."),
        )
        self._add_check("start_on_add", self.tr("&Begin as soon as something is added"), "")

    def _build_files(self) -> None:
        self._begin_page(self.tr("&Files"))
        beside = self.tr("beside the original")
        self._form.addRow(self.tr("Results &go:"), FolderField(self._settings, "output_folder", beside))
        self._form.addRow(self.tr("Their &names:"), NameField(self._settings, self._example))
        self._add_choice(
            "exists",
            self.tr("If a f&ile is already there:"),
            {
                "number": self.tr("give the new one a number"),
                "skip": self.tr("skip it"),
                "overwrite": self.tr("replace the old one"),
            },
        )
        recordings = str(usual_folder())
        self._form.addRow(self.tr("N&ew recordings:"), FolderField(self._settings, "recordings_folder", recordings))
        self._add_check(
            "offer_trash",
            self.tr("&Ask whether originals shall go to the trash when a queue is finished"),
            self.tr("Each small file is checked first, and nothing is moved without your yes to the list."),
        )

    def _build_restoring(self) -> None:
        self._begin_page(self.tr("&Restoring"))
        formats = {container: written.name for container, written in WRITTEN.items()}
        self._add_choice("restore_format", self.tr("Restored recordings &become:"), formats)
        self._add_choice(
            "restore_rate",
            self.tr("Their sa&mple rate:"),
            {"original": self.tr("as the original"), "codec": self.tr("only what is needed")},
        )

    def _build_computer(self) -> None:
        self._begin_page(self.tr("This &computer"))
        self._add_choice(
            "device",
            self.tr("Wor&k is done by:"),
            {
                "auto": self.tr("the fastest there is"),
                "cpu": self.tr("the processor"),
                "cuda": self.tr("the NVIDIA or AMD graphics processor"),
                "mps": self.tr("the Apple graphics processor"),
            },
        )
        self._add_choice(
            "engine",
            self.tr("By &means of:"),
            {name: self.tr("whatever is fastest there") if name == "auto" else name for name in ENGINES},
        )
        self.device_test = DeviceTest(self._settings)
        self._form.addRow(self.device_test)

    def _build_sound(self) -> None:
        self._begin_page(self.tr("S&ound and notices"))
        self._add_check("sound_when_done", self.tr("A so&und when the queue is finished"), "")
        self._add_check(
            "notify_when_done",
            self.tr("A &notice when the queue is finished"),
            self.tr("Only while you look at another window"),
        )

    def _build_window(self) -> None:
        self._begin_page(self.tr("&Window"))
        self._add_choice(
            "appearance",
            self.tr("&Appearance:"),
            {"system": self.tr("as the system"), "light": self.tr("light"), "dark": self.tr("dark")},
        )
        # Languages are named in themselves, so that one finds the own one in any.
        self._add_choice(
            "language",
            self.tr("&Language:"),
            {"system": self.tr("as the system"), "en": "English", "de": "Deutsch", "zh_CN": "简体中文"},
        )
        note = QLabel(self.tr("Another language is spoken from the next start on."))
        note.setWordWrap(True)
        note.setProperty("kind", "facts")
        self._form.addRow("", note)

    def _follow_page(self) -> None:
        """Be as high as the page that is seen; the names of the pages stay where they are."""
        self.tabs.updateGeometry()
        self.fit()

    def done(self, result: int) -> None:
        self.device_test.stop()
        super().done(result)

    def _begin_page(self, title: str) -> None:
        page = QWidget()
        self._form = QFormLayout(page)
        self._form.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, SMALL)
        self._form.setHorizontalSpacing(MEDIUM)
        self.tabs.addTab(PageScroll(page), title)

    def _add_choice(self, key: str, label: str, texts: Mapping[str, str]) -> None:
        box = QComboBox()
        box.setObjectName(key)
        for value, text in texts.items():
            box.addItem(text, value)
        box.setCurrentIndex(box.findData(self._settings.get(key)))
        box.activated.connect(lambda row: self._settings.set(key, box.itemData(row)))
        self._form.addRow(label, box)

    def _add_check(self, key: str, text: str, reason: str) -> None:
        check = QCheckBox(text)
        check.setObjectName(key)
        check.setAccessibleDescription(reason)
        check.setChecked(self._settings.get(key))
        check.toggled.connect(lambda is_on: self._settings.set(key, is_on))
        self._form.addRow(check)
        if reason:
            self._form.addRow(self._below(reason))

    def _below(self, reason: str) -> QLabel:
        """Make the label below the words of a box to tick, which says why one would."""
        label = QLabel(reason)
        label.setWordWrap(True)
        label.setProperty("kind", "facts")
        label.setContentsMargins(LARGE, NONE, NONE, SMALL)
        return label
