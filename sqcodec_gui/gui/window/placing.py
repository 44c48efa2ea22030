"""Dialogs open again where they stood, and as large as they were, when they were last seen."""

import base64
import binascii
import json

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QDialog

from sqcodec_gui.gui.settings.user_settings import UserSettings

KEY = "dialog_places"


def run_in_place(dialog: QDialog, settings: UserSettings) -> None:
    """Show a dialog where it was left, until it is closed. The dialog is deleted then."""
    restore_place(dialog, settings)
    dialog.exec()
    keep_place(dialog, settings)
    dialog.deleteLater()


def stand_in_place(dialog: QDialog, settings: UserSettings) -> None:
    """Show a dialog that stands beside the window where it was left; call it once."""
    restore_place(dialog, settings)
    dialog.finished.connect(lambda _result: keep_place(dialog, settings))


def restore_place(dialog: QDialog, settings: UserSettings) -> None:
    """Restore the place before ``dialog`` is shown. Qt brings back into the screen what would lie outside of it."""
    kept = _places(settings).get(_name(dialog))
    if kept is None:
        return
    try:
        dialog.restoreGeometry(QByteArray(base64.b64decode(kept, validate=True)))
    except (binascii.Error, ValueError):  # somebody has written into the file by hand
        return


def keep_place(dialog: QDialog, settings: UserSettings) -> None:
    """Keep the place for the next time that a dialog of this kind is shown."""
    place = base64.b64encode(dialog.saveGeometry().data()).decode("ascii")
    settings.set(KEY, json.dumps(_places(settings) | {_name(dialog): place}, sort_keys=True))


def _name(dialog: QDialog) -> str:
    return type(dialog).__name__


def _places(settings: UserSettings) -> dict[str, str]:
    """Return geometries of Qt in base64, by the dialog's class."""
    try:
        places = json.loads(settings.get(KEY))
    except ValueError:
        return {}
    if not isinstance(places, dict):
        return {}
    return {name: place for name, place in places.items() if isinstance(place, str)}
