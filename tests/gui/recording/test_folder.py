"""Where new recordings go: a name of one's own language for a new folder, and never a second one beside an old one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from sqcodec_gui import paths
from sqcodec_gui.gui import app as program
from sqcodec_gui.gui.recording.folder import EARLIER_NAME, recordings_folder, usual_folder
from sqcodec_gui.gui.settings.user_settings import UserSettings

NAMES = {"en": "Recordings", "de": "Aufnahmen", "zh_CN": "录音"}


@pytest.fixture
def speak(qapp: QApplication, user_home: Path) -> Iterator[Callable[[str], None]]:
    """Let the window speak a language, with an empty folder of music."""
    installed = []

    def change(language: str) -> None:
        for translator in installed:
            qapp.removeTranslator(translator)
        installed[:] = program.install_translations(qapp, language)

    yield change
    change("en")


@pytest.mark.parametrize("language", NAMES)
def test_a_new_folder_has_a_name_of_the_language(language: str, speak: Callable[[str], None]) -> None:
    speak(language)
    assert usual_folder() == paths.user_music_dir() / NAMES[language]


@pytest.mark.parametrize("there", NAMES.values())
@pytest.mark.parametrize("language", NAMES)
def test_the_folder_that_is_there_is_used_on(language: str, there: str, speak: Callable[[str], None]) -> None:
    """Whatever language it was made in: whoever changes the language finds old and new recordings in one place."""
    (paths.user_music_dir() / there).mkdir(parents=True)
    speak(language)
    assert usual_folder() == paths.user_music_dir() / there


@pytest.mark.parametrize("language", NAMES)
def test_that_of_earlier_versions_comes_first(language: str, speak: Callable[[str], None]) -> None:
    """Somebody's own folder of the translated name is no reason to leave the one that has the recordings."""
    for name in NAMES.values():
        (paths.user_music_dir() / name).mkdir(parents=True)
    speak(language)
    assert usual_folder() == paths.user_music_dir() / EARLIER_NAME


def test_a_chosen_folder_stays(speak: Callable[[str], None], settings: UserSettings, tmp_path: Path) -> None:
    settings.set("recordings_folder", str(tmp_path / "tapes"))
    (paths.user_music_dir() / EARLIER_NAME).mkdir(parents=True)
    for language in NAMES:
        speak(language)
        assert recordings_folder(settings) == tmp_path / "tapes"
    assert settings.get("recordings_folder") == str(tmp_path / "tapes")
