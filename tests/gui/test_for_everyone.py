"""Keys, names, light and dark: the window for those who see, hear or point in other ways."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from sqcodec_gui.engine.device import ComputeTarget, processor_name
from sqcodec_gui.engine.settings_and_results import ComputeChoice
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.record import JobState

WAIT_MS = 60_000
D = JobState.DONE
Recordings = Callable[..., list[Path]]


def test_help_lists_every_key(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    def look(dialog: Any) -> int:
        table = dialog.table
        shown.extend(f"{table.item(row, 0).text()} {table.item(row, 1).text()}" for row in range(table.rowCount()))
        return 0

    monkeypatch.setattr("PySide6.QtWidgets.QDialog.exec", look)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert "Ctrl+V Paste" in shown
    assert "Space Play or pause, wherever you are; a button that Tab led to is pressed" in shown
    window.actions_by_name["about"].trigger()
    assert any(line.startswith("PySide6_Essentials") for line in shown)


def test_no_key_is_given_twice_and_no_menu_letter_either(window: MainWindow) -> None:
    keys = [action.shortcut().toString() for action in window.actions_by_name.with_keys()]
    assert len(keys) == len(set(keys))
    for menu in [action.menu() for action in window.menuBar().actions()]:
        letters = [text[text.index("&") + 1].lower() for a in menu.actions() if "&" in (text := a.text())]
        assert len(letters) == len(set(letters)), menu.title()


def test_every_control_is_reached_by_tab_and_has_a_name(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings
) -> None:
    person.drop(window, *recordings("a.wav"))
    person.wait_for(window, D)
    bar = window.choices
    wanted = [
        bar.add_button,
        bar.record_button,
        bar.quality_buttons["spectral-6kbps"],
        bar.more_button,
        bar.folder_button,
    ]
    wanted += [bar.settings_button, window.view, *window.view.row_buttons.findChildren(QToolButton)[:2]]
    qtbot.waitUntil(window.page.clear_button.isVisible, timeout=WAIT_MS)
    wanted.append(person.button(window, "Clear finished"))
    wanted[0].setFocus()
    reached = []
    for _ in range(40):
        reached.append(window.focusWidget())
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert [widget.text() or widget for widget in wanted if widget not in reached] == []
    for widget in wanted:
        name = widget.accessibleName() or getattr(widget, "text", str)()
        assert name, widget


def test_the_device_is_named_or_its_lack_is_said(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def find(compute: ComputeChoice) -> ComputeTarget:
        if compute.device == "cuda":
            raise SqcodecError("This machine has no graphics processor.")
        return ComputeTarget("cpu", "openvino" if compute.engine == "auto" else compute.engine, "Processor")

    monkeypatch.setattr("sqcodec_gui.gui.window.status_line.find_device", find)
    monkeypatch.setattr("sqcodec_gui.gui.window.details.prepare_sound", lambda compute, model, progress, cancel: None)
    window.warm_up()
    device, automatic = window.status_line.device, "Processor (OpenVINO) · no graphics card found"
    qtbot.waitUntil(lambda: device.text() == automatic, timeout=WAIT_MS)
    assert processor_name() in device.toolTip(), "which processor, and why"
    assert "One from NVIDIA" in device.toolTip(), "what another would bring"
    assert device.accessibleDescription() == device.toolTip().replace("\n", " ")
    settings.set("engine", "torch")
    qtbot.waitUntil(lambda: device.text() == "Processor (PyTorch) · as chosen", timeout=WAIT_MS)
    settings.set("device", "cuda")
    qtbot.waitUntil(lambda: window.status_line.device.text() == "Device not found", timeout=WAIT_MS)
    assert window.status_line.device.toolTip() == "This machine has no graphics processor."
    assert window.status_line.network.text() == "No network needed"


def test_light_and_dark_follow_the_choice_at_once(window: MainWindow, qtbot: QtBot) -> None:
    light, dark = (next(a for a in window.appearance.actions() if a.data() == name) for name in ("light", "dark"))
    dark.trigger()
    qtbot.waitUntil(lambda: window.view.palette().base().color().lightness() < 100, timeout=WAIT_MS)
    light.trigger()
    qtbot.waitUntil(lambda: window.view.palette().base().color().lightness() > 200, timeout=WAIT_MS)


def test_a_drag_over_the_window_is_seen(window: MainWindow, person: Any, recordings: Recordings) -> None:
    hovered: list[bool] = []
    person.drop(window, *recordings("a.wav"), on_way=lambda w: hovered.append(w.empty._is_hovered), is_let_go=False)
    assert hovered == [True]
    assert not window.empty._is_hovered
    assert window.model.records == []
