"""Each user has one window: a second start hands its files to the window that is there, which comes to the front."""

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from sqcodec_gui import paths

CONNECT_MS = 500
ANSWER_MS = 3000
"""A window that does not answer in this time hangs, and a new one is opened."""
LIMIT_BYTES = 4 << 20
TAKEN = b"taken\n"


def address() -> str:
    """Return the name of the socket, or on Windows of the pipe, of this user and this home; only they may look into its
    folder."""
    name = f"sqcodec-{hashlib.sha256(str(paths.user_data_dir()).encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"
    if sys.platform == "win32":
        return name
    # Where this is not set, Qt would warn and make a folder of its own.
    return str(Path(os.environ.get("XDG_RUNTIME_DIR") or paths.user_data_dir()) / name)


def hand_over(wanted: Sequence[Path]) -> bool:
    """Return whether a window is there and has taken these paths (none of them: it only comes to the front)."""
    socket = QLocalSocket()
    socket.connectToServer(address())
    if not socket.waitForConnected(CONNECT_MS):
        return False
    # Names of files that are no text come as lone surrogates, which only ASCII JSON can carry.
    socket.write(json.dumps([str(path) for path in wanted], ensure_ascii=True).encode("ascii") + b"\n")
    has_answer = socket.waitForBytesWritten(ANSWER_MS) and socket.waitForReadyRead(ANSWER_MS)
    is_taken = has_answer and bytes(socket.readAll().data()).startswith(TAKEN)
    socket.disconnectFromServer()
    return is_taken


class InstanceServer(QObject):
    """Later starts connect to it; it is opened once none has answered. Where it cannot be opened, all else works."""

    asked = Signal(list)
    """Paths that somebody wants to have opened, maybe none."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._receive)

    def open(self) -> bool:
        """Listen, and return whether later starts will find it."""
        where = address()
        if os.path.isabs(where):
            Path(where).parent.mkdir(parents=True, exist_ok=True)
        # Nobody has answered there: a socket that lies around is that of a program that was killed.
        QLocalServer.removeServer(where)
        return self._server.listen(where)

    def close(self) -> None:
        self._server.close()

    def _receive(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LIMIT_BYTES:
                socket.abort()
            return
        try:
            wanted = [Path(text) for text in json.loads(bytes(socket.readLine().data()))]
        except (ValueError, TypeError):  # no start of this program
            socket.abort()
            return
        socket.write(TAKEN)
        socket.flush()
        self.asked.emit(wanted)
