"""New recordings go where the person chose, or else into a folder below their music, named in their language."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTranslator

from sqcodec_gui import paths
from sqcodec_gui.gui.settings.user_settings import UserSettings

translate = QCoreApplication.translate
EARLIER_NAME = "Recordings"
"""In every language, before this folder had names of its own in others."""


def recordings_folder(settings: UserSettings) -> Path:
    """Return the chosen folder; without one, what ``usual_folder`` says."""
    chosen = settings.get("recordings_folder")
    return Path(chosen) if chosen else usual_folder()


def usual_folder() -> Path:
    """Return the folder of recordings below the music: the one that is there already, whatever language named it.

    Who changes the language, or comes from an earlier version, goes on to find all recordings in one place.
    """
    music = paths.user_music_dir()
    named = translate("recordings_folder", "Recordings")
    for name in (EARLIER_NAME, named, *_other_names()):
        if (music / name).is_dir():
            return music / name
    return music / named


def _other_names() -> Iterator[str]:
    """Return what the folder is called in each of the window's languages."""
    for file in sorted((paths.resources_dir() / "translations").glob("sqcodec_*.qm")):
        translator = QTranslator()
        if translator.load(str(file)) and (name := translator.translate("recordings_folder", "Recordings")):
            yield name
