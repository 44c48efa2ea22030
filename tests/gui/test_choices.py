"""Quality, output folder, existing files: chosen by hand."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot
from safetensors.numpy import save_file

from sqcodec_gui.codec import keeping
from sqcodec_gui.codec.errors import BadWeightsError, MissingWeightsError
from sqcodec_gui.codec.installed import TENSORS_KEY, InstalledModel, find_installed, list_installed
from sqcodec_gui.codec.stored import read_stored, stored_sha256
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
def three_models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[InstalledModel]:
    """The three of spectral are here, the others are not."""
    weights = tmp_path / "model.safetensors"
    weights.touch()
    names = ("spectral-6kbps", "spectral-3kbps", "spectral-1k5bps")
    models = [InstalledModel(name, "0" * 64, weights, "own", "bundled", False) for name in names]
    monkeypatch.setattr("sqcodec_gui.gui.quality.list_installed", lambda: models)
    return models


def test_few_choices_in_plain_words_and_those_not_here_lead_to_where_they_are(
    three_models: list[InstalledModel], window: MainWindow, qtbot: QtBot
) -> None:
    buttons = window.choices.quality_buttons
    assert {name: button.text() for name, button in buttons.items()} == {
        "spectral-1k5bps": "Tiny",
        "spectral-3kbps": "Compact",
        "spectral-6kbps": "Clear",
        "12kbps": "Best",
    }
    assert buttons["spectral-6kbps"].isChecked()
    assert "2.7 MB per hour" in buttons["spectral-6kbps"].toolTip()
    assert "Not on this computer yet" in buttons["12kbps"].toolTip()
    assert not any("kbps" in button.toolTip() or "bit" in button.toolTip() for button in buttons.values())
    qtbot.mouseClick(buttons["spectral-3kbps"], Qt.MouseButton.LeftButton)
    assert window._settings.get("model") == "spectral-3kbps"
    window.choices.more_wanted.disconnect()
    with qtbot.waitSignal(window.choices.more_wanted, timeout=WAIT_MS):
        qtbot.mouseClick(window.choices.quality_buttons["12kbps"], Qt.MouseButton.LeftButton)
    assert window._settings.get("model") == "spectral-3kbps"
    assert window.choices.quality_buttons["spectral-3kbps"].isChecked()


def test_a_quality_that_is_none_of_the_few_has_a_button_of_its_own(
    three_models: list[InstalledModel], window: MainWindow
) -> None:
    window._settings.set("model", "24kbps_24khz")
    assert window.choices.quality_buttons["24kbps_24khz"].text() == "Largest"
    assert window.choices.quality_buttons["24kbps_24khz"].isChecked()
    window._settings.set("model", "spectral-6kbps")
    assert "24kbps_24khz" not in window.choices.quality_buttons


def test_a_quality_is_fetched_and_chosen(
    three_models: list[InstalledModel], settings: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(name: str, progress: Any, cancel: Any) -> InstalledModel:
        progress(5, 10)
        three_models.append(InstalledModel(name, "1" * 64, three_models[0].path, "published", "fetched", False))
        return three_models[-1]

    monkeypatch.setattr("sqcodec_gui.codec.hub.fetch", fetch)
    dialog = QualitiesDialog(settings)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.table.selectRow(row_of(dialog, "0k75bps"))
    assert not dialog.use_button.isEnabled()
    with qtbot.waitSignal(dialog.installed_changed, timeout=WAIT_MS):
        qtbot.mouseClick(dialog.fetch_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.use_button, Qt.MouseButton.LeftButton)
    assert settings.get("model") == "0k75bps"
    assert dialog.table.item(row_of(dialog, "0k75bps"), 3).text() == "In use"


def test_closing_the_dialog_cancels_the_download(
    three_models: list[InstalledModel], settings: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
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
    dialog.table.selectRow(row_of(dialog, "0k75bps"))
    qtbot.mouseClick(dialog.fetch_button, Qt.MouseButton.LeftButton)
    assert dialog.cancel_button.isVisible()
    qtbot.waitUntil(lambda: dialog.bar.maximum() > 0, timeout=WAIT_MS)
    dialog.reject()
    qtbot.waitUntil(lambda: ended == [True] and dialog._task is None, timeout=WAIT_MS)


@pytest.fixture
def qualities_dialog(settings: Any, user_home: Path, qtbot: QtBot) -> QualitiesDialog:
    """The real list of models, with none of the user's own yet."""
    dialog = QualitiesDialog(settings)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def row_of(dialog: QualitiesDialog, name: str) -> int:
    return next(row for row in range(dialog.table.rowCount()) if dialog.table.item(row, 0).toolTip() == name)


