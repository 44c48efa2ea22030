"""The bundled voice is heard at any quality that is here: a short passage, encoded and decoded on this computer when it
is asked for, with the weights that would be used. What is heard is what one gets."""

from PySide6.QtCore import QObject, Signal

from sqcodec_gui import paths
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.engine.settings_and_results import ComputeChoice
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.models.quality_choices import Quality
from sqcodec_gui.gui.player import Player
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import Task, WorkQueue, run_task
from sqcodec_gui.listening.passage import Passage, Sound, read_passage
from sqcodec_gui.playback.playback_thread import OpenSource
from sqcodec_gui.playback.sample_sources import ArraySource

PASSAGE = Passage(0.0, 6.0)
ORIGINAL = ""
"""In place of a model's name: the passage as it was recorded."""


def voice_at(quality: Quality | None, compute: ComputeChoice, cancel: CancelToken) -> Sound:
    """Return what the passage becomes; None: as recorded. Loads the codec: call it in a worker. Raises SqcodecError."""
    if quality is None:
        return read_passage(paths.speech_sample(), PASSAGE)
    from sqcodec_gui.gui.quality_chooser.encoding import Request, make_versions

    request = Request(paths.speech_sample(), PASSAGE, [quality], compute)
    return make_versions(request, lambda done, total: None, cancel).versions[0].material.coded


class SampleVoice(QObject):
    """It plays the passage at one quality at a time; a second wish for the same one stops it."""

    changed = Signal()
    """``model`` or ``is_preparing`` is another."""
    failed = Signal(str)
    """Why there is nothing to hear, in a line."""

    def __init__(self, settings: UserSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._sounds: dict[tuple[str, str], Sound] = {}
        self._task: Task | None = None
        self._wanted: tuple[str, str] | None = None
        self._has_begun = False
        self.player = Player(self)
        self.player.state_changed.connect(self._follow_player)
        self.player.failed.connect(self.failed)
        self.model: str | None = None
        """The quality that is heard, or being prepared; None: silence."""
        self.is_preparing = False

    def toggle(self, quality: Quality | None) -> None:
        """Hear the passage at this quality, or as it was recorded; or stop, if that is what is heard."""
        name = quality.name if quality is not None else ORIGINAL
        if self.model == name:
            self.stop()
            return
        self.stop()
        self.player.set_device(self._settings.get("playback_device") or None)
        self.player.open()  # looks for loudspeakers while the passage is made
        sha256 = quality.installed.sha256 if quality is not None and quality.installed is not None else ""
        wanted = name, sha256
        self.model, self._wanted = name, wanted
        if wanted in self._sounds:
            self._play(self._sounds[wanted])
            return
        self.is_preparing, compute = True, self._settings.compute
        self._task = run_task(
            lambda progress, cancel: (wanted, voice_at(quality, compute, cancel)),
            on_result=self._take_sound,
            on_error=self._take_error,
            work_queue=WorkQueue.TRIAL,
        )
        self.changed.emit()

    def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.player.pause()
        self._fall_silent()

    def close(self) -> None:
        """Fall silent, and let the sound device go."""
        self.stop()
        self.player.close()

    def _take_sound(self, made: tuple[tuple[str, str], Sound]) -> None:
        what, sound = made
        self._sounds[what] = sound
        if what == self._wanted:
            self._task = None
            self._play(sound)

    def _take_error(self, error: SqcodecError) -> None:
        if isinstance(error, CancelledError):
            return
        self._task = None
        self._fall_silent()
        self.failed.emit(translate_message(error))

    def _play(self, sound: Sound) -> None:
        self.is_preparing, self._has_begun = False, False
        self.player.set_track(0, _opener(sound))
        self.player.set_heard(0)
        self.player.seek(0.0)
        self.player.play()
        self._has_begun = False  # again: until now the player may have told of what was heard before
        self.changed.emit()

    def _follow_player(self) -> None:
        """Follow the player: at the end of the passage it is silent again; without loudspeakers it never begins."""
        if self.model is None or self.is_preparing or self.player.is_starting:
            return  # what it says is of the passage before
        state = self.player.state
        self._has_begun = self._has_begun or state.is_playing
        problem = self.player.problem
        if problem is not None:
            self._fall_silent()
            self.failed.emit(problem)
        elif self._has_begun and not state.is_playing:
            self._fall_silent()

    def _fall_silent(self) -> None:
        self.model, self._wanted, self.is_preparing = None, None, False
        self.changed.emit()


def _opener(sound: Sound) -> OpenSource:
    return lambda: ArraySource(sound.samples, sound.sample_rate_hz)
