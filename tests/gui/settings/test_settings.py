"""What was chosen is kept; what nobody knows is refused."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QByteArray, QLocale, Qt, QTranslator
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.settings_and_results import CompressSettings, EngineError
from sqcodec_gui.gui.app import install_translations
from sqcodec_gui.gui.settings.dialog import SettingsDialog
from sqcodec_gui.gui.settings.fields import DeviceTest, FolderField
from sqcodec_gui.gui.settings.user_settings import DEFAULTS, UserSettings
from sqcodec_gui.gui.wording.formatting import size_words

WAIT_MS = 60_000


def test_defaults_until_something_is_chosen(user_home: Path, qtbot: QtBot) -> None:
    settings = UserSettings()
    assert {key: settings.get(key) for key in DEFAULTS} == DEFAULTS


def test_a_choice_outlives_the_program(settings: UserSettings, user_home: Path) -> None:
    settings.set("check", False)
    settings.set("output_folder", "/somewhere/Ünï #1")
    settings.set("window_geometry", QByteArray(b"\x00\x01\xff"))
    settings.save()
    assert (user_home / "config" / "settings.ini").is_file()
    again = UserSettings()
    assert again.get("check") is False
    assert again.get("output_folder") == "/somewhere/Ünï #1"
    assert again.get("window_geometry") == QByteArray(b"\x00\x01\xff")


def test_unknown_keys_and_wrong_kinds_raise(settings: UserSettings) -> None:
    with pytest.raises(KeyError):
        settings.get("colour")
    with pytest.raises(KeyError):
        settings.set("colour", "red")
    with pytest.raises(TypeError):
        settings.set("check", "yes")
    with pytest.raises(ValueError, match="purple"):
        settings.set("appearance", "purple")


def test_changes_are_told_once(settings: UserSettings, qtbot: QtBot) -> None:
    received: list[str] = []
    settings.changed.connect(received.append)
    settings.set("exists", "skip")
    settings.set("exists", "skip")
    assert received == ["exists"]


def test_nonsense_in_the_file_gives_the_default(user_home: Path, qtbot: QtBot) -> None:
    (user_home / "config").mkdir(parents=True)
    (user_home / "config" / "settings.ini").write_text(
        "[General]\nwindow_geometry=17\nmodel=@Invalid()\nappearance=purple\n"
    )
    assert UserSettings().get("model") == DEFAULTS["model"]
    assert UserSettings().get("appearance") == DEFAULTS["appearance"]


NONSENSE = (
    *("", "@Invalid()", "@Variant(\\0\\0\\0\\x7f\\0\\0\\0\\xePyObject)", "@Variant(\\0\\0\\0\\t\\xff\\xff\\xff\\xff)"),
    *("@DateTime(x)", "@ByteArray(\\xff\\0)", "@Rect(1 2 3 4)", "@Size(1 2)", "1,2,3", "-1", "9" * 20, "nan", "[1]"),
    *("\\xd800", '"[null, {}, 3]"', "C:\\x00", "text"),
)


@pytest.mark.parametrize("value", NONSENSE)
def test_the_program_lives_with_any_value_in_the_file(user_home: Path, qtbot: QtBot, value: str) -> None:
    path = user_home / "config" / "settings.ini"
    path.parent.mkdir(parents=True)
    path.write_text("[General]\n" + "".join(f"{key}={value}\n" for key in DEFAULTS))
    found = UserSettings()
    assert {type(found.get(key)) is type(default) for key, default in DEFAULTS.items()} == {True}
    assert path.with_suffix(".unreadable.ini").exists() == ("@Variant" in value or "@DateTime" in value)


def test_what_is_no_file_of_settings_is_put_aside(user_home: Path, qtbot: QtBot) -> None:
    path = user_home / "config" / "settings.ini"
    path.mkdir(parents=True)
    found = UserSettings()
    found.set("exists", "skip")
    found.save()
    assert path.is_file()
    assert path.with_suffix(".unreadable.ini").is_dir()


def test_the_dialog_shows_and_changes_settings(settings: UserSettings, qtbot: QtBot) -> None:
    settings.set("exists", "skip")
    dialog = SettingsDialog(settings)
    qtbot.addWidget(dialog)
    dialog.show()
    box, check = dialog.findChild(QComboBox, "exists"), dialog.findChild(QCheckBox, "check")
    assert box.currentData() == "skip"
    qtbot.keyClicks(box, "replace")
    check.setFocus()
    qtbot.keyClick(check, " ")
    assert settings.get("exists") == "overwrite"
    assert settings.get("check") is False


OWN_PLACES = {"playback_level", "listener", "first_steps_done", "recent_files", "last_folder"} | {
    *("splitter_state", "window_geometry", "recording_channels", "recording_device", "playback_device"),
    *("again_offered", "best_offered", "dialog_places"),
}
"""Chosen, or remembered, where they are used: in the comparison, the blind test, the recorder and the window."""


@pytest.fixture
def dialog(settings: UserSettings, qtbot: QtBot) -> SettingsDialog:
    dialog = SettingsDialog(settings, Path("/talks/Grandmother.wav"))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_every_setting_has_a_control_or_a_place_of_its_own(dialog: SettingsDialog) -> None:
    shown = {widget.objectName() for widget in dialog.findChildren(QWidget)} & DEFAULTS.keys()
    assert shown | OWN_PLACES == DEFAULTS.keys()
    assert not shown & OWN_PLACES


def test_it_is_as_high_as_the_page_that_is_seen(dialog: SettingsDialog, qtbot: QtBot) -> None:
    """With the height of the longest page, the shorter ones were mostly empty."""
    qtbot.waitExposed(dialog)
    heights = []
    names = dialog.tabs.tabBar().mapToGlobal(dialog.tabs.tabBar().rect().topLeft())
    for number in range(dialog.tabs.count()):
        dialog.tabs.setCurrentIndex(number)
        scroll = dialog.tabs.currentWidget()
        page = scroll.widget()
        wanted = page.heightForWidth(page.width()) if page.hasHeightForWidth() else page.sizeHint().height()
        assert page.height() - wanted in range(8), dialog.tabs.tabText(number)
        assert scroll.verticalScrollBar().maximum() == 0
        heights.append(dialog.height())
        assert dialog.tabs.tabBar().mapToGlobal(dialog.tabs.tabBar().rect().topLeft()) == names, "one clicks on there"
    assert min(heights) < max(heights) / 1.5


def test_every_control_has_a_name_for_a_screen_reader(dialog: SettingsDialog) -> None:
    for kind in (QComboBox, QCheckBox, QLineEdit, QPushButton):
        for widget in dialog.findChildren(kind):
            form = widget.parentWidget().layout()
            label = form.labelForField(widget) if isinstance(form, QFormLayout) else None
            text = getattr(widget, "text", str)() if not isinstance(widget, QLineEdit) else ""
            assert widget.accessibleName() or text or (label is not None and label.text()), widget


def test_no_letter_is_given_twice_on_a_page(dialog: SettingsDialog) -> None:
    tabs = [dialog.tabs.tabText(index) for index in range(dialog.tabs.count())]
    for index in range(dialog.tabs.count()):
        page = dialog.tabs.widget(index)
        widgets = [*page.findChildren(QLabel), *page.findChildren(QCheckBox), *page.findChildren(QPushButton)]
        texts = [*tabs, *(widget.text() for widget in widgets)]
        letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
        assert len(letters) == len(set(letters)), (tabs[index], letters)


def test_names_are_shown_as_they_will_be_and_only_good_ones_are_kept(
    dialog: SettingsDialog, settings: UserSettings, qtbot: QtBot
) -> None:
    dialog.tabs.setCurrentIndex(1)
    edit = dialog.findChild(QLineEdit, "name_pattern")
    field = edit.parentWidget()
    assert field.preview.text() == "Grandmother.wav → Grandmother.sqc"
    edit.selectAll()
    qtbot.keyClicks(edit, "{folder} {name}")
    assert field.preview.text() == "Grandmother.wav → talks Grandmother.sqc"
    assert settings.get("name_pattern") == "{folder} {name}"
    edit.selectAll()
    qtbot.keyClicks(edit, "{title}")
    assert field.preview.text().startswith("⚠ “{title}” means nothing here")
    assert edit.accessibleDescription() == field.preview.text()
    assert settings.get("name_pattern") == "{folder} {name}"
    with pytest.raises(ValueError, match="name_pattern"):
        settings.set("name_pattern", "{title}")


def test_folders_are_chosen_and_reset(
    dialog: SettingsDialog, settings: UserSettings, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: str(tmp_path))
    dialog.tabs.setCurrentIndex(1)
    field = dialog.findChild(FolderField, "output_folder")
    assert field.label.full_text == "beside the original"
    qtbot.mouseClick(field.choose_button, Qt.MouseButton.LeftButton)
    assert (settings.get("output_folder"), field.label.full_text) == (str(tmp_path), str(tmp_path))
    qtbot.mouseClick(field.reset_button, Qt.MouseButton.LeftButton)
    assert settings.get("output_folder") == ""


def test_the_device_is_tried_with_a_short_sample(
    settings: UserSettings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[CompressSettings] = []

    def try_device(making: CompressSettings, cancel: CancelToken) -> SimpleNamespace:
        tried.append(making)
        if making.compute.device == "cuda":
            raise EngineError("This machine has no usable device “cuda”; choose “auto” or “cpu”.")
        return SimpleNamespace(speed_x_real_time=18.0)

    monkeypatch.setattr("sqcodec_gui.gui.settings.fields.try_device", try_device)
    monkeypatch.setattr(
        "sqcodec_gui.gui.settings.fields.describe_devices", lambda compute: f"Runs on {compute.device}."
    )
    test = DeviceTest(settings)
    qtbot.addWidget(test)
    test.show()
    qtbot.waitUntil(lambda: test.found.text() == "Runs on auto.", timeout=WAIT_MS)
    qtbot.mouseClick(test.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "18 × real time" in test.result.text(), timeout=WAIT_MS)
    assert "An hour would take about 3:20" in test.result.text()
    settings.set("device", "cuda")
    qtbot.waitUntil(lambda: test.found.text() == "Runs on cuda.", timeout=WAIT_MS)
    qtbot.mouseClick(test.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: test.result.text().startswith("⚠ This machine has no"), timeout=WAIT_MS)
    assert test.button.isEnabled()
    assert [making.compute.device for making in tried] == ["auto", "cuda"]


def test_the_language_is_that_of_the_setting(settings: UserSettings, qapp: QApplication) -> None:
    before = QLocale()
    try:
        install_translations(qapp, "de")
        assert QLocale().language() is QLocale.Language.German
        assert size_words(2_600_000) == "2,6 MB"
        install_translations(qapp, "system")
        assert QLocale() == QLocale.system()
    finally:
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)
            translator.deleteLater()
        QLocale.setDefault(before)
