"""What the person has chosen, kept in an ini file; one table says what there is and what it is at first."""

from typing import Any

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from sqcodec_gui import paths
from sqcodec_gui.engine.job import DEFAULT_MODEL

DEFAULTS: dict[str, Any] = {
    "appearance": "system",  # system, light, dark
    "check": True,  # decode and compare after compressing
    "device": "auto",  # auto, cpu, cuda, mps
    "exists": "number",  # number, skip, overwrite
    "last_folder": "",  # where the file dialog opens
    "model": DEFAULT_MODEL,
    "notify_when_done": True,
    "output_folder": "",  # empty: beside the original
    "restore_format": "wav",  # wav, flac, opus, mp3
    "restore_rate": "original",  # original, codec
    "sound_when_done": True,
    "splitter_state": QByteArray(),
    "start_on_add": True,
    "window_geometry": QByteArray(),
}


class Settings(QObject):
    """Reads and writes the keys of ``DEFAULTS``; any other key raises KeyError. One object per application."""

    changed = Signal(str)
    """A key whose value is another than before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder = paths.user_config_dir()
        folder.mkdir(parents=True, exist_ok=True)
        self._store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)

    def get(self, key: str) -> Any:
        """The stored value, or the default where none of that kind is stored. Raises KeyError."""
        default = DEFAULTS[key]
        if not self._store.contains(key):
            return default
        try:
            return self._store.value(key, default, type=type(default))
        except (TypeError, ValueError, RuntimeError):  # somebody wrote something else into the file by hand
            return default

    def set(self, key: str, value: Any) -> None:
        """Raises KeyError for an unknown key, TypeError for a value of another kind than the default."""
        if type(value) is not type(DEFAULTS[key]):
            raise TypeError(f"{key} is a {type(DEFAULTS[key]).__name__}, not {value!r}")
        if value != self.get(key):
            self._store.setValue(key, value)
            self.changed.emit(key)

    def save(self) -> None:
        """Writes to the disk now; otherwise Qt does so when it finds time."""
        self._store.sync()
