"""Names, tags and the words of headers are shown as they are, in every label, tool tip, message and menu."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QStatusBar,
    QStyleFactory,
    QTextEdit,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.model_store.installed import InstalledModel
from sqcodec_gui.container import SourceLoss, SqcReader, SqcWriter
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice
from sqcodec_gui.gui import worker
from sqcodec_gui.gui.blind_test.dialog import BlindTestDialog
from sqcodec_gui.gui.compare.panel import ComparePanel
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.models.fetching import Fetching, FetchStage
from sqcodec_gui.gui.models.no_internet_dialog import NoInternetDialog
from sqcodec_gui.gui.models.qualities_dialog import QualitiesDialog
from sqcodec_gui.gui.quality_chooser.dialog import QualityChooser
from sqcodec_gui.gui.quality_chooser.encoding import QueuedRecording
from sqcodec_gui.gui.recording import dialog as recording
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.sharing.page_dialog import PageDialog
from sqcodec_gui.gui.sharing.shrink_dialog import ShrinkDialog
from sqcodec_gui.gui.style.indicator_style import IndicatorStyle
from sqcodec_gui.gui.window.closing import ask_how_to_close
from sqcodec_gui.gui.wording.plain_text import TIP_LETTERS, tip_of
from sqcodec_gui.marks import Mark
from sqcodec_gui.playback.devices import Device

NASTY = "<b>x</b><img src=y>"
WAIT_MS = 60_000


@pytest.fixture(autouse=True)
def style(qapp: QApplication) -> Iterator[None]:
    """The program's own."""
    before = qapp.style().objectName()
    qapp.setStyle(IndicatorStyle())
    yield
    qapp.setStyle(QStyleFactory.create(before))


def rendered(label: QLabel) -> str:
    """The letters that a person sees of it."""
    label.ensurePolished()
    assert label.textFormat() is not Qt.TextFormat.AutoText, label.text()
    if label.textFormat() is Qt.TextFormat.PlainText:
        return label.text()
    document = QTextDocument()
    document.setHtml(label.text())
    assert "\ufffc" not in document.toPlainText(), f"a picture: {label.text()}"
    return document.toPlainText()


def texts_below(window: QWidget) -> list[str]:
    """What all of its labels say; each must show it as it is."""
    return [rendered(label) for label in (*window.findChildren(QLabel), window) if isinstance(label, QLabel)]


ROLES = (
    *(Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole),
    *(Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.WhatsThisRole),
)


def said_by_view(view: QAbstractItemView) -> Iterator[str]:
    model, top = view.model(), QModelIndex()
    if model is None:
        return
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(top)
    for row in range(model.rowCount(top)):
        for column in range(columns):
            data = (model.index(row, column).data(role) for role in ROLES)
            yield from (text for text in data if isinstance(text, str))


def said_by(widget: QWidget) -> Iterator[str]:
    """What a widget says in other ways than as a label."""
    yield from (widget.toolTip(), widget.statusTip(), widget.whatsThis(), widget.windowTitle())
    yield from (widget.accessibleName(), widget.accessibleDescription())
    for action in widget.actions():
        yield from (action.text().replace("&&", "&"), action.toolTip(), action.statusTip(), action.whatsThis())
    if isinstance(widget, QStatusBar):
        yield widget.currentMessage()
    elif isinstance(widget, QTextEdit):
        assert "\ufffc" not in widget.toPlainText(), "a picture"
        yield widget.toPlainText()
    elif isinstance(widget, QAbstractItemView):
        yield from said_by_view(widget)


