"""The system's file dialogs open where they were left."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from sqcodec_gui.engine.settings_and_results import SQC_SUFFIX
from sqcodec_gui.file_types import AUDIO_EXTENSIONS, VIDEO_EXTENSIONS
from sqcodec_gui.gui.settings.user_settings import UserSettings

translate = QCoreApplication.translate


def ask_for_recordings(parent: QWidget, settings: UserSettings) -> list[Path]:
    """Ask for recordings and .sqc files; return none if nothing was chosen."""
    patterns = " ".join(f"*{suffix}" for suffix in (*AUDIO_EXTENSIONS, *VIDEO_EXTENSIONS, SQC_SUFFIX))
    filters = translate("choose_files", "Recordings ({patterns});;All files (*)").format(patterns=patterns)
    return _ask_for_files(parent, settings, translate("choose_files", "Which recordings?"), filters)


def ask_for_sqc(parent: QWidget, settings: UserSettings) -> list[Path]:
    """Ask for files to restore; return none if nothing was chosen."""
    filters = translate("choose_files", "Small recordings ({patterns})").format(patterns=f"*{SQC_SUFFIX}")
    return _ask_for_files(parent, settings, translate("choose_files", "Which files shall be restored?"), filters)


def ask_for_folder(parent: QWidget, settings: UserSettings) -> list[Path]:
    """Ask for one folder; return none if none was chosen."""
    title = translate("choose_files", "Which folder?")
    name = QFileDialog.getExistingDirectory(parent, title, settings.get("last_folder"))
    if name:
        settings.set("last_folder", name)
    return [Path(name)] if name else []


def ask_for_models(parent: QWidget) -> Path | None:
    """Ask for a folder with weights in it or below it; return None if none was chosen."""
    name = QFileDialog.getExistingDirectory(parent, translate("choose_files", "Which folder or stick holds the model?"))
    return Path(name) if name else None


def _ask_for_files(parent: QWidget, settings: UserSettings, title: str, filters: str) -> list[Path]:
    names, _ = QFileDialog.getOpenFileNames(parent, title, settings.get("last_folder"), filters)
    if names:
        settings.set("last_folder", str(Path(names[0]).parent))
    return [Path(name) for name in names]
