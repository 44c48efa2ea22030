"""Quality, output folder, existing files: chosen by hand."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from sqcodec_gui.codec.installed import InstalledModel
from sqcodec_gui.engine.job import CancelledError
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.qualities_dialog import QualitiesDialog

WAIT_MS = 5000
Recordings = Callable[..., list[Path]]


def test_choosing_what_happens_to_existing_files_and_where_results_go(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: str(tmp_path / "Ziel"))
    actions = {action.text().replace("&", ""): action for action in window.choices.folder_button.menu().actions()}
    actions["Skip it"].trigger()
    actions["In a folder…"].trigger()
    assert window._settings.get("exists") == "skip"
    assert window.choices.folder_button.text() == "Ziel"
    actions["Beside the original"].trigger()
    assert window.choices.folder_button.text() == "Beside the original"


@pytest.fixture
def two_models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[InstalledModel]:
    """6kbps and 3kbps are here, the others are not."""
    weights = tmp_path / "model.safetensors"
    weights.touch()
    models = [InstalledModel(name, "0" * 64, weights, "own", "bundled", False) for name in ("6kbps", "3kbps")]
    monkeypatch.setattr("sqcodec_gui.gui.quality.list_installed", lambda: models)
    return models


def test_qualities_in_plain_words_and_those_not_here_greyed(
    two_models: list[InstalledModel], window: MainWindow, qtbot: QtBot
) -> None:
    box = window.choices.quality_box
    assert box.currentText().startswith("Small")
    assert box.currentText().endswith(" · 2.7 MB per hour")
    texts = [box.itemText(row) for row in range(box.count())]
    enabled = [box.model().item(row).isEnabled() for row in range(box.count())]
    assert len(texts) == 11
    assert enabled.count(True) == 2
    assert all(is_on != text.endswith("get it under “More…”") for text, is_on in zip(texts, enabled, strict=True))
    assert not any("kbps" in text or "bit" in text for text in texts)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert window._settings.get("model") == "3kbps"


def test_a_quality_is_fetched_and_chosen(
    two_models: list[InstalledModel], settings: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(name: str, progress: Any, cancel: Any) -> InstalledModel:
        progress(5, 10)
        two_models.append(InstalledModel(name, "1" * 64, two_models[0].path, "published", "fetched", False))
        return two_models[-1]

    monkeypatch.setattr("sqcodec_gui.codec.hub.fetch", fetch)
    dialog = QualitiesDialog(settings)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.table.selectRow(0)
    assert not dialog.use_button.isEnabled()
    with qtbot.waitSignal(dialog.installed_changed, timeout=WAIT_MS):
        qtbot.mouseClick(dialog.fetch_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.use_button, Qt.MouseButton.LeftButton)
    assert settings.get("model") == "0k75bps"
    assert dialog.table.item(0, 3).text() == "In use"


def test_closing_the_dialog_cancels_the_download(
    two_models: list[InstalledModel], settings: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[bool] = []

    def fetch(name: str, progress: Any, cancel: Any) -> None:
        progress(1, 10)
        while not cancel.is_cancelled:
            time.sleep(0.005)
        ended.append(True)
        raise CancelledError

    monkeypatch.setattr("sqcodec_gui.codec.hub.fetch", fetch)
    dialog = QualitiesDialog(settings)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.table.selectRow(0)
    qtbot.mouseClick(dialog.fetch_button, Qt.MouseButton.LeftButton)
    assert dialog.cancel_button.isVisible()
    qtbot.waitUntil(lambda: dialog.bar.maximum() > 0, timeout=WAIT_MS)
    dialog.reject()
    qtbot.waitUntil(lambda: ended == [True] and dialog._task is None, timeout=WAIT_MS)