def all_said(window: QWidget) -> list[str]:
    """By labels, menus, tips, tables, the status bar, and to screen readers. Tips are looked at as they are shown."""
    for menu in window.findChildren(QMenu):
        menu.aboutToShow.emit()
    said = texts_below(window)
    for widget in (window, *window.findChildren(QWidget)):
        said += said_by(widget)
    said = [text for text in dict.fromkeys(said) if text]
    assert not [text for text in said if "&lt;" in text], "escaped where nothing is taken for markup"
    for text in said:
        if "<" in text:
            QToolTip.showText(QPoint(5, 5), text, window)
            (tip,) = (one for one in QApplication.topLevelWidgets() if one.inherits("QTipLabel") and one.isVisible())
            assert rendered(tip) == text  # type: ignore[arg-type]
    QToolTip.hideText()
    return said


def test_labels_messages_and_tool_tips_guess_nothing(qtbot: QtBot) -> None:
    label, box = QLabel(NASTY), QMessageBox(QMessageBox.Icon.Question, NASTY, NASTY)
    box.setInformativeText(NASTY)
    for widget in (label, box):
        qtbot.addWidget(widget)
        widget.show()
    assert rendered(label) == NASTY
    assert texts_below(box).count(NASTY) == 2
    QToolTip.showText(QPoint(5, 5), NASTY, label)
    (tip,) = (one for one in QApplication.topLevelWidgets() if one.inherits("QTipLabel"))
    assert rendered(tip) == NASTY  # type: ignore[arg-type]
    QToolTip.hideText()


def test_own_markup_stays(qtbot: QtBot) -> None:
    label = QLabel("<b>bold</b>")
    label.setTextFormat(Qt.TextFormat.RichText)
    qtbot.addWidget(label)
    label.show()
    assert rendered(label) == "bold"


def test_a_long_tip_has_lines_that_fit() -> None:
    assert max(map(len, tip_of(f"{NASTY} " * 40).splitlines())) <= TIP_LETTERS
    assert tip_of(NASTY) == NASTY
    assert "".join(tip_of("x" * 300).splitlines()) == "x" * 300


@pytest.fixture
def pair(tiny: CodecConfig, write_sound: Callable[..., Path], tmp_path: Path) -> tuple[Path, Path]:
    """A recording and its small file at “<b>x</b><img src=y>.wav” (the slash is one of a folder's), whose header names
    it so, and a small file whose header has such a model."""
    folder = tmp_path / "<b>x<"
    folder.mkdir()
    source = write_sound("plain.wav", 1.0).rename(folder / "b><img src=y>.wav")
    small = compress(source, None, CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False)).target
    other = folder / "b><img src=model>.sqc"
    with SqcReader(small) as reader, other.open("w+b") as file:
        hostile = replace(
            reader.header.source,
            name=NASTY,
            container=NASTY,
            sample_format=NASTY,
            dates={"modified": NASTY},
            tags={"title": [NASTY], NASTY: [NASTY]},
            tracks=(NASTY, NASTY),
            track=1,
            lost=(SourceLoss(0.0, 0.0, False, NASTY),),
            marks=(Mark(0.0, NASTY, None, NASTY),),
        )
        header = replace(reader.header, model=NASTY, encoder=NASTY, source=hostile)
        writer = SqcWriter(file, header)
        for index in range(len(reader.blocks)):
            writer.write_block(reader.read_block(index))
        writer.finish(sample_count=100, source_frames=100, source_sha256="0" * 64)
    return source, other