def write_weights(folder: Path, quality: str = "good") -> None:
    """A file that says of itself that it holds weights of 6kbps; only its header is looked at here."""
    folder.mkdir(parents=True)
    path, tensors = folder / "model.safetensors", {"statistics": np.zeros(4, np.float32)}
    facts = {"model": "6kbps", "origin": "published", "source_sha256": "ab" * 32, "quality": quality}
    save_file(tensors, path, facts)
    save_file(tensors, path, facts | {TENSORS_KEY: stored_sha256(path, read_stored(path))})
    (folder / "card.md").write_text("known")


def test_what_is_known_of_a_model_is_shown(qualities_dialog: QualitiesDialog) -> None:
    qualities_dialog.table.selectRow(row_of(qualities_dialog, "spectral-6kbps"))
    about = qualities_dialog.about.text()
    assert "Nothing above 8 kHz is kept." in about
    assert "came with the program · " in about
    assert not qualities_dialog.remove_button.isEnabled(), "what came with the program stays"
    assert not qualities_dialog.fetch_button.isEnabled(), "nobody else has weights of it"
    qualities_dialog.table.selectRow(row_of(qualities_dialog, "3kbps"))
    assert qualities_dialog.fetch_button.isEnabled()
    assert not qualities_dialog.use_button.isEnabled()


def test_a_model_is_imported_comes_first_and_is_removed_again(
    qualities_dialog: QualitiesDialog,
    user_home: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog, kept = qualities_dialog, user_home / "data" / "models" / "6kbps" / ("ab" * 6)
    write_weights(tmp_path / "from a kit")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: str(tmp_path / "from a kit"))
    dialog.table.selectRow(row_of(dialog, "6kbps"))
    with qtbot.waitSignal(dialog.installed_changed, timeout=WAIT_MS):
        qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    assert (kept / "card.md").read_text() == "known"
    assert find_installed("6kbps").path == kept / "model.safetensors"
    assert "preview" not in dialog.table.item(row_of(dialog, "6kbps"), 0).text()
    assert not dialog.fetch_button.isEnabled()

    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(QMessageBox, "question", lambda *words: answers.pop(0))
    qtbot.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    assert kept.is_dir()
    qtbot.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    assert not kept.exists()
    assert "are free again" in dialog.note.text()
    with pytest.raises(MissingWeightsError):
        find_installed("6kbps")


def test_an_import_offers_no_cancelling_of_a_download(
    qualities_dialog: QualitiesDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = threading.Event()
    monkeypatch.setattr(keeping, "is_kept_form", lambda folder: may_end.wait(WAIT_MS / 1000))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: str(tmp_path))
    qtbot.mouseClick(qualities_dialog.import_button, Qt.MouseButton.LeftButton)
    assert qualities_dialog.bar.isVisible()
    assert not qualities_dialog.cancel_button.isVisible(), "it is over in seconds and cannot be cancelled"
    assert not qualities_dialog.fetch_button.isEnabled()
    may_end.set()
    qtbot.waitUntil(lambda: not qualities_dialog.bar.isVisible(), timeout=WAIT_MS)


def test_a_folder_without_a_model_is_told(
    qualities_dialog: QualitiesDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: str(tmp_path))
    qualities_dialog.table.selectRow(row_of(qualities_dialog, "6kbps"))
    qtbot.mouseClick(qualities_dialog.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not qualities_dialog.bar.isVisible(), timeout=30_000)
    assert str(tmp_path) in qualities_dialog.note.text()


def test_previews_come_after_others_and_what_is_not_ours_stays(user_home: Path) -> None:
    write_weights(user_home / "cache" / "models" / "6kbps" / "x", quality="preview")
    write_weights(user_home / "data" / "models" / "6kbps" / "y")
    ours = [model.place for model in list_installed() if model.name == "6kbps"]
    assert ours == ["imported", "fetched"]
    with pytest.raises(BadWeightsError, match="came with the program"):
        keeping.remove(find_installed("spectral-6kbps"))
