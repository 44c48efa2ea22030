"""The player of the window has commands, a state, and a position that moves; ``playback`` does the work."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.messages import Message
from sqcodec_gui.playback.playback_thread import OpenSource, PlaybackState, PlaybackThread

_FRAME_MS = 33


class Player(QObject):
    """It plays up to three recordings in step, one of them heard. Positions are seconds from the start."""

    state_changed = Signal()
    """Playing, waiting, devices or the problem are others than before; see ``state``."""
    moved = Signal(float)
    """The play head's place in seconds, about thirty times a second while it moves."""
    failed = Signal(str)
    """A track cannot be read (any further); one line for people."""

    _changed_in_thread = Signal()
    _failed_in_thread = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changed_in_thread.connect(self._on_changed, Qt.ConnectionType.QueuedConnection)
        self._failed_in_thread.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self, interval=_FRAME_MS)
        self._timer.timeout.connect(self._on_frame)
        self._last_underruns = 0
        self._device_name: str | None = None
        self._level = 1.0
        self._thread: PlaybackThread | None = None

    def open(self) -> None:
        """Start looking for sound outputs; ``state_changed`` says when they are found."""
        if self._thread is None:
            callbacks = self._changed_in_thread.emit, self._failed_in_thread.emit
            self._thread = PlaybackThread(*callbacks, self._device_name, self._level)
            self.destroyed.connect(self._thread.close)  # a window may go without closing its player

    def close(self) -> None:
        """Stop, and let device and files go; ``open`` starts again."""
        self._timer.stop()
        if self._thread is not None:
            self.destroyed.disconnect(self._thread.close)
            self._thread.close()
            self._thread = None

    @property
    def state(self) -> PlaybackState:
        return PlaybackState() if self._thread is None else self._thread.state

    @property
    def is_starting(self) -> bool:
        """Return whether playing was asked for last and has not begun: ``state`` is that of before then."""
        return self._thread is not None and self._thread.is_starting

    @property
    def problem(self) -> str | None:
        """Return why nothing can be played, in the window's language; None while it can."""
        message = self.state.problem
        return None if message is None else translate_message(message)

    @property
    def position_s(self) -> float:
        return 0.0 if self._thread is None else self._thread.position_s

    @property
    def heard(self) -> int:
        """Return the number of the track that is heard: 0, 1 or 2."""
        return 0 if self._thread is None else self._thread.heard

    @property
    def underruns(self) -> int:
        """Return how often the sound had a gap because this computer was too busy."""
        return 0 if self._thread is None else self._thread.underruns

    @property
    def waits(self) -> int:
        """Return how often the sound stopped because what came next was not decoded yet."""
        return 0 if self._thread is None else self._thread.waits

    def unload(self) -> None:
        """Stop, close all tracks, go back to the start."""
        if self._thread is not None:
            self._thread.unload()
            self.moved.emit(0.0)

    def set_track(self, track: int, open_source: OpenSource) -> None:
        """Open the first (0), second or third (2) recording in the player's thread; position and playing stay."""
        self.open()
        if self._thread is not None:
            self._thread.set_track(track, open_source)

    def toggle(self) -> None:
        """Play or pause, what it does not do, or is not going to do, already."""
        if self._thread is None:
            return
        if self._thread.will_play:
            self._thread.pause()
        else:
            self._thread.play()

    def play(self) -> None:
        """Begin or go on; nothing changes while it plays."""
        if self._thread is not None:
            self._thread.play()

    def pause(self) -> None:
        if self._thread is not None:
            self._thread.pause()

    def seek(self, position_s: float) -> None:
        if self._thread is not None:
            self._thread.seek(max(0.0, position_s))
            self.moved.emit(max(0.0, position_s))

    def set_heard(self, track: int, through_silence: bool = False) -> None:
        """Switch to a track; ``through_silence``: with a moment of silence between, the same if it is heard already."""
        if self._thread is not None:
            self._thread.set_heard(track, through_silence)
            self.state_changed.emit()

    def set_loop(self, loop_s: tuple[float, float] | None) -> None:
        if self._thread is not None:
            self._thread.set_loop(loop_s)

    def set_level(self, level: float) -> None:
        """Set the level from 0 (silence) to 1 (as recorded), also for later, before it is opened."""
        self._level = level
        if self._thread is not None:
            self._thread.set_gain(level)

    def set_device(self, name: str | None) -> None:
        """Use the output of that name, or the system's usual one for None; also for later, before it is opened."""
        self._device_name = name
        if self._thread is not None:
            self._thread.set_device(name)

    def look_again(self) -> None:
        """Search for outputs that were connected since."""
        if self._thread is not None:
            self._thread.look_again()

    def _on_changed(self) -> None:
        if self._thread is None:
            return
        if self.state.is_playing:
            self._timer.start()
        else:
            self._timer.stop()
        self.moved.emit(self.position_s)
        self.state_changed.emit()

    def _on_failed(self, message: Message) -> None:
        self.failed.emit(translate_message(message))

    def _on_frame(self) -> None:
        self.moved.emit(self.position_s)
        if self.underruns != self._last_underruns:
            self._last_underruns = self.underruns
            self.state_changed.emit()
