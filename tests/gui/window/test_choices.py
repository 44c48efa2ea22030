"""Quality, output folder, existing files: chosen by hand."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from safetensors.numpy import save_file

from sqcodec_gui.codec.errors import BadWeightsError
from sqcodec_gui.codec.model_store import install
from sqcodec_gui.codec.model_store.installed import TENSORS_KEY, InstalledModel, find_installed, list_installed
from sqcodec_gui.codec.model_store.stored import read_stored, stored_sha256
from sqcodec_gui.gui.main_window import MainWindow

WAIT_MS = 60_000
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
    monkeypatch.setattr("sqcodec_gui.gui.models.quality_choices.list_installed", lambda: models)
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
    assert window.choices.quality_buttons["24kbps_24khz"].text() == "SQCodec 24 kbit/s, 24 kHz"
    assert window.choices.quality_buttons["24kbps_24khz"].isChecked()
    window._settings.set("model", "spectral-6kbps")
    assert "24kbps_24khz" not in window.choices.quality_buttons


def write_weights(folder: Path, quality: str = "good", model: str = "6kbps") -> None:
    """A file that says of itself that it holds weights of ``model``; only its header is looked at here."""
    folder.mkdir(parents=True)
    path, tensors = folder / "model.safetensors", {"statistics": np.zeros(4, np.float32)}
    facts = {"model": model, "origin": "published", "source_sha256": "ab" * 32, "quality": quality}
    save_file(tensors, path, facts)
    save_file(tensors, path, facts | {TENSORS_KEY: stored_sha256(path, read_stored(path))})
    (folder / "card.md").write_text("known")


def test_previews_come_after_others_and_what_is_not_ours_stays(user_home: Path) -> None:
    write_weights(user_home / "cache" / "models" / "6kbps" / "x", quality="preview")
    write_weights(user_home / "data" / "models" / "6kbps" / "y")
    ours = [model.store for model in list_installed() if model.name == "6kbps"]
    assert ours == ["imported", "fetched"]
    with pytest.raises(BadWeightsError, match="came with the program"):
        install.remove(find_installed("spectral-6kbps"))
