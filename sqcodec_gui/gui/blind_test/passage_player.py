"""This player repeats the two sides of a passage, and switches between them by way of silence."""

from PySide6.QtCore import QObject, Signal

from sqcodec_gui.gui.player import Player
from sqcodec_gui.listening.abx import CODED, REFERENCE
from sqcodec_gui.listening.loudness import LevelMatch
from sqcodec_gui.listening.passage import Sound
from sqcodec_gui.listening.session import Playback
from sqcodec_gui.playback.playback_thread import OpenSource
from sqcodec_gui.playback.sample_sources import ArraySource

BREATH_S = 0.4
"""Silence between two rounds of the loop."""


class PassagePlayer(QObject):
    """It plays a reference and a coded sound of one passage as a loop. Every switch is by way of silence: what is heard
    of the switch itself never tells whether two keys lead to the same sound."""

    state_changed = Signal()
    moved = Signal(float)
    """Seconds since the start of the passage."""
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.player = Player(self)
        self.player.state_changed.connect(self.state_changed)
        self.player.moved.connect(self.moved)
        self.player.failed.connect(self.failed)
        self.duration_s = 0.0
        self.level = 1.0

    def open(self, device: str | None) -> None:
        """Look for sound outputs; ``device`` is the name of the one to be used, None means the usual one."""
        self.player.open()
        if device is not None:
            self.player.set_device(device)

    def close(self) -> None:
        self.player.close()

    def load(self, reference: Sound, coded: Sound) -> None:
        """Take both sounds at once, from the start, paused."""
        self.player.pause()
        self.duration_s = max(reference.duration_s, coded.duration_s)
        self.exchange(reference, coded)
        self.player.set_loop((0.0, self.duration_s + BREATH_S))
        self.rewind()

    def exchange(self, reference: Sound, coded: Sound) -> None:
        """Take another pair of the same passage; position and playing stay."""
        for track, sound in ((REFERENCE, reference), (CODED, coded)):
            self.player.set_track(track, _opener(sound))

    def hear(self, track: int, openly: bool = False) -> None:
        """Switch to REFERENCE or CODED at the same position, and play if nothing plays. ``openly`` fades from one to
        the other, for a comparison in which everybody sees which is which."""
        self.player.set_heard(track, through_silence=not openly)
        self.player.play()

    def toggle(self) -> None:
        self.player.toggle()

    def rewind(self) -> None:
        self.player.seek(0.0)

    def stop(self) -> None:
        """Fall silent, and go back to the start."""
        self.player.pause()
        self.rewind()

    def set_level(self, level: float) -> None:
        """Set the level, from 0 (silence) to 1 (as it is)."""
        self.level = level
        self.player.set_level(level)

    @property
    def is_playing(self) -> bool:
        return self.player.state.is_playing

    @property
    def problem(self) -> str | None:
        """Return why nothing can be heard, in a line for people; None while something can."""
        return self.player.problem

    def playback_facts(self, match: LevelMatch) -> Playback:
        """Return how the passage was played, for the report."""
        device = self.player.state.device
        name, rate_hz = (device.name, device.sample_rate_hz) if device is not None else ("", 0)
        gaps = self.player.underruns
        return Playback(name, rate_hz, self.level, match.reference_db, match.coded_db, gaps)


def _opener(sound: Sound) -> OpenSource:
    return lambda: ArraySource(sound.samples, sound.sample_rate_hz)
