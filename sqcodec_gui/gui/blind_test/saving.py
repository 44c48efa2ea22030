"""A report is saved where the person says, and one that is there already keeps its tests."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.listening.report import base_of, earlier_sessions, write_report
from sqcodec_gui.listening.session import Session, session_values

translate = QCoreApplication.translate


def ask_where(parent: QWidget, settings: UserSettings, name: str) -> Path | None:
    """Ask for a path, and return it without suffix; None if nothing was chosen."""
    proposed = Path(settings.get("last_folder")) / translate("saving", "{name} - blind test").format(name=name)
    chosen, _filter = QFileDialog.getSaveFileName(
        parent,
        translate("saving", "Save the report, or choose one to add to"),
        f"{proposed}.html",
        translate("saving", "Reports (*.html)"),
        options=QFileDialog.Option.DontConfirmOverwrite,  # nothing is lost: what is there is added to
    )
    if not chosen:
        return None
    path = Path(chosen)
    settings.set("last_folder", str(path.parent))
    return base_of(path)


def save(base: Path, sessions: Sequence[Session]) -> str:
    """Write page and data; an earlier report of that name keeps its tests. Return what to say. Raises ReportError."""
    earlier = earlier_sessions(base)
    written = write_report(base, [*earlier, *map(session_values, sessions)])
    if earlier:
        text = translate("saving", "Added to {name}, which has {n} tests now.")
        return text.format(name=written.page.name, n=written.tests)
    return translate("saving", "Saved: {name}, and beside it the same for checking.").format(name=written.page.name)