def test_every_widget_shows_hostile_names_as_they_are(
    pair: tuple[Path, Path],
    make_window: Callable[[], MainWindow],
    outputs: Any,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sqcodec_gui.gui.compare.panel.ComparePanel", ComparePanel)
    looked_at: list[str] = []

    def look(dialog: QDialog) -> int:
        dialog.show()
        looked_at.extend(all_said(dialog))
        dialog.close()
        return 0

    for kind in (QDialog, QMessageBox):
        monkeypatch.setattr(kind, "exec", look)
    window = make_window()
    bad = pair[0].with_name("b><img src=bad>.wav")
    bad.write_bytes(b"no sound")
    window.add_paths([*pair, bad])
    qtbot.waitUntil(lambda: len(window.model.records) == 3, timeout=WAIT_MS)
    everywhere: set[str] = set()
    for row in range(3):
        window.view.setCurrentIndex(window.model.index(row))
        qtbot.waitUntil(lambda: any("img src" in text for text in texts_below(window.details)), timeout=WAIT_MS)
        shown = all_said(window)
        assert any("b><img src=" in text for text in shown), shown
        everywhere.update(shown)
    assert any("img src=" in text for view in window.findChildren(QAbstractItemView) for text in said_by_view(view))
    assert any("img src=" in action.text() for menu in window.findChildren(QMenu) for action in menu.actions())
    window.show_status(NASTY)
    assert NASTY in all_said(window)
    ask_how_to_close(window)
    window.view.setCurrentIndex(window.model.index(1))
    for name in ("settings", "qualities", "about", "archive_kit", "trash_originals", "help"):
        window.actions_by_name[name].trigger()
    assert looked_at


class NoMicrophone:
    """Opened, and never hears anything."""

    def __init__(self, device: Device, channels: int) -> None:
        self.name, self.channels, self.sample_rate_hz, self.is_running = device.name, channels, 8_000, True

    def start(self, take: object) -> None:
        pass

    def close(self) -> None:
        pass


Open = Callable[[tuple[Path, Path], UserSettings], QDialog]


def open_recorder(_pair: tuple[Path, Path], settings: UserSettings) -> QDialog:
    dialog = recording.RecordDialog(settings, lambda: None)
    dialog.open_up()
    return dialog


def open_models(_pair: tuple[Path, Path], settings: UserSettings) -> QDialog:
    """While one is fetched whose name is not ours."""
    fetching = Fetching(settings)
    dialog = QualitiesDialog(settings, fetching)
    fetching.model, fetching.is_download, fetching.stage = NASTY, True, FetchStage.DOWNLOADING
    fetching.changed.emit()
    return dialog


def chooser(pair: tuple[Path, Path], settings: UserSettings) -> QDialog:
    return QualityChooser(
        [QueuedRecording(pair[0], 1.0, 1, 32_000), QueuedRecording(pair[1], 2.0, 1, 64_000)], settings
    )


OTHERS: dict[str, Open] = {
    "record": open_recorder,
    "blind test": lambda pair, settings: BlindTestDialog(*pair, settings),
    "which quality": chooser,
    "make smaller": lambda pair, settings: ShrinkDialog(pair[1], 1.0),
    "share": lambda pair, settings: PageDialog([pair[1]], settings),
    "models": open_models,
    "no internet": lambda pair, settings: NoInternetDialog(NASTY),
}


@pytest.mark.parametrize("name", OTHERS)
def test_every_other_dialog_shows_them_as_they_are(
    pair: tuple[Path, Path],
    settings: UserSettings,
    outputs: Any,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
) -> None:
    weights = tmp_path / "model.safetensors"
    weights.touch()
    model = InstalledModel(NASTY, "0" * 64, weights, NASTY, "imported", True)
    monkeypatch.setattr("sqcodec_gui.gui.models.quality_choices.list_installed", lambda: [model])
    monkeypatch.setattr(recording, "list_devices", lambda kind: [Device(0, NASTY, 1, 8_000, True)])
    monkeypatch.setattr(recording, "Microphone", NoMicrophone)
    settings.set("output_folder", str(tmp_path / "<b>x<"))
    dialog = OTHERS[name](pair, settings)
    qtbot.addWidget(dialog)
    dialog.show()
    said: list[str] = []

    def is_named() -> bool:
        said[:] = all_said(dialog) + [edit.text() for edit in dialog.findChildren(QLineEdit)]
        said.extend(box.itemText(index) for box in dialog.findChildren(QComboBox) for index in range(box.count()))
        return any("img src" in text for text in said)

    try:
        qtbot.waitUntil(is_named, timeout=WAIT_MS)
    finally:
        if runner := getattr(dialog, "runner", None):
            runner.stop()
        dialog.close()
        worker.shut_down()
