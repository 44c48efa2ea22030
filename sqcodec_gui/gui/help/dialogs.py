"""The menu Help has dialogs: a page of help with the list of keys, and what this program is made of."""

import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, metadata

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui import __version__
from sqcodec_gui.gui.help.help_page import HelpPage
from sqcodec_gui.gui.style.row_table import RowTable
from sqcodec_gui.gui.style.theme import give_size
from sqcodec_gui.gui.wording.formatting import without_key

PARTS = (
    *("PySide6_Essentials", "torch", "numpy", "soundfile", "av", "soxr", "sounddevice", "pyqtgraph", "constriction"),
    *("safetensors", "huggingface_hub", "tinytag", "platformdirs", "send2trash"),
)


class HelpDialog(QDialog):
    """It says what one does here, with pictures; then every key, from the actions, and the comparison's."""

    def __init__(self, actions: list[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Help"))
        native = QKeySequence.SequenceFormat.NativeText
        rows = [(action.shortcut().toString(native), without_key(action.text())) for action in actions]
        rows += self._keys_of_comparison()
        self.table = _table(self.tr("Keys"), [self.tr("Key"), self.tr("What it does")], rows)
        self.page = HelpPage()
        tabs = QTabWidget()
        tabs.setAccessibleName(self.tr("Pages of the help"))
        tabs.addTab(self.page, self.tr("&How it works"))
        tabs.addTab(self.table, self.tr("&Keys"))
        column = QVBoxLayout(self)
        column.addWidget(tabs)
        column.addWidget(close_button(self))
        give_size(self, "tall")

    def _keys_of_comparison(self) -> list[tuple[str, str]]:
        """Return the keys that the panel takes itself, and only while the focus is in it."""
        return [
            (self.tr("In the comparison:"), ""),
            (self.tr("Space"), self.tr("Play or pause, wherever you are; a button that Tab led to is pressed")),
            (
                "X",
                self.tr(
                    "Switch between the original and the other one, at the same place; in the list, too, while it plays"
                ),
            ),
            (self.tr("H, held"), self.tr("Hear the other one as long as the key is down")),
            ("1, 2, 3", self.tr("The original, the other one, the original with limited treble")),
            ("Q", self.tr("Hear the small file with less of it (Shift+Q: with more)")),
            ("O", self.tr("Hear the same as Opus or MP3 of the same size, and back")),
            ("V", self.tr("Waveform, spectrogram, difference")),
            ("W", self.tr("The next place that differs most (Shift+W: the one before)")),
            (self.tr("Left, Right"), self.tr("Five seconds back or forth")),
            (self.tr("Page Up, Page Down"), self.tr("To the mark (chapter, cue point) before or after")),
            (self.tr("Home, End"), self.tr("To the start or the end")),
            ("+, −, 0", self.tr("Closer, farther, all of it")),
            ("[, ]", self.tr("The loop starts or ends at the play head")),
            (self.tr("Ctrl+Left, Ctrl+Right"), self.tr("Move the start of the loop by 10 ms")),
            (self.tr("Ctrl+Shift+Left, …Right"), self.tr("Move the end of the loop by 10 ms")),
            (self.tr("… with Alt"), self.tr("Move it by 1 ms")),
            (self.tr("Esc"), self.tr("Clear the loop")),
            (self.tr("In a blind test:"), ""),
            ("1, 2, X", self.tr("Listen to it")),
            (self.tr("Left, Right"), self.tr("Mark the first or the second answer")),
            (self.tr("Enter"), self.tr("Give the marked answer")),
            (self.tr("Home"), self.tr("The passage from its start")),
        ]


class AboutDialog(QDialog):
    """It lists versions and licences of this program and of the parts that are installed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About"))
        title = QLabel(f"<h2>{QApplication.applicationDisplayName()} {__version__}</h2>")
        title.setTextFormat(Qt.TextFormat.RichText)
        text = QLabel(
            self.tr(
                "Makes recordings small with neural codecs, keeps them safe, and lets you hear what was lost.\nFree"
                " software under the MIT licence. Nothing you open leaves this machine.\nThe package av carries FFmpeg,"
                " parts of which are under the LGPL and the GPL."
            )
        )
        text.setText(text.text().replace("\n", "\n\n"))  # each sentence by itself
        text.setWordWrap(True)
        rows = [("Python", platform.python_version(), "PSF-2.0"), *filter(None, map(_part, PARTS))]
        made_with = self.tr("Made with")
        self.table = _table(made_with, [made_with, self.tr("Version"), self.tr("Licence")], rows)
        column = QVBoxLayout(self)
        for widget in (title, text, self.table, close_button(self)):
            column.addWidget(widget)
        give_size(self, "tall")


def _part(name: str) -> tuple[str, str, str] | None:
    try:
        found = metadata(name)
    except PackageNotFoundError:  # an optional part
        return None
    expressions = found.get_all("License-Expression") or []
    classifiers = [line for line in found.get_all("Classifier") or [] if line.startswith("License :: ")]
    texts = [text.partition("\n")[0][:60] for text in found.get_all("License") or []]
    licences = expressions or [line.rpartition(" :: ")[2] for line in classifiers] or texts
    return found["Name"], found["Version"], ", ".join(licences)


def _table(name: str, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> RowTable:
    table = RowTable(titles, name)
    table.setRowCount(len(rows))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.setItem(row, column, QTableWidgetItem(text))
    table.resizeColumnsToContents()
    table.horizontalHeader().setSectionResizeMode(len(titles) - 1, QHeaderView.ResizeMode.Stretch)
    return table


def close_button(dialog: QDialog) -> QDialogButtonBox:
    """Return a row with one button, which closes the dialog."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    # Where no theme of icons is installed, Qt's own is a black cross, on dark ground, too.
    buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
    buttons.rejected.connect(dialog.reject)
    return buttons
