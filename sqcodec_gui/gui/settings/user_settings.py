"""What the person has chosen is kept in an ini file; one table says what there is and what it is at first."""

import logging
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from sqcodec_gui import paths
from sqcodec_gui.codec.config import all_configs
from sqcodec_gui.engine.device import DEVICES, ENGINES
from sqcodec_gui.engine.files import free_name
from sqcodec_gui.engine.naming import DEFAULT_PATTERN, check_pattern
from sqcodec_gui.engine.settings_and_results import CHANNEL_POLICIES, DEFAULT_MODEL, EXISTS_POLICIES, ComputeChoice
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.file_types import WRITTEN

DEFAULTS: dict[str, Any] = {
    "again_offered": "",  # SHA-256 of the weights for which files to be made again were offered: never twice
    "appearance": "system",
    "best_offered": False,  # the best quality: once
    "channels": "keep",
    "check": True,  # decode and compare after compressing
    "device": "auto",
    "dialog_places": "{}",  # JSON, see placing.py
    "engine": "auto",
    "exists": "number",
    "first_steps_done": False,
    "language": "system",
    "last_folder": "",  # where the file dialog opens
    "listener": "",  # the name in reports of blind tests
    "model": DEFAULT_MODEL,
    "name_pattern": DEFAULT_PATTERN,
    "notify_when_done": True,
    "offer_trash": False,  # ask for the originals when a queue is finished; never done unasked
    "output_folder": "",  # empty: beside the original
    "playback_device": "",  # empty: the system's
    "playback_level": 100,  # percent
    "recent_files": "[]",  # JSON, the newest first
    "recording_channels": "mono",
    "recording_device": "",  # empty: the system's
    "recordings_folder": "",  # empty: the user's music
    "restore_format": "wav",
    "restore_rate": "original",
    "sound_when_done": True,
    "splitter_state": QByteArray(),
    "start_on_add": True,
    "window_geometry": QByteArray(),
}

CHOICES: dict[str, Collection[str]] = {
    "appearance": ("system", "light", "dark"),
    "channels": CHANNEL_POLICIES,
    "device": DEVICES,
    "engine": ENGINES,
    "language": ("system", "en", "de", "zh_CN"),
    "exists": EXISTS_POLICIES,
    "model": all_configs().keys(),
    "recording_channels": ("mono", "stereo"),
    "restore_format": WRITTEN.keys(),
    "restore_rate": ("original", "codec"),
}
"""What these may be; anything else in the file counts as nothing."""


_OBJECT = re.compile(rb"@(Variant|DateTime)\(")
"""Objects of Qt in a file of settings: none of ours is one. Qt asks for all the memory that a damaged one names."""
MOST_BYTES = 10_000_000
logger = logging.getLogger(__name__)


def _put_aside_what_would_end_the_program(path: Path) -> Path | None:
    """Put aside a file of settings that cannot be used, so that the window opens in any case, with the defaults.

    Gives the new name, None if nothing had to be done."""
    try:
        if path.is_file() and path.stat().st_size <= MOST_BYTES and not _OBJECT.search(path.read_bytes()):
            return None
        if path.exists() or path.is_symlink():
            aside = free_name(path.with_suffix(".unreadable.ini"))
            path.rename(aside)
            logger.warning("The settings cannot be read and were put aside as %s", aside)
            return aside
    except OSError as error:
        logger.warning("The settings cannot be read: %r", error)
    return None


def _may_be(key: str, value: Any) -> bool:
    if key == "name_pattern":
        try:
            check_pattern(value)
        except SqcodecError:
            return False
    return value in CHOICES.get(key, (value,))


class UserSettings(QObject):
    """It reads and writes the keys of ``DEFAULTS``; any other key raises KeyError. An application has one."""

    changed = Signal(str)
    """A key whose value is another than before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder = paths.user_config_dir()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "settings.ini"
        self.put_aside = _put_aside_what_would_end_the_program(path)
        """Where a file went that could not be read; None if there was none."""
        self._store = QSettings(str(path), QSettings.Format.IniFormat)
        self._known: dict[str, Any] = {}
        """What ``get`` gave before: rows of a long list ask thousands of times."""

    def get(self, key: str) -> Any:
        """Return the stored value, or the default where none of that kind is stored. Raises KeyError."""
        if key not in self._known:
            self._known[key] = self._stored(key)
        return self._known[key]

    def _stored(self, key: str) -> Any:
        default = DEFAULTS[key]
        if not self._store.contains(key):
            return default
        try:
            value = self._store.value(key, default, type=type(default))
        except (TypeError, ValueError, RuntimeError):  # somebody wrote something else into the file by hand
            return default
        return value if type(value) is type(default) and _may_be(key, value) else default

    @property
    def compute(self) -> ComputeChoice:
        """Return what the person chose to compute with, for all that encodes or decodes."""
        return ComputeChoice(self.get("device"), self.get("engine"))

    def set(self, key: str, value: Any) -> None:
        """Store a value. Raises KeyError for an unknown key, TypeError or ValueError for a wrong value."""
        if type(value) is not type(DEFAULTS[key]):
            raise TypeError(f"{key} is a {type(DEFAULTS[key]).__name__}, not {value!r}")
        if not _may_be(key, value):
            raise ValueError(f"{key} cannot be {value!r}")
        if value != self.get(key):
            self._store.setValue(key, value)
            self._known.pop(key, None)
            self.changed.emit(key)

    def save(self) -> None:
        """Write to the disk now; otherwise Qt does so when it finds time."""
        self._store.sync()
