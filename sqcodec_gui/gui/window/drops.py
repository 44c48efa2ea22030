"""Files that are dropped or pasted become paths, from whatever another program hands over."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent


def paths_from(mime: QMimeData) -> list[Path]:
    """Return files and folders of this machine, absolute, each once; text counts if its lines are paths that exist."""
    found = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if not found and mime.hasText():
        found = [path for line in mime.text().splitlines() if (path := _path_in(line)) is not None]
    return list(dict.fromkeys(path.absolute() for path in found))


def _path_in(line: str) -> Path | None:
    text = line.strip().strip("\"'")
    url = QUrl(text)
    path = Path(url.toLocalFile()) if url.isLocalFile() else Path(text).expanduser()
    try:
        return path if text and path.is_absolute() and path.exists() else None
    except OSError:  # such as a text too long to be a name
        return None


def accept_as_copy(event: QDropEvent) -> None:
    """Take a drag or drop as a copy, never as a move: after a move the other program may delete the recording."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


class FileDrops(QObject):
    """It says what drops of files mean, for every widget that they can land on.

    It is installed as an event filter, or the widget hands its own events on to the methods here.
    """

    hovered = Signal(bool)
    """Something that can be dropped is over the window, or not any more."""
    dropped = Signal(list)
    """Paths, maybe none."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QDragEnterEvent():  # a kind of the next, which is a kind of the last
                self.enter(event)
            case QDragMoveEvent():
                self.move(event)
            case QDragLeaveEvent():
                self.leave(event)
            case QDropEvent():
                self.drop(event)
            case _:
                return False
        return True

    def enter(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            accept_as_copy(event)
            self.hovered.emit(True)

    def move(self, event: QDragMoveEvent) -> None:
        accept_as_copy(event)

    def leave(self, event: QDragLeaveEvent) -> None:
        self.hovered.emit(False)

    def drop(self, event: QDropEvent) -> None:
        self.hovered.emit(False)
        accept_as_copy(event)
        self.dropped.emit(paths_from(event.mimeData()))
